"""Numbers that belong to one person or one file: bank, BSN, cases, courts, licence plates, references."""

import re

from expertteam.learning.screening.marks import Certainty, Kind
from expertteam.learning.screening.pieces import any_of
from expertteam.learning.screening.rules import Rule

# NL91 ABNA 0417 1643 00, with or without spaces, dots or dashes; other countries have 15 to 34 signs.
IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ .-]?\d{2}(?:[ .-]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])")
# The Dutch form also when its check does not come out: a slip of the pen.
IBAN_DUTCH = re.compile(
    r"(?i:(?<![a-z0-9])nl[\s.-]?[0-9oil]{2}[\s.-]{0,2}[a-z]{4}(?:[\s.-]{0,2}[0-9oil]){10}(?!\d))"
)
BANK_AFTER_WORD = re.compile(
    r"(?i:\b(?:rekening|rekeningnummer|bankrekening|giro|iban))(?i:\s?(?:nr\.?|nummer|is|op|naar))*[\s:]{1,2}"
    r"(?P<it>\d(?:[\s.-]?\d){5,17})(?!\d)"
)
# Eight or nine digits, also in groups: 123.456.782, 1234 56 782.
LONG_NUMBER = re.compile(r"(?<![\d.,+-])(?<!\d\s)\d(?:[.\s-]?\d){7,8}(?!\d)(?![.,-]\d)")
BSN_WORD = any_of(r"bsn, burgerservicenummer, sofinummer, sofi, b\.s\.n\.")
BSN_AFTER_WORD = re.compile(
    rf"(?i:\b{BSN_WORD}(?:[\s-]?(?:nr\.?|nummer))?(?:\s?(?:is|van|:))*)\s?"
    r"(?P<it>[0-9OoIl](?:[.\s-]{0,2}[0-9OoIl]){6,9})"
)
# Digits of a BSN stand together or in groups of two or more; dates and years in groups have eight digits.
GROUPS_OF_NINE = re.compile(r"(?=(?:\D?\d){9}$)\d{2,}(?:\D\d{2,})+")

# Our own numbers (NL-2026-0042, HV-2026-0003), also without or with other signs between their parts.
CASE_NUMBER = re.compile(r"(?i:(?<![a-z0-9])[a-z]{2,3}\s?[-/_–]\s?20\d\d\s?[-/_–]\s?\d{1,6}(?!\d))")
CASE_NUMBER_LOOSE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{2,3}[\s.]?20\d\d[\s.-]?\d{4}|[a-z]{2,3}[\s.]?20\d\d[\s.-]?0\d{3})(?!\d)"
)
# C/03/123456 / JE RK 25-123 and its parts.
COURT_NUMBER = re.compile(
    r"(?i:(?<![a-z0-9])C\s?/\s?\d{2}\s?/\s?\d{4,7}"
    r"(?:\s?/\s?[A-Z]{2,4}\s?(?:RK|ZA|HA|KG|EX|VZ|FA)\s?\d{2}[-/ ]\d{1,6})?)"
)
PETITION = re.compile(
    r"(?<![A-Za-z0-9])(?:JE|FA|KG|HA|EA|ES|OT|BZ)\s?(?:RK|ZA|VERZ|EXPL)\s?(?:VERZ\s)?\d{2}\s?[-/–]\s?\d{1,6}"
)
ECLI = re.compile(r"(?i:\bECLI\s?:\s?[A-Z]{2}\s?:\s?[A-Z]{2,7}\s?:\s?\d{4}\s?:\s?[A-Z0-9.]{1,25})")
# 03/123456-20 or 03.123456.20: the office of the public prosecutor, a number, the year.
PROSECUTOR = re.compile(r"(?<![\d/.-])\d{2}\s?[/.-]\s?\d{6}\s?[-.]\s?\d{2}(?!\d)")
# Any number after a word that says it belongs to one file: 'dossiernummer 2024/551', 'kenmerk: JZ-88123'.
FILE_WORD = any_of(
    """zaak, rekest, rol, dossier, client, patient, casus, registratie, polis, beschikking, beschikkings,
    indicatie, leerling, correlatie, onderwijs, paspoort, pas, identiteits, document, aangifte, toewijzing,
    toewijzings, zorg, klant, relatie, persoons, referentie, inschrijf, factuur, besluit, melding, meldings,
    aanvraag, toekennings, verzekerde, verzekerden, parket, rijbewijs, verblijfs, vreemdelingen, gezins, v"""
)
WORD_FOR_NUMBER = rf"{FILE_WORD}[\s-]?(?:met\s)?(?:nummer|nrs?\b|kenmerk|code|id\b)\.?"
WORD_ALONE = any_of(
    r"kenmerk, referentie, ref\b\.?, PGN, pv[ -]?(?:nummer|nr\.?), dossier, zaak, client, patient"
)
REFERENCE = re.compile(
    rf"(?i:\b(?:{WORD_FOR_NUMBER}|{WORD_ALONE})(?:\s(?:is|was|luidt|van|met|nr\.?|nummer))*)\s?[:#]?\s?"
    r"(?P<it>[A-Za-z0-9][\w/.\-]{1,24}(?:\s\d{2,8}){0,2})"
)
# Numbers of the police (PL2400-2023112233) and of decisions (2025/JW/40012), whatever stands before them.
REFERENCE_ALONE = re.compile(r"\b(?:[A-Z]{2,3}\d{4}-?\d{6,12}|(?:19|20)\d\d[/.-][A-Z]{1,4}[/.-]\d{3,8})\b")
HAS_DIGIT_RUN = re.compile(r"\d.*\d.*\d")
# Without such a word only numbers that no amount or year looks like.
YEAR_ONLY = re.compile(r"(?:19|20)\d\d[.,]?")

