"""Nobody guesses better from the certificate than from the report which hidden figures are small."""

import json
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from reports.disclosure import Counts, Publication
from reports.disclosure.certificate import certify

from .regions import HALF_YEAR, Region
from .test_oracle import cells, counted

SMALL_SIZE, FULL_SIZE = 40, 1000
# How many features anybody has without the certificate: of the report, and of what follows from it.
OF_REPORT = 6 + 11
# A guesser trained on half of the certificates is tried on the other half, this many times.
HALVES = 20
STEPS, RATE, PENALTY = 300, 0.5, 0.02


@pytest.fixture(scope="module")
def published(full_size):
    """Reports with their certificates, of which the truth is known."""
    size = FULL_SIZE if full_size else SMALL_SIZE
    return [each for each in map(_published, range(size)) if each]


def _published(seed: int):
    counts = cells(seed, 4, 3, 70)
    region = Region(lambda scope: Counts((counted(counts),)))
    ((publication, certificate),) = region.publish(HALF_YEAR, seed=seed)
    table = publication.tables[0]
    return None if table.withheld or not certificate["figures"] else (region, publication, certificate)


def test_certificate_follows_from_the_report_alone(published):
    """So whatever it tells, the report tells."""
    for _, publication, certificate in published:
        read = Publication.from_dict(json.loads(json.dumps(publication.as_dict())))
        assert certify([read]) == certificate


def test_certificate_helps_nobody_to_guess_which_figures_are_small(published, record_property):
    """Beside a guesser who has the report, and reckons with it as the makers of certificates do."""
    alone, helped = _skills(published, lambda certificate, small: certificate)
    better = np.array(helped) - np.array(alone)
    record_property(
        "figures",
        f"{len(published)} certificates: from the report alone a guess scores {np.mean(alone):.3f} (area "
        f"under the curve), with the certificate {np.mean(helped):.3f}, "
        f"difference {better.mean():+.3f}, noise {better.std():.3f}",
    )
    assert better.mean() < 2 * better.std() + 0.01


def small_figures_first(certificate, small):
    order = sorted(range(len(small)), key=lambda n: not small[n])
    return certificate | {
        "figures": [certificate["figures"][n] for n in order],
        "claims": [certificate["claims"][n] for n in order],
        "witnesses": [[each[n] for n in order] for each in certificate["witnesses"]],
    }


def first_witnesses_for_small_figures(certificate, small):
    """As if they were made while small figures were protected, and the rest after that."""
    numbers = sorted({n for _, *claim in certificate["claims"] for n in claim})
    early, late = numbers[: len(numbers) // 2 + 1], numbers[len(numbers) // 2 :]
    claims = [
        ["pair", early[0] if is_small else late[0], early[-1] if is_small else late[-1]] for is_small in small
    ]
    return certificate | {"claims": claims}


def true_values_in_a_witness(certificate, small):
    first, *rest = certificate["witnesses"]
    return certificate | {
        "witnesses": [[2 if is_small else 30 for is_small, _ in zip(small, first, strict=True)], *rest]
    }


@pytest.mark.parametrize(
    "tell", [small_figures_first, first_witnesses_for_small_figures, true_values_in_a_witness]
)
def test_guesser_notices_a_certificate_that_tells(published, tell):
    alone, helped = _skills(published, tell)
    assert np.mean(helped) > np.mean(alone) + 0.1


def _skills(published, change) -> tuple[list[float], list[float]]:
    """How well it is guessed, time after time: without the certificate, and with one that was changed."""
    made = [_features(*each, change) for each in published]
    alone, helped = [], []
    for half in range(HALVES):
        order = list(range(len(made)))
        Random(half).shuffle(order)
        learn, judge = (_stack(made, part) for part in (order[::2], order[1::2]))
        alone.append(_skill(learn, judge, columns=slice(0, OF_REPORT)))
        helped.append(_skill(learn, judge, columns=slice(0, None)))
    return alone, helped


def _features(region, publication, certificate, change):
    """Per hidden figure what the report says of it, what the certificate says of it, and the answer."""
    table = publication.tables[0]
    names = dict(_by_name(publication))
    truths = [region.truth(HALF_YEAR, names[figure]) for figure in certificate["figures"]]
    small = [0 < truth < region.threshold for truth in truths]
    told = change(certificate, small)
    # Under another name all is drawn anew: anybody can do that.
    own = certify([replace(publication, name="nagerekend")])
    answers = dict(zip(certificate["figures"], zip(truths, small, strict=True), strict=True))
    rows, found = [], []
    for figure in certificate["figures"]:
        truth, is_small = answers[figure]
        if truth:
            rows.append(
                _of_report(table, names[figure])
                + _of_certificate(own, figure)
                + _of_certificate(told, figure)
            )
            found.append(is_small)
    return np.array(rows), np.array(found, dtype=float)


def _by_name(publication):
    for name, _ in publication.figures():
        yield " | ".join(("0", *name)), name


def _of_report(table, name) -> list[float]:
    """What stands around a hidden figure: totals, and how many others are hidden."""
    by_row, by_column = table.by_row(), table.by_column()
    row, column = by_row.get(name[-1]), by_column.get(name[2])
    row = row if row is not None else by_row.get(name[2])
    column = column if column is not None else by_column.get(name[-1])
    hidden = [figure is None for line in table.cells for figure in line]
    left = [line for line, label in zip(table.cells, table.rows, strict=True) if label in name]
    around = sum(figure is None for line in left for figure in line)
    return [row or 0, column or 0, row is None, table.total, sum(hidden), around]


def _of_certificate(certificate, figure) -> list[float]:
    """Where a figure stands, which witnesses it has, and what all witnesses say of it."""
    n, witnesses = certificate["figures"].index(figure), np.array(certificate["witnesses"], dtype=float)
    # A first report proves nothing but pairs.
    _, nought, full = certificate["claims"][n]
    mine = witnesses[:, n]
    return [
        n / len(certificate["figures"]),
        nought,
        full,
        nought == full,
        mine.mean(),
        mine.std(),
        mine.max(),
        np.mean(mine == 0),
        mine[full],
        mine[0],
        len(witnesses),
    ]


def _stack(made, part):
    return np.vstack([made[n][0] for n in part]), np.concatenate([made[n][1] for n in part])


def _skill(learn, judge, columns) -> float:
    """The area under the curve of a logistic regression, learned on one half and tried on the other."""
    (x, y), (other, truth) = learn, judge
    mean, spread = x[:, columns].mean(axis=0), x[:, columns].std(axis=0) + 1e-9
    x, other = ((each[:, columns] - mean) / spread for each in (x, other))
    weights, bias = np.zeros(x.shape[1]), 0.0
    for _ in range(STEPS):
        error = 1 / (1 + np.exp(-(x @ weights + bias))) - y
        weights -= RATE * (x.T @ error / len(y) + PENALTY * weights)
        bias -= RATE * error.mean()
    return _area(other @ weights + bias, truth)


def _area(score, truth) -> float:
    ranks = np.argsort(np.argsort(score)) + 1.0
    positive = truth == 1
    pairs = positive.sum() * (~positive).sum()
    return (ranks[positive].sum() - positive.sum() * (positive.sum() + 1) / 2) / pairs
