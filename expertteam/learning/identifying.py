"""What may not stand in a lesson: anything that tells about whom it is."""

import re

from django.core.exceptions import ValidationError

from expertteam.audit.services import record_occurrence
from expertteam.cases.models import Case, Identity
from expertteam.core.text import normalised

MONTHS = (
    r"jan(?:uari)?|feb(?:ruari)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|"
    r"sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
PATTERNS = (
    (r"\b[A-Z]{2,3}-\d{4}-\d+\b", "Haal het casusnummer weg."),
    (r"\S@\S+\.\w", "Haal het e-mailadres weg."),
    (r"(?<![\d-])(?:\+31|0031|0)(?:[\s().-]*\d){9}(?!\d)", "Haal het telefoonnummer weg."),
    # Articles of the Jeugdwet look like dates: artikel 7.3.11.
    (
        r"(?<!artikel )\b\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)?\d{2}\b",
        "Haal de datum weg. Noem liever een leeftijdsgroep.",
    ),
    (r"\b(?:19|20)\d{2}-\d{1,2}-\d{1,2}\b", "Haal de datum weg. Noem liever een leeftijdsgroep."),
    (
        rf"\b\d{{1,2}} (?:{MONTHS})\.? (?:19|20)\d{{2}}\b",
        "Haal de datum weg. Noem liever een leeftijdsgroep.",
    ),
    (r"\b\d{8,9}\b", "Haal het lange nummer weg. Een burgerservicenummer hoort nergens in dit systeem."),
)
# Says neither which word it was nor that it belongs to a case: whoever tries names learns no more.
NAME_FOUND = (
    "In deze tekst staat een gegeven waaraan iemand te herkennen is. Haal namen, data en adressen weg."
)
# Words in the fields of an identity that are not names, and parts of names that are ordinary words.
NOT_NAMES = frozenset(
    re.findall(
        r"\w+",
        """aan al bij broer de den der dhr die dit el en er gezin haar heer het hij hun in is met mevr
        mevrouw mijn moeder mw naar niet oma onbekend ook op opa oud ouder ouders over pleegmoeder
        pleegouder pleegouders pleegvader stiefmoeder stiefvader te ten ter tot tante uit van vader
        verzorger verzorgers vd voogd voor was wie wonen woont zijn zoon zus zij ze zo""",
    )
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def check_text(*texts: str, by) -> None:
    """Raise ValidationError, with what to take out, when ``texts`` tell about whom they are.

    Names are those in the cases that ``by`` may see, so that nobody can try names of other cases.
    A name that was found is put on record: it could be somebody trying names.
    """
    whole = "\n".join(texts)
    messages = [message for pattern, message in PATTERNS if re.search(pattern, whole, re.IGNORECASE)]
    if _words(whole) & _names_known_to(by):
        messages.append(NAME_FOUND)
        record_occurrence(actor=by, kind="name_in_lesson_refused")
    if messages:
        raise ValidationError(list(dict.fromkeys(messages)))


def _names_known_to(user) -> set[str]:
    """Every word of a name of a youth or parent in the cases ``user`` may open."""
    identities = Identity.objects.filter(case__in=Case.objects.visible_to(user))
    found = set()
    for first_name, last_name, parents in identities.values_list("first_name", "last_name", "parents"):
        # What is noted of the parents is free text; only its words with a capital can be names.
        capitals = " ".join(word for word in WORD.findall(parents or "") if word[0].isupper())
        found |= _words(f"{first_name} {last_name} {capitals}")
    return found - NOT_NAMES


def _words(text: str) -> set[str]:
    """The words of a text as they compare: without capitals and accents; parts of double names too."""
    whole = {normalised(word) for word in WORD.findall(text)}
    parts = {part for word in whole for part in re.split(r"['’-]", word)}
    return {word for word in whole | parts if len(word) > 1}
