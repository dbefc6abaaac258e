"""What a reader can still work out: bounds on a hidden figure, and a witness that reaches them.

A reader knows every shown figure, every sum, and that counts are whole numbers of nought or more. One who
works for a participating organisation knows the cases of that organisation besides. A witness is a full set
of figures that agrees with all of that. SciPy is imported where it computes: it is slow to load.
"""

from dataclasses import dataclass

import numpy as np

from .system import System

UP, DOWN = 1, -1
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Target:
    """One direction of one hidden figure.

    `always` when it is hidden whatever else is; `bounded` when it is fine as well that everybody knows that
    it is nought, or that it is the threshold or more.
    """

    position: int
    direction: int
    reach: float
    always: bool
    bounded: bool = False


@dataclass(frozen=True)
class Cut:
    """A condition on what to hide, learned from a figure that was worked out: weights @ hidden >= need."""

    weights: np.ndarray
    need: float


class Reader:
    """The attacker on one system; `members` are the figures that may be hidden, the rest is known.

    `own` is how much of each figure the reader knows for certain, such as the cases of the own organisation.
    """

    def __init__(self, system: System, members: list[int], own: np.ndarray | None = None):
        self.values = system.values()
        self.thresholds = system.thresholds
        self.own = np.zeros(system.size) if own is None else own
        matrix = system.matrix()
        self.matrix = matrix[np.unique(matrix[:, members].nonzero()[0]), :]
        # Higher than any total a reader could reckon with.
        self.ceiling = 2 * self.values.max(initial=0) + 4 * max(self.thresholds, default=0)

    def witness(self, target: Target, hidden: np.ndarray) -> tuple[np.ndarray, Cut | None]:
        """The figures as far in the target's direction as they go, and a cut when that is not far enough."""
        from scipy.optimize import linprog

        columns = np.flatnonzero(hidden)
        known = np.where(hidden, 0.0, self.values)
        objective = np.zeros(len(columns))
        objective[columns == target.position] = -target.direction
        found = linprog(
            objective,
            A_eq=self.matrix[:, columns],
            b_eq=-self.matrix @ known,
            bounds=np.column_stack([self.own[columns], np.full(len(columns), self.ceiling)]),
            method="highs",
        )
        if found.x is None:
            raise ArithmeticError(found.message)
        figures = known.copy()
        figures[columns] = found.x
        moved = target.direction * (figures[target.position] - self.values[target.position])
        if moved >= target.reach - TOLERANCE or (target.bounded and self._known_well(target, figures, moved)):
            return figures, None
        return figures, self._cut(target, found.eqlin.marginals)

    def _known_well(self, target: Target, figures: np.ndarray, moved: float) -> bool:
        """Whether the figure cannot be small: it can only be nought, or never gets below the threshold."""
        if target.direction == UP:
            return self.values[target.position] == 0 and moved < TOLERANCE
        return figures[target.position] > self.thresholds[target.position] - 1 + TOLERANCE

    def _cut(self, target: Target, duals: np.ndarray) -> Cut:
        """By duality, for whatever is hidden: the target moves at most the sum of these weights over it."""
        rates = self.matrix.T @ duals
        rates[target.position] += target.direction
        upward = np.maximum(rates, 0) * (self.ceiling - self.values)
        downward = np.maximum(-rates, 0) * (self.values - self.own)
        # A single figure that frees more than is needed still counts for no more than the need.
        return Cut(np.minimum(upward + downward, target.reach), target.reach)

    def whole_witness(self, target: Target, hidden: np.ndarray) -> bool:
        """Whether whole figures reach as far, for the rare case that the quick answer is a fraction."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        columns = np.flatnonzero(hidden)
        known = np.where(hidden, 0.0, self.values)
        lower, upper = self.own[columns], np.full(len(columns), self.ceiling)
        goal = self.values[target.position] + target.direction * target.reach
        (lower if target.direction == UP else upper)[columns == target.position] = goal
        right = -self.matrix @ known
        found = milp(
            np.zeros(len(columns)),
            constraints=LinearConstraint(self.matrix[:, columns], right, right),
            integrality=np.ones(len(columns)),
            bounds=Bounds(lower, upper),
            options={"time_limit": 5.0},
        )
        return found.status == 0


def is_whole(figures: np.ndarray) -> bool:
    return bool(np.all(np.abs(figures - np.round(figures)) < TOLERANCE))
