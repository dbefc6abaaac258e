"""Who tries too often gets a page that says to wait (429), and stands in the read log.

Limits: ACCOUNT_RATE_LIMITS. A flood writes one row a window, for each network and each account it tries; what
nobody's account is, counts as one.
"""

from allauth.core.internal.ratelimit import get_ip
from django.core.cache import cache
from django.shortcuts import render

from expertteam.login import on_record

# As long as the page asks to wait.
WINDOW_SECONDS = 5 * 60
# What the forms of logging in and of a new password call the address.
TYPED = ("login", "email")


def too_often(request):
    account = _account(request)
    key = f"too-often:{get_ip(request)}:{account.pk if account else ''}"
    if cache.add(key, True, WINDOW_SECONDS):
        on_record.refused(request, "te vaak geprobeerd", account=account)
    return render(request, "429.html", status=429)


def _account(request):
    if request.user.is_authenticated:
        return request.user
    typed = next((request.POST[name] for name in TYPED if name in request.POST), "")
    return on_record.account_of(typed)
