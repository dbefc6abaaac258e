"""Write the data inventory and the register of processing as one HTML file, to file with a DPIA."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string

from expertteam.audit.inventory import rooms
from expertteam.audit.processing import MEASURES, PROCESSINGS
from expertteam.core import clock


class Command(BaseCommand):
    help = "Prints every field with its class, and the register of processing activities, as Dutch HTML."

    def add_arguments(self, parser):
        parser.add_argument("--output", type=Path, help="write to this file instead of the screen")

    def handle(self, *args, output=None, **options):
        context = {
            "processings": PROCESSINGS,
            "measures": MEASURES,
            "rooms": rooms(),
            "today": clock.today(),
        }
        html = render_to_string("audit/inventory_file.html", context)
        if output is None:
            self.stdout.write(html)
            return
        try:
            output.write_text(html)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
