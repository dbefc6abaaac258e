"""No reader can work out a hidden figure."""

import dataclasses
import random

import pytest

from reports.disclosure import CountTable, Dimension, Relation, percentage, protect
from reports.disclosure.tables import Tally
from tests.attacker import model
from tests.attacker.regions import as_one_report

MANY = frozenset({"Toegang A", "Toegang B", "Instelling C"})


def table(cells, *, organisations=None, rows="waarom", columns="kader", **named):
    """A table of casussen; every cell has cases of three organisations unless said otherwise."""
    width = len(cells[0])
    defaults = {"key": "t", "title": "Tabel", "unit": "casussen"}
    return CountTable.of(
        rows=Dimension(rows, [f"{rows} {i}" for i in range(len(cells))]),
        columns=Dimension(columns, [f"{columns} {j}" for j in range(width)]) if columns else None,
        cells=cells,
        organisations=organisations or [[MANY] * width for _ in cells],
        **defaults | named,
    )


def one_way(counts, **named):
    return table([[count] for count in counts], columns=None, **named)


def exposed(*tables, threshold=5):
    """What anybody can prove of the hidden figures of one report."""
    return model.exposed(as_one_report(tables, threshold))


def random_cells(seed, rows, columns, cases):
    chance = random.Random(seed)
    down = [chance.random() ** 2 + 0.03 for _ in range(rows)]
    across = [chance.random() ** 2 + 0.03 for _ in range(columns)]
    cells = [[0] * columns for _ in range(rows)]
    for _ in range(cases):
        cells[chance.choices(range(rows), down)[0]][chance.choices(range(columns), across)[0]] += 1
    return cells


def test_small_counts_are_hidden_and_zero_is_shown():
    (safe,) = protect([one_way([4, 0, 12, 1, 20])])
    assert safe.row_totals == (None, 0, 12, None, 20)
    assert safe.total == 37


def test_one_small_cell_takes_another_with_it():
    (safe,) = protect([one_way([3, 20, 30])])
    assert safe.row_totals in [(None, None, 30), (None, 20, None)]


def test_two_small_cells_that_add_up_to_less_than_five_are_not_enough():
    (safe,) = protect([one_way([1, 2, 20, 30])])
    assert safe.row_totals in [(None, None, None, 30), (None, None, 20, None)]
    assert not exposed(safe)


def test_cell_of_two_organisations_is_hidden_however_large():
    organisations = [[{"A", "B"}], [MANY], [MANY]]
    (safe,) = protect([one_way([15, 20, 30], organisations=organisations)])
    assert safe.row_totals[0] is None


def test_many_signals_of_few_cases_are_hidden():
    cases = [[["een casus"] * 8], [range(9)], [range(20, 40)]]
    (safe,) = protect([one_way([8, 9, 20], cases=cases)])
    assert safe.row_totals[0] is None


def test_cell_of_nine_tenths_of_its_total_is_hidden():
    (safe,) = protect([one_way([90, 5, 5])])
    assert safe.row_totals[0] is None
    (safe,) = protect([one_way([89, 6, 5])])
    assert safe.row_totals == (89, 6, 5)


def test_municipalities_have_a_higher_threshold():
    (safe,) = protect([one_way([9, 8, 40, 50], threshold=10)])
    assert safe.row_totals == (None, None, 40, 50)
    assert not exposed(safe, threshold=10)


@pytest.mark.parametrize("cells", [[[0], [0]], [[3], [1]], [[2], [0]]])
def test_nothing_and_a_little_look_the_same(cells):
    (safe,) = protect([table(cells, columns=None)])
    (empty,) = protect([one_way([0, 0])])
    assert safe == empty
    assert safe.withheld and safe.total is None and not safe.rows


def test_table_of_two_organisations_looks_like_an_empty_one():
    (safe,) = protect([one_way([20, 30], organisations=[[{"A"}], [{"B"}]])])
    (empty,) = protect([one_way([0, 0])])
    assert safe == empty


def test_attacker_learns_nothing_from_random_tables(full_size):
    hidden, seeds = 0, 100 if full_size else 20
    for seed in range(seeds):
        rows, columns = 3 + seed % 3, 2 + seed % 3
        (safe,) = protect([table(random_cells(seed, rows, columns, 40 + seed))])
        assert not exposed(safe), f"seed {seed}"
        hidden += sum(figure is None for _, figure in safe.figures())
    assert hidden > 5 * seeds, hidden


