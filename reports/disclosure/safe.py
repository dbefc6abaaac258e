"""Figures after protection: the only form in which a page, chart or PDF takes them."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from .shape import Dimension, Key, Shape

# One symbol for every hidden figure, whether it is small itself or hides another.
HIDDEN = "•"
PERCENTAGE_FROM = 50
PERCENTAGE_STEP = 5

Shown = int | None


@dataclass(frozen=True)
class SafeTable:
    """A protected table. None stands for a hidden figure; made by `protect` or read back from frozen ones.

    With one dimension `columns` and `cells` are empty and the figures are the row totals. A withheld table
    has no figures at all, only a note that says so.
    """

    key: str
    title: str
    unit: str
    row_name: str
    rows: tuple[str, ...]
    row_totals: tuple[Shown, ...]
    total: Shown
    threshold: int
    column_name: str = ""
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[Shown, ...], ...] = ()
    column_totals: tuple[Shown, ...] = ()
    note: str = ""
    withheld: bool = False
    # For a set that is itself a figure of another table.
    total_key: Key = ()

    @property
    def shape(self) -> Shape:
        columns = Dimension(self.column_name, self.columns) if self.columns else None
        rows = Dimension(self.row_name, self.rows)
        return Shape(self.unit, rows, columns, self.total_key or (self.unit,), self.threshold)

    def figures(self) -> Iterator[tuple[Key, Shown]]:
        """Every figure by its name."""
        shape = self.shape
        yield shape.total_key, self.total
        for i, value in enumerate(self.row_totals):
            yield shape.key_of_row(i), value
            yield from (
                (shape.key_of_cell(i, j), cell) for j, cell in enumerate(self.cells[i] if self.cells else ())
            )
        yield from ((shape.key_of_column(j), value) for j, value in enumerate(self.column_totals))

    @property
    def two_way(self) -> bool:
        return bool(self.columns)

    @property
    def hides(self) -> bool:
        """Whether anything in the table is hidden."""
        inner = [figure for row in self.cells for figure in row]
        return None in (self.total, *self.row_totals, *self.column_totals, *inner)

    def by_row(self) -> dict[str, Shown]:
        return dict(zip(self.rows, self.row_totals, strict=True))

    def by_column(self) -> dict[str, Shown]:
        return dict(zip(self.columns, self.column_totals, strict=True))

    def as_dict(self) -> dict:
        """Plain lists, strings, numbers and None, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict) -> "SafeTable":
        """Back from `as_dict` (also after JSON); raises on anything that is not a figure or None."""
        table = cls(**{name: _tuples(value) for name, value in data.items()})
        inner = [figure for row in table.cells for figure in row]
        for figure in (table.total, *table.row_totals, *table.column_totals, *inner):
            if figure is not None and (type(figure) is not int or figure < 0):
                raise ValueError(f"{table.key}: {figure!r} is not a figure")
        return table


def _tuples(value):
    return tuple(_tuples(item) for item in value) if isinstance(value, (list, tuple)) else value


def require_safe(table) -> SafeTable:
    """The table itself, or TypeError: templates and charts take nothing but a SafeTable."""
    if type(table) is not SafeTable:
        raise TypeError(f"only a SafeTable may be shown, not {type(table).__name__}")
    return table


def percentage(part: Shown, whole: Shown) -> int | None:
    """Rounded to five, and only of shown figures on a whole of fifty or more; otherwise None."""
    if part is None or whole is None or whole < PERCENTAGE_FROM:
        return None
    return (200 * part + PERCENTAGE_STEP * whole) // (2 * PERCENTAGE_STEP * whole) * PERCENTAGE_STEP
