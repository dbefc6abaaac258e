"""A text in plain letters, with the way back to the text as it was written.

Accents, letters of other alphabets that look like ours, wide and mathematical letters, invisible characters
and typographic quotes and dashes hide nothing here; capitals stay.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Cyrillic, Greek and other letters that look like a Latin one, each above the one it looks like.
LOOKS_LIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝһкмтвнЁёЇїΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχøØđĐłŁıħŦŧƒʼ",
        "ABESIJKMHOPCTYXaesijopcyxdqwhkmtbhEeIiABEZHIKMNOPTYXaeiknoptuxoOdDlLihTtf'",
        strict=True,
    )
) | {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th"}
QUOTES = "\u2018\u2019\u201a\u201b\u00b4\u0060\u2032\u02b9\uff07"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
LOOKS_LIKE |= dict.fromkeys(QUOTES, "'") | dict.fromkeys(DASHES, "-")
# A word broken off at the end of a line.
LINE_BREAK_IN_WORD = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[^\W\d_])")


@dataclass(frozen=True)
class Clean:
    """``text`` in plain letters; character ``i`` of it was written at ``at[i]``."""

    text: str
    at: Sequence[int]

    @classmethod
    def of(cls, written: str) -> "Clean":
        if written.isascii():
            # A backtick is the only ASCII character that changes.
            return cls(written.replace("`", "'"), range(len(written)))
        plain = [_plain(character) for character in written]
        at = [index for index, characters in enumerate(plain) for _ in characters]
        return cls("".join(plain), at)

    def unbroken(self) -> "Clean":
        """The same with words that were broken off at a line end made whole."""
        if not LINE_BREAK_IN_WORD.search(self.text):
            return self
        text, at, last = "", [], 0
        for found in LINE_BREAK_IN_WORD.finditer(self.text):
            text += self.text[last : found.start()]
            at += self.at[last : found.start()]
            last = found.end()
        return Clean(text + self.text[last:], [*at, *self.at[last:]])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters ``start`` up to ``end`` (at least one) stand in the text as it was written."""
        return self.at[start], self.at[end - 1] + 1


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in LOOKS_LIKE:
        return LOOKS_LIKE[character]
    # Invisible: formatting (zero width, soft hyphen, direction) and accents that stand by themselves.
    if unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return ""
    if character.isspace():
        return "\n" if character in "\n\v\f\u2028\u2029\x85" else " "
    taken_apart = unicodedata.normalize("NFKD", character)
    kept = "".join(part for part in taken_apart if not unicodedata.combining(part))
    return "".join(LOOKS_LIKE.get(part, part) for part in kept)
