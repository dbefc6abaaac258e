"""What a reader can still work out: bounds on a hidden figure, and a witness that reaches them.

A reader knows every shown figure, every sum, and that counts are whole numbers of nought or more. A witness
is a full set of figures that agrees with all of that. A hidden figure is safe when one witness has nought
there and another has the threshold or more. SciPy is imported where it computes: it is slow to load.
"""

from dataclasses import dataclass

import numpy as np

from .system import System

UP, DOWN = 1, -1
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Target:
    """One direction of one hidden figure; `always` when it is hidden whatever else is."""

    position: int
    direction: int
    reach: float
    always: bool


@dataclass(frozen=True)
class Cut:
    """A condition on what to hide, learned from a figure that was worked out: weights @ hidden >= need."""

    weights: np.ndarray
    need: float


class Reader:
    """The attacker on one system; `members` are the figures that may be hidden, the rest is known."""

    def __init__(self, system: System, members: list[int]):
        self.values = system.values()
        self.members = np.array(members, dtype=int)
        matrix = system.matrix()
        self.matrix = matrix[np.any(matrix[:, self.members] != 0, axis=1)]
        thresholds = [figure.threshold for figure in system.figures]
        # Higher than any total a reader could reckon with.
        self.ceiling = 2 * self.values.max(initial=0) + 4 * max(thresholds, default=0)

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
            bounds=(0, self.ceiling),
            method="highs",
        )
        figures = known.copy()
        figures[columns] = found.x
        moved = target.direction * (figures[target.position] - self.values[target.position])
        if moved >= target.reach - TOLERANCE:
            return figures, None
        return figures, self._cut(target, found.eqlin.marginals)

    def _cut(self, target: Target, duals: np.ndarray) -> Cut:
        """By duality, for whatever is hidden: the target moves at most the sum of these weights over it."""
        rates = duals @ self.matrix
        rates[target.position] += target.direction
        upward = np.maximum(rates, 0) * (self.ceiling - self.values)
        downward = np.maximum(-rates, 0) * self.values
        # A single figure that frees more than is needed still counts for no more than the need.
        return Cut(np.minimum(upward + downward, target.reach), target.reach)

    def whole_witness(self, target: Target, hidden: np.ndarray) -> bool:
        """Whether whole figures reach as far, for the rare case that the quick answer is a fraction."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        columns = np.flatnonzero(hidden)
        known = np.where(hidden, 0.0, self.values)
        lower, upper = np.zeros(len(columns)), np.full(len(columns), self.ceiling)
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
