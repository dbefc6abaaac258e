"""Sentences with what must be marked in them: {place:Venlo} stands for the word Venlo, a place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from expertteam.learning.screening import Kind, Screen

ANNOTATION = re.compile(r"\{(\w+):([^}]+)\}")
# What the goals of the figures are given for, and which kinds of mark count as that.
TYPES = {
    "name": {Kind.NAME, Kind.INITIALS},
    "contact": {Kind.TELEPHONE, Kind.EMAIL, Kind.WEB, Kind.ACCOUNT},
    "number": {Kind.BANK, Kind.BSN, Kind.CASE_NUMBER, Kind.COURT_NUMBER, Kind.REFERENCE, Kind.PLATE},
    "address": {Kind.ADDRESS},
    "date": {Kind.DATE},
    "age": {Kind.AGE},
    "place": {Kind.PLACE},
    "school": {Kind.SCHOOL},
    "institution": {Kind.INSTITUTION},
}


@dataclass(frozen=True)
class Sentence:
    text: str
    spans: tuple[tuple[str, int, int], ...]


def read(annotated: str) -> Sentence:
    text, spans, last = "", [], 0
    for found in ANNOTATION.finditer(annotated):
        text += annotated[last : found.start()]
        spans.append((found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        last = found.end()
    return Sentence(text + annotated[last:], tuple(spans))


def lines_of(name: str) -> list[str]:
    """Sentences of a file; one that goes on over a line end has its bracket open there."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    lines = []
    for line in text.split("\n"):
        if lines and lines[-1].count("{") > lines[-1].count("}"):
            lines[-1] += "\n" + line
        elif line and not line.startswith("#"):
            lines.append(line)
    return lines


def outcome(screen: Screen, sentence: Sentence) -> Iterator[tuple[str, bool, bool]]:
    """For each span its type, whether marks are on half of it or more, and whether one is of its own kind."""
    marks = screen.findings(sentence.text)
    for type_, start, end in sentence.spans:
        touching = [mark for mark in marks if mark.start < end and start < mark.end]
        marked = set().union(*(range(max(start, mark.start), min(end, mark.end)) for mark in touching))
        yield type_, 2 * len(marked) >= end - start, any(mark.kind in TYPES[type_] for mark in touching)
