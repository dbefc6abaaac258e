"""`.github/SECURITY.md` claims nothing without a test, and leaves no item of the standard out."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| v5\.0\.0-(\d+\.\d+\.\d+)(?: to (\d+\.\d+\.\d+))? \| ([^|]+) \| (.+) \|$")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
DATED = re.compile(r"^\d{4}-\d{2}-\d{2}: (not built|does not apply|left to the operator): \S.+\.$")

# How many items each section has at level 1 and 2; in every section these are the first ones.
# Source: OWASP Application Security Verification Standard 5.0.0; 70 items of level 1 and 183 of level 2.
SECTIONS = {
    **{"1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2},
    **{"2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1},
    **{"3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2},
    **{"4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4},
    **{"5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3},
    **{"6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4},
    **{"7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2},
    **{"8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1},
    **{"9.1": 3, "9.2": 4},
    **{"10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3},
    **{"11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1},
    **{"12.1": 3, "12.2": 2, "12.3": 4},
    **{"13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5},
    **{"14.1": 2, "14.2": 4, "14.3": 3},
    **{"15.1": 3, "15.2": 3, "15.3": 7},
    **{"16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3},
    **{"17.1": 1, "17.2": 4, "17.3": 2},
}
ITEMS = [f"{section}.{number}" for section, last in SECTIONS.items() for number in range(1, last + 1)]


def rows(text) -> list[tuple[list[str], str]]:
    """The items of each row of the tables, and what its last cell says."""
    found = []
    for line in text.splitlines():
        if line.startswith("|") and "5.0" in line:
            row = ROW.match(line)
            assert row, f"no row of the table: {line}"
            found.append((_items(row[1], row[2]), row[4]))
    return found


def _items(first, last) -> list[str]:
    section, _, start = first.rpartition(".")
    end = last.rpartition(".")[2] if last else start
    assert not last or last.startswith(f"{section}."), "a range stays within its section"
    return [f"{section}.{number}" for number in range(int(start), int(end) + 1)]


@cache
def named_tests_of(path) -> frozenset[str]:
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def problem(cell) -> str:
    """What is wrong with the last cell of a row; an empty string when nothing is."""
    tests = TEST.findall(cell)
    if not tests:
        return "" if DATED.match(cell) else "neither a test nor a dated sentence"
    if TEST.sub("", cell).replace("<br>", "").strip():
        return "says more than its tests"
    missing = [f"{path}::{name}" for path, name in tests if name not in named_tests_of(path)]
    return f"names a test that does not exist: {', '.join(missing)}" if missing else ""


TABLE = rows((ROOT / ".github/SECURITY.md").read_text(encoding="utf-8"))


def test_the_standard_has_253_items_of_level_1_and_2():
    assert len(ITEMS) == len(set(ITEMS)) == 253


def test_every_item_stands_in_the_table_once():
    named = [item for items, _ in TABLE for item in items]
    assert sorted(set(ITEMS) - set(named)) == [], "left out"
    assert sorted(set(named) - set(ITEMS)) == [], "not of level 1 or 2"
    assert len(named) == len(set(named)), "named twice"


@pytest.mark.parametrize(
    ("items", "cell"), TABLE, ids=lambda value: value[0] if isinstance(value, list) else ""
)
def test_an_item_is_shown_by_tests_that_exist_or_says_with_a_date_why_not(items, cell):
    assert problem(cell) == ""


def test_most_items_are_shown_by_a_test():
    shown = sum(len(items) for items, cell in TABLE if TEST.search(cell))
    assert shown >= 120


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        ("`tests/test_security_claims.py::test_most_items_are_shown_by_a_test`", ""),
        ("`tests/test_security_claims.py::test_that_nobody_wrote`", "does not exist"),
        ("`tests/test_nowhere.py::test_most_items_are_shown_by_a_test`", "does not exist"),
        ("done", "neither"),
        ("", "neither"),
        ("not built: one day.", "neither"),
        ("2026-11-22: not built: one day.", ""),
        ("2026-11-22: surely.", "neither"),
        ("`tests/test_security_claims.py::test_most_items_are_shown_by_a_test` and more", "says more"),
    ],
)
def test_this_check_can_fail(cell, wrong):
    assert wrong in problem(cell)
    assert bool(wrong) == bool(problem(cell))
