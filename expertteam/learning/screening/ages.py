"""Ages: in years, in words, by year of birth, and by the class somebody is in."""

import re

from expertteam.learning.screening.marks import Certainty, Kind
from expertteam.learning.screening.number_words import ORDINAL_WORD, SMALL_NUMBER_WORD
from expertteam.learning.screening.rules import Rule

# An age of somebody young: 0 to 25, or the same in words.
YEARS = (
    rf"(?:(?<![\d.,-])(?:1?\d|2[0-5])(?:[.,]5|[.,]\d|½)?(?!\d)"
    rf"|\b(?:{SMALL_NUMBER_WORD})(?:eneenhalf)?(?:\sen\seen\shalf)?)"
)
# 14-jarige, 14 jarige, veertienjarige, veertien-jarig.
OF_AGE = re.compile(
    rf"(?i:(?:(?<!\d)\d{{1,2}}|\b(?:{SMALL_NUMBER_WORD}))[\s-]?jarigen?\b(?!\s(?:traject|onderzoek"
    rf"|contract|plan|periode|looptijd|bestaan|project|opleiding|programma|jubileum|overeenkomst)))"
)
YEAR_WORD = r"(?:jaar|jaren|jr\.?|jaartjes?)"
# '14 jaar oud', 'acht maanden oud', '14 jaar en 3 maanden'.
YEARS_OLD = re.compile(
    rf"(?i:{YEARS}\s?(?:{YEAR_WORD}|maanden|mnd|weken)\s(?:en\s\w+\s(?:maanden|weken)\s)?(?:jong|oud)\b)"
)
YEARS_AND_MONTHS = re.compile(
    rf"(?i:{YEARS}\s?{YEAR_WORD}\sen\s(?:\d{{1,2}}|{SMALL_NUMBER_WORD})\smaanden\b)"
)
# What makes of '14 jaar' an age: somebody, or a verb that an age goes with, close before it.
SOMEBODY = (
    r"(?:jongen|meisje|jongere|jeugdige|kind|zoon|dochter|broer|zus|broertje|zusje|puber|tiener"
    r"|kleuter|peuter|baby|leerling"
    r"|jongeman|vriendin|vriend|client|client[ea]|tweeling|moeder|vader|hij|zij|ze|ik|die|nu|toen"
    r"|pas|net|leeftijd|slechts|bijna|ruim|inmiddels)"
)
AGE_AFTER_SOMEBODY = re.compile(
    rf"(?i:\b{SOMEBODY}\b(?:\s(?:van|is|was|werd|wordt|al|pas|net|nu|bijna|ruim|slechts|nog|maar"
    rf"|van\sbijna|de|inmiddels|geen|oud|op))*"
    rf"[\s,(]{{1,2}}(?P<it>{YEARS}\s?{YEAR_WORD})(?!\s(?:lang|geleden|later|bij|in|op de|wacht"
    rf"|zonder|ervaring|getrouwd|gescheiden|uit\shuis|onder)\b))"
)
# '(14 jaar)', '(14)', ', 14 jaar,' and 'Lotte (14)'.
AGE_BETWEEN = re.compile(
    rf"(?i:(?<=\(){YEARS}\s?(?:{YEAR_WORD}|j\.?)?(?=[),;])|(?<=,\s){YEARS}\s?(?:{YEAR_WORD}|jr"
    rf"|j\.)(?=[,.;)]))"
)
AGE_VERB = r"(?:is|was|werd|wordt|worden|geworden)"
# 'is 14 jaar', 'werd zestien', 'wordt binnenkort 18', 'net zestien geworden', 'nog geen 12'.
IS_YEARS = re.compile(
    rf"(?i:\b(?:is|was|werd|wordt)\s(?:nu|net|pas|al|bijna|ruim|nog maar|nog geen|inmiddels|toen"
    rf"|dan|binnenkort|straks|morgen|vandaag|in\s\w+|over\s\w+\s\w+|ongeveer|rond de|eerder)?\s?"
    rf"(?P<it>{YEARS}\s?{YEAR_WORD})(?!\s(?:lang|geleden|later|bezig|in|bij|geldig|verlengd|nodig"
    rf"|gewacht|aan|uit|onder|getrouwd|gescheiden|zonder|ervaring)\b))"
)
BECAME = re.compile(rf"(?i:{YEARS}(?:\s{YEAR_WORD})?\s(?:geworden|wordt|werd|zou\sworden|te\sworden)\b)")
BECOMES = re.compile(
    rf"(?i:\b(?:werd|wordt|worden)\s(?:nu|net|pas|al|bijna|binnenkort|straks|morgen|vandaag"
    rf"|volgende\s\w+|deze\s\w+|in\s\w+|over\s\w+\s\w+|dit\sjaar)?\s?"
    rf"(?P<it>{YEARS})(?=\s?(?:[.,;!?)]|$|en\b|maar\b|in\b|op\b|dit\b|volgend)))"
)
IS_NUMBER = re.compile(
    rf"(?i:\b(?:hij|zij|ze|jongen|meisje|die|[A-Z][a-z]+)\s(?:is|was)\s(?:nu|net|pas|al|bijna"
    rf"|nog maar|inmiddels|toen)?\s?"
    rf"(?P<it>{YEARS})(?=\s?(?:[.,;!?)]|$|en\b|maar\b|toen\b)))"
)
OLD_NUMBER = re.compile(
    rf"(?i:\b(?:leeftijd|leeftijd\svan|toen\s(?:hij|zij|ze)|op\szijn|op\shaar|op\sz'n|vanaf\szijn"
    rf"|vanaf\shaar|sinds\szijn|sinds\shaar|voor\szijn|voor\shaar)\s?:?\s?"
    rf"(?:de\s)?(?P<it>(?:{YEARS}|(?:{ORDINAL_WORD}|\d{{1,2}}e))(?:\s?{YEAR_WORD}|\slevensjaar"
    rf"|\sverjaardag)?)(?!\s(?:{ORDINAL_WORD}\s)?(?:gesprek|school|hulp|week|maand)\w*))"
)
BIRTHDAY = re.compile(rf"(?i:\b(?:{ORDINAL_WORD}|\d{{1,2}}(?:e|ste|de))\s(?:verjaardag|levensjaar)\b)")
# The notation of tests: 14;3 is fourteen years and three months.
TEST_NOTATION = re.compile(r"(?<!\d)(?:\d|1\d|2[0-3]);(?:\d|1[01])(?!\d)")
# 'geboren in 2011', 'geb. 2011', 'geboortejaar: 2011', 'van 2011', 'bouwjaar 2011', 'lichting 2011'.
YEAR_OF_BIRTH = re.compile(
    r"(?i:\b(?:geboren|geb\.?|geboortejaar|bouwjaar|jaargang|lichting)\s?(?:in|is|:|omstreeks"
    r"|rond|begin|eind)?\s?(?:het\sjaar\s)?"
    r"(?P<it>(?:19|20)\d{2}|'\d{2}|tweeduizend\w*))"
)
BORN = re.compile(r"(?i:\b(?:(?:19|20)\d{2}\s(?:is\s\w+\s)?geboren)\b)")
# 14 jaar by itself, where no word says that it is how long something took.
LASTS = (
    r"(?:al|na|sinds|binnen|gedurende|afgelopen|komende|per|elke?|ieder|over|om de|tot|vanaf"
    r"|onder|boven|minstens|maximaal"
    r"|hoogstens|ruim|bijna|meer dan|minder dan|voor|duurt|duurde|duren|door|tussen|de|van de"
    r"|laatste|eerste|nog|in|wel|zo'n|circa|ongeveer|t/m|en|of|is|zijn|was)"
)
YEARS_ALONE = re.compile(
    r"(?i:(?<!\d)(?P<before>\b[\w/']+\s)?(?<![-\d–])(?P<it>(?:1\d|2[01]|\b(?:tien|elf|twaalf"
    r"|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig))\s?(?:jaar|jr\.?)\b)"
    r"(?!\s(?:lang|geleden|later|en\souder|of\souder|en\sjonger|of\sjonger|of\smeer|ervaring|bij"
    r"|bezig|getrouwd|gescheiden|wachten|hulp|geldig|cel\w*|tbs|oudere?)\b))"
)
LASTING = re.compile(rf"(?i:{LASTS}\s)")
# groep 7, groep zeven, klas 3, 3 havo, havo-4, vmbo-t 2, brugklas, derde klas, leerjaar 2.
LEVEL = (
    r"(?:vmbo(?:[\s-]?(?:t|tl|b|bb|k|kb|bbl|kbl|gt|g|basis|kader))?|mavo|havo|vwo|gymnasium"
    r"|atheneum|tl|mbo|praktijkonderwijs|pro|vso)"
)
CLASS = re.compile(
    rf"(?i:\b(?:groep\s?(?:[1-8](?:\s?[-/]\s?[1-8])?(?![\d.,])|een|twee|drie|vier|vijf|zes|zeven"
    rf"|acht)\b(?!\s(?:jongeren|kinderen|mensen|ouders|jeugdigen|gezinnen|deelnemers|leden))"
    rf"|(?:klas|leerjaar)\s?(?:[1-6](?![\d.,])|een|twee|drie|vier|vijf|zes)\b"
    rf"|(?:(?:{ORDINAL_WORD})|[1-8](?:e|ste|de))[\s-](?:klas(?:ser)?|groep(?:er)?|leerjaar|jaars"
    rf"|(?:jaar|klas)\s(?:van\s)?(?:de\s|het\s)?{LEVEL})\b"
    rf"|(?:twee|derde|eerste|vierde)de?klasser"
    rf"|(?:twee|der|vier|vijf|zes)de?jaars\b|eerstejaars\b|brugklas(?:ser)?\b|brugpieper"
    rf"|eindexamenklas|examenklas"
    rf"|{LEVEL}[\s-]?[1-6](?![\d.,])|(?<![\d.,])[1-6]\s?(?:e\s)?(?:vmbo(?:-\w{{1,3}})?|mavo|havo"
    rf"|vwo|gymnasium|atheneum|tl)\b"
    rf"|(?:{ORDINAL_WORD}|[1-6]e)\s(?:vmbo|mavo|havo|vwo|gymnasium|mbo)\b))"
)


