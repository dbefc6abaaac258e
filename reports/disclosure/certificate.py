"""The certificate of a report: for every figure that is not shown, why nobody can prove one case of it.

It is made from published figures alone, so it can tell nobody anything that the report does not: whether a
hidden figure is small itself, or hidden for the sake of another, is not known here. checker.py verifies it.

Each unseen figure gets one of three claims:

pair    numbers of two witnesses that agree with all that is published: one with nought there, one with
        the threshold or more;
floor   multiples of published sums that together prove the threshold or more: it cannot be small;
nought  the same, proving that it is nought.
"""

import hashlib
from collections.abc import Sequence
from fractions import Fraction
from random import Random

import numpy as np

from .attack import TOLERANCE, is_whole
from .layout import Place, layout
from .publication import Publication, canonical

FORMAT = 2
CRITERION = (
    "Voor elk cijfer dat niet in beeld is, passen twee volledige stellen hele getallen bij alles wat "
    "gepubliceerd is: een met nul op die plek en een met de drempel of meer."
)
# How often other figures are drawn when an answer comes out in fractions, before whole numbers are demanded.
DRAWS = 3
SOLVER_SECONDS = 10
LARGEST_DENOMINATOR = 60


class NoCertificate(Exception):
    """These figures cannot be vouched for."""

    def __init__(self, places: list[Place]):
        super().__init__(f"no witnesses for {places}")
        self.places = places


def certify(publications: Sequence[Publication]) -> dict:
    """The certificate of the last of these reports; the others are the earlier ones it was protected with.

    Raises NoCertificate when a figure that is not shown can be proved to be more than nought, and not enough.
    """
    *earlier, last = publications
    public = _Public(publications)
    claims = {public.layout.places[position]: public.claim(position) for position in public.unseen}
    if failed := [place for place, claim in claims.items() if not claim]:
        raise NoCertificate(failed)
    certificate = {
        "format": FORMAT,
        "criterion": CRITERION,
        "report": last.fingerprint,
        "earlier": [each.as_dict() for each in earlier],
        "figures": [name(place) for place in claims],
        "witnesses": [[int(value) for value in each] for each in public.witnesses],
        "claims": list(claims.values()),
    }
    return certificate | {"hash": seal(certificate)}


def seal(certificate: dict) -> str:
    """SHA-256 in hex over everything in the certificate but the seal itself."""
    rest = {key: value for key, value in certificate.items() if key != "hash"}
    return hashlib.sha256(canonical(rest).encode()).hexdigest()


def name(place: Place) -> str:
    """How a figure is called in the certificate: where it stands and what it counts."""
    where, key = place
    return " | ".join((where, *key))


class _Public:
    """What anybody can reckon with: the published figures, the unseen ones and the sums."""

    def __init__(self, publications: Sequence[Publication]):
        from scipy.sparse import csc_array

        self.layout = layout([each.form for each in publications])
        known: dict[int, int] = {}
        for number, each in enumerate(publications):
            for key, value in each.figures():
                if value is not None:
                    known[self.layout.position[self.layout.homes[number], key]] = value
        self.unseen = [p for p in range(len(self.layout.places)) if p not in known]
        self.column = {position: column for column, position in enumerate(self.unseen)}
        entries, self.right, self.rows = [], [], []
        for whole, parts in self.layout.sums:
            signed = [(whole, -1), *((part, 1) for part in parts)]
            if any(p in self.column for p, _ in signed):
                entries += [(len(self.rows), self.column[p], sign) for p, sign in signed if p in self.column]
                self.right.append(-sum(sign * known[p] for p, sign in signed if p in known))
                self.rows.append((whole, parts))
        rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
        self.matrix = csc_array(
            (signs, (rows, columns)), shape=(len(self.rows), len(self.unseen)), dtype=float
        )
        self.ceiling = 2 * max(known.values(), default=0) + 4 * max(self.layout.thresholds, default=0)
        self.witnesses: list[np.ndarray] = []
        # The draw follows from the published figures, as everything here does.
        self.chance = Random(publications[-1].fingerprint)

    def claim(self, position: int) -> list | None:
        """A claim about one unseen figure, or None when there is none."""
        column, threshold = self.column[position], self.layout.thresholds[position]
        nought = self._witness(column, 0, 0)
        full = self._witness(column, threshold, self.ceiling)
        if nought is not None and full is not None:
            return ["pair", nought, full]
        if nought is None and (proof := self._proof(column, 1, threshold)):
            return ["floor", proof]
        if full is None and (proof := self._proof(column, -1, 0)):
            return ["nought", proof]
        return None

    def _witness(self, column: int, least: int, most: int) -> int | None:
        """The number of a witness with this figure in these bounds."""
        for number, figures in enumerate(self.witnesses):
            if least <= figures[column] <= most:
                return number
        for whole in [*[False] * DRAWS, True]:
            figures = self._solve(column, least, most, whole)
            if figures is None:
                return None
            if is_whole(figures):
                self.witnesses.append(np.round(figures))
                return len(self.witnesses) - 1
        return None

    def _solve(self, column: int, least: int, most: int, whole: bool) -> np.ndarray | None:
        from scipy.optimize import Bounds, LinearConstraint, milp

        lower, upper = np.zeros(len(self.unseen)), np.full(len(self.unseen), float(self.ceiling))
        lower[column], upper[column] = least, most
        # A drawn goal makes each witness different, so that one serves many figures.
        goal = np.array([self.chance.uniform(-1, 1) for _ in self.unseen])
        found = milp(
            np.zeros(len(goal)) if whole else goal,
            constraints=LinearConstraint(self.matrix, self.right, self.right) if self.rows else (),
            integrality=np.full(len(goal), int(whole)),
            bounds=Bounds(lower, upper),
            options={"time_limit": SOLVER_SECONDS},
        )
        return found.x

    def _proof(self, column: int, sign: int, threshold: int) -> list | None:
        """Multiples of sums that prove the figure to be the threshold or more (sign 1), or nought (-1)."""
        from scipy.optimize import linprog

        goal = np.zeros(len(self.unseen))
        goal[column] = sign
        found = linprog(goal, A_eq=self.matrix, b_eq=self.right, bounds=(0, None), method="highs")
        if found.x is None or sign * found.fun < (threshold - 1 + TOLERANCE if sign > 0 else -1):
            return None
        multiples = [Fraction(float(y)).limit_denominator(LARGEST_DENOMINATOR) for y in found.eqlin.marginals]
        reached = sum(y * int(b) for y, b in zip(multiples, self.right, strict=True))
        if reached <= (threshold - 1 if sign > 0 else -1):
            return None
        return [
            [str(y), name(self.layout.places[whole]), [name(self.layout.places[part]) for part in parts]]
            for y, (whole, parts) in zip(multiples, self.rows, strict=True)
            if y
        ]
