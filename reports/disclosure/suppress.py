"""Choose what to hide besides the small figures: as little as possible, yet safe.

An integer programme (HiGHS) proposes what to hide; the reader of attack.py tries to work the hidden figures
out; each success becomes a condition on the next proposal (Fischetti and Salazar's method for complementary
cell suppression). It ends when every hidden figure, small or not, has both its witnesses.
"""

from collections.abc import Iterator

import numpy as np

from .attack import DOWN, UP, Cut, Reader, Target, is_whole
from .system import System

MAX_ROUNDS = 200
SOLVER_SECONDS = 10.0


class NoSafeAnswer(Exception):
    """Nothing that may be hidden makes these figures safe."""

    def __init__(self, members: list[int]):
        super().__init__("no safe answer")
        self.members = members


def suppress(system: System, primary: set[int]) -> set[int]:
    """Positions of all figures to hide; raises NoSafeAnswer with the figures that cannot be made safe.

    The totals of the tables stay in sight: `protect` withholds a table whose total may not be shown.
    """
    hidden: set[int] = set()
    for members in _components(system, fixed=system.roots - primary):
        if primary.intersection(members):
            hidden |= _suppress_component(system, members, primary)
    return hidden


def _components(system: System, fixed: set[int]) -> Iterator[list[int]]:
    """Groups of figures that a reader can compute with together; a figure always in sight ties nothing."""
    leader = list(range(len(system.figures)))

    def find(position):
        while leader[position] != position:
            leader[position] = leader[leader[position]]
            position = leader[position]
        return position

    for whole, parts in system.sums:
        tied = [position for position in (whole, *parts) if position not in fixed]
        for position in tied[1:]:
            leader[find(position)] = find(tied[0])
    groups: dict[int, list[int]] = {}
    for position in range(len(system.figures)):
        if position not in fixed:
            groups.setdefault(find(position), []).append(position)
    yield from groups.values()


def _suppress_component(system: System, members: list[int], primary: set[int]) -> set[int]:
    reader = Reader(system, members)
    master = _Master(system, members, primary)
    witnesses: list[np.ndarray] = []
    for _ in range(MAX_ROUNDS):
        hidden = master.propose()
        targets = _targets(system, members, primary, hidden)
        cuts = list(_weaknesses(reader, members, targets, hidden, witnesses))
        if not cuts:
            return set(np.flatnonzero(hidden).tolist())
        master.learn(cuts)
    raise NoSafeAnswer(members)


def _targets(system: System, members: list[int], primary: set[int], hidden: np.ndarray) -> list[Target]:
    """Both directions of every hidden figure that does not itself stand where it should be able to go.

    Upward first: a figure at its highest leaves others at nought, which settles most of the way down.
    """
    upward, downward = [], []
    for position in members:
        figure = system.figures[position]
        if not hidden[position] or (figure.cost is None and position not in primary):
            continue
        always = position in primary
        if figure.value < figure.threshold:
            upward.append(Target(position, UP, figure.threshold - figure.value, always))
        if figure.value > 0:
            downward.append(Target(position, DOWN, figure.value, always))
    return upward + downward


def _weaknesses(reader, members, targets, hidden, witnesses) -> Iterator[tuple[Target, Cut]]:
    """Every hidden figure the reader can pin down, with the condition that prevents it.

    A witness often serves many figures, also in later rounds as long as it agrees with what is shown then.
    """
    agreeing = [one for one in witnesses if np.array_equal(one[~hidden], reader.values[~hidden])]
    for target in targets:
        if any(_reaches(one, target, reader.values) for one in agreeing):
            continue
        figures, cut = reader.witness(target, hidden)
        if is_whole(figures):
            agreeing.append(np.round(figures))
            witnesses.append(agreeing[-1])
        elif cut is None and not reader.whole_witness(target, hidden):
            cut = _hide_something_more(hidden, members, target)
        if cut is not None:
            yield target, cut


def _reaches(figures: np.ndarray, target: Target, values: np.ndarray) -> bool:
    return target.direction * (figures[target.position] - values[target.position]) >= target.reach


def _hide_something_more(hidden: np.ndarray, members: list[int], target: Target) -> Cut:
    weights = np.zeros(len(hidden))
    weights[[position for position in members if not hidden[position]]] = target.reach
    return Cut(weights, target.reach)


class _Master:
    """The integer programme: one choice a figure, and all conditions learned so far."""

    def __init__(self, system: System, members: list[int], primary: set[int]):
        self.size = len(system.figures)
        self.members = members
        self.unprinted = {p for p in members if system.figures[p].cost is None}
        self.cost = np.zeros(self.size)
        self.lower, self.upper = np.zeros(self.size), np.zeros(self.size)
        self.upper[members] = 1
        self.lower[[*self.unprinted, *primary.intersection(members)]] = 1
        for position in members:
            # A slightly different price for each figure makes the answer the same on every run.
            self.cost[position] = (system.figures[position].cost or 0) * (1 + 1e-4 * (position % 97) / 97)
        self.rows: list[np.ndarray] = []
        self.needs: list[float] = []
        self._no_figure_hides_alone(system, set(members), primary)

    def _no_figure_hides_alone(self, system: System, members: set[int], primary: set[int]) -> None:
        """In no sum can exactly one figure be hidden: subtracting would give it back."""
        harmless = self.unprinted - primary
        for whole, parts in system.sums:
            tied = [position for position in (whole, *parts) if position in members]
            for position in set(tied) - harmless:
                row = np.zeros(self.size)
                row[tied] = 1
                row[position] = -1
                self._add(row, 0.0)

    def learn(self, found: list[tuple[Target, Cut]]) -> None:
        for target, cut in found:
            row = cut.weights.copy()
            if target.always:
                self._add(row, cut.need)
            else:
                # Counts only as long as the figure itself is hidden.
                row[target.position] = min(row[target.position], 0.0) - cut.need
                self._add(row, 0.0)

    def _add(self, row: np.ndarray, need: float) -> None:
        self.rows.append(row)
        self.needs.append(need)

    def propose(self) -> np.ndarray:
        """The cheapest choice that meets all conditions."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        constraints = []
        if self.rows:
            matrix = csr_array(np.array(self.rows)[:, self.members])
            constraints = [LinearConstraint(matrix, np.array(self.needs), np.inf)]
        found = milp(
            self.cost[self.members],
            constraints=constraints,
            integrality=np.ones(len(self.members)),
            bounds=Bounds(self.lower[self.members], self.upper[self.members]),
            options={"time_limit": SOLVER_SECONDS, "mip_rel_gap": 0.03},
        )
        if found.x is None:
            raise NoSafeAnswer(self.members)
        hidden = np.zeros(self.size, dtype=bool)
        hidden[self.members] = np.round(found.x) == 1
        return hidden
