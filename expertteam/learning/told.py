"""What readers may know of the months of a region, also when the draft that told it is gone."""

from datetime import date

from expertteam.core import clock
from expertteam.learning.models import LearningReport, SeenFigures


def remember(report: LearningReport) -> None:
    """Keep the protected figures of a draft that is about to lose them; nothing when it has none."""
    if report.has_figures:
        SeenFigures.objects.create(
            region=report.region,
            starts_on=report.starts_on,
            ends_on=report.ends_on,
            figures={name: report.figures[name] for name in ("publication", "codes")},
            gone_at=clock.now(),
        )


def is_told(region, month: date) -> bool:
    """Whether a report is or was about this month; what it said must stay true.

    Figures that go are remembered in the same transaction, so who asks in this order misses none.
    """
    return any(
        told.objects.filter(region=region, starts_on__lte=month, ends_on__gte=month).exists()
        for told in (LearningReport, SeenFigures)
    )
