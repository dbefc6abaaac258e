"""The second step of logging in: an app with codes or a passkey, with recovery codes behind it.

Production asks it of everybody (SECOND_FACTOR_REQUIRED). Who came in through the single sign-on of their own
organisation showed what that organisation asks, and is not asked again.
"""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect

from expertteam.audit.services import record_occurrence
from expertteam.core.errors import RuleBroken
from expertteam.core.sealing import seal, unseal
from expertteam.organisations.services import NOT_YOURSELF, end_sessions

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# What somebody without a second factor may still do: set one up, prove who they are, and leave.
ALLOWED_BEFORE = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "account_reauthenticate",
    "account_logout",
    "usersessions_list",
    "log_out_everywhere",
}
EXPLANATION = "Stel eerst een tweede stap in: een app met codes of een passkey. Daarna kunt u verder."


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text):
        """The secret of an app, and the seed of the recovery codes, sealed before they are stored."""
        return seal(text)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text) or ""

    def can_delete_authenticator(self, authenticator):
        """Where a second factor is asked of everybody, the last one stays."""
        return not settings.SECOND_FACTOR_REQUIRED or has_other_factor(authenticator)

    def generate_authenticator_name(self, user, type):
        number = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {number + 1}"


def has_other_factor(authenticator) -> bool:
    others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS)
    return others.exclude(pk=authenticator.pk).exists()


@transaction.atomic
def forget(*, user, by) -> None:
    """Take away the second factor of who lost it; they are logged out, and set up a new one afterwards."""
    if user.pk == by.pk:
        raise RuleBroken(NOT_YOURSELF)
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    record_occurrence(actor=by, kind="second_factor_forgotten")


def is_complete(request) -> bool:
    """Whether this session needs no second factor any more."""
    records = get_authentication_records(request, request.user)
    if any(record["method"] == "socialaccount" for record in records):
        return True
    return Authenticator.objects.filter(user=request.user, type__in=FACTORS).exists()


class SecondFactorMiddleware:
    """Sends who has no second factor to the page where one is set up, before anything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        public = not getattr(view, "login_required", True)
        if public or request.resolver_match.view_name in ALLOWED_BEFORE or is_complete(request):
            return None
        messages.warning(request, EXPLANATION)
        return redirect("mfa_index")
