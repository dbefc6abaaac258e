"""What the database knows about people, and where a text says it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from expertteam.learning.screening.clean import Clean
from expertteam.learning.screening.initials import PARTICLES, all_initials, initials_in
from expertteam.learning.screening.marks import Certainty, Kind, Mark
from expertteam.learning.screening.name_words import NameWords
from expertteam.learning.screening.phrases import Phrases, broken_off, crosses_sentence, lettered
from expertteam.learning.screening.tokens import Token, counted, tokens_of
from expertteam.learning.screening.vocabulary import entries, is_ordinary

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
PART = re.compile(r"[^\W\d_]+")
# Words in the fields of an identity that are no names.
NOT_NAMES = frozenset(word for line in entries("not_names.txt") for word in line.split()) | set(PARTICLES)
# What an organisation is called before its own name comes.
KIND_OF_ORGANISATION = frozenset(word for line in entries("kinds.txt") for word in line.split())
# Particles that nobody writes outside a name any more.
OF_NAMES_ONLY = frozenset({"den", "der", "ten", "ter"})
SHORTEST_PHRASE = 4
SHORTEST_NUMBER = 5
# 'Nergensweg 12, 5911 AB Venlo': the street, and the parts around its numbers.
HOUSE_NUMBER = re.compile(r"\s\d+.*$")
PART_OF_NUMBER = re.compile(r"[\W_]+")
LEADING_LETTERS = re.compile(r"^[a-z]+")
ARTICLE_BEFORE = re.compile(r"(?i:\b(?:de|het|den|'t)\s)$")
POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Za-z]{2}\b")

REASONS = {
    Kind.NAME: "Aan deze naam is iemand te herkennen.",
    Kind.ORGANISATION: "Dit is de naam van een organisatie die betrokken is of was.",
    Kind.ADDRESS: "Dit is een adres.",
    Kind.PLACE: "Dit is een plaats.",
    Kind.REFERENCE: "Dit nummer hoort bij een casus of persoon.",
}
LIKE_A_NAME = "Dit lijkt op een naam waaraan iemand te herkennen is."
KNOWN_INITIALS = "Aan deze initialen is iemand te herkennen."
SOME_INITIALS = "Dit lijken initialen."


@dataclass
class Identifiers:
    """What to look for, as it stands in the database.

    ``people`` are pairs of first and last names; ``notes`` is free text in which words with a capital are
    names (what is written about parents); ``numbers`` are case numbers, birth dates and the like.
    """

    people: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


class Known:
    """Looks for identifiers in texts; made once, used for many texts. Keeps no link to who is who."""

    def __init__(self, identifiers: Identifiers):
        people = [(_plain(first), _plain(last)) for first, last in identifiers.people]
        words, phrases = {}, {}
        for name in identifiers.places:
            _add_place(_plain(name), words, phrases)
        for name in identifiers.organisations:
            _add_organisation(Clean.of(name).text, words, phrases)
        for address in identifiers.addresses:
            _add_address(_plain(address), phrases)
        for note in identifiers.notes:
            capitals = [word for word in WORD.findall(Clean.of(note).text) if word[0].isupper()]
            _add_words(capitals, words, NOT_NAMES)
        for first, last in people:
            _add_person(first, last, words, phrases)
        phrases |= {lettered(word): kind for word, kind in words.items()}
        self.words = NameWords(words)
        self.phrases = Phrases(phrases)
        self.numbers = Phrases(
            {key: Kind.REFERENCE for number in identifiers.numbers for key in _numbers(number)}, counted
        )
        self.initials = all_initials(people)

    def marks(self, clean: Clean) -> Iterator[Mark]:
        tokens = tokens_of(clean)
        yield from self._word_marks(clean, tokens)
        yield from self._phrase_marks(clean, tokens)
        yield from self._number_marks(clean, tokens)
        yield from self._initial_marks(clean)

    def _word_marks(self, clean, tokens):
        for token in tokens:
            found = self.words.look_up(token)
            if found:
                kind, certainty = found
                reason = REASONS[kind] if certainty == Certainty.CERTAIN else LIKE_A_NAME
                yield Mark(*clean.span(token.start, token.end), kind, reason, certainty)

    def _phrase_marks(self, clean, tokens):
        for pieces, kind in self.phrases.found(tokens, clean.text):
            if _is_name(pieces, clean.text) and not (kind == Kind.NAME and _has_number(pieces)):
                span = clean.span(pieces[0].start, pieces[-1].end)
                yield Mark(*span, kind, REASONS[kind], Certainty.LIKELY)

    def _number_marks(self, clean, tokens):
        for pieces, kind in self.numbers.found(tokens, clean.text):
            if any(sign.isdigit() for piece in pieces for sign in piece.low):
                span = clean.span(pieces[0].start, pieces[-1].end)
                yield Mark(*span, kind, REASONS[kind], Certainty.LIKELY)

    def _initial_marks(self, clean):
        for start, end, letters in initials_in(clean.text):
            known = letters in self.initials
            reason = KNOWN_INITIALS if known else SOME_INITIALS
            certainty = Certainty.LIKELY if known else Certainty.POSSIBLE
            yield Mark(*clean.span(start, end), Kind.INITIALS, reason, certainty)


def _is_name(pieces: list[Token], text: str) -> bool:
    """Whether words that together spell a name are meant as one: 'in ge' is not Inge, 'in-/ge' is."""
    letters = sum(sign.isalpha() for piece in pieces for sign in piece.low)
    if 2 * letters < sum(len(piece.low) for piece in pieces) or crosses_sentence(pieces, text):
        return False
    if len(pieces) == 1:
        return not is_ordinary(pieces[0].low)
    if all(len(piece.low) == 1 for piece in pieces) or broken_off(pieces, text):
        return True
    return sum(len(piece.low) for piece in pieces) >= SHORTEST_PHRASE and any(map(_stands_out, pieces))


def _stands_out(piece: Token) -> bool:
    """A piece that is no ordinary word, or has a capital where no sentence begins; or is of names only."""
    if piece.low in PARTICLES:
        return piece.low in OF_NAMES_ONLY or not is_ordinary(piece.low)
    return not is_ordinary(piece.low) or (piece.capital and not piece.opening)


def _has_number(pieces: list[Token]) -> bool:
    """Whether a piece is a number by itself: 'de 10' is not Delo, though 'd e 1 o' is."""
    return any(len(piece.low) > 1 for piece in pieces) and any(piece.low.isdigit() for piece in pieces)


def _plain(text: str) -> str:
    return Clean.of(text or "").text.lower()


def _add_words(words: Iterable[str], into: dict, left_out=PARTICLES) -> None:
    """Whole words and the parts of double ones, but for ``left_out``."""
    for word in words:
        low = word.lower()
        for part in {low.replace("'", "").replace("-", ""), *PART.findall(low)}:
            if len(part) > 1 and part not in left_out:
                into[part] = Kind.NAME


def _add_person(first: str, last: str, words: dict, phrases: dict) -> None:
    _add_words(WORD.findall(f"{first} {last}"), words)
    for phrase in (first, last, f"{first} {last}", f"{last} {first}"):
        if len(lettered(phrase)) >= SHORTEST_PHRASE:
            phrases[lettered(phrase)] = Kind.NAME


def _add_organisation(name: str, words: dict, phrases: dict) -> None:
    """By its whole name, and by its own name without what kind of organisation it is.

    What is no name ('school', 'huisarts') has no word of its own with a capital.
    """
    parts = PART.findall(name)
    own = [part for part in parts if part[0].isupper() and not _is_general(part.lower())]
    if not own:
        return
    rest = name[name.index(own[0]) :]
    article = ARTICLE_BEFORE.search(name[: name.index(own[0])])
    for phrase in (name, (article.group() if article else "") + rest):
        phrases[lettered(phrase.lower())] = Kind.ORGANISATION
    for word in own:
        if len(word) >= SHORTEST_PHRASE and not is_ordinary(word.lower()):
            words.setdefault(word.lower(), Kind.ORGANISATION)


def _is_general(word: str) -> bool:
    return word in KIND_OF_ORGANISATION or word in NOT_NAMES


def _add_place(name: str, words: dict, phrases: dict) -> None:
    phrases[lettered(name)] = Kind.PLACE
    for part in PART.findall(name):
        if len(part) >= SHORTEST_PHRASE and part not in NOT_NAMES:
            words[part] = Kind.PLACE


def _add_address(address: str, phrases: dict) -> None:
    """The street, with its number and without; and the town behind the postcode."""
    for part in re.split(r"[,\n]", address):
        part = POSTCODE.sub("", part).strip()
        street = HOUSE_NUMBER.sub("", part)
        if any(sign.isdigit() for sign in part):
            phrases[lettered(part)] = Kind.ADDRESS
        if len(street) >= SHORTEST_PHRASE:
            phrases[lettered(street)] = Kind.ADDRESS


def _numbers(number: str) -> Iterator[str]:
    """A number without its signs, and without the letters before it: nl20260042 and 20260042."""
    whole = counted(PART_OF_NUMBER.sub("", _plain(number)))
    digits = counted(LEADING_LETTERS.sub("", PART_OF_NUMBER.sub("", _plain(number))))
    yield from {each for each in (whole, digits) if len(each) >= SHORTEST_NUMBER}
