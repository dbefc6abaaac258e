"""Tags that show protected figures; anything but a SafeTable is a TypeError, on the page and in the PDF."""

from collections.abc import Mapping

from django import template

from reports.disclosure import HIDDEN, SafeTable, percentage, require_safe
from reports.disclosure.chart import bar_chart as draw_bars
from reports.learning.counting import OTHER

register = template.Library()


@register.inclusion_tag("reports/learning/table.html")
def safe_table(table, previous=None):
    """A protected table with its totals and shares; rows that were never counted are named below it.

    ``previous`` is the report before this one: what it printed in a table of this form stands beside it.
    """
    safe = require_safe(table)
    before = previous.rows_like(safe) if previous else None
    across = [j for j, label in enumerate(safe.columns) if label != OTHER or not _never(safe, j)]
    rows = _rows(safe, across, before or {})
    return {
        "table": safe,
        "columns": [safe.columns[j] for j in across],
        "rows": [row for row in rows if not row["empty"]],
        "unused": [row["label"] for row in rows if row["empty"] and row["label"] != OTHER],
        "column_totals": [_figure(safe.column_totals[j]) for j in across],
        "total": _figure(safe.total),
        "total_share": _share(safe.total, safe.total),
        "compares": before is not None,
        "total_before": _figure(previous.total_like(safe)) if previous else None,
    }


@register.inclusion_tag("reports/charts/bars.svg")
def bar_chart(table, title, axis="rows"):
    """A bar chart of a protected table; its text alternative names every figure."""
    return {"chart": draw_bars(table, title=title, axis=axis, leave_out_if_nought=(OTHER,))}


def _never(table: SafeTable, column: int) -> bool:
    return table.column_totals[column] == 0 and all(row[column] == 0 for row in table.cells)


def _rows(table: SafeTable, across: list[int], before: Mapping[str, int | None]) -> list[dict]:
    inner = table.cells or ((),) * len(table.rows)
    return [
        {
            "label": label,
            "cells": [_figure(cells[j]) for j in across],
            "total": _figure(total),
            "share": _share(total, table.total),
            "before": _figure(before.get(label)),
            "empty": {*cells, total, before.get(label, 0)} == {0},
        }
        for label, cells, total in zip(table.rows, inner, table.row_totals, strict=True)
    ]


def _share(value: int | None, total: int | None) -> dict:
    """The part of the total, hidden when the figure is, and a dash where no percentage may be given."""
    if value is None:
        return _figure(None)
    part = percentage(value, total)
    return {"text": "–" if part is None else f"{part}%", "hidden": False}


def _figure(value: int | None) -> dict:
    return {"text": HIDDEN if value is None else str(value), "hidden": value is None}
