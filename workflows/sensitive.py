"""What asks for a fresh proof of who one is: publishing, exporting, granting and destroying.

Whoever logged in or confirmed within the last five minutes goes on; everybody else first confirms with a
password, a code or a passkey, and sees nothing of the answer before. A new page of such a kind is one line
here; a name may end in * for all names that begin so, and has POST before it where only reading asks nothing.
"""

from fnmatch import fnmatchcase

from allauth.account.adapter import get_adapter
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from expertteam.login.freshness import is_fresh
from expertteam.login.interrupted import keep, keep_file

SENSITIVE = {
    "publishing": [
        "workflows:report_publish",
        "workflows:report_withdraw",
        "POST workflows:lesson",
        "POST workflows:question_review",
        "POST workflows:answer_review",
    ],
    "exporting": ["workflows:inspection_*"],
    "granting": [
        "link_account",
        "socialaccount_connections",
        "workflows:account_new",
        "workflows:feed_key_new",
        "workflows:account_forget_factor",
        "workflows:account_invite",
        "workflows:account_reactivate",
        "workflows:role_new",
        "workflows:new_*",
        "workflows:case_share",
        "workflows:emergency",
    ],
    "destroying": [
        "workflows:destruction_propose",
        "workflows:destruction_approve",
        "workflows:legal_hold_lift",
        "POST workflows:retention_regime",
        "workflows:report_discard",
    ],
}
# Every list with this in its query string is an export (reports/exports).
EXPORT = "export"


def is_sensitive(view_name: str, query, method: str) -> bool:
    """Whether this page, with this query string and method, asks for a fresh proof."""
    names = [name for kind in SENSITIVE.values() for name in kind]
    asked = (view_name, f"{method} {view_name}")
    return EXPORT in query or any(fnmatchcase(each, name) for name in names for each in asked)


class ReauthenticationMiddleware:
    """Before a sensitive view runs: confirm who you are, then come back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        asks = is_sensitive(request.resolver_match.view_name, request.GET, request.method)
        if not asks or not request.user.is_authenticated or is_fresh(request):
            return None
        back = _way_back(request)
        first, *_ = get_adapter().get_reauthentication_methods(request.user)
        return HttpResponseRedirect(f"{first['url']}?{urlencode({'next': back})}")


def _way_back(request) -> str:
    """Where to go after confirming; without query string, as that may hold what somebody searched for."""
    if keep(request, request.user):
        return reverse("resume")
    if EXPORT in request.GET:
        keep_file(request, request.user)
        return reverse("resume_file")
    return request.path
