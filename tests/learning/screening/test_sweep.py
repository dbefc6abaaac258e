"""Every identifier that is known is found, in whatever form it is written: 20,000 of them."""

import random
from collections import Counter
from itertools import cycle

from expertteam.learning.screening import Screen
from expertteam.learning.screening.clean import Clean
from expertteam.learning.screening.known import Identifiers, Known
from expertteam.learning.screening.name_words import LETTERS
from expertteam.learning.screening.shingles import Shingles
from expertteam.learning.screening.vocabulary import is_ordinary
from tests.learning.screening.mutations import MUTATIONS, NUMBER_MUTATIONS
from tests.learning.screening.people import NUMBERS, PEOPLE

FORMS = 20_000
SENTENCES = (
    "Vandaag sprak {} met de mentor.",
    "Volgens {} was er meer rust nodig.",
    "De hulp aan {} stopte te vroeg.",
    "Na overleg met {}, die dat wilde, is gekozen voor een klein begin.",
    "Er lag een plan (van {}) en niemand voerde het uit.",
    "Wat ging goed?\n{} kreeg een vast gezicht.",
)


def screen_of_people() -> Screen:
    return Screen(Known(Identifiers(people=PEOPLE, numbers=NUMBERS)), Shingles([]))


def mutated_forms(number: int):
    """As many different (kind of mutation, sentence, form) as asked; the same each time."""
    chance = random.Random(4)
    names = [*(first for first, _ in PEOPLE), *(last for _, last in PEOPLE), *map(" ".join, PEOPLE)]
    sources = [(kind, form, names) for kind, form in MUTATIONS.items()]
    sources += [(f"number {kind}", form, NUMBERS) for kind, form in NUMBER_MUTATIONS.items()]
    sentences, met = cycle(SENTENCES), set()
    while len(met) < number:
        for kind, form, values in sources:
            for value in values:
                case = kind, next(sentences), form(value, chance)
                if case[2] and case not in met and can_be_known(case[2], value) and len(met) < number:
                    met.add(case)
                    yield case


def can_be_known(form: str, name: str) -> bool:
    """Not what became another ordinary word ('Peters' as 'meters', 'Bos' as 'bos'): nobody could tell."""
    words = LETTERS.findall(form.lower())
    return form[:1].isdigit() or name in NUMBERS or not all(map(is_ordinary, words)) or form == name


def is_found(screen, sentence, form) -> bool:
    """By what is known; or by the patterns, that see an account or a case number in it."""
    text, start = sentence.format(form), sentence.index("{}")
    end = start + len(form)
    known = screen.known.marks(Clean.of(text))
    return any(mark.start < end and start < mark.end for mark in known) or any(
        mark.start < end and start < mark.end for mark in screen.findings(text)
    )


def test_every_known_identifier_is_found_in_every_form(record_property):
    screen = screen_of_people()
    tried, missed = Counter(), []
    for kind, sentence, form in mutated_forms(FORMS):
        tried[kind] += 1
        if not is_found(screen, sentence, form):
            missed.append((kind, form))
    told = f"{tried.total()} forms of known names and numbers, of {len(tried)} kinds: {len(missed)} not found"
    record_property("figures", told)
    assert tried.total() == FORMS
    assert len(tried) >= 48
    assert missed == []
