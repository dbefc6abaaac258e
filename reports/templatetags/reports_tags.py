"""Tags that show protected figures; anything but a SafeTable is a TypeError, on the page and in the PDF."""

from django import template

from reports.disclosure import HIDDEN, SafeTable, percentage, require_safe
from reports.disclosure.chart import bar_chart as draw_bars
from reports.learning.counting import OTHER

register = template.Library()


@register.inclusion_tag("reports/learning/table.html")
def safe_table(table):
    """A protected table with its caption, totals and the labels that were never counted."""
    safe = require_safe(table)
    rows = [row for row in _rows(safe) if not _empty(row)]
    return {
        "table": safe,
        "rows": rows,
        "unused": [row["label"] for row in _rows(safe) if _empty(row) and row["label"] != OTHER],
        "column_totals": [_figure(value) for value in safe.column_totals],
        "total": _figure(safe.total),
        "total_share": _share(safe.total, safe.total),
    }


@register.inclusion_tag("reports/charts/bars.svg")
def bar_chart(table, title, axis="rows"):
    """A bar chart of a protected table; its text alternative names every figure."""
    return {"chart": draw_bars(table, title=title, axis=axis)}


def _rows(table: SafeTable) -> list[dict]:
    inner = table.cells or ((),) * len(table.rows)
    return [
        {
            "label": label,
            "cells": [_figure(value) for value in cells],
            "total": _figure(total),
            "share": _share(total, table.total),
        }
        for label, cells, total in zip(table.rows, inner, table.row_totals, strict=True)
    ]


def _share(value: int | None, total: int | None) -> dict:
    """The part of the total, hidden when the figure is, and a dash where no percentage may be given."""
    if value is None:
        return _figure(None)
    part = percentage(value, total)
    return {"text": "–" if part is None else f"{part}%", "hidden": False}


def _empty(row: dict) -> bool:
    return all(figure["text"] == "0" for figure in (*row["cells"], row["total"]))


def _figure(value: int | None) -> dict:
    return {"text": HIDDEN if value is None else str(value), "hidden": value is None}
