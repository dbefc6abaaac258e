"""The one clock of the product (R6): tests and the demo move it, nothing else reads the time."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from django.utils import timezone

_moved_to: ContextVar[datetime | None] = ContextVar("moved_to", default=None)


def now() -> datetime:
    """The present moment, aware; the moved one inside :func:`travel`."""
    return _moved_to.get() or timezone.now()


def moved_to() -> datetime | None:
    """Where :func:`travel` put the clock; None when it goes by itself."""
    return _moved_to.get()


def today() -> date:
    return timezone.localtime(now()).date()


@contextmanager
def travel(moment: datetime | date):
    """Let the clock stand at ``moment`` inside the block; a date means nine in the morning."""
    if not isinstance(moment, datetime):
        moment = timezone.make_aware(datetime.combine(moment, time(9)))
    token = _moved_to.set(moment)
    try:
        yield
    finally:
        _moved_to.reset(token)


def months_later(day: date, months: int) -> date:
    """Calendar months: 31 August plus six is the last day of February."""
    return day + relativedelta(months=months)


def working_days_later(day: date, days: int) -> date:
    """Monday to Friday count; public holidays are not known here."""
    while days:
        day += timedelta(days=1)
        if day.weekday() < 5:
            days -= 1
    return day
