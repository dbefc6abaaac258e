"""A screen puts everything together: what is known, what a dossier says, and what Dutch texts look like."""

from dataclasses import dataclass

from expertteam.learning.screening import addresses, ages, contact, dates, numbers
from expertteam.learning.screening.clean import Clean
from expertteam.learning.screening.known import Identifiers, Known
from expertteam.learning.screening.lexicon import lexicon_marks
from expertteam.learning.screening.marks import Mark, settled
from expertteam.learning.screening.proper_names import proper_name_marks
from expertteam.learning.screening.rules import marks_of
from expertteam.learning.screening.shingles import Shingles
from expertteam.learning.screening.tokens import tokens_of

RULES = (*contact.RULES, *numbers.RULES, *dates.RULES, *ages.RULES, *addresses.RULES)


@dataclass(frozen=True)
class Screen:
    """Marks texts; make one for all texts of a report, for making it reads the dossiers."""

    known: Known
    dossier: Shingles

    def marks(self, text: str) -> list[Mark]:
        """What in ``text`` may tell about whom it is: in order and without overlap."""
        return settled(self.findings(text))

    def findings(self, text: str) -> list[Mark]:
        """Every finding by itself, also where one stands in another."""
        clean = Clean.of(text)
        found = list(self.dossier.marks(text))
        if clean.text:
            whole = clean.unbroken()
            tokens = tokens_of(whole)
            found += [
                *marks_of(RULES, whole),
                *lexicon_marks(whole, tokens),
                *proper_name_marks(whole, tokens),
            ]
            found += self.known.marks(clean)
        return found


def plain_screen() -> Screen:
    """A screen that knows nobody: patterns and lists only."""
    return Screen(Known(Identifiers()), Shingles([]))
