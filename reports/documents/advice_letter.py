"""The advice letter: what the expertteam advises, who does what, and how to answer. No name of the youth."""

import datetime
from dataclasses import dataclass, field

from reports.pdf import render_pdf


@dataclass(frozen=True)
class LetterRecommendation:
    number: int
    text: str
    kind_of_help: str
    addressee: str
    owner: str
    due_date: datetime.date


@dataclass(frozen=True)
class LetterSignature:
    name: str
    discipline: str
    judgement: str
    remark: str = ""


@dataclass(frozen=True)
class AdviceLetter:
    """Everything in the letter, as text that is already fit to be read by its addressee."""

    case_number: str
    team_name: str
    letter_date: datetime.date
    conference_date: datetime.date
    addressee_organisation: str
    addressee_role: str
    question: str
    explanatory_analysis: str
    advice_summary: str
    recommendations: tuple[LetterRecommendation, ...]
    chair: str
    how_to_respond: str
    respond_before: datetime.date
    follow_up_date: datetime.date
    contact: str
    signatures: tuple[LetterSignature, ...] = field(default_factory=tuple)
    # What the chair did with remarks and dissents.
    settlement: str = ""


def render(letter: AdviceLetter) -> bytes:
    """The letter as tagged PDF; the same letter gives the same bytes."""
    return render_pdf(
        "reports/documents/advice_letter.html",
        {"letter": letter},
        title=f"Advies over casus {letter.case_number}",
        dated=letter.letter_date,
    )
