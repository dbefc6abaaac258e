"""A report after it was published: it can be withdrawn, with a reason; nothing else about it changes."""

from django.db import transaction

from expertteam.audit.services import record_occurrence
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.learning.enums import ReportStatus
from expertteam.learning.identifying import check_text
from expertteam.learning.models import LearningReport
from expertteam.notifications.services import notify
from expertteam.organisations.enums import Role
from expertteam.organisations.queries import members, people_with, regional_team


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
