"""Which cases the demo tells: one for every state that must occur, then as many ordinary ones as asked."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from workflows.demo import consent_roads, detours, routes

MONTHS = 18
# A case that was filed this long ago has passed its follow-up and is closed today.
OLDEST, CLOSED_SINCE = 535, 265
STRIDE = 37
# One region files most, so that its learning report has something to tell.
REGIONS = ("NL", "NL", "NL", "NL", "ML", "ZL")


@dataclass(frozen=True)
class Plot:
    """A road, how many days ago it began, and where."""

    road: Callable
    days_ago: int
    region: str = "NL"


# In this order: a small demo tells the first ones only.
MUST_OCCUR = (
    Plot(routes.consultation, 500),
    Plot(detours.money_breakthrough, 430),
    Plot(detours.match, 410),
    Plot(routes.dissent_and_deviation, 460),
    Plot(routes.just_filed, 2),
    Plot(routes.waits_for_pre_advice, 13),
    Plot(routes.waits_for_signature, 34),
    Plot(routes.waits_for_follow_up, 290),
    Plot(routes.declined, 150),
    Plot(detours.not_found, 60, "ZL"),
    Plot(routes.recusal, 380),
    Plot(routes.waits_for_follow_up, 120, "ML"),
    Plot(routes.adjourned, 440),
    Plot(detours.transfer_declined, 400),
    Plot(detours.centre_conference, 390, "ZL"),
    Plot(routes.second_follow_up, 260),
    Plot(routes.unanswered, 275),
    Plot(routes.unanswered_and_closed, 420),
    Plot(routes.completed_first, 450, "ML"),
    Plot(detours.without_result, 200),
    Plot(routes.waits_for_addition, 9),
    Plot(routes.waits_for_date, 6, "ML"),
    Plot(routes.waits_for_draft, 26, "ZL"),
    Plot(routes.waits_for_response, 40),
    Plot(routes.waits_for_follow_up, 226, "ZL"),
    Plot(routes.waits_for_assessment, 250),
    Plot(routes.waits_for_signals, 262),
    Plot(detours.from_table_to_director, 60),
    Plot(detours.waits_for_director, 7, "ML"),
    Plot(detours.waits_for_providers, 19),
    Plot(detours.waits_for_centre, 6, "ML"),
    Plot(detours.waits_at_the_centre, 15),
    Plot(routes.back_to_the_table, 330),
    Plot(routes.back_to_procesregie, 270, "ZL"),
    Plot(detours.scaled_down, 470),
    Plot(detours.procesregie_to_the_table, 480),
    Plot(detours.second_round, 445, "ML"),
    Plot(detours.table_to_centre, 36, "ZL"),
    Plot(routes.second_follow_up_and_closed, 520),
    Plot(routes.consultation, 288),
    Plot(routes.dissent_and_deviation, 304),
    Plot(consent_roads.waits_for_consent, 5),
    Plot(consent_roads.consent_withdrawn, 24),
    Plot(consent_roads.anonymous, 8),
)
CLOSED_ROADS = (
    *[routes.consultation] * 5,
    *[detours.breakthrough] * 4,
    routes.dissent_and_deviation,
    detours.match,
)


def plots(number: int, rng: Random) -> list[Plot]:
    """The first ``number`` cases of the demo; most of what comes after the fixed ones is closed today."""
    chosen = list(MUST_OCCUR[:number])
    for extra in range(number - len(chosen)):
        if rng.random() < 0.8:
            # Spread evenly over the period, so that every few months something closes.
            days_ago = CLOSED_SINCE + extra * STRIDE % (OLDEST - CLOSED_SINCE)
            chosen.append(Plot(rng.choice(CLOSED_ROADS), days_ago, rng.choice(REGIONS)))
        else:
            chosen.append(rng.choice(MUST_OCCUR))
    return chosen
