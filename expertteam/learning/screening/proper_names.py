"""Names that stand in no list: told by their capitals where no sentence begins, and by the words around."""

from collections.abc import Iterator
from functools import cache

from expertteam.learning.screening.clean import Clean
from expertteam.learning.screening.initials import PARTICLES
from expertteam.learning.screening.marks import Certainty, Kind, Mark
from expertteam.learning.screening.tokens import Token
from expertteam.learning.screening.vocabulary import entries, is_ordinary

REASONS = {
    Kind.NAME: "Dit lijkt een naam van iemand of iets.",
    Kind.PLACE: "Dit lijkt een plaats.",
    Kind.SCHOOL: "Dit lijkt de naam van een school.",
    Kind.INSTITUTION: "Dit lijkt de naam van een instelling.",
}
ARTICLES = frozenset({"de", "het", "een", "den", "t", "deze", "die", "haar", "zijn", "hun", "onze", "d"})
# Before the name of a place; 'bij' and 'van' stand before anything.
BEFORE_A_PLACE = frozenset({"in", "te", "uit", "naar", "vanuit", "nabij", "rond", "richting", "omgeving"})
# How the names of schools, institutions and places end.
ENDINGS = {
    Kind.SCHOOL: ("college", "lyceum", "school", "gymnasium", "mavo", "scholengemeenschap", "kindcentrum"),
    Kind.INSTITUTION: (
        "stichting",
        "ziekenhuis",
        "kliniek",
        "zorg",
        "jeugdhulp",
        "gasthuis",
        "boerderij",
        "praktijk",
    ),
    Kind.PLACE: (
        *(
            "drecht",
            "rade",
            "hoven",
            "horst",
            "broek",
            "beek",
            "dorp",
            "dam",
            "oord",
            "donk",
            "voort",
            "wijk",
        ),
        *(
            "kerk",
            "zande",
            "dijk",
            "waard",
            "veen",
            "ingen",
            "huizen",
            "schoten",
            "hout",
            "loo",
            "meer",
            "rode",
        ),
    ),
}
# Parts of a country are no secret by themselves, but 'rechtbank Limburg' is a name.
REGIONAL = frozenset(
    ["noord", "midden", "zuid", "oost", "west", "limburg", "noord-limburg", "midden-limburg", "zuid-limburg"]
)
# Words in capitals this short are abbreviations.
LONGEST_ABBREVIATION = 5
GAPS = frozenset({" ", "-", " '", "'", ". ", " & ", "\n", "/", ""})
FRESH_AFTER = frozenset("\"'([{\u201c\u201e\n")


@cache
def heads() -> dict[str, Kind]:
    """Words that say of what kind the name beside them is."""
    kinds = {"school": Kind.SCHOOL, "institution": Kind.INSTITUTION, "place": Kind.PLACE, "person": Kind.NAME}
    found = {}
    for line in entries("heads.txt"):
        kind, _, words = line.partition(": ")
        found |= dict.fromkeys(words.split(), kinds[kind])
    return found


@cache
def allowed() -> frozenset[str]:
    return frozenset(word.lower() for line in entries("allowed.txt") for word in line.split())


def proper_name_marks(clean: Clean, tokens: list[Token]) -> Iterator[Mark]:
    at = 0
    while at < len(tokens):
        end = _run_from(at, tokens, clean.text)
        if end > at:
            yield from _mark_of_run(clean, tokens, at, end)
            at = end
        else:
            at += 1


def _run_from(first: int, tokens, text: str) -> int:
    """Behind the last token of a row of capitals that begins here, particles between them; or ``first``."""
    if not _is_named(tokens[first]):
        return first
    last = first
    for at in range(first + 1, len(tokens)):
        if text[tokens[at - 1].end : tokens[at].start] not in GAPS:
            break
        if _is_named(tokens[at]):
            last = at
        elif tokens[at].low not in PARTICLES and not tokens[at].written.isupper():
            break
    return last + 1


def _is_named(token: Token) -> bool:
    return token.capital and any(sign.isalpha() for sign in token.low) and len(token.low) > 1


def _mark_of_run(clean, tokens, first, end) -> Iterator[Mark]:
    """One mark for a row of capitals, when something in it is neither ordinary nor allowed."""
    if _is_fresh(tokens[first], clean.text):
        first = _without_opening(tokens, first, end)
    kind, start = _kind_of(tokens, first, end)
    if any(_tells(token, kind) for token in tokens[first:end]):
        certainty = Certainty.LIKELY if kind else Certainty.POSSIBLE
        kind = kind or Kind.NAME
        yield Mark(*clean.span(tokens[start].start, tokens[end - 1].end), kind, REASONS[kind], certainty)


def _is_fresh(token: Token, text: str) -> bool:
    """Whether a capital is only there because a sentence, line, quote or bracket begins."""
    before = text[: token.start].rstrip(" \t-*")
    return token.opening or not before or before[-1] in FRESH_AFTER


def _without_opening(tokens, first, end) -> int:
    """The row without its first word, when that has its capital only because it comes first."""
    token = tokens[first]
    if token.low in heads() and end - first > 1:
        return first
    return first + 1 if is_ordinary(token.low) or token.low in PARTICLES else first


def _tells(token: Token, kind: Kind | None) -> bool:
    """Whether a word in the row is a name by itself: not a law, a region or an abbreviation."""
    low, of_body = token.low, kind in {Kind.SCHOOL, Kind.INSTITUTION}
    if low in PARTICLES or not token.capital or low in heads():
        return False
    if low in REGIONAL:
        return of_body
    if low in allowed() or low.removesuffix("s") in allowed():
        return False
    if token.written.isupper():
        return of_body if len(low) <= LONGEST_ABBREVIATION else not is_ordinary(low)
    return True


def _kind_of(tokens, first, end) -> tuple[Kind | None, int]:
    """What the row is, by a word in it, the word before it or how it ends; and with which token it begins."""
    row = tokens[first:end]
    in_row = [heads()[token.low] for token in row if token.low in heads()]
    if in_row and len(row) > 1:
        return in_row[0], first
    at = first - 1 if first and tokens[first - 1].low not in ARTICLES else first - 2
    if 0 <= at < len(tokens) and tokens[at].low in heads():
        kind = heads()[tokens[at].low]
        return kind, at if kind in {Kind.SCHOOL, Kind.INSTITUTION} else first
    by_ending = next(filter(None, (_by_ending(token.low) for token in row)), None)
    if by_ending or (at >= 0 and tokens[at].low in BEFORE_A_PLACE):
        return by_ending or Kind.PLACE, first
    return None, first


def _by_ending(low: str) -> Kind | None:
    for kind, endings in ENDINGS.items():
        if low.endswith(endings) and low not in endings:
            return kind
    return None
