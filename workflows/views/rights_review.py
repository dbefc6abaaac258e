""" "Rechten nakijken": each quarter, account by account, by the administrator or the team's coordinator."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from expertteam.core import clock
from expertteam.login import reviews
from expertteam.login.models import AccountReview
from expertteam.organisations import services
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
    """Write down that the account is right, or end it: a whole account, or the roles in the own team."""
    _only_reviewers(request.user)
    account = get_object_or_404(reviews.accounts_for(request.user), public_id=public_id)
    verdict = Verdict.END if request.POST.get("verdict") == Verdict.END else Verdict.KEEP
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
        services.deactivate(user=account, by=by)
        return
    for held in account.memberships.current().filter(team__in=reviews.led_teams(by)):
        membership.leave(membership=held, by=by)


def _only_reviewers(user) -> None:
    if not user.has_role(*reviews.REVIEWERS):
        raise Http404
