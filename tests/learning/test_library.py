"""The library of published reports: one set of frozen figures, in every form that people work with."""

import csv
import io
import json
from datetime import date

import pikepdf
import pytest
from django.db import transaction
from django.urls import reverse
from openpyxl import load_workbook

from expertteam.core import clock
from expertteam.learning import reporting
from expertteam.learning.models import LearningRecord, LearningReport
from expertteam.organisations.models import Region
from reports.disclosure import HIDDEN
from reports.learning import meeting
from reports.learning.assembly import previous_of
from tests.learning.library import close_cases, keep, publish
from tests.pages import text_of
from workflows.demo.people import person
from workflows.views import learning_reports

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 13)
FILES = ("report_pdf", "report_excel", "report_csv", "report_data", "report_certificate")
READERS = (
    "clientenraad",
    "inkoop",
    "beleid.noord",
    "fg",
    "coordinator.zuid",
    "voorzitter.noord",
    "deskundige1.midden",
    "regisseur.zuid",
    "centrum1",
)
OTHERS = ("aanmelder.venlo", "aanbieder.lindehof", "beheer")
LIBRARY = "/leren/rapportages/"


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """Reckoned once for all tests of this module, and then taken back."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.travel(TODAY):
        yield keep(close_cases())
        transaction.set_rollback(True)


@pytest.fixture
def draft(kept, people, travel):
    with travel(TODAY):
        yield LearningReport.objects.get(pk=kept.pk)


@pytest.fixture
def published(draft):
    return publish(draft)


def address(name, report):
    return reverse(f"workflows:{name}", args=[report.public_id])


def fetch(client, name, report) -> bytes:
    answer = client.get(address(name, report))
    assert answer.status_code == 200, name
    return answer.content


def frozen_tables(report) -> list[dict]:
    asked = report.figures["asked"]["table"]
    return [*report.figures["publication"]["tables"], *([asked] if asked else [])]


def frozen_cells(report) -> set[tuple]:
    """Every figure as it was frozen: table, row, column, value."""
    found = set()
    for table in frozen_tables(report):
        if table["withheld"]:
            continue
        key, rows, columns = table["key"], table["rows"], table["columns"]
        found.add((key, "", "", table["total"]))
        found |= {(key, row, "", value) for row, value in zip(rows, table["row_totals"], strict=True)}
        found |= {(key, "", each, value) for each, value in zip(columns, table["column_totals"], strict=True)}
        for row, values in zip(rows, table["cells"], strict=False):
            found |= {(key, row, each, value) for each, value in zip(columns, values, strict=True)}
    return found


def cells_of_csv(content: bytes) -> set[tuple]:
    lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    found = set()
    for line in lines:
        assert (line["waarde"] == "") == (line["getoond"] == "nee")
        value = int(line["waarde"]) if line["waarde"] else None
        found.add((line["tabel"], line["rij"], line["kolom"], value))
    return found


def cells_of_excel(content: bytes, tables: list[dict]) -> set[tuple]:
    _, *pages = load_workbook(io.BytesIO(content)).worksheets
    found = set()
    for page, table in zip(pages, tables, strict=True):
        if not table["withheld"]:
            found |= set(_cells_of_page(page, table))
    return found


def _cells_of_page(page, table):
    _, header, *lines = page.iter_rows(values_only=True)
    names = {each.capitalize(): each for each in table["columns"]}
    for line in lines[: len(table["rows"]) + 1]:
        row = next((each for each in table["rows"] if each.capitalize() == line[0]), "")
        for name, value in zip(header[1:], line[1:], strict=True):
            if name is not None:
                yield table["key"], row, names.get(name, ""), None if value == HIDDEN else value


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_finds_the_report_and_all_its_files(published, as_user, reader, monkeypatch):
    # Drawing takes long and asks nobody anything.
    monkeypatch.setattr(learning_reports, "render_pdf", lambda *args, **kwargs: b"%PDF")
    monkeypatch.setattr(meeting, "render", lambda pack: b"%PDF")
    client = as_user(reader)
    page = client.get(LIBRARY).content.decode()
    assert "Januari 2026 tot en met juni 2026" in page
    for name in (*FILES, "meeting_pack"):
        assert address(name, published) in page
        assert client.get(address(name, published)).status_code == 200, name


@pytest.mark.parametrize("somebody", OTHERS)
def test_for_everybody_else_there_is_no_library(published, as_user, somebody):
    client = as_user(somebody)
    assert client.get(LIBRARY).status_code == 404
    for name in FILES:
        assert client.get(address(name, published)).status_code == 404, name


@pytest.mark.parametrize("name", ["report_excel", "report_csv", "report_data"])
def test_a_draft_has_no_files_in_the_library(draft, as_user, name):
    for somebody in ("clientenraad", "coordinator.noord", "fg"):
        assert as_user(somebody).get(address(name, draft)).status_code == 404, somebody


def test_excel_csv_json_and_pdf_hold_the_same_figures(published, as_user):
    client = as_user("inkoop")
    expected = frozen_cells(published)
    assert len(expected) > 30 and any(value is None for *_, value in expected)
    assert cells_of_csv(fetch(client, "report_csv", published)) == expected
    assert cells_of_excel(fetch(client, "report_excel", published), frozen_tables(published)) == expected
    data = fetch(client, "report_data", published)
    assert json.loads(data) == published.figures
    with pikepdf.open(io.BytesIO(fetch(client, "report_pdf", published))) as pdf:
        assert pdf.attachments["gegevens.json"].get_file().read_bytes() == data


def test_what_happens_after_publishing_changes_no_file(published, as_user):
    client = as_user("beleid.noord")
    before = {name: fetch(client, name, published) for name in FILES if name != "report_excel"}
    sheets = cells_of_excel(fetch(client, "report_excel", published), frozen_tables(published))
    LearningRecord.objects.update(why_stuck="aanbod", waiting_band="8+", placement_prevented="nee")
    LearningRecord.objects.filter(month__month__gt=2).delete()
    close_cases()
    assert {name: fetch(client, name, published) for name in before} == before
    after = fetch(client, "report_excel", published)
    assert cells_of_excel(after, frozen_tables(published)) == sheets


def test_the_workbook_hides_nothing_and_reckons_nothing(published, as_user):
    book = load_workbook(io.BytesIO(fetch(as_user("inkoop"), "report_excel", published)))
    assert book.sheetnames[0] == "Uitleg"
    assert len(book.sheetnames) == 1 + len(frozen_tables(published))
    assert {page.sheet_state for page in book} == {"visible"}
    assert not book.defined_names and not book.vba_archive
    for page in book:
        assert not any(
            each.hidden for each in (*page.row_dimensions.values(), *page.column_dimensions.values())
        )
        for line in page.iter_rows():
            assert not any(cell.data_type == "f" or cell.comment for cell in line)
    properties = book.properties
    assert properties.creator == "Expertteam Jeugd"
    assert properties.title == "Leerrapportage Noord-Limburg, januari tot en met juni 2026"
    assert not any(
        (properties.description, properties.keywords, properties.subject, properties.lastModifiedBy)
    )
    small = [cell.value for cell in book.worksheets[1]["B"] if cell.value == HIDDEN]
    assert len(small) >= 2, "one hidden alone could be worked out"


def test_the_library_is_filtered_by_region_and_by_period(published, as_user):
    client = as_user("clientenraad")
    found = text_of(client.get(LIBRARY, {"regio": "noord-limburg", "jaar": "2026"}))
    assert "1 rapportage gevonden" in found
    nothing = text_of(client.get(LIBRARY, {"regio": "zuid-limburg"}))
    assert "Geen rapportages gevonden" in nothing and "Toon alle rapportages" in nothing
    assert client.get(LIBRARY, {"regio": "'", "jaar": "x"}).status_code == 200


def test_an_empty_library_says_what_comes(draft, as_user):
    draft.delete()
    assert "Er is nog geen rapportage gepubliceerd" in text_of(as_user("clientenraad").get(LIBRARY))
    assert "Maak een rapportage zodra" in text_of(as_user("coordinator.noord").get(LIBRARY))


def test_a_draft_stands_apart_for_who_makes_reports_and_for_nobody_else(draft, as_user):
    assert "In de maak" in text_of(as_user("coordinator.noord").get(LIBRARY))
    assert "In de maak" in text_of(as_user("fg").get(LIBRARY))
    for somebody in ("clientenraad", "coordinator.zuid"):
        page = text_of(as_user(somebody).get(LIBRARY))
        assert "In de maak" not in page and "januari 2026" not in page


def test_a_withdrawn_report_leaves_a_notice_and_no_file(published, as_user):
    why = "De aantallen van maart telden niet mee."
    reporting.withdraw(report=published, by=person("fg"), why=why, path="/leren/rapportages/")
    client = as_user("clientenraad")
    page = client.get(LIBRARY).content.decode()
    assert "Ingetrokken" in page and why in page and "Gebruik deze cijfers niet meer." in page
    for name in FILES[1:4]:
        assert address(name, published) not in page
        assert client.get(address(name, published)).status_code == 404, name


def test_a_report_is_compared_with_the_published_one_of_as_many_months_before_it(published):
    region, six_months = published.region, (date(2026, 7, 1), date(2026, 12, 31))
    found = previous_of(region, *six_months)
    assert (found.period_start, found.period_end) == (date(2026, 1, 1), date(2026, 6, 30))
    assert json.loads(json.dumps(found.as_dict()["tables"])) == published.figures["publication"]["tables"]
    for starts_on, ends_on in (
        (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 8, 1), date(2027, 1, 31)),
        (date(2026, 1, 1), date(2026, 6, 30)),
    ):
        assert previous_of(region, starts_on, ends_on) is None
    assert previous_of(Region.objects.get(code="ZL"), *six_months) is None
    reporting.withdraw(report=published, by=person("fg"), why="De telling klopte niet.", path=LIBRARY)
    assert previous_of(region, *six_months) is None


def test_a_draft_is_nothing_to_compare_with(draft):
    assert previous_of(draft.region, date(2026, 7, 1), date(2026, 12, 31)) is None
