"""Dutch numbers in words, as pieces of patterns and as their value. Written without accents: één is een."""

from expertteam.learning.screening.pieces import any_of

UNITS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
TEENS = (
    *("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien"),
    *("achttien", "negentien"),
)
TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")

VALUES = {word: value for value, word in enumerate((*UNITS, *TEENS))}
VALUES |= {word: 10 * value for value, word in enumerate(TENS, start=2)}
VALUES |= {
    unit + "en" + tens: 10 * value + one
    for value, tens in enumerate(TENS, start=2)
    for one, unit in enumerate(UNITS)
    if one
}


NUMBER_WORD = any_of(VALUES)
# Up to thirty-one: days of a month and ages of the young.
SMALL_NUMBER_WORD = any_of(word for word, value in VALUES.items() if 1 <= value <= 31)
ORDINALS = {
    "eerste": 1,
    "tweede": 2,
    "derde": 3,
    "vierde": 4,
    "vijfde": 5,
    "zesde": 6,
    "zevende": 7,
    "achtste": 8,
    "negende": 9,
}
ORDINALS |= {word + "de": value for word, value in VALUES.items() if 10 <= value <= 19}
ORDINALS |= {word + "ste": value for word, value in VALUES.items() if 20 <= value <= 31}
ORDINAL_WORD = any_of(ORDINALS)
