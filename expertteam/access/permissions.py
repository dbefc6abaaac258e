"""Asking for a permission on a case.

Guardian's own checks let superusers pass and know no end date, so both halves are asked here: the
guardian row and a grant that still holds.
"""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    TextField,
)
from django.db.models.functions import Cast
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
    asked = _permissions().filter(codename=permission)
    row = _rows(user, case_ref).filter(permission_id=Subquery(asked.values("pk")[:1]))
    return _is_active(user), Exists(row), Exists(granted)


def has_permission_named(user, *, permission_ref: str, case_ref: str) -> tuple[Exists, ...]:
    """Like :func:`has_permission`, for a codename that stands in a column of the row itself."""
    given_by_role = Q()
    for role, permissions in ROLE_PERMISSIONS.items():
        given_by_role |= Q(role=role, asked__in=sorted(permissions))
    asked = ExpressionWrapper(OuterRef(permission_ref), CharField())
    granted = (
        Grant.objects.held().annotate(asked=asked).filter(given_by_role, user=user, case=OuterRef(case_ref))
    )
    row = _rows(user, case_ref).annotate(asked=asked).filter(permission_id=_key_of(F("asked")))
    return _is_active(user), Exists(row), Exists(granted)


def _is_active(user) -> Exists:
    """Asked once a query; a join on the user would be done again for every case."""
    return Exists(get_user_model().objects.filter(pk=user.pk, is_active=True))


def _permissions():
    """The case model is a later room's, so it is looked up by name instead of imported."""
    return Permission.objects.filter(content_type__app_label="cases", content_type__model="case")


def _key_of(codename) -> Cast:
    """The key of a permission whose name differs by row.

    All names come from one list that is made once a query; a lookup that hangs on the row is done for each.
    """
    named = Func("codename", "pk", function="jsonb_object_agg", output_field=TextField())
    keys = Subquery(_permissions().order_by().values_list(named))
    return Cast(Func(keys, codename, template="(%(expressions)s)", arg_joiner=" ->> "), IntegerField())


def _rows(user, case_ref):
    """The guardian rows of a user on a case."""
    rows = get_user_obj_perms_model(apps.get_model("cases", "Case"))
    return rows.objects.filter(user=user, content_object=OuterRef(case_ref))


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
