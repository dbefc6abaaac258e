"""Reports in tests: read by two persons of two organisations, and ready to be published."""

from expertteam.core import clock
from expertteam.learning import services
from expertteam.learning.models import LearningReport
from expertteam.learning.reading_models import Reading
from expertteam.learning.settling import settle_text
from workflows import report_road
from workflows.demo.people import person

READERS = ("fg2", "centrum1")


def read_by_two(report, readers=READERS) -> LearningReport:
    """Both found nothing."""
    for address in readers:
        reader = person(address)
        Reading.objects.create(
            report=report,
            reader=reader,
            organisation=reader.memberships.first().organisation,
            finished_at=clock.now(),
        )
    report.refresh_from_db()
    return report


def ready(report) -> LearningReport:
    """Where only publishing is left."""
    read_by_two(report)
    settle_text(report, {})
    report_road.begin(report)
    report_road.protected(report)
    report.refresh_from_db()
    return report


def publish(report, by="fg", check=lambda report: None) -> LearningReport:
    read_by_two(report)
    services.publish_report(report=report, by=person(by), check=check)
    report.refresh_from_db()
    return report
