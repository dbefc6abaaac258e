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


def insiders(tally: Tally, threshold: int) -> list[str]:
    """The organisations that, without their own part, would be left with a small figure of others."""
    return [name for name, own in sorted(tally.shares.items()) if 0 < tally.count - own < threshold]


def publishable_total(tally: Tally, threshold: int) -> bool:
    """Whether a table with this total is published at all. An empty one is not: the absence of a table
    may not say whether there was nothing or a little."""
    return tally.count >= threshold and not (too_small(tally, threshold) or too_few_organisations(tally))


def primary(system: System, *, with_insiders: bool = False) -> set[int]:
    """Positions of all figures that must be hidden whatever else is shown."""
    found = {
        position
        for position, (tally, threshold) in enumerate(zip(system.tallies, system.thresholds, strict=True))
        if too_small(tally, threshold)
        or too_few_organisations(tally)
        or (with_insiders and insiders(tally, threshold))
    }
    return (found | _dominant(system)) - {p for p, hidden in system.settled.items() if not hidden}


def _dominant(system: System) -> set[int]:
    """Figures of nine tenths of their whole or more: they tell what (nearly) everybody in the group has."""
    return {
        part
        for whole, parts in system.sums
        for part in parts
        if system.cost[part] is not None
        and system.layout.printed[part] & system.layout.printed[whole]
        and 0 < DOMINANCE * system.tallies[whole].count <= system.tallies[part].count
    }
