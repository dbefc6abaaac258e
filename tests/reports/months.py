"""An attacker on several reports: each figure of each month is an unknown of its own, and nothing is cut up.

Shares no code with the protector. A report prints sums over its months; whoever works for an organisation
knows the cases of it in each month.
"""

import random

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from reports.disclosure import Counts, CountTable, Dimension
from reports.disclosure.tables import Tally

CEILING = 1000
ROWS, COLUMNS = ("a", "b", "c", "d"), ("x", "y", "z")
ORGANISATIONS = ("Toegang A", "Toegang B", "Instelling C", "Instelling D", "Instelling E")


class Region:
    """Invented cases: each has a month, a row, a column and an organisation."""

    def __init__(self, seed, months, cases, organisations=ORGANISATIONS):
        chance = random.Random(seed)
        down = [chance.random() ** 2 + 0.05 for _ in ROWS]
        across = [chance.random() ** 2 + 0.05 for _ in COLUMNS]
        self.cases = [
            (
                chance.choice(months),
                chance.choices(range(len(ROWS)), down)[0],
                chance.choices(range(len(COLUMNS)), across)[0],
                chance.choice(organisations),
            )
            for _ in range(cases)
        ]

    def count(self, scope):
        """What the protector is given for these months."""
        cells = [[Tally() for _ in COLUMNS] for _ in ROWS]
        for number, (month, i, j, who) in enumerate(self.cases):
            if month in scope:
                cells[i][j] += Tally(1, frozenset([number]), frozenset([who]), {who: 1})
        table = CountTable(
            key="t",
            title="Tabel",
            unit="casussen",
            rows=Dimension("waarom", ROWS),
            columns=Dimension("kader", COLUMNS),
            cells=tuple(map(tuple, cells)),
        )
        return Counts((table,))

    def truth(self, months, i=None, j=None, who=None):
        return sum(
            case[0] in months and i in (None, case[1]) and j in (None, case[2]) and who in (None, case[3])
            for case in self.cases
        )


class Attacker:
    """Bounds on any cell or margin over any months; `own` is the region as one organisation knows it."""

    def __init__(self, months, publications, region=None, insider=None):
        self.months = sorted(months)
        self.size = len(self.months) * len(ROWS) * len(COLUMNS)
        self.rows, self.values = [], []
        self.lower = np.zeros(self.size)
        if insider:
            for n, month in enumerate(self.months):
                for i in range(len(ROWS)):
                    for j in range(len(COLUMNS)):
                        self.lower[self._at(n, i, j)] = region.truth({month}, i, j, insider)
        for each in publications:
            (table,) = each.tables
            if not table.withheld:
                self._read(each.scope, table)

    def _at(self, month, i, j):
        return (month * len(ROWS) + i) * len(COLUMNS) + j

    def _goal(self, scope, i, j):
        row = np.zeros(self.size)
        for n, month in enumerate(self.months):
            if month in scope:
                for r in range(len(ROWS)) if i is None else [i]:
                    for c in range(len(COLUMNS)) if j is None else [j]:
                        row[self._at(n, r, c)] = 1
        return row

    def _read(self, scope, table):
        shown = {(None, None): table.total}
        shown |= {(i, None): value for i, value in enumerate(table.row_totals)}
        shown |= {(None, j): value for j, value in enumerate(table.column_totals)}
        shown |= {(i, j): v for i, row in enumerate(table.cells) for j, v in enumerate(row)}
        for (i, j), value in shown.items():
            if value is not None:
                self.rows.append(self._goal(scope, i, j))
                self.values.append(value)

    def bounds(self, scope, i=None, j=None):
        """The least and the most that this figure can be."""
        goal = self._goal(scope, i, j)
        return tuple(round(sign * self._solve(sign * goal)) for sign in (1, -1))

    def _solve(self, goal):
        matrix = lil_array(np.array(self.rows)).tocsr()
        found = milp(
            goal,
            constraints=LinearConstraint(matrix, self.values, self.values),
            bounds=Bounds(self.lower, CEILING),
            integrality=np.ones(self.size),
        )
        assert found.status == 0, found.message
        return found.fun


def every_figure():
    """Cells, margins and the total, as (row, column)."""
    return [(i, j) for i in (None, *range(len(ROWS))) for j in (None, *range(len(COLUMNS)))]


def proved(region, months, publications, pieces, threshold=5, insider=None):
    """The small figures, of others than the insider, of which somebody can prove more than nought, or bound
    below the threshold."""
    attacker = Attacker(months, publications, region, insider)
    found = []
    for piece in pieces:
        for i, j in every_figure():
            own = region.truth(piece, i, j, insider) if insider else 0
            others = region.truth(piece, i, j) - own
            if 0 < others < threshold:
                least, most = attacker.bounds(piece, i, j)
                if least - own > 0 or most - own < threshold:
                    found.append((sorted(piece), i, j, others, least - own, most - own))
    return found
