"""Days, weeks and months: in digits, in words, and told from today."""

import re

from expertteam.learning.screening.marks import Certainty, Kind
from expertteam.learning.screening.number_words import ORDINAL_WORD, SMALL_NUMBER_WORD
from expertteam.learning.screening.pieces import READABLE, any_of
from expertteam.learning.screening.rules import Rule

WHOLE_MONTH = any_of(
    """januari, februari, maart, april, mei, juni, juli, augustus, september, oktober, november,
    december"""
)
MONTH = rf"(?:{WHOLE_MONTH}|jan|febr?|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)"
WEEKDAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:ochtend|middag|avond|nacht)?)"
YEAR = r"(?:(?:19|20)\d{2}|'\d{2})"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"
# Articles and versions look like dates: artikel 7.3.11.
NO_ARTICLE = r"(?<!artikel\s)(?<!art\.\s)(?<!art\s)(?<!lid\s)(?<!versie\s)(?<!paragraaf\s)(?<!bijlage\s)"
# 17-05-2013, 17/5/13, 17 5 2013, 17. 5. 2013, 17/5/'24.
NUMERIC = re.compile(
    rf"(?<![\d.]) {NO_ARTICLE} {DAY} \s?[-/.\s]\s? {MONTH_NUMBER} \s?[-/.\s]\s? (?:'|(?:19|20))?\d{{2}}"
    rf" (?!\d)",
    READABLE,
)
ISO = re.compile(r"(?<!\d) (?:19|20)\d{2} \s?[-/.]\s? \d{1,2} \s?[-/.]\s? \d{1,2} (?!\d)", READABLE)
# Eight digits that read as a day: 20130517 or 17052013.
TWO_MONTH, TWO_DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
RUN_TOGETHER = re.compile(
    rf"(?<!\d) (?:(?:19|20)\d{{2}} {TWO_MONTH} {TWO_DAY} | {TWO_DAY} {TWO_MONTH} (?:19|20)\d{{2}}) (?!\d)",
    READABLE,
)
# A day without a year: 17-05 and 3/4 could be a score or a part, so only after a word that asks for a day.
ASKS_FOR_DAY = rf"(?:op|d\.?d\.?|datum|per|vanaf|sinds|tot|geboren|{WEEKDAY}|ma|di|wo|do|vr|za|zo)"
DAY_AND_MONTH = re.compile(
    rf"\b{ASKS_FOR_DAY} [\s:]{{1,2}} (?P<it>{DAY}[-/]{MONTH_NUMBER}) (?![\d/-])"
    r"(?!\s?(?:keer|maal|dagen|weken|maanden|uur|procent|%|van|\w*jarig))",
    READABLE,
)
# 3 maart, 3e mrt., 3 maart 2024, 3-mrt-2024, de 3e van maart.
DAY_OF_MONTH = re.compile(
    rf"(?:\b(?:{WEEKDAY}|ma|di|wo|do|vr|za|zo)\.?\s)? (?<!\d) {DAY} (?:e|de|ste|\.)? (?:\s?[-/]\s?|\s?)"
    rf" (?:van\s|dag\svan\s)? {MONTH}\b\.? (?:[\s,-]{{1,2}}{YEAR})?",
    READABLE,
)
MONTH_DAY = re.compile(
    rf"\b{WHOLE_MONTH} \s {DAY} (?:e|de|ste)? \b"
    rf" (?!\s?(?:procent|%|keer|kinderen|jaar|jongeren|gezinnen|van|[a-z]+en\b))",
    READABLE,
)
# Drie maart, de derde van maart, eenendertig december tweeduizend vierentwintig.
DAY_IN_WORDS = re.compile(
    rf"\b(?:{ORDINAL_WORD}|{SMALL_NUMBER_WORD}) \s (?:van\s|dag\svan\s)? (?:de\smaand\s)? {WHOLE_MONTH}\b"
    rf"(?:\s (?:{YEAR} | tweeduizend(?:\s?\w+tig|\w*) | negentien\w* | twintig\s?\w+tig))?",
    READABLE,
)
BIRTH_DATE = re.compile(
    r"\b(?:geboortedatum|geboortedag|geb\.?\s?datum|geb\.dat) \.?\s?:?\s? (?:is\s)?"
    r" (?P<it>\d[\d\s./-]{3,10})",
    READABLE,
)
# Maart 2024, 03-2024, in maart, week 14, derde kwartaal van 2024, schooljaar 2023-2024.
MONTH_OF_YEAR = re.compile(
    rf"\b{MONTH}\b\.? \s? (?:van\s)? (?:{YEAR}\b | tweeduizend\w* |"
    rf" (?:dit|vorig|volgend|afgelopen|het)\s(?:school)?jaar)",
    READABLE,
)
MONTH_AND_NUMBER = re.compile(r"(?<![\d/.-]) (?:0[1-9]|1[0-2]) [/-] (?:19|20)\d{2} (?!\d)", READABLE)
MONTH_MENTIONED = re.compile(rf"\b{WHOLE_MONTH} \b", READABLE)
YEAR_AND_MONTH = re.compile(rf"(?<![\d-]) (?:19|20)\d{{2}}-{TWO_MONTH} (?![\d-])", READABLE)
# De eerste week van mei, het laatste weekend van 2023; donderdag de 5e.
PART_OF_MONTH = re.compile(
    rf"\b(?:{ORDINAL_WORD}|laatste|[1-4]e) \s (?:week|weekend|helft|schooldag|dag|{WEEKDAY}) \s van \s"
    rf"(?:{WHOLE_MONTH}|{YEAR}|de\s\w*vakantie)",
    READABLE,
)
WEEKDAY_AND_DAY = re.compile(rf"\b{WEEKDAY} \s de \s (?:{ORDINAL_WORD}|{DAY}(?:e|de|ste)) \b", READABLE)
WEEK_OF_YEAR = re.compile(rf"\bweek \s? \d{{1,2}} \b (?:\s(?:van\s)?{YEAR})? (?!\s?(?:van\sde|na))", READABLE)
QUARTER_OF_YEAR = re.compile(
    rf"\b(?:Q[1-4]|(?:{ORDINAL_WORD}|[1-4]e)\skwartaal) \s (?:van\s)? {YEAR}", READABLE
)
SCHOOL_YEAR = re.compile(r"\bschooljaar \s (?:19|20)?\d{2} \s?[-/]\s? (?:19|20)?\d{2} \b", READABLE)
SEASON = any_of(
    """voorjaar, najaar, lente, zomer, herfst, winter, zomervakantie, herfstvakantie, kerstvakantie,
    voorjaarsvakantie, meivakantie, begin, eind, medio, halverwege"""
)
SEASON_OF_YEAR = re.compile(rf"\b{SEASON} \s (?:van\s)? (?:het\sjaar\s)? {YEAR}", READABLE)
# Vorige week dinsdag, afgelopen maandag, dinsdag jl., op vrijdagmiddag; not 'op maandag tot en met vrijdag'.
WEEKDAY_TOLD = re.compile(
    rf"\b(?:(?:vorige|afgelopen|volgende|komende|deze|aanstaande) \s (?:week\s)? (?:op\s)? {WEEKDAY}"
    rf"| {WEEKDAY} \s (?:jl|jongstleden|aanstaande|a\.s|vorige\sweek|volgende\sweek|laatstleden)\b\.?"
    rf"| op \s (?:een\s)? {WEEKDAY} \b (?!\s(?:tot|t/m|en|of)\b))",
    READABLE,
)
# Any day of the week, but for opening hours: maandag tot en met vrijdag.
WEEKDAY_MENTIONED = re.compile(
    rf"(?<!met\s)(?<!tot\s)(?<!t/m\s) \b{WEEKDAY} \b (?!\s(?:tot|t/m)\b)", READABLE
)
# Op de vijftiende.
DAY_BY_NUMBER = re.compile(
    rf"\b(?:op|naar|tot|vanaf|sinds|voor|na) \s (?P<it>de \s (?:{ORDINAL_WORD}|{DAY}(?:e|de|ste)))"
    rf" (?=\s?(?:[.,;:)]|$))",
    READABLE,
)
HOLIDAYS = re.compile(r"\b(?:herfst|kerst|voorjaars|mei|zomer|paas|krokus)vakantie \b", READABLE)
PART_OF_YEAR = re.compile(
    r"\b(?:begin|eind|midden|halverwege|start) \s (?:van\s)? (?:dit|vorig|het|volgend|afgelopen) \s"
    r" (?:school)?jaar \b",
    READABLE,
)
DAY_TOLD = re.compile(
    r"\b(?:eergisteren | gister(?:en)?(?:avond|middag|ochtend|nacht)? | overmorgen | vannacht |"
    r" vanochtend | vanmiddag"
    r"| (?:vorige|afgelopen) \s (?:week|maand|zomer|winter|herfst|lente|voorjaar|najaar|weekend|\w+vakantie)"
    r"| (?:twee|drie|vier|vijf|zes|een|\d) \s (?:dagen|weken|maanden|dag|week|maand) \s geleden) \b",
    READABLE,
)
# Days with a name: the year beside it, or a word before it that says when.
FEAST = any_of(
    """kerst, kerstmis, kerstavond, (?:eerste|tweede) (?:kerst|paas|pinkster)dag, oud en nieuw,
    oudjaar, oudjaarsdag, oudjaarsavond, nieuwjaar, nieuwjaarsdag, nieuwjaarsnacht, pasen,
    pinksteren, hemelvaart, hemelvaartsdag, koningsdag, bevrijdingsdag, sinterklaas,
    sinterklaasavond, pakjesavond, carnaval, sint[- ]?maarten, moederdag, vaderdag, valentijnsdag,
    suikerfeest, offerfeest, dodenherdenking, goede vrijdag"""
)
FEAST_TOLD = re.compile(
    rf"\b(?:op|met|rond|na|voor|tijdens|sinds|afgelopen|vorige|vierde|vierden|vieren|het) \s (?:de\s)?"
    rf" {FEAST} \b"
    rf"(?:\s(?:van\s)?{YEAR})? | \b{FEAST} \s (?:van\s)? {YEAR}",
    READABLE,
)
FEAST_MENTIONED = re.compile(rf"\b{FEAST} \b", READABLE)

