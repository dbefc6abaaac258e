"""The learning report as PDF, and the context its page shares with it."""

import calendar
import datetime

from django.utils.formats import date_format

from reports.disclosure.publication import canonical
from reports.pdf import render_pdf

from .catalogue import MUNICIPALITY_THRESHOLD
from .content import THRESHOLD, LearningReportContent, to_frozen
from .findings import chart_title


def render(content: LearningReportContent) -> bytes:
    """The report as tagged PDF; the same content gives the same bytes."""
    title = f"Leerrapportage {content.region_name}, {period(content)}"
    return render_pdf(
        "reports/learning/report_pdf.html",
        context(content),
        title=title,
        dated=content.period_end,
        data=data_file(content),
    )


def data_file(content: LearningReportContent) -> bytes:
    """The frozen content as JSON: what is attached to the PDF, and what the checker reads."""
    return canonical(to_frozen(content)).encode()


def context(content: LearningReportContent) -> dict:
    """What the templates of page and PDF need; both draw the same sections."""
    return {
        "content": content,
        "period": period(content),
        "sections": sections(content),
        "key_figures": key_figures(content),
        "threshold": THRESHOLD,
        "municipality_threshold": MUNICIPALITY_THRESHOLD,
    }


def period(content: LearningReportContent) -> str:
    """“januari tot en met juni 2026”, or with days when the period is not whole months."""
    start, end = content.period_start, content.period_end
    last = calendar.monthrange(end.year, end.month)[1]
    whole_months = start.day == 1 and end.day == last
    form = "F Y" if whole_months else "j F Y"
    if whole_months and (start.year, start.month) == (end.year, end.month):
        return date_format(start, form)
    return f"{date_format(start, _short(form, start, end))} tot en met {date_format(end, form)}"


def _short(form: str, start: datetime.date, end: datetime.date) -> str:
    return form.removesuffix(" Y") if start.year == end.year else form


def key_figures(content: LearningReportContent) -> list[dict]:
    """The shown totals; a hidden one is left out."""
    totals = {table.unit: table.total for table in content.tables if table.total is not None}
    labels = {
        "casussen": "afgeronde casussen",
        "aanbevelingen": "aanbevelingen in hun adviezen",
        "signalen": "leersignalen",
    }
    return [{"label": label, "value": totals[unit]} for unit, label in labels.items() if unit in totals]


def sections(content: LearningReportContent) -> list[dict]:
    """The tables in the order of the story, two of them with a chart."""
    why, advice = content.table("why-stuck"), content.table("advice")
    return [
        {
            "title": "Waarom hulp vastliep",
            "intro": "Waarom casussen bij het expertteam kwamen, en hoe lang een advies of een plek duurde.",
            "chart": None if why.withheld else why,
            "chart_title": chart_title(why, "Waarom de hulp vastliep"),
            "axis": "rows",
            "tables": _pick(content, "why-stuck", "municipality", "tried", "waiting"),
        },
        {
            "title": "Wat er met het advies gebeurde",
            "intro": "Zes maanden na elk advies vragen wij wat ermee is gedaan. Ook wie zwijgt, telt mee.",
            "chart": None if advice.withheld else advice,
            "chart_title": chart_title(advice, "Opvolging van het advies"),
            "axis": "columns" if advice.two_way else "rows",
            "tables": _pick(content, "advice", "deviations", "placements"),
        },
        {
            "title": "Waar casussen vastzaten",
            "intro": "Bij een impasse zoekt de procesregisseur wie haar kan doorbreken.",
            "tables": _pick(content, "impasses"),
        },
        {
            "title": "Wat de keten kan leren",
            "intro": "Aan het eind van een casus legt het expertteam vast wat eerder of anders had gemoeten.",
            "tables": _pick(content, "earlier", "missing", "bottlenecks", "addressees"),
        },
    ]


def _pick(content: LearningReportContent, *keys: str) -> list:
    """These tables, as far as the catalogue had them when the report was made."""
    by_key = {table.key: table for table in content.tables}
    return [by_key[key] for key in keys if key in by_key]
