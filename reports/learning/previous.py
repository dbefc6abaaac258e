"""The report before this one, to compare with: figures that were published then, never new ones.

Only the report over as many months that ends where this one begins, and only when it is published. Its
figures come in as they were printed, a hidden one hidden, so the comparison tells nobody anything that was
not told; what follows from both reports together was protected when the new one was made. They are frozen
with the new report: its PDF stays the same whatever happens to the report before it.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from reports.disclosure import SafeTable
from reports.disclosure.safe import Shown


@dataclass(frozen=True)
class Previous:
    """The tables of the report before this one."""

    period_start: datetime.date
    period_end: datetime.date
    tables: tuple[SafeTable, ...]

    def rows_like(self, table: SafeTable) -> Mapping[str, Shown] | None:
        """What it said of each row of this table; None when it had no table of this form."""
        return next((each.by_row() for each in self.tables if _alike(each, table)), None)

    def columns_like(self, table: SafeTable) -> Mapping[str, Shown] | None:
        """What it said of each column of this table."""
        same = (each for each in self.tables if _alike(each, table) and each.columns == table.columns)
        return next((each.by_column() for each in same), None)

    def total_like(self, table: SafeTable) -> Shown:
        """What its total was, of a table of this form."""
        return next((each.total for each in self.tables if _alike(each, table)), None)

    def as_dict(self) -> dict:
        return {
            "period_start": self.period_start.isoformat(),
            "period_end": self.period_end.isoformat(),
            "tables": [table.as_dict() for table in self.tables],
        }

    @classmethod
    def from_dict(cls, data: dict | None) -> "Previous | None":
        if not data:
            return None
        return cls(
            datetime.date.fromisoformat(data["period_start"]),
            datetime.date.fromisoformat(data["period_end"]),
            tuple(SafeTable.from_dict(table) for table in data["tables"]),
        )


def _alike(one: SafeTable, other: SafeTable) -> bool:
    """Whether rows of both mean the same: what is counted, over what, with which labels and threshold."""
    return not (one.withheld or other.withheld) and all(
        getattr(one, name) == getattr(other, name)
        for name in ("key", "unit", "row_name", "rows", "total_key", "threshold")
    )
