"""Figures that may be seen: `protect` turns counts into SafeTables, and nothing else reaches a page or a PDF.

Nothing here knows Django. See protect.py for the promise that is kept.
"""

from .protect import protect
from .safe import HIDDEN, SafeTable, percentage, require_safe
from .tables import CountTable, Dimension, Relation

__all__ = [
    "HIDDEN",
    "CountTable",
    "Dimension",
    "Relation",
    "SafeTable",
    "percentage",
    "protect",
    "require_safe",
]
