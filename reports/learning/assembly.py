"""From the learning records of a region and period to the frozen figures of its report."""

import datetime

from dateutil.relativedelta import relativedelta
from django.utils.formats import date_format

from expertteam.core.errors import RuleBroken
from expertteam.learning.enums import ReportStatus
from expertteam.learning.models import LearningRecord, LearningReport
from expertteam.learning.question_enums import ANSWERS, QuestionState
from expertteam.learning.question_queries import SeenQuestion, told_in_report
from reports.disclosure import Effort, Publication

from .asked import Asked, AskedQuestion, asked
from .chain import related_publications, renamed
from .content import compose, first_day_of, months, to_frozen
from .previous import Previous
from .source import labels_of, records_of


def frozen_figures(
    region, starts_on: datetime.date, ends_on: datetime.date, effort: Effort | None = None
) -> tuple[dict, dict]:
    """Protected figures of every case closed in the period, and their certificate.

    Protected together with every earlier report of the region that shares a month with it, also against a
    reader who knows all cases of one organisation. Raises RuleBroken when no case was closed in the period,
    and Inconsistent when the records no longer agree with what an earlier report says.
    """
    refuse_empty(region, starts_on, ends_on)
    scope = months(region.name, starts_on, ends_on)
    earlier = related_publications(region, scope)
    reckoned = sorted(map(first_day_of, scope.union(*(each.scope for each in earlier))))
    labels = labels_of(region, since=reckoned[0])
    content, certificate = compose(
        region_name=region.name,
        period_start=starts_on,
        period_end=ends_on,
        records=records_of(region, reckoned),
        labels=labels,
        asked=asked_of(region, starts_on, ends_on),
        previous=previous_of(region, starts_on, ends_on),
        earlier=earlier,
        renamed=renamed(region, labels.codes),
        effort=effort or Effort(with_insiders=True),
    )
    return to_frozen(content), certificate


def refuse_empty(region, starts_on: datetime.date, ends_on: datetime.date) -> None:
    """Raises RuleBroken when no case was closed in the period."""
    if not LearningRecord.objects.filter(region=region, month__range=(starts_on, ends_on)).exists():
        raise RuleBroken(
            f"In deze periode is in {region} geen casus afgesloten. Er valt nog niets te rapporteren. "
            "Kies een langere periode."
        )


def asked_of(region, starts_on: datetime.date, ends_on: datetime.date) -> Asked:
    """What was asked of whom, and what was done with it, as released until now."""
    told = told_in_report(region, starts_on, ends_on)
    return asked([in_words(seen) for seen in told], answers=[each.label for each in ANSWERS])


def in_words(seen: SeenQuestion) -> AskedQuestion:
    """A question with its released answers in words, ready to be frozen."""
    question, reaction, result = seen.question, seen.reaction, seen.result
    return AskedQuestion(
        whom=question.organisation.name,
        addressee=question.get_addressee_display(),
        subject=question.subject,
        text=question.text,
        asked_on=_day(question.asked_at),
        answer_by=_day(question.answer_by),
        state=seen.state.label,
        tone=seen.tone,
        signals=question.theme_count,
        says=reaction.get_says_display() if reaction else "",
        reason=reaction.text if reaction else "",
        by_when=_day(reaction.by_when) if reaction else "",
        responsible=reaction.responsible if reaction else "",
        result=f"{result.get_says_display().capitalize()}. {result.text}" if result else "",
        withdrawn=question.withdrawn_why,
        received=seen.state == QuestionState.RECEIVED,
    )


def _day(moment) -> str:
    return date_format(moment, "j F Y") if moment else ""


def previous_of(region, starts_on: datetime.date, ends_on: datetime.date) -> Previous | None:
    """The published report over as many months just before these; None when there is none."""
    published = LearningReport.objects.filter(
        region=region, status=ReportStatus.PUBLISHED, ends_on=starts_on - datetime.timedelta(days=1)
    )
    for report in published:
        if _months(report.starts_on, report.ends_on) == _months(starts_on, ends_on):
            tables = Publication.from_dict(report.figures["publication"]).tables
            return Previous(report.starts_on, report.ends_on, tables)
    return None


def _months(starts_on: datetime.date, ends_on: datetime.date) -> int:
    length = relativedelta(ends_on + datetime.timedelta(days=1), starts_on)
    return length.years * 12 + length.months
