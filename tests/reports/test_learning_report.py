"""From records to a report that a wethouder reads and nobody is recognised in."""

import dataclasses
import datetime
import io
import json
import re
import shutil
import subprocess
import sys
from functools import cache
from random import Random

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.template import Context, Template

from reports.disclosure import Effort, Inconsistent, SafeTable, checker, protect
from reports.disclosure.checker import check
from reports.learning import compose, from_frozen, render, to_frozen
from reports.learning.content import LessonText
from reports.learning.findings import leader
from reports.learning.render import context
from tests.attacker.model import exposed, hidden
from tests.attacker.regions import as_one_report
from tests.reports import sample
from tests.reports.pdf_checks import assert_accessible, assert_fonts_embedded, text_of
from tests.reports.test_report_tables import counted


def report(records, **changed):
    return sample.half_year(records, **changed)[0]


@cache
def drawn(count):
    """A report over this many cases, with the same draw; several tests look at the same ones."""
    return report(sample.records(count, seed=count), effort=Effort(chance=Random(1)))


@pytest.fixture(scope="module")
def content():
    return report(sample.records(120))


@pytest.fixture(scope="module")
def pdf(content):
    return render(content)


def shown_figures(content):
    figures = set()
    for table in content.tables:
        figures.update((table.total, *table.row_totals, *table.column_totals))
        figures.update(figure for row in table.cells for figure in row)
    return figures - {None}


def test_catalogue_has_at_most_twelve_tables(content):
    # With the answers to earlier signals (asked.py) there are twelve.
    assert len(content.tables) == 11
    assert len({table.key for table in content.tables} | {"answers"}) == 12
    assert all(type(table) is SafeTable for table in content.tables)


def test_totals_are_true_and_small_figures_absent(content):
    assert content.table("why-stuck").total == 120
    assert not shown_figures(content) & {1, 2, 3, 4}


@pytest.mark.parametrize("count", [30, 60, 120])
def test_attacker_learns_nothing_from_the_whole_report(count):
    published = as_one_report(drawn(count).tables)
    assert not exposed(published)
    assert count < 60 or len(list(hidden(published))) > 10


def test_no_answer_stays_in_the_total(content):
    table = content.table("advice")
    answers = table.by_column() if table.two_way else table.by_row()
    assert "niet beantwoord" in answers
    recommendations = [item for record in sample.records(120) for item in record.recommendations]
    assert table.total == len(recommendations)


def test_findings_and_themes_hold_only_figures_that_are_shown(content):
    sentences = " ".join([*content.findings, *(theme.title + theme.text for theme in content.themes)])
    percentages = set(map(int, re.findall(r"(\d+)%", sentences)))
    figures = set(map(int, re.findall(r"\d+(?!\d*%)", sentences)))
    assert len(content.findings) == 3 and figures and percentages
    assert figures <= shown_figures(content)
    assert all(percentage % 5 == 0 for percentage in percentages)


def test_highest_figure_is_only_called_that_when_no_hidden_one_can_be_higher():
    assert leader({"a": 20, "b": 10, "c": None}, 36).sure
    assert not leader({"a": 20, "b": 10, "c": None}, 60).sure
    assert not leader({"a": 20, "b": None}, None).sure
    assert leader({"a": 20, "b": 10}, None).sure
    assert not leader({"a": 20, "b": 20}, 40).sure
    assert leader({"a": None, "b": 0}, 40) is None


def test_theme_of_a_hidden_figure_is_no_theme():
    few = drawn(60)
    named = " ".join(theme.title for theme in few.themes)
    hidden = [label for label, value in few.table("missing").by_row().items() if value is None]
    assert hidden and not any(label in named for label in hidden)


def test_organisations_appear_nowhere(content, pdf):
    frozen = json.dumps(to_frozen(content), ensure_ascii=False)
    for name in (*sample.INSTITUTIONS, "Toegang Venlo", "Wijkteam Venlo"):
        assert name not in frozen
        assert name not in text_of(pdf)


def test_frozen_figures_render_to_the_same_bytes(content, pdf):
    frozen = json.loads(json.dumps(to_frozen(content)))
    assert from_frozen(frozen) == content
    assert render(from_frozen(frozen)) == pdf


