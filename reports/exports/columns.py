"""A column of an export, and how its values are made safe to open in a spreadsheet."""

import datetime
import enum
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from reports.disclosure.safe import HIDDEN

# A spreadsheet runs text that starts with one of these as a formula (OWASP, CSV injection).
FORMULA_START = re.compile(r"^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
# Characters that XML 1.0 cannot hold; a spreadsheet file with them does not open.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Kind(enum.StrEnum):
    TEXT = "text"
    NUMBER = "number"
    # A number of a protected table, or the symbol of one that is not shown.
    FIGURE = "figure"
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True)
class Column:
    """One column: its heading, how to read it from a row, and what kind of value it holds."""

    label: str
    value: Callable[[Any], Any]
    kind: Kind = Kind.TEXT

    def of(self, row):
        """The value for this row: a number, date or naive local moment, or harmless text; None when empty."""
        value = self.value(row)
        if value is None or value == "":
            return None
        return _READERS[self.kind](value)


@dataclass(frozen=True)
class Sheet:
    """One sheet: lines under a header, with a heading above it and notes below when they are given."""

    title: str
    columns: Sequence[Column]
    rows: Iterable
    heading: str = ""
    notes: Sequence[str] = ()


def harmless(text) -> str:
    """Text that no spreadsheet takes for a formula."""
    clean = UNPRINTABLE.sub("", str(text))
    return f"'{clean}" if FORMULA_START.match(clean) else clean


def _number(value):
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise TypeError(f"a number column holds {type(value).__name__}")
    return value


def _figure(value):
    return value if value == HIDDEN else _number(value)


def _date(value):
    if isinstance(value, datetime.datetime):
        return _moment(value).date()
    if not isinstance(value, datetime.date):
        raise TypeError(f"a date column holds {type(value).__name__}")
    return value


def _moment(value):
    if not isinstance(value, datetime.datetime):
        raise TypeError(f"a moment column holds {type(value).__name__}")
    # Excel knows no time zones: it gets the time on the clock in the office.
    return timezone.make_naive(value) if timezone.is_aware(value) else value


_READERS = {
    Kind.TEXT: harmless,
    Kind.NUMBER: _number,
    Kind.FIGURE: _figure,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
}
