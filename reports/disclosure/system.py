"""All tables of one report as one set of figures and the sums between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from .tables import CountTable, Key, Relation, Tally


class Inconsistent(ValueError):
    """Two tables give different counts for the same figure."""


@dataclass
class Figure:
    """One number a reader sees or can compute."""

    key: Key
    tally: Tally
    threshold: int
    # What it costs the reader when it is hidden; None for a figure that is nowhere printed.
    cost: float | None

    @property
    def value(self) -> int:
        return self.tally.count


@dataclass
class System:
    """Figures, and sums as (whole, parts) by position."""

    figures: list[Figure] = field(default_factory=list)
    sums: list[tuple[int, list[int]]] = field(default_factory=list)
    position: dict[Key, int] = field(default_factory=dict)

    def add(self, key: Key, tally: Tally, threshold: int, cost: float | None) -> int:
        if key in self.position:
            known = self.figures[self.position[key]]
            if _extent(known.tally) != _extent(tally):
                raise Inconsistent(f"{key} is counted in two ways: {known.value} and {tally.count}")
            known.threshold = max(known.threshold, threshold)
            if cost is not None:
                known.cost = max(known.cost or 0, cost)
        else:
            self.position[key] = len(self.figures)
            self.figures.append(Figure(key, tally, threshold, cost))
        return self.position[key]

    @property
    def roots(self) -> set[int]:
        """Figures that are part of nothing: the totals everything else adds up to."""
        return set(range(len(self.figures))) - {part for _, parts in self.sums for part in parts}

    def matrix(self) -> np.ndarray:
        """One row a sum: parts minus whole is nothing."""
        rows = np.zeros((len(self.sums), len(self.figures)))
        for number, (whole, parts) in enumerate(self.sums):
            rows[number, parts] = 1
            rows[number, whole] -= 1
        return rows

    def values(self) -> np.ndarray:
        return np.array([figure.value for figure in self.figures], dtype=float)


def _extent(tally: Tally) -> tuple[int, int, frozenset]:
    return tally.count, len(tally.cases), tally.organisations


# A margin tells more than a cell, a total more than a margin, and a zero the least of all.
CELL, EMPTY_CELL, MARGIN, TOTAL = 1.0, 0.8, 4.0, 8.0


def build(tables: Sequence[CountTable], relations: Iterable[Relation], threshold: int) -> System:
    """The joint system of these tables, with the relations whose whole is in sight."""
    system = System()
    for table in tables:
        _add_table(system, table, table.threshold or threshold)
    for relation in relations:
        _add_relation(system, relation, threshold)
    return system


def _add_table(system: System, table: CountTable, threshold: int) -> None:
    system.add(table.key_of_total, table.total, threshold, TOTAL)
    inner_cost = MARGIN if table.columns is None else CELL
    for key, tally in table.inner():
        system.add(key, tally, threshold, inner_cost if tally.count else min(inner_cost, EMPTY_CELL))
    for key, tally in table.margins():
        system.add(key, tally, threshold, MARGIN)
    for whole, parts in table.sums():
        system.sums.append((system.position[whole], [system.position[part] for part in parts]))


def _add_relation(system: System, relation: Relation, threshold: int) -> None:
    whole = system.position.get(relation.whole)
    if whole is None:
        return
    parts = [system.add(key, tally, threshold, None) for key, tally in relation.parts]
    if system.figures[whole].value != sum(system.figures[part].value for part in parts):
        raise Inconsistent(f"the parts of {relation.whole} do not add up")
    system.sums.append((whole, parts))
