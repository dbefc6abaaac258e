"""How login behaves: no self-registration, and an invitation for who has no password yet."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

DAY = 24 * 60 * 60


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
