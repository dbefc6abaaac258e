"""Initials: J.v.d.B., J. de V., S.H. and JvdB, of people that are known and of others."""

import re
from collections.abc import Iterable, Iterator

PARTICLES = (
    *("van", "de", "der", "den", "het", "ten", "ter", "te", "op", "aan", "in", "uit", "bij", "voor", "over"),
    *("onder", "el", "al", "ben", "bin", "ibn", "von", "zu", "di", "da", "du", "la", "le", "dos", "vd", "t"),
)
PARTICLE = r"(?:van|der|den|de|het|ten|ter|te|op|el|al|ben|von|di|la|le|v/d|v\.d\.|vd|'t|[a-z]\.)"
# A letter with a dot, particles or more letters with dots, and one letter at the end.
INITIALS = re.compile(
    rf"(?<![\w.])[A-Z]\.(?:\s?(?:[A-Z]\.|{PARTICLE}(?=[\s.A-Z'])))*\s?[A-Z](?:\.|(?![\w'-]))"
)
# Without dots only with small letters between: JvdB, JdV.
INITIALS_JOINED = re.compile(r"\b[A-Z]{1,2}(?:vd|v|d|t|van|de|der|den|el|vdr|ten|ter){1,3}[A-Z]\b")
PART = re.compile(r"v/d|v\.d\.|[A-Za-z]+")
# What looks like initials and stands for something else.
ABBREVIATIONS = frozenset(
    {"bv", "nv", "ps", "nb", "pm", "am", "va", "us", "usa", "eu", "jz", "vws", "oj", "ts"}
)


def initials_of(first: str, last: str) -> set[str]:
    """The ways a person's initials are written, in small letters: Jan van den Berg is jvdb and jb."""
    firsts = [part[0] for part in re.findall(r"[a-z]+", first)]
    words = re.findall(r"[a-z]+", last)
    names = [word[0] for word in words if word not in PARTICLES]
    if not firsts or not names:
        return set()
    between = "".join(word[0] for word in words if word in PARTICLES)
    found = set()
    for before in {firsts[0], "".join(firsts)}:
        for after in {names[0], "".join(names)}:
            found |= {before + after, before + between + after}
    return found


def initials_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where initials stand in a clean text, with their letters as :func:`initials_of` gives them."""
    for pattern in (INITIALS, INITIALS_JOINED):
        for found in pattern.finditer(text):
            letters = "".join(_read(part) for part in PART.findall(found.group()))
            if letters not in ABBREVIATIONS:
                yield found.start(), found.end(), letters


def _read(part: str) -> str:
    """'van' and 'v.' are v; 'v.d.' and 'vd' are vd; 'JvdB' is what it is."""
    low = part.lower()
    if low in {"v/d", "v.d.", "vd"}:
        return "vd"
    if low in PARTICLES:
        return low[0]
    return low


def all_initials(people: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset().union(*(initials_of(first, last) for first, last in people))
