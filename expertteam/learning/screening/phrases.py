"""Looking for phrases whatever stands between their letters: spaces, dots, dashes, line ends."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from expertteam.learning.screening.tokens import LETTER_FOR, Token

# The first letters of a phrase, by which most places in a text are passed over at once.
HEAD = 3
LONGEST_GAP = 3
SENTENCE_ENDS = re.compile(r"[.!?]\s")
NOT_A_SIGN = re.compile(r"[\W_]+")


def lettered(low: str) -> str:
    """A word or phrase as it is looked up: joined, signs read as letters, i and l as one."""
    return NOT_A_SIGN.sub("", low).replace("i", "l").translate(LETTER_FOR)


class Phrases:
    """Phrases, as a reading such as ``lettered`` gives them, with what they are."""

    def __init__(self, phrases: Mapping[str, object], reading: Callable[[str], str] = lettered):
        self.phrases = {key: what for key, what in phrases.items() if len(key) >= HEAD}
        self.reading = reading
        self.heads = {key[:HEAD] for key in self.phrases}
        self.longest = max(map(len, self.phrases), default=0)

    def found(self, tokens: list[Token], text: str) -> Iterator[tuple[list[Token], object]]:
        """Each row of tokens that together are a phrase, with what the phrase is; the longest a start."""
        read = [self.reading(token.low) for token in tokens]
        for first in range(len(tokens)):
            last, key = self._longest_from(first, tokens, read, text)
            if key:
                yield tokens[first : last + 1], self.phrases[key]

    def _longest_from(self, first, tokens, read, text) -> tuple[int, str]:
        joined, best = "", (first, "")
        for at in range(first, len(tokens)):
            if at > first and not _near(text[tokens[at - 1].end : tokens[at].start]):
                break
            joined += read[at]
            if len(joined) > self.longest + 1 or (len(joined) >= HEAD and joined[:HEAD] not in self.heads):
                break
            key = self._known(joined, tokens[at])
            if key:
                best = at, key
        return best

    def _known(self, joined: str, last: Token) -> str:
        """The phrase that ``joined`` is, also with the s of a possessive behind it."""
        if joined in self.phrases:
            return joined
        if joined.endswith("s") and len(last.low) > 1 and joined[:-1] in self.phrases:
            return joined[:-1]
        return ""


def _near(gap: str) -> bool:
    return len(gap.strip()) <= LONGEST_GAP and gap.count("\n") <= 1 and len(gap) <= 4 * LONGEST_GAP


def broken_off(pieces: list[Token], text: str) -> bool:
    """Whether the pieces are one word cut at the end of a line."""
    gaps = [text[one.end : other.start] for one, other in pairwise(pieces)]
    return bool(gaps) and all(gap.strip() == "-" and "\n" in gap for gap in gaps)


def crosses_sentence(pieces: list[Token], text: str) -> bool:
    """Whether a sentence ends between the pieces; dots between single letters end none."""
    between = text[pieces[0].start : pieces[-1].end]
    return bool(SENTENCE_ENDS.search(between)) and any(len(piece.low) > 1 for piece in pieces)