def _is_no_duration(found) -> bool:
    before = found["before"]
    return not before or not LASTING.fullmatch(before)


AN_AGE = "Dit is een leeftijd. Noem liever een leeftijdsgroep."
LIKE_AN_AGE = "Dit lijkt een leeftijd. Noem liever een leeftijdsgroep."
A_CLASS = "Aan de klas is de leeftijd te zien."
RULES = (
    *(
        Rule(Kind.AGE, Certainty.CERTAIN, AN_AGE, pattern)
        for pattern in (OF_AGE, YEARS_OLD, YEARS_AND_MONTHS, BECAME, YEAR_OF_BIRTH, BIRTHDAY, BORN)
    ),
    *(
        Rule(Kind.AGE, Certainty.LIKELY, LIKE_AN_AGE, pattern)
        for pattern in (
            AGE_AFTER_SOMEBODY,
            AGE_BETWEEN,
            IS_YEARS,
            BECOMES,
            IS_NUMBER,
            OLD_NUMBER,
            TEST_NOTATION,
        )
    ),
    Rule(Kind.AGE, Certainty.POSSIBLE, LIKE_AN_AGE, YEARS_ALONE, _is_no_duration),
    Rule(Kind.AGE, Certainty.LIKELY, A_CLASS, CLASS),
)
