"""Which numbers in running text follow from figures that are shown."""

import re
from collections.abc import Iterable, Iterator, Sequence

from .figures import Report

LEAST_WHOLE, STEP = 50, 5
NUMBER = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|procent)?")
WORDS = (
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
)
IN_WORDS = {word: number for number, word in enumerate(WORDS)}
SHORTEST_LABEL = 5


def letters(text: str) -> str:
    """The text without what depends on how it is laid out."""
    return re.sub(r"\W", "", text.casefold())


def share(part: int, whole: int | None) -> str:
    """A percentage as a report may print it."""
    if whole is None or whole < LEAST_WHOLE:
        return "–"
    return f"{rounded(part, whole)}%"


def rounded(part: int, whole: int) -> int:
    return int(100 * part / whole / STEP + 0.5) * STEP


class Ledger:
    """All shown figures of some reports by their labels, the last report being the one that is read."""

    def __init__(self, reports: Sequence[Report], known_texts: Iterable[str]):
        self.known_texts = frozenset(map(letters, known_texts))
        self.told: dict[str, set[int | None]] = {}
        self.totals: set[int] = set()
        self.changes: dict[str, set[int]] = {}
        for report in reports:
            self._tell(report)
        self._compare(reports)
        # The first word of what is counted, such as “signalen” of “signalen over een knelpunt”.
        self.units = {table.unit.casefold().split()[0] for report in reports for table in report.tables}
        by_length = sorted(self.told, key=len, reverse=True)
        self.labels = [label for label in by_length if len(label) >= SHORTEST_LABEL]

    def _tell(self, report: Report) -> None:
        for table in report.tables:
            for name, value in table.figures.items():
                if name == table.total:
                    self.totals |= {value} - {None}
                else:
                    for label in name[2::2]:
                        self.told.setdefault(label.casefold(), set()).add(value)

    def _compare(self, reports: Sequence[Report]) -> None:
        """What two periods differ, where both show the figure."""
        *earlier, last = reports
        now = last.figures()
        for other in earlier:
            for name, value in other.figures().items():
                if None not in (value, now.get(name)):
                    label = name[-1].casefold() if len(name) > 1 else ""
                    self.changes.setdefault(label, set()).add(abs(now[name] - value))

    def tells(self, label: str, value: int | None) -> bool:
        """Whether some table says this of a label."""
        return value in self.told.get(label.casefold(), ())

    def wrong(self, text: str) -> list[str]:
        """The numbers in a text that no shown figure accounts for, each with the text."""
        if letters(text) in self.known_texts:
            return []
        return [wrong for sentence in re.split(r"(?<=[.;!?])\s", text) for wrong in self._wrong(sentence)]

    def _wrong(self, text: str) -> list[str]:
        if text.isdigit():
            return [] if int(text) in self.totals.union(*self.told.values()) else [text]
        labels, rest = self._without_labels(text.casefold())
        numbers = list(self._numbers(rest))
        counts = [number for number, sign in numbers if not sign]
        return [
            f"{number:g}{sign} in “{text}”"
            for number, sign in numbers
            if not (self._share_of(number, counts) if sign else self._accounted(number, labels, rest))
        ]

    def _without_labels(self, text: str) -> tuple[list[str], str]:
        found = []
        for label in self.labels:
            if label in text:
                found.append(label)
                text = text.replace(label, " ")
        return found, text

    def _numbers(self, text: str) -> Iterator[tuple[float, str]]:
        for found in NUMBER.findall(text):
            sign = "%" if found.endswith(("%", "procent")) else ""
            yield float(re.sub(r"[^\d.]", "", found.replace(",", ".")).rstrip(".")), sign
        yield from ((IN_WORDS[word], "") for word in re.findall(r"\w+", text) if word in IN_WORDS)

    def _accounted(self, number: float, labels: list[str], rest: str) -> bool:
        """A total; a figure of a label that is named; any figure, where only what is counted is named."""
        counted = [unit for unit in self.units if unit in rest]
        told = labels or (list(self.told) if counted else [])
        figures = self.totals.union(*(self.told[label] for label in told))
        changes = self.changes.get("", set()).union(*(self.changes.get(label, set()) for label in told))
        return number in figures or (bool(labels) and number in changes)

    def _share_of(self, percentage: float, counts: list[float]) -> bool:
        """With its part and whole beside it; or, with only the whole, of a part that is shown."""
        wholes = [whole for whole in counts if whole >= LEAST_WHOLE]
        parts = [part for part in counts if part in self.totals.union(*self.told.values())]
        return any(percentage == rounded(part, whole) for whole in wholes for part in parts if part <= whole)
