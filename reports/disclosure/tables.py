"""Counts before protection: tables, the figures in them, and what adds up to what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

# A figure is named by what it counts, so that a margin two tables share is one figure:
# (unit,) is a total, (unit, dimension, label) a margin, and two dimensions make an inner cell.
Key = tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    """One count, with the cases and organisations behind it."""

    count: int = 0
    cases: frozenset = frozenset()
    organisations: frozenset = frozenset()

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.count + other.count, self.cases | other.cases, self.organisations | other.organisations
        )


def gather(tallies: Iterable[Tally]) -> Tally:
    """All tallies as one; a case or organisation behind two of them counts once."""
    return sum(tallies, Tally())


@dataclass(frozen=True)
class Dimension:
    """A fixed list of labels. Labels nobody used belong in it too: a missing label would say "none"."""

    name: str
    labels: tuple[str, ...]

    def __post_init__(self):
        object.__setattr__(self, "labels", tuple(self.labels))
        if not self.labels or len(set(self.labels)) != len(self.labels):
            raise ValueError(f"the labels of {self.name!r} must be there and differ")


@dataclass(frozen=True)
class CountTable:
    """True counts of one table; never leaves this package.

    `unit` says what is counted and which set it is counted in: tables with the same unit describe the same
    set and share its total and margins. `total_key` is for a set that is itself a figure of another table.
    """

    key: str
    title: str
    unit: str
    rows: Dimension
    cells: tuple[tuple[Tally, ...], ...]
    columns: Dimension | None = None
    threshold: int | None = None
    total_key: Key | None = None
    note: str = ""
    # What to publish instead when too little of this table can be shown.
    coarser: "CountTable | None" = field(default=None, repr=False)

    def __post_init__(self):
        width = len(self.columns.labels) if self.columns else 1
        if len(self.cells) != len(self.rows.labels) or any(len(row) != width for row in self.cells):
            raise ValueError(f"{self.key}: the cells do not fit the labels")

    @classmethod
    def of(cls, *, cells, organisations, cases=None, **named) -> "CountTable":
        """From whole numbers and the set of organisations per cell; without `cases` each count is a case."""
        tallies = tuple(
            tuple(
                Tally(
                    count,
                    frozenset(cases[i][j] if cases else ((i, j, n) for n in range(count))),
                    frozenset(organisations[i][j]),
                )
                for j, count in enumerate(row)
            )
            for i, row in enumerate(cells)
        )
        return cls(cells=tallies, **named)

    @property
    def total(self) -> Tally:
        return gather(cell for row in self.cells for cell in row)

    @property
    def key_of_total(self) -> Key:
        return self.total_key or (self.unit,)

    def key_of_row(self, i: int) -> Key:
        return (self.unit, self.rows.name, self.rows.labels[i])

    def key_of_column(self, j: int) -> Key:
        return (self.unit, self.columns.name, self.columns.labels[j])

    def key_of_cell(self, i: int, j: int) -> Key:
        """The same for A by B as for B by A; in a table of one dimension a cell is the margin itself."""
        if self.columns is None:
            return self.key_of_row(i)
        parts = sorted([self.key_of_row(i)[1:], self.key_of_column(j)[1:]])
        return (self.unit, *parts[0], *parts[1])

    def inner(self) -> Iterator[tuple[Key, Tally]]:
        for i, row in enumerate(self.cells):
            for j, tally in enumerate(row):
                yield self.key_of_cell(i, j), tally

    def margins(self) -> Iterator[tuple[Key, Tally]]:
        if self.columns is None:
            return
        for i, row in enumerate(self.cells):
            yield self.key_of_row(i), gather(row)
        for j in range(len(self.columns.labels)):
            yield self.key_of_column(j), gather(row[j] for row in self.cells)

    def sums(self) -> Iterator[tuple[Key, list[Key]]]:
        """Each whole with its parts."""
        rows, columns = range(len(self.rows.labels)), self.columns
        yield self.key_of_total, [self.key_of_row(i) for i in rows]
        if columns is None:
            return
        across = range(len(columns.labels))
        yield self.key_of_total, [self.key_of_column(j) for j in across]
        for i in rows:
            yield self.key_of_row(i), [self.key_of_cell(i, j) for j in across]
        for j in across:
            yield self.key_of_column(j), [self.key_of_cell(i, j) for i in rows]


@dataclass(frozen=True)
class Relation:
    """Figures of different tables that a reader can add or subtract: the parts make the whole.

    A part may be in no table at all, such as what is left of the whole. Nobody prints it, yet anyone can
    compute it, so a small one is protected as well.
    """

    whole: Key
    parts: tuple[tuple[Key, Tally], ...]


def merge_rows(table: CountTable, name: str, groups: dict[str, str], **changes) -> CountTable:
    """The same table with its rows grouped; `groups` says per label in which group it falls.

    Only for a dimension no other table of the report uses: the groups become a dimension of their own.
    """
    labels = tuple(dict.fromkeys(groups[label] for label in table.rows.labels))
    cells = tuple(
        tuple(
            gather(
                row[j]
                for row, own in zip(table.cells, table.rows.labels, strict=True)
                if groups[own] == label
            )
            for j in range(len(table.cells[0]))
        )
        for label in labels
    )
    return replace(table, rows=Dimension(name, labels), cells=cells, coarser=None, **changes)


def drop_columns(table: CountTable, **changes) -> CountTable:
    """The same table without its second dimension."""
    cells = tuple((gather(row),) for row in table.cells)
    return replace(table, columns=None, cells=cells, coarser=None, **changes)


def drop_rows(table: CountTable, **changes) -> CountTable:
    """The same table with only its second dimension."""
    cells = tuple((gather(row[j] for row in table.cells),) for j in range(len(table.columns.labels)))
    return replace(table, rows=table.columns, columns=None, cells=cells, coarser=None, **changes)
