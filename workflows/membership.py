"""Roles that come and go, and the access to cases that comes and goes with them.

Not every grant can be given again by joining: who joins as chair, expert or director is asked a case at a
time. Coordinators and specialists of the centre take over what is open.

Both loops go by the key of the case, so that two administrators at once wait for each other in one order.
"""

from django.db import transaction
from django.db.models import Q

from expertteam.access import services as access
from expertteam.access.models import Grant
from expertteam.access.wall import as_system
from expertteam.cases.enums import CaseStatus
from expertteam.cases.models import Case
from expertteam.help.enums import TransferStatus
from expertteam.login import unused
from expertteam.organisations import services as organisations
from expertteam.organisations.enums import Role
from expertteam.organisations.models import User

# Per role: in which cases a membership is the ground for a grant in that role.
GROUNDS = {
    Role.REFERRER: lambda membership: Q(referrer_organisation=membership.organisation_id),
    Role.COORDINATOR: lambda membership: Q(team=membership.team_id),
    Role.CHAIR: lambda membership: Q(agenda_items__team=membership.team_id),
    Role.EXPERT: lambda membership: Q(agenda_items__team=membership.team_id),
    Role.DIRECTOR: lambda membership: Q(team=membership.team_id),
    Role.CENTRE: lambda membership: Q(transfers__isnull=False),
    Role.PROVIDER: lambda membership: Q(help_requests__offers__organisation=membership.organisation_id),
}
TAKEN_OVER = {
    Role.COORDINATOR: lambda membership: Q(team=membership.team_id),
    Role.CENTRE: lambda membership: Q(
        transfers__status__in=[TransferStatus.PROPOSED, TransferStatus.ACCEPTED]
    ),
}


@transaction.atomic
def open_account(*, by, name, email, **place):
    """A new account with its first role, and the access that comes with it."""
    user = organisations.open_account(by=by, name=name, email=email, **place)
    _take_over(user.memberships.get(), by)
    return user


@transaction.atomic
def join(*, user, by, **place):
    """Give a role; ``place`` is role, organisation, team and discipline."""
    membership = organisations.appoint(user=user, by=by, **place)
    _take_over(membership, by)
    return membership


@transaction.atomic
def leave(*, membership, by) -> bool:
    """End a role today, with every grant that has no other ground; False when it had ended before."""
    if not organisations.end_membership(membership=membership, by=by):
        return False
    if membership.role not in GROUNDS:
        return True
    with as_system("who ends a role, an administrator, holds no grant on the cases that go with it"):
        _end_grants(membership, by)
    return True


def _end_grants(membership, by) -> None:
    user = membership.user
    lost = _cases(membership)
    for other in user.memberships.current().filter(role=membership.role):
        lost = lost.exclude(pk__in=_cases(other).values("pk"))
    grants = Grant.objects.held().filter(user=user, role=membership.role, case__in=lost.values("pk"))
    for grant in grants.select_related("case").order_by("case_id"):
        access.end(user=user, case=grant.case, role=grant.role, reason="werkt hier niet meer", by=by)
    # Who was let in was let in as who they were then; a new invitation is quickly made.
    access.end_borrowed(user=user, reason="werkt hier niet meer", by=by)


@transaction.atomic
def deactivate(*, user, by) -> None:
    """Close an account. Its roles and their access sleep; what was lent to it does not wake up again."""
    organisations.deactivate(user=user, by=by)
    with as_system("who closes an account, an administrator, holds no grant on the cases it could read"):
        access.end_borrowed(user=user, reason="account is niet meer actief", by=by)


@transaction.atomic
def end_unused(*, user_id) -> bool:
    """The night closes an account that nobody uses; what was lent to it ends as in :func:`deactivate`.

    False when somebody logged in since, and the second time.
    """
    if not unused.end_if_unused(user_id):
        return False
    access.end_borrowed(user=User.objects.get(pk=user_id), reason="account werd niet gebruikt", by=None)
    return True


def _cases(membership):
    return Case.objects.filter(GROUNDS[membership.role](membership))


def _take_over(membership, by) -> None:
    ground = TAKEN_OVER.get(membership.role)
    if ground is None:
        return
    with as_system("who gives a role, an administrator, holds no grant on the cases that go with it"):
        _grant_open_cases(membership, ground, by)


def _grant_open_cases(membership, ground, by) -> None:
    closed = [CaseStatus.CLOSED, CaseStatus.DECLINED]
    for case in Case.objects.filter(ground(membership)).exclude(status__in=closed).order_by("pk").distinct():
        access.grant(
            user=membership.user,
            case=case,
            role=membership.role,
            reason=f"nieuw als {membership.get_role_display()}",
            by=by,
        )
