"""Days, weeks and months: in digits, in words, and told from today."""

import re

from expertteam.learning.screening.marks import Certainty, Kind
from expertteam.learning.screening.number_words import ORDINAL_WORD, SMALL_NUMBER_WORD
from expertteam.learning.screening.rules import Rule

MONTH = (
    r"(?:jan(?:uari)?|febr?(?:uari)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sep(?:t(?:ember)?)?"
    r"|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WHOLE_MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
WEEKDAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag)"
WEEKDAY_SHORT = r"(?:ma|di|wo|do|vr|za|zo)"
YEAR = r"(?:(?:19|20)\d{2}|'\d{2})"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"
# 17-05-2013, 17/5/13, 17 5 2013, 17. 5. 2013; articles of the Jeugdwet look like dates: artikel 7.3.11.
NUMERIC = re.compile(
    rf"(?<![\d.])(?<!artikel )(?<!art\. )(?<!art )(?<!lid )(?<!versie )(?<!paragraaf )(?<!bijlage )"
    rf"{DAY}\s?[-/. ]\s?{MONTH_NUMBER}\s?[-/. ]\s?(?:19|20)?\d{{2}}(?!\d)"
)
ISO = re.compile(r"(?<!\d)(?:19|20)\d{2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}(?!\d)")
# Eight digits that read as a day: 20130517 or 17052013.
RUN_TOGETHER = re.compile(
    r"(?<!\d)(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2})(?!\d)"
)
# A day without a year: 17-05 and 3/4 could be a score or a part, so only after a word that asks for a day.
DAY_AND_MONTH = re.compile(
    rf"(?i:\b(?:op|d\.?d\.?|datum|per|vanaf|sinds|tot|geboren|{WEEKDAY}|{WEEKDAY_SHORT}))[\s:]{{1,2}}"
    rf"(?P<it>{DAY}[-/]{MONTH_NUMBER})(?![\d/-])(?!\s?(?:keer|maal|dagen|weken|maanden|uur|procent"
    rf"|%|van|\w*jarig))"
)
DAY_IN_DIGITS = r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?:e|de|ste|\.)?"
# 3 maart, 3e mrt., 3 maart 2024; also 'de 3e van maart' and '3-mrt-2024'.
DAY_OF_MONTH = re.compile(
    rf"(?i:{DAY_IN_DIGITS}(?:\s?[-/]\s?|\s?)(?:van\s|dag van\s)?{MONTH}\b\.?(?:[\s,-]{{1,2}}{YEAR})?)"
)
MONTH_DAY = re.compile(rf"(?i:\b{WHOLE_MONTH}\s{DAY}(?:e|de|ste)?\b(?!\s?(?:procent|%|keer|kinderen|jaar)))")
# 'drie maart', 'de derde maart', 'eenendertig december tweeduizend', 'de derde van maart'.
DAY_IN_WORDS = re.compile(
    rf"(?i:\b(?:{ORDINAL_WORD}|{SMALL_NUMBER_WORD})\s(?:van\s|dag\svan\s)?(?:de\smaand\s)?{WHOLE_MONTH}\b"
    rf"(?:\s(?:{YEAR}|tweeduizend\w*|negentien\w*|twintig\s?\w+tig|twintig\w+))?)"
)
MONTH_OF_YEAR = re.compile(
    rf"(?i:\b{MONTH}\b\.?\s?(?:van\s)?(?:{YEAR}\b|tweeduizend\w*|(?:dit|vorig|volgend|afgelopen"
    rf"|het)\s(?:school)?jaar))"
)
MONTH_AND_NUMBER = re.compile(r"(?<![\d/.-])(?:0[1-9]|1[0-2])[/-](?:19|20)\d{2}(?!\d)")
MONTH_MENTIONED = re.compile(
    rf"(?i:\b(?:in|sinds|vanaf|tot|begin|eind|half|medio|afgelopen|vorige|voor|na)\s"
    rf"(?!mei\s?[-']?ling){WHOLE_MONTH}\b)"
)
WEEK_OF_YEAR = re.compile(
    rf"(?i:\bweek\s?\d{{1,2}}\b(?:\s(?:van\s)?{YEAR})?)(?!\s?(?:weken|dagen|van de behandeling))"
)
QUARTER_OF_YEAR = re.compile(rf"(?i:\b(?:Q[1-4]|(?:{ORDINAL_WORD}|[1-4]e)\skwartaal)\s(?:van\s)?{YEAR})")
# 'vorige week dinsdag', 'afgelopen maandag', 'dinsdag jl.', 'maandag over een week', 'dinsdagmiddag'.
WEEKDAY_TOLD = re.compile(
    rf"(?i:\b(?:(?:vorige|afgelopen|volgende|komende|deze"
    rf"|aanstaande)\s(?:week\s)?(?:op\s)?{WEEKDAY}(?:ochtend|middag|avond|nacht)?"
    rf"|{WEEKDAY}(?:ochtend|middag|avond|nacht)?\s(?:jl|jongstleden|aanstaande|a\.s|vorige week"
    rf"|volgende week|laatstleden)\b\.?"
    rf"|op\s(?:een\s)?{WEEKDAY}(?:ochtend|middag|avond|nacht)?\b(?!en\b)))"
)
DAY_TOLD = re.compile(
    r"(?i:\b(?:eergisteren|gisteren|eergister|gister(?:en)?(?:avond|middag|ochtend|nacht)|overmorgen|vannacht"
    r"|(?:vorige|afgelopen)\s(?:week|maand|zomer|winter|herfst|lente|voorjaar|najaar|weekend"
    r"|zomervakantie|kerstvakantie)"
    r"|(?:twee|drie|vier|vijf|zes|een|\d)\s(?:dagen|weken|maanden|dag|week|maand)\sgeleden)\b)"
)
# Days with a name: the year beside it, or 'op', 'met', 'rond' before it.
FEAST = (
    r"(?:kerst(?:avond|mis)?|(?:eerste|tweede)\s(?:kerst|paas|pinkster)dag|oud\s?en\s?nieuw"
    r"|oudjaar(?:s(?:avond|dag))?|nieuwjaars?(?:dag|nacht)?"
    r"|pasen|pinksteren|hemelvaart(?:sdag)?|koningsdag|bevrijdingsdag|sinterklaas(?:avond)?"
    r"|pakjesavond|carnaval"
    r"|sint[\s-]?maarten|moederdag|vaderdag|valentijnsdag|suikerfeest|offerfeest|dodenherdenking"
    r"|goede vrijdag)"
)
FEAST_TOLD = re.compile(
    rf"(?i:\b(?:op|met|rond|na|voor|tijdens|sinds|afgelopen"
    rf"|vorige)\s(?:de\s)?{FEAST}\b(?:\s(?:van\s)?{YEAR})?|\b{FEAST}\s(?:van\s)?{YEAR})"
)
SEASON_OF_YEAR = re.compile(
    rf"(?i:\b(?:voorjaar|najaar|lente|zomer|herfst|winter|zomervakantie|herfstvakantie|kerstvakantie"
    rf"|voorjaarsvakantie|meivakantie|begin|eind|medio|halverwege)\s(?:van\s)?(?:het\sjaar\s)?{YEAR})"
)
SCHOOL_YEAR = re.compile(r"(?i:\bschooljaar\s(?:19|20)?\d{2}\s?[-/]\s?(?:19|20)?\d{2}\b)")
BIRTHDAY = re.compile(
    r"(?i:\b(?:geboortedatum|geboortedag|geb\.?\s?datum"
    r"|geb\.dat)\.?\s?:?\s?(?:is\s)?(?P<it>\d[\d\s./-]{3,10}))"
)

A_DATE = "Dit is een datum."
NEAR_A_DATE = "Dit zegt wanneer het was. Met de plaats erbij kan dat herkenbaar zijn."
RULES = (
    *(
        Rule(Kind.DATE, Certainty.CERTAIN, A_DATE, pattern)
        for pattern in (NUMERIC, ISO, RUN_TOGETHER, DAY_OF_MONTH, DAY_IN_WORDS, BIRTHDAY)
    ),
    *(
        Rule(Kind.DATE, Certainty.LIKELY, A_DATE, pattern)
        for pattern in (DAY_AND_MONTH, MONTH_DAY, WEEKDAY_TOLD, FEAST_TOLD)
    ),
    *(
        Rule(Kind.DATE, Certainty.POSSIBLE, NEAR_A_DATE, pattern)
        for pattern in (
            MONTH_OF_YEAR,
            MONTH_AND_NUMBER,
            MONTH_MENTIONED,
            WEEK_OF_YEAR,
            QUARTER_OF_YEAR,
            DAY_TOLD,
            SEASON_OF_YEAR,
            SCHOOL_YEAR,
        )
    ),
)
