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
    Column("Mits", lambda cell: cell.action.mits if cell.allowed else ""),
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
    context = {
        "agreed": agreed,
        "parts": [_part(agreed, kind) for kind in matrix.KINDS],
        "cells": sum(1 for _ in agreed.cells()),
        "today": clock.today(),
    }
    return render_to_string("access/matrix.html", context)


def _part(agreed, kind) -> dict:
    """One table: what somebody may who counts as something, then the roles that always may some of it."""
    actions = [each for each in agreed.actions if each.soort == kind]
    always = {name for each in actions for name in each.altijd}
    counting = agreed.columns if any(each.wie for each in actions) else []
    roles = [each.naam for each in agreed.people if each.naam in always]
    rows = [
        (
            each,
            _when(agreed, each),
            [*(name in each.wie for name in counting), *(name in each.altijd for name in roles)],
        )
        for each in actions
    ]
    return {"kind": kind, "title": matrix.KINDS[kind], "columns": [*counting, *roles], "rows": rows}


def _when(agreed, action) -> str:
    """In words: the phases, what must be there first, and who may it besides."""
    several = "fasen" if len(action.fasen) > 1 else "fase"
    phases = f"in de {several} {', '.join(action.fasen)}" if action.fasen else ""
    if set(action.fasen) == set(agreed.phases) - set(agreed.closed):
        phases = "tot de casus sluit"
    parts = [
        phases,
        f"alleen als {action.mits}" if action.mits else "",
        "alleen wie is aangewezen" if action.persoonlijk else "",
        f"ook {action.ook}" if action.ook else "",
    ]
    return "".join(f"{part[0].upper()}{part[1:]}. " for part in parts if part).rstrip()