A_DATE = "Dit is een datum."
NEAR_A_DATE = "Dit zegt wanneer het was. Met de plaats erbij kan dat herkenbaar zijn."
CERTAIN = (NUMERIC, ISO, RUN_TOGETHER, DAY_OF_MONTH, DAY_IN_WORDS, BIRTH_DATE)
LIKELY = (DAY_AND_MONTH, MONTH_DAY, WEEKDAY_TOLD, WEEKDAY_AND_DAY, FEAST_TOLD)
NEAR = (
    *(MONTH_OF_YEAR, MONTH_AND_NUMBER, MONTH_MENTIONED, WEEK_OF_YEAR, QUARTER_OF_YEAR, SCHOOL_YEAR),
    *(SEASON_OF_YEAR, DAY_TOLD, YEAR_AND_MONTH, PART_OF_MONTH, FEAST_MENTIONED, WEEKDAY_MENTIONED),
    *(DAY_BY_NUMBER, HOLIDAYS, PART_OF_YEAR),
)
RULES = (
    *(Rule(Kind.DATE, Certainty.CERTAIN, A_DATE, pattern) for pattern in CERTAIN),
    *(Rule(Kind.DATE, Certainty.LIKELY, A_DATE, pattern) for pattern in LIKELY),
    *(Rule(Kind.DATE, Certainty.POSSIBLE, NEAR_A_DATE, pattern) for pattern in NEAR),
)
