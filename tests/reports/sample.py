"""Invented records for a learning report, the same for the same seed."""

import datetime
import random
from dataclasses import dataclass, field, replace

from reports.learning import BOTTLENECK, EARLIER, MISSING, Labels, LearningReportContent, compose
from reports.learning.content import LessonText

LABELS = Labels(
    municipalities=("Beesel", "Bergen", "Gennep", "Horst aan de Maas", "Peel en Maas", "Venlo", "Venray"),
    subregions={
        **dict.fromkeys(("Beesel", "Peel en Maas", "Venlo"), "Venlo en omgeving"),
        **dict.fromkeys(("Bergen", "Gennep", "Horst aan de Maas", "Venray"), "Venray en omgeving"),
    },
    legal_frames=("vrijwillig kader", "ondertoezichtstelling", "voogdij", "jeugdreclassering"),
    why_stuck=(
        "capaciteitstekort",
        "steeds complexere casuïstiek",
        "onduidelijkheid in het proces",
        "tekort aan specifiek aanbod",
        "gebrek aan samenwerking en vertrouwen",
    ),
    tried_bands=("geen", "1 of 2", "3 of meer"),
    waiting_bands=(
        "binnen 2 weken",
        "2 tot 4 weken",
        "4 tot 8 weken",
        "8 weken of langer",
        "geen advies uitgebracht",
    ),
    impasse_kinds=("geld", "wet of regel", "plek", "verantwoordelijkheid", "verschil van inzicht"),
    impasse_levels=("professionals in de uitvoering", "managers van de organisaties", "directies"),
    placement_prevented=("ja", "nee", "onbekend", "niet van toepassing"),
    segments=(
        "Opname vervangende behandeling",
        "Behandeling met verblijf",
        "Wonen: pleegzorg",
        "Wonen: gezinshuis",
        "Wonen: kleinschalige woonleefgroep",
        "Dagbesteding en dagbehandeling",
        "Ambulant duurzaam",
        "Ambulante GGZ",
        "JeugdzorgPlus",
        "Netwerkversterking (JIM, familiegroepsplan)",
    ),
    outcomes=("gevolgd", "deels gevolgd", "niet gevolgd", "niet meer van toepassing", "niet beantwoord"),
    deviating=("deels gevolgd", "niet gevolgd"),
    reasons=("geen plek of lange wachttijd", "jeugdige of ouders stemmen niet in", "geen financiering"),
    moments=("bij het eerste contact met de toegang", "bij de eerste inzet van hulp", "bij het opschalen"),
    bottlenecks=("capaciteitstekort", "onduidelijkheid in het proces", "financiering"),
    addressees=("gemeentelijke toegang", "gecertificeerde instelling", "jeugdhulpaanbieder", "onderwijs"),
)
INSTITUTIONS = ("Bureau Jeugdzorg Limburg", "William Schrikker Stichting", "Leger des Heils")


@dataclass(frozen=True)
class Recommendation:
    segment: str
    outcome: str
    reason: str = ""


@dataclass(frozen=True)
class Signal:
    kind: str
    addressee: str
    segment: str = ""
    moment: str = ""
    bottleneck: str = ""


@dataclass(frozen=True)
class Record:
    region: str = "Noord-Limburg"
    month: datetime.date = datetime.date(2026, 3, 1)
    municipality: str = "Venlo"
    organisation: str = "Toegang Venlo"
    legal_frame: str = "vrijwillig kader"
    why_stuck: str = "capaciteitstekort"
    tried_band: str = "1 of 2"
    waiting_band: str = "2 tot 4 weken"
    impasse_kind: str = ""
    impasse_level: str = ""
    placement_prevented: str = ""
    recommendations: list[Recommendation] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)


LESSONS = (
    LessonText(
        "Betrek de school vanaf het eerste gesprek",
        "Waar de school vanaf het begin aan tafel zat, kwam er eerder een plan dat ook overdag klopte.\n\n"
        "Spreek bij de start af wie de school op de hoogte houdt.",
    ),
    LessonText("Spreek één regisseur af", "Gezinnen weten dan wie zij bellen, ook als de hulp wisselt."),
)


def half_year(records, lessons=LESSONS, **changed) -> tuple[LearningReportContent, dict]:
    """What is told of the first half of 2026, with lessons, and the certificate of its figures."""
    arguments = {
        "region_name": Record().region,
        "period_start": datetime.date(2026, 1, 1),
        "period_end": datetime.date(2026, 6, 30),
        "records": records,
        "labels": LABELS,
    }
    content, certificate = compose(**arguments | changed)
    return replace(content, lessons=lessons), certificate


def records(count=120, seed=1) -> list[Record]:
    """`count` closed cases with lopsided but lively distributions."""
    return [_record(random.Random(f"{seed}-{number}")) for number in range(count)]


def _record(chance: random.Random) -> Record:
    municipality = _pick(chance, LABELS.municipalities, (1, 1, 2, 4, 4, 10, 6))
    organisation = chance.choice((f"Toegang {municipality}", f"Wijkteam {municipality}", *INSTITUTIONS))
    stuck = chance.random() < 0.4
    return Record(
        month=datetime.date(2026, chance.randint(1, 6), 1),
        municipality=municipality,
        organisation=organisation,
        legal_frame=_pick(chance, LABELS.legal_frames, (6, 4, 2, 1)),
        why_stuck=_pick(chance, LABELS.why_stuck, (6, 3, 2, 5, 2)),
        tried_band=_pick(chance, LABELS.tried_bands, (1, 4, 3)),
        waiting_band=_pick(chance, LABELS.waiting_bands, (2, 5, 4, 2, 1)),
        impasse_kind=_pick(chance, LABELS.impasse_kinds, (3, 1, 6, 3, 2)) if stuck else "",
        impasse_level=_pick(chance, LABELS.impasse_levels, (5, 3, 1)) if stuck else "",
        placement_prevented=_pick(chance, (*LABELS.placement_prevented, ""), (5, 3, 1, 2, 2)),
        recommendations=[_recommendation(chance) for _ in range(chance.randint(1, 3))],
        signals=[_signal(chance) for _ in range(chance.randint(0, 3))],
    )


def _recommendation(chance: random.Random) -> Recommendation:
    outcome = _pick(chance, LABELS.outcomes, (8, 3, 2, 1, 3))
    deviates = outcome in LABELS.deviating
    return Recommendation(
        segment=_pick(chance, LABELS.segments, (1, 4, 3, 5, 4, 2, 8, 6, 1, 4)),
        outcome=outcome,
        reason=_pick(chance, LABELS.reasons, (5, 3, 1)) if deviates else "",
    )


def _signal(chance: random.Random) -> Signal:
    kind = chance.choice((EARLIER, MISSING, BOTTLENECK))
    segment = _pick(chance, LABELS.segments, (1, 2, 2, 6, 5, 1, 3, 6, 1, 4)) if kind != BOTTLENECK else ""
    return Signal(
        kind=kind,
        addressee=_pick(chance, LABELS.addressees, (5, 3, 4, 2)),
        segment=segment,
        moment=_pick(chance, LABELS.moments, (5, 3, 2)) if kind == EARLIER else "",
        bottleneck=_pick(chance, LABELS.bottlenecks, (5, 3, 2)) if kind == BOTTLENECK else "",
    )


def _pick(chance: random.Random, labels, weights) -> str:
    return chance.choices(labels, weights)[0]
