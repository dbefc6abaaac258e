"""Between counts and readers stands one door: only a SafeTable passes it."""

import ast
import sys
from pathlib import Path

import pytest
from django.template import Context, Template

from reports.disclosure import CountTable, Dimension, protect
from reports.disclosure.chart import bar_chart

ROOT = Path(__file__).parents[2]
TAGS = ("{% safe_table table %}", '{% bar_chart table "Titel" %}')


class LooksSafe:
    """Has all a SafeTable has, but never went through the door."""

    def __getattr__(self, name):
        return ()


@pytest.fixture
def counts():
    return CountTable.of(
        key="t",
        title="Tabel",
        unit="casussen",
        rows=Dimension("soort", ("a", "b", "c")),
        cells=[[12], [0], [30]],
        organisations=[[{"A", "B", "C"}]] * 3,
    )


def show(tag, table):
    return Template("{% load reports_tags %}" + tag).render(Context({"table": table}))


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("unsafe", [None, {"rows": ("a",)}, [1, 2], LooksSafe()])
def test_tags_refuse_everything_that_is_not_protected(tag, unsafe):
    with pytest.raises(TypeError, match="only a SafeTable"):
        show(tag, unsafe)


@pytest.mark.parametrize("tag", TAGS)
def test_tags_refuse_true_counts_and_show_protected_ones(tag, counts):
    with pytest.raises(TypeError, match="only a SafeTable"):
        show(tag, counts)
    (safe,) = protect([counts])
    assert "30" in show(tag, safe)


def test_hidden_figure_is_one_symbol_in_table_chart_and_text_alternative(counts):
    (safe,) = protect(
        [
            CountTable.of(
                key="t",
                title="Tabel",
                unit="casussen",
                rows=counts.rows,
                cells=[[3], [2], [30]],
                organisations=[[{"A", "B", "C"}]] * 3,
            )
        ]
    )
    assert safe.row_totals == (None, None, 30)
    assert show(TAGS[0], safe).count("•") == 5, "two figures, their two shares and the key"
    chart = bar_chart(safe, title="Titel")
    assert [bar.text for bar in chart.bars] == ["30", "•", "•"]
    assert [bar.width for bar in chart.bars[1:]] == [0, 0]
    assert chart.alt == "Staafdiagram. Titel. c: 30; a: niet getoond; b: niet getoond."


def test_longest_bar_of_a_hidden_table_does_not_crash():
    few = CountTable.of(
        key="t",
        title="T",
        unit="u",
        rows=Dimension("s", ("a", "b")),
        cells=[[1], [1]],
        organisations=[[{"A"}]] * 2,
    )
    (safe,) = protect([few])
    assert bar_chart(safe, title="Titel").bars == ()


def modules(folder):
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text())


def test_safe_tables_are_made_behind_the_door_only():
    """Nobody else calls SafeTable(...); reading frozen figures back goes through from_dict."""
    callers = {
        str(path)
        for folder in ("reports", "workflows", "expertteam")
        for path, tree in modules(folder)
        if "node_modules" not in str(path)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "SafeTable"
    }
    assert callers == {"reports/disclosure/protect.py"}


def test_protection_knows_no_django():
    imported = {
        name.split(".")[0]
        for _, tree in modules("reports/disclosure")
        for node in ast.walk(tree)
        for name in _names(node)
    }
    assert "scipy" in imported
    assert imported <= {"reports", "numpy", "scipy"} | sys.stdlib_module_names


def test_checker_of_certificates_needs_python_alone():
    source = (ROOT / "reports/disclosure/checker.py").read_text(encoding="utf-8")
    imported = {name.split(".")[0] for node in ast.walk(ast.parse(source)) for name in _names(node)}
    assert imported <= sys.stdlib_module_names


def _names(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [node.module]
    return []