def test_showing_any_figure_that_was_hidden_for_another_gives_something_away():
    """Proof that the attacker has teeth, and that nothing is hidden for no reason."""
    cells = [[2, 14, 11], [17, 9, 12], [8, 21, 16]]
    (safe,) = protect([table(cells)])
    secondary = [
        (i, j) for i, row in enumerate(safe.cells) for j, v in enumerate(row) if v is None and cells[i][j] > 4
    ]
    assert len(secondary) == 5
    for i, j in secondary:
        leaky = [list(row) for row in safe.cells]
        leaky[i][j] = cells[i][j]
        assert exposed(dataclasses.replace(safe, cells=tuple(map(tuple, leaky))))


def test_totals_stay_in_sight_when_that_is_safe():
    (safe,) = protect([table([[2, 14, 11], [17, 9, 12], [8, 21, 16]])])
    assert safe.row_totals == (27, 38, 45)
    assert safe.column_totals == (27, 44, 39)


def test_tables_that_share_a_margin_are_protected_together():
    for seed in range(3):
        first = random_cells(seed, 4, 3, 70)
        chance = random.Random(-seed)
        second = [[0] * 3 for _ in first]
        for row, counts in enumerate(first):
            for _ in range(sum(counts)):
                second[row][chance.choices(range(3), (6, 3, 1))[0]] += 1
        tables = protect([table(first, key="a"), table(second, key="b", columns="route")])
        assert tables[0].row_totals == tables[1].row_totals
        assert not exposed(*tables), f"seed {seed}"


def test_what_is_left_of_a_whole_is_protected_too():
    """Of 50 cases 47 had an impasse: showing both would tell that three had none."""
    cases = one_way([30, 20], key="all", rows="route")
    stuck = one_way(
        [25, 12, 10], key="stuck", unit="casussen met een impasse", total_key=("casussen", "impasse")
    )
    rest = Tally(3, frozenset({1, 2, 3}), MANY)
    relation = Relation(("casussen",), ((stuck.shape.total_key, stuck.total), (("casussen", "geen"), rest)))
    unprotected = protect([cases, stuck])
    assert (unprotected[0].total, unprotected[1].total) == (50, 47)
    protected = protect([cases, stuck], relations=[relation])
    assert protected[0].total == 50
    assert protected[1].total is None and None in protected[1].row_totals


def test_table_that_shows_too_little_gives_way_to_its_coarser_form():
    fine = table([[3, 3, 4], [4, 3, 3], [4, 4, 3], [2, 1, 3]])
    coarse = one_way([10, 10, 11, 6], title="Grover", note="Samengevoegd.")
    (safe,) = protect([dataclasses.replace(fine, coarser=coarse)])
    assert safe.title == "Grover" and safe.note == "Samengevoegd." and not safe.two_way
    assert safe.row_totals == (10, 10, 11, 6)


def test_table_that_cannot_be_made_safe_is_withheld_and_says_so():
    """With one label the total is the figure: there is nothing to hide it behind."""
    lone, other = one_way([20], key="lone", unit="signalen"), one_way([20, 30], key="other")
    withheld, shown = protect([lone, other])
    assert withheld.withheld and withheld.total is None
    assert "te herleiden" in withheld.note
    assert shown.row_totals == (20, 30)


def test_table_that_is_there_for_its_margins_keeps_its_form():
    fine = table([[3, 3, 4], [4, 3, 3], [4, 4, 3], [2, 1, 3]], for_its_margins=True)
    coarse = one_way([10, 10, 11, 6])
    (safe,) = protect([dataclasses.replace(fine, coarser=coarse)])
    assert safe.two_way and safe.row_totals == (10, 10, 11, 6)


def test_contradicting_tables_are_refused():
    with pytest.raises(ValueError, match="counted in two ways"):
        protect([one_way([30, 20], key="a"), one_way([30, 21], key="b")])


def test_percentages_are_coarse_and_only_of_large_totals():
    assert percentage(17, 50) == 35
    assert percentage(1, 50) == 0
    assert percentage(50, 50) == 100
    assert percentage(20, 49) is None
    assert percentage(None, 100) is None
