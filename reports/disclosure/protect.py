"""protect: the door between counts and readers.

What is promised, for one report as a whole: for every hidden figure there are two complete sets of whole
numbers that both agree with everything that is shown, one with nought there and one with the threshold or
more. So no reader can prove from the report that even one such case exists.
"""

from collections.abc import Iterable, Sequence

from .primary import primary, publishable_total
from .safe import SafeTable
from .suppress import NoSafeAnswer, suppress
from .system import System, build
from .tables import CountTable, Relation

# A table that shows less than this part of its filled cells is published in a coarser form.
USEFUL_PART = 1 / 3
WITHHELD = (
    "Deze tabel tonen wij niet. Er was niets te tellen, of het ging om minder dan {threshold} casussen of om "
    "minder dan drie organisaties. Welke van deze redenen geldt, zeggen wij niet."
)
UNSAFE = "Deze tabel tonen wij niet. Samen met de andere tabellen zou te veel te herleiden zijn."


def protect(
    tables: Sequence[CountTable], *, threshold: int = 5, relations: Iterable[Relation] = ()
) -> list[SafeTable]:
    """The tables of one report, protected together, in the same order.

    A table that shows too little gives way to its coarser form, and one that cannot be made safe is withheld;
    its note says so. Raises ValueError when two tables contradict each other.
    """
    relations = tuple(relations)
    chosen: list[CountTable | None] = [
        table if publishable_total(table.total, table.threshold or threshold) else None for table in tables
    ]
    notes = {
        number: WITHHELD.format(threshold=table.threshold or threshold)
        for number, table in enumerate(tables)
        if chosen[number] is None
    }
    while True:
        system = build([table for table in chosen if table], relations, threshold)
        try:
            hidden = suppress(system, primary(system))
        except NoSafeAnswer as failure:
            worst = _most_involved(system, chosen, failure.members)
            chosen[worst] = chosen[worst].coarser
            notes[worst] = UNSAFE
            continue
        poor = [
            n for n, table in enumerate(chosen) if table and table.coarser and _poor(system, table, hidden)
        ]
        if not poor:
            break
        for number in poor:
            chosen[number] = chosen[number].coarser
    return [
        _safe(system, table, hidden, table.threshold or threshold)
        if table
        else _withheld(tables[number], notes[number], threshold)
        for number, table in enumerate(chosen)
    ]


def _most_involved(system: System, chosen: list[CountTable | None], members: list[int]) -> int:
    involved = set(members)

    def share(number: int) -> int:
        table = chosen[number]
        if table is None:
            return -1
        keys = [table.key_of_total, *(key for key, _ in (*table.inner(), *table.margins()))]
        return sum(system.position[key] in involved for key in keys)

    return max(range(len(chosen)), key=share)


def _poor(system: System, table: CountTable, hidden: set[int]) -> bool:
    filled = [system.position[key] for key, tally in table.inner() if tally.count]
    return sum(position not in hidden for position in filled) < USEFUL_PART * len(filled)


def _safe(system: System, table: CountTable, hidden: set[int], threshold: int) -> SafeTable:
    def shown(key):
        position = system.position[key]
        return None if position in hidden else system.figures[position].value

    rows = range(len(table.rows.labels))
    across = range(len(table.columns.labels)) if table.columns else ()
    return SafeTable(
        key=table.key,
        title=table.title,
        unit=table.unit,
        row_name=table.rows.name,
        rows=table.rows.labels,
        row_totals=tuple(shown(table.key_of_row(i)) for i in rows),
        total=shown(table.key_of_total),
        threshold=threshold,
        column_name=table.columns.name if table.columns else "",
        columns=table.columns.labels if table.columns else (),
        cells=tuple(tuple(shown(table.key_of_cell(i, j)) for j in across) for i in rows) if across else (),
        column_totals=tuple(shown(table.key_of_column(j)) for j in across),
        note=table.note,
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
