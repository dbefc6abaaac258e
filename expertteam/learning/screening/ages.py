"""Ages: in years, in words, by year of birth, and by the class somebody is in."""

import re

from expertteam.learning.screening.marks import Certainty, Kind
from expertteam.learning.screening.number_words import ORDINAL_WORD, SMALL_NUMBER_WORD
from expertteam.learning.screening.pieces import READABLE, any_of
from expertteam.learning.screening.rules import Rule

# Of somebody young: 0 to 25, in digits (14, 4,5, 14½) or in words (veertien, vier en een half).
IN_DIGITS = r"(?<![\d.,-])(?:1?\d|2[0-5])(?:[.,]\d|½)?(?!\d)"
IN_WORDS = rf"\b(?:{SMALL_NUMBER_WORD}(?:eneenhalf|enhalf|\sen\seen\shalf)?|anderhalf)\b"
NUMBER = rf"(?:{IN_DIGITS}|{IN_WORDS})"
YEARS = r"(?:jaar(?:tjes?)?|jaren|jr\b\.?)"
# 14th: 14e, 14de, veertiende.
ORDINAL = rf"(?:\b{ORDINAL_WORD}|(?<!\d)\d{{1,2}}(?:e|de|ste))"
HOW_LONG_AGO = any_of(
    """nu, net, pas, al, bijna, ruim, nog maar, nog geen, inmiddels, toen, dan, ongeveer, slechts, nog"""
)
HOW_SOON = any_of(
    r"""binnenkort, straks, morgen, vandaag, volgende \w+, deze \w+, in \w+, over \w+ \w+, dit jaar,
    net, bijna, al"""
)
# What makes of '14 jaar' how long something took.
OF_TIME = any_of(
    r"""lang, geleden, later, bezig, geldig, verlengd, nodig, gewacht, wachten, wacht, ervaring,
    getrouwd, gescheiden, zonder, cel\w*, tbs, hulp, uit huis, aan, onder, in, bij, op de"""
)

