"""All figures a reader can reckon with, with their true values: what the protector works on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .layout import Form, Layout, Scope, layout
from .publication import Publication
from .shape import Key
from .tables import Tally

# The true counts of everything a report over a scope could print.
Count = Callable[[Scope], Mapping[Key, Tally]]
# A margin tells more than a cell, a total more than a margin, and a zero the least of all.
CELL, EMPTY_CELL, MARGIN, TOTAL = 1.0, 0.8, 4.0, 8.0


class Inconsistent(ValueError):
    """The counts contradict each other or an earlier report."""


@dataclass
class System:
    """A layout with the count behind each figure.

    `cost` is what hiding a figure costs the reader, None when it is nowhere printed; `settled` says of
    figures in earlier reports whether they are hidden (True) or in sight (False).
    """

    layout: Layout
    tallies: list[Tally]
    cost: list[float | None]
    settled: dict[int, bool]
    # Figures whose least value a reader may know from another report.
    overlapping: set[int]

    @property
    def sums(self) -> Iterable[tuple[int, tuple[int, ...]]]:
        return self.layout.sums

    @property
    def thresholds(self) -> list[int]:
        return self.layout.thresholds

    @property
    def size(self) -> int:
        return len(self.tallies)

    @property
    def in_sight(self) -> set[int]:
        """Figures that are shown whatever happens: what earlier reports show, and the highest totals."""
        parts = {part for _, parts in self.sums for part in parts}
        shown = {position for position, hidden in self.settled.items() if not hidden}
        printed = {position for position, reports in enumerate(self.layout.printed) if reports}
        return shown | (printed - parts - self.settled.keys())

    def matrix(self):
        """One row a sum: parts minus whole is nothing."""
        from scipy.sparse import csc_array

        entries = [
            (number, position, sign)
            for number, (whole, parts) in enumerate(self.sums)
            for position, sign in [(whole, -1.0), *((part, 1.0) for part in parts)]
        ]
        rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
        return csc_array((signs, (rows, columns)), shape=(len(self.sums), self.size))

    def values(self) -> np.ndarray:
        return np.array([tally.count for tally in self.tallies], dtype=float)


def build(form: Form, count: Count, earlier: Sequence[Publication] = ()) -> System:
    """The system of a new report after the earlier ones that share a month with it.

    Raises Inconsistent when what was counted then is not what is counted now.
    """
    forms = [*(each.form for each in earlier), form]
    found = layout(forms)
    counted = {name: count(scope) for name, scope in found.scopes.items()}
    tallies = [_counted(counted, place) for place in found.places]
    system = System(found, tallies, [None] * len(tallies), {}, set())
    for whole, parts in found.sums:
        if tallies[whole].count != sum(tallies[part].count for part in parts):
            raise Inconsistent(f"the parts of {found.places[whole]} do not add up")
    _price(system, form)
    for number, each in enumerate(earlier):
        _settle(system, number, each)
    if earlier:
        system.overlapping = set(range(system.size))
    return system


def _counted(counted: Mapping[str, Mapping[Key, Tally]], place) -> Tally:
    where, key = place
    if key not in counted[where]:
        raise Inconsistent(f"{key} stands in an earlier report and is not counted any more")
    return counted[where][key]


def _price(system: System, form: Form) -> None:
    """What each printed figure of the new report is worth to its reader."""
    number = len(system.layout.homes) - 1
    home = system.layout.homes[number]
    for shape in form.shapes:
        worth = {shape.total_key: TOTAL} | dict.fromkeys(shape.margins(), MARGIN)
        inner = MARGIN if shape.columns is None else CELL
        for key in [*shape.cells(), *worth]:
            position = system.layout.position[home, key]
            empty = not system.tallies[position].count
            own = worth.get(key) or (min(inner, EMPTY_CELL) if empty else inner)
            system.cost[position] = max(system.cost[position] or 0, own)


def _settle(system: System, number: int, earlier: Publication) -> None:
    for key, value in earlier.figures():
        position = system.layout.position[system.layout.homes[number], key]
        if value is not None and value != system.tallies[position].count:
            raise Inconsistent(f"{key} was {value} in an earlier report, and not any more")
        # What one report shows is in sight, whatever another hides.
        system.settled[position] = value is None and system.settled.get(position, True)
        system.cost[position] = 0.0
