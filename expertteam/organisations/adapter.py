"""How login behaves: no self-registration."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are made by the functional administrator, never by the visitor."""
        return False

    def populate_username(self, request, user):
        """Users have no username; they log in with their e-mail address."""
