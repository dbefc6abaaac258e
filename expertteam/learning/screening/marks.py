"""A mark: a place in a text that may tell about whom it is, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    NAME = "name"
    INITIALS = "initials"
    ORGANISATION = "organisation"
    SCHOOL = "school"
    INSTITUTION = "institution"
    PLACE = "place"
    ADDRESS = "address"
    TELEPHONE = "telephone"
    EMAIL = "email"
    WEB = "web"
    ACCOUNT = "account"
    BANK = "bank"
    BSN = "bsn"
    CASE_NUMBER = "case_number"
    COURT_NUMBER = "court_number"
    REFERENCE = "reference"
    PLATE = "plate"
    DATE = "date"
    AGE = "age"
    DOSSIER = "dossier"

    @property
    def label(self) -> str:
        """What it is, in Dutch, as a page may show it."""
        return LABELS[self]


LABELS = {
    Kind.NAME: "naam",
    Kind.INITIALS: "initialen",
    Kind.ORGANISATION: "organisatie",
    Kind.SCHOOL: "school",
    Kind.INSTITUTION: "instelling",
    Kind.PLACE: "plaats",
    Kind.ADDRESS: "adres",
    Kind.TELEPHONE: "telefoonnummer",
    Kind.EMAIL: "e-mailadres",
    Kind.WEB: "webadres",
    Kind.ACCOUNT: "account",
    Kind.BANK: "rekeningnummer",
    Kind.BSN: "lang nummer",
    Kind.CASE_NUMBER: "casusnummer",
    Kind.COURT_NUMBER: "zaaknummer",
    Kind.REFERENCE: "kenmerk",
    Kind.PLATE: "kenteken",
    Kind.DATE: "datum",
    Kind.AGE: "leeftijd",
    Kind.DOSSIER: "tekst uit een dossier",
}


class Certainty(IntEnum):
    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3

    @property
    def label(self) -> str:
        return ("mogelijk", "waarschijnlijk", "zeker")[self - 1]


@dataclass(frozen=True, order=True)
class Mark:
    """Characters ``start`` up to ``end`` of the text as it was given; ``reason`` is a plain Dutch sentence.

    A reason never says of which case or person something is: who reads the marks may not know that.
    """

    start: int
    end: int
    kind: Kind
    reason: str
    certainty: Certainty


def settled(marks: Iterable[Mark]) -> list[Mark]:
    """The same marks without overlap, in order: what overlaps becomes one, as its most certain says."""
    result: list[Mark] = []
    for mark in sorted(set(marks)):
        if result and mark.start < result[-1].end:
            result[-1] = _together(result[-1], mark)
        else:
            result.append(mark)
    return result


def _together(one: Mark, other: Mark) -> Mark:
    """The most certain of two, the longest of those, over both; with the reason of another kind behind it."""
    strong, weak = sorted((one, other), key=lambda mark: (-mark.certainty, mark.start - mark.end))
    reason = strong.reason if strong.kind == weak.kind else f"{strong.reason} {weak.reason}"
    start, end = min(one.start, other.start), max(one.end, other.end)
    return Mark(start, end, strong.kind, reason, strong.certainty)
