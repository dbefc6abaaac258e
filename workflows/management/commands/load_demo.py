"""Fill the demo with invented cases."""

from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from expertteam.cases.enums import CaseStatus
from expertteam.cases.models import Case
from expertteam.core import clock
from workflows.demo.loader import load
from workflows.management.arguments import at_least_one, day


class Command(BaseCommand):
    help = "Makes invented cases of the last eighteen months, through the services and flows people use."

    def add_arguments(self, parser):
        parser.add_argument("--cases", type=at_least_one, default=60, help="how many (60)")
        parser.add_argument("--seed", type=int, default=1, help="another number gives other cases (1)")
        parser.add_argument("--until", type=day, help="it ends on the morning of this YYYY-MM-DD (today)")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are cases")

    def handle(self, *args, cases, seed, until, if_empty, **options):
        if not settings.DEMO:
            raise CommandError("The demo is for demo settings only: these hold real cases.")
        if if_empty and Case.objects.exists():
            self.stdout.write(f"{Case.objects.count()} cases are there already; nothing to do")
            return
        load(cases=cases, seed=seed, until=until or clock.today())
        self.stdout.write(_summary())


def _summary() -> str:
    found = Counter(Case.objects.values_list("status", flat=True).order_by())
    counts = ", ".join(f"{found[status]} {status}" for status in CaseStatus.values if found[status])
    return f"{found.total()} cases: {counts}"
