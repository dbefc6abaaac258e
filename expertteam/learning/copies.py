"""The copy of a report's text that one reader sees: with the marks, and with invented words to catch."""

import re
from dataclasses import dataclass
from functools import cached_property

from expertteam.learning.reading_models import Paragraph
from expertteam.learning.screening import Certainty, Kind, Mark, plain_screen
from expertteam.learning.seeds import Seed, seeds_for

END_OF_SENTENCE = re.compile(r"[.!?](?=\s|$)|$")
WORD = re.compile(r"\S+")


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Every place where these words stand in a text as whole words, in capitals or not."""
    wanted, within = " ".join(words.split()).lower(), text.replace("\n", " ").lower()
    found, at = [], within.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if not (_joined(within, at) or _joined(within, end)):
            found.append((at, end))
        at = within.find(wanted, end)
    return found


def _joined(text: str, at: int) -> bool:
    """Whether a word goes on across this place."""
    return text[max(at - 1, 0) : at].isalnum() and text[at : at + 1].isalnum()


@dataclass(frozen=True)
class Planted:
    """An invented sentence in a copy: where it stands, where its telling words stand, and what they are."""

    start: int
    end: int
    tells: tuple[int, int]
    words: str


@dataclass(frozen=True)
class CopyOfParagraph:
    """One paragraph as a reader sees it; ``marks`` are in order and do not overlap."""

    paragraph: Paragraph
    text: str
    marks: tuple[Mark, ...]
    planted: tuple[Planted, ...] = ()

    @cached_property
    def pieces(self) -> list[tuple[str, int | None]]:
        """The text in order, each piece with the number of its mark or None."""
        found, last = [], 0
        for number, mark in enumerate(self.marks):
            found += [(self.text[last : mark.start], None), (self.text[mark.start : mark.end], number)]
            last = mark.end
        return [(text, number) for text, number in [*found, (self.text[last:], None)] if text]

    def widened(self, mark: Mark, before: int, after: int) -> tuple[int, int]:
        """The place of a mark with so many more words around it."""
        words = [found.span() for found in WORD.finditer(self.text)]
        inside = [i for i, (start, end) in enumerate(words) if start < mark.end and end > mark.start]
        if not inside or not (before or after):
            return mark.start, mark.end
        first, last = max(inside[0] - before, 0), min(inside[-1] + after, len(words) - 1)
        start = words[first][0] if before else mark.start
        return start, words[last][1] if after else mark.end

    def places_of(self, words: str) -> list[tuple[int, int]]:
        """Every place where these words stand."""
        return places_of(words, self.text)

    def missed(self, rejected: list[tuple[int, int]]) -> list[str]:
        """The invented words that nothing in ``rejected`` touches."""
        return [
            each.words
            for each in self.planted
            if not any(start < each.tells[1] and end > each.tells[0] for start, end in rejected)
        ]

    def drafted(self, start: int, end: int) -> tuple[int, int]:
        """The same place in the text as it was drafted; empty when all of it was invented."""
        return self._drafted(start), self._drafted(end)

    def _drafted(self, at: int) -> int:
        return at - sum(min(max(at - each.start, 0), each.end - each.start) for each in self.planted)


def copies_for(*, report, reader, attempt: int) -> list[CopyOfParagraph]:
    """The whole text of a report for this reader, the ``attempt``-th time they read it."""
    paragraphs = list(report.paragraphs.all())
    seeds = seeds_for([each.text for each in paragraphs], report=report, reader=reader, attempt=attempt)
    return [
        _copy(paragraph, [seed for seed in seeds if seed.paragraph == number])
        for number, paragraph in enumerate(paragraphs)
    ]


def _copy(paragraph: Paragraph, seeds: list[Seed]) -> CopyOfParagraph:
    text, marks, planted = paragraph.text, [as_mark(each) for each in paragraph.marks], []
    for seed in seeds:
        at, inserted = _place(text, marks, planted, seed.place), f" {seed.sentence}"
        text = text[:at] + inserted + text[at:]
        marks = [_moved(mark, at, len(inserted)) for mark in marks]
        planted = [_shifted(each, at, len(inserted)) for each in planted]
        start, end = (at + 1 + place for place in seed.span)
        planted.append(Planted(at, at + len(inserted), (start, end), seed.words))
        if seed.marked:
            marks += _found_in(seed, at + 1)
    return CopyOfParagraph(paragraph, text, tuple(sorted(marks)), tuple(planted))


def _place(text, marks, planted, draw: int) -> int:
    """The end of a sentence, not inside a mark nor before or inside what was planted; never in a title."""
    title = text.find("\n") if "\n" in text else 0
    ends = [found.end() for found in END_OF_SENTENCE.finditer(text) if found.end() > title]
    free = [
        end
        for end in ends
        if not any(mark.start < end < mark.end for mark in marks)
        and not any(each.start <= end < each.end for each in planted)
    ]
    return free[draw % len(free)] if free else len(text)


def _found_in(seed: Seed, at: int) -> list[Mark]:
    """What the screening says of the invented words; a mark of its own when it has nothing to say."""
    start, end = seed.span
    for mark in plain_screen().marks(seed.sentence):
        if mark.start < end and mark.end > start:
            return [Mark(at + mark.start, at + mark.end, mark.kind, mark.reason, mark.certainty)]
    return [Mark(at + start, at + end, Kind.NAME, "Dit lijkt op een naam.", Certainty.POSSIBLE)]


def _moved(mark: Mark, at: int, by: int) -> Mark:
    if mark.start < at:
        return mark
    return Mark(mark.start + by, mark.end + by, mark.kind, mark.reason, mark.certainty)


def _shifted(each: Planted, at: int, by: int) -> Planted:
    if each.start < at:
        return each
    start, end = each.tells
    return Planted(each.start + by, each.end + by, (start + by, end + by), each.words)


def as_mark(kept: dict) -> Mark:
    """A mark as a paragraph keeps it."""
    return Mark(kept["start"], kept["end"], Kind(kept["kind"]), kept["reason"], Certainty(kept["certainty"]))


def as_kept(mark: Mark) -> dict:
    return {
        "start": mark.start,
        "end": mark.end,
        "kind": str(mark.kind),
        "reason": mark.reason,
        "certainty": int(mark.certainty),
    }
