"""Questions about organising help."""

from expertteam.help.models import Offer
from expertteam.organisations.enums import OrganisationKind, Role
from expertteam.organisations.models import Membership, Organisation


def askable_providers():
    """Active providers with somebody to put a request to."""
    contacts = Membership.objects.current().filter(role=Role.PROVIDER, user__is_active=True)
    return Organisation.objects.filter(
        kind=OrganisationKind.PROVIDER, is_active=True, pk__in=contacts.values("organisation_id")
    )


def earlier_answers(case) -> dict[int, Offer]:
    """The last offer of each provider that was asked for this case before, by organisation key."""
    offers = Offer.objects.filter(request__case=case).order_by("pk")
    return {offer.organisation_id: offer for offer in offers}
