"""Questions about access: who can open a case, and whether the guardian rows follow from the grants."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Exists, Max, OuterRef, Prefetch, Q
from guardian.utils import get_user_obj_perms_model

from expertteam.access.enums import BORROWED, CaseRole
from expertteam.access.models import Grant
from expertteam.access.roles import ROLE_PERMISSIONS
from expertteam.audit.models import ReadEvent
from expertteam.core import clock
from expertteam.organisations.models import Membership

# Objects of the read log that stand for looking into a case; reading who has access is no such look.
LOOKS = ("casus", "identiteit")


@dataclass(frozen=True)
class Holder:
    """One grant as the page "Wie kan erbij?" shows it."""

    grant: Grant
    organisation: str
    last_looked: datetime | None

    @property
    def sleeps(self) -> bool:
        """Held by an account that cannot log in now."""
        return not self.grant.user.is_active


def holders(case, *, held: bool) -> list[Holder]:
    """Grants on ``case`` that hold now (``held``), or that are over; the newest first."""
    now = Grant.objects.filter(case=case).held()
    grants = now if held else Grant.objects.filter(case=case).exclude(pk__in=now.values("pk"))
    places = Prefetch("user__memberships", Membership.objects.select_related("organisation"))
    rows = list(
        grants.select_related("user", "granted_by").prefetch_related(places).order_by("-starts_at", "-pk")
    )
    looked = last_looks(case, [each.user_id for each in rows])
    return [Holder(each, _organisation(each), looked.get(each.user_id)) for each in rows]


def reading_along(user, case) -> Grant | None:
    """The invitation by which ``user`` reads along in ``case``; None for who has a part of their own."""
    held = list(Grant.objects.held().filter(user=user, case=case).select_related("granted_by"))
    if any(each.role not in BORROWED for each in held):
        return None
    return next((each for each in held if each.role == CaseRole.OBSERVER), None)


def last_looks(case, user_ids) -> dict[int, datetime]:
    """By user id: when the read log last saw that user look at ``case``, in a list or by opening it."""
    seen = ReadEvent.objects.filter(
        object_id=str(case.public_id), user_id__in=user_ids, allowed=True, object_type__in=LOOKS
    )
    return dict(seen.order_by().values_list("user_id").annotate(Max("at")))


def _organisation(grant) -> str:
    """For whom this user works: in the role of the grant if they have it, otherwise what they do now."""
    memberships = list(grant.user.memberships.all())
    today = clock.today()
    current = [each for each in memberships if each.ended_on is None or each.ended_on > today]
    fitting = [each for each in memberships if each.role == grant.role]
    found = next(iter([*fitting, *current, *memberships]), None)
    return found.organisation.name if found else ""


def rows_without_grant():
    """Guardian rows that no held grant stands behind: there should be none.

    Those of a grant that has just run out stay until the job comes by, and open nothing meanwhile.
    """
    backed = Q()
    for role, permissions in ROLE_PERMISSIONS.items():
        grants = _standing().filter(
            role=role, user_id=OuterRef("user_id"), case_id=OuterRef("content_object_id")
        )
        backed |= Q(Exists(grants), permission__codename__in=permissions)
    return _rows().objects.exclude(backed)


def grants_without_rows() -> list[tuple[Grant, str]]:
    """Held grants that miss a guardian row, with the permission they miss: there should be none."""
    missing = []
    for role, permissions in ROLE_PERMISSIONS.items():
        for permission in sorted(permissions):
            row = _rows().objects.filter(
                user_id=OuterRef("user_id"),
                content_object_id=OuterRef("case_id"),
                permission__codename=permission,
            )
            missing += [(each, permission) for each in Grant.objects.held().filter(~Exists(row), role=role)]
    return missing


def _standing():
    """Held grants, and those that ran out but were not closed yet."""
    return Grant.objects.held() | Grant.objects.expired()


def _rows():
    """The model of the guardian rows; the case model is a later room's, so it is looked up by name."""
    return get_user_obj_perms_model(apps.get_model("cases", "Case"))
