"""Where each role starts: nobody lands on a list that will always be empty for them."""

from django.shortcuts import redirect

from expertteam.learning.permissions import REPORT_READERS
from expertteam.organisations.enums import CASE_ROLES, Role


def start_of(user) -> str:
    """The name of the page where the work of this user is."""
    if user.has_role(*CASE_ROLES, Role.PROVIDER):
        return "workflows:inbox"
    if user.has_role(Role.PRIVACY_OFFICER):
        return "workflows:looks"
    if user.has_role(*REPORT_READERS):
        return "workflows:reports"
    if user.has_role(Role.ADMINISTRATOR):
        return "workflows:accounts"
    return "workflows:inbox"


def home(request):
    """The page after logging in."""
    return redirect(start_of(request.user))
