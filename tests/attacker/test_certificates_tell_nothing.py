"""Nobody guesses better from the certificate than from the report which hidden figures are small."""

from random import Random

import numpy as np

from reports.disclosure import Counts

from .regions import HALF_YEAR, Region
from .test_oracle import cells, counted

SMALL_SIZE, FULL_SIZE = 40, 1000
# A guesser trained on half of the certificates is tried on the other half, this many times.
HALVES = 20
STEPS, RATE, PENALTY = 300, 0.5, 0.02


def test_certificate_helps_nobody_to_guess_which_figures_are_small(full_size, record_property):
    size = FULL_SIZE if full_size else SMALL_SIZE
    made = [found for found in map(_features, range(size)) if found]
    report, certificate = [], []
    for half in range(HALVES):
        order = list(range(len(made)))
        Random(half).shuffle(order)
        learn, judge = (_stack(made, part) for part in (order[::2], order[1::2]))
        report.append(_skill(learn, judge, columns=slice(0, 6)))
        certificate.append(_skill(learn, judge, columns=slice(0, None)))
    better = np.array(certificate) - np.array(report)
    record_property(
        "figures",
        f"{len(made)} certificates: from the report alone a guess scores {np.mean(report):.3f} (area "
        f"under the curve), with the certificate {np.mean(certificate):.3f}, "
        f"difference {better.mean():+.3f}, noise {better.std():.3f}",
    )
    assert better.mean() < 2 * better.std() + 0.01


def _features(seed: int):
    """Per hidden figure what the report says of it, what the certificate says of it, and the answer."""
    counts = cells(seed, 4, 3, 70)
    region = Region(lambda scope: Counts((counted(counts),)))
    ((publication, certificate),) = region.publish(HALF_YEAR, seed=seed)
    table = publication.tables[0]
    if table.withheld or not certificate["figures"]:
        return None
    names = dict(_by_name(publication))
    witnesses = np.array(certificate["witnesses"], dtype=float)
    rows, answers = [], []
    for n, (figure, (kind, *claim)) in enumerate(
        zip(certificate["figures"], certificate["claims"], strict=True)
    ):
        name = names.get(figure)
        if name and (truth := region.truth(HALF_YEAR, name)):
            rows.append(_of_report(table, name) + _of_certificate(n, kind, claim, witnesses, certificate))
            answers.append(0 < truth < region.threshold)
    return np.array(rows), np.array(answers, dtype=float)


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


def _of_certificate(n, kind, claim, witnesses, certificate) -> list[float]:
    """Where it stands, which witnesses it has, and what all witnesses say of it."""
    nought, full = claim if kind == "pair" else (-1, -1)
    mine = witnesses[:, n]
    return [
        n / len(certificate["figures"]),
        kind == "pair",
        nought,
        full,
        nought == full,
        mine.mean(),
        mine.std(),
        mine.max(),
        np.mean(mine == 0),
        mine[full] if kind == "pair" else -1,
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
