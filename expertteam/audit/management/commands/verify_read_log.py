"""Check that the read log is as it was written; exit code 1 when it is not."""

from django.core.management.base import BaseCommand, CommandError

from expertteam.audit.read_log import inspect


class Command(BaseCommand):
    help = "Check that nobody changed, removed or inserted a row of the read log."

    def add_arguments(self, parser):
        parser.add_argument(
            "--known",
            metavar="LINK",
            help="a last link that an earlier run printed: if it is gone, rows were cut off the end",
        )

    def handle(self, *args, known=None, **options):
        chain = inspect(known)
        if chain.broken:
            raise CommandError(f"The chain of the read log is broken at row {chain.broken}.")
        if known and not chain.met:
            raise CommandError(f"{chain.rows} rows, but the known link is gone: rows were cut off the end.")
        self.stdout.write(f"{chain.rows} rows, the chain is whole. Last link: {chain.last}")
