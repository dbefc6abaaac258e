"""The words of a clean text, as names are looked for in them."""

import re
from dataclasses import dataclass

from expertteam.learning.screening.clean import Clean

# Letters and digits, with a sign for a letter inside or before it (S@nne, $anne), and 's or ' behind it.
TOKEN = re.compile(r"(?:[^\W_]|[$@|!](?=[^\W\d_])|(?<=[^\W\d_])\$)+(?:'[^\W_]{1,3}(?![^\W_]))?'?")
# What stands before the first word of a sentence, apart from spaces and opening quotes.
ENDS_SENTENCE = frozenset(".!?:;•*\u2022")
SKIPPED = frozenset(" \t\r\n\"'([{-")
# What one sign may stand for: typed or scanned instead of a letter.
LETTER_FOR = str.maketrans("01!|5$34@87269", "olllsseaabtzgg")
DIGIT_FOR = str.maketrans("oilsbz", "011582")


@dataclass(frozen=True)
class Token:
    """One word; ``low`` in small letters without its quotes; ``opening`` when a sentence begins with it."""

    start: int
    end: int
    written: str
    low: str
    opening: bool

    @property
    def capital(self) -> bool:
        return self.written[:1].isupper()

    @property
    def has_letter(self) -> bool:
        return any(sign.isalpha() for sign in self.written)

    @property
    def is_mixed(self) -> bool:
        """Letters with digits or signs among them."""
        return self.has_letter and not self.written.replace("'", "").isalpha()


def tokens_of(clean: Clean) -> list[Token]:
    return [
        Token(
            start=found.start(),
            end=found.end(),
            written=found.group(),
            low=found.group().lower().replace("'", ""),
            opening=_opens(clean.text, found.start()),
        )
        for found in TOKEN.finditer(clean.text)
    ]


def _opens(text: str, start: int) -> bool:
    index = start - 1
    while index >= 0 and text[index] in SKIPPED:
        index -= 1
    return index < 0 or text[index] in ENDS_SENTENCE


def sounded(low: str) -> str:
    """How a word compares when signs stand for letters: Sanne, 5anne and S@nne are one; dijk is dyk.

    Letter pairs that a scanner mistakes for one letter are that one.
    """
    plain = low.replace("ij", "y").replace("rn", "m").replace("vv", "w").replace("cl", "d")
    return plain.replace("i", "l").translate(LETTER_FOR)


def counted(low: str) -> str:
    """How a number compares when letters stand for digits: O for 0, l for 1."""
    return low.translate(DIGIT_FOR)
