"""Check that the read log is as it was written; exit code 1 when it is not."""

from time import perf_counter

from django.core.management.base import BaseCommand, CommandError

from expertteam.audit.heads import keep, known_heads
from expertteam.audit.verification import verify


class Command(BaseCommand):
    help = (
        "Check that nobody changed, removed, inserted or swapped a row of the read log, and keep its head "
        "in the folder READ_LOG_HEADS."
    )

    def add_arguments(self, parser):
        parser.add_argument("--known", metavar="LINK", help="a link that an earlier run printed")
        parser.add_argument(
            "--connections", type=int, default=2, help="database connections that check at a time (2)"
        )

    def handle(self, *args, known=None, connections=2, **options):
        started = perf_counter()
        verdict = verify(known_heads(), connections=connections, link=known)
        if verdict.broken is not None:
            raise CommandError(f"The chain of the read log is broken at row {verdict.broken}.")
        if verdict.lost:
            raise CommandError(f"{verdict.rows} rows, but the known link {verdict.lost} is gone.")
        if verdict.head is None:
            self.stdout.write("0 rows, nothing was read yet.")
            return
        keep(verdict.head)
        seconds = perf_counter() - started
        self.stdout.write(
            f"{verdict.rows} rows, the chain is whole ({seconds:.1f} s). Last link: {verdict.head.link}"
        )
