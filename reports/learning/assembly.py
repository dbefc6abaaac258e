"""From the learning records of a region and period to the frozen figures of its report."""

import datetime

from expertteam.core.errors import RuleBroken
from expertteam.learning.enums import LessonStatus
from expertteam.learning.models import Lesson

from .content import compose, to_frozen
from .source import labels_of, records_of


def frozen_figures(region, starts_on: datetime.date, ends_on: datetime.date) -> dict:
    """Protected figures of every case closed in the period; RuleBroken when there are none."""
    records = records_of(region, starts_on, ends_on)
    if not records:
        raise RuleBroken(
            f"In deze periode is in {region} geen casus afgesloten. Er valt nog niets te rapporteren. "
            "Kies een langere periode."
        )
    content = compose(
        region_name=region.name,
        period_start=starts_on,
        period_end=ends_on,
        records=records,
        lessons=lessons_of(region, starts_on, ends_on),
        labels=labels_of(region),
    )
    return to_frozen(content)


def lessons_of(region, starts_on: datetime.date, ends_on: datetime.date):
    """The lessons of the region that were released in the period."""
    return Lesson.objects.filter(
        region=region, status=LessonStatus.APPROVED, reviewed_at__date__range=(starts_on, ends_on)
    ).order_by("reviewed_at", "pk")
