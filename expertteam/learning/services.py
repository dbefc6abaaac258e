"""What the region may learn from a case, and nothing that leads back to it."""

from collections.abc import Callable
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import transaction

from expertteam.audit.services import record
from expertteam.cases.services import close
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.core.locks import take
from expertteam.core.search import vector
from expertteam.followup.models import Outcome
from expertteam.learning.enums import FactOutcome, LessonStatus, ReportStatus, TriedBand, WaitingBand
from expertteam.learning.identifying import check_text
from expertteam.learning.models import (
    LearningRecord,
    LearningReport,
    Lesson,
    RecommendationFact,
    Signal,
    SignalFact,
)
from expertteam.learning.told import is_told, remember

# How many persons, of as many organisations, read a report before it is published.
READERS = 2
SIGNAL_FIELDS = ("kind", "segment", "moment", "bottleneck", "addressee")


@transaction.atomic
def record_signal(*, case, by, text, **fields) -> Signal:
    """Note what a case teaches; ``fields`` are kind, segment, moment, bottleneck and addressee."""
    signal = Signal(case=case, recorded_by=by, text=text, **fields)
    signal.full_clean()
    signal.save()
    detail = f"Leersignaal: {signal.get_kind_display().lower()}"
    record(actor=by, case=case, verb="signal", detail=detail)
    return signal


@transaction.atomic
def close_and_learn(*, case, by) -> LearningRecord:
    """Close the case and keep what it teaches."""
    close(case=case, by=by)
    return learn(case=case)


@transaction.atomic
def learn(*, case) -> LearningRecord:
    """Keep what may be kept of a case that just ended, without a key back to it.

    A case counts in the month in which it was closed, or in the first month after it that no report is about:
    what a report says of a month never changes afterwards.
    """
    month = _month_to_count_in(case.region)
    direction = case.directions.last()
    impasse = direction.impasses.last() if direction else None
    last = case.follow_ups.last()
    return keep_learned(
        region=case.region,
        month=month,
        municipality=case.municipality.in_month(month),
        organisation=case.referrer_organisation,
        referrer_kind=case.referrer_organisation.kind,
        legal_frame=case.legal_frame,
        age_band=case.age_band,
        why_stuck=case.why_stuck,
        route=case.route,
        tried_band=TriedBand.for_count(case.intake.tried.count()),
        waiting_band=WaitingBand.for_days(_days_until_help(case)),
        impasse_kind=impasse.kind if impasse else "",
        impasse_level=impasse.level if impasse else "",
        placement_prevented=last.placement_prevented if last else "",
        follow_up_answered=bool(last and last.answered_at),
        recommendations=_recommendation_facts(case),
        signals=case.signals.order_by("kind", "segment", "addressee").values(*SIGNAL_FIELDS),
    )


@transaction.atomic
def keep_learned(*, recommendations, signals, **fields) -> LearningRecord:
    """A learning record with its facts, each a mapping of the fields of RecommendationFact or SignalFact."""
    learned = LearningRecord.objects.create(**fields)
    RecommendationFact.objects.bulk_create(
        RecommendationFact(record=learned, **each) for each in recommendations
    )
    SignalFact.objects.bulk_create(SignalFact(record=learned, **each) for each in signals)
    return learned


def _month_to_count_in(region) -> date:
    """The first month from now on without a report; nobody begins one meanwhile."""
    take(f"learning-report-{region.pk}")
    month = clock.today().replace(day=1)
    while is_told(region, month):
        month += relativedelta(months=1)
    return month


def _days_until_help(case) -> int | None:
    """Days from filing to the first delivered advice or the first placement, whichever came first."""
    moments = [advice.delivered_at for advice in case.advices.filter(delivered_at__isnull=False)]
    moments += [
        request.placement.created_at for request in case.help_requests.filter(placement__isnull=False)
    ]
    return (min(moments) - case.filed_at).days if moments else None


