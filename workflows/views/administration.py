""" "Beheer": accounts, their roles and organisations. Nothing here reads or names a case."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from expertteam.core import clock
from expertteam.frontend.account import ResetPasswordForm
from expertteam.login import second_factor
from expertteam.organisations import queries, services
from expertteam.organisations.filters import AccountFilter, OrganisationFilter
from expertteam.organisations.forms import AccountForm, OrganisationForm, RoleForm
from expertteam.organisations.models import Membership, User
from workflows import membership as roles
from workflows.views.guards import for_administrators

PAGE_SIZE = 25
PARTS = [
    ("Accounts", "workflows:accounts"),
    ("Organisaties", "workflows:organisations"),
    ("Rechten nakijken", "workflows:rights_review"),
    ("Termijnen", "workflows:rights_terms"),
    ("Sleutels", "workflows:feed_keys"),
]


@for_administrators
def accounts(request):
    filtered = AccountFilter(request.GET, queries.accounts())
    page = Paginator(filtered.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filter": filtered, "page": page, "parts": PARTS}
    return render(request, "administration/accounts.html", context)


@for_administrators
def account(request, public_id):
    """One account with every role it has or had."""
    found = _account(public_id)
    today = clock.today()
    memberships = [
        (each, each.ended_on is None or each.ended_on > today)
        for each in found.memberships.select_related("organisation", "team").order_by("-started_on", "-pk")
    ]
    context = {
        "account": found,
        "memberships": memberships,
        "is_own": found == request.user,
        "has_password": found.has_usable_password(),
        "has_factor": found.authenticator_set.exists(),
    }
    return render(request, "administration/account.html", context)


@for_administrators
def account_new(request):
    """Make an account and invite whoever it is for to choose a password."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = roles.open_account(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            _invite(request, made)
            return redirect("workflows:account", public_id=made.public_id)
    return render(request, "administration/account_new.html", {"form": form})


@for_administrators
@require_POST
def invite(request, public_id):
    """Send the invitation once more, to who never chose a password."""
    found = _account(public_id)
    if found.is_active and not found.has_usable_password():
        _invite(request, found)
    return redirect("workflows:account", public_id=public_id)


def _invite(request, user) -> None:
    form = ResetPasswordForm({"email": user.email})
    form.is_valid()
    try:
        form.save(request)
    except OSError:
        # The account is there; only the mail server was not.
        messages.error(request, "De uitnodiging kon niet worden verstuurd. Probeer het straks opnieuw.")
    else:
        messages.success(request, "De uitnodiging om een wachtwoord te kiezen is verstuurd.")


@for_administrators
def role_new(request, public_id):
    found = _account(public_id)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            roles.join(user=found, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "De rol is toegevoegd en geldt vanaf vandaag.")
            return redirect("workflows:account", public_id=public_id)
    return render(request, "administration/role_new.html", {"account": found, "form": form})


@for_administrators
def role_end(request, public_id):
    """Ask first; then the role ends today, with the access that came with it."""
    held = get_object_or_404(
        Membership.objects.select_related("user", "organisation", "team"), public_id=public_id
    )
    return _confirmed(
        request,
        account=held.user,
        act=lambda: roles.leave(membership=held, by=request.user),
        title="Rol beëindigen",
        question=(
            f"{held.user} is dan geen {held.get_role_display()} meer bij {held.team or held.organisation}. "
            "De toegang tot casussen die bij deze rol hoort, stopt meteen."
        ),
        advice="Spreek eerst af wie open taken overneemt.",
        done="De rol is beëindigd.",
    )


@for_administrators
def deactivate(request, public_id):
    found = _account(public_id)
    return _confirmed(
        request,
        account=found,
        act=lambda: roles.deactivate(user=found, by=request.user),
        title="Account deactiveren",
        question=f"{found} kan dan niet meer inloggen. Wie nu is ingelogd, wordt meteen uitgelogd.",
        advice="Het account en de rollen blijven bewaard. U kunt het account later weer activeren.",
        done="Het account is niet meer actief.",
    )


@for_administrators
def forget_factor(request, public_id):
    """For who lost both telephone and recovery codes; the administrator has made sure who is asking."""
    found = _account(public_id)
    return _confirmed(
        request,
        account=found,
        act=lambda: second_factor.forget(user=found, by=request.user),
        title="Tweede stap wissen",
        question=f"{found} wordt uitgelogd en stelt bij het inloggen een nieuwe tweede stap in.",
        advice="Controleer eerst of het echt deze persoon is die het vraagt.",
        done="De tweede stap is gewist.",
    )


@for_administrators
@require_POST
def reactivate(request, public_id):
    try:
        services.reactivate(user=_account(public_id), by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Het account is weer actief.")
    return redirect("workflows:account", public_id=public_id)


def _confirmed(request, *, account, act, title, question, advice, done):
    """Show what will happen; do it on the second press."""
    if request.method != "POST":
        context = {"account": account, "title": title, "question": question, "advice": advice}
        return render(request, "administration/confirm.html", context)
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect("workflows:account", public_id=account.public_id)


@for_administrators
def organisations(request):
    filtered = OrganisationFilter(request.GET, queries.organisations())
    page = Paginator(filtered.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filter": filtered, "page": page, "parts": PARTS}
    return render(request, "administration/organisations.html", context)


@for_administrators
def organisation_new(request):
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_organisation(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "De organisatie is toegevoegd.")
            return redirect("workflows:organisations")
    return render(request, "administration/organisation_new.html", {"form": form})


def _account(public_id) -> User:
    return get_object_or_404(User, public_id=public_id)
