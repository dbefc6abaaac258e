"""Questions about people that other rooms ask."""

from expertteam.organisations.enums import Role, TeamKind
from expertteam.organisations.models import Membership, Team, User


def members(*, team, role):
    """Active users who hold ``role`` in ``team`` today."""
    return _holders(role=role, team=team)


def contacts(*, organisation, role=Role.PROVIDER):
    """Active users who hold ``role`` for ``organisation`` today."""
    return _holders(role=role, organisation=organisation)


def _holders(**membership):
    current = Membership.objects.current().filter(**membership)
    return User.objects.filter(is_active=True, pk__in=current.values("user_id")).order_by("pk")


def regional_team(region) -> Team:
    return Team.objects.get(kind=TeamKind.REGIONAL, region=region)


def centre_team() -> Team:
    return Team.objects.get(kind=TeamKind.CENTRE)
