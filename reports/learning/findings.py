"""Sentences and themes of a report, worked out from protected figures only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.disclosure import SafeTable, percentage

from .catalogue import BOTTLENECK_PREFIX, MOMENT, NO_ANSWER, NOT_KNOWN_YET
from .counting import OTHER

MAX_THEMES = 6
NO_FIGURES = (
    "In deze periode waren er te weinig casussen om cijfers te tonen zonder dat iemand herkenbaar wordt."
)
# Answers that are not a finding.
NEUTRAL = frozenset({OTHER, NO_ANSWER, NOT_KNOWN_YET})


@dataclass(frozen=True)
class Leader:
    """The highest shown figure; `sure` when no hidden figure can be higher."""

    label: str
    value: int
    sure: bool


@dataclass(frozen=True)
class Theme:
    """What came back often; ``count`` is the figure it rests on, as the report shows it."""

    title: str
    text: str
    count: int = 0


def leader(figures: Mapping[str, int | None], total: int | None) -> Leader | None:
    """The label that stands out, or None when nothing is shown."""
    shown = {label: value for label, value in figures.items() if value and label not in NEUTRAL}
    if not shown:
        return None
    label, value = max(shown.items(), key=lambda pair: pair[1])
    others = [figure for name, figure in figures.items() if name != label]
    left = None if total is None else total - value - sum(figure or 0 for figure in others)
    tops = all(value > (figure or 0) for name, figure in figures.items() if name != label)
    return Leader(label, value, tops and (None not in others or (left is not None and left < value)))


def share(part: int | None, whole: int | None, unit: str) -> str:
    """“31 van de 84 casussen (ongeveer 35%)”; without the percentage when the whole is small."""
    if whole is None:
        return f"{part} {unit}"
    rounded = percentage(part, whole)
    return f"{part} van de {whole} {unit}" + (f" (ongeveer {rounded}%)" if rounded is not None else "")


def findings(tables: Mapping[str, SafeTable]) -> tuple[str, ...]:
    """The findings of the period, the most telling first; at least one sentence."""
    makers = (_number_of_cases, _why_stuck, _advice, _missing, _placements, _impasse)
    found = tuple(sentence for maker in makers if (sentence := maker(tables)))
    return found or (NO_FIGURES,)


def _number_of_cases(tables) -> str | None:
    totals = [
        table.total for table in tables.values() if table.unit == "casussen" and table.total is not None
    ]
    return f"In deze periode rondde het expertteam {totals[0]} casussen af." if totals else None


def _why_stuck(tables) -> str | None:
    table = tables["why-stuck"]
    top = leader(table.by_row(), table.total)
    if not top:
        return None
    counted = share(top.value, table.total, table.unit)
    if top.sure:
        return f"Hulp liep het vaakst vast door {top.label}: {counted}."
    return f"Hulp liep vaak vast door {top.label}: {counted}."


def _advice(tables) -> str | None:
    table = tables["advice"]
    outcomes = table.by_column() if table.two_way else table.by_row()
    if table.withheld or not outcomes:
        return None
    followed = next(iter(outcomes))
    silent = outcomes.get(NO_ANSWER)
    parts = []
    if outcomes[followed] is not None:
        rounded = percentage(outcomes[followed], table.total)
        about = f" (ongeveer {rounded}%)" if rounded is not None else ""
        whole = f"Van de {table.total} aanbevelingen" if table.total is not None else "Van de aanbevelingen"
        parts.append(f"{whole} zijn er {outcomes[followed]} {followed}{about}.")
    if silent:
        parts.append(f"Op {silent} aanbevelingen kwam geen antwoord; die tellen mee in het totaal.")
    return " ".join(parts) or None


def _missing(tables) -> str | None:
    table = tables["missing"]
    top = leader(table.by_row(), table.total)
    if not top:
        return None
    how = "De hulp die het vaakst ontbrak" if top.sure else "Hulp die vaak ontbrak"
    return f"{how}, is ‘{top.label}’: {share(top.value, table.total, table.unit)}."


def _placements(tables) -> str | None:
    table = tables["placements"]
    if table.withheld:
        return None
    prevented = table.row_totals[0]
    if not prevented:
        return None
    return f"Bij {share(prevented, table.total, table.unit)} is een plaatsing buiten het gezin voorkomen."


def _impasse(tables) -> str | None:
    table = tables["impasses"]
    top = leader(table.by_row(), table.total)
    if not top or not top.sure:
        return None
    return f"Casussen zaten het vaakst vast op ‘{top.label}’: {share(top.value, table.total, table.unit)}."


def themes(tables: Mapping[str, SafeTable]) -> tuple[Theme, ...]:
    """What came back in the signals of enough cases and organisations.

    A figure that is shown and not nought has passed the thresholds, so a theme is never about fewer.
    """
    found: list[tuple[int, Theme]] = []
    earlier = (
        "Eerder hulp nodig, {label}" if tables["earlier"].row_name == MOMENT else "Eerder inzetten: ‘{label}’"
    )
    for figures, title, text in (
        (
            tables["missing"].by_row(),
            "Hulp die ontbreekt: ‘{label}’",
            "{count} signalen noemen dit als aanbod dat er niet was.",
        ),
        (tables["earlier"].by_row(), earlier, "{count} signalen zeggen dat dit eerder had gemoeten."),
        (
            _bottlenecks(tables["addressees"]),
            "Knelpunt: {label}",
            "{count} signalen noemen dit als knelpunt in de keten.",
        ),
    ):
        for label, count in _telling(figures):
            found.append((count, Theme(title.format(label=label), text.format(count=count), count)))
    found.sort(key=lambda pair: -pair[0])
    return tuple(theme for _, theme in found[:MAX_THEMES])


def _bottlenecks(table: SafeTable) -> Mapping[str, int | None]:
    """The signals about each bottleneck, where these are told apart."""
    found = table.by_column() if table.two_way else {}
    return {
        label.removeprefix(BOTTLENECK_PREFIX): count
        for label, count in found.items()
        if label.startswith(BOTTLENECK_PREFIX)
    }


def _telling(figures: Mapping[str, int | None]) -> Iterable[tuple[str, int]]:
    return ((label, count) for label, count in figures.items() if count and label not in NEUTRAL)


def chart_title(table: SafeTable, subject: str) -> str:
    """The finding of a chart, as far as the shown figures carry it."""
    figures = table.by_column() if table.two_way and table.key == "advice" else table.by_row()
    top = leader(figures, table.total)
    if top and top.sure:
        return f"{subject}: ‘{top.label}’ komt het vaakst voor"
    return subject
