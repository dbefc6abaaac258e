"""Export as Excel workbook, written row by row so that a long list needs little memory."""

import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from .columns import Column, Kind, harmless

FORMATS = {Kind.DATE: "d-m-yyyy", Kind.MOMENT: "d-m-yyyy hh:mm"}
WIDTHS = {Kind.TEXT: 28, Kind.NUMBER: 12, Kind.DATE: 12, Kind.MOMENT: 18}
HEADER_FONT = Font(bold=True)
HEADER_FILL = PatternFill("solid", fgColor="E0F0F1")
MAX_CELL = 32767


def xlsx(title: str, columns: Sequence[Column], rows: Iterable) -> bytes:
    """The rows as a workbook of one sheet with a bold, frozen and filterable header."""
    book = Workbook(write_only=True)
    book.properties.title = title
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = max(
            WIDTHS[column.kind], len(column.label) + 2
        )
    sheet.append([_header(sheet, column) for column in columns])
    last = 1
    try:
        for row in rows:
            sheet.append([_cell(sheet, column, row) for column in columns])
            last += 1
    except Exception:
        # A half-written sheet must be closed, or it complains when it is thrown away.
        sheet.close()
        raise
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(columns), 1))}{last}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip("' ") or "Overzicht"


def _header(sheet, column: Column) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=harmless(column.label))
    cell.font = HEADER_FONT
    cell.fill = HEADER_FILL
    return cell


def _cell(sheet, column: Column, row) -> WriteOnlyCell:
    value = column.of(row)
    cell = WriteOnlyCell(sheet, value=value[:MAX_CELL] if isinstance(value, str) else value)
    if isinstance(value, str):
        # openpyxl guesses formulas and errors from the text; here text is always text.
        cell.data_type = "s"
    if value is not None and column.kind in FORMATS:
        cell.number_format = FORMATS[column.kind]
    return cell