def test_figures_frozen_before_labels_had_codes_still_render(content, pdf):
    older = json.loads(json.dumps(to_frozen(content))) | {"version": 2}
    for name in ("codes", "previous", "introduction", "closing"):
        del older[name]
    assert render(from_frozen(older)) == pdf


def test_tampered_or_unknown_frozen_figures_are_refused(content):
    frozen = json.loads(json.dumps(to_frozen(content)))
    frozen["publication"]["tables"][0]["total"] = "120"
    with pytest.raises(ValueError, match="is not a figure"):
        from_frozen(frozen)
    with pytest.raises(ValueError, match="version"):
        from_frozen({**frozen, "version": 99})


@pytest.mark.parametrize("count", [1, 3])
def test_a_few_cases_give_the_same_report_as_none(count):
    assert report(sample.records(count)) == report([])


def test_cases_of_one_organisation_give_the_same_report_as_none():
    alone = [dataclasses.replace(record, organisation="Toegang Venlo") for record in sample.records(40)]
    assert report(alone) == report([])


def test_empty_report_says_so_and_still_explains_itself(tmp_path):
    pdf = render(report([], lessons=()), certificate={"hash": "0" * 64})
    text = text_of(pdf)
    assert "te weinig casussen om cijfers te tonen" in text
    assert "geen nieuwe lessen vrijgegeven" in text
    assert "Wat wij niet tonen, en waarom" in text
    assert_accessible(pdf, tmp_path)


def test_all_cases_alike_do_not_tell_what_they_are():
    alike = [sample.Record(organisation=f"Toegang {number % 4}") for number in range(40)]
    made = report(alike)
    assert made.table("why-stuck").total == 40
    assert None in made.table("why-stuck").row_totals
    assert "capaciteitstekort" not in " ".join(made.findings)
    assert not exposed(as_one_report(made.tables))


def test_unknown_label_counts_as_other():
    odd = [dataclasses.replace(record, why_stuck="iets anders") for record in sample.records(40)[:20]]
    made = report([*odd, *sample.records(40)[20:]])
    assert made.table("why-stuck").by_row()["anders of onbekend"] == 20


def test_record_of_elsewhere_or_another_period_is_refused():
    for wrong in ({"region": "Zuid-Limburg"}, {"month": datetime.date(2026, 7, 1)}):
        with pytest.raises(ValueError, match="another region or period"):
            report([dataclasses.replace(sample.Record(), **wrong)])


def test_pdf_passes_the_checkers_with_its_own_fonts(pdf, tmp_path):
    assert_accessible(pdf, tmp_path)
    assert_fonts_embedded(pdf)


