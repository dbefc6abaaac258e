"""How long a learning report takes to draw, beside what WeasyPrint alone takes for the same page."""

import datetime
import io
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import pikepdf
from django.template.loader import render_to_string

from reports.disclosure import Publication, SafeTable
from reports.learning import LearningReportContent, render
from reports.learning.asked import Asked, AskedQuestion
from reports.learning.content import THRESHOLD, LessonText
from reports.learning.findings import Theme
from reports.learning.render import context
from reports.pdf.render import draw

RUNS = 3
STARTS_ON, ENDS_ON = datetime.date(2026, 1, 1), datetime.date(2026, 6, 30)
KEYS = (
    *("why-stuck", "municipality", "tried", "waiting", "advice", "deviations", "placements", "impasses"),
    *("earlier", "missing", "addressees"),
)
ROWS, COLUMNS = 9, 4
QUESTIONS, LESSONS = 12, 8
SENTENCE = "Waar iedereen vroeg aan tafel zat, kwam er eerder een plan dat ook overdag klopte. "


@dataclass(frozen=True)
class Drawn:
    """Seconds of a whole report, and of drawing its page alone."""

    pages: int
    whole: float
    alone: float

    @property
    def ours(self) -> float:
        return self.whole - self.alone


def measure() -> Drawn:
    """Medians, in turns, for a busy machine slows both; after a first time that loads fonts and templates."""
    content = long_report()
    page = {**context(content), "seal": "", "title": "Leerrapportage"}
    html = render_to_string("reports/learning/report_pdf.html", page)
    css = render_to_string("reports/print.css")
    drawn = render(content)
    pairs = [
        (_seconds(lambda: render(content)), _seconds(lambda: draw(html, css, "Leerrapportage", ENDS_ON)))
        for _ in range(RUNS)
    ]
    whole, alone = (median(times) for times in zip(*pairs, strict=True))
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        return Drawn(len(pdf.pages), whole, alone)


def long_report() -> LearningReportContent:
    """Invented figures that fill some twelve pages."""
    tables = tuple(_table(key) for key in KEYS)
    question = AskedQuestion(
        whom="Toegang",
        addressee="gemeentelijke toegang",
        subject="Hulp die ontbreekt",
        text="Wat gaat u hieraan doen?",
        asked_on="12 januari 2026",
        answer_by="1 maart 2026",
        state="Pakt het op",
        tone="success",
        says="pakt het op",
        reason=SENTENCE,
    )
    return LearningReportContent(
        region_name="Proefregio",
        period_start=STARTS_ON,
        period_end=ENDS_ON,
        publication=Publication("Proefregio", frozenset(), THRESHOLD, tables),
        findings=(SENTENCE,) * 3,
        themes=tuple(Theme(f"Thema {number}", SENTENCE) for number in range(6)),
        lessons=tuple(LessonText(f"Les {number}", SENTENCE * 4) for number in range(LESSONS)),
        asked=Asked((question,) * QUESTIONS),
    )


def _table(key: str) -> SafeTable:
    rows = tuple(f"soort hulp nummer {number}" for number in range(ROWS))
    cells = tuple(tuple(10 + row + column for column in range(COLUMNS)) for row in range(ROWS))
    figures = {
        "key": key,
        "title": f"Tabel over {key}",
        "unit": "casussen",
        "row_name": "soort hulp",
        "rows": rows,
        "row_totals": tuple(map(sum, cells)),
        "total": sum(map(sum, cells)),
        "threshold": THRESHOLD,
        "column_name": "kader",
        "columns": tuple(f"kader {number}" for number in range(COLUMNS)),
        "cells": cells,
        "column_totals": tuple(map(sum, zip(*cells, strict=True))),
    }
    return SafeTable.from_dict(figures)


def _seconds(work) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started
