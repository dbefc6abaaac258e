""" "Rechten nakijken": each quarter, account by account, by the administrator or the team's coordinator."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from expertteam.core import clock
from expertteam.login import reviews
from expertteam.login.models import AccountReview
from expertteam.organisations.enums import Role
from workflows import membership
from workflows.views.administration import PAGE_SIZE, PARTS

Verdict = AccountReview.Verdict


def rights_review(request):
    """The accounts this user judges, those that wait first."""
    _only_reviewers(request.user)
    accounts = reviews.accounts_for(request.user)
    page = Paginator([*accounts.filter(review_id=None), *accounts.exclude(review_id=None)], PAGE_SIZE)
    page = page.get_page(request.GET.get("page"))
    judged = AccountReview.objects.select_related("judged_by").in_bulk([each.review_id for each in page])
    context = {
        "page": page,
        "rows": [(each, judged.get(each.review_id)) for each in page],
        "waiting": accounts.filter(review_id=None).count(),
        "quarter": reviews.quarter_of(clock.today()),
        "parts": PARTS if request.user.has_role(Role.ADMINISTRATOR) else [],
    }
    return render(request, "administration/rights_review.html", context)


@require_POST
def account_judge(request, public_id):
    """Write down that the account is right."""
    return _judged(request, _account(request, public_id), Verdict.KEEP)


@require_http_methods(["GET", "HEAD", "POST"])
def account_end(request, public_id):
    """Ask first; then end a whole account, or the roles in the own team."""
    account = _account(request, public_id)
    if request.method == "POST":
        return _judged(request, account, Verdict.END)
    whole = request.user.has_role(Role.ADMINISTRATOR)
    teams = [] if whole else reviews.led_teams(request.user)
    return render(request, "administration/review_end.html", {"account": account, "teams": teams})


def _account(request, public_id):
    _only_reviewers(request.user)
    return get_object_or_404(reviews.accounts_for(request.user), public_id=public_id)


def _judged(request, account, verdict):
    try:
        with transaction.atomic():
            reviews.judge(account=account, by=request.user, verdict=verdict)
            if verdict == Verdict.END:
                _end(account, request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"{account}: {verdict.label}.")
    return redirect("workflows:rights_review")


def _end(account, by) -> None:
    if by.has_role(Role.ADMINISTRATOR):
        membership.deactivate(user=account, by=by)
        return
    for held in account.memberships.current().filter(team__in=reviews.led_teams(by)):
        membership.leave(membership=held, by=by)


def _only_reviewers(user) -> None:
    if not user.has_role(*reviews.REVIEWERS):
        raise Http404