def _recommendation_facts(case):
    """A follow-up asks about one advice, so the last word on each recommendation is looked up in all."""
    told = Outcome.objects.filter(follow_up__case=case).order_by("follow_up__sequence")
    outcomes = {outcome.recommendation_id: outcome for outcome in told}
    for advice in case.advices.filter(delivered_at__isnull=False):
        for recommendation in advice.recommendations.order_by("segment"):
            outcome = outcomes.get(recommendation.pk)
            yield {
                "segment": recommendation.segment,
                "outcome": outcome.result if outcome else FactOutcome.UNANSWERED,
                "reason_kind": outcome.reason_kind if outcome else "",
            }


def propose_lesson(*, region, by, title, text, segment="", bottleneck="") -> Lesson:
    """Write a lesson; another person must release it. Refuses text that tells about whom it is.

    No transaction around it: a refusal stays on record.
    """
    check_text(title, text, by=by)
    return Lesson.objects.create(
        region=region,
        author=by,
        title=title,
        text=text,
        segment=segment,
        bottleneck=bottleneck,
        search=vector(A=title, B=text),
    )


def review_lesson(*, lesson, by, release: bool, note="") -> None:
    """A second person releases or refuses a lesson; a refusal says why.

    Who releases knows other cases than the author did, so the text is checked against those too.
    """
    if release:
        check_text(lesson.title, lesson.text, by=by)
    _decide_on_lesson(lesson, by, release, note)


@transaction.atomic
def _decide_on_lesson(lesson, by, release, note) -> None:
    lesson = Lesson.objects.select_for_update().get(pk=lesson.pk)
    if lesson.status != LessonStatus.PROPOSED:
        raise RuleBroken("Over deze les is al besloten.")
    if lesson.author_id == by.pk:
        raise RuleBroken("U schreef deze les zelf. Vraag een collega om de les te beoordelen.")
    if not release and not note.strip():
        raise RuleBroken("Vul in waarom u de les niet vrijgeeft.")
    lesson.status = LessonStatus.APPROVED if release else LessonStatus.REJECTED
    lesson.reviewer, lesson.review_note, lesson.reviewed_at = by, note, clock.now()
    lesson.save(update_fields=["status", "reviewer", "review_note", "reviewed_at"])


@transaction.atomic
def discard_report(*, report) -> None:
    """Throw a draft away, so that its months can be reported again; its figures are reckoned with."""
    drafts = LearningReport.objects.select_for_update().filter(status=ReportStatus.DRAFT)
    report = drafts.filter(pk=report.pk).first()
    if report is None:
        raise RuleBroken("Deze rapportage is al gepubliceerd of verwijderd.")
    remember(report)
    report.delete()


@transaction.atomic
def publish_report(*, report, by, check: Callable[[LearningReport], None]) -> None:
    """A second person publishes; from then on the report is frozen.

    ``check`` raises RuleBroken when the certificate does not hold; see reports.learning.proof.
    """
    report = LearningReport.objects.select_for_update().get(pk=report.pk)
    if report.status == ReportStatus.PUBLISHED:
        raise RuleBroken("Deze rapportage is al gepubliceerd.")
    if report.made_by_id == by.pk:
        raise RuleBroken("U maakte deze rapportage zelf. Vraag een collega om te publiceren.")
    _check_read_twice(report)
    check(report)
    report.status, report.published_by, report.published_at = ReportStatus.PUBLISHED, by, clock.now()
    report.checked_at = clock.now()
    report.save(update_fields=["status", "published_by", "published_at", "checked_at"])


def _check_read_twice(report) -> None:
    """The database asks the same once more."""
    readings = report.readings.exclude(finished_at__isnull=True).exclude(reader=report.made_by)
    organisations = set(readings.values_list("organisation", flat=True))
    unsettled = report.settled_at is None and report.paragraphs.exists()
    if len(organisations) < READERS or unsettled:
        raise RuleBroken("Twee lezers van verschillende organisaties lezen eerst de tekst.")
