"""Bar charts as plain coordinates, from a SafeTable only; a hidden figure gets no bar, but the symbol."""

import textwrap
from dataclasses import dataclass

from .safe import HIDDEN, SafeTable, Shown, require_safe

WIDTH = 540
BAR_HEIGHT = 18
GAP = 10
TOP = 4
LABEL_WIDTH = 240
LABEL_CHARACTERS = 34
VALUE_ROOM = 50
LINE_HEIGHT = 14


@dataclass(frozen=True)
class Bar:
    label: str
    lines: tuple[tuple[float, str], ...]  # (y, text) of each line of the label
    value: Shown
    y: float
    width: float
    text_y: float

    @property
    def text(self) -> str:
        return HIDDEN if self.value is None else str(self.value)


@dataclass(frozen=True)
class BarChart:
    title: str
    bars: tuple[Bar, ...]
    width: int
    height: float
    axis_x: int
    label_x: int
    bar_height: int

    @property
    def alt(self) -> str:
        """What a screen reader says: the title and every figure, as far as it is shown."""
        spoken = (f"{bar.label}: {'niet getoond' if bar.value is None else bar.value}" for bar in self.bars)
        return f"Staafdiagram. {self.title}. {'; '.join(spoken)}."


def bar_chart(
    table: SafeTable, *, title: str, axis: str = "rows", leave_out_if_nought: tuple[str, ...] = ()
) -> BarChart:
    """One bar per row (or per column) total, longest first; hidden ones last, in the order of the table."""
    safe = require_safe(table)
    figures = safe.by_row() if axis == "rows" else safe.by_column()
    drawn = [
        (label, value) for label, value in figures.items() if value != 0 or label not in leave_out_if_nought
    ]
    order = sorted(drawn, key=lambda pair: (pair[1] is None, -(pair[1] or 0)))
    longest = max((value for _, value in order if value), default=1)
    room = WIDTH - LABEL_WIDTH - VALUE_ROOM
    bars, y = [], float(TOP)
    for label, value in order:
        bars.append(_bar(label, value, y, room * (value or 0) / longest))
        y += BAR_HEIGHT + GAP
    return BarChart(title, tuple(bars), WIDTH, y, LABEL_WIDTH, LABEL_WIDTH - 10, BAR_HEIGHT)


def _bar(label: str, value: Shown, y: float, width: float) -> Bar:
    lines = textwrap.wrap(label, LABEL_CHARACTERS) or [label]
    middle = y + BAR_HEIGHT / 2
    first = middle + 4.5 - (len(lines) - 1) * LINE_HEIGHT / 2
    placed = tuple((first + number * LINE_HEIGHT, line) for number, line in enumerate(lines))
    return Bar(label, placed, value, y, round(width, 1), middle + 4.5)
