"""The one way to give and end access to a case (R9).

Two kinds of giving, and no third. :func:`grant` is for a step of the case or a role that begins: the
step decides who comes in as what, and ``by`` says who did that step. :func:`share` is for one person who
lets another in: nobody gives more than they hold in that case at that moment. Emergency access, which
somebody takes, is in emergency.py.
"""

from datetime import datetime, timedelta

from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q
from guardian.utils import get_user_obj_perms_model

from expertteam.access.enums import BORROWED, CaseRole
from expertteam.access.models import Grant
from expertteam.access.permissions import may, permissions_of
from expertteam.access.roles import ROLE_PERMISSIONS
from expertteam.audit.services import record
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.core.locks import take
from expertteam.core.wall import as_system
from expertteam.organisations.enums import CASE_ROLES
from expertteam.organisations.models import User

# The longest that somebody reads along, and what the form proposes; after that one invites again.
LONGEST_DAYS = 90
USUAL_DAYS = 30
NOT_YOURS_TO_SHARE = "U mag voor deze casus niemand uitnodigen om mee te lezen."
NOT_YOURSELF = "U kunt uzelf niet uitnodigen. Kies een collega."
NOT_ACTIVE = "Dit account is niet actief. Kies een collega die nu werkt."
NO_CASE_WORK = "Deze persoon werkt niet met casussen. Kies een collega die dat wel doet."
ALREADY_IN = "Deze persoon heeft al toegang tot de casus."
MORE_THAN_OWN = "U kunt niet meer rechten geven dan u zelf in deze casus hebt."
WRONG_END = f"Kies een einddatum vanaf vandaag, en hoogstens {LONGEST_DAYS} dagen vooruit."
SAY_WHY = "Vul in waarom deze persoon toegang krijgt."
NOT_YOURS_TO_END = (
    "Deze toegang kunt u niet beëindigen. Dat kan wie de toegang gaf, of de coördinator van de casus."
)


@transaction.atomic
def grant(*, user, case, role, reason, by=None, until=None) -> Grant:
    """A step gives ``user`` the permissions of ``role``; a grant that lasts as long is returned."""
    lock(case)
    as_long = Q(until__isnull=True) | Q(until__gte=until) if until else Q(until__isnull=True)
    held = Grant.objects.held().filter(as_long, user=user, case=case, role=role).first()
    return held or give(user=user, case=case, role=role, reason=reason, by=by, until=until)


@transaction.atomic
def share(*, by, user, case, reason, until: datetime) -> Grant:
    """``by`` lets an active colleague read along until ``until``; raises RuleBroken when that may not be.

    The rule of the whole room: what is given is a part of what the giver holds at this moment.
    """
    lock(case)
    role = CaseRole.OBSERVER
    if not may(by, "share_case", case):
        raise RuleBroken(NOT_YOURS_TO_SHARE)
    if not permissions_of(by, case) >= ROLE_PERMISSIONS[role]:
        raise RuleBroken(MORE_THAN_OWN)
    if not reason.strip():
        raise RuleBroken({"reason": SAY_WHY})
    if not clock.now() < until <= clock.now() + timedelta(days=LONGEST_DAYS + 1):
        raise RuleBroken({"until": WRONG_END})
    _check_guest(user, by=by, case=case)
    return give(user=user, case=case, role=role, reason=reason, by=by, until=until)


def _check_guest(user, *, by, case) -> None:
    """Raise RuleBroken for somebody who cannot be let in."""
    guest = User.objects.get(pk=user.pk)
    refusals = {
        NOT_YOURSELF: guest == by,
        NOT_ACTIVE: not guest.is_active,
        NO_CASE_WORK: not guest.has_role(*CASE_ROLES),
        ALREADY_IN: Grant.objects.held().filter(user=guest, case=case).exists(),
    }
    for refusal, holds in refusals.items():
        if holds:
            raise RuleBroken({"person": refusal})


