"""Print with which accounts one can try the demo."""

from itertools import groupby

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from expertteam.organisations.enums import OrganisationKind
from expertteam.organisations.models import Membership, User
from workflows.demo.people import DOMAIN, PASSWORD


class Command(BaseCommand):
    help = "Prints the demo accounts by kind of organisation, with their roles, and the password they share."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("There are demo accounts with demo settings only.")
        accounts = sorted(_accounts(), key=lambda account: account[0])
        for kind, rows in groupby(accounts, key=lambda account: account[0]):
            self.stdout.write(f"\n{OrganisationKind.values[kind].replace('_', ' ')}")
            for _, _, email, roles, organisation in rows:
                self.stdout.write(f"  {email:38} {roles} ({organisation})")
        self.stdout.write(f"\nPassword of every account: {PASSWORD}")


def _accounts():
    """Each demo account under its employer; for people at a regional table that table's organisation."""
    users = User.objects.filter(email__endswith=f"@{DOMAIN}", is_active=True).order_by("pk")
    for user in users.prefetch_related("memberships__organisation", "memberships__team__organisation"):
        seat = min(user.memberships.all(), key=lambda membership: membership.pk)
        home = _home(seat)
        roles = dict.fromkeys(membership.get_role_display() for membership in user.memberships.all())
        yield OrganisationKind.values.index(home.kind), user.pk, user.email, ", ".join(roles), home


def _home(seat: Membership):
    return seat.team.organisation if seat.team else seat.organisation
