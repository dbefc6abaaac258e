"""Thousands of Dutch sentences with what must be marked in them; the same each time."""

import random
from collections.abc import Iterator

from expertteam.learning.screening.marks import Kind
from expertteam.learning.screening.number_words import ORDINALS, VALUES
from tests.learning.screening import values
from tests.learning.screening.annotated import Sentence, read

SEED = 11
NUMBER_WORDS = {value: word for word, value in VALUES.items()}
ORDINAL_WORDS = {value: word for word, value in ORDINALS.items()}
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


def digits(chance, number) -> str:
    return "".join(chance.choice("0123456789") for _ in range(number))


def name(chance):
    first, last = chance.choice(values.FIRST_NAMES), chance.choice(values.LAST_NAMES)
    forms = (
        first,
        last,
        f"{first} {last}",
        first.upper(),
        f"mevrouw [{last}]",
        f"{first[0]}. {last}",
        f"familie [{last}]",
    )
    return "name", chance.choice(forms)


def contact(chance):
    return "contact", chance.choice((telephone, telephone, telephone_in_words, email, email, web, account))(
        chance
    )


def telephone(chance):
    mobile = chance.random() < 0.6
    number = "06" + digits(chance, 8) if mobile else chance.choice(("077", "043", "0475")) + digits(chance, 7)
    number = number[:10]
    area = 2 if mobile else 3
    forms = (
        number,
        f"{number[:area]}-{number[area:]}",
        f"{number[:area]} {number[area : area + 3]} {number[area + 3 : area + 5]} {number[area + 5 :]}",
        f"({number[:area]}) {number[area:]}",
        f"+31 {number[1:area]} {number[area:]}",
        f"+31{number[1:]}",
        f"0031-{number[1:]}",
        f"+31 (0){number[1:area]}-{number[area:]}",
        ".".join((number[:2], *(number[at : at + 2] for at in range(2, 10, 2)))),
    )
    return chance.choice(forms)


def telephone_in_words(chance):
    number = "06" + digits(chance, 8)
    if chance.random() < 0.5:
        return " ".join(NUMBER_WORDS[int(sign)] for sign in number)
    pairs = [int(number[at : at + 2]) for at in range(2, 10, 2)]
    if min(pairs) < 10:
        return ", ".join(NUMBER_WORDS[int(sign)] for sign in number)
    return "nul zes " + " ".join(NUMBER_WORDS[pair] for pair in pairs)


def email(chance):
    local = chance.choice(("s.hendrix", "daan", "familie.bos", "lotte_2010", "info", "mvdberg"))
    domain = chance.choice(("gmail", "ziggo", "voorbeeld-school", "hotmail", "kpnmail"))
    top = chance.choice(("nl", "com"))
    forms = (
        f"{local}@{domain}.{top}",
        f"{local} @ {domain}.{top}",
        f"{local}(at){domain}.{top}",
        f"{local}[at]{domain}[punt]{top}",
        f"{local} apenstaartje {domain} punt {top}",
        f"{local} at {domain} dot {top}",
        f"{local}@{domain} . {top}",
    )
    return chance.choice(forms)


def web(chance):
    name = chance.choice(("lottesleven", "gezinbos", "onzezoon", "www.pleegoma", "steun-daan"))
    return chance.choice(("https://{}.nl/blog", "{}.nl", "{}.com/verhaal", "http://{}.nl", "{}.info")).format(
        name
    )


def account(chance):
    handle = chance.choice(("lotte_2010", "daan.010", "zoe_x", "w0lfje", "mees.venlo.07"))
    return chance.choice(
        ("@{}", "Instagram [{}]", "snapchat: [{}]", "TikTok-account [{}]", "insta: [@{}]")
    ).format(handle)


def number(chance):
    return "number", chance.choice((iban, bsn, case_number, court, court, reference, plate))(chance)


def iban(chance):
    bank, account_number = chance.choice(("ABNA", "RABO", "INGB", "TRIO")), digits(chance, 10)
    base = bank + account_number + "NL00"
    check = 98 - int("".join(str(int(sign, 36)) for sign in base)) % 97
    whole = f"NL{check:02d}{bank}{account_number}"
    grouped = " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))
    return chance.choice(
        (whole, grouped, whole.lower(), grouped.replace(" ", "."), f"NL{(check + 1) % 97:02d}{whole[4:]}")
    )


def bsn(chance):
    while True:
        signs = digits(chance, 8)
        last = sum(weight * int(sign) for weight, sign in zip(range(9, 1, -1), signs, strict=True)) % 11
        if last < 10 and signs[0] != "0":
            break
    whole = f"{signs}{last}"
    return chance.choice(
        (
            whole,
            f"{whole[:3]}.{whole[3:6]}.{whole[6:]}",
            f"{whole[:4]} {whole[4:6]} {whole[6:]}",
            f"BSN [{whole}]",
        )
    )


def case_number(chance):
    region, year, serial = (
        chance.choice(("NL", "ML", "ZL", "HV")),
        chance.randint(2024, 2027),
        chance.randint(1, 3000),
    )
    return chance.choice(("{}-{}-{:04d}", "{}/{}/{:04d}", "{} {} {:04d}", "{}-{}-{}", "{}{}{:04d}")).format(
        region, year, serial
    )


