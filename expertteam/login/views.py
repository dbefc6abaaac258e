"""Pages about one's own login: how long it lasts, where one is logged in, and a form that came too late."""

from urllib.parse import urlsplit

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from expertteam.audit.services import note_read
from expertteam.login import on_record
from expertteam.login.interrupted import kept_form
from expertteam.login.sessions import is_final, seconds_left
from expertteam.login.single_sign_on import LINKING
from expertteam.organisations.services import end_sessions


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def session_state(request):
    """How many seconds are left; the middleware has counted a POST as a sign of life."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds": 0, "final": True})
    return JsonResponse({"seconds": seconds_left(request.session), "final": is_final(request.session)})


@require_POST
def log_out_everywhere(request):
    """End every session of this user, this one too."""
    on_record.logged_out(request, "overal uitgelogd")
    UserSession.objects.filter(user=request.user).delete()
    end_sessions(request.user)
    logout(request)
    messages.success(request, "U bent overal uitgelogd.")
    return redirect("account_login")


@require_http_methods(["GET", "POST"])
def link_account(request, provider_id):
    """Begin to link the account of an organisation: press a button, then follow a link to it."""
    try:
        provider = get_adapter().get_provider(request, provider_id)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    address = ""
    if request.method == "POST":
        request.session[LINKING] = provider_id
        address = provider.get_login_url(request, process=AuthProcess.CONNECT)
    return render(request, "account/link.html", {"provider": provider, "address": address})


@never_cache
def resume(request):
    """The form that came too late, behind one button."""
    form = kept_form(request)
    if form is None:
        messages.info(request, "Er staat niets meer klaar om te versturen.")
        return redirect("workflows:home")
    # What was typed may tell of a case; which one stands in the address it was sent to.
    about = resolve(urlsplit(form["path"]).path).kwargs.get("public_id", "")
    note_read(request, kind="concept", objects=[about])
    return render(request, "account/resume.html", {"form": form})
