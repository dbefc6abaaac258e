"""How login behaves: no self-registration, and an invitation for who has no password yet."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings

from expertteam.login.freshness import is_fresh

DAY = 24 * 60 * 60
# How somebody may show again who they are, by the name allauth gives it.
METHODS = {
    "reauthenticate": "Gebruik uw wachtwoord",
    "mfa_reauthenticate": "Gebruik een code uit uw app",
    "mfa_reauthenticate:webauthn": "Gebruik een passkey",
}
logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are made by the functional administrator, never by the visitor."""
        return False

    def populate_username(self, request, user):
        """Users have no username; they log in with their e-mail address."""

    def send_password_reset_mail(self, user, email, context):
        """Who never chose a password is invited instead of asked whether they forgot one."""
        if user.has_usable_password():
            return super().send_password_reset_mail(user, email, context)
        days = settings.PASSWORD_RESET_TIMEOUT // DAY
        return self.send_mail("account/email/invitation", email, context | {"days": days})

    def is_reauthentication_required(self, *, app, **kwargs):
        """Logging in counts: nobody is asked again what they answered a minute ago."""
        return not is_fresh(context.request)

    def get_reauthentication_methods(self, user):
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": METHODS[method["id"]]} for method in methods]

    def send_mail(self, template_prefix, email, context):
        """Our mails name no current site, so that the worker, who has no request, can send them too."""
        self.render_mail(template_prefix, email, context).send()

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell somebody what changed in their login; the change stands when the mail server is away."""
        try:
            super().send_notification_mail(template_prefix, user, context, email or user.email)
        except OSError:
            logger.exception("a notice about somebody's login could not be mailed")
