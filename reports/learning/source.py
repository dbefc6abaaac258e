"""Where the records of a report come from: the learning records of a region, turned into labels."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from expertteam.advice.enums import DeviationReason
from expertteam.cases.enums import HelpSegment, LegalFrame, WhyStuck
from expertteam.followup.enums import NEED_REASON, YesNoUnknown
from expertteam.learning.enums import Addressee, Bottleneck, FactOutcome, Moment, TriedBand, WaitingBand
from expertteam.learning.models import LearningRecord
from expertteam.procesregie.enums import ImpasseKind, ImpasseLevel

from .catalogue import BOTTLENECK_PREFIX, DIMENSIONS
from .facts import Labels

# The lists behind the dimensions of the catalogue.
CHOICES = {
    "frame": LegalFrame,
    "why": WhyStuck,
    "tried": TriedBand,
    "waiting": WaitingBand,
    "prevented": YesNoUnknown,
    "impasse": ImpasseKind,
    "level": ImpasseLevel,
    "segment": HelpSegment,
    "outcome": FactOutcome,
    "reason": DeviationReason,
    "moment": Moment,
    "addressee": Addressee,
}


@dataclass(frozen=True)
class Recommendation:
    segment: str
    outcome: str
    reason: str


@dataclass(frozen=True)
class Signal:
    kind: str
    segment: str
    moment: str
    bottleneck: str
    addressee: str


@dataclass(frozen=True)
class Record:
    region: str
    month: datetime.date
    municipality: str
    organisation: str
    legal_frame: str
    why_stuck: str
    tried_band: str
    waiting_band: str
    impasse_kind: str
    impasse_level: str
    placement_prevented: str
    recommendations: tuple[Recommendation, ...]
    signals: tuple[Signal, ...]


def labels_of(region, since: datetime.date) -> Labels:
    """All labels a record of this region can have from the month ``since`` on.

    A municipality that was merged by then is left out; later ones keep it, for a month in which it stood.
    """
    merged = Q(merged_on__isnull=False, merged_on__lte=since)
    municipalities = list(region.municipalities.exclude(merged).order_by("name"))
    return Labels(
        municipalities=tuple(each.name for each in municipalities),
        subregions={each.name: each.subregion for each in municipalities if each.subregion},
        legal_frames=tuple(LegalFrame.labels),
        why_stuck=tuple(WhyStuck.labels),
        tried_bands=tuple(TriedBand.labels),
        waiting_bands=tuple(WaitingBand.labels),
        impasse_kinds=tuple(ImpasseKind.labels),
        impasse_levels=tuple(ImpasseLevel.labels),
        placement_prevented=tuple(YesNoUnknown.labels),
        segments=tuple(HelpSegment.labels),
        outcomes=tuple(FactOutcome.labels),
        deviating=tuple(outcome.label for outcome in FactOutcome if outcome in NEED_REASON),
        reasons=tuple(DeviationReason.labels),
        moments=tuple(Moment.labels),
        bottlenecks=tuple(Bottleneck.labels),
        addressees=tuple(Addressee.labels),
        codes=_codes(municipalities),
    )


def _codes(municipalities) -> dict[str, dict[str, str]]:
    """The stable code of every label that somebody may reword, by dimension of the catalogue."""
    of_choices = {DIMENSIONS[name].name: dict(choices.choices) for name, choices in CHOICES.items()}
    return of_choices | {
        DIMENSIONS["municipality"].name: {str(each.pk): each.name for each in municipalities},
        DIMENSIONS["subject"].name: {code: BOTTLENECK_PREFIX + label for code, label in Bottleneck.choices},
    }


def records_of(region, months: Iterable[datetime.date]) -> list[Record]:
    """The learning records of a region in these months."""
    found = (
        LearningRecord.objects.filter(region=region, month__in=list(months))
        .select_related("region", "municipality", "organisation")
        .prefetch_related("recommendations", "signals")
        .order_by("pk")
    )
    return [_record(record) for record in found]


def _record(record: LearningRecord) -> Record:
    return Record(
        region=record.region.name,
        month=record.month,
        municipality=record.municipality.name,
        organisation=str(record.organisation_id),
        legal_frame=record.get_legal_frame_display(),
        why_stuck=record.get_why_stuck_display(),
        tried_band=record.get_tried_band_display(),
        waiting_band=record.get_waiting_band_display(),
        impasse_kind=record.get_impasse_kind_display(),
        impasse_level=record.get_impasse_level_display(),
        placement_prevented=record.get_placement_prevented_display(),
        recommendations=tuple(_recommendations(record.recommendations.all())),
        signals=tuple(_signals(record.signals.all())),
    )


def _recommendations(facts: Iterable) -> Iterable[Recommendation]:
    for fact in facts:
        yield Recommendation(
            fact.get_segment_display(), fact.get_outcome_display(), fact.get_reason_kind_display()
        )


def _signals(facts: Iterable) -> Iterable[Signal]:
    for fact in facts:
        yield Signal(
            fact.kind,
            fact.get_segment_display(),
            fact.get_moment_display(),
            fact.get_bottleneck_display(),
            fact.get_addressee_display(),
        )
