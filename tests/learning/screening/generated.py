"""Thousands of Dutch sentences with what must be marked in them; the same each time."""

import random
from collections.abc import Iterator

from expertteam.learning.screening.marks import Kind
from tests.learning.screening import made, values
from tests.learning.screening.annotated import Sentence, read

SEED = 11
# What stands around a sentence changes nothing of what is in it.
AROUND = (
    "{}",
    "{}",
    "Volgens de verwijzer ging het zo. {}",
    "{} Daarna bleef het lang stil.",
    "Wat speelde er?\n- {}\n- Er was geen plek.",
    "Het team schreef: “{}”",
)
TEMPLATES = {
    "name": (
        "Pas na een jaar kreeg {} hulp.",
        "De ouders van {} tekenden niet.",
        "Met {} is gesproken over wonen.",
        "{} wilde zelf bellen.",
        "Het plan voor {}, dat al lang lag, kwam er niet.",
        "School zag {} nooit meer terug.",
        "Er was zorg over {} en het gezin.",
        "Zonder {} aan tafel lukt het niet.",
    ),
    "contact": (
        "Bel {} voor overleg.",
        "Moeder is bereikbaar via {}.",
        "Het staat op {} te lezen.",
        "Wie vragen heeft, gebruikt {} als contact.",
        "In de brief stond {} en verder niets.",
    ),
    "number": (
        "In het besluit stond {}.",
        "Het ging om {}, zo bleek.",
        "Daarin werd {} genoemd.",
        "Zie {} voor meer.",
    ),
    "address": (
        "Het gezin woont op {}.",
        "De post ging naar {} terug.",
        "Aan {} was geen plek.",
        "Adres: {}.",
    ),
    "date": (
        "De hulp begon op {} en stopte snel.",
        "Sinds {} zit de jongere thuis.",
        "Het gesprek van {} ging niet door.",
        "Op {} kwam het besluit.",
        "Er is tot {} gewacht.",
    ),
    "age": (
        "Een jongen van {} kan dit niet alleen.",
        "Het meisje is {} en woont bij oma.",
        "De jongere ({}) wilde naar huis.",
        "Haar zoon was {} toen het begon.",
        "Het kind, {}, ging niet naar school.",
    ),
    "age word": (
        "De {} wilde zelf beslissen.",
        "Voor een {} is dat veel.",
        "Het ging om een {} zonder school.",
    ),
    "age told": ("De jongere is {}.", "Het meisje is {} en wil weg.", "Zo was het: {}."),
    "place": (
        "Het gezin woont in {}.",
        "De jongere liep weg naar {} en bleef daar.",
        "De pleegouders komen uit {}.",
        "De gemeente {} betaalde niet.",
        "Vanuit {} is het een uur met de bus.",
        "In de omgeving van {} kende iedereen hen.",
        "Een plek bij {} bleek te duur.",
    ),
    "school": (
        "Het ging mis op {}.",
        "Via {} kwam de eerste melding.",
        "De mentor van {} zag het vroeg.",
        "Na {} kwam er geen andere plek.",
        "Hij ging naar {} en bleef een jaar.",
    ),
    "institution": (
        "Bij {} was geen plek.",
        "Het gezin was bekend bij {} en anderen.",
        "Via {} kwam er hulp.",
        "De wachttijd van {} liep op.",
        "Zij sliep bij {}, drie nachten lang.",
    ),
}
COUNTS = {
    "name": 700,
    "contact": 700,
    "number": 500,
    "address": 350,
    "date": 700,
    "age": 350,
    "age word": 250,
    "age told": 200,
    "place": 500,
    "school": 450,
    "institution": 450,
}


def sentences() -> Iterator[tuple[str, Sentence]]:
    """Each sentence with the row it counts for: its type, and whether its value stands in our lists."""
    chance = random.Random(SEED)
    for template_type, number in COUNTS.items():
        for _ in range(number):
            row, value = VALUES_OF[template_type](chance)
            template = chance.choice(TEMPLATES[template_type])
            if template.startswith("{}"):
                value = value[0].upper() + value[1:]
            sentence = template.format(annotated(value, row.split(",")[0]))
            yield row, read(chance.choice(AROUND).replace("{}", sentence))


def annotated(value: str, type_: str) -> str:
    """The value with its type in curly brackets; of one with square brackets only what is between them."""
    if "[" not in value or "[at]" in value:
        return f"{{{type_}:{value}}}"
    return value.replace("[", f"{{{type_}:").replace("]", "}")


VALUES_OF = {
    "name": made.name,
    "contact": made.contact,
    "number": made.number,
    "address": made.address,
    "date": made.date,
    "age": made.age,
    "age word": made.age_word,
    "age told": made.age_told,
    "place": made.from_list_or_not("place", Kind.PLACE, values.PLACES_HELD_OUT),
    "school": made.from_list_or_not("school", Kind.SCHOOL, values.SCHOOLS_HELD_OUT),
    "institution": made.from_list_or_not("institution", Kind.INSTITUTION, values.INSTITUTIONS_HELD_OUT),
}
