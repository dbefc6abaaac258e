"""Runs of words that stand in a dossier as well, found without keeping the dossier.

Of every seven words in a row only a number is kept. The numbers come from Python's own keyed hash, so they
mean nothing outside the process that made them, and are never stored.
"""

import re
from collections.abc import Iterable, Iterator

import numpy as np

from expertteam.core.text import normalised
from expertteam.learning.screening.marks import Certainty, Kind, Mark

RUN = 7
# A word of letters or digits, also cut at a line end or filled with characters that do not show.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
WORD = re.compile(rf"[^\W_]+(?:(?:[{INVISIBLE}]+|-[ \t]*\r?\n[ \t]*)[^\W_]+)*")
NO_LETTER = re.compile(r"[\W_]+")
REASON = "Deze woorden staan zo in een dossier. Schrijf het in eigen woorden."


class Shingles:
    """Every run of seven words of the texts it was made of: eight bytes for each."""

    def __init__(self, texts: Iterable[str]):
        numbers = [np.fromiter(_numbers(_words(text)), dtype=np.int64) for text in texts]
        self.numbers = np.unique(np.concatenate(numbers)) if numbers else np.empty(0, dtype=np.int64)

    def marks(self, written: str) -> Iterator[Mark]:
        """The longest runs of seven words or more that the texts have too."""
        found = list(WORD.finditer(written))
        runs = np.fromiter(_numbers([_plain(each.group()) for each in found]), dtype=np.int64)
        for first, last in _stretches(np.isin(runs, self.numbers).tolist()):
            start, end = found[first].start(), found[last + RUN - 1].end()
            yield Mark(start, end, Kind.DOSSIER, REASON, Certainty.CERTAIN)


def _words(text: str) -> list[str]:
    return [_plain(word) for word in WORD.findall(text)]


def _plain(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()
    return NO_LETTER.sub("", normalised(word))


def _numbers(words: list[str]) -> Iterator[int]:
    return map(hash, zip(*(words[at:] for at in range(RUN)), strict=False))


def _stretches(known: list[bool]) -> Iterator[tuple[int, int]]:
    """First and last of every stretch of true values."""
    first = None
    for at, each in enumerate([*known, False]):
        if each and first is None:
            first = at
        elif not each and first is not None:
            yield first, at - 1
            first = None