# 14-jarige, 14 jarig, veertienjarige; not 'een driejarig contract'.
NOT_OF_PEOPLE = any_of(
    """traject, onderzoek, contract, plan, periode, looptijd, bestaan, project, opleiding, programma,
    jubileum, overeenkomst"""
)
OF_AGE = re.compile(
    rf"(?:(?<!\d)\d{{1,2}}|\b{SMALL_NUMBER_WORD}) [\s-]? jarig(?:en?)? \b (?!\s{NOT_OF_PEOPLE})", READABLE
)
# 14 jaar oud, acht maanden oud; 14 jaar en 3 maanden.
YEARS_OLD = re.compile(
    rf"{NUMBER} \s? (?:{YEARS}|maanden|mnd|weken) \s (?:en\s\w+\s(?:maanden|weken)\s)? (?:jong|oud) \b",
    READABLE,
)
YEARS_AND_MONTHS = re.compile(
    rf"{NUMBER} \s? (?:{YEARS}|j\b\.?) \s? (?:en\s|,\s)? {NUMBER} \s? (?:maanden|maand|mnd\b\.?|mndn\b)",
    READABLE,
)
# A baby of so many months.
BABY = re.compile(
    rf"\b(?:baby|zuigeling|dreumes|peuter|kind|zoontje|dochtertje|broertje|zusje) \s van \s"
    rf"(?P<it>{NUMBER} \s (?:maanden|mnd|weken|dagen))",
    READABLE,
)
# Somebody, with the age close behind: een jongen van 14 jaar, hij is pas twaalf jaar, haar dochter (9 jaar).
SOMEBODY = any_of(
    """jongen, meisje, jongere, jeugdige, kind, zoon, dochter, broer, zus, broertje, zusje, puber,
    tiener, kleuter, peuter, baby, leerling, jongeman, vriendin, vriend, client, cliente, tweeling,
    moeder, vader, hij, zij, ze, ik, leeftijd, jongetje, meid, knul, zusjes, broers, nichtje,
    neefje, jongste, oudste, middelste, kleinzoon, kleindochter, zoontje, dochtertje, pleegkind,
    stiefzoon, stiefdochter, iemand, jongens, zoons, dochters"""
)
BETWEEN = any_of(
    """van, is, was, werd, wordt, al, pas, net, nu, bijna, ruim, slechts, nog, maar, de, inmiddels,
    geen, op, toen"""
)
AGE_OF_SOMEBODY = re.compile(
    rf"\b{SOMEBODY} \b (?:\s{BETWEEN}){{0,3}} [\s,(]{{1,2}} (?P<it>{NUMBER} \s? {YEARS}) (?!\s{OF_TIME}\b)",
    READABLE,
)
# How a sentence goes on behind an age without the word years.
VERB_OR_JOIN = any_of(
    "en, maar, die, dat, heeft, had, is, was, kan, kon, wil, wilde, woont, in, op, met, zat, zit, toen"
)
GOES_ON = rf"(?= \s? (?: [.,;:!?)] | $ | \s{VERB_OR_JOIN}\b))"
COUNTED = any_of(
    """kinderen, gezinnen, ouders, jongeren, jeugdigen, mensen, keer, dagen, weken, maanden, uur,
    plekken, procent, leden, scholen, aanbieders, gemeenten, broers, zussen, op de"""
)
# Een jongen van negen, het meisje uit 2012.
PERSON_OF = rf"\b{SOMEBODY} \s (?:van|uit) \s (?:pas\s|net\s|nog\sgeen\s|bijna\s|amper\s)?"
YEARS_OF_SOMEBODY = re.compile(rf"{PERSON_OF} (?P<it>{NUMBER}) (?!\s(?:{COUNTED}|{OF_TIME})\b)", READABLE)
YEAR_OF_SOMEBODY = re.compile(rf"{PERSON_OF} (?P<it>(?:19|20)\d{{2}}) \b", READABLE)
# Zestien is hij; nog maar negen.
NUMBER_IS = re.compile(rf"(?P<it>{NUMBER}) \s (?:is|was|wordt|werd) \s (?:hij|zij|ze) \b", READABLE)
ONLY_NUMBER = re.compile(rf"\b(?:pas|nog\smaar|amper|slechts|net) \s (?P<it>{NUMBER}) (?=[.,;!?])", READABLE)
# Van 4 en 6 jaar; , 4 en 6 jaar,
YEARS_OF_MORE = re.compile(
    rf"(?:\bvan\s|\bzijn\s|[,(]\s?) (?P<it>{NUMBER} (?:,\s{NUMBER}){{0,4}} \s en \s {NUMBER} \s {YEARS})"
    rf" (?!\s{OF_TIME}\b)",
    READABLE,
)
# (14 jaar), (14), and ', 14 jaar,' behind a name.
AGE_BETWEEN = re.compile(
    rf"(?<=\() {NUMBER} \s? (?:{YEARS}|j\.?|maanden|mnd\.?|weken|wkn\.?)? (?=[),;]) | (?<=,\s) {NUMBER}"
    rf" \s? (?:{YEARS}|j\.) (?=[,.;)])",
    READABLE,
)
IS_YEARS = re.compile(
    rf"\b(?:is|was|werd|wordt) \s (?:{HOW_LONG_AGO}\s|{HOW_SOON}\s)? (?P<it>{NUMBER} \s? {YEARS})"
    rf"(?!\s{OF_TIME}\b) (?!\s(?:jonger|ouder)\b)",
    READABLE,
)
# Net zestien geworden, zou 18 worden.
BECAME = re.compile(rf"{NUMBER} (?:\s{YEARS})? \s (?:geworden|zou\sworden|te\sworden|werd) \b", READABLE)
# Wordt binnenkort 18, werd in maart zestien.
BECOMES = re.compile(rf"\b(?:werd|wordt|worden) \s (?:{HOW_SOON}\s)? (?P<it>{NUMBER}) {GOES_ON}", READABLE)
# Hij is 14 en ...
IS_NUMBER = re.compile(
    rf"\b{SOMEBODY} \s (?:is|was) \s (?:{HOW_LONG_AGO}\s)? (?P<it>{NUMBER}) {GOES_ON}", READABLE
)
# Het meisje, 14, ...; de jongste 3; een kind dat 9 is; toen zij twaalf was; met haar tien jaar.
BEHIND_SOMEBODY = re.compile(rf"\b{SOMEBODY} (?:,\s|\s\() (?P<it>{NUMBER}) (?=[,)])", READABLE)
TWO_OF_THEM = re.compile(
    rf"\b(?:{SOMEBODY}|zusjes|broertjes|meisjes|zussen|broers) ,? \s \(? (?P<it>{NUMBER} \s en \s"
    rf" {NUMBER}) (?=[,).;])",
    READABLE,
)
YEAR_OF_LIFE = re.compile(rf"\b(?:zijn|haar|hun) \s (?P<it>{ORDINAL} \s (?:levens)?jaar) \b", READABLE)
OF_CHILDREN = re.compile(
    rf"\b(?:oudste|jongste|middelste) \s (?:(?:is|van|was)\s)? (?P<it>{NUMBER}) {GOES_ON}", READABLE
)
WHEN_NUMBER = re.compile(
    rf"\b(?:hij|zij|ze|dat|die|toen\s\w+) \s (?:{HOW_LONG_AGO}\s)? (?P<it>{NUMBER} (?:\s{YEARS})?) \s"
    r"(?:is|was|werd|wordt|zou)\b",
    READABLE,
)
WITH_YEARS = re.compile(rf"\b(?:met|ondanks) \s (?:zijn|haar|hun) \s (?P<it>{NUMBER} \s {YEARS})", READABLE)
# Op zijn twaalfde, sinds haar 14e, vanaf zijn achtste jaar; op 14-jarige leeftijd stands above.
AT_AGE = re.compile(
    r"\b(?:op|vanaf|sinds|tot|voor|rond|na|tegen|omstreeks) \s (?:zijn|haar|hun|z'n|d'r|de) \s"
    r" (?:leeftijd\svan\s)?"
    rf"(?P<it>(?:{ORDINAL}|{NUMBER}(?=\s{YEARS})) (?:\s{YEARS}|\slevensjaar|\sverjaardag)?)"
    r"(?!\s (?:gesprek|school|week|maand|plek|plaats|keer|stap|dag|klas|hulp|les|groep)\w*)"
    r"(?!\s (?:huis|fase|poging|van)\w*)",
    READABLE,
)
AGED = re.compile(rf"\bleeftijd (?:\s(?:is|van)|\s?:)? \s? (?P<it>{NUMBER}) (?!\s?(?:tot|t/m|-|–))", READABLE)
BIRTHDAY = re.compile(rf"{ORDINAL} \s (?:verjaardag|levensjaar) \b", READABLE)
# The notation of tests: 14;3 is fourteen years and three months.
TEST_NOTATION = re.compile(r"(?<!\d) (?:1?\d|2[0-3]);(?:\d|1[01]) (?!\d)", READABLE)
# Geboren in 2011, geb. 2011, geboortejaar: 2011, bouwjaar 2011.
YEAR_OF_BIRTH = re.compile(
    r"\b(?:geboren|geb\.?|geboortejaar|bouwjaar|jaargang|lichting) \s?"
    r" (?:in|is|:|omstreeks|rond|begin|eind)? \s?"
    r"(?:het\sjaar\s)? (?:(?:19|20)\d{2} | '\d{2} | tweeduizend\w*)",
    READABLE,
)
BORN = re.compile(r"\b (?P<it>(?:19|20)\d{2}) \s (?:is\s\w+\s)? geboren \b", READABLE)
# 14 jaar by itself, where no word before or behind it says that it is how long something took.
TEENS = any_of(
    """tien, elf, twaalf, dertien, veertien, vijftien, zestien, zeventien, achttien, negentien, twintig"""
)
YEARS_ALONE = re.compile(
    rf"(?P<before>\b[\w/']+\s)? (?<![\d–-]) (?P<it>(?:\b(?:1\d|2[01])|\b{TEENS}) \s? (?:jaar|jr\.?) \b)"
    rf"(?!\s(?:{OF_TIME}|(?:en|of)\s(?:ouder|jonger|meer)|wordt|is|zijn)\b)",
    READABLE,
)
LASTING = any_of(
    """al, na, sinds, binnen, gedurende, afgelopen, komende, per, elk, elke, ieder, over, tot, vanaf,
    onder, boven, minstens, maximaal, hoogstens, ruim, bijna, dan, voor, duurt, duurde, duren, door,
    tussen, de, van, laatste, eerste, nog, in, wel, zo'n, circa, ongeveer, t/m, en, of, is, zijn,
    was"""
)
IS_LASTING = re.compile(rf"{LASTING} \s", READABLE)

