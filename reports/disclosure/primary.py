"""Which figures are hidden for their own sake."""

from .system import System
from .tables import Tally

MIN_ORGANISATIONS = 3
DOMINANCE = 0.9


def too_small(tally: Tally, threshold: int) -> bool:
    """From one case up to the threshold; a true zero tells nobody's story."""
    return 0 < len(tally.cases) < threshold or 0 < tally.count < threshold


def too_few_organisations(tally: Tally) -> bool:
    """With fewer than three organisations behind a figure, one of them could subtract its own cases."""
    return tally.count > 0 and len(tally.organisations) < MIN_ORGANISATIONS


def publishable_total(tally: Tally, threshold: int) -> bool:
    """Whether a table with this total is published at all. An empty one is not: the absence of a table
    may not say whether there was nothing or a little."""
    return tally.count >= threshold and not (too_small(tally, threshold) or too_few_organisations(tally))


def primary(system: System) -> set[int]:
    """Positions of all figures that must be hidden whatever else is shown."""
    found = {
        position
        for position, figure in enumerate(system.figures)
        if too_small(figure.tally, figure.threshold) or too_few_organisations(figure.tally)
    }
    return found | _dominant(system)


def _dominant(system: System) -> set[int]:
    """Figures of nine tenths of their whole or more: they tell what (nearly) everybody in the group has."""
    return {
        part
        for whole, parts in system.sums
        for part in parts
        if system.figures[part].cost is not None
        and 0 < DOMINANCE * system.figures[whole].value <= system.figures[part].value
    }
