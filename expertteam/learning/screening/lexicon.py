"""Our own lists of places, schools and institutions, found in a text by their capitals."""

from collections.abc import Iterator
from functools import cache

from expertteam.learning.screening.clean import Clean
from expertteam.learning.screening.initials import PARTICLES
from expertteam.learning.screening.marks import Certainty, Kind, Mark
from expertteam.learning.screening.phrases import Phrases, crosses_sentence, lettered
from expertteam.learning.screening.tokens import Token
from expertteam.learning.screening.vocabulary import entries, is_ordinary

REASONS = {
    Kind.PLACE: "Dit is een plaats. Hoe kleiner, hoe eerder iemand te herkennen is.",
    Kind.SCHOOL: "Dit is de naam van een school.",
    Kind.INSTITUTION: "Dit is de naam van een instelling.",
}
LISTS = {Kind.INSTITUTION: "institutions.txt", Kind.SCHOOL: "schools.txt", Kind.PLACE: "places.txt"}
# Of a place: Venlose, Rotterdammer, Venlonaren.
OF_A_PLACE = ("se", "s", "er", "ers", "mer", "mers", "aar", "aren", "naar", "naars", "naren")
SHORTEST_OF_A_PLACE = 4
# Before a place that somebody wrote in small letters.
BEFORE_A_PLACE = frozenset({"in", "te", "uit", "naar", "vanuit", "nabij", "gemeente", "dorp", "stad"})
LONG_ENOUGH_IN_SMALL = 6
# A piece of a name this short may go without a capital.
LONGEST_WITHOUT = 3


def names_in(file: str) -> list[str]:
    return [name.strip() for line in entries(file) for name in line.split(",") if name.strip()]


@cache
def listed() -> Phrases:
    """Every name of the lists, with its kind; made when it is first asked for."""
    return Phrases(
        {
            lettered(Clean.of(name).text.lower()): kind
            for kind, file in LISTS.items()
            for name in names_in(file)
        }
    )


def lexicon_marks(clean: Clean, tokens: list[Token]) -> Iterator[Mark]:
    for pieces, kind in listed().found(tokens, clean.text):
        certainty = _certainty(pieces, kind, tokens, clean.text)
        if certainty:
            more = _more_of_it(pieces[-1], tokens, clean.text) if kind != Kind.PLACE else []
            yield _mark(clean, [*pieces, *more], kind, certainty)
    for token in tokens:
        if token.capital and _is_of_a_place(token.low):
            yield _mark(clean, [token], Kind.PLACE, Certainty.LIKELY)


def _more_of_it(last: Token, tokens, text) -> Iterator[Token]:
    """Words with a capital right behind the name: 'PSW Jeugd'."""
    for token in tokens[tokens.index(last) + 1 :]:
        if not token.capital or text[last.end : token.start] != " ":
            return
        yield token
        last = token


def _mark(clean, pieces, kind, certainty) -> Mark:
    return Mark(*clean.span(pieces[0].start, pieces[-1].end), kind, REASONS[kind], certainty)


def _certainty(pieces, kind, tokens, text) -> Certainty | None:
    """How sure it is that these words are the name; None when they only look like it."""
    if crosses_sentence(pieces, text):
        return None
    telling = [piece for piece in pieces if piece.low not in PARTICLES and len(piece.low) > 1]
    if not telling or not _has_capitals(telling):
        return Certainty.POSSIBLE if kind == Kind.PLACE and _in_small(pieces, tokens) else None
    ordinary = all(is_ordinary(piece.low) for piece in telling)
    if ordinary and telling[0].opening and len(telling) == 1:
        return None
    return Certainty.LIKELY if ordinary else Certainty.CERTAIN


def _has_capitals(pieces) -> bool:
    """A capital somewhere in every longer piece: 'MET ggz', 'iPractice', 'Noord- en Midden'."""
    capitals = [piece.written != piece.written.lower() for piece in pieces]
    return any(capitals) and all(
        has or len(piece.low) <= LONGEST_WITHOUT for has, piece in zip(capitals, pieces, strict=True)
    )


def _in_small(pieces, tokens) -> bool:
    """One word that is nothing but a place, after a word that asks for one: 'uit maasbree'."""
    at = tokens.index(pieces[0])
    long_enough = len(pieces) == 1 and len(pieces[0].low) >= LONG_ENOUGH_IN_SMALL
    return long_enough and not is_ordinary(pieces[0].low) and at > 0 and tokens[at - 1].low in BEFORE_A_PLACE


def _is_of_a_place(low: str) -> bool:
    if is_ordinary(low):
        return False
    stems = (low.removesuffix(ending) for ending in OF_A_PLACE if low.endswith(ending))
    return any(
        len(stem) >= SHORTEST_OF_A_PLACE and listed().phrases.get(lettered(stem)) == Kind.PLACE
        for stem in stems
    )