# havo 3, vmbo-t 2, 4 vwo: the kind of school with the year.
VMBO = r"vmbo(?:[\s-]?(?:tl|bbl|kbl|bb|gt|basis|kader|t|b|k|g)\b)?"
LEVEL = rf"(?:{VMBO}|mavo|havo|vwo|gymnasium|atheneum|tl|mbo|vso)"
NO_NUMBER = r"(?! \d | [.,]\d)"
PEOPLE = any_of(
    """jongeren, kinderen, mensen, ouders, jeugdigen, gezinnen, deelnemers, leden, jongens, meisjes"""
)
ONE_TO_EIGHT = any_of("een, twee, drie, vier, vijf, zes, zeven, acht")
CLASS = re.compile(
    rf"\bgroep \s? (?:[1-8](?:\s?[-/]\s?[1-8])? {NO_NUMBER} | {ONE_TO_EIGHT}\b) (?!\s{PEOPLE}\b)"
    rf"| \b(?:klas|leerjaar) \s? (?:[1-6] {NO_NUMBER} | {ONE_TO_EIGHT}\b)"
    rf"| {ORDINAL} [\s-] (?:klas(?:ser)?|groeper|leerjaar|jaars) \b"
    rf"| {ORDINAL} \s (?:jaar\s)?(?:van\s)?(?:de\s|het\s)? {LEVEL} \b"
    r"| \b(?:eerste|tweede|derde|vierde|vijfde|zesde)?klasser\b |"
    r" \b(?:eerste|tweede|derde|vierde|vijfde|zesde)jaars\b"
    r"| \bbrugklas(?:ser|ster)?\b | \bbrugpieper\b | \b(?:eind)?examenklas\b"
    rf"| \b{LEVEL} [\s-]? [1-6] {NO_NUMBER} | (?<![\d.,]) [1-6] \s? {LEVEL} \b",
    READABLE,
)


