"""The PDF that a wethouder reads: a page of findings, the period before beside each, and how to check it."""

import dataclasses
import datetime
import io
import json
from pathlib import Path
from random import Random

import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer

from reports.disclosure import Effort, Publication, SafeTable, checker
from reports.disclosure.certificate import seal
from reports.learning import LearningReportContent, from_frozen, render, to_frozen
from reports.learning.findings import NO_FIGURES, findings
from reports.learning.previous import Previous
from reports.learning.render import sections
from tests.reports import sample
from tests.reports.pdf_checks import assert_accessible, assert_fonts_embedded, text_of

BEFORE = (datetime.date(2025, 7, 1), datetime.date(2025, 12, 31))
KEYS = ("why-stuck", "advice", "deviations", "placements", "impasses", "missing", "earlier", "addressees")


def table(key="why-stuck", figures=(40, 20, None), total=80, **changed):
    rows = tuple(f"soort {chr(97 + number)}" for number in range(len(figures)))
    given = {
        "key": key,
        "title": f"Tabel {key}",
        "unit": "casussen",
        "row_name": key,
        "rows": rows,
        "row_totals": tuple(figures),
        "total": total,
        "threshold": 5,
    }
    return SafeTable(**given | changed)


def previous(*tables):
    return Previous(*BEFORE, tables)


def told(*tables, before=None):
    empty = {key: table(key, (), None, withheld=True) for key in KEYS}
    return findings(empty | {each.key: each for each in tables}, before)


@pytest.fixture(scope="module")
def made():
    """A report with its certificate, and figures of the half year before it that were published."""
    content, certificate = sample.half_year(sample.records(60))
    earlier = [_an_other_half_year(each) for each in content.tables]
    return dataclasses.replace(content, previous=previous(*earlier)), certificate


def _an_other_half_year(one: SafeTable) -> SafeTable:
    """The same form with other figures, and another one hidden."""
    figures = [None, *(value and value + 700 for value in one.row_totals[1:])]
    return dataclasses.replace(one, row_totals=tuple(figures), total=None) if one.rows else one


@pytest.fixture(scope="module")
def pdf(made):
    content, certificate = made
    return render(content, certificate=certificate)


def test_there_are_at_most_three_findings_in_the_order_of_the_report():
    tables = [table(key, (40, 20, 10), 70) for key in KEYS if key != "advice"]
    found = told(*tables)
    assert len(found) == 3
    assert [sentence.split()[0] for sentence in found] == ["Hulp", "De", "Bij"]


def test_what_a_hidden_figure_could_contradict_gives_way_to_what_is_sure():
    unsure = [table(key, (20, 10, None), None) for key in ("why-stuck", "impasses", "missing")]
    sure = [table(key, (40, 20, 10), 70) for key in ("deviations", "placements", "addressees")]
    assert not any("vaak " in sentence for sentence in told(*unsure, *sure))
    assert told(unsure[0]) == ("Hulp liep vaak vast door soort a: 20 casussen.",)
    assert told() == (NO_FIGURES,)


def test_a_finding_names_the_period_before_only_where_both_figures_are_shown():
    now = table(figures=(40, 20, 10), total=70)
    (sentence,) = told(now, before=previous(table(figures=(30, None, 9), total=60)))
    assert sentence.endswith("(ongeveer 55%). In de vorige periode waren dat er 30.")
    (equal,) = told(now, before=previous(table(figures=(40, 20, 10), total=70)))
    assert equal.endswith("Dat is evenveel als in de vorige periode.")
    for other in (
        table(figures=(None, 20, 9), total=60),
        table(figures=(30, 20), total=60),
        table(figures=(30, 20, 9), total=60, threshold=10),
        table(figures=(30, 20, 9), total=60, unit="aanbevelingen"),
        table(figures=(), total=None, withheld=True),
    ):
        assert "vorige periode" not in told(now, before=previous(other))[0]


def test_the_period_before_stands_in_the_tables_of_the_same_form_as_it_was_printed(made, pdf):
    content, _ = made
    text = text_of(pdf)
    assert "Vorige periode" in text and "juli tot en met december 2025" in text
    printed = {value for each in content.previous.tables for value in each.row_totals if value}
    shapes = {each.key for each in content.tables if content.previous.rows_like(each)}
    assert shapes and any(value > 700 and str(value) in text for value in printed)
    alone = render(dataclasses.replace(content, previous=None))
    assert "Vorige periode" not in text_of(alone)


def test_frozen_figures_bring_the_period_before_back(made, pdf):
    content, certificate = made
    frozen = json.loads(json.dumps(to_frozen(content)))
    assert from_frozen(frozen) == content
    assert render(from_frozen(frozen), certificate=certificate) == pdf


