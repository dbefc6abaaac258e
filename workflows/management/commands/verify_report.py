"""Check a published learning report with its certificate; exit code 1 when it does not hold."""

import json
import zlib
from pathlib import Path
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError

from reports.disclosure.checker import attached, check


class Command(BaseCommand):
    help = (
        "Check that nobody can prove from a learning report that even one hidden case exists. "
        "Without this program: python reports/disclosure/checker.py REPORT.pdf CERTIFICATE.json"
    )

    def add_arguments(self, parser):
        parser.add_argument("report", type=Path, help="the PDF")
        parser.add_argument("certificate", type=Path, help="its certificate, JSON")

    def handle(self, *args, report, certificate, **options):
        try:
            pdf, claims = report.read_bytes(), json.loads(certificate.read_text(encoding="utf-8"))
        except (OSError, ValueError) as failure:
            raise CommandError(f"Dit bestand is niet te lezen: {failure}") from failure
        started = perf_counter()
        try:
            check(attached(pdf), claims)
        except (ArithmeticError, LookupError, TypeError, ValueError, zlib.error) as failure:
            raise CommandError(f"Niet goed: {failure}") from failure
        milliseconds = (perf_counter() - started) * 1000
        unseen = len(claims["figures"])
        self.stdout.write(
            f"Goed: van geen van de {unseen} niet getoonde cijfers is te bewijzen dat er ook maar één casus "
            f"achter zit ({milliseconds:.0f} ms)."
        )
