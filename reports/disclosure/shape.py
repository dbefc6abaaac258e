"""The form of a published table: its labels, the name of every figure in it, and what adds up to what."""

from collections.abc import Iterator
from dataclasses import dataclass

# A figure is named by what it counts, so that a margin two tables share is one figure:
# (unit,) is a total, (unit, dimension, label) a margin, and two dimensions make an inner cell.
Key = tuple[str, ...]


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
class Shape:
    """What a table prints, without its figures; `threshold` is None where the report's own holds."""

    unit: str
    rows: Dimension
    columns: Dimension | None
    total_key: Key
    threshold: int | None = None

    def key_of_row(self, i: int) -> Key:
        return (self.unit, self.rows.name, self.rows.labels[i])

    def key_of_column(self, j: int) -> Key:
        return (self.unit, self.columns.name, self.columns.labels[j])

    def key_of_cell(self, i: int, j: int) -> Key:
        """The same for A by B as for B by A."""
        parts = sorted([self.key_of_row(i)[1:], self.key_of_column(j)[1:]])
        return (self.unit, *parts[0], *parts[1])

    def cells(self) -> Iterator[Key]:
        """The figures that no other figure of the table is part of."""
        for i in range(len(self.rows.labels)):
            if self.columns is None:
                yield self.key_of_row(i)
            else:
                yield from (self.key_of_cell(i, j) for j in range(len(self.columns.labels)))

    def margins(self) -> Iterator[Key]:
        if self.columns is not None:
            yield from (self.key_of_row(i) for i in range(len(self.rows.labels)))
            yield from (self.key_of_column(j) for j in range(len(self.columns.labels)))

    def sums(self) -> Iterator[tuple[Key, list[Key]]]:
        """Each whole with its parts."""
        rows = range(len(self.rows.labels))
        yield self.total_key, [self.key_of_row(i) for i in rows]
        if self.columns is None:
            return
        across = range(len(self.columns.labels))
        yield self.total_key, [self.key_of_column(j) for j in across]
        for i in rows:
            yield self.key_of_row(i), [self.key_of_cell(i, j) for j in across]
        for j in across:
            yield self.key_of_column(j), [self.key_of_cell(i, j) for i in rows]


@dataclass(frozen=True)
class Link:
    """Figures that any reader can add up across tables: the parts make the whole.

    One `between_printed` everybody knows, such as which kinds of help a group holds: it tells something when
    all its figures are printed, by one report or by several together. Then who sees the kinds of a period
    knows the group there too.
    """

    whole: Key
    parts: tuple[Key, ...]
    between_printed: bool = False
