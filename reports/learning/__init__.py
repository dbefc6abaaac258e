"""The learning report of a region: compose it from records, freeze its figures, render it."""

from .content import LearningReportContent, compose, from_frozen, to_frozen
from .facts import BOTTLENECK, EARLIER, MISSING, Labels
from .render import render

__all__ = [
    "BOTTLENECK",
    "EARLIER",
    "MISSING",
    "Labels",
    "LearningReportContent",
    "compose",
    "from_frozen",
    "render",
    "to_frozen",
]
