"""Inviting a colleague to read along, and telling them."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from expertteam.access import services as access
from expertteam.access.consent_enums import DisclosureKind, Scope
from expertteam.access.models import Grant
from expertteam.cases import consent
from expertteam.conferences.queries import has_stepped_back
from expertteam.core.errors import RuleBroken
from expertteam.notifications.services import notify
from expertteam.organisations.enums import CASE_ROLES
from expertteam.organisations.models import Membership
from expertteam.organisations.queries import accounts
from workflows.links import case_path

CLOSED = "Deze casus is afgesloten. Er kan niemand meer meelezen."
STEPPED_BACK = "Deze persoon heeft zich verschoond voor deze casus. Kies een andere collega."


def guests(*, case, by):
    """Who may be invited: active people who work on cases and cannot open this one yet."""
    at_work = Membership.objects.current().filter(role__in=CASE_ROLES)
    inside = Grant.objects.held().filter(case=case)
    return (
        accounts()
        .filter(is_active=True, pk__in=at_work.values("user_id"))
        .exclude(pk__in=inside.values("user_id"))
        .exclude(pk=by.pk)
    )


@transaction.atomic
def invite(*, case, by, person, reason, until) -> Grant:
    """Let ``person`` read along up to and including the day ``until``; RuleBroken when that may not be."""
    if not case.is_open:
        raise RuleBroken(CLOSED)
    if has_stepped_back(case=case, user=person):
        raise RuleBroken({"person": STEPPED_BACK})
    consent.disclose(case=case, by=by, scope=Scope.OUTSIDERS, kind=DisclosureKind.SHARED)
    end_of_day = timezone.make_aware(datetime.combine(until, time.max))
    given = access.share(by=by, user=person, case=case, reason=reason, until=end_of_day)
    notify(user=person, kind="invited", reference=case.number, path=case_path(case))
    return given
