"""Use of the product that somebody should look at: what stands out in the read log, and from when on.

It accuses nobody. NEN 7513 asks that logs are looked at, and leaves to each house what is unusual; the
numbers stand in the setting READ_LOG_UNUSUAL, with the reason for each.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncDay, TruncHour

from expertteam.audit.enums import EventType
from expertteam.audit.models import ReadEvent
from expertteam.core import clock

SATURDAY = 6
# Pages that open one case; a list shows many at a time, and that is how it is meant.
OPENED = ("casus", "identiteit", "document")
LISTS = ("workflows:cases", "workflows:inbox", "workflows:follow_ups", "workflows:agenda", "workflows:rights")


@dataclass(frozen=True)
class Finding:
    """Somebody, the hour or day it was, how many times, and what stands out about it."""

    kind: str
    user_id: int
    user_name: str
    at: datetime
    number: int
    object_id: str = ""


def findings(since: datetime | None = None) -> list[Finding]:
    """What stands out since a moment, by default in the days of the setting; the newest first."""
    since = since or clock.now() - timedelta(days=settings.READ_LOG_UNUSUAL["days"])
    recent = ReadEvent.objects.filter(at__gte=since, user_id__isnull=False)
    found = [*_many_cases(recent), *_odd_hours(recent), *_refusals(recent), *_refused_logins(recent)]
    return sorted(found, key=lambda finding: finding.at, reverse=True)


def opened(recent):
    """Rows of ``recent`` with which somebody opened one case in particular."""
    looks = recent.filter(event_type=EventType.LOOK, object_type__in=OPENED, allowed=True)
    return looks.exclude(purpose__in=LISTS)


def _many_cases(recent) -> list[Finding]:
    least = settings.READ_LOG_UNUSUAL["cases_in_an_hour"]
    hours = opened(recent).filter(object_type="casus").annotate(moment=TruncHour("at"))
    return _grouped("many", hours, Count("object_id", distinct=True), least)


def _odd_hours(recent) -> list[Finding]:
    first, last = settings.READ_LOG_UNUSUAL["night"]
    night = Q(hour__gte=first) | Q(hour__lt=last) | Q(day__gte=SATURDAY)
    looks = opened(recent).annotate(hour=ExtractHour("at"), day=ExtractIsoWeekDay("at")).filter(night)
    return _grouped("odd", looks.annotate(moment=TruncDay("at")), Count("object_id", distinct=True), 1)


def _refusals(recent) -> list[Finding]:
    least = settings.READ_LOG_UNUSUAL["refusals_in_an_hour"]
    refused = recent.filter(event_type=EventType.REFUSAL).annotate(moment=TruncHour("at"))
    return _grouped("refused", refused, Count("pk"), least)


def _refused_logins(recent) -> list[Finding]:
    """Of accounts that exist: somebody may be guessing. Others stand in the list of refused logins."""
    least = settings.READ_LOG_UNUSUAL["refused_logins_in_an_hour"]
    refused = recent.filter(event_type=EventType.LOGIN_REFUSAL).annotate(moment=TruncHour("at"))
    return _grouped("login", refused, Count("pk"), least)


def _grouped(kind, rows, number, least) -> list[Finding]:
    grouped = rows.order_by().values("user_id", "moment").annotate(number=number, name=Max("user_name"))
    return [
        Finding(kind, row["user_id"], row["name"], row["moment"], row["number"])
        for row in grouped.filter(number__gte=least)
    ]
