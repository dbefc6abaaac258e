"""protect: the door between counts and readers.

What is promised, for a report together with all earlier ones it was given: for every hidden figure, also for
the difference between two periods, there are two complete sets of whole numbers that agree with everything
that was ever shown, one with nought there and one with the threshold or more. So no reader can prove that
even one such case exists. A figure that earlier reports prove to be the threshold or more is no secret.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .certificate import NoCertificate, certify
from .layout import Form, Scope
from .primary import primary, publishable_total
from .publication import Publication
from .safe import SafeTable
from .shape import Key
from .suppress import Effort, NoSafeAnswer, Solved, suppress
from .system import System, build
from .tables import CountTable, Relation, Tally

# A table that shows less than this part of its filled cells is published in a coarser form.
USEFUL_PART = 1 / 3
WITHHELD = (
    "Deze tabel tonen wij niet. Er was niets te tellen, of het ging om minder dan {threshold} casussen of om "
    "minder dan drie organisaties. Welke van deze redenen geldt, zeggen wij niet."
)
HURRIED = (
    "Het rekenprogramma had te weinig tijd om het beste antwoord te vinden. Daarom kan hier meer verborgen "
    "zijn dan nodig is."
)
UNSAFE = "Deze tabel tonen wij niet. Samen met de andere tabellen zou te veel te herleiden zijn."


@dataclass(frozen=True)
class Counts:
    """True counts of every table and every sum across tables."""

    tables: tuple[CountTable, ...]
    relations: tuple[Relation, ...] = ()

    def by_key(self) -> dict[Key, Tally]:
        """Every figure that could be printed or worked out; ValueError when it is counted in two ways."""
        found: dict[Key, Tally] = {}
        figures = (pair for table in self.tables for form in table.ladder() for pair in form.tallies())
        for key, tally in (*figures, *(part for each in self.relations for part in each.parts)):
            known = found.setdefault(key, tally)
            if (known.count, known.organisations) != (tally.count, tally.organisations):
                raise ValueError(f"{key} is counted in two ways: {known.count} and {tally.count}")
        return found


def protect(
    tables: Sequence[CountTable],
    *,
    threshold: int = 5,
    relations: Iterable[Relation] = (),
    effort: Effort | None = None,
) -> list[SafeTable]:
    """The tables of one report that follows no other, protected together, in the same order."""
    counts = Counts(tuple(tables), tuple(relations))
    published, _ = publish(
        lambda scope: counts, name="", scope=frozenset([""]), threshold=threshold, effort=effort
    )
    return list(published.tables)


def publish(
    count: Callable[[Scope], Counts],
    *,
    name: str,
    scope: Scope,
    threshold: int = 5,
    earlier: Sequence[Publication] = (),
    effort: Effort | None = None,
) -> tuple[Publication, dict]:
    """The protected report over a scope, after the earlier ones, and its certificate.

    A table that shows too little gives way to its coarser form, and one that cannot be made safe is withheld;
    its note says so. Raises ValueError when counts contradict each other or an earlier report.
    """
    return _Publisher(count, name, scope, threshold, related(scope, earlier), effort or Effort()).publish()


def related(scope: Scope, earlier: Sequence[Publication]) -> tuple[Publication, ...]:
    """The earlier reports that share a month with this one, or with one that does."""
    found: list[Publication] = []
    grown = scope
    while more := [each for each in earlier if each not in found and each.scope & grown]:
        found += more
        grown = grown.union(*(each.scope for each in more))
    return tuple(each for each in earlier if each in found)


class _Publisher:
    def __init__(self, count, name, scope, threshold, earlier, effort):
        self.name, self.scope, self.threshold = name, scope, threshold
        self.earlier, self.effort = earlier, effort
        self.counts = count(scope)
        # Asked again for each coarser form; the counts stay the same.
        self.count = cache(lambda wanted: (self.counts if wanted == scope else count(wanted)).by_key())
        self.solved: Solved = {}
        self.chosen: list[CountTable | None] = [
            table if publishable_total(table.total, table.threshold or threshold) else None
            for table in self.counts.tables
        ]
        self.notes = {
            number: WITHHELD.format(threshold=table.threshold or threshold)
            for number, table in enumerate(self.counts.tables)
            if self.chosen[number] is None
        }

    def publish(self) -> tuple[Publication, dict]:
        while True:
            system = build(self._form(), self.count, self.earlier)
            try:
                small = primary(system, with_insiders=self.effort.with_insiders)
                # What is poor with the small figures hidden needs no search.
                if self._coarsen_poor(system, small):
                    continue
                hidden = suppress(system, small, self.effort, self.solved)
                if self._coarsen_poor(system, hidden):
                    continue
                published = self._published(system, hidden)
                return published, certify([*self.earlier, published])
            except NoSafeAnswer as failure:
                self._coarsen(system, failure.members)
            except NoCertificate as failure:
                self._coarsen(system, [system.layout.position[place] for place in failure.places])

    def _form(self) -> Form:
        shapes = tuple(table.shape for table in self.chosen if table)
        return Form(self.scope, shapes, tuple(each.link for each in self.counts.relations), self.threshold)

    def _coarsen(self, system: System, members: list[int]) -> None:
        """The table most involved in what cannot be made safe gives way to its coarser form, or goes."""
        involved = set(members)

        def share(number: int) -> int:
            table = self.chosen[number]
            return sum(p in involved for p in self._positions(system, table)) if table else -1

        worst = max(range(len(self.chosen)), key=share)
        if self.chosen[worst] is None:
            raise AssertionError("no table is left, and yet there is no safe answer")
        self.chosen[worst] = self.chosen[worst].coarser
        self.notes[worst] = UNSAFE

    def _positions(self, system: System, table: CountTable) -> list[int]:
        home = system.layout.homes[-1]
        return [system.layout.position[home, key] for key, _ in table.tallies()]

    def _coarsen_poor(self, system: System, hidden: set[int]) -> bool:
        """Tables that show too little of what is in them give way to their coarser form, if they have one."""
        poor = []
        for number, table in enumerate(self.chosen):
            if table and table.coarser and not table.for_its_margins:
                inner = [system.layout.position[system.layout.homes[-1], key] for key in table.shape.cells()]
                filled = [position for position in inner if system.tallies[position].count]
                if sum(position not in hidden for position in filled) < USEFUL_PART * len(filled):
                    poor.append(number)
        for number in poor:
            self.chosen[number] = self.chosen[number].coarser
        return bool(poor)

    def _published(self, system: System, hidden: set[int]) -> Publication:
        home = system.layout.homes[-1]

        def shown(key):
            position = system.layout.position[home, key]
            return None if position in hidden else system.tallies[position].count

        tables = tuple(
            self._explained(_safe(table, shown, table.threshold or self.threshold))
            if table
            else _withheld(self.counts.tables[number], self.notes[number], self.threshold)
            for number, table in enumerate(self.chosen)
        )
        beside = set().union(*(each.form.printed for each in self.earlier))
        links = self._form().links_in_sight(beside)
        return Publication(self.name, self.scope, self.threshold, tables, links)

    def _explained(self, table: SafeTable) -> SafeTable:
        """Says so where more may be hidden than needed."""
        if not (self.effort.hurried and table.hides):
            return table
        return replace(table, note=f"{table.note} {HURRIED}".strip())


def _safe(table: CountTable, shown, threshold: int) -> SafeTable:
    shape = table.shape
    rows = range(len(table.rows.labels))
    across = range(len(table.columns.labels)) if table.columns else ()
    return SafeTable(
        key=table.key,
        title=table.title,
        unit=table.unit,
        row_name=table.rows.name,
        rows=table.rows.labels,
        row_totals=tuple(shown(shape.key_of_row(i)) for i in rows),
        total=shown(shape.total_key),
        threshold=threshold,
        column_name=table.columns.name if table.columns else "",
        columns=table.columns.labels if table.columns else (),
        cells=tuple(tuple(shown(shape.key_of_cell(i, j)) for j in across) for i in rows) if across else (),
        column_totals=tuple(shown(shape.key_of_column(j)) for j in across),
        note=table.note,
        total_key=table.total_key or (),
    )


def _withheld(table: CountTable, note: str, threshold: int) -> SafeTable:
    return SafeTable(
        key=table.key,
        title=table.title,
        unit=table.unit,
        row_name=table.rows.name,
        rows=(),
        row_totals=(),
        total=None,
        threshold=table.threshold or threshold,
        note=note,
        withheld=True,
    )
