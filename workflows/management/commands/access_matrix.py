"""Print who may do what in which case, for an audit: a page to read, or every combination as a list."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.template.loader import render_to_string

from expertteam.access import matrix
from expertteam.core import clock
from reports.exports import Column, csv

COLUMNS = [
    Column("Rol", lambda cell: cell.person.naam),
    Column("Relatie tot de casus", lambda cell: cell.relation.naam),
    Column("Fase van de casus", lambda cell: cell.phase),
    Column("Soort", lambda cell: cell.action.soort),
    Column("Handeling", lambda cell: cell.action.wat),
    Column("Mag het", lambda cell: matrix.YES if cell.allowed else matrix.NO),
]


class Command(BaseCommand):
    help = "Prints the agreement on access: HTML to read, or CSV with a row for every combination."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["html", "csv"], default="html")
        parser.add_argument("--output", type=Path, help="write to this file instead of to the screen")

    def handle(self, *args, format, output, **options):
        agreed = matrix.read()
        content = csv(COLUMNS, agreed.cells()) if format == "csv" else as_html(agreed).encode()
        if output is None:
            self.stdout.write(content.decode(), ending="")
        else:
            output.write_bytes(content)


def as_html(agreed: matrix.Matrix) -> str:
    """A page of its own, with its style in it, that needs nothing of the site."""
    kinds = {
        "recht": "Rechten in de casus",
        "stap": "Stappen",
        "pagina": "Pagina’s",
    }
    parts = [
        {"title": title, "kind": kind, "actions": [each for each in agreed.actions if each.soort == kind]}
        for kind, title in kinds.items()
    ]
    context = {
        "agreed": agreed,
        "parts": parts,
        "cells": sum(1 for _ in agreed.cells()),
        "today": clock.today(),
    }
    return render_to_string("access/matrix.html", context)
