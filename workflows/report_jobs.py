"""What the worker does for learning reports. Protecting the figures takes minutes, so no page waits for it.

Safe to run twice and to be killed: nothing is kept before everything is there, and what was kept is not
made again. A worker that died is picked up by jobs.retry_stalled_jobs.
"""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from expertteam.core.errors import RuleBroken
from expertteam.learning import reporting
from expertteam.learning.enums import Failure
from expertteam.learning.forgetting import forget_drafted_texts
from expertteam.learning.models import LearningReport
from expertteam.learning.screens import screen_of_region
from reports.disclosure import Effort, Inconsistent
from reports.learning.assembly import frozen_figures
from workflows import report_road

# What the protector raises and what is said of it. A lack of time is none: then more stays hidden.
FAILURES = ((RuleBroken, Failure.NO_CASES), (Inconsistent, Failure.INCONSISTENT))


@app.task(name="protect_report", retry=2)
def protect_report(learning_report_id: int) -> bool:
    """Protect the figures of one report and let it go on; a second run finds that done and does nothing."""
    return protect(learning_report_id)


def protect(report_id: int, effort: Effort | None = None) -> bool:
    """The same; ``effort`` is for who needs the same figures twice, such as the demo."""
    report = reporting.protecting(report_id=report_id)
    if report is None:
        return _went_on(report_id)
    try:
        figures, certificate = frozen_figures(report.region, report.starts_on, report.ends_on, effort)
        screen = screen_of_region(region=report.region, starts_on=report.starts_on, ends_on=report.ends_on)
    except tuple(kind for kind, _ in FAILURES) as error:
        failure = next(says for kind, says in FAILURES if isinstance(error, kind))
        reporting.fail(report_id=report_id, failure=failure)
        return False
    except Exception:
        reporting.fail(report_id=report_id, failure=Failure.UNEXPECTED)
        raise
    with transaction.atomic():
        reporting.keep_figures(report_id=report_id, figures=figures, certificate=certificate, screen=screen)
        return _went_on(report_id)


@transaction.atomic
def _went_on(report_id: int) -> bool:
    """Whether the flow was still waiting for figures that are there, and now goes on."""
    report = LearningReport.objects.filter(pk=report_id).first()
    if report is None or not report.has_figures or not report_road.is_waiting_for_worker(report):
        return False
    report_road.protected(report)
    return True


@app.periodic(cron="45 3 * * *")
@app.task(name="forget_drafted_texts", queueing_lock="forget_drafted_texts")
def forget_texts(timestamp: int) -> None:
    """Every night: what readers rejected in a report that was published a while ago."""
    forget_drafted_texts()


def queue_protection(report) -> None:
    """Queue the job in the same transaction as the change, unless it is waiting already."""
    try:
        with transaction.atomic():
            protect_report.configure(queueing_lock=f"report-{report.pk}").defer(learning_report_id=report.pk)
    except AlreadyEnqueued:
        return
