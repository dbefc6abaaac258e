"""Export as Excel workbook, written row by row so that a long list needs little memory."""

import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from .columns import Column, Kind, Sheet, harmless

FORMATS = {Kind.DATE: "d-m-yyyy", Kind.MOMENT: "d-m-yyyy hh:mm"}
WIDTHS = {Kind.TEXT: 28, Kind.NUMBER: 12, Kind.FIGURE: 12, Kind.DATE: 12, Kind.MOMENT: 18}
HEADER_FONT = Font(bold=True)
HEADER_FILL = PatternFill("solid", fgColor="E0F0F1")
TO_THE_RIGHT = Alignment(horizontal="right")
MAX_CELL = 32767


def xlsx(title: str, columns: Sequence[Column], rows: Iterable) -> bytes:
    """The rows as a workbook of one sheet with a bold, frozen and filterable header."""
    return workbook(title, [Sheet(title, columns, rows)])


def workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """A workbook of these sheets; text stays text, and there is no formula in it."""
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = "Expertteam Jeugd"
    for each in sheets:
        _add(book, each)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _add(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(_sheet_name(sheet.title))
    first = 2 if sheet.heading else 1
    if sheet.columns:
        page.freeze_panes = f"A{first + 1}"
    for number, column in enumerate(sheet.columns, start=1):
        width = max(WIDTHS[column.kind], len(column.label) + 2)
        page.column_dimensions[get_column_letter(number)].width = width
    try:
        last = first + _write(page, sheet)
    except Exception:
        # A half-written sheet must be closed, or it complains when it is thrown away.
        page.close()
        raise
    if sheet.columns:
        page.auto_filter.ref = f"A{first}:{get_column_letter(len(sheet.columns))}{last}"


def _write(page, sheet: Sheet) -> int:
    """Heading, header, rows and notes; how many rows there were."""
    if sheet.heading:
        page.append([_bold(page, sheet.heading)])
    if sheet.columns:
        page.append([_header(page, column) for column in sheet.columns])
    count = 0
    for row in sheet.rows:
        page.append([_cell(page, column, row) for column in sheet.columns])
        count += 1
    if sheet.notes:
        page.append([])
    for note in sheet.notes:
        page.append([_text(page, note)])
    return count


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip("' ") or "Overzicht"


def _header(page, column: Column) -> WriteOnlyCell:
    cell = _bold(page, column.label)
    cell.fill = HEADER_FILL
    return cell


def _bold(page, text: str) -> WriteOnlyCell:
    cell = _text(page, text)
    cell.font = HEADER_FONT
    return cell


def _text(page, text: str) -> WriteOnlyCell:
    return _written(page, harmless(text))


def _cell(page, column: Column, row) -> WriteOnlyCell:
    value = column.of(row)
    cell = _written(page, value)
    if column.kind == Kind.FIGURE:
        cell.alignment = TO_THE_RIGHT
    if value is not None and column.kind in FORMATS:
        cell.number_format = FORMATS[column.kind]
    return cell


def _written(page, value) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=value[:MAX_CELL] if isinstance(value, str) else value)
    if isinstance(value, str):
        # openpyxl guesses formulas and errors from the text; here text is always text.
        cell.data_type = "s"
    return cell
