"""The learning report as PDF, and the context its page shares with it."""

import calendar
import datetime
from collections.abc import Sequence

from django.utils.formats import date_format

from reports.disclosure import SafeTable
from reports.disclosure.publication import canonical
from reports.pdf import render_pdf

from .catalogue import MUNICIPALITY_THRESHOLD
from .content import THRESHOLD, LearningReportContent, to_frozen
from .findings import chart_title
from .previous import Previous


def render(content: LearningReportContent, *, certificate: dict | None = None) -> bytes:
    """The report as tagged PDF; the same content and certificate give the same bytes.

    The certificate holds a digest of the figures, and the PDF prints the digest of the certificate: first the
    figures, then the certificate, then the PDF, so nothing has to know what is made after it. Without one it
    says that it is a draft.
    """
    title = f"Leerrapportage {content.region_name}, {period(content)}"
    return render_pdf(
        "reports/learning/report_pdf.html",
        context(content) | {"seal": (certificate or {}).get("hash", ""), "is_draft": certificate is None},
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
        "previous": content.previous,
        "previous_period": period(content.previous) if content.previous else "",
        "threshold": THRESHOLD,
        "municipality_threshold": MUNICIPALITY_THRESHOLD,
    }


def period(content: LearningReportContent | Previous) -> str:
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
        "aanbevelingen": "aanbevelingen in adviezen",
        "signalen": "leersignalen",
    }
    return [{"label": label, "value": totals[unit]} for unit, label in labels.items() if unit in totals]


def sections(content: LearningReportContent) -> list[dict]:
    """The tables in the order of the story; one of a section also as chart, when it shows anything."""
    return [
        _section(
            content,
            "Waarom hulp vastliep",
            "Waarom casussen bij het expertteam kwamen, en hoe lang een advies of een plek duurde.",
            ("why-stuck", "municipality", "tried", "waiting"),
            charted="why-stuck",
        ),
        _section(
            content,
            "Wat er met het advies gebeurde",
            "Zes maanden na elk advies vragen wij wat ermee is gedaan. Ook wie zwijgt, telt mee.",
            ("advice", "deviations", "placements"),
            charted="advice",
        ),
        _section(
            content,
            "Waar casussen vastzaten",
            "Bij een impasse zoekt de procesregisseur wie haar kan doorbreken.",
            ("impasses",),
            charted="impasses",
        ),
        _section(
            content,
            "Wat de keten kan leren",
            "Aan het eind van een casus legt het expertteam vast wat eerder of anders had gemoeten.",
            ("earlier", "missing", "bottlenecks", "addressees"),
            charted="missing",
        ),
    ]


def _section(
    content: LearningReportContent, title: str, intro: str, keys: Sequence[str], *, charted: str
) -> dict:
    table = content.table(charted)
    axis = "columns" if table.key == "advice" and table.two_way else "rows"
    figures = table.by_column() if axis == "columns" else table.by_row()
    chart = table if any(figures.values()) else None
    return {
        "title": title,
        "intro": intro,
        "chart": chart,
        "chart_title": chart_title(table, table.title),
        "axis": axis,
        "rows": _side_by_side(_pick(content, *keys), chart),
    }


def _side_by_side(tables: Sequence[SafeTable], chart: SafeTable | None) -> list[tuple[SafeTable, ...]]:
    """The tables in order, two narrow ones in a row; wide ones and the one with a chart have their own."""
    rows: list[tuple[SafeTable, ...]] = []
    for table in tables:
        last = rows[-1] if rows else ()
        if len(last) == 1 and not any(each.two_way or each is chart for each in (*last, table)):
            rows[-1] = (*last, table)
        else:
            rows.append((table,))
    return rows


def _pick(content: LearningReportContent, *keys: str) -> list:
    """These tables, as far as the catalogue had them when the report was made."""
    by_key = {table.key: table for table in content.tables}
    return [by_key[key] for key in keys if key in by_key]
