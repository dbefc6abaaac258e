"""A learning report from draft to published, and how one is withdrawn.

Its figures are protected by the worker: :func:`draft` leaves a report without figures, :func:`keep_figures`
or :func:`fail` follows, and :func:`verify` lets nobody read a report whose certificate does not hold.
"""

from collections.abc import Callable

from django.db import transaction

from expertteam.audit.services import record_occurrence
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.core.locks import take
from expertteam.learning.copies import as_kept
from expertteam.learning.enums import Failure, ParagraphKind, ReportStatus
from expertteam.learning.identifying import check_text
from expertteam.learning.models import LearningReport, Lesson
from expertteam.learning.periods import last_day
from expertteam.learning.reading_models import Paragraph
from expertteam.learning.screening import Screen
from expertteam.learning.settling import text_of
from expertteam.learning.told import remember
from expertteam.notifications.services import notify
from expertteam.organisations.enums import Role
from expertteam.organisations.queries import members, people_with, regional_team


def draft(*, region, by, starts_on, ends_on, introduction: str, closing: str = "") -> LearningReport:
    """A report without figures yet, with its text: what ``by`` writes, and the lessons of the period.

    Raises ValidationError for text that tells about whom it is, and RuleBroken for months that cannot be
    reported (again).
    """
    if (starts_on, ends_on) != (starts_on.replace(day=1), last_day(ends_on)) or starts_on > clock.today():
        raise RuleBroken("Een rapportage gaat over hele maanden die al begonnen zijn. Kies andere maanden.")
    check_text(introduction, closing, by=by)
    return _draft(region, by, starts_on, ends_on, introduction, closing)


@transaction.atomic
def _draft(region, by, starts_on, ends_on, introduction, closing) -> LearningReport:
    take(f"learning-report-{region.pk}")
    report = LearningReport(region=region, made_by=by, starts_on=starts_on, ends_on=ends_on)
    report.validate_constraints()
    report.save()
    lessons = [f"{lesson.title}\n{lesson.text}" for lesson in _lessons(region, starts_on, ends_on)]
    texts = [
        (ParagraphKind.INTRODUCTION, introduction),
        *((ParagraphKind.LESSON, lesson) for lesson in lessons),
        (ParagraphKind.CLOSING, closing),
    ]
    Paragraph.objects.bulk_create(
        Paragraph(report=report, position=position, kind=kind, text=text.strip().replace("\r\n", "\n"))
        for position, (kind, text) in enumerate((each for each in texts if each[1].strip()), start=1)
    )
    record_occurrence(actor=by, kind="report_drafted")
    return report


def _lessons(region, starts_on, ends_on):
    """The lessons of the region that were released in the period."""
    released = Lesson.objects.released().filter(region=region)
    return released.filter(reviewed_at__date__range=(starts_on, ends_on)).order_by("reviewed_at", "pk")


def protecting(*, report_id: int) -> LearningReport | None:
    """The report whose figures are to be protected; None when there is nothing (more) to do."""
    waiting = LearningReport.objects.filter(pk=report_id, status=ReportStatus.DRAFT, certificate={})
    if not waiting.update(protecting_since=clock.now()):
        return None
    return LearningReport.objects.select_related("region").get(pk=report_id)


@transaction.atomic
def keep_figures(*, report_id: int, figures: dict, certificate: dict, screen: Screen) -> bool:
    """Keep protected figures with their certificate, and mark the text; False when that was done before.

    Both come from reports.disclosure. Which words stay is for the readers: no text stands in the figures yet.
    """
    report = _waiting(report_id)
    if report is None:
        return False
    for paragraph in report.paragraphs.all():
        paragraph.marks = [as_kept(mark) for mark in screen.marks(paragraph.text)]
        paragraph.save(update_fields=["marks"])
    report.figures, report.certificate = figures | text_of(report), certificate
    report.failure, report.protecting_since = "", None
    report.save(update_fields=["figures", "certificate", "failure", "protecting_since"])
    return True


@transaction.atomic
def fail(*, report_id: int, failure: Failure) -> None:
    """Say on the page of the report why it has no figures; it can be tried again."""
    report = _waiting(report_id)
    if report is not None:
        report.failure, report.protecting_since = failure, None
        report.save(update_fields=["failure", "protecting_since"])


def _waiting(report_id) -> LearningReport | None:
    waiting = LearningReport.objects.select_for_update().filter(status=ReportStatus.DRAFT, certificate={})
    return waiting.filter(pk=report_id).first()


@transaction.atomic
def verify(*, report, check: Callable[[LearningReport], None]) -> bool:
    """Whether the certificate holds; figures of which it does not are thrown away."""
    report = LearningReport.objects.select_for_update().get(pk=report.pk)
    try:
        check(report)
    except RuleBroken:
        _clear(report, Failure.CERTIFICATE)
        return False
    report.checked_at = clock.now()
    report.save(update_fields=["checked_at"])
    return True


@transaction.atomic
def protect_again(*, report) -> None:
    """Throw the figures of a draft away, so that they are protected once more; its text and readers stay.

    Somebody may have seen them, so the new ones reckon with them.
    """
    report = LearningReport.objects.select_for_update().get(pk=report.pk)
    if report.status != ReportStatus.DRAFT:
        raise RuleBroken("Deze rapportage is al gepubliceerd of verwijderd.")
    remember(report)
    _clear(report, "")


def _clear(report, failure) -> None:
    report.figures, report.certificate, report.checked_at = {}, {}, None
    report.failure, report.protecting_since = failure, None
    report.save(update_fields=["figures", "certificate", "checked_at", "failure", "protecting_since"])


def reference(report) -> str:
    """How lists and mails name a report; it fits a notification."""
    return f"{report.region.code} {report.starts_on:%Y-%m} {report.ends_on:%Y-%m}"


def withdraw(*, report, by, why: str, path: str) -> None:
    """Take a published report out of sight; a notice with ``why`` stays in its place, for every reader.

    Readers may have its figures, so every later report goes on reckoning with them. ``path`` is the
    address of the report inside the site. Raises RuleBroken for one that is not published (any more), and
    ValidationError for a reason that tells about whom it is; a refusal stays on record.
    """
    check_text(why, by=by)
    _withdraw(report.pk, by, why.strip(), path)


@transaction.atomic
def _withdraw(pk, by, why, path) -> None:
    report = LearningReport.objects.select_for_update(of=("self",)).select_related("region").get(pk=pk)
    if report.status != ReportStatus.PUBLISHED:
        raise RuleBroken("Deze rapportage is niet gepubliceerd, of al ingetrokken.")
    report.status, report.withdrawn_by = ReportStatus.WITHDRAWN, by
    report.withdrawn_at, report.withdrawn_why = clock.now(), why
    report.validate_constraints()
    report.save(update_fields=["status", "withdrawn_by", "withdrawn_at", "withdrawn_why"])
    for user in {*keepers(report), *people_with(Role.PRIVACY_OFFICER)} - {by}:
        notify(user=user, kind="report_withdrawn", reference=reference(report), path=path)
    record_occurrence(actor=by, kind="report_withdrawn")


def keepers(report):
    """The coordinators of the region of a report."""
    return members(team=regional_team(report.region), role=Role.COORDINATOR)
