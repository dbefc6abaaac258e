"""The figures of a report, read from its data file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

# What a figure counts: the unit, and for each dimension it is split by the dimension and the label.
Name = tuple[str, ...]
Figures = dict[Name, int | None]


class Contradiction(Exception):
    """Published figures say two things."""


def named(unit: str, *pairs: tuple[str, str]) -> Name:
    return (unit, *(part for pair in sorted(pairs) for part in pair))


@dataclass(frozen=True)
class Table:
    """One table; ``rows`` and ``columns`` are (dimension, label) pairs, columns empty in a simple list."""

    key: str
    title: str
    unit: str
    total: Name
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    threshold: int
    figures: Figures

    @property
    def form(self) -> tuple:
        """Tables of one form over the same cases hold the same figures."""
        return self.unit, self.total, self.rows, self.columns

    def grid(self) -> list[list[Name]]:
        """The smallest figures, row by row."""
        return [
            [named(self.unit, row, column) for column in self.columns] or [named(self.unit, row)]
            for row in self.rows
        ]

    def margins(self) -> Iterator[Name]:
        if self.columns:
            yield from (named(self.unit, pair) for pair in (*self.rows, *self.columns))


@dataclass(frozen=True)
class Report:
    """All that the data file says; ``sums`` are (whole, parts) across tables."""

    name: str
    scope: frozenset[str]
    threshold: int
    tables: tuple[Table, ...]
    sums: tuple[tuple[Name, tuple[Name, ...]], ...]
    # Titles, units and notes of all tables, also of those without figures.
    texts: tuple[str, ...] = ()
    # Everything else in the file.
    rest: dict = field(default_factory=dict)
    # The names of all fields, to see that no other report has fields of its own.
    fields: frozenset[str] = frozenset()

    def figures(self) -> Figures:
        """Every printed figure; Contradiction when two tables print it differently."""
        found: Figures = {}
        for table in self.tables:
            for name, value in table.figures.items():
                known = found.get(name)
                if None not in (known, value) and known != value:
                    raise Contradiction(f"{name} is {known} and {value}")
                found[name] = value if known is None else known
        return found

    def thresholds(self) -> dict[Name, int]:
        """The total of the municipalities is the region's, with the threshold of a region."""
        found: dict[Name, int] = {}
        for table in self.tables:
            for name in table.figures:
                found[name] = min(table.threshold, found.get(name, table.threshold))
        return found


def read(data: bytes | str) -> Report:
    """The report in a data file: JSON with its figures under “publication”."""
    everything = json.loads(data)
    publication = everything.pop("publication")
    return Report(
        publication["name"],
        frozenset(publication["scope"]),
        publication["threshold"],
        tuple(_table(each) for each in publication["tables"] if not each["withheld"]),
        tuple((tuple(each["whole"]), tuple(map(tuple, each["parts"]))) for each in publication["links"]),
        tuple(each[text] for each in publication["tables"] for text in ("key", "title", "unit", "note")),
        everything,
        frozenset([*publication, *(name for table in publication["tables"] for name in table), *everything]),
    )


def _table(found: dict) -> Table:
    unit = found["unit"]
    rows = tuple((found["row_name"], label) for label in found["rows"])
    columns = tuple((found["column_name"], label) for label in found["columns"])
    total = tuple(found["total_key"]) or (unit,)
    figures: Figures = {}

    def put(name, value):
        if figures.setdefault(name, value) != value:
            raise Contradiction(f"{found['key']} prints {name} as {figures[name]} and {value}")

    put(total, found["total"])
    for pair, value in zip(rows, found["row_totals"], strict=True):
        put(named(unit, pair), value)
    for pair, value in zip(columns, found["column_totals"], strict=True):
        put(named(unit, pair), value)
    for row, values in zip(rows, found["cells"], strict=False):
        for column, value in zip(columns, values, strict=True):
            put(named(unit, row, column), value)
    return Table(found["key"], found["title"], unit, total, rows, columns, found["threshold"], figures)
