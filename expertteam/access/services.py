"""The one way to give and end access to a case (R9)."""

from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q
from guardian.utils import get_user_obj_perms_model

from expertteam.access.models import Grant
from expertteam.access.roles import ROLE_PERMISSIONS
from expertteam.audit.services import record
from expertteam.core import clock
from expertteam.core.locks import take


@transaction.atomic
def grant(*, user, case, role, reason, by=None, until=None) -> Grant:
    """Give ``user`` the permissions of ``role`` in ``case``; a grant that lasts as long is returned."""
    take(f"access to case {case.pk}")
    as_long = Q(until__isnull=True) | Q(until__gte=until) if until else Q(until__isnull=True)
    held = Grant.objects.held().filter(as_long, user=user, case=case, role=role).first()
    if held:
        return held
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
    take(f"access to case {case.pk}")
    ending = Grant.objects.held().filter(user=user, case=case, role=role)
    if not ending.update(until=clock.now()):
        return
    remaining = Grant.objects.held().filter(user=user, case=case).values_list("role", flat=True)
    kept = set().union(*(ROLE_PERMISSIONS[other] for other in remaining))
    lost = _permissions(ROLE_PERMISSIONS[role] - kept)
    get_user_obj_perms_model(type(case)).objects.filter(
        user=user, content_object=case, permission__in=lost
    ).delete()
    record(actor=by, case=case, verb="grant_ended", detail=f"Toegang beëindigd: {reason}")


@transaction.atomic
def end_all(*, case, role, reason, by=None) -> None:
    """End ``role`` in ``case`` for everyone who holds it, also for accounts that are inactive now."""
    for held in Grant.objects.held().filter(case=case, role=role).select_related("user"):
        end(user=held.user, case=case, role=role, reason=reason, by=by)


def _permissions(codenames):
    return Permission.objects.filter(
        content_type__app_label="cases", content_type__model="case", codename__in=codenames
    ).order_by("codename")
