"""Which figures a reader of one or more reports can reckon with, and what adds up to what.

Reports over different periods or regions are cut into pieces: a piece is everything that the same reports
cover. What a reader can tell apart is one piece, or more of them together: a report, what it has beside
another, and what it has in common with it. So the difference between two reports is a figure as well, and is
protected as one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from .shape import Key, Link, Shape

# What a report covers: names of a month in a region, such as "Noord-Limburg 2026-01".
Scope = frozenset[str]
# A figure in what can be told apart.
Place = tuple[str, Key]


@dataclass(frozen=True)
class Form:
    """A report without its figures: what it covers, its tables, and the sums across them."""

    scope: Scope
    shapes: tuple[Shape, ...]
    links: tuple[Link, ...]
    threshold: int

    @property
    def printed(self) -> set[Key]:
        shapes = self.shapes
        return {key for shape in shapes for key in (shape.total_key, *shape.margins(), *shape.cells())}

    def links_in_sight(self, beside: set[Key] = frozenset()) -> tuple[Link, ...]:
        """The sums that tell a reader something; whether there are others is not for the reader to know.

        `beside` is what reports print that are read together with this one: enough for what everybody knows.
        """
        printed = self.printed
        return tuple(
            link
            for link in self.links
            if (
                {link.whole, *link.parts} <= printed | beside
                if link.between_printed
                else link.whole in printed
            )
        )


@dataclass
class Layout:
    """Figures by position, and sums as (whole, parts) by position."""

    # Everything that can be told apart.
    scopes: dict[str, Scope] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    thresholds: list[int] = field(default_factory=list)
    # Per figure which reports print it.
    printed: list[set[int]] = field(default_factory=list)
    position: dict[Place, int] = field(default_factory=dict)
    # In the order in which they were found.
    sums: dict[tuple[int, tuple[int, ...]], None] = field(default_factory=dict)
    # Where the figures of each report stand.
    homes: list[str] = field(default_factory=list)

    def add(self, where: str, key: Key, threshold: int) -> int:
        """The position of a figure; seen twice, it keeps the higher threshold."""
        position = self.position.setdefault((where, key), len(self.places))
        if position == len(self.places):
            self.places.append((where, key))
            self.thresholds.append(threshold)
            self.printed.append(set())
        self.thresholds[position] = max(self.thresholds[position], threshold)
        return position

    def add_sum(self, where: str, whole: Key, parts: Iterable[Key], threshold: int) -> None:
        tied = self.add(where, whole, threshold), tuple(self.add(where, part, threshold) for part in parts)
        self.sums[tied] = None


def layout(forms: Sequence[Form]) -> Layout:
    """The figures and sums of all these reports together, always in the same order."""
    found = Layout()
    pieces = _pieces(forms)
    owns = [frozenset(name for name, scope in pieces.items() if scope <= form.scope) for form in forms]
    apart, printed = told_apart(owns), set().union(*(form.printed for form in forms))
    for number, (form, own) in enumerate(zip(forms, owns, strict=True)):
        found.homes.append(_called(own))
        for shape in form.shapes:
            for key in dict.fromkeys((*shape.margins(), *shape.cells(), shape.total_key)):
                position = found.add(_called(own), key, shape.threshold or form.threshold)
                found.printed[position].add(number)
        for together in (each for each in apart if each <= own):
            where = _called(together)
            found.scopes[where] = frozenset().union(*(pieces[name] for name in together))
            _add_sums(found, where, form, printed)
            if len(together) > 1:
                _add_pieces(found, where, sorted(together))
    return found


def told_apart(owns: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The sets of pieces that a reader has figures of, single ones first; `owns` are those of each report."""
    sets = [frozenset([piece]) for piece in sorted(frozenset().union(*owns))]
    sets += owns
    for own, other in product(owns, owns):
        sets += (own - other, own & other)
    return [together for together in dict.fromkeys(sets) if together]


def _called(pieces: frozenset[str]) -> str:
    return ",".join(sorted(pieces))


def _add_pieces(found: Layout, where: str, pieces: list[str]) -> None:
    """Each figure of several pieces together is the sum of those in the pieces."""
    for (at, key), position in list(found.position.items()):
        if at == where:
            threshold = found.thresholds[position]
            found.sums[position, tuple(found.add(piece, key, threshold) for piece in pieces)] = None


def _pieces(forms: Sequence[Form]) -> dict[str, Scope]:
    """Everything that the same reports cover, named after those reports."""
    together: dict[str, set[str]] = {}
    for month in sorted(set().union(*(form.scope for form in forms))):
        name = "+".join(str(number) for number, form in enumerate(forms) if month in form.scope)
        together.setdefault(name, set()).add(month)
    return {name: frozenset(months) for name, months in together.items()}


def _add_sums(found: Layout, where: str, form: Form, printed: set[Key]) -> None:
    for shape in form.shapes:
        for whole, parts in shape.sums():
            found.add_sum(where, whole, parts, shape.threshold or form.threshold)
    for link in form.links_in_sight(printed):
        found.add_sum(where, link.whole, link.parts, form.threshold)
