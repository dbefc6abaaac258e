"""Questions about people and organisations that other rooms ask."""

from django.db.models import Count, Exists, Func, OuterRef, Prefetch, Q
from django.db.models.functions import Lower

from expertteam.organisations.enums import Role, TeamKind
from expertteam.organisations.models import Membership, Organisation, Team, User


def members(*, team, role):
    """Active users who hold ``role`` in ``team`` today."""
    return _holders(role=role, team=team)


def contacts(*, organisation, role=Role.PROVIDER):
    """Active users who hold ``role`` for ``organisation`` today."""
    return _holders(role=role, organisation=organisation)


def people_with(role):
    """Active users who hold ``role`` today, wherever they work."""
    return _holders(role=role)


def _holders(**membership):
    current = Membership.objects.current().filter(**membership)
    return User.objects.filter(is_active=True, pk__in=current.values("user_id")).order_by("pk")


def regional_team(region) -> Team:
    return Team.objects.get(kind=TeamKind.REGIONAL, region=region)


def centre_team() -> Team:
    return Team.objects.get(kind=TeamKind.CENTRE)


def accounts():
    """Every account by name, with what it does today in ``roles_today``."""
    today = Membership.objects.current().select_related("organisation", "team")
    return User.objects.prefetch_related(
        Prefetch("memberships", queryset=today, to_attr="roles_today")
    ).order_by(Lower(Func("name", function="unaccent")), "pk")


def working_at(kind):
    """Accounts that have a role today for an organisation of this kind."""
    return Exists(Membership.objects.current().filter(user=OuterRef("pk"), organisation__kind=kind))


def organisations():
    """Every organisation, with how many people can file or answer for it in ``contact_people``."""
    speaking = Membership.objects.current().filter(
        role__in=[Role.REFERRER, Role.PROVIDER], user__is_active=True
    )
    return (
        Organisation.objects.select_related("region")
        .annotate(
            contact_people=Count(
                "memberships__user", filter=Q(memberships__in=speaking.order_by()), distinct=True
            )
        )
        .order_by("sort_key", "pk")
    )