def test_the_pdf_prints_the_hash_of_a_certificate_that_holds_for_it(made, pdf):
    """The certificate knows the figures, the PDF knows the certificate: nothing goes round in a circle."""
    content, certificate = made
    assert certificate["hash"] == seal(certificate)
    assert certificate["report"] == content.publication.fingerprint
    assert certificate["hash"] in text_of(pdf)
    checker.check(checker.attached(pdf), certificate)
    assert certificate["hash"] not in json.dumps(to_frozen(content))
    assert "Dit is een concept." in text_of(render(content))


def lines_by_page(pdf):
    """The text boxes of each page from top to bottom, without its footer."""
    for page in extract_pages(io.BytesIO(pdf)):
        boxes = [box for box in page if isinstance(box, LTTextContainer) and box.y1 > 60]
        yield [" ".join(box.get_text().split()) for box in sorted(boxes, key=lambda box: -box.y1)]


def test_the_first_page_is_a_summary_and_nothing_else(made, pdf):
    content, _ = made
    first, second, *_ = lines_by_page(pdf)
    text = " ".join(first)
    for sentence in (*content.findings, "Wat opvalt in deze periode", "Januari tot en met juni 2026"):
        assert sentence.split(": ")[0] in text
    assert "Achterin staat wat wij niet tonen" in text
    assert second[0] == "Waarom hulp vastliep"


def test_page_and_pdf_draw_from_one_set_of_templates():
    folder = Path(__file__).parents[2] / "templates/reports/learning"
    for name in ("report.html", "report_pdf.html"):
        text = (folder / name).read_text()
        for part in ("findings", "sections", "themes", "asked", "method"):
            assert f'"reports/learning/{part}.html"' in text


def test_no_heading_stands_alone_at_the_foot_of_a_page(made, pdf):
    content, _ = made
    headings = {"Thema’s", "Lessen van het expertteam", "Zelf controleren", "Wat wij niet tonen, en waarom"}
    headings |= {each.title for each in content.tables}
    for page in lines_by_page(pdf):
        assert not any(page[-1].startswith(heading) for heading in headings), page[-1]


def test_no_table_is_broken_over_pages(pdf):
    """A total stands under the header of its own table."""
    for page in lines_by_page(pdf):
        text = " ".join(page)
        assert text.count("Totaal") == 0 or "(aantal" in text


@pytest.mark.parametrize("count", [60, 120])
def test_no_page_before_the_last_is_for_the_greater_part_white(count):
    """What does not fit any more goes to the next page; blocks are small enough to leave little behind."""
    content, certificate = sample.half_year(sample.records(count), effort=Effort(chance=Random(1)))
    *pages, _ = extract_pages(io.BytesIO(render(content, certificate=certificate)))
    for number, page in enumerate(pages, start=1):
        lowest = min(box.y0 for box in page if isinstance(box, LTTextContainer) and box.y1 > 60)
        assert lowest < 0.45 * page.height, f"page {number} ends at {lowest:.0f} of {page.height:.0f} points"


def test_two_narrow_tables_stand_in_a_row_and_the_one_with_a_chart_alone():
    small = [table(key) for key in ("tried", "waiting", "deviations", "placements", "earlier", "addressees")]
    charted = [table(key) for key in ("why-stuck", "advice", "impasses", "missing")]
    rows = [[each.key for each in row] for part in sections(_with(*small, *charted)) for row in part["rows"]]
    assert rows == [
        *(["why-stuck"], ["tried", "waiting"], ["advice"], ["deviations", "placements"], ["impasses"]),
        *(["earlier"], ["missing"], ["addressees"]),
    ]
    bare = [table(key, (None, None), None) for key in ("why-stuck", "advice", "impasses", "missing")]
    *_, last = sections(_with(*small, *bare))
    assert last["chart"] is None
    assert [[each.key for each in row] for row in last["rows"]] == [["earlier", "missing"], ["addressees"]]


def _with(*tables):
    publication = Publication("Noord-Limburg", frozenset(), 5, tables)
    return LearningReportContent("Noord-Limburg", *BEFORE, publication, (), ())


def test_method_page_says_what_is_promised_and_what_is_not(pdf):
    text = text_of(pdf)
    for part in (
        # Two columns: lines of one may stand between those of the other.
        *("Wel:", "kan niemand", "Niet:", "doorvertelt", "rekenprogramma nadoet", "publiceren"),
        "python controleer-rapportage.py RAPPORTAGE.pdf CERTIFICAAT.json",
    ):
        assert part in text


def test_every_page_passes_the_checkers(pdf, tmp_path):
    assert_accessible(pdf, tmp_path)
    assert_fonts_embedded(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        figures = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        said = [str(item.Alt) for item in figures if item.get("/S") == "/Figure"]
    assert 2 <= len(said) <= 4
    assert all(text.startswith("Staafdiagram. ") and text.count(":") >= 3 for text in said)
