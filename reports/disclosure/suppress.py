"""Choose what to hide besides the small figures: as little as possible, yet safe.

An integer programme (HiGHS) proposes what to hide; the readers of attack.py try to work the hidden figures
out; each success becomes a condition on the next proposal (Fischetti and Salazar's method for complementary
cell suppression). It ends when every hidden figure, small or not, has both its witnesses.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random, SystemRandom
from time import monotonic

import numpy as np

from .attack import DOWN, UP, Cut, Reader, Target, is_whole
from .layout import Place
from .primary import insiders
from .system import System

MAX_ROUNDS = 400
# A proposal is one of many: it may be this far from the cheapest, and take this long.
GAP = 0.05
PROPOSAL_SECONDS = 1
# Prices differ by so much that equally good answers are drawn, and never so much that a worse one is chosen.
SPREAD = 1e-4


class NoSafeAnswer(Exception):
    """Nothing that may be hidden makes these figures safe."""

    def __init__(self, members: list[int]):
        super().__init__("no safe answer")
        self.members = members


@dataclass
class Effort:
    """How the answer is looked for: until when, and with which draw between equally good answers.

    Outside tests the draw is secret, so that nobody can repeat the choice and learn from what was not hidden.
    """

    seconds: float = 100.0
    chance: Random = field(default_factory=SystemRandom)
    with_insiders: bool = False
    # Whether time was up before the best answer was found.
    hurried: bool = field(default=False, init=False)

    def __post_init__(self):
        self.until = monotonic() + self.seconds

    @property
    def left(self) -> float:
        return self.until - monotonic()

    @property
    def share(self) -> float:
        """How long one group of figures may take: a third of what is left, for there are others."""
        return self.left / 3


# What to hide of each group of figures that was solved, in the making of one report: when one table is
# coarsened, most groups stay as they were.
Solved = dict[frozenset, list[Place]]


def suppress(system: System, primary: set[int], effort: Effort, solved: Solved) -> set[int]:
    """Positions of all figures to hide; raises NoSafeAnswer with the figures that cannot be made safe.

    The totals of the tables stay in sight: `protect` withholds a table whose total may not be shown. When
    the time is up, what is found so far is made safe with more hidden figures than needed.
    """
    hidden: set[int] = set()
    for members in _components(system):
        if primary.intersection(members) or _hidden_before(system, members):
            group = _group(system, members, primary)
            if group not in solved:
                found = _Component(system, members, primary, effort).solve()
                solved[group] = [system.layout.places[position] for position in found]
            hidden |= {system.layout.position[place] for place in solved[group]}
    return hidden


def _group(system: System, members: list[int], primary: set[int]) -> frozenset:
    """All that the choice for these figures depends on, besides the counts."""
    places, own = system.layout.places, set(members)
    figures = ((places[p], p in primary, system.cost[p], system.thresholds[p]) for p in members)
    sums = (
        (places[whole], *(places[part] for part in parts))
        for whole, parts in system.sums
        if own.intersection((whole, *parts))
    )
    return frozenset((*figures, *sums))


def _components(system: System) -> Iterator[list[int]]:
    """Groups of figures that a reader can compute with together; a figure always in sight ties nothing."""
    in_sight = system.in_sight
    leader = list(range(system.size))

    def find(position):
        while leader[position] != position:
            leader[position] = leader[leader[position]]
            position = leader[position]
        return position

    for whole, parts in system.sums:
        tied = [position for position in (whole, *parts) if position not in in_sight]
        for position in tied[1:]:
            leader[find(position)] = find(tied[0])
    groups: dict[int, list[int]] = {}
    for position in range(system.size):
        if position not in in_sight:
            groups.setdefault(find(position), []).append(position)
    yield from groups.values()


def _hidden_before(system: System, members: list[int]) -> bool:
    """Whether an earlier report hid something here that the new one could give away."""
    return any(system.settled.get(position) for position in members)


class _Component:
    """The search in one group of figures."""

    def __init__(self, system: System, members: list[int], primary: set[int], effort: Effort):
        self.system, self.members, self.primary, self.effort = system, members, primary, effort
        self.master = _Master(system, members, primary, effort)
        self.reader = Reader(system, members)
        self.witnesses: list[np.ndarray] = [self.reader.values]
        self.until = monotonic() + effort.share

    def solve(self) -> set[int]:
        hidden = np.zeros(self.system.size, dtype=bool)
        for _ in range(MAX_ROUNDS):
            if monotonic() > self.until:
                return self._in_a_hurry(hidden)
            hidden = self.master.propose()
            cuts = list(self._weaknesses(hidden))
            if not cuts:
                return set(np.flatnonzero(hidden).tolist())
            self.master.learn(cuts)
        return self._in_a_hurry(hidden)

    def _in_a_hurry(self, hidden: np.ndarray) -> set[int]:
        """Hide whatever helps against each weakness, until there is none."""
        self.effort.hurried = True
        hidden = hidden.copy()
        hidden[[p for p in self.members if self.master.lower[p]]] = True
        while cuts := list(self._weaknesses(hidden)):
            helping = np.any([cut.weights > 0 for _, cut in cuts], axis=0) & (self.master.upper > 0)
            if not np.any(helping & ~hidden):
                raise NoSafeAnswer(self.members)
            hidden |= helping
        return set(np.flatnonzero(hidden).tolist())

    def _weaknesses(self, hidden: np.ndarray) -> Iterator[tuple[Target, Cut]]:
        """Every figure somebody can pin down; insiders are asked only when no outsider can."""
        targets = self._targets(hidden)
        found = list(self._against(self.reader, targets, hidden))
        yield from found
        if found or not self.effort.with_insiders:
            return
        for name, inside in self._insiders().items():
            reader = Reader(self.system, self.members, self._shares(name))
            yield from self._against(reader, inside, hidden)

    def _against(self, reader: Reader, targets: list[Target], hidden) -> Iterator[tuple[Target, Cut]]:
        """A witness often serves many figures, in later rounds too if it agrees with what is shown then."""
        agreeing = [
            one
            for one in self.witnesses
            if np.array_equal(one[~hidden], reader.values[~hidden]) and np.all(one >= reader.own)
        ]
        for target in targets:
            if any(_reaches(one, target, reader.values) for one in agreeing):
                continue
            figures, cut = reader.witness(target, hidden)
            if is_whole(figures):
                agreeing.append(np.round(figures))
                self.witnesses.append(agreeing[-1])
            elif cut is None and not target.bounded and not reader.whole_witness(target, hidden):
                cut = self._hide_something_more(hidden, target)
            if cut is not None:
                yield target, cut

    def _hide_something_more(self, hidden: np.ndarray, target: Target) -> Cut:
        weights = np.zeros(len(hidden))
        weights[[position for position in self.members if not hidden[position]]] = target.reach
        return Cut(weights, target.reach)

    def _targets(self, hidden: np.ndarray) -> list[Target]:
        """Both directions of every hidden figure that does not itself stand where it should be able to go.

        Upward first: a figure at its highest leaves others at nought, which settles most of the way down.
        """
        system, upward, downward = self.system, [], []
        for position in self.members:
            if not hidden[position]:
                continue
            value, threshold = self.reader.values[position], system.thresholds[position]
            small = 0 < value < threshold
            # Between reports a reader knows the least a figure can be; then it must be far from small.
            bounded = not small and (system.cost[position] is None or position in system.overlapping)
            always = position in self.primary or bounded
            if value < threshold:
                upward.append(Target(position, UP, threshold - value, always, bounded))
            if value > 0:
                downward.append(Target(position, DOWN, value, always, bounded))
        return upward + downward

    def _insiders(self) -> dict[str, list[Target]]:
        """Per organisation the small parts of others that it may not be able to work out."""
        system, found = self.system, {}
        names = sorted({name for p in self.members for name in system.tallies[p].shares})
        for position in self.members:
            tally, threshold = system.tallies[position], system.thresholds[position]
            for name in insiders(tally, threshold):
                found.setdefault(name, []).extend(_both_ways(position, tally, threshold, name))
            if 0 < tally.count < threshold:
                for name in set(names) - tally.shares.keys():
                    found.setdefault(name, []).extend(_both_ways(position, tally, threshold, name))
        return dict(sorted(found.items()))

    def _shares(self, name: str) -> np.ndarray:
        return np.array([tally.shares.get(name, 0) for tally in self.system.tallies], dtype=float)


def _both_ways(position, tally, threshold, name) -> list[Target]:
    others = tally.count - tally.shares.get(name, 0)
    return [
        Target(position, UP, threshold - others, always=True),
        Target(position, DOWN, others, always=True),
    ]


def _reaches(figures: np.ndarray, target: Target, values: np.ndarray) -> bool:
    return target.direction * (figures[target.position] - values[target.position]) >= target.reach


class _Master:
    """The integer programme: one choice a figure, and all conditions learned so far."""

    def __init__(self, system: System, members: list[int], primary: set[int], effort: Effort):
        self.size, self.members = system.size, members
        self.unprinted = {p for p in members if system.cost[p] is None}
        self.cost = np.zeros(self.size)
        self.lower, self.upper = np.zeros(self.size), np.zeros(self.size)
        self.upper[members] = 1
        settled = {p for p in members if system.settled.get(p)}
        self.lower[[*self.unprinted, *settled, *primary.intersection(members)]] = 1
        for position in members:
            self.cost[position] = (system.cost[position] or 0) * (1 + SPREAD * effort.chance.random())
        self.rows: list[np.ndarray] = []
        self.needs: list[float] = []
        self._no_figure_hides_alone(system, set(members), primary)

    def _no_figure_hides_alone(self, system: System, members: set[int], primary: set[int]) -> None:
        """In no sum can exactly one figure be hidden: subtracting would give it back."""
        harmless = (self.unprinted | system.overlapping) - primary
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
        self.rows.append(row[self.members])
        self.needs.append(need)

    def propose(self) -> np.ndarray:
        """The cheapest choice that meets all conditions."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        constraints = []
        if self.rows:
            constraints = [LinearConstraint(csr_array(np.array(self.rows)), np.array(self.needs), np.inf)]
        found = milp(
            self.cost[self.members],
            constraints=constraints,
            integrality=np.ones(len(self.members)),
            bounds=Bounds(self.lower[self.members], self.upper[self.members]),
            options={"time_limit": PROPOSAL_SECONDS, "mip_rel_gap": GAP},
        )
        if found.x is None:
            raise NoSafeAnswer(self.members)
        hidden = np.zeros(self.size, dtype=bool)
        hidden[self.members] = np.round(found.x) == 1
        return hidden
