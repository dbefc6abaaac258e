"""How complete an intake is: what triage looks at first."""

from dataclasses import dataclass

from django.db import models

from expertteam.cases import consent
from expertteam.cases.enums import Safety

# Fewer words than this say too little to discuss a case on.
FEW_WORDS = {"situation": 12, "why_stuck_note": 6, "question": 5}


class PartState(models.TextChoices):
    FILLED = "filled", "Ingevuld"
    THIN = "thin", "Kort"
    EMPTY = "empty", "Ontbreekt"


@dataclass(frozen=True)
class Part:
    """One line of the checklist."""

    label: str
    state: PartState
    note: str = ""


def checklist(case, *, documents: int) -> list[Part]:
    """The parts of the intake of ``case`` in the order of the form; ``documents`` is how many it has."""
    intake = case.intake
    return [
        _consent(case),
        _safety(intake),
        _text(intake, "situation"),
        _text(intake, "why_stuck_note"),
        _rows("Eerder geprobeerde hulp", len(intake.tried.all()), "vorm", "vormen"),
        _text(intake, "question"),
        _text(intake, "youth_view"),
        _text(intake, "parents_view"),
        _rows("Betrokkenen", len(intake.involved.all()), "betrokkene", "betrokkenen"),
        _rows("Documenten", documents, "document", "documenten"),
    ]


def _consent(case) -> Part:
    """Consent for the table alone is enough to begin, and too little to go on."""
    label = "Toestemming"
    if consent.is_anonymous(case):
        return Part(label, PartState.THIN, "anoniem overleg")
    rulings = consent.rulings(case).values()
    if all(ruling.allowed for ruling in rulings):
        return Part(label, PartState.FILLED)
    wanting = ", ".join(ruling.scope.label for ruling in rulings if not ruling.allowed)
    return Part(label, PartState.THIN, f"nog niet voor delen met {wanting}")


def _text(intake, name) -> Part:
    label = intake._meta.get_field(name).verbose_name.capitalize()
    words = len(getattr(intake, name).split())
    if not words:
        return Part(label, PartState.EMPTY)
    if words < FEW_WORDS.get(name, 1):
        return Part(label, PartState.THIN, f"{words} {'woord' if words == 1 else 'woorden'}")
    return Part(label, PartState.FILLED)


def _safety(intake) -> Part:
    """Worries without agreements about safety are a gap."""
    label = "Veiligheid en afspraken daarover"
    if intake.safety == Safety.WATCHED and not intake.safety_note.strip():
        return Part(label, PartState.EMPTY, "wel zorgen, geen afspraken")
    return Part(label, PartState.FILLED)


def _rows(label, number, one, more) -> Part:
    state = PartState.FILLED if number else PartState.EMPTY
    return Part(label, state, f"{number} {one if number == 1 else more}" if number else "")
