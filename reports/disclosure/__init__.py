"""Figures that may be seen: `protect` turns counts into SafeTables, and nothing else reaches a page or a PDF.

Nothing here knows Django. See protect.py for the promise that is kept, certificate.py for its proof.
"""

from .layout import Scope
from .protect import Counts, protect, publish
from .publication import Publication
from .safe import HIDDEN, SafeTable, percentage, require_safe
from .shape import Dimension
from .suppress import Effort
from .system import Inconsistent
from .tables import CountTable, Relation

__all__ = [
    "HIDDEN",
    "CountTable",
    "Counts",
    "Dimension",
    "Effort",
    "Inconsistent",
    "Publication",
    "Relation",
    "SafeTable",
    "Scope",
    "percentage",
    "protect",
    "publish",
    "require_safe",
]
