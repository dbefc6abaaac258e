"""Pages about one's own login: how long it lasts, where one is logged in, and a form that came too late."""

from urllib.parse import urlsplit

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from expertteam.audit.services import note_read
from expertteam.login import on_record
from expertteam.login.interrupted import kept_file, kept_form
from expertteam.login.openid import FAILURES, OpenIDAdapter
from expertteam.login.sessions import is_final, seconds_left
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


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def single_sign_on(request, provider_id):
    """Log in with the account of an organisation: a button, which another site cannot press."""
    provider = _provider(request, provider_id)
    if request.method == "POST":
        return _to_provider(request, provider, AuthProcess.LOGIN)
    return render(request, "account/single_sign_on.html", {"provider": provider})


@require_http_methods(["GET", "POST"])
def link_account(request, provider_id):
    """Link the account of an organisation: press a button, and log in there."""
    provider = _provider(request, provider_id)
    if request.method == "POST":
        return _to_provider(request, provider, AuthProcess.CONNECT)
    return render(request, "account/link.html", {"provider": provider})


@login_not_required
def back(request, provider_id):
    """Where the provider sends somebody back to."""
    provider = _provider(request, provider_id)
    try:
        return OAuth2CallbackView.adapter_view(OpenIDAdapter(request, provider_id))(request)
    except FAILURES:
        return _away(request, provider)


def _provider(request, provider_id):
    try:
        return get_adapter().get_provider(request, provider_id)
    except SocialApp.DoesNotExist:
        raise Http404 from None


def _away(request, provider):
    """What the provider publishes about itself cannot be had, or is not believed."""
    on_record.refused(request, "organisatie niet bereikbaar")
    messages.error(request, f"{provider.name} is nu niet bereikbaar. Probeer het straks opnieuw.")
    return redirect("mfa_index" if request.user.is_authenticated else "account_login")


def _to_provider(request, provider, process):
    """A page that goes on to the provider at once: the policy for forms stops a redirect to another site."""
    try:
        answer = provider.redirect(request, process=process, next_url=get_next_redirect_url(request))
    except FAILURES:
        return _away(request, provider)
    if not isinstance(answer, HttpResponseRedirect):
        return answer
    page = render(request, "account/to_provider.html", {"provider": provider, "address": answer.url})
    page["Refresh"] = f"0; url={answer.url}"
    return page


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


@never_cache
def resume_file(request):
    """The file that somebody asked for before confirming who they are, behind one button."""
    wanted = kept_file(request)
    if wanted is None:
        messages.info(request, "Er staat geen bestand meer klaar. Ga naar de lijst en vraag het opnieuw.")
        return redirect("workflows:home")
    return render(request, "account/resume_file.html", {"wanted": wanted})
