"""Postcodes, streets and house numbers."""

import re

from expertteam.learning.screening.marks import Certainty, Kind
from expertteam.learning.screening.pieces import any_of
from expertteam.learning.screening.rules import Rule

# No Dutch postcode ends in SA, SD or SS.
POSTCODE_LETTERS = r"(?!SA|SD|SS)[A-Z]{2}"
HOUSE = r"\d{1,5}(?:\s?[-/]?\s?(?:[A-Za-z]|bis|hs|[IVX]{1,4})(?![a-z]))?(?:[-/]\d{1,4})?"
# 5912 AB and 5912AB. A year before two capitals ('in 2025 GI') is none, unless a number or town follows.
POSTCODE = re.compile(
    rf"(?<![\d.,-])(?!(?:19|20)\d\d\s)[1-9]\d{{3}}[ ]{{0,2}}{POSTCODE_LETTERS}(?![A-Za-z])"
    rf"(?:[\s,-]{{1,3}}{HOUSE})?"
)
POSTCODE_LIKE_YEAR = re.compile(
    rf"(?<![\d.,-])(?:19|20)\d\d\s{POSTCODE_LETTERS}(?=\s(?:\d|[A-Z][a-z]))(?:\s{HOUSE})?"
)
POSTCODE_SMALL = re.compile(rf"(?<![\d.,-])[1-9]\d{{3}}[a-z]{{2}}(?![a-z])(?<!eu)(?:[\s,-]{{1,3}}{HOUSE})?")
POSTCODE_AFTER_WORD = re.compile(
    r"(?i:\bpostcode(?:gebied)?(?:\s(?:is|van))?\s?:?\s(?P<it>[1-9]\d{3}(?:\s?[a-z]{2})?)\b)"
)

STREET_ENDING = any_of(
    """straatje, straat, laantje, laan, weg, pad, plein, singel, gracht, dijk, steeg, dreef, kade, plantsoen,
    park, hof, hofje, ring, baan, markt, wal, poort, veld, akker, kamp, erf, bosch, heuvel, berg, donk, beemd,
    wei, weide, passage, boulevard, allee, esplanade, oever, bos, tuin, zoom, burg, haag, horst, str[.]"""
)
# The endings that nothing but a street has.
STREET_ENDING_SURE = any_of(
    "straatje, straat, laantje, laan, plein, singel, gracht, steeg, dreef, kade, plantsoen, boulevard"
)
WORD_OF_STREET = r"[A-Z][\w'.-]{0,30}"
BETWEEN = any_of(r"van, de, den, der, het, ten, ter, te, op, aan, in, 't, v\.d\., vd")
# What comes before the last word of a street: 'Burgemeester van', 'Jan van', 'Sint'.
BEGINNING = rf"(?:{WORD_OF_STREET}\s(?:{BETWEEN}\s){{0,2}}){{0,3}}"
NUMBER_SIGN = r"(?:(?:nr\.?|nummer|huisnummer)\s)?"
# Behind a number that counts something: 'Laan 14 jaar' is no house number.
COUNTED = any_of("jaar, keer, maanden, dagen, uur, procent, jongeren, kinderen, gezinnen, plaatsen, plekken")
# 'Burgemeester van Rooystraat 12', 'Jan van Galenlaan 3a', 'Oude Baan 4', 'Prins Bernhard Plein 7'.
STREET_WITH_NUMBER = re.compile(
    rf"\b{BEGINNING}(?:[A-Z][\w'-]{{0,30}}{STREET_ENDING}"
    r"|(?:Oude|Nieuwe|Lange|Korte|Grote|Kleine|Hoge|Lage)\s[A-Z]?\w{2,20}"
    rf"|[A-Z][\w'-]{{1,30}}\s(?i:{STREET_ENDING}))\s{NUMBER_SIGN}{HOUSE}\b(?!\s{COUNTED})"
)
# In small letters only with an ending that is sure: 'kerkstraat 12', but not 'onderweg 3 keer'.
STREET_WITH_NUMBER_SMALL = re.compile(
    rf"\b[a-z][a-z'-]{{1,30}}{STREET_ENDING_SURE}\s{NUMBER_SIGN}{HOUSE}\b(?!\s{COUNTED})"
)
STREET = re.compile(rf"\b{BEGINNING}[A-Z][\w'-]{{1,30}}{STREET_ENDING_SURE}\b")
STREET_AT = re.compile(rf"(?i:\b(?:aan|op|in)\s(?:de|het)\s)(?P<it>[A-Z][\w'-]{{1,30}}{STREET_ENDING})\b")
# 'woont op Het Rond 5': any capital with a number, after a word that asks for an address.
ASKS_FOR_ADDRESS = any_of(
    """woont, wonen, woonde, woonden, verblijft, verbleef, adres, gevestigd, wonend, wonende, ingeschreven,
    staat"""
)
ON_THE_WAY = any_of(
    r"nu, al, weer, samen, is, op, aan, in, te, het, bij, de, tijdelijk, thuis, met \w+, sinds \w+"
)
FIRST_WORD = r"(?:(?:Het|De|Den|'t|Op|Aan|In|Achter|Boven|Onder)\s(?:[dD]e\s|[hH]et\s)?)?"
ADDRESS_AFTER_WORD = re.compile(
    rf"(?i:\b{ASKS_FOR_ADDRESS}\b)(?:\s(?i:{ON_THE_WAY})){{0,4}}\s?:?\s"
    rf"(?P<it>{FIRST_WORD}[A-Z][\w'-]{{1,30}}(?:\s[A-Z][\w'-]{{1,30}}){{0,2}}\s{HOUSE})"
    rf"\b(?!\s{COUNTED})"
)
HOUSE_NUMBER = re.compile(
    r"(?i:\b(?:huisnummer|huisnr\.?|op nummer|op nr\.?)\s?:?\s?(?P<it>\d{1,4}[a-z]?)\b)"
)

AN_ADDRESS = "Dit is een adres."
LIKE_AN_ADDRESS = "Dit lijkt een straat of adres."
RULES = (
    Rule(Kind.ADDRESS, Certainty.CERTAIN, "Dit is een postcode.", POSTCODE),
    Rule(Kind.ADDRESS, Certainty.LIKELY, "Dit lijkt een postcode.", POSTCODE_LIKE_YEAR),
    Rule(Kind.ADDRESS, Certainty.LIKELY, "Dit lijkt een postcode.", POSTCODE_SMALL),
    Rule(Kind.ADDRESS, Certainty.CERTAIN, "Dit is een postcode.", POSTCODE_AFTER_WORD),
    Rule(Kind.ADDRESS, Certainty.CERTAIN, AN_ADDRESS, STREET_WITH_NUMBER),
    Rule(Kind.ADDRESS, Certainty.CERTAIN, AN_ADDRESS, ADDRESS_AFTER_WORD),
    Rule(Kind.ADDRESS, Certainty.LIKELY, AN_ADDRESS, STREET_WITH_NUMBER_SMALL),
    Rule(Kind.ADDRESS, Certainty.LIKELY, AN_ADDRESS, HOUSE_NUMBER),
    Rule(Kind.ADDRESS, Certainty.LIKELY, LIKE_AN_ADDRESS, STREET),
    Rule(Kind.ADDRESS, Certainty.LIKELY, LIKE_AN_ADDRESS, STREET_AT),
)
