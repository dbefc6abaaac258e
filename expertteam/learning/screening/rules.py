"""A pattern with what it means; the modules beside this one hold the patterns of Dutch texts."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from expertteam.learning.screening.clean import Clean
from expertteam.learning.screening.marks import Certainty, Kind, Mark


@dataclass(frozen=True)
class Rule:
    """What ``pattern`` finds in a clean text is of ``kind``, unless ``holds`` says that it is not.

    A group named ``it`` in the pattern is what gets the mark; without one the whole find does.
    """

    kind: Kind
    certainty: Certainty
    reason: str
    pattern: re.Pattern
    holds: Callable[[re.Match], bool] = lambda found: True

    def marks(self, clean: Clean) -> Iterator[Mark]:
        group = "it" if "it" in self.pattern.groupindex else 0
        for found in self.pattern.finditer(clean.text):
            if self.holds(found):
                start, end = clean.span(*found.span(group))
                yield Mark(start, end, self.kind, self.reason, self.certainty)


def marks_of(rules: Iterable[Rule], clean: Clean) -> Iterator[Mark]:
    for rule in rules:
        yield from rule.marks(clean)
