"""Every figure of a report as one long list: what Excel, CSV and the feed are made from."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.disclosure import SafeTable

from .content import LearningReportContent

# What a figure is in its table: a reader who adds up takes one kind only.
TOTAL, ROW, COLUMN, CELL = "totaal", "rij", "kolom", "cel"


@dataclass(frozen=True)
class Figure:
    """One figure of a report; ``value`` is None when it is not shown."""

    table: str
    title: str
    unit: str
    level: str
    row_name: str = ""
    row: str = ""
    column_name: str = ""
    column: str = ""
    value: int | None = None

    @property
    def is_shown(self) -> bool:
        return self.value is not None


def all_tables(content: LearningReportContent) -> tuple[SafeTable, ...]:
    """The tables of the catalogue, and that of the answers to earlier signals when there is one."""
    return (*content.tables, *((content.asked.table,) if content.asked.table else ()))


def figures(content: LearningReportContent) -> Iterator[Figure]:
    """Every figure of the report, table by table, always in the same order.

    A table that is withheld has no figures, and so no lines.
    """
    for table in all_tables(content):
        if not table.withheld:
            yield from _of_table(table)


def _of_table(table: SafeTable) -> Iterator[Figure]:
    shared = {"table": table.key, "title": table.title, "unit": table.unit}
    yield Figure(**shared, level=TOTAL, value=table.total)
    for column, value in table.by_column().items():
        yield Figure(**shared, level=COLUMN, column_name=table.column_name, column=column, value=value)
    inner = table.cells or ((),) * len(table.rows)
    for row, total, cells in zip(table.rows, table.row_totals, inner, strict=True):
        here = shared | {"row_name": table.row_name, "row": row}
        yield Figure(**here, level=ROW, value=total)
        for column, value in zip(table.columns, cells, strict=True):
            yield Figure(**here, level=CELL, column_name=table.column_name, column=column, value=value)
