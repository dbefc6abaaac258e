"""Who plays in the demo: the accounts of people.py by role and region, read from the database once."""

from functools import cached_property

from expertteam.organisations.enums import OrganisationKind, Role
from expertteam.organisations.models import Membership, Region, User
from expertteam.organisations.queries import centre_team


class Company:
    """Everybody, by role; each list has the order in which the accounts were made."""

    def __init__(self):
        memberships = Membership.objects.select_related("organisation__municipality", "team__region")
        self._memberships = list(memberships.order_by("pk"))
        self._users = {user.pk: user for user in User.objects.all()}
        self.regions = {
            region.code: region for region in Region.objects.prefetch_related("municipalities").order_by("pk")
        }

    def holders(self, role, *, team=None, organisation=None) -> list[User]:
        return [
            self._users[each.user_id]
            for each in self._memberships
            if each.role == role
            and (team is None or each.team_id == team.pk)
            and (organisation is None or each.organisation_id == organisation.pk)
        ]

    @cached_property
    def centre(self):
        return centre_team()

    @cached_property
    def providers(self) -> list:
        return list(
            dict.fromkeys(each.organisation for each in self._memberships if each.role == Role.PROVIDER)
        )

    def referrers(self, region, *, by_court: bool) -> list[User]:
        """Who files in a region: youth protection when a court is involved, otherwise an access team."""
        return [
            self._users[each.user_id]
            for each in self._memberships
            if each.role == Role.REFERRER and self._files(each.organisation, region, by_court)
        ]

    def _files(self, organisation, region, by_court) -> bool:
        if by_court:
            return organisation.kind == OrganisationKind.CERTIFIED_INSTITUTION
        return organisation.kind == OrganisationKind.ACCESS_TEAM and organisation.region_id == region.pk
