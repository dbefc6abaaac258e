"""Counts before protection: tables, and the cases and organisations behind each figure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .shape import Dimension, Key, Link, Shape


@dataclass(frozen=True)
class Tally:
    """One count, with the cases and organisations behind it, and how much of it each organisation knows."""

    count: int = 0
    cases: frozenset = frozenset()
    organisations: frozenset = frozenset()
    shares: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.count + other.count,
            self.cases | other.cases,
            self.organisations | other.organisations,
            Counter(self.shares) + Counter(other.shares),
        )


def gather(tallies: Iterable[Tally]) -> Tally:
    """All tallies as one; a case or organisation behind two of them counts once."""
    return sum(tallies, Tally())


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
    # Its margins tell enough, however many of its cells are hidden.
    for_its_margins: bool = False
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
    def shape(self) -> Shape:
        return Shape(self.unit, self.rows, self.columns, self.total_key or (self.unit,), self.threshold)

    def tallies(self) -> Iterator[tuple[Key, Tally]]:
        """Every figure of the table: cells, margins and the total."""
        shape = self.shape
        for i, row in enumerate(self.cells):
            yield shape.key_of_row(i), gather(row)
            for j, tally in enumerate(row) if self.columns else ():
                yield shape.key_of_cell(i, j), tally
        for j in range(len(self.columns.labels) if self.columns else 0):
            yield shape.key_of_column(j), gather(row[j] for row in self.cells)
        yield shape.total_key, self.total

    def ladder(self) -> Iterator["CountTable"]:
        """The table and its coarser forms."""
        yield self
        if self.coarser:
            yield from self.coarser.ladder()


@dataclass(frozen=True)
class Relation:
    """Figures of different tables that a reader can add or subtract: the parts make the whole.

    A part may be in no table at all, such as what is left of the whole. Nobody prints it, yet anyone can
    compute it, so a small one is protected as well.
    """

    whole: Key
    parts: tuple[tuple[Key, Tally], ...]
    # A sum that only tells something when all its figures are in sight, such as a group of kinds of help.
    between_printed: bool = False

    @property
    def link(self) -> Link:
        return Link(self.whole, tuple(key for key, _ in self.parts), self.between_printed)