def _is_no_duration(found) -> bool:
    before = found["before"]
    return not before or not IS_LASTING.fullmatch(before)


AN_AGE = "Dit is een leeftijd. Noem liever een leeftijdsgroep."
LIKE_AN_AGE = "Dit lijkt een leeftijd. Noem liever een leeftijdsgroep."
A_CLASS = "Aan de klas is de leeftijd te zien."
CERTAIN = (OF_AGE, YEARS_OLD, YEARS_AND_MONTHS, BABY, BECAME, YEAR_OF_BIRTH, BORN, BIRTHDAY)
LIKELY = (
    *(AGE_OF_SOMEBODY, YEARS_OF_SOMEBODY, YEAR_OF_SOMEBODY, YEARS_OF_MORE, AGE_BETWEEN, IS_YEARS, BECOMES),
    *(IS_NUMBER, BEHIND_SOMEBODY, OF_CHILDREN, WHEN_NUMBER, WITH_YEARS, NUMBER_IS, ONLY_NUMBER, AT_AGE, AGED),
    *(TWO_OF_THEM, YEAR_OF_LIFE, TEST_NOTATION),
)
RULES = (
    *(Rule(Kind.AGE, Certainty.CERTAIN, AN_AGE, pattern) for pattern in CERTAIN),
    *(Rule(Kind.AGE, Certainty.LIKELY, LIKE_AN_AGE, pattern) for pattern in LIKELY),
    Rule(Kind.AGE, Certainty.POSSIBLE, LIKE_AN_AGE, YEARS_ALONE, _is_no_duration),
    Rule(Kind.AGE, Certainty.LIKELY, A_CLASS, CLASS),
)
