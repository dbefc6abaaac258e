"""All tables of a few cases, counted out one by one: the attacker is right, and the promise holds."""

import itertools
from random import Random

import pytest

from reports.disclosure import Counts, CountTable, Dimension, Effort, protect, publish
from reports.disclosure.publication import Publication

from .model import World
from .regions import as_read

MANY = frozenset({"A", "B", "C"})
LEAST = 3
SHAPES = ((2, 2), (2, 3))
FEW = 3
MONTHS = frozenset({"2026-01"})


def every_table(cases: int, height: int, width: int):
    """All ways to divide the cases over the cells."""
    size = height * width
    for bars in itertools.combinations(range(cases + size - 1), size - 1):
        edges = (-1, *bars, cases + size - 1)
        counts = [right - left - 1 for left, right in itertools.pairwise(edges)]
        yield [counts[start : start + width] for start in range(0, size, width)]


def counted(cells) -> CountTable:
    return CountTable.of(
        key="t",
        title="Tabel",
        unit="casussen",
        rows=Dimension("rij", [f"r{i}" for i in range(len(cells))]),
        columns=Dimension("kolom", [f"k{j}" for j in range(len(cells[0]))]),
        cells=cells,
        organisations=[[MANY] * len(row) for row in cells],
    )


def published(cells) -> Publication:
    tables = protect([counted(cells)], threshold=LEAST, effort=Effort(chance=Random(1)))
    return Publication("", MONTHS, LEAST, tuple(tables))


def figures(publication: Publication) -> list[int | None]:
    return [value for _, value in publication.figures()]


def figures_of(cells) -> list[int]:
    """In the order in which a table tells them."""
    rows = [number for row in cells for number in (sum(row), *row)]
    return [sum(map(sum, cells)), *rows, *map(sum, zip(*cells, strict=True))]


def agree(shown, figures_) -> bool:
    return all(value in (None, figure) for value, figure in zip(shown, figures_, strict=True))


@pytest.mark.parametrize(("height", "width"), SHAPES, ids=str)
def test_every_small_table_keeps_the_promise_and_the_attacker_is_exact(
    height, width, full_size, record_property
):
    """Which tables agree with a publication is counted out; the attacker must find the same bounds."""
    tried = hidden = 0
    for cases in range(LEAST, 9):
        tables = list(every_table(cases, height, width))
        everything = [figures_of(cells) for cells in tables]
        seen = {}
        for cells in tables if full_size else Random(cases).sample(tables, FEW):
            publication = published(cells)
            if not publication.tables[0].withheld:
                seen[tuple(figures(publication))] = publication
                assert agree(figures(publication), figures_of(cells))
                tried += 1
        for shown, publication in seen.items():
            hidden += _compare(shown, publication, [each for each in everything if agree(shown, each)])
    record_property("figures", f"{height} x {width}: {tried} tables counted out, {hidden} hidden figures")
    assert tried


def _compare(shown, publication, possible) -> int:
    world = World(as_read([publication]))
    names = [name for name, _ in publication.figures()]
    hidden = [number for number, value in enumerate(shown) if value is None]
    for number in hidden:
        values = [each[number] for each in possible]
        assert (min(values), max(values)) == world.bounds(MONTHS, names[number])
        assert min(values) == 0 and max(values) >= LEAST
    return len(hidden)


FIRST, LATER = MONTHS, frozenset({"2026-02"})
BOTH = FIRST | LATER
PAIRS, ALL_PAIRS = 12, 200


def test_two_reports_of_a_few_cases_keep_the_promise_and_the_attacker_is_exact(full_size, record_property):
    """The first month, and then both: which pairs of months agree with both reports is counted out."""
    chance, tried, hidden = Random(2), 0, 0
    for _ in range(ALL_PAIRS if full_size else PAIRS):
        before = chance.randint(LEAST, 5)
        sizes = before, chance.randint(LEAST, 8 - before)
        truth = tuple(chance.choice(list(every_table(size, 2, 2))) for size in sizes)
        reports = _published_twice(*truth)
        if not any(each.tables[0].withheld for each in reports):
            tried += 1
            hidden += _compare_pair(reports, truth, sizes)
    record_property("figures", f"2 x 2, two reports: {tried} pairs counted out, {hidden} hidden figures")
    assert tried > PAIRS / 2 and hidden > tried


def _added(one, other):
    return [[a + b for a, b in zip(*rows, strict=True)] for rows in zip(one, other, strict=True)]


def _published_twice(first, later) -> list[Publication]:
    cells = {FIRST: first, LATER: later, BOTH: _added(first, later)}
    found: list[Publication] = []
    for scope in (FIRST, BOTH):
        report, _ = publish(
            lambda wanted: Counts((counted(cells[wanted]),)),
            name="",
            scope=scope,
            threshold=LEAST,
            earlier=list(found),
            effort=Effort(chance=Random(1)),
        )
        found.append(report)
    return found


def _compare_pair(reports, truth, sizes) -> int:
    """For each month and for both, what a figure can be in all pairs that agree; how many were not shown."""
    shown = [figures(each) for each in reports]
    possible = [
        {FIRST: figures_of(one), LATER: figures_of(other), BOTH: figures_of(_added(one, other))}
        for one, other in itertools.product(*(list(every_table(size, 2, 2)) for size in sizes))
    ]
    possible = [each for each in possible if agree(shown[0], each[FIRST]) and agree(shown[1], each[BOTH])]
    true = dict(zip((FIRST, LATER, BOTH), map(figures_of, (*truth, _added(*truth))), strict=True))
    assert true in possible
    world, unknown = World(as_read(reports)), 0
    for number, (name, _) in enumerate(reports[0].figures()):
        for months, figure in true.items():
            values = [each[months][number] for each in possible]
            assert (min(values), max(values)) == world.bounds(months, name)
            if 0 < figure[number] < LEAST:
                assert min(values) == 0 and max(values) >= LEAST
            unknown += min(values) < max(values)
    return unknown
