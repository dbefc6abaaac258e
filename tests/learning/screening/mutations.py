"""Ways in which a name or number ends up in a text otherwise than it stands in the database.

Each takes a name and a source of chance, and gives another form; or '' when it does not fit that name.
"""

import re
import unicodedata

from expertteam.learning.screening.initials import PARTICLES

# Cyrillic letters that look like Latin ones: a, e, o, p, c, x, y and capitals.
CYRILLIC = str.maketrans(
    "aeopcxyABEKMHOPCTX",
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0410\u0412"
    "\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425",
)
SCANNED = str.maketrans("oOlIiSsBaE", "0011155843")
SIGNS = str.maketrans("asSl", "@$$|")
ZERO_WIDTH = "\u200b\u200c\u200d\ufeff"
LETTERS = "abcdefghijklmnoprstuvwz"
INNER = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")


def longest_word(name: str) -> str:
    return max(re.findall(r"[^\W\d_]+", name), key=len)


def in_longest(name: str, change) -> str:
    """The name with its longest word changed."""
    word = longest_word(name)
    changed = change(word)
    return name.replace(word, changed) if changed and changed != word else ""


def plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def at_inside(word: str, chance, shortest: int) -> int:
    """A place in a word after its first letter; 0 when the word is too short for it."""
    return chance.randrange(1, len(word) - 1) if len(word) >= shortest else 0


def doubled(name, chance):
    return in_longest(name, lambda w: (at := at_inside(w, chance, 4)) and w[:at] + w[at] + w[at:])


def swapped(name, chance):
    def change(word):
        at = at_inside(word, chance, 4)
        return at and word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return in_longest(name, change)


def left_out(name, chance):
    return in_longest(name, lambda w: (at := at_inside(w, chance, 6)) and w[:at] + w[at + 1 :])


def added(name, chance):
    letter = chance.choice(LETTERS)
    return in_longest(name, lambda w: (at := at_inside(w, chance, 5)) and w[:at] + letter + w[at:])


def changed(name, chance):
    letter = chance.choice(LETTERS)
    return in_longest(name, lambda w: (at := at_inside(w, chance, 5)) and w[:at] + letter + w[at + 1 :])


def two_slips(name, chance):
    if len(longest_word(name)) < 9:
        return ""
    once = changed(name, chance)
    return once and swapped(once, chance)


def small(name, chance):
    return name.lower()


def initials(name, chance, between="."):
    parts = [part for part in re.split(r"[\s-]+", name) if part]
    if len(parts) < 2:
        return ""
    return "".join(
        f"{plain(part)[0].lower() if part in PARTICLES else plain(part)[0].upper()}."
        for part in parts
        if part[0] not in "'d"
    )


def initials_with_particles(name, chance):
    parts = name.split()
    if parts[0] in PARTICLES or not any(part in PARTICLES for part in parts):
        return ""
    return " ".join(part if part in PARTICLES else f"{plain(part)[0].upper()}." for part in parts)


def broken(name, chance):
    """Cut at the end of a line."""
    return in_longest(name, lambda w: (at := at_inside(w, chance, 4)) and f"{w[:at]}-\n{w[at:]}")


def cut_by_space(name, chance):
    return in_longest(name, lambda w: (at := at_inside(w, chance, 6)) and f"{w[:at]} {w[at:]}")


def between_letters(sign):
    return lambda name, chance: in_longest(name, lambda w: sign.join(w) if len(w) > 2 else "")


def zero_width(name, chance):
    return INNER.sub(lambda found: chance.choice(ZERO_WIDTH), name)


def mathematical(name, chance):
    return "".join(
        chr(0x1D5A0 + ord(c) - 65)
        if "A" <= c <= "Z"
        else chr(0x1D5BA + ord(c) - 97)
        if "a" <= c <= "z"
        else c
        for c in plain(name)
    )


def wide(name, chance):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in plain(name))


