"""What a request for help may not say: whose case it is, and where.

The check knows what stands in the file. It cannot know a school or a nickname, so the page also
asks people to leave those out. For name, birth date and address it has one sentence: with one for
each, who may not see the identity could find it by trying.
"""

import re
from datetime import date

from django.utils.formats import date_format

from expertteam.access.wall import as_system
from expertteam.core.text import normalised
from expertteam.organisations.models import Municipality

IDENTITY = (
    "In deze tekst staat een gegeven waaraan de jeugdige te herkennen is. Haal namen, data en adressen weg."
)
CASE_NUMBER = "Haal het casusnummer uit deze tekst. Aanbieders mogen niet weten om wie het gaat."
PLACE = (
    "Haal de naam van een gemeente of aanmelder uit deze tekst. Aanbieders mogen niet weten om wie het gaat."
)
# Capitalised in a file without being anybody's name.
KINSHIP = {
    *("moeder", "vader", "ouder", "ouders", "opa", "oma", "broer", "zus", "tante", "oom", "voogd"),
    *("stiefmoeder", "stiefvader", "pleegmoeder", "pleegvader", "pleegouders"),
    *("mevrouw", "meneer", "mw", "dhr"),
}
ANY_CASE_NUMBER = re.compile(r"\b(?!hv)[a-z]{2}[-\s]?\d{4}[-\s]?\d{4,}\b", re.IGNORECASE)
# In small letters only without a space: 'in 2025 is' is no postcode.
POSTCODE = re.compile(r"\b[1-9]\d{3}(?:\s?[A-Z]{2}|[a-z]{2})\b")
HOUSE_NUMBER_OR_ORDINAL = re.compile(r"^\d+e\s|\s\d.*")
WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SHORTEST_PART = 3


def traces(case, text: str) -> list[str]:
    """Why ``text`` points to the youth of ``case``, in sentences a page may show; never what was found."""
    with as_system("a text for providers is compared with a name that its writer may not read"):
        identity = getattr(case, "identity", None)
    found = {
        IDENTITY: _any_identity(identity, text),
        CASE_NUMBER: bool(ANY_CASE_NUMBER.search(text)),
        PLACE: _any_place(case, text),
    }
    return [sentence for sentence, present in found.items() if present]


def _any_identity(identity, text) -> bool:
    """Nothing of an identity can stand in a text where there is none: an anonymous consultation."""
    if identity is None:
        return False
    first, last, parents = identity.first_name, identity.last_name, identity.parents or ""
    return (
        _any_phrase([first, f"{first} {last}", *_streets(identity.address or "")], text)
        or _any_part([first, last, parents], text)
        or _has_date(date.fromisoformat(identity.birth_date), text)
        or bool(POSTCODE.search(text))
    )


def _any_phrase(phrases, text) -> bool:
    """A name as a whole, in capitals or not, with or without accents."""
    plain = normalised(text)
    wanted = [normalised(phrase) for phrase in phrases]
    return any(re.search(rf"(?<!\w){re.escape(p)}(?!\w)", plain) for p in wanted if len(p) >= SHORTEST_PART)


def _any_part(names, text) -> bool:
    """One capitalised part of a name: 'Berg' of 'van den Berg', but not 'een berg werk'."""
    parts = {normalised(word) for name in names for word in WORDS.findall(name) if word[0].isupper()}
    parts = {part for part in parts if len(part) >= SHORTEST_PART} - KINSHIP
    return any(normalised(word) in parts for word in WORDS.findall(text) if word[0].isupper())


def _streets(address) -> list[str]:
    """Street and town: the parts of an address without postcode and house number."""
    parts = re.split(r"[,\n]", POSTCODE.sub("", address))
    return [HOUSE_NUMBER_OR_ORDINAL.sub("", part.strip()) for part in parts]


def _has_date(day, text) -> bool:
    months = [str(day.month), f"{day:%m}", date_format(day, "F"), date_format(day, "M").rstrip(".")]
    forms = [rf"0?{day.day}[-/. ]+{month}[-/. ]+{day.year}" for month in months]
    forms.append(day.isoformat())
    return any(re.search(rf"(?<!\d){form}(?!\d)", normalised(text)) for form in forms)


def _any_place(case, text) -> bool:
    """A municipality or the referring organisation; 'Bergen' is a place and 'bergen' is not."""
    places = [*Municipality.objects.values_list("name", flat=True), case.referrer_organisation.name]
    pattern = "|".join(re.escape(place) for place in places)
    return any(
        match.group()[0].isupper()
        for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE)
    )
