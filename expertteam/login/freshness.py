"""Whether somebody showed lately who they are, in whatever way they have."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings

from expertteam.core import clock


def is_fresh(request) -> bool:
    """Logged in, or confirmed since, within ACCOUNT_REAUTHENTICATION_TIMEOUT seconds."""
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0)
    return clock.now().timestamp() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
