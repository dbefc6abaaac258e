"""A report as the worker leaves it, without its flow: for tests that look at figures only."""

from expertteam.core import clock
from expertteam.learning.models import LearningReport


def keep_report(*, by, **fields) -> LearningReport:
    """A draft with these figures; ValidationError where its constraints do not hold."""
    report = LearningReport(made_by=by, **{"checked_at": clock.now()} | fields)
    report.validate_constraints()
    report.save()
    return report
