"""Merge a municipality into another one: manage.py merge_municipality Beesel Venlo 2027-01-01."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from expertteam.core.errors import RuleBroken
from expertteam.organisations.merging import merge_municipality
from expertteam.organisations.models import Municipality


class Command(BaseCommand):
    help = "From the first day of a coming month, count cases of one municipality for another one."

    def add_arguments(self, parser):
        parser.add_argument("old", help="the municipality that ends")
        parser.add_argument("into", help="the municipality that goes on; it must exist")
        parser.add_argument("on", type=date.fromisoformat, help="the first day of a month, YYYY-MM-DD")

    def handle(self, *args, old, into, on, **options):
        try:
            merge_municipality(old=_named(old), into=_named(into), on=on)
        except RuleBroken as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{old} gaat op {on:%d-%m-%Y} op in {into}.")


def _named(name: str) -> Municipality:
    found = Municipality.objects.filter(name=name).first()
    if found is None:
        raise CommandError(f"Er is geen gemeente die ‘{name}’ heet.")
    return found
