"""Telephone numbers, e-mail addresses, web addresses and accounts."""

import re

from expertteam.learning.screening.marks import Certainty, Kind
from expertteam.learning.screening.number_words import NUMBER_WORD, VALUES
from expertteam.learning.screening.pieces import any_of
from expertteam.learning.screening.rules import Rule

# What may stand between two digits of one number.
GAP = r"[\s().\-/]{0,3}"
# A digit, or the letter that is typed or scanned for one.
DIGIT = "[0-9OoIl]"
# 06-12345678, (077) 123 45 67, +31 6 1234 5678, 0031 (0)6 ...: the national number has nine digits.
TELEPHONE = re.compile(
    rf"(?<![\w-])(?:(?:\+|00){GAP}31{GAP}(?:\(?0\)?{GAP})?|\(?[0Oo])(?:{GAP}{DIGIT}){{9}}(?!\d)"
)
TELEPHONE_ABROAD = re.compile(rf"(?<![\w-])(?:\+|00)(?!31)[1-9]\d{{0,2}}(?:{GAP}\d){{7,11}}(?!\d)")
# A number without area code, after a word that says what it is.
TELEPHONE_AFTER_WORD = re.compile(
    r"(?i:\b(?:tel|telefoon|telefoonnummer|mobiel|gsm|bel|bellen|bereikbaar|appen|app|whatsapp|nummer))"
    r"(?:\s(?:is|op|via|met|naar|nr|nummer))?[\s.:]{1,3}"
    r"(?P<it>[1-9](?:[\s.\-]{0,2}\d){5,8})(?!\d)"
)
# 'nul zes twaalf vierendertig vijf zes zeven acht', also with some of it in digits.
SPOKEN = rf"(?:{NUMBER_WORD}|dubbel|\d{{1,4}})"
TELEPHONE_IN_WORDS = re.compile(
    rf"(?i:\b(?:nul|plus[\s-]+(?:31|eenendertig|drie[\s-]+een)|0)(?:[\s,.\-]{{0,3}}{SPOKEN}){{4,12}}\b)"
)
NUMBER_IN_WORDS = re.compile(rf"(?i:{NUMBER_WORD}|dubbel|\d+)")

# Signs and words for @ and the dot, as people write them to keep machines off.
AT = any_of(r"@, \s?[\[({<]\s?(?:at|a|apen?staart(?:je)?)\s?[\])}>]\s?, \s?\bapen?staart(?:je)?\b\s?")
DOT = any_of(r"\., \s?[\[({]\s?(?:dot|punt|\.)\s?[\])}]\s?, \s(?:dot|punt)\s, \s\.\s?, \.\s")
# From its first sign, so that a long row of points is not tried from each of them.
NAME_OF_MAIL = r"(?<![\w.+'-])[\w.+'-]{1,64}"
TOP = r"(?:nl|com|org|net|be|eu|de|info|me|online|nu|edu|io|fr|uk)"
EMAIL = re.compile(rf"(?i:{NAME_OF_MAIL}\s?@\s?[\w-]{{1,60}}(?:{DOT}[\w-]{{1,60}}){{0,3}}{DOT}[a-z]{{2,}}\b)")
EMAIL_HIDDEN = re.compile(
    rf"(?i:{NAME_OF_MAIL}(?:{DOT}{NAME_OF_MAIL})?\s?{AT}\s?[\w-]{{1,60}}(?:{DOT}[\w-]{{1,60}}){{0,2}}{DOT}{TOP}\b)"
)
# 'jan at gmail punt com': 'at' as a word only with a domain behind it.
EMAIL_SPOKEN = re.compile(rf"(?i:{NAME_OF_MAIL}\s(?:at|bij)\s[\w-]{{1,60}}\s?{DOT}{TOP}\b)")
# An address with only the sign said: 'sanne apenstaartje gmail'.
EMAIL_SHORT = re.compile(rf"(?i:{NAME_OF_MAIL}\s?apen?staart(?:je)?\s?[\w-]{{2,60}})")

