"""The tables of a learning report: a fixed list, so that nobody asks for one case by asking for a table.

With the answers to earlier signals (asked.py) there are twelve. Each table has a ladder of forms: the first
that shows enough is published, and its note says in Dutch what was put together. A ladder goes along a
hierarchy: municipality, subregion, region; kind of help, group of help; outcome, broad outcome.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from .counting import OTHER
from .facts import BOTTLENECK, EARLIER, MISSING, Labels, SignalFact

MUNICIPALITY_THRESHOLD = 10
NO_ANSWER = "niet beantwoord"
MOMENT = "moment in de keten"
NOT_KNOWN_YET = "nog niet bekend"
OTHER_SUBREGION = "overige gemeenten"
SIGNAL_KINDS = {EARLIER: "eerder inzetten", MISSING: "ontbrekend aanbod", BOTTLENECK: "een knelpunt"}
BOTTLENECK_PREFIX = "knelpunt: "
OTHER_BOTTLENECK = BOTTLENECK_PREFIX + OTHER

# Kinds of help that are told together when there are too few of each. A kind never moves to another group: a
# new division gets new names, because figures of a report are compared by name with those of earlier ones.
SEGMENT_GROUPS = {
    "Opname vervangende behandeling": "Behandeling met verblijf",
    "Behandeling met verblijf": "Behandeling met verblijf",
    "JeugdzorgPlus": "Behandeling met verblijf",
    "Wonen: pleegzorg": "Wonen",
    "Wonen: gezinshuis": "Wonen",
    "Wonen: kleinschalige woonleefgroep": "Wonen",
    "Ambulant duurzaam": "Ambulante hulp en dagbehandeling",
    "Ambulant perspectief": "Ambulante hulp en dagbehandeling",
    "Ambulante GGZ": "Ambulante hulp en dagbehandeling",
    "Vaktherapie": "Ambulante hulp en dagbehandeling",
    "Dagbesteding en dagbehandeling": "Ambulante hulp en dagbehandeling",
}
OTHER_GROUP = "Andere hulp"
FOLLOWED = "helemaal of deels gevolgd"
BROAD_OUTCOMES = {"gevolgd": FOLLOWED, "deels gevolgd": FOLLOWED, NO_ANSWER: NO_ANSWER}
OTHER_OUTCOME = "niet gevolgd of niet meer van toepassing"


def _subject(signal: SignalFact) -> str:
    if signal.kind == BOTTLENECK:
        return BOTTLENECK_PREFIX + signal.bottleneck
    return SIGNAL_KINDS[signal.kind]


def _subjects(labels: Labels) -> Sequence[str]:
    kinds = (SIGNAL_KINDS[EARLIER], SIGNAL_KINDS[MISSING])
    return (*kinds, *(BOTTLENECK_PREFIX + each for each in labels.bottlenecks))


@dataclass(frozen=True)
class Dimension:
    """What tables are counted over; `rest` is where labels outside the list fall."""

    name: str
    labels: Callable[[Labels], Sequence[str]]
    read: Callable[[object], str]
    rest: str = OTHER


@dataclass(frozen=True)
class Groups:
    """A coarser dimension; `of` says in which group each label falls, and all others fall in `rest`."""

    name: str
    finer: str
    of: Callable[[Labels], Mapping[str, str]]
    rest: str


DIMENSIONS: dict[str, Dimension | Groups] = {
    "municipality": Dimension("gemeente", attrgetter("municipalities"), attrgetter("municipality")),
    "subregion": Groups("deelgebied", "municipality", attrgetter("subregions"), OTHER_SUBREGION),
    "frame": Dimension("juridisch kader", attrgetter("legal_frames"), attrgetter("legal_frame")),
    "why": Dimension("waarom de hulp vastliep", attrgetter("why_stuck"), attrgetter("why_stuck")),
    "tried": Dimension("eerdere hulp", attrgetter("tried_bands"), attrgetter("tried_band")),
    "waiting": Dimension("doorlooptijd", attrgetter("waiting_bands"), attrgetter("waiting_band")),
    "prevented": Dimension(
        "plaatsing voorkomen",
        attrgetter("placement_prevented"),
        attrgetter("placement_prevented"),
        NOT_KNOWN_YET,
    ),
    "impasse": Dimension("soort impasse", attrgetter("impasse_kinds"), attrgetter("impasse_kind")),
    "level": Dimension("niveau", attrgetter("impasse_levels"), attrgetter("impasse_level")),
    "segment": Dimension("soort hulp", attrgetter("segments"), attrgetter("segment")),
    "group": Groups("groep van hulp", "segment", lambda labels: SEGMENT_GROUPS | {OTHER: OTHER}, OTHER_GROUP),
    "outcome": Dimension("opvolging", attrgetter("outcomes"), attrgetter("outcome"), NO_ANSWER),
    "broad outcome": Groups("opvolging, kort", "outcome", lambda labels: BROAD_OUTCOMES, OTHER_OUTCOME),
    "reason": Dimension("reden", attrgetter("reasons"), attrgetter("reason")),
    "moment": Dimension(MOMENT, attrgetter("moments"), attrgetter("moment")),
    "addressee": Dimension("voor wie", attrgetter("addressees"), attrgetter("addressee")),
    "subject": Dimension("soort", _subjects, _subject, OTHER_BOTTLENECK),
    # The same dimension, so that what is not put together stays the same figure.
    "kind": Groups(
        "soort",
        "subject",
        lambda labels: {label: label for label in _subjects(labels)[:2]},
        SIGNAL_KINDS[BOTTLENECK],
    ),
}


@dataclass(frozen=True)
class Form:
    """One way to publish a table; an empty title is that of the form before it."""

    rows: str
    columns: str = ""
    title: str = ""
    note: str = ""
    threshold: int | None = None
    # Its margins tell enough, however many of its cells are hidden.
    for_its_margins: bool = False


@dataclass(frozen=True)
class Table:
    """A table of the catalogue; `counts` is what it counts (see tables.py), the finest form comes first."""

    key: str
    counts: str
    forms: tuple[Form, ...]


CATALOGUE = (
    Table(
        "why-stuck",
        "cases",
        (
            Form("why", "frame", "Waarom de hulp vastliep, per juridisch kader"),
            Form(
                "why",
                title="Waarom de hulp vastliep",
                note="Per juridisch kader zijn de aantallen te klein om veilig te tonen.",
            ),
        ),
    ),
    Table(
        "municipality",
        "cases",
        (
            Form(
                "municipality",
                "frame",
                "Casussen per gemeente en juridisch kader",
                threshold=MUNICIPALITY_THRESHOLD,
            ),
            Form(
                "subregion",
                "frame",
                "Casussen per deelgebied en juridisch kader",
                "Per gemeente zijn de aantallen te klein om veilig te tonen. Daarom staan de gemeenten per "
                "deelgebied bij elkaar.",
            ),
            Form(
                "subregion",
                title="Casussen per deelgebied",
                note="Per gemeente, en per juridisch kader, zijn de aantallen te klein om veilig te tonen. "
                "Daarom staan de gemeenten per deelgebied bij elkaar.",
            ),
            Form(
                "frame",
                title="Casussen per juridisch kader, in de hele regio",
                note="Per gemeente en per deelgebied zijn de aantallen te klein om veilig te tonen. Daarom "
                "staat hier de hele regio.",
            ),
        ),
    ),
    Table("tried", "cases", (Form("tried", title="Hoeveel soorten hulp al waren geprobeerd"),)),
    Table("waiting", "cases", (Form("waiting", title="Hoe lang een advies of een plek duurde"),)),
    Table(
        "advice",
        "recommendations",
        (
            Form("segment", "outcome", "Is het advies na zes maanden opgevolgd?"),
            Form(
                "group",
                "outcome",
                note="Voor elke soort hulp apart zijn de aantallen te klein om veilig te tonen. Daarom staan "
                "soorten hulp per groep bij elkaar.",
            ),
            # Both kinds of help and outcomes must be told, so this form stays when its cells are hidden.
            Form(
                "group",
                "broad outcome",
                note="Voor elke soort hulp en elke uitkomst apart zijn de aantallen te klein om veilig te "
                "tonen. Daarom staan soorten hulp per groep bij elkaar, net als uitkomsten die op elkaar "
                "lijken.",
                for_its_margins=True,
            ),
            Form("outcome", note="Per soort hulp zijn de aantallen te klein om veilig te tonen."),
        ),
    ),
    Table("deviations", "deviations", (Form("reason", title="Waarom van het advies is afgeweken"),)),
    Table(
        "impasses",
        "stuck",
        (
            Form("impasse", "level", "Waardoor een casus vastzat, en op welk niveau"),
            Form(
                "impasse",
                title="Waardoor een casus vastzat",
                note="Per niveau zijn de aantallen te klein om veilig te tonen.",
            ),
        ),
    ),
    Table("placements", "cases", (Form("prevented", title="Is een plaatsing buiten het gezin voorkomen?"),)),
    Table(
        "earlier",
        EARLIER,
        (
            Form("segment", "moment", "Wat eerder ingezet had moeten worden, en wanneer"),
            Form(
                "group",
                "moment",
                note="Voor elke soort hulp apart zijn de aantallen te klein om veilig te tonen. Daarom staan "
                "soorten hulp per groep bij elkaar.",
            ),
            Form(
                "moment",
                title="Op welk moment eerder hulp nodig was",
                note="Per soort hulp zijn de aantallen te klein om veilig te tonen.",
            ),
        ),
    ),
    Table(
        "missing",
        MISSING,
        (
            Form("segment", title="Welke hulp ontbrak"),
            Form(
                "group",
                note="Voor elke soort hulp apart zijn de aantallen te klein om veilig te tonen. Daarom staan "
                "soorten hulp per groep bij elkaar.",
            ),
        ),
    ),
    Table(
        "addressees",
        "signals",
        (
            Form("addressee", "subject", "Voor wie de leersignalen bedoeld zijn, en waarover zij gaan"),
            Form(
                "addressee",
                "kind",
                note="Voor elk knelpunt apart zijn de aantallen te klein om veilig te tonen. Daarom staan "
                "alle knelpunten bij elkaar.",
            ),
            Form(
                "addressee",
                title="Voor wie de leersignalen bedoeld zijn",
                note="Per onderwerp zijn de aantallen te klein om veilig te tonen.",
            ),
        ),
    ),
)