def give(*, user, case, role, reason, by, until) -> Grant:
    """Write the grant, its guardian rows and its line of history; for the services of this room only."""
    given = Grant.objects.create(user=user, case=case, role=role, reason=reason, granted_by=by, until=until)
    rows = get_user_obj_perms_model(type(case))
    rows.objects.bulk_create(
        [rows(user=user, content_object=case, permission=p) for p in _permissions(ROLE_PERMISSIONS[role])],
        ignore_conflicts=True,
    )
    record(actor=by, case=case, verb="grant", detail=f"Toegang als {given.get_role_display()}: {reason}")
    return given


@transaction.atomic
def end(*, user, case, role, reason, by=None) -> None:
    """End a role in a case; permissions that another role of this user still gives stay."""
    lock(case)
    ending = Grant.objects.held().filter(user=user, case=case, role=role)
    if not ending.update(until=clock.now(), closed_at=clock.now()):
        return
    _take_rows(user=user, case=case, role=role)
    record(actor=by, case=case, verb="grant_ended", detail=f"Toegang beëindigd: {reason}")


@transaction.atomic
def end_all(*, case, role, reason, by=None) -> None:
    """End ``role`` in ``case`` for everyone who holds it, also for accounts that are inactive now."""
    for held in Grant.objects.held().filter(case=case, role=role).select_related("user"):
        end(user=held.user, case=case, role=role, reason=reason, by=by)


@transaction.atomic
def end_borrowed(*, user, reason, by, case=None) -> None:
    """End every invitation and emergency access of ``user``, or those in one case."""
    lent = Grant.objects.held().borrowed().filter(user=user, **({"case": case} if case else {}))
    for held in lent.select_related("case").order_by("case_id"):
        end(user=user, case=held.case, role=held.role, reason=reason, by=by)


def may_end(user, held: Grant) -> bool:
    """Whether ``user`` may end this grant: it was lent, by them or in a case whose access they watch."""
    return held.role in BORROWED and (held.granted_by_id == user.pk or may(user, "see_access", held.case))


@transaction.atomic
def take_back(*, held: Grant, by) -> None:
    """End what was lent, by the giver or by who watches the access; RuleBroken for anybody else."""
    lock(held.case)
    if not may_end(by, held):
        raise RuleBroken(NOT_YOURS_TO_END)
    with as_system("who ends their own access could not write the line of history about it"):
        end(
            user=held.user,
            case=held.case,
            role=held.role,
            reason=f"{held.get_role_display()} gestopt",
            by=by,
        )


@transaction.atomic
def close_expired(grant_id: int) -> bool:
    """Take away the guardian rows of a grant whose time has run out; False when that was done before.

    The access itself was over at that moment: every question asks for a grant that still holds.
    """
    found = Grant.objects.select_related("case", "user").filter(pk=grant_id).first()
    if found is None:
        return False
    lock(found.case)
    if not Grant.objects.expired().filter(pk=grant_id).update(closed_at=clock.now()):
        return False
    _take_rows(user=found.user, case=found.case, role=found.role)
    record(
        actor=None,
        case=found.case,
        verb="grant_ended",
        detail=f"Toegang als {found.get_role_display()} is verlopen",
    )
    return True


def lock(case) -> None:
    """Hold what changes the access to ``case`` until the transaction ends."""
    take(f"access to case {case.pk}")


def _take_rows(*, user, case, role) -> None:
    """Delete the guardian rows of ``role`` that no other held grant of this user stands behind."""
    remaining = Grant.objects.held().filter(user=user, case=case).values_list("role", flat=True)
    kept = set().union(*(ROLE_PERMISSIONS[other] for other in remaining))
    lost = _permissions(ROLE_PERMISSIONS[role] - kept)
    get_user_obj_perms_model(type(case)).objects.filter(
        user=user, content_object=case, permission__in=lost
    ).delete()


def _permissions(codenames):
    return Permission.objects.filter(
        content_type__app_label="cases", content_type__model="case", codename__in=codenames
    ).order_by("codename")