# The series of Dutch licence plates since 1951 (RDW): letters and digits in three groups.
PLATE_GROUPS = (
    r"[A-Z]{2}S\d\dS\d\d|\d\dS\d\dS[A-Z]{2}|\d\dS[A-Z]{2}S\d\d|[A-Z]{2}S\d\dS[A-Z]{2}|[A-Z]{2}S[A-Z]{2}S\d\d"
    r"|\d\dS[A-Z]{2}S[A-Z]{2}|\d\dS[A-Z]{3}S\d|\dS[A-Z]{3}S\d\d|[A-Z]{2}S\d{3}S[A-Z]|[A-Z]S\d{3}S[A-Z]{2}"
    r"|[A-Z]{3}S\d\dS[A-Z]|[A-Z]S\d\dS[A-Z]{3}|\dS[A-Z]{2}S\d{3}|\d{3}S[A-Z]{2}S\d"
)
DASHED = PLATE_GROUPS.replace("S", r"\s?-\s?")
SPACED = PLATE_GROUPS.replace("S", " ")
JOINED = PLATE_GROUPS.replace("S", r"[\s-]?")
PLATE = re.compile(rf"(?<![\w-])(?:(?i:{DASHED})|{SPACED})(?![\w-])")
PLATE_WORD = any_of("kenteken, nummerbord, kentekenplaat, auto, scooter, brommer")
PLATE_AFTER_WORD = re.compile(
    rf"(?i:\b{PLATE_WORD}(?:\s(?:is|met|het|van|kenteken))*\s?:?\s?(?P<it>{JOINED})(?!\w))"
)


def comes_out(iban: str) -> bool:
    """The check of ISO 13616: moved four signs to the end, letters as numbers, the remainder by 97 is 1."""
    signs = re.sub(r"[\s.-]", "", iban).upper()
    if not 15 <= len(signs) <= 34:
        return False
    number = "".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])
    return int(number) % 97 == 1


def eleven_check(number: str) -> bool:
    """The check of a burgerservicenummer: 9 to 2 times the digits, minus the last, is a multiple of 11."""
    digits = [int(sign) for sign in number if sign.isdigit()]
    digits = [0] * (9 - len(digits)) + digits
    if len(digits) != 9 or not any(digits):
        return False
    weighed = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits[:8], strict=True))
    return (weighed - digits[8]) % 11 == 0


def _iban_comes_out(found) -> bool:
    return comes_out(found.group())


def _bsn_comes_out(found) -> bool:
    written = found.group()
    return eleven_check(written) and (written.isdigit() or bool(GROUPS_OF_NINE.fullmatch(written)))


def _is_long_number(found) -> bool:
    """Digits in a row; in groups only when the check of a BSN comes out: '12 000 000' is an amount."""
    return found.group().isdigit()


def _is_reference(found) -> bool:
    written = found["it"]
    return bool(HAS_DIGIT_RUN.search(written)) and not YEAR_ONLY.fullmatch(written)


A_LONG_NUMBER = "Dit lange nummer kan bij één persoon horen."
A_COURT_NUMBER = "Dit is een zaaknummer van een rechtbank of parket."
RULES = (
    Rule(Kind.BANK, Certainty.CERTAIN, "Dit is een rekeningnummer.", IBAN, _iban_comes_out),
    Rule(Kind.BANK, Certainty.LIKELY, "Dit lijkt een rekeningnummer.", IBAN_DUTCH),
    Rule(Kind.BANK, Certainty.LIKELY, "Dit lijkt een rekeningnummer.", BANK_AFTER_WORD),
    Rule(Kind.BSN, Certainty.CERTAIN, "Dit kan een burgerservicenummer zijn.", LONG_NUMBER, _bsn_comes_out),
    Rule(Kind.BSN, Certainty.LIKELY, A_LONG_NUMBER, LONG_NUMBER, _is_long_number),
    Rule(Kind.BSN, Certainty.CERTAIN, "Dit is een burgerservicenummer.", BSN_AFTER_WORD),
    Rule(Kind.CASE_NUMBER, Certainty.CERTAIN, "Dit is een casusnummer.", CASE_NUMBER),
    Rule(Kind.CASE_NUMBER, Certainty.LIKELY, "Dit lijkt een casusnummer.", CASE_NUMBER_LOOSE),
    Rule(Kind.COURT_NUMBER, Certainty.CERTAIN, A_COURT_NUMBER, COURT_NUMBER),
    Rule(Kind.COURT_NUMBER, Certainty.CERTAIN, A_COURT_NUMBER, PETITION),
    Rule(Kind.COURT_NUMBER, Certainty.CERTAIN, A_COURT_NUMBER, ECLI),
    Rule(Kind.COURT_NUMBER, Certainty.LIKELY, A_COURT_NUMBER, PROSECUTOR),
    Rule(Kind.REFERENCE, Certainty.LIKELY, "Dit lijkt het nummer van een dossier.", REFERENCE, _is_reference),
    Rule(Kind.REFERENCE, Certainty.LIKELY, "Dit lijkt het nummer van een dossier.", REFERENCE_ALONE),
    Rule(Kind.PLATE, Certainty.CERTAIN, "Dit is een kenteken.", PLATE),
    Rule(Kind.PLATE, Certainty.CERTAIN, "Dit is een kenteken.", PLATE_AFTER_WORD),
)
