"""Invented identifiers for the copy that a reader sees: who reads with attention catches all of them.

They exist in that copy alone: which ones, and where, follows from a secret, the report, the reader and how
often they read it. So a page shows the same ones again, and a next attempt has others.
"""

from dataclasses import dataclass

from django.utils.crypto import salted_hmac

SALT = "expertteam.learning.seeds"
# Nobody and no school is called so; that no text of the report has them is seen to below.
NAMES = (
    "Tjalling Woudsma",
    "Fenna van Oldeneel",
    "Jorrit Hesselaar",
    "Maaike Terbruggen",
    "Wiebe Duursma",
    "Rozemarijn Kwakernaat",
    "Sjoukje Bronkema",
    "Boudewijn Haverkate",
    "Nynke Stapelkamp",
    "Evert-Jan Rozeboom",
    "Liesbeth Koldenhof",
)
SCHOOLS = (
    "basisschool De Zilverreiger",
    "het Merletcollege-Zuid",
    "de Wilgenhoeveschool",
    "obs De Driesprong aan de Beek",
    "praktijkschool Het Kompashuis",
    "basisschool De Kolibriehof",
    "het Sint-Odulfuslyceum",
    "sbo De Vuursteen",
    "de Houtduifschool",
    "vso De Rietvoorn",
    "het Berkendaallyceum",
)
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
SENTENCES = {
    "name": ("Zo ging het ook bij {}.", "Dat gold ook voor {}.", "{} vertelde ons hetzelfde."),
    "school": ("Ook {} merkte dit.", "Dit kwam naar voren op {}.", "Op {} ging het net zo."),
    "date": ("Dit speelde op {}.", "Op {} liep het vast.", "Dit begon op {}."),
}


@dataclass(frozen=True)
class Seed:
    """``words`` in a ``sentence`` that is put in paragraph number ``paragraph``; ``place`` draws where.

    One seed of each copy is not marked: the screening does not find everything either.
    """

    words: str
    sentence: str
    paragraph: int
    place: int
    marked: bool

    @property
    def span(self) -> tuple[int, int]:
        """Where the words stand in the sentence."""
        start = self.sentence.index(self.words)
        return start, start + len(self.words)


def seeds_for(texts: list[str], *, report, reader, attempt: int) -> list[Seed]:
    """A name, a school and a date that stand in none of ``texts``; none for a report without a text."""
    if not texts:
        return []
    first = _draw(report, reader, 0)
    draw = _draw(report, reader, attempt)
    unmarked = draw[0] % len(SENTENCES)
    everything = "\n".join(texts).casefold()
    return [
        _seed(
            kind, draw[1 + 2 * number :], first[number] + attempt, everything, len(texts), number != unmarked
        )
        for number, kind in enumerate(SENTENCES)
    ]


def _draw(report, reader, attempt: int) -> list[int]:
    """Eight numbers that nobody can work out without the secret of the site."""
    digest = salted_hmac(
        SALT, f"{report.public_id} {reader.public_id} {attempt}", algorithm="sha256"
    ).digest()
    return [int.from_bytes(digest[at : at + 4], "big") for at in range(0, len(digest), 4)]


def _seed(kind, draw, turn, everything, paragraphs, marked) -> Seed:
    """The ``turn`` goes up by one with each attempt, so that the next attempt has other words."""
    words = _words(kind, turn)
    while words.casefold() in everything:
        turn += 1
        words = _words(kind, turn)
    sentences = SENTENCES[kind]
    sentence = sentences[draw[0] // paragraphs % len(sentences)].format(words)
    sentence = sentence[0].upper() + sentence[1:]
    shown = sentence[: len(words)] if sentence.casefold().startswith(words.casefold()) else words
    return Seed(shown, sentence, draw[0] % paragraphs, draw[1], marked)


def _words(kind: str, turn: int) -> str:
    if kind == "date":
        return f"{turn % 27 + 1} {MONTHS[turn % 12]} {2019 + turn % 5}"
    choices = NAMES if kind == "name" else SCHOOLS
    return choices[turn % len(choices)]
