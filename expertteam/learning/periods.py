"""Whole months: what a report is about."""

import calendar
from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils.formats import date_format

from expertteam.core import clock


def first_day(text: str) -> date:
    """The first day of a month written as 2026-03."""
    return date.fromisoformat(f"{text}-01")


def last_day(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def month_choices(since: date) -> list[tuple[str, str]]:
    """Every month from ``since`` up to this one, the latest first."""
    month, choices = since.replace(day=1), []
    while month <= clock.today():
        choices.append((f"{month:%Y-%m}", date_format(month, "F Y")))
        month += relativedelta(months=1)
    return choices[::-1]
