"""A learning report, from the draft of a coordinator to a publication that nothing changes any more."""

from viewflow import this
from viewflow.workflow import flow

from expertteam.learning.enums import ReportStatus
from expertteam.learning.reporting import verify
from expertteam.learning.services import READERS
from reports.learning.proof import check_made
from workflows.report_doers import keepers, publishers, readers
from workflows.report_engine import OfReport, ReportView


def _report(activation):
    report = activation.process.report
    report.refresh_from_db()
    return report


def is_published(activation) -> bool:
    return _report(activation).status == ReportStatus.PUBLISHED


def is_bare(activation) -> bool:
    """Without figures that hold: they were thrown away."""
    return not _report(activation).checked_at


def read_by(number: int):
    def condition(activation) -> bool:
        return _report(activation).readings.finished().count() == number

    return condition


def is_unsettled(activation) -> bool:
    return _report(activation).settled_at is None


class ReportFlow(OfReport):
    """Leerrapportage"""

    start = flow.StartHandle(this.begin).Next(this.protect)
    # The worker: see report_jobs.py. It goes on from here when there are figures, however long that takes.
    protect = flow.Handle().Next(this.verify)
    verify = flow.Function(this.check).Next(this.go_on)
    # After each step the report itself says what it needs next.
    go_on = (
        flow.Switch()
        .Case(this.end, is_published)
        .Case(this.protect, is_bare)
        .Case(this.read_first, read_by(0))
        .Case(this.read_second, read_by(READERS - 1))
        .Case(this.settle, is_unsettled)
        .Default(this.publish)
    )
    read_first = ReportView(
        doers=readers, page="report_read", title="Rapportage lezen (eerste lezer)", days=5
    ).Next(this.go_on)
    read_second = ReportView(
        doers=readers, page="report_read", title="Rapportage lezen (tweede lezer)", days=5
    ).Next(this.go_on)
    settle = ReportView(
        doers=keepers, page="report_settle", title="Tekst van de rapportage vaststellen", days=3
    ).Next(this.go_on)
    publish = ReportView(doers=publishers, page="report", title="Rapportage publiceren", days=5).Next(
        this.go_on
    )
    end = flow.End()

    def begin(self, activation, report):
        activation.process.report = report
        return activation.process

    def check(self, activation):
        verify(report=activation.process.report, check=check_made)
