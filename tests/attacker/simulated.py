"""Regions that publish report after report, and how much of them can be proved."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from .model import Months, Proof, World, violations
from .regions import ORGANISATIONS, YEAR, Region, as_read, months, real, small

# What a second report may be to a first: the running year, an overlap, the months after it, a part of it.
PAIRS = (
    (months(1, 6), months(1, 12)),
    (months(1, 6), months(4, 9)),
    (months(1, 6), months(7, 12)),
    (months(1, 12), months(7, 12)),
)
FOURS = (
    (months(1, 3), months(1, 6), months(1, 9), months(1, 12)),
    (months(1, 6), months(7, 12), months(1, 12), months(4, 9)),
    (months(1, 6), months(4, 9), months(7, 12), months(1, 12)),
    (months(1, 12), months(1, 3), months(2, 5), months(3, 12)),
)


@dataclass
class Outcome:
    """What became of one region; ``asked`` is the number of small figures that were attacked."""

    name: str
    shown: int
    hidden: int
    asked: int
    proofs: list[Proof]
    # To publish all reports.
    seconds: float


def two_reports(seed: int, *, with_real: bool = True) -> Outcome:
    """Two reports; every tenth region with the catalogue of the product."""
    if with_real and seed % 10 == 0:
        return played(f"region {seed} (catalogue)", real(seed), _of_the_catalogue(seed), seed)
    return played(f"region {seed}", small(seed), PAIRS[seed % len(PAIRS)], seed)


def four_reports(seed: int, **nature) -> Outcome:
    """Four reports, read by somebody of each organisation too."""
    organisations = ORGANISATIONS[: 3 + seed % 3]
    return played(
        f"region {seed}, insiders",
        small(1000 + seed, organisations=organisations, **nature),
        FOURS[seed % len(FOURS)],
        seed,
        insiders=True,
    )


def chained_to_three(seed: int = 3, cases: int = 120) -> Outcome:
    """The catalogue of the product over three pieces of a half year and then all of it, with insiders."""
    scopes = (months(1, 2), months(3, 4), months(5, 6), months(1, 6))
    return played(f"region {seed} (catalogue), insiders", real(seed, cases), scopes, seed, insiders=True)


def _of_the_catalogue(seed: int) -> tuple[Months, ...]:
    """The sample has cases of half a year."""
    half = YEAR[:6]
    second = random.Random(seed).choice((half, half[1:5], half[3:]))
    return frozenset(half[:3]), frozenset(second)


def played(name: str, region: Region, scopes, seed: int, *, insiders: bool = False) -> Outcome:
    """Publish over these scopes, and attack everything that is published."""
    begun = perf_counter()
    publications = [each for each, _ in region.publish(*scopes, seed=seed, insiders=insiders)]
    seconds = perf_counter() - begun
    reports = as_read(publications)
    figures = [value for report in reports for value in report.figures().values()]
    readers = [None, *(map(region.known_to, region.organisations) if insiders else ())]
    # What belongs to what is known to everybody, whether a report says so or not.
    common = {"groups": region.groups, "known": region.sums()}
    proofs = [proof for own in readers for proof in violations(reports, region.truth, own=own, **common)]
    asked = sum(1 for _ in _small(World(reports, **common), region))
    hidden = figures.count(None)
    return Outcome(name, len(figures) - hidden, hidden, asked, proofs, seconds)


def _small(world: World, region: Region) -> Iterator[tuple]:
    for scope, name, threshold in world.questions():
        if 0 < region.truth(scope, name) < threshold:
            yield scope, name
