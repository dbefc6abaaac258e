"""The single words of known names, found back as they are written, bent, scanned or misspelt."""

import re
from collections.abc import Mapping

from expertteam.learning.screening.marks import Certainty, Kind
from expertteam.learning.screening.nearly import Nearly
from expertteam.learning.screening.tokens import Token, sounded
from expertteam.learning.screening.vocabulary import LONGEST, ORDINARY, is_ordinary

# Behind a name: of somebody (s), small (tje), more than one (en).
BEHIND_NAME = ("s", "tje", "tjes", "je", "jes", "ke", "kes", "ken", "pje", "etje", "en")
# In small letters only a word this long may be a misspelt name.
LONG_ENOUGH = 6
SHORTEST_TO_SWAP = 3
LETTERS = re.compile(r"[^\W\d_]{3,}")


class NameWords:
    """Words of names with the kind of name they are of; keys in small plain letters."""

    def __init__(self, words: Mapping[str, Kind]):
        self.kinds = dict(words)
        # A slip can fall inside a letter pair, so words compare as they are written and as they sound.
        self.by_form = {sounded(word): word for word in self.kinds} | {word: word for word in self.kinds}
        self.nearly = Nearly(self.by_form)

    def look_up(self, token: Token) -> tuple[Kind, Certainty] | None:
        """What the word is a name of, and how sure that is; None when it is no name."""
        if not token.has_letter or len(token.low) > LONGEST:
            return None
        return self._as_written(token) or self._as_heard(token)

    def _as_written(self, token):
        for form in _forms(token.low) + LETTERS.findall(token.low if token.is_mixed else ""):
            if form in self.kinds:
                certainty = _certainty(token, ordinary=is_ordinary(token.low) or is_ordinary(form))
                return (self.kinds[form], certainty) if certainty else None
        return None

    def _as_heard(self, token):
        """Not letter by letter: an ordinary word is never taken for a misspelt name.

        With a capital inside a sentence only words of the list itself are ordinary, not how they are bent.
        """
        stands_out = token.capital and not token.opening
        if token.low in ORDINARY or (is_ordinary(token.low) and not stands_out):
            return None
        if not (token.capital or token.is_mixed or len(token.low) >= LONG_ENOUGH):
            return None
        for form in _forms(token.low):
            known = self._nearest(form, token) or self._nearest(sounded(form), token)
            if known:
                certainty = Certainty.LIKELY if token.capital or token.is_mixed else Certainty.POSSIBLE
                return self.kinds[self.by_form[known]], certainty
        return None

    def _nearest(self, form: str, token: Token) -> str:
        if form in self.by_form:
            return form
        doubled = self.nearly.doubled(form)
        if doubled or len(form) < SHORTEST_TO_SWAP:
            return doubled
        return self.nearly.swapped(form) or self.nearly.slipped(form, 2 if token.capital else 1)


def _forms(low: str) -> list[str]:
    """The word, and what is left of it without what may stand behind a name."""
    forms = [low]
    for ending in BEHIND_NAME:
        stem = low.removesuffix(ending)
        if stem != low and len(stem) >= 2:
            forms.append(stem)
            if ending == "etje" and len(stem) > 2 and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
    return forms


def _certainty(token: Token, *, ordinary: bool) -> Certainty | None:
    """A name that is an ordinary word too ('Bos') needs its capital; a sentence may begin with either."""
    if len(token.low) < 3 and not token.capital:
        return None
    if not ordinary:
        return Certainty.CERTAIN if token.capital else Certainty.LIKELY
    if not token.capital:
        return None
    return Certainty.POSSIBLE if token.opening else Certainty.LIKELY
