"""A list that leaves as Excel or CSV opens right and runs nothing."""

import datetime
import io
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from reports.exports import Column, Kind, csv
from reports.exports.excel import xlsx

COLUMNS = [
    Column("Casus", lambda row: row["number"]),
    Column("Ingediend", lambda row: row["filed"], Kind.DATE),
    Column("Gewijzigd", lambda row: row["changed"], Kind.MOMENT),
    Column("Dagen", lambda row: row["days"], Kind.NUMBER),
]
ROW = {
    "number": "NL-2026-0042",
    "filed": datetime.date(2026, 10, 9),
    "changed": datetime.datetime(2026, 10, 9, 12, 30, tzinfo=datetime.UTC),
    "days": 12,
}
DANGEROUS = [
    "=cmd|' /C calc'!A0",
    "+31 6 12345678",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\uff1d1+1",
]


def sheet(content):
    return load_workbook(io.BytesIO(content)).active


def lines(content):
    return content.decode("utf-8-sig").split("\r\n")


def text_column(text):
    return [Column("Tekst", lambda row: text)]


def test_excel_has_real_dates_and_numbers_under_a_bold_frozen_header():
    page = sheet(xlsx("Casussen", COLUMNS, [ROW]))
    assert [cell.value for cell in page[1]] == ["Casus", "Ingediend", "Gewijzigd", "Dagen"]
    assert all(cell.font.bold for cell in page[1])
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:D2"
    number, filed, changed, days = page[2]
    assert number.value == "NL-2026-0042"
    assert filed.is_date and filed.value == datetime.datetime(2026, 10, 9)
    assert changed.value == datetime.datetime(2026, 10, 9, 14, 30)
    assert days.value == 12 and days.data_type == "n"


def test_csv_has_a_byte_order_mark_and_semicolons():
    content = csv(COLUMNS, [ROW])
    assert content.startswith(b"\xef\xbb\xbf")
    assert lines(content)[:2] == [
        "Casus;Ingediend;Gewijzigd;Dagen",
        "NL-2026-0042;2026-10-09;2026-10-09 14:30;12",
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_is_taken_for_a_formula(text):
    cell = sheet(xlsx("Casussen", text_column(text), [ROW]))["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")
    assert lines(csv(text_column(text), [ROW]))[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("text", ["Wonen: gezinshuis", "a=b", "9 = 9", "", "een-twee"])
def test_harmless_text_stays_as_it_is(text):
    assert sheet(xlsx("Casussen", text_column(text), [ROW]))["A2"].value == (text or None)


def test_dangerous_heading_is_escaped_too():
    columns = [Column("=HYPERLINK()", lambda row: 1, Kind.NUMBER)]
    assert sheet(xlsx("Casussen", columns, [ROW]))["A1"].value == "'=HYPERLINK()"
    assert lines(csv(columns, [ROW]))[0] == "'=HYPERLINK()"


def test_separator_quotes_and_line_breaks_stay_inside_their_field():
    assert lines(csv(text_column('a;b "c"'), [ROW]))[1] == '"a;b ""c"""'


def test_characters_that_break_a_workbook_are_dropped():
    assert sheet(xlsx("Casussen", text_column("a\x00b\x1fc"), [ROW]))["A2"].value == "abc"


def test_empty_list_gives_a_file_with_only_a_header():
    page = sheet(xlsx("Casussen", COLUMNS, []))
    assert page.max_row == 1
    assert lines(csv(COLUMNS, []))[1:] == [""]


def test_sheet_name_is_made_fit():
    assert sheet(xlsx("Casussen: alle [regio's] / 2026, met een lange titel", COLUMNS, [])).title == (
        "Casussen  alle  regio's    2026"
    )


def test_text_in_a_date_column_is_a_mistake():
    with pytest.raises(TypeError):
        xlsx("Casussen", [Column("Datum", lambda row: "gisteren", Kind.DATE)], [ROW])


def test_moment_in_a_date_column_shows_the_local_day():
    late = datetime.datetime(2026, 10, 9, 22, 30, tzinfo=datetime.UTC)
    assert late.astimezone(ZoneInfo("Europe/Amsterdam")).day == 10
    page = sheet(xlsx("Casussen", [Column("Datum", lambda row: late, Kind.DATE)], [ROW]))
    assert page["A2"].value == datetime.datetime(2026, 10, 10)
