"""The content of a learning report: composed from records, or read back from frozen figures."""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from reports.disclosure import SafeTable, protect

from .asked import NOTHING_ASKED, Asked
from .catalogue import Catalogue
from .facts import Labels, LessonFact, RecordFact
from .findings import Theme, findings, themes

VERSION = 1
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
    tables: tuple[SafeTable, ...]
    findings: tuple[str, ...]
    themes: tuple[Theme, ...]
    lessons: tuple[LessonText, ...]
    asked: Asked = NOTHING_ASKED

    def table(self, key: str) -> SafeTable:
        return next(table for table in self.tables if table.key == key)


def compose(
    *,
    region_name: str,
    period_start: datetime.date,
    period_end: datetime.date,
    records: Iterable[RecordFact],
    lessons: Iterable[LessonFact],
    labels: Labels,
    asked: Asked = NOTHING_ASKED,
) -> LearningReportContent:
    """Count, protect, and say what stands out. Raises ValueError on a record of elsewhere or another time."""
    records = list(records)
    for record in records:
        if str(record.region) != region_name or not period_start <= record.month <= period_end:
            raise ValueError("a record of another region or period does not belong in this report")
    catalogue = Catalogue(records, labels)
    tables = tuple(protect(catalogue.tables(), threshold=THRESHOLD, relations=catalogue.relations()))
    by_key = {table.key: table for table in tables}
    return LearningReportContent(
        region_name=region_name,
        period_start=period_start,
        period_end=period_end,
        tables=tables,
        findings=findings(by_key),
        themes=themes(by_key),
        lessons=tuple(LessonText(lesson.title, lesson.text) for lesson in lessons),
        asked=asked,
    )


def to_frozen(content: LearningReportContent) -> dict:
    """The content as JSON data; holds protected figures only."""
    return {
        "version": VERSION,
        "region_name": content.region_name,
        "period_start": content.period_start.isoformat(),
        "period_end": content.period_end.isoformat(),
        "tables": [table.as_dict() for table in content.tables],
        "findings": list(content.findings),
        "themes": [asdict(theme) for theme in content.themes],
        "lessons": [asdict(lesson) for lesson in content.lessons],
        "asked": content.asked.as_dict(),
    }


def from_frozen(frozen: dict) -> LearningReportContent:
    """The same content back; it renders to the same bytes."""
    if frozen.get("version") != VERSION:
        raise ValueError(f"unknown version of frozen figures: {frozen.get('version')!r}")
    return LearningReportContent(
        region_name=frozen["region_name"],
        period_start=datetime.date.fromisoformat(frozen["period_start"]),
        period_end=datetime.date.fromisoformat(frozen["period_end"]),
        tables=tuple(SafeTable.from_dict(table) for table in frozen["tables"]),
        findings=tuple(frozen["findings"]),
        themes=tuple(Theme(**theme) for theme in frozen["themes"]),
        lessons=tuple(LessonText(**lesson) for lesson in frozen["lessons"]),
        asked=Asked.from_dict(frozen.get("asked", {})),
    )