def test_pdf_has_six_to_twelve_pages_and_a_chart_a_section_with_a_text_alternative(pdf, content):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert 6 <= len(document.pages) <= 12
        figures = [
            str(item.Alt)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
    assert len(figures) == 4
    assert all(text.startswith("Staafdiagram. ") for text in figures)
    assert f"capaciteitstekort: {content.table('why-stuck').by_row()['capaciteitstekort']}" in figures[0]


def test_pdf_reads_as_a_report(pdf):
    text = text_of(pdf)
    for part in (
        "Wat de regio Noord-Limburg leert van vastgelopen casussen",
        "Januari tot en met juni 2026",
        "Wat opvalt in deze periode",
        "afgeronde casussen",
        "Casussen per deelgebied en juridisch kader",
        "Hoeveel soorten hulp al waren geprobeerd",
        "Thema’s",
        "Betrek de school vanaf het eerste gesprek",
        "Wat wij niet tonen, en waarom",
        "1 tot en met 4",
        "1 tot en met 9",
    ):
        assert part in text


def test_html_in_a_lesson_stays_text():
    lesson = LessonText("<b>Titel</b>", '<img src="https://example.org/x">')
    assert '<img src="https://example.org/x">' in text_of(render(report([], lessons=(lesson,))))


def test_page_shows_the_same_tables_without_inline_style_or_script(content):
    page = Template('{% include "reports/learning/report.html" %}').render(Context(context(content)))
    assert page.count("<table") == 11 and page.count("<svg") == 4
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", page)
    assert 'aria-label="niet getoond"' in page
    assert re.search(r'<rect x="\d+" y="[\d.]+" width="[\d.]+"', page), "coordinates have a decimal point"


def test_each_subject_of_the_region_has_its_table(content):
    """Kind of recommendation is a margin of the advice, bottlenecks are columns of the addressees."""
    assert [table.key for table in content.tables] == [
        *("why-stuck", "municipality", "tried", "waiting", "advice", "deviations"),
        *("impasses", "placements", "earlier", "missing", "addressees"),
    ]


def test_municipalities_are_named_with_ten_cases_or_more():
    large = [record for record in sample.records(400) if record.municipality in ("Venlo", "Venray")]
    (table,) = protect([counted("municipality", large)])
    assert table.row_name == "gemeente" and table.column_name == "juridisch kader" and table.threshold == 10
    inner = {figure for row in table.cells for figure in row}
    assert not {figure for figure in inner | set(table.row_totals) if figure} & set(range(1, 10))
    assert table.by_row()["Venlo"] > 100


def test_few_cases_a_municipality_are_told_by_subregion_and_the_note_says_so(content):
    table = content.table("municipality")
    assert table.row_name == "deelgebied" and "Venlo en omgeving" in table.rows
    assert "per deelgebied bij elkaar" in table.note


def test_with_few_cases_kinds_of_help_and_broad_outcomes_of_an_advice_are_both_told():
    table = drawn(60).table("advice")
    assert (table.row_name, table.column_name) == ("groep van hulp", "opvolging, kort")
    assert any(table.row_totals) and any(table.column_totals)
    assert "per groep bij elkaar" in table.note


def test_pdf_holds_the_figures_a_stranger_needs_to_check_its_certificate(tmp_path):
    """With Python alone, outside the project."""
    made, certificate = sample.half_year(sample.records(60))
    report_file, certificate_file = tmp_path / "rapport.pdf", tmp_path / "certificaat.json"
    report_file.write_bytes(render(made))
    certificate_file.write_text(json.dumps(certificate), encoding="utf-8")
    script = shutil.copy(checker.__file__, tmp_path / "controle.py")

    def checked(*arguments):
        command = [sys.executable, "-I", "-S", str(script), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert "Goed" in checked(report_file, certificate_file).stdout
    call_command("verify_report", report_file, certificate_file, stdout=(said := io.StringIO()))
    assert "Goed" in said.getvalue()
    other = tmp_path / "ander.pdf"
    other.write_bytes(render(report(sample.records(61))))
    assert checked(other, certificate_file).returncode == 1
    with pytest.raises(CommandError, match="ander rapport"):
        call_command("verify_report", other, certificate_file)
    tampered = tmp_path / "veranderd.json"
    tampered.write_text(json.dumps(certificate | {"criterion": "Alles mag."}), encoding="utf-8")
    with pytest.raises(CommandError, match="Niet goed: veranderd"):
        call_command("verify_report", report_file, tampered)
    with pytest.raises(CommandError, match="niet te lezen"):
        call_command("verify_report", report_file, tmp_path / "weg.json")


def test_category_with_a_new_name_stays_the_same_figure_in_the_next_report():
    """What an earlier report printed under the old name binds the later one."""
    old, new = "capaciteitstekort", "te weinig plekken"
    records = [dataclasses.replace(record, signals=[], recommendations=[]) for record in sample.records(60)]
    before, _ = compose(**about(records, sample.LABELS, 1))
    after = [dataclasses.replace(r, why_stuck=new if r.why_stuck == old else r.why_stuck) for r in records]
    labels = dataclasses.replace(sample.LABELS, why_stuck=(new, *sample.LABELS.why_stuck[1:]))
    earlier = [before.publication]
    renamed = {("waarom de hulp vastliep", old): new}
    made, certificate = compose(**about(after, labels, 3), earlier=earlier, renamed=renamed)
    check(*json.loads(json.dumps([made.publication.as_dict(), certificate])))
    assert new in made.table("why-stuck").rows
    with pytest.raises(Inconsistent, match="not counted any more"):
        compose(**about(after, labels, 3), earlier=earlier)


def about(records, labels, first_month):
    return {
        "region_name": "Noord-Limburg",
        "period_start": datetime.date(2026, first_month, 1),
        "period_end": datetime.date(2026, first_month + 5, 28),
        "records": records,
        "labels": labels,
        "effort": Effort(chance=Random(1), seconds=10.0),
    }