WEB = re.compile(
    r"(?i:(?:https?://|\bwww\.)\S{3,}"
    r"|(?<![\w@.])(?:[a-z0-9-]{2,63}\.){1,3}(?:nl|com|org|net|be|eu|info|online|nu|io|me|tv)\b(?:/\S*)?)"
)
PLATFORM = any_of(
    r"""insta(?:gram)?, snap(?:chat)?, tik\s?tok, discord, facebook, fb, twitter, telegram, signal, youtube,
    twitch, roblox, linkedin, skype, whatsapp, gamertag, playstation, steam"""
)
ACCOUNT = re.compile(r"(?<![\w.@])@[A-Za-z_][\w.]{1,29}")
# 'Instagram: lotte.2010', 'op snapchat als daan_x', 'haar TikTok-account is lotje09'.
ACCOUNT_AFTER_PLATFORM = re.compile(
    rf"(?i:\b{PLATFORM})[\s-]?(?i:account|naam|gebruikersnaam|profiel|kanaal|id)?\s?"
    r"(?::|\s|(?i:\b(?:is|heet|als|onder|met|naam|van|de|ze|zij|hij|zit|zat))){1,8}[\"'(]?"
    r"(?P<it>@?[A-Za-z][\w.]{2,29}(?:#\d{4})?)"
)
# An account looks like no word: it has a digit, a low line, or a point inside.
LOOKS_LIKE_ACCOUNT = re.compile(r"\d|_|\w\.\w|#|@")
ACCOUNT_AFTER_COLON = re.compile(
    rf"(?i:\b(?:{PLATFORM}|gebruikersnaam|accountnaam|nickname))(?i:[\s-]?(?:account|naam))?\s?:\s?"
    r"(?P<it>@?[A-Za-z][\w.]{2,29})"
)


def _has_digits(found) -> bool:
    return sum(character.isdigit() for character in found.group()) >= 7


def _is_number_of_ten(found) -> bool:
    """Whether the spoken numbers together have the digits of a telephone number."""
    digits = 0
    for part in NUMBER_IN_WORDS.findall(found.group().lower()):
        digits += len(part) if part.isdigit() else 1 if VALUES.get(part, 0) < 10 else 2
    return 9 <= digits <= 14


def _is_no_word(found) -> bool:
    return bool(LOOKS_LIKE_ACCOUNT.search(found["it"]))


A_TELEPHONE = "Dit is een telefoonnummer."
LIKE_A_TELEPHONE = "Dit lijkt een telefoonnummer."
AN_EMAIL = "Dit is een e-mailadres."
AN_ACCOUNT = "Dit lijkt een account op sociale media."
RULES = (
    Rule(Kind.TELEPHONE, Certainty.CERTAIN, A_TELEPHONE, TELEPHONE, _has_digits),
    Rule(Kind.TELEPHONE, Certainty.CERTAIN, A_TELEPHONE, TELEPHONE_ABROAD),
    Rule(Kind.TELEPHONE, Certainty.LIKELY, LIKE_A_TELEPHONE, TELEPHONE_AFTER_WORD),
    Rule(Kind.TELEPHONE, Certainty.LIKELY, LIKE_A_TELEPHONE, TELEPHONE_IN_WORDS, _is_number_of_ten),
    Rule(Kind.EMAIL, Certainty.CERTAIN, AN_EMAIL, EMAIL),
    Rule(Kind.EMAIL, Certainty.CERTAIN, AN_EMAIL, EMAIL_HIDDEN),
    Rule(Kind.EMAIL, Certainty.LIKELY, "Dit lijkt een e-mailadres.", EMAIL_SPOKEN),
    Rule(Kind.EMAIL, Certainty.LIKELY, "Dit lijkt een e-mailadres.", EMAIL_SHORT),
    Rule(Kind.WEB, Certainty.LIKELY, "Dit is een webadres. Leidt het naar iemand?", WEB),
    Rule(Kind.ACCOUNT, Certainty.LIKELY, AN_ACCOUNT, ACCOUNT),
    Rule(Kind.ACCOUNT, Certainty.LIKELY, AN_ACCOUNT, ACCOUNT_AFTER_PLATFORM, _is_no_word),
    Rule(Kind.ACCOUNT, Certainty.LIKELY, AN_ACCOUNT, ACCOUNT_AFTER_COLON),
)
