"""What anybody can reckon from published figures: the least and the most that a figure can be.

The unknowns are the smallest cells of every table, for each set of months that the same reports cover; months
that always come together may be taken as one, since nothing tells them apart. Totals and margins are sums of
these, a figure that stands in two tables is the same figure, and a report prints sums over its months.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from .figures import Contradiction, Name, Report, Table, named

CEILING = 10_000
SECONDS = 120
Months = frozenset[str]
# Whole labels of one dimension, and the labels of another that make each of them: common knowledge.
Groups = Mapping[tuple[str, str], tuple[tuple[str, str], ...]]
# Wholes with their parts, that hold whatever is published.
Sums = Sequence[tuple[Name, tuple[Name, ...]]]
# How many there are of a figure in certain months.
Count = Callable[[Months, Name], int]


@dataclass(frozen=True)
class Proof:
    """What somebody can prove of a figure in some months, though only ``truth`` cases are behind it."""

    months: tuple[str, ...]
    name: Name
    truth: int
    least: int
    most: int

    def __str__(self):
        where = f"{self.months[0]} … {self.months[-1]}"
        return f"{' | '.join(self.name)} in {where}: {self.truth}, between {self.least} and {self.most}"


class World:
    """All sets of whole numbers that agree with what is published.

    ``own`` is what the reader knows to be there, such as the cases of the own organisation; then everything
    is about what is left without those. ``groups`` and ``known`` are common knowledge.
    """

    def __init__(
        self,
        reports: Sequence[Report],
        *,
        groups: Groups | None = None,
        own: Count | None = None,
        known: Sums = (),
    ):
        self.known = known
        self.reports, self.own = reports, own or (lambda months, name: 0)
        self.size = 0
        # Per months and name the sums of unknowns that it is.
        self.sums: dict[tuple[Months, Name], list[list[int]]] = {}
        self.rows: list[tuple[list[int], list[int], int]] = []
        self.witnesses: list[np.ndarray] = []
        self.pieces = _pieces(reports)
        for piece, covering in self.pieces.items():
            self._unknowns(piece, [reports[number] for number in covering], groups or {})
        for report in reports:
            for name, value in report.figures().items():
                if value is not None:
                    left = value - self.own(report.scope, name)
                    self.rows.append((self.columns(report.scope, name), [], left))

    def _unknowns(self, piece: Months, covering: list[Report], groups: Groups) -> None:
        for table in {table.form: table for report in covering for table in report.tables}.values():
            self._table(piece, table)
        published = [each for report in covering for each in report.sums]
        for whole, parts in dict.fromkeys((*published, *self._met(piece))):
            across = [column for part in parts for column in self._sum(piece, part)]
            self.rows.append((self._sum(piece, whole), across, 0))
        self._grouped(piece, groups)
        for (where, _), (first, *others) in self.sums.items():
            if where == piece:
                self.rows.extend((first, other, 0) for other in others)

    def _table(self, piece: Months, table: Table) -> None:
        grid = table.grid()
        columns = [[self._new() for _ in row] for row in grid]
        everything = [column for row in columns for column in row]
        self._add(piece, table.total, everything)
        for names, numbers in zip(grid, columns, strict=True):
            for name, number in zip(names, numbers, strict=True):
                self._add(piece, name, [number])
        if table.columns:
            for pair, numbers in zip(table.rows, columns, strict=True):
                self._add(piece, named(table.unit, pair), numbers)
            for pair, numbers in zip(table.columns, zip(*columns, strict=True), strict=True):
                self._add(piece, named(table.unit, pair), list(numbers))

    def _met(self, piece: Months) -> Iterator[tuple[Name, tuple[Name, ...]]]:
        """Sums that everybody knows, as far as their whole is told."""
        return (each for each in self.known if (piece, each[0]) in self.sums)

    def _grouped(self, piece: Months, groups: Groups) -> None:
        """Who knows which kinds a group holds can add up the kinds that another report shows."""
        for where, name in list(self.sums):
            pairs = list(zip(name[1::2], name[2::2], strict=True)) if where == piece and len(name) % 2 else []
            for pair in pairs:
                others = [each for each in pairs if each != pair]
                parts = [named(name[0], fine, *others) for fine in groups.get(pair, ())]
                if parts and all((piece, part) in self.sums for part in parts):
                    across = [column for part in parts for column in self._sum(piece, part)]
                    self.rows.append((self._sum(piece, name), across, 0))

    def _new(self) -> int:
        self.size += 1
        return self.size - 1

    def _add(self, piece: Months, name: Name, columns: list[int]) -> None:
        self.sums.setdefault((piece, name), []).append(columns)

    def _sum(self, piece: Months, name: Name) -> list[int]:
        """A figure in one piece; one that no table tells is an unknown of its own."""
        if (piece, name) not in self.sums:
            self._add(piece, name, [self._new()])
        return self.sums[piece, name][0]

    def columns(self, months: Months, name: Name) -> list[int] | None:
        """The unknowns that add up to a figure over some months; None when some months do not tell it."""
        found: list[int] = []
        for piece in self.pieces:
            if piece <= months:
                if (piece, name) not in self.sums:
                    return None
                found += self.sums[piece, name][0]
        return found

    @cached_property
    def _constraint(self) -> LinearConstraint:
        entries = [
            (number, column, sign)
            for number, (plus, minus, _) in enumerate(self.rows)
            for column, sign in [*((c, 1.0) for c in plus), *((c, -1.0) for c in minus)]
        ]
        rows, columns, signs = zip(*entries, strict=True)
        right = [value for *_, value in self.rows]
        return LinearConstraint(
            csr_array((signs, (rows, columns)), (len(self.rows), self.size)), right, right
        )

    def bounds(self, months: Months, name: Name) -> tuple[int, int]:
        """The least and the most that a figure over some months can be."""
        columns = self.columns(months, name)
        return self._extreme(columns, 1), self._extreme(columns, -1)

    def _extreme(self, columns: list[int], sign: int) -> int:
        goal = np.zeros(self.size)
        goal[columns] = sign
        answer = milp(
            goal,
            constraints=self._constraint,
            bounds=Bounds(0, CEILING),
            integrality=np.ones(self.size),
            options={"time_limit": SECONDS},
        )
        if answer.status == 2:
            raise Contradiction("no numbers agree with what is published")
        if answer.status != 0:
            raise TimeoutError(answer.message)
        self.witnesses.append(np.round(answer.x))
        return round(sign * answer.fun)

    def proof(self, months: Months, name: Name, threshold: int, truth: int = -1) -> Proof | None:
        """That a figure is not nought, or is less than the threshold; None when both may be."""
        columns = self.columns(months, name)
        seen = [witness[columns].sum() for witness in self.witnesses]
        least = 0 if 0 in seen else self._extreme(columns, 1)
        most = threshold if seen and max(seen) >= threshold else self._extreme(columns, -1)
        if least <= 0 and most >= threshold:
            return None
        return Proof(tuple(sorted(months)), name, truth, least, most)

    def periods(self) -> list[Months]:
        """What can be told apart: each report, what two have in common, and what one has and another not."""
        scopes = [report.scope for report in self.reports]
        found = [*self.pieces, *scopes]
        found += [one & other for one in scopes for other in scopes]
        found += [one - other for one in scopes for other in scopes]
        return [months for months in dict.fromkeys(found) if months]

    def questions(self) -> Iterator[tuple[Months, Name, int]]:
        """Every figure that could be asked for, with its threshold."""
        thresholds = self._thresholds()
        for months in self.periods():
            for name, threshold in thresholds.items():
                if self.columns(months, name) is not None:
                    yield months, name, threshold

    def _thresholds(self) -> dict[Name, int]:
        found: dict[Name, int] = {}
        for report in self.reports:
            for name, least in report.thresholds().items():
                found[name] = min(least, found.get(name, least))
        for report in self.reports:
            for name in (name for whole, parts in (*report.sums, *self.known) for name in (whole, *parts)):
                found.setdefault(name, report.threshold)
        return found


def violations(
    reports: Sequence[Report],
    truth: Count,
    *,
    groups: Groups | None = None,
    own: Count | None = None,
    known: Sums = (),
) -> list[Proof]:
    """The small figures of which somebody can prove that there is one case, or that there are few."""
    world = World(reports, groups=groups, own=own, known=known)
    found = []
    for months, name, threshold in world.questions():
        others = truth(months, name) - world.own(months, name)
        if 0 < others < threshold and (proof := world.proof(months, name, threshold, others)):
            found.append(proof)
    return found


def exposed(reports: Sequence[Report], **known) -> list[Proof]:
    """As `violations`, for who does not know the truth: of every figure that is printed and not shown."""
    world = World(reports, **known)
    return [proof for question in hidden(reports) if (proof := world.proof(*question))]


def hidden(reports: Sequence[Report]) -> Iterable[tuple[Months, Name, int]]:
    for report in reports:
        thresholds = report.thresholds()
        for name, value in report.figures().items():
            if value is None:
                yield report.scope, name, thresholds[name]


def _pieces(reports: Sequence[Report]) -> dict[Months, list[int]]:
    """Months that the same reports cover, with the numbers of those reports."""
    together: dict[tuple[int, ...], set[str]] = {}
    for month in sorted(frozenset().union(*(report.scope for report in reports))):
        covering = tuple(number for number, report in enumerate(reports) if month in report.scope)
        together.setdefault(covering, set()).add(month)
    return {frozenset(months): list(covering) for covering, months in together.items()}
