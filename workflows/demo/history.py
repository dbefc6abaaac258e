"""Cases of the demo's region whose dossiers are gone: only what was learned of them is left.

With them the region's learning reports have something to tell; the cases that the demo shows are too few.
"""

from datetime import date
from random import Random

from dateutil.relativedelta import relativedelta

from expertteam.advice.enums import DeviationReason
from expertteam.cases.enums import AgeBand, HelpSegment, Route
from expertteam.learning import services
from expertteam.learning.enums import FactOutcome
from expertteam.organisations.enums import OrganisationKind
from expertteam.organisations.models import Organisation
from workflows.demo.later import ADDRESSEES, BOTTLENECKS, MOMENTS

MONTHS = 6
SEGMENTS = (
    *[HelpSegment.MENTAL_HEALTH] * 5,
    *[HelpSegment.FAMILY_HOME] * 4,
    *[HelpSegment.AMBULATORY_LASTING] * 3,
    *[HelpSegment.RESIDENTIAL] * 2,
    HelpSegment.SMALL_GROUP,
)
OUTCOMES = (
    *[FactOutcome.FOLLOWED] * 6,
    *[FactOutcome.PARTLY] * 2,
    *[FactOutcome.NOT_FOLLOWED] * 2,
    FactOutcome.UNANSWERED,
)
DEVIATES = (FactOutcome.PARTLY, FactOutcome.NOT_FOLLOWED)


def keep_history(region, starts_on: date, number: int) -> None:
    """What was learned of this many cases that were closed in the half year from ``starts_on``."""
    rng = Random(f"history {starts_on}")
    kinds = (OrganisationKind.ACCESS_TEAM, OrganisationKind.CERTIFIED_INSTITUTION)
    organisations = [
        each
        for each in Organisation.objects.filter(kind__in=kinds).order_by("name")
        if each.region_id in (None, region.pk)
    ]
    towns = list(region.municipalities.order_by("name"))
    for turn in range(number):
        organisation = organisations[turn % len(organisations)]
        _keep(
            rng,
            region=region,
            month=starts_on + relativedelta(months=turn % MONTHS),
            organisation=organisation,
            referrer_kind=organisation.kind,
            municipality=organisation.municipality or rng.choice(towns),
        )


def _keep(rng, **about) -> None:
    stuck = rng.random() < 0.5
    services.keep_learned(
        **about,
        legal_frame=rng.choice(("vrijwillig", "vrijwillig", "vrijwillig", "ots", "ots", "voogdij")),
        age_band=rng.choice(AgeBand.values),
        why_stuck=rng.choice(("capaciteit", "capaciteit", "capaciteit", "aanbod", "aanbod", "complexiteit")),
        route=rng.choice(Route.values[:2]),
        tried_band=rng.choice(("1-2", "1-2", "3+")),
        waiting_band=rng.choice(("2-4", "2-4", "4-8", "8+")),
        impasse_kind=rng.choice(("plek", "plek", "geld")) if stuck else "",
        impasse_level=rng.choice(("uitvoering", "management")) if stuck else "",
        placement_prevented=rng.choice(("ja", "ja", "nee")),
        follow_up_answered=True,
        recommendations=[_recommendation(rng) for _ in range(rng.randint(1, 3))],
        signals=[_signal(rng) for _ in range(rng.randint(1, 3))],
    )


def _recommendation(rng) -> dict:
    outcome = rng.choice(OUTCOMES)
    reason = rng.choice(DeviationReason.values[:2]) if outcome in DEVIATES else ""
    return {"segment": rng.choice(SEGMENTS), "outcome": outcome, "reason_kind": reason}


def _signal(rng) -> dict:
    kind = rng.choice(("missing", "missing", "earlier", "bottleneck"))
    signal = {"kind": kind, "addressee": rng.choice(ADDRESSEES)}
    if kind == "bottleneck":
        return signal | {"bottleneck": rng.choice(BOTTLENECKS)}
    return (
        signal
        | {"segment": rng.choice(SEGMENTS)}
        | ({"moment": rng.choice(MOMENTS)} if kind == "earlier" else {})
    )