def court(chance):
    six, year = digits(chance, 6), chance.randint(18, 26)
    forms = (
        f"C/0{chance.randint(1, 9)}/{six}",
        f"C/03/{six} / JE RK {year}-{digits(chance, 3)}",
        f"JE RK {year}/{digits(chance, 4)}",
        f"ECLI:NL:RBLIM:20{year}:{digits(chance, 4)}",
        f"03/{six}-{year}",
        f"FA RK {year}-{digits(chance, 4)}",
    )
    return chance.choice(forms)


def reference(chance):
    word = chance.choice(
        ("dossiernummer", "cliëntnummer", "kenmerk", "zaaknummer:", "leerlingnummer", "polisnummer is")
    )
    forms = (digits(chance, 6), f"JZ-{digits(chance, 5)}", f"D/{digits(chance, 4)}/{digits(chance, 2)}")
    return f"{word} [{chance.choice(forms)}]"


def plate(chance):
    letters = "".join(chance.choice("BDFGHJKLNPRSTVXZ") for _ in range(4))
    two, three = digits(chance, 2), digits(chance, 3)
    forms = (
        f"{letters[:2]}-{three}-{letters[2]}",
        f"{two}-{letters[:3]}-{three[0]}",
        f"{letters[0]}-{three}-{letters[1:3]}",
        f"{two}-{letters[:2]}-{letters[2:]}",
    )
    written = chance.choice(forms)
    return chance.choice((written, written.lower(), f"kenteken [{written.replace('-', '')}]"))


def address(chance):
    street, house = (
        chance.choice(values.STREETS),
        f"{chance.randint(1, 180)}{chance.choice(('', '', 'a', '-2'))}",
    )
    postcode = (
        f"{chance.randint(2100, 9999)}{chance.choice((' ', ''))}{chance.choice(('AB', 'KL', 'NX', 'WE'))}"
    )
    return "address", chance.choice(
        (f"{street} {house}", f"{street} {house}, {postcode}", postcode, f"{postcode} {house}")
    )


def date(chance):
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2009, 2026)
    month_name, weekday = values.MONTHS[month - 1], chance.choice(values.WEEKDAYS)
    forms = (
        *(
            f"{day}-{month}-{year}",
            f"{day:02d}/{month:02d}/{year}",
            f"{day}.{month}.{year}",
            f"{year}-{month:02d}-{day:02d}",
        ),
        *(
            f"{day} {month_name}",
            f"{day} {month_name} {year}",
            f"{weekday} {day} {month_name}",
            f"{day}e {values.SHORT[month - 1]}.",
        ),
        *(
            f"{NUMBER_WORDS[day]} {month_name}",
            f"{ORDINAL_WORDS[day]} {month_name}",
            f"de {ORDINAL_WORDS[day]} van {month_name}",
        ),
        *(
            f"{month_name} {year}",
            f"vorige week {weekday}",
            f"afgelopen {weekday}",
            f"{weekday} jl.",
            f"begin {year}",
        ),
        *(
            f"week {day} van {year}",
            f"het najaar van {year}",
            f"{day:02d}-{month:02d}-'{year % 100:02d}",
            f"{day} {month_name} jl.",
        ),
    )
    return "date", chance.choice(forms)


def age(chance):
    years = chance.randint(2, 19)
    forms = (
        f"{years} jaar",
        f"{NUMBER_WORDS[years]} jaar",
        f"{years} jaar oud",
        f"{years} jr.",
        f"{NUMBER_WORDS[years]} jaar oud",
    )
    return "age", chance.choice(forms)


def age_word(chance):
    years = chance.randint(4, 20)
    return "age", chance.choice(
        (
            f"{NUMBER_WORDS[years]}jarige",
            f"{years}-jarige",
            f"{years} jarige",
            f"{NUMBER_WORDS[years]}-jarige",
        )
    )


def age_told(chance):
    years, level = chance.randint(10, 19), chance.choice(("havo", "vwo", "mavo"))
    forms = (
        *(
            f"net [{NUMBER_WORDS[years]}] geworden",
            f"geboren in {chance.randint(2005, 2018)}",
            f"van [bouwjaar {chance.randint(2005, 2018)}]",
        ),
        *(
            f"nu leerling van [{level} {chance.randint(1, 5)}]",
            f"in [groep {chance.randint(1, 8)}] blijven zitten",
        ),
        *(
            f"een leerling uit de [{ORDINAL_WORDS[chance.randint(1, 4)]} klas]",
            f"bijna aan de [{ORDINAL_WORDS[years]} verjaardag] toe",
        ),
    )
    return "age", chance.choice(forms)


def from_list_or_not(type_, kind, held_out):
    listed = values.of_our_lists(kind)

    def choose(chance):
        if chance.random() < 0.5:
            return f"{type_}, in our list", chance.choice(listed)
        return f"{type_}, not in our list", chance.choice(held_out)

    return choose


VALUES_OF = {
    "name": name,
    "contact": contact,
    "number": number,
    "address": address,
    "date": date,
    "age": age,
    "age word": age_word,
    "age told": age_told,
    "place": from_list_or_not("place", Kind.PLACE, values.PLACES_HELD_OUT),
    "school": from_list_or_not("school", Kind.SCHOOL, values.SCHOOLS_HELD_OUT),
    "institution": from_list_or_not("institution", Kind.INSTITUTION, values.INSTITUTIONS_HELD_OUT),
}