def one_to_one(table):
    """Every letter of the table; not a name of digits only, which nobody reads as one."""

    def form(name, chance):
        written = plain(name).translate(table)
        return written if written != plain(name) and not written.isdigit() else ""

    return form


def one_sign(table):
    """Only one letter of the longest word becomes a sign."""

    def form(name, chance):
        word = longest_word(name)
        places = [at for at, letter in enumerate(word) if ord(letter) in table and len(word) > 2]
        if not places:
            return ""
        at = chance.choice(places)
        written = word[:at] + word[at].translate(table) + word[at + 1 :]
        return "" if written.isdigit() else name.replace(word, written)

    return form


def accented(name, chance):
    """An accent where there was none."""
    return in_longest(
        name,
        lambda w: re.sub("[aeiou]", lambda f: f.group() + chance.choice("\u0300\u0301\u0308"), w, count=1),
    )


def run_together(name, chance):
    parts = name.split()
    return "".join(parts) if len(parts) > 1 else ""


def as_account(name, chance):
    parts = name.lower().split()
    return chance.choice("._").join(parts) if len(parts) > 1 else ""


def last_first(name, chance):
    first, _, last = name.partition(" ")
    return f"{last}, {first}" if last else ""


def capital_particles(name, chance):
    form = " ".join(part[:1].upper() + part[1:] for part in name.split())
    return form if form != name else ""


MUTATIONS = {
    "as it is": lambda name, chance: name,
    "in capitals": lambda name, chance: name.upper(),
    "in small letters": small,
    "particles with a capital": capital_particles,
    "possessive 's": lambda name, chance: name + "'s",
    "possessive s": lambda name, chance: name + "s",
    "possessive with a typographic quote": lambda name, chance: name + "’s",
    "possessive with a quote only": lambda name, chance: name + "'",
    "small form tje": lambda name, chance: name + "tje",
    "small form ke": lambda name, chance: name + "ke",
    "accents lost": lambda name, chance: plain(name) if plain(name) != name else "",
    "accents as marks of their own": lambda name, chance: unicodedata.normalize("NFD", name),
    "an accent too many": accented,
    "invisible characters": zero_width,
    "soft hyphens": lambda name, chance: INNER.sub("\u00ad", name),
    "spaces between letters": between_letters(" "),
    "dots between letters": between_letters("."),
    "dashes between letters": between_letters("-"),
    "cut at a line end": broken,
    "cut by a space": cut_by_space,
    "Cyrillic letters": one_to_one(CYRILLIC),
    "wide letters": wide,
    "mathematical letters": mathematical,
    "digits for letters": one_to_one(SCANNED),
    "one digit for a letter": one_sign(SCANNED),
    "a sign for a letter": one_sign(SIGNS),
    "a letter doubled": doubled,
    "two letters swapped": swapped,
    "a letter left out": left_out,
    "a letter added": added,
    "a letter changed": changed,
    "two slips": two_slips,
    "run together": run_together,
    "as an account": as_account,
    "last name first": last_first,
    "initials": initials,
    "initials with particles": initials_with_particles,
    "in a compound": lambda name, chance: name + "-dossier",
    "between quotes": lambda name, chance: f"„{name}”",
}
NUMBER_MUTATIONS = {
    "as it is": lambda number, chance: number,
    "in small letters": lambda number, chance: number.lower(),
    "with spaces": lambda number, chance: number.replace("-", " "),
    "without signs": lambda number, chance: number.replace("-", ""),
    "with slashes": lambda number, chance: number.replace("-", "/"),
    "with long dashes": lambda number, chance: number.replace("-", "–"),
    "with dots": lambda number, chance: number.replace("-", "."),
    "over a line": lambda number, chance: number.replace("-", "-\n", 1),
    "letters for digits": lambda number, chance: number.replace("0", "O"),
    "without its region": lambda number, chance: number[3:],
    "invisible characters": lambda number, chance: "\u200b".join(number),
    "wide": wide,
}
