"""Lists that leave as Excel or CSV, from one set of columns."""

from .columns import Column, Kind, Sheet
from .comma import csv

__all__ = ["Column", "Kind", "Sheet", "csv"]
