"""Sentences and themes of a report, worked out from protected figures only."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reports.disclosure import SafeTable, percentage

from .catalogue import BOTTLENECK_PREFIX, MOMENT, NO_ANSWER, NOT_KNOWN_YET
from .counting import OTHER
from .previous import Previous

MOST = 3
MAX_THEMES = 6
# What can be said of the highest row of a table: for sure, and when a hidden figure may be higher.
CLAIMS = {
    "why-stuck": "Hulp liep het vaakst vast door {label}",
    "missing": "De hulp die het vaakst ontbrak, is ‘{label}’",
    "impasses": "Casussen zaten het vaakst vast op ‘{label}’",
    "earlier": "De hulp die het vaakst eerder had gemoeten, is ‘{label}’",
    MOMENT: "Eerder hulp was het vaakst nodig {label}",
    "addressees": "Leersignalen zijn het vaakst bedoeld voor ‘{label}’",
    "deviations": "De vaakst genoemde reden om van het advies af te wijken, is ‘{label}’",
}
GUESSES = {
    "why-stuck": "Hulp liep vaak vast door {label}",
    "missing": "Hulp die vaak ontbrak, is ‘{label}’",
    "impasses": "Casussen zaten vaak vast op ‘{label}’",
    "earlier": "Hulp die vaak eerder had gemoeten, is ‘{label}’",
    MOMENT: "Eerder hulp was vaak nodig {label}",
    "addressees": "Veel leersignalen zijn bedoeld voor ‘{label}’",
    "deviations": "Een vaak genoemde reden om van het advies af te wijken, is ‘{label}’",
}
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


def findings(tables: Mapping[str, SafeTable], previous: Previous | None = None) -> tuple[str, ...]:
    """The three findings that tell most, or fewer; at least one sentence.

    Sure ones go first: those that no hidden figure can contradict. Then counts how far a figure is from what
    it would be when all labels came up as often. They are told in the order of the report. Where the report
    before this one shows the same figure, a sentence says so.
    """
    made = [finding for maker in MAKERS if (finding := maker(tables))]
    telling = sorted(made, key=lambda each: (not each.sure, -each.weight))[:MOST]
    told = [each.sentence + _before(each, previous) for each in made if each in telling]
    return tuple(told) or (NO_FIGURES,)


@dataclass(frozen=True)
class Finding:
    """A sentence about one figure: the total of a row, or of a column, of a table."""

    sentence: str
    table: SafeTable
    label: str
    value: int
    sure: bool = True
    of_column: bool = False

    @property
    def weight(self) -> float:
        labels = self.table.columns if self.of_column else self.table.rows
        return self.value / self.table.total - 1 / len(labels) if self.table.total else 0


def _of_leader(key: str) -> Callable[[Mapping[str, SafeTable]], Finding | None]:
    def make(tables):
        table = tables.get(key)
        top = leader(table.by_row(), table.total) if table else None
        if not top:
            return None
        claim = _said(CLAIMS if top.sure else GUESSES, table)
        sentence = f"{claim.format(label=top.label)}: {share(top.value, table.total, table.unit)}."
        return Finding(sentence, table, top.label, top.value, sure=top.sure)

    return make


def _said(words: Mapping[str, str], table: SafeTable) -> str:
    return words[MOMENT if table.row_name == MOMENT else table.key]


def _advice(tables) -> Finding | None:
    table = tables["advice"]
    outcomes = table.by_column() if table.two_way else table.by_row()
    followed = next(iter(outcomes), None)
    if followed is None or outcomes[followed] is None:
        return None
    rounded = percentage(outcomes[followed], table.total)
    about = f" (ongeveer {rounded}%)" if rounded is not None else ""
    whole = f"Van de {table.total} aanbevelingen" if table.total is not None else "Van de aanbevelingen"
    sentence = f"{whole} zijn er {outcomes[followed]} {followed}{about}."
    if silent := outcomes.get(NO_ANSWER):
        sentence += f" Op {silent} aanbevelingen kwam geen antwoord; die tellen mee in het totaal."
    return Finding(sentence, table, followed, outcomes[followed], of_column=table.two_way)


def _placements(tables) -> Finding | None:
    table = tables["placements"]
    if table.withheld or not table.row_totals[0]:
        return None
    counted = share(table.row_totals[0], table.total, table.unit)
    sentence = f"Bij {counted} is een plaatsing buiten het gezin voorkomen."
    return Finding(sentence, table, table.rows[0], table.row_totals[0])


MAKERS = (
    _of_leader("why-stuck"),
    _advice,
    _of_leader("deviations"),
    _placements,
    _of_leader("impasses"),
    _of_leader("missing"),
    _of_leader("earlier"),
    _of_leader("addressees"),
)


def _before(finding: Finding, previous: Previous | None) -> str:
    """What the same figure was; nothing where it was not published."""
    if previous is None:
        return ""
    look = previous.columns_like if finding.of_column else previous.rows_like
    was = (look(finding.table) or {}).get(finding.label)
    if was is None:
        return ""
    if was == finding.value:
        return " Dat is evenveel als in de vorige periode."
    return f" In de vorige periode waren dat er {was}."


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
    """The finding of a chart, as far as the shown figures carry it; otherwise what it is about."""
    of_column = table.two_way and table.key == "advice"
    top = leader(table.by_column() if of_column else table.by_row(), table.total)
    if not top or not top.sure:
        return subject
    if table.key == "advice":
        most = table.total is not None and 2 * top.value > table.total
        return f"{'De meeste aanbevelingen zijn' if most else 'Aanbevelingen zijn het vaakst'} {top.label}"
    return _said(CLAIMS, table).format(label=top.label)
