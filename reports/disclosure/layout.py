"""Which figures a reader of one or more reports can reckon with, and what adds up to what.

Reports over different periods or regions are cut into pieces: a piece is everything that the same reports
cover. A report over one piece prints the figures of that piece; a report over more prints their sums. So the
difference between two reports is a figure as well, and is protected as one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .shape import Key, Link, Shape

# What a report covers: names of a month in a region, such as "Noord-Limburg 2026-01".
Scope = frozenset[str]
# A figure in a piece or in a whole report.
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

    @property
    def links_in_sight(self) -> tuple[Link, ...]:
        """The sums that tell a reader something; whether there are others is not for the reader to know."""
        printed = self.printed
        return tuple(
            link
            for link in self.links
            if printed >= ({link.whole, *link.parts} if link.between_printed else {link.whole})
        )


@dataclass
class Layout:
    """Figures by position, and sums as (whole, parts) by position."""

    pieces: dict[str, Scope]
    places: list[Place] = field(default_factory=list)
    thresholds: list[int] = field(default_factory=list)
    # Per figure which reports print it.
    printed: list[set[int]] = field(default_factory=list)
    position: dict[Place, int] = field(default_factory=dict)
    sums: list[tuple[int, list[int]]] = field(default_factory=list)
    # Where the figures of each report stand: its only piece, or itself.
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
        tied = self.add(where, whole, threshold), [self.add(where, part, threshold) for part in parts]
        if tied not in self.sums:
            self.sums.append(tied)


def layout(forms: Sequence[Form]) -> Layout:
    """The figures and sums of all these reports together, always in the same order."""
    found = Layout(_pieces(forms))
    for number, form in enumerate(forms):
        own = [name for name, scope in found.pieces.items() if scope <= form.scope]
        home = own[0] if len(own) == 1 else f"report {number}"
        found.homes.append(home)
        for shape in form.shapes:
            for key in dict.fromkeys((*shape.margins(), *shape.cells(), shape.total_key)):
                position = found.add(home, key, shape.threshold or form.threshold)
                found.printed[position].add(number)
        for where in dict.fromkeys([*own, home]):
            _add_sums(found, where, form)
        if home not in own:
            _add_pieces(found, home, own)
    return found


def _add_pieces(found: Layout, home: str, pieces: list[str]) -> None:
    """Each figure of a report over several pieces is the sum of those in the pieces."""
    for (where, key), position in list(found.position.items()):
        if where == home:
            parts = [found.add(piece, key, found.thresholds[position]) for piece in pieces]
            found.sums.append((position, parts))


def _pieces(forms: Sequence[Form]) -> dict[str, Scope]:
    """Everything that the same reports cover, named after those reports."""
    together: dict[str, set[str]] = {}
    for month in sorted(set().union(*(form.scope for form in forms))):
        name = "+".join(str(number) for number, form in enumerate(forms) if month in form.scope)
        together.setdefault(name, set()).add(month)
    return {name: frozenset(months) for name, months in together.items()}


def _add_sums(found: Layout, where: str, form: Form) -> None:
    for shape in form.shapes:
        for whole, parts in shape.sums():
            found.add_sum(where, whole, parts, shape.threshold or form.threshold)
    for link in form.links_in_sight:
        found.add_sum(where, link.whole, link.parts, form.threshold)
