"""All tables of a few cases, counted out one by one: the attacker is right, and the promise holds."""

import itertools
from random import Random

import pytest

from reports.disclosure import CountTable, Dimension, Effort, protect
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


def published(cells) -> Publication:
    table = CountTable.of(
        key="t",
        title="Tabel",
        unit="casussen",
        rows=Dimension("rij", [f"r{i}" for i in range(len(cells))]),
        columns=Dimension("kolom", [f"k{j}" for j in range(len(cells[0]))]),
        cells=cells,
        organisations=[[MANY] * len(row) for row in cells],
    )
    tables = protect([table], threshold=LEAST, effort=Effort(chance=Random(1)))
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
