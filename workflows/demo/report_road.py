"""A learning report of the demo on its road, as its pages go: drafted, protected, read by two, published."""

from random import Random

from expertteam.learning import reading, reporting, services
from expertteam.learning.enums import Says
from expertteam.learning.models import LearningReport
from reports.disclosure import Effort
from reports.learning.proof import check_certificate
from workflows import report_road
from workflows.demo import texts
from workflows.report_jobs import protect


def draft(region, by, starts_on, ends_on) -> LearningReport:
    """A report with figures, that waits for its first reader."""
    report = reporting.draft(
        region=region,
        by=by,
        starts_on=starts_on,
        ends_on=ends_on,
        introduction=texts.REPORT_INTRODUCTION,
        closing=texts.REPORT_CLOSING,
    )
    report_road.begin(report)
    # The same demo tells the same figures.
    protect(report.pk, Effort(chance=Random(f"report {starts_on}"), with_insiders=True))
    report.refresh_from_db()
    return report


def read(report, reader) -> None:
    """Somebody reads with attention: what is invented goes, what is there may stay."""
    judged = []
    for copy in reading.copies_of(report, reader):
        rejected = [each.tells for each in copy.planted]
        judged += [
            reading.Judged(copy, start, end, Says.REJECTED, why=texts.REPORT_NOT_OURS)
            for start, end in rejected
        ]
        judged += [
            reading.Judged(copy, mark.start, mark.end, Says.ACCEPTED)
            for mark in copy.marks
            if not any(start < mark.end and end > mark.start for start, end in rejected)
        ]
    report_road.complete(
        report=report,
        user=reader,
        nodes=["read_first", "read_second"],
        perform=lambda: reading.finish(report=report, by=reader, judged=judged),
    )


def publish(report, by) -> None:
    report_road.complete(
        report=report,
        user=by,
        nodes=["publish"],
        perform=lambda: services.publish_report(report=report, by=by, check=check_certificate),
    )
