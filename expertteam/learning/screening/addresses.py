"""Postcodes, streets and house numbers."""

import re

from expertteam.learning.screening.marks import Certainty, Kind
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

STREET_ENDING = (
    r"(?:straatje|straat|laantje|laan|weg|pad|plein|singel|gracht|dijk|steeg|dreef|kade|plantsoen"
    r"|park|hof|hofje"
    r"|ring|baan|markt|wal|poort|veld|akker|kamp|erf|bosch|heuvel|berg|donk|beemd|wei|weide"
    r"|passage|boulevard|allee"
    r"|esplanade|oever|bos|tuin|zoom|burg|haag|horst|straotje|str\.)"
)
# The endings that nothing but a street has.
STREET_ENDING_SURE = (
    r"(?:straatje|straat|laantje|laan|plein|singel|gracht|steeg|dreef|kade|plantsoen|boulevard)"
)
WORD_OF_STREET = r"[A-Z][\w'.-]{0,30}"
BETWEEN = r"(?:van|de|den|der|het|ten|ter|te|op|aan|in|'t|v\.d\.|vd)"
# 'Burgemeester van Rooystraat 12', 'Jan van Galenlaan 3a', 'Sint Jansweg 4'.
STREET_WITH_NUMBER = re.compile(
    rf"\b(?:{WORD_OF_STREET}\s(?:{BETWEEN}\s){{0,2}}){{0,3}}(?:[A-Z][\w'-]{{0,30}}{STREET_ENDING}"
    rf"|(?:Oude|Nieuwe|Lange|Korte|Grote|Kleine|Hoge|Lage)\s[A-Z]?\w{{2,20}}"
    rf"|[A-Z][\w'-]{{1,30}}\s(?i:{STREET_ENDING}))\s(?:nr\.?\s|nummer\s"
    rf"|huisnummer\s)?{HOUSE}\b(?!\s(?:jaar|keer|maanden|dagen|uur|procent|jongeren|kinderen"
    rf"|gezinnen|plaatsen|plekken))"
)
STREET_WITH_NUMBER_SMALL = re.compile(
    rf"\b[a-z][a-z'-]{{1,30}}(?:straat|laan|plein|singel|gracht|dreef|kade|steeg)\s(?:nr\.?\s"
    rf"|nummer\s|huisnummer\s)?{HOUSE}\b(?!\s(?:jaar|keer|maanden|dagen|uur|jongeren|kinderen|gezinnen))"
)
STREET = re.compile(
    rf"\b(?:{WORD_OF_STREET}\s(?:{BETWEEN}\s){{0,2}}){{0,3}}[A-Z][\w'-]{{1,30}}{STREET_ENDING_SURE}\b"
)
STREET_AT = re.compile(rf"(?i:\b(?:aan|op|in)\s(?:de|het)\s)(?P<it>[A-Z][\w'-]{{1,30}}{STREET_ENDING})\b")
# 'woont op Het Rond 5': any capital with a number, after a word that asks for an address.
ADDRESS_AFTER_WORD = re.compile(
    r"(?i:\b(?:woont|wonen|woonde|woonden|verblijft|verbleef|adres|gevestigd|wonend|wonende"
    r"|ingeschreven|staat)\b)"
    r"(?:\s(?i:nu|al|weer|samen|is|op|aan|in|te|het|bij|de|tijdelijk|thuis|met\s\w+|sinds\s\w+)){0,4}\s?:?\s"
    rf"(?P<it>(?:(?:Het|De|Den|'t|Op|Aan|In|Achter|Boven|Onder)\s(?:[dD]e\s"
    rf"|[hH]et\s)?)?[A-Z][\w'-]{{1,30}}(?:\s[A-Z][\w'-]{{1,30}}){{0,2}}\s{HOUSE})\b"
    r"(?!\s(?:jaar|keer|maanden|dagen|uur|jongeren|kinderen))"
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
