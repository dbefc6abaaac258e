"""The content of a learning report: composed from records, or read back from frozen figures."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from types import MappingProxyType

from dateutil.relativedelta import relativedelta

from reports.disclosure import Counts, Effort, Publication, SafeTable, Scope, publish

from .asked import NOTHING_ASKED, Asked
from .facts import Labels, RecordFact
from .findings import Theme, findings, themes
from .previous import Previous
from .tables import Tables, under_old_names

VERSION = 3
# Version 2 had no codes beside its labels; it reads and renders the same.
READABLE = {2, VERSION}
THRESHOLD = 5


@dataclass(frozen=True)
class LessonText:
    title: str
    text: str


@dataclass(frozen=True)
class LearningReportContent:
    """Everything a reader gets to see, and nothing else: protected figures and what follows from them."""

    region_name: str
    period_start: datetime.date
    period_end: datetime.date
    publication: Publication
    findings: tuple[str, ...]
    themes: tuple[Theme, ...]
    asked: Asked = NOTHING_ASKED
    previous: Previous | None = None
    # What stands around the figures, once two readers let it pass.
    introduction: tuple[str, ...] = ()
    lessons: tuple[LessonText, ...] = ()
    closing: tuple[str, ...] = ()
    # Per dimension the label of each stable code, so that a later report knows a label that was changed.
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[SafeTable, ...]:
        return self.publication.tables

    def table(self, key: str) -> SafeTable:
        return next(table for table in self.tables if table.key == key)


def compose(
    *,
    region_name: str,
    period_start: datetime.date,
    period_end: datetime.date,
    records: Iterable[RecordFact],
    labels: Labels,
    asked: Asked = NOTHING_ASKED,
    earlier: Sequence[Publication] = (),
    previous: Previous | None = None,
    renamed: Mapping[tuple[str, str], str] = MappingProxyType({}),
    effort: Effort | None = None,
) -> tuple[LearningReportContent, dict]:
    """Count, protect, and say what stands out; the content without its text, and the certificate.

    `records` are those of the period, and of every earlier report that shares a month with it. `renamed` are
    labels of those reports that have other words now. Raises ValueError on a record of elsewhere or another
    time, and Inconsistent when an earlier report says otherwise.
    """
    records = list(records)
    scope = months(region_name, period_start, period_end)
    reckoned = scope.union(*(each.scope for each in earlier))
    if not {_month(record.region, record.month) for record in records} <= reckoned:
        raise ValueError("a record of another region or period does not belong in this report")

    def count(wanted: Scope) -> Counts:
        found = [record for record in records if _month(record.region, record.month) in wanted]
        return under_old_names(Tables(found, labels).counts(), renamed)

    name = f"{region_name} {period_start:%Y-%m} - {period_end:%Y-%m}"
    publication, certificate = publish(
        count, name=name, scope=scope, threshold=THRESHOLD, earlier=earlier, effort=effort
    )
    by_key = {table.key: table for table in publication.tables}
    content = LearningReportContent(
        region_name=region_name,
        period_start=period_start,
        period_end=period_end,
        publication=publication,
        findings=findings(by_key, previous),
        themes=themes(by_key),
        asked=asked,
        previous=previous,
        codes=labels.codes,
    )
    return content, certificate


def months(region_name: str, start: datetime.date, end: datetime.date) -> Scope:
    """The scope of a report over these days: its months."""
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    return frozenset(_month(region_name, start + relativedelta(months=n)) for n in range(count))


def first_day_of(month: str) -> datetime.date:
    """The first day of a month as a scope names it."""
    return datetime.date.fromisoformat(f"{month[-7:]}-01")


def _month(region_name, day: datetime.date) -> str:
    return f"{region_name} {day:%Y-%m}"


def to_frozen(content: LearningReportContent) -> dict:
    """The content as JSON data; holds protected figures only."""
    return {
        "version": VERSION,
        "region_name": content.region_name,
        "period_start": content.period_start.isoformat(),
        "period_end": content.period_end.isoformat(),
        "publication": content.publication.as_dict(),
        "findings": list(content.findings),
        "themes": [asdict(theme) for theme in content.themes],
        "asked": content.asked.as_dict(),
        "previous": content.previous.as_dict() if content.previous else None,
        "introduction": list(content.introduction),
        "lessons": [asdict(lesson) for lesson in content.lessons],
        "closing": list(content.closing),
        "codes": {dimension: dict(labels) for dimension, labels in content.codes.items()},
    }


def from_frozen(frozen: dict) -> LearningReportContent:
    """The same content back; it renders to the same bytes."""
    if frozen.get("version") not in READABLE:
        raise ValueError(f"unknown version of frozen figures: {frozen.get('version')!r}")
    return LearningReportContent(
        region_name=frozen["region_name"],
        period_start=datetime.date.fromisoformat(frozen["period_start"]),
        period_end=datetime.date.fromisoformat(frozen["period_end"]),
        publication=Publication.from_dict(frozen["publication"]),
        findings=tuple(frozen["findings"]),
        themes=tuple(Theme(**theme) for theme in frozen["themes"]),
        asked=Asked.from_dict(frozen.get("asked", {})),
        previous=Previous.from_dict(frozen.get("previous")),
        introduction=tuple(frozen.get("introduction", ())),
        lessons=tuple(LessonText(**lesson) for lesson in frozen["lessons"]),
        closing=tuple(frozen.get("closing", ())),
        codes=frozen.get("codes", {}),
    )
