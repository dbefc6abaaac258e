"""Where readers of a report want other words: what becomes of each place, and the text that follows.

Words that a reader rejected never stay: they go, or other words come in their place. Only what both accept
stays as it was.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction

from expertteam.audit.services import record_occurrence
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.learning.copies import as_mark, places_of
from expertteam.learning.enums import ParagraphKind, Says
from expertteam.learning.models import LearningReport
from expertteam.learning.reading_models import Paragraph, Verdict
from expertteam.learning.screening import Certainty, Screen

SENTENCE_ENDS = re.compile(r"[.!?]\s+|\n+")


@dataclass(frozen=True)
class Point:
    """A place where at least one reader rejected words; ``said`` is what each of the readers said there."""

    paragraph: Paragraph
    start: int
    end: int
    said: tuple[tuple[Verdict, ...], ...]

    @property
    def key(self) -> str:
        """How forms name it."""
        return f"p{self.paragraph.position}-{self.start}"

    @property
    def words(self) -> str:
        return self.paragraph.text[self.start : self.end]

    @property
    def around(self) -> tuple[str, str]:
        """The rest of the sentence that these words are in, before and after them."""
        text = self.paragraph.text
        before, after = text[: self.start], text[self.end :]
        begins = max((found.end() for found in SENTENCE_ENDS.finditer(before)), default=0)
        ends = SENTENCE_ENDS.search(after)
        return before[begins:], after[: ends.end()].rstrip() if ends else after

    @cached_property
    def rejected(self) -> list[str]:
        """The words that may not stay."""
        return [
            self.paragraph.text[each.start : each.end]
            for verdicts in self.said
            for each in verdicts
            if each.says == Says.REJECTED
        ]

    @cached_property
    def wordings(self) -> list[str]:
        """What each reader would have here."""
        return [self._with(verdicts) for verdicts in self.said]

    @property
    def agreed(self) -> bool:
        """Whether all readers would have the same, and it may stay so."""
        return len(set(self.wordings)) == 1 and self.allows(self.wordings[0])

    def allows(self, wording: str) -> bool:
        return not holds_any(wording, self.rejected)

    def _with(self, verdicts) -> str:
        changes = [(each.start, each.end, each.instead) for each in verdicts if each.says == Says.REJECTED]
        return changed(self.paragraph.text, changes, self.start, self.end)


def holds_any(text: str, words: Sequence[str]) -> bool:
    return any(places_of(each, text) for each in words)


def changed(text: str, changes, start: int = 0, end: int | None = None) -> str:
    """The text from ``start`` to ``end`` with other words at these places, without holes in it."""
    whole, last = "", start
    for begin, until, instead in sorted(changes):
        whole += text[last : max(begin, last)] + instead
        last = max(until, last)
    whole += text[last : len(text) if end is None else end]
    return re.sub(r" +([.,;:!?])", r"\1", re.sub(r" {2,}", " ", whole)).strip(" ")


def points_of(report) -> list[Point]:
    """Every place where words were rejected, in the order of the text."""
    readings = list(report.readings.finished())
    verdicts = list(Verdict.objects.filter(reading__in=readings).order_by("start", "end"))
    return [
        point
        for paragraph in report.paragraphs.all()
        for point in _points(paragraph, readings, [v for v in verdicts if v.paragraph_id == paragraph.pk])
    ]


def _points(paragraph, readings, verdicts):
    spans: list[list[int]] = []
    for each in verdicts:
        if each.says == Says.REJECTED:
            if spans and each.start < spans[-1][1]:
                spans[-1][1] = max(spans[-1][1], each.end)
            else:
                spans.append([each.start, each.end])
    for start, end in spans:
        there = [each for each in verdicts if each.start < end and each.end > start]
        said = tuple(tuple(v for v in there if v.reading_id == reading.pk) for reading in readings)
        yield Point(paragraph, start, end, said)


def is_rejected(report) -> bool:
    """Whether a reader rejected anything."""
    return Verdict.objects.filter(reading__report=report, says=Says.REJECTED).exists()


@transaction.atomic
def settle(*, report, by, wordings: Mapping[str, str], screen: Screen) -> None:
    """Put other words at each point, named by its key, and look at the new text once more.

    Raises RuleBroken, at the key of a point, where words that a reader rejected there or elsewhere would
    stay; and in general where ``screen`` finds something in the new text that not both readers accepted.
    """
    report = LearningReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    points = points_of(report)
    rejected = [words for point in points for words in point.rejected]
    refused = {
        point.key: "Een lezer keurde deze woorden af. Kies een andere tekst."
        for point in points
        if holds_any(wordings.get(point.key, point.words), rejected)
    }
    if refused:
        raise RuleBroken(refused)
    texts = _texts(report, points, wordings)
    _look_again(report, texts, points, screen)
    settle_text(report, texts)
    record_occurrence(actor=by, kind="report_settled")


def _texts(report, points: Sequence[Point], wordings) -> dict[int, str]:
    """The new text of each paragraph, by its place."""
    return {
        paragraph.position: changed(
            paragraph.text,
            [
                (point.start, point.end, wordings[point.key].strip())
                for point in points
                if point.paragraph.pk == paragraph.pk
            ],
        )
        for paragraph in report.paragraphs.all()
    }


def _look_again(report, texts, points, screen) -> None:
    touched = {point.paragraph.pk for point in points}
    found = []
    for paragraph in report.paragraphs.all():
        if paragraph.pk in touched:
            seen = {paragraph.text[m.start : m.end].casefold() for m in map(as_mark, paragraph.marks)}
            text = texts[paragraph.position]
            found += [
                f"In de nieuwe tekst staat ‘{text[mark.start : mark.end]}’. {mark.reason}"
                for mark in screen.marks(text)
                if mark.certainty >= Certainty.LIKELY and text[mark.start : mark.end].casefold() not in seen
            ]
    if found:
        raise RuleBroken(found)


def settle_text(report, texts: Mapping[int, str]) -> None:
    """The text as it will be published: as it was drafted, but where ``texts`` has another."""
    for paragraph in report.paragraphs.all():
        paragraph.final = texts.get(paragraph.position, paragraph.text)
        paragraph.save(update_fields=["final"])
    report.settled_at = clock.now()
    report.figures = report.figures | text_of(report)
    report.save(update_fields=["settled_at", "figures"])


def text_of(report) -> dict:
    """The text in the form in which figures keep it; none before it was settled."""
    if report.settled_at is None:
        return {"introduction": [], "lessons": [], "closing": []}
    final = {kind: [] for kind in ParagraphKind}
    for paragraph in report.paragraphs.all():
        final[paragraph.kind].append(paragraph.final)
    return {
        "introduction": _lines(final[ParagraphKind.INTRODUCTION]),
        "lessons": [_lesson(text) for text in final[ParagraphKind.LESSON]],
        "closing": _lines(final[ParagraphKind.CLOSING]),
    }


def _lines(texts: list[str]) -> list[str]:
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def _lesson(text: str) -> dict:
    title, _, rest = text.partition("\n")
    return {"title": title.strip(), "text": rest.strip()}
