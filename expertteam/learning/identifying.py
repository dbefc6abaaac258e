"""What may not stand in a lesson: anything that tells about whom it is."""

from django.core.exceptions import ValidationError

from expertteam.audit.services import record_occurrence
from expertteam.learning.screening import Certainty, Kind, Mark
from expertteam.learning.screens import screen_known_to

ADDRESS_FOUND = "Haal het adres weg."
# Says neither which word it was nor that it belongs to a case: whoever tries names learns no more.
NAME_FOUND = (
    "In deze tekst staat een gegeven waaraan iemand te herkennen is. Haal namen, data en adressen weg."
)
# What a lesson is refused for, from which certainty. Places, schools and organisations are not here: a lesson
# may name them, and the second reader weighs them.
REFUSED = {
    Kind.NAME: (Certainty.LIKELY, NAME_FOUND),
    Kind.INITIALS: (Certainty.LIKELY, NAME_FOUND),
    Kind.CASE_NUMBER: (Certainty.LIKELY, "Haal het casusnummer weg."),
    Kind.EMAIL: (Certainty.LIKELY, "Haal het e-mailadres weg."),
    Kind.TELEPHONE: (Certainty.LIKELY, "Haal het telefoonnummer weg."),
    Kind.DATE: (Certainty.CERTAIN, "Haal de datum weg. Noem liever een leeftijdsgroep."),
    Kind.BSN: (
        Certainty.LIKELY,
        "Haal het lange nummer weg. Een burgerservicenummer hoort nergens in dit systeem.",
    ),
    Kind.AGE: (Certainty.CERTAIN, "Haal de leeftijd weg. Noem liever een leeftijdsgroep."),
    Kind.ADDRESS: (Certainty.CERTAIN, ADDRESS_FOUND),
    Kind.ACCOUNT: (Certainty.LIKELY, "Haal de accountnaam weg."),
    Kind.BANK: (Certainty.LIKELY, "Haal het rekeningnummer weg."),
    Kind.COURT_NUMBER: (Certainty.LIKELY, "Haal het zaaknummer weg."),
    Kind.REFERENCE: (Certainty.LIKELY, "Haal het dossiernummer weg."),
    Kind.PLATE: (Certainty.LIKELY, "Haal het kenteken weg."),
    Kind.DOSSIER: (
        Certainty.CERTAIN,
        "Een stuk van deze tekst staat zo in een dossier. Schrijf het in eigen woorden.",
    ),
}


def check_text(*texts: str, by) -> None:
    """Raise ValidationError, with what to take out, when ``texts`` tell about whom they are.

    Names and dossiers are those of the cases that ``by`` may see, so that nobody can try names of other
    cases. A name that was found is put on record: it could be somebody trying names.
    """
    screen = screen_known_to(by)
    messages = [_refusal(mark) for text in texts for mark in screen.findings(text)]
    if NAME_FOUND in messages:
        record_occurrence(actor=by, kind="name_in_lesson_refused")
    if any(messages):
        raise ValidationError(list(dict.fromkeys(filter(None, messages))))


def _refusal(mark: Mark) -> str:
    """What to say of a mark, or '' when a lesson may have it."""
    from_certainty, message = REFUSED.get(mark.kind, (None, ""))
    return message if message and mark.certainty >= from_certainty else ""
