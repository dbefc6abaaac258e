"""How login behaves: no self-registration, and an invitation for who has no password yet."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.core.exceptions import ValidationError

from expertteam.login import on_record
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

    def login(self, request, user):
        """Every step was taken."""
        super().login(request, user)
        on_record.logged_in(request, user)

    def logout(self, request):
        on_record.logged_out(request)
        super().logout(request)

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._refused(request, "te vaak geprobeerd", credentials)
            raise

    def authentication_failed(self, request, **credentials):
        self._refused(request, "verkeerd wachtwoord", credentials)

    def _refused(self, request, what, credentials):
        account = on_record.account_of(credentials.get("email", ""))
        on_record.refused(request, what, account=request.user if request.user.is_authenticated else account)

    def respond_user_inactive(self, request, user):
        on_record.refused(request, "account is niet actief", account=user)
        return super().respond_user_inactive(request, user)

    def reauthenticate(self, user, password):
        is_right = super().reauthenticate(user, password)
        if is_right:
            on_record.confirmed(context.request, user, "password")
        return is_right

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
        """Record and tell what changed in a login; the change stands when the mail server is away."""
        on_record.changed(self.request, user, template_prefix)
        try:
            super().send_notification_mail(template_prefix, user, context, email or user.email)
        except OSError:
            logger.exception("a notice about somebody's login could not be mailed")
