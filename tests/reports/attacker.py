"""A reader with bad intentions: reads published tables and bounds every figure that is not shown.

Shares no code with the protector. It knows what any reader knows: counts are whole and not negative, rows and
columns add up, and a figure that stands in two tables is the same figure.
"""

import itertools

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

CEILING = 10_000


class Attacker:
    def __init__(self, tables):
        self.names = {}
        self.known = {}
        self.rules = []
        for table in tables:
            if not table.withheld:
                self._read(table)

    def _variable(self, name, value):
        position = self.names.setdefault(name, len(self.names))
        if value is not None:
            assert self.known.setdefault(position, value) == value, f"{name} is published with two values"
        return position

    def _read(self, table):
        total = self._variable((table.unit, "total"), table.total)
        rows = [
            self._variable((table.unit, table.row_name, label), value)
            for label, value in zip(table.rows, table.row_totals, strict=True)
        ]
        self.rules.append((total, rows))
        if not table.columns:
            return
        columns = [
            self._variable((table.unit, table.column_name, label), value)
            for label, value in zip(table.columns, table.column_totals, strict=True)
        ]
        self.rules.append((total, columns))
        grid = [
            [
                self._variable(
                    (table.unit, frozenset([(table.row_name, row), (table.column_name, column)])), value
                )
                for column, value in zip(table.columns, values, strict=True)
            ]
            for row, values in zip(table.rows, table.cells, strict=True)
        ]
        self.rules.extend(zip(rows, grid, strict=True))
        self.rules.extend(zip(columns, map(list, zip(*grid, strict=True)), strict=True))

    @property
    def hidden(self):
        return [name for name, position in self.names.items() if position not in self.known]

    def bounds(self, name):
        """The least and the most this figure can be, in whole numbers."""
        return self._extreme(name, 1), self._extreme(name, -1)

    def _extreme(self, name, sign):
        size = len(self.names)
        goal = np.zeros(size)
        goal[self.names[name]] = sign
        matrix = np.zeros((len(self.rules), size))
        for number, (whole, parts) in enumerate(self.rules):
            matrix[number, whole] = -1
            matrix[number, parts] += 1
        lower, upper = np.zeros(size), np.full(size, float(CEILING))
        for position, value in self.known.items():
            lower[position] = upper[position] = value
        answer = milp(
            goal,
            constraints=LinearConstraint(matrix, 0, 0),
            bounds=Bounds(lower, upper),
            integrality=np.ones(size),
        )
        assert answer.status == 0, answer.message
        return round(sign * answer.fun)

    def exposed(self, threshold=5):
        """Every hidden figure that cannot be nought, or cannot be the threshold or more."""
        found = {}
        for name in self.hidden:
            low, high = self.bounds(name)
            if low > 0 or high < threshold:
                found[name] = (low, high)
        return found


def every_table(table):
    """All grids of whole numbers that fit a published two-way table with its total shown; no solver."""
    height, width = len(table.rows), len(table.columns)
    for bars in itertools.combinations(range(table.total + height * width - 1), height * width - 1):
        edges = (-1, *bars, table.total + height * width - 1)
        counts = [right - left - 1 for left, right in itertools.pairwise(edges)]
        grid = [counts[start : start + width] for start in range(0, len(counts), width)]
        if _fits(table, grid):
            yield grid


def _fits(table, grid):
    def agrees(shown, value):
        return shown is None or shown == value

    return (
        all(
            agrees(s, v)
            for srow, vrow in zip(table.cells, grid, strict=True)
            for s, v in zip(srow, vrow, strict=True)
        )
        and all(agrees(s, sum(row)) for s, row in zip(table.row_totals, grid, strict=True))
        and all(
            agrees(s, sum(column))
            for s, column in zip(table.column_totals, zip(*grid, strict=True), strict=True)
        )
    )
