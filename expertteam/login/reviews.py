"""Every quarter somebody looks whether each account is still right (BIO 9.2.5: review of access rights).

The administrator judges all accounts, a coordinator those of the own team; nobody judges the own account.
"""

from django.db import transaction
from django.db.models import OuterRef, Subquery

from expertteam.audit.services import record_occurrence
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.login.models import AccountReview
from expertteam.organisations import queries
from expertteam.organisations.enums import Role
from expertteam.organisations.models import Membership, User

REVIEWERS = (Role.ADMINISTRATOR, Role.COORDINATOR)
NOT_YOURS = "Dit account mag u niet beoordelen."


def quarter_of(day) -> str:
    """2026-Q4"""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def led_teams(user):
    """The teams that this user coordinates today."""
    return [each.team for each in user.current_memberships() if each.role == Role.COORDINATOR]


def accounts_for(user):
    """Active accounts that this user judges, with roles today and the judgement of this quarter."""
    latest = AccountReview.objects.filter(account=OuterRef("pk"), quarter=quarter_of(clock.today()))
    accounts = queries.accounts().filter(is_active=True).exclude(pk=user.pk)
    if not user.has_role(Role.ADMINISTRATOR):
        here = Membership.objects.current().filter(team__in=led_teams(user))
        accounts = accounts.filter(pk__in=here.values("user_id"))
    return accounts.annotate(review_id=Subquery(latest.values("pk")[:1]))


def waiting_for(user):
    """Accounts that this user has yet to judge this quarter."""
    return accounts_for(user).filter(review_id=None)


def reviewers():
    """Active administrators and coordinators."""
    holders = Membership.objects.current().filter(role__in=REVIEWERS)
    return User.objects.filter(is_active=True, pk__in=holders.values("user_id"))


@transaction.atomic
def judge(*, account, by, verdict) -> AccountReview:
    """Write down that ``by`` looked at this account; RuleBroken when it is not theirs to judge."""
    if not accounts_for(by).filter(pk=account.pk).exists():
        raise RuleBroken(NOT_YOURS)
    record_occurrence(actor=by, kind=f"account_review_{verdict}")
    return AccountReview.objects.create(
        account=account, quarter=quarter_of(clock.today()), verdict=verdict, judged_by=by
    )
