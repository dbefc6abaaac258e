"""Making accounts and giving them their place."""

from django.db import transaction

from expertteam.organisations.enums import OrganisationKind
from expertteam.organisations.models import Membership, Organisation, User


@transaction.atomic
def add_user(*, email, name, password) -> User:
    """Make an account, or give the one that has this address already."""
    existing = User.objects.filter(email__iexact=email).first()
    return existing or User.objects.create_user(email=email, name=name, password=password)


@transaction.atomic
def add_membership(*, user, role, organisation, team=None, discipline="", started_on=None) -> Membership:
    """Give ``user`` a role for an organisation and, for team roles, at a table."""
    fields = {"discipline": discipline}
    if started_on:
        fields["started_on"] = started_on
    membership, _ = Membership.objects.get_or_create(
        user=user, role=role, organisation=organisation, team=team, defaults=fields
    )
    return membership


def add_provider(*, name) -> Organisation:
    organisation, _ = Organisation.objects.get_or_create(
        name=name, defaults={"kind": OrganisationKind.PROVIDER}
    )
    return organisation
