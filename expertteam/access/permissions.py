"""Asking for a permission on a case.

Guardian's own checks let superusers pass and know no end date, so both halves are asked here: the
guardian row and a grant that still holds.
"""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Value
from guardian.utils import get_user_obj_perms_model

from expertteam.access.consent import covering
from expertteam.access.consent_enums import Basis
from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.access.roles import ROLE_PERMISSIONS
from expertteam.audit.authorisation import Ground


def roles_with(permission: str) -> list[str]:
    return [role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions]


def has_permission(user, permission, *, case_ref: str) -> tuple[Exists, ...]:
    """SQL conditions: ``user`` holds ``permission`` (a codename) on the case at ``case_ref``."""
    granted = Grant.objects.held().filter(user=user, case=OuterRef(case_ref), role__in=roles_with(permission))
    return _is_active(user), _has_row(user, Value(permission), case_ref), Exists(granted)


def has_permission_named(user, *, permission_ref: str, case_ref: str) -> tuple[Exists, ...]:
    """Like :func:`has_permission`, for a codename that stands in a column of the row itself."""
    given_by_role = Q()
    for role, permissions in ROLE_PERMISSIONS.items():
        given_by_role |= Q(role=role, asked__in=sorted(permissions))
    granted = (
        Grant.objects.held()
        .annotate(asked=ExpressionWrapper(OuterRef(permission_ref), CharField()))
        .filter(given_by_role, user=user, case=OuterRef(case_ref))
    )
    return _is_active(user), _has_row(user, OuterRef(OuterRef(permission_ref)), case_ref), Exists(granted)


def _is_active(user) -> Exists:
    """Asked once a query; a join on the user would be done again for every case."""
    return Exists(get_user_model().objects.filter(pk=user.pk, is_active=True))


def _has_row(user, codename, case_ref) -> Exists:
    """A guardian row. The permission is looked up by key first, so that one index answers the rest.

    The case model is a later room's, so it is looked up by name instead of imported.
    """
    rows = get_user_obj_perms_model(apps.get_model("cases", "Case"))
    asked = Permission.objects.filter(
        codename=codename, content_type__app_label="cases", content_type__model="case"
    )
    return Exists(
        rows.objects.filter(
            user=user, content_object=OuterRef(case_ref), permission_id=Subquery(asked.values("pk")[:1])
        )
    )


def permissions_of(user, case) -> set[str]:
    """Everything ``user`` may in ``case`` at this moment: what :func:`may` would say yes to."""
    if not user.is_authenticated or not user.is_active:
        return set()
    rows = get_user_obj_perms_model(type(case)).objects.filter(user=user, content_object=case)
    roles = Grant.objects.current().filter(user=user, case=case).values_list("role", flat=True)
    given = set().union(*(ROLE_PERMISSIONS[role] for role in roles))
    return given & set(rows.values_list("permission__codename", flat=True))


def may(user, permission: str, case) -> bool:
    """Whether ``user`` holds ``permission`` on ``case`` at this moment."""
    if not user.is_authenticated or not user.is_active:
        return False
    rows = get_user_obj_perms_model(type(case))
    return (
        rows.objects.filter(
            user=user,
            content_object=case,
            permission__codename=permission,
            permission__content_type=ContentType.objects.get_for_model(type(case)),
        ).exists()
        and Grant.objects.current().filter(user=user, case=case, role__in=roles_with(permission)).exists()
    )


def grounds(user, asked: set[tuple[int, str]]) -> dict[tuple[int, str], Ground]:
    """By which grant ``user`` sees each case with each permission, for the read log; one query.

    With several grants it is one that gives the permission, an emergency only when nothing else does.
    """
    held = {}
    grants = Grant.objects.current().filter(user=user, case__in={case for case, _ in asked})
    for grant in covering(grants):
        held.setdefault(grant.case_id, []).append(grant)
    return {
        (case, permission): _ground(min(held[case], key=lambda grant: _rank(grant, permission)))
        for case, permission in asked
        if case in held
    }


def _rank(grant, permission) -> tuple:
    return permission not in ROLE_PERMISSIONS[grant.role], grant.role == CaseRole.EMERGENCY, grant.starts_at


def _ground(grant) -> Ground:
    return Ground(
        authorisation=grant.public_id,
        case_role=grant.role,
        emergency=grant.role == CaseRole.EMERGENCY,
        consent=str(grant.disclosure) if grant.disclosure else None,
        has_consent=grant.basis == Basis.CONSENT,
    )
