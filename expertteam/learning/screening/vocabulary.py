"""Which words are ordinary Dutch, so that a name or place that is a word too does not drown the reader."""

import re
from functools import lru_cache
from pathlib import Path

from expertteam.learning.screening.number_words import ORDINALS, VALUES

WORDS = Path(__file__).parent / "words"
# Endings that a word gets in a sentence; the shortest stem that counts has three letters.
ENDINGS = (
    "en",
    "s",
    "e",
    "t",
    "er",
    "ers",
    "d",
    "de",
    "den",
    "te",
    "ten",
    "ing",
    "ingen",
    "heid",
    "lijk",
    "lijke",
    "je",
    "jes",
    "tje",
    "tjes",
    "ster",
)
PREFIXES = (
    "ge",
    "be",
    "ver",
    "ont",
    "her",
    "on",
    "aan",
    "af",
    "in",
    "op",
    "uit",
    "over",
    "voor",
    "bij",
    "mee",
    "toe",
    "na",
    "om",
    "door",
    "onder",
    "tegen",
    "samen",
    "terug",
    "weg",
    "vast",
)
# How long words end that are hardly ever names.
LONG_ENDINGS = (
    *(
        "eer",
        "eren",
        "atie",
        "aties",
        "iteit",
        "heid",
        "heden",
        "lijk",
        "lijke",
        "isch",
        "ische",
        "baar",
        "bare",
    ),
    *(
        "loos",
        "loze",
        "zaam",
        "zame",
        "schap",
        "ering",
        "uitval",
        "volle",
        "tie",
        "isme",
        "ologie",
        "problemen",
    ),
)
LONG_WORD = 8
SHORTEST = 3
# Longer words are not taken apart: nobody writes them, and it would take long.
LONGEST = 40


def entries(name: str) -> list[str]:
    """The lines of a list of words, without what is said about them."""
    lines = (WORDS / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


# Names of people that also stand in the list, to be read as names all the same.
NAMES_AFTER_ALL = frozenset({"sanne", "lotte", "emma", "bram", "els", "jansen", "mika", "karen", "klaas"})
ORDINARY = frozenset(word for line in entries("ordinary.txt") for word in line.split()) - NAMES_AFTER_ALL
ORDINARY |= frozenset(VALUES) | frozenset(ORDINALS)


@lru_cache(maxsize=65536)
def is_ordinary(word: str) -> bool:
    """Whether a word in small plain letters is an ordinary one, in itself or as it is bent or joined."""
    if word in ORDINARY or word + "en" in ORDINARY or word + "n" in ORDINARY:
        return word not in NAMES_AFTER_ALL
    if len(word) >= LONG_WORD and word.endswith(LONG_ENDINGS):
        return True
    return len(word) <= LONGEST and (_is_bent(word) or _is_joined(word))


def _is_bent(word: str) -> bool:
    return word not in NAMES_AFTER_ALL and any(
        word.endswith(ending) and any(stem in ORDINARY for stem in _stems(word[: -len(ending)]))
        for ending in ENDINGS
    )


def _stems(stem: str) -> set[str]:
    """brill-en is of bril, blad-en of blad, man-en of maan, lev-en of leef."""
    stems = {stem}
    if len(stem) > 3 and stem[-1] == stem[-2]:
        stems.add(stem[:-1])
    if len(stem) >= SHORTEST and re.fullmatch(r".*[^aeiou][aeou][^aeiou]", stem):
        stems.add(stem[:-2] + stem[-2] * 2 + stem[-1])
    for soft, hard in (("v", "f"), ("z", "s")):
        stems |= {each[:-1] + hard for each in set(stems) if each.endswith(soft)}
    return {each for each in stems if len(each) >= SHORTEST}


def _is_joined(word: str) -> bool:
    """Two ordinary words in one, with or without s between: hulpverleningsplan; or with a prefix."""
    if any(word.startswith(p) and _known_part(word[len(p) :]) for p in PREFIXES):
        return True
    return any(
        (word[:at] in ORDINARY or (word[at - 1] == "s" and word[: at - 1] in ORDINARY))
        and _known_part(word[at:])
        for at in range(SHORTEST, len(word) - SHORTEST)
    )


def _known_part(word: str) -> bool:
    return len(word) >= SHORTEST and (word in ORDINARY or _is_bent(word))
