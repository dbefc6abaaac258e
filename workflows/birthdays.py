"""Birthdays after which others decide: the law draws its lines at 12, 16 and 18."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from expertteam.access.consent_models import BirthdayAsked, ConsentEntry
from expertteam.access.consent_rules import birthday
from expertteam.access.consent_table import FIRST_YEARS
from expertteam.cases.enums import CaseStatus
from expertteam.cases.models import Case, Identity
from expertteam.core import clock
from workflows import journey

AGES = sorted(set(FIRST_YEARS.values()) - {0})


def due_cases() -> list[int]:
    """Keys of open cases whose youth had such a birthday, today or on a day that was missed.

    The worker's own query over all cases: a birth date is encrypted, so it is read one by one.
    """
    closed = (CaseStatus.CLOSED, CaseStatus.DECLINED)
    identities = Identity.objects.exclude(case__status__in=closed).select_related("case").order_by("case_id")
    return [identity.case_id for identity in identities.iterator() if _due(identity)]


@transaction.atomic
def ask_again(case_id: int) -> bool:
    """Open the task to ask for consent again; False when there is nothing (more) to ask."""
    case = Case.objects.select_for_update().get(pk=case_id)
    identity = Identity.objects.filter(case=case).select_related("case").first()
    due = _due(identity) if identity and case.is_open else []
    if not due:
        return False
    BirthdayAsked.objects.bulk_create(BirthdayAsked(case=case, years=years) for years in due)
    journey.consent_must_be_asked(case)
    return True


def _due(identity) -> list[int]:
    """The ages reached since consent was first noted, that nobody was asked about yet."""
    birth_date = date.fromisoformat(identity.birth_date)
    since = _known_since(identity.case)
    reached = [years for years in AGES if since < birthday(birth_date, years) <= clock.today()]
    if not reached:
        return []
    asked = set(BirthdayAsked.objects.filter(case=identity.case).values_list("years", flat=True))
    return [years for years in reached if years not in asked]


def _known_since(case) -> date:
    """Whoever is asked on the day itself is asked at that age."""
    first = ConsentEntry.objects.filter(case=case).first()
    return timezone.localtime(first.created_at if first else case.filed_at).date()
