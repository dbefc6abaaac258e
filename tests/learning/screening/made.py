"""Makes one value of each type: telephone numbers, dates, names and what else sentences are filled with.

A value may have square brackets: only what is between them tells about somebody.
"""

from expertteam.learning.screening.number_words import ORDINALS, VALUES
from tests.learning.screening import values

NUMBER_WORDS = {value: word for word, value in VALUES.items()}
ORDINAL_WORDS = {value: word for word, value in ORDINALS.items()}


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
