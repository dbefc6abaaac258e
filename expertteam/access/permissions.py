"""Asking for a permission on a case.

Guardian's own checks let superusers pass and know no end date, so both halves are asked here: the
guardian row and a grant that still holds.
"""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, OuterRef, Q
from guardian.utils import get_user_obj_perms_model

from expertteam.access.models import Grant
from expertteam.access.roles import ROLE_PERMISSIONS


def roles_with(permission: str) -> list[str]:
    return [role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions]


def has_permission(user, permission, *, case_ref: str) -> tuple[Exists, Exists]:
    """Two SQL conditions: ``user`` holds ``permission`` (a codename) on the case at ``case_ref``.

    The case model is a later room's, so it is looked up by name instead of imported.
    """
    rows = get_user_obj_perms_model(apps.get_model("cases", "Case"))
    return (
        Exists(
            rows.objects.filter(user=user, content_object=OuterRef(case_ref), permission__codename=permission)
        ),
        Exists(
            Grant.objects.current().filter(
                user=user, case=OuterRef(case_ref), role__in=roles_with(permission)
            )
        ),
    )


def has_permission_named(user, *, permission_ref: str, case_ref: str) -> tuple[Exists, Exists]:
    """Like :func:`has_permission`, for a codename that stands in a column of the row itself."""
    rows = get_user_obj_perms_model(apps.get_model("cases", "Case"))
    given_by_role = Q()
    for role, permissions in ROLE_PERMISSIONS.items():
        given_by_role |= Q(role=role, asked__in=sorted(permissions))
    return (
        Exists(
            rows.objects.filter(
                user=user,
                content_object=OuterRef(case_ref),
                permission__codename=OuterRef(permission_ref),
            )
        ),
        Exists(
            Grant.objects.current()
            .annotate(asked=ExpressionWrapper(OuterRef(permission_ref), CharField()))
            .filter(given_by_role, user=user, case=OuterRef(case_ref))
        ),
    )


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
