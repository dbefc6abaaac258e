"""Accounts that nobody uses end by themselves.

Ninety days without logging in, counted from when the account began to be active; two weeks before there is a
mail. Who comes back asks the administrator, who makes the account active again.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Greatest

from expertteam.audit.services import record_occurrence
from expertteam.core import clock
from expertteam.organisations.models import User
from expertteam.organisations.services import end_sessions

UNUSED, NOTICE = timedelta(days=90), timedelta(days=14)


def unused_for(period):
    """Active accounts nobody logged in with for ``period``."""
    # In PostgreSQL the greatest of a moment and nothing is the moment.
    last = Greatest("last_login", "active_since")
    return User.objects.annotate(used_at=last).filter(is_active=True, used_at__lte=clock.now() - period)


def about_to_end():
    """Accounts that end within two weeks unless somebody logs in."""
    return unused_for(UNUSED - NOTICE)


@transaction.atomic
def end_if_unused(user_id: int) -> bool:
    """Close the account, unless somebody logged in since; False then, and the second time."""
    user = unused_for(UNUSED).filter(pk=user_id).select_for_update().first()
    if user is None:
        return False
    User.objects.filter(pk=user.pk).update(is_active=False)
    end_sessions(user)
    record_occurrence(actor=user, kind="account_ended_unused")
    return True
