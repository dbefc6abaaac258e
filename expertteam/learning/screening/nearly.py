"""Words that are one or two slips of the pen away from a known one, found without trying them all.

After the idea of SymSpell (W. Garbe): two words that differ by one slip have a form in common when each
leaves out at most one letter. So the known words are kept under all their shortened forms.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

# From which length a word may differ by one slip, and by two.
ONE_SLIP_FROM, TWO_SLIPS_FROM = 5, 8
SQUEEZED_FROM = 3


def slips_allowed(length: int) -> int:
    return (length >= ONE_SLIP_FROM) + (length >= TWO_SLIPS_FROM)


class Nearly:
    """Known words, to be found back from a misspelt one."""

    def __init__(self, words: Iterable[str]):
        self.words = frozenset(words)
        self.squeezed = {squeezed(word): word for word in self.words if len(word) >= SQUEEZED_FROM}
        self.shortened = defaultdict(list)
        for word in self.words:
            for short in _shortened(word, slips_allowed(len(word))):
                self.shortened[short].append(word)

    def doubled(self, word: str) -> str:
        """The known word that differs only in letters doubled or not, or ''."""
        return self.squeezed.get(squeezed(word), "")

    def swapped(self, word: str) -> str:
        """The known word of which two neighbouring letters changed places, or ''."""
        for at in range(len(word) - 1):
            other = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if other in self.words:
                return other
        return ""

    def slipped(self, word: str, at_most: int) -> str:
        """A known word that is one slip away, or two for a long one, and no more than ``at_most``; or ''."""
        most = min(at_most, slips_allowed(len(word) + 1))
        for short in _shortened(word, most):
            for known in self.shortened.get(short, ()):
                if distance(word, known) <= min(at_most, slips_allowed(len(known))):
                    return known
        return ""


def squeezed(word: str) -> str:
    """Without the second of two equal letters in a row: Saanne, Sannne and Sane are one."""
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


def _shortened(word: str, slips: int) -> set[str]:
    """The word itself and what is left of it without one letter, up to ``slips`` letters."""
    if not slips:
        return set()
    found = {word}
    for number in range(1, slips + 1):
        for left_out in combinations(range(len(word)), number):
            found.add("".join(letter for at, letter in enumerate(word) if at not in left_out))
    return found


def distance(one: str, other: str) -> int:
    """Letters to add, leave out, change or swap with a neighbour to make ``other`` of ``one``.

    The optimal string alignment distance, row by row.
    """
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, letter_of_other in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != letter_of_other))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == letter_of_other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
