"""Check a learning report with its certificate: python checker.py REPORT.pdf CERTIFICATE.json

Needs Python 3 alone, imports nothing of the program that made the report, and solves nothing. Exit code 0
when of no figure that is not shown anybody can prove, from what is published, that one such case exists.
"""

import re
import sys
import zlib
from collections import defaultdict
from fractions import Fraction
from hashlib import sha256
from itertools import chain, product
from json import dumps, loads

FEWEST, HOLDS = 5, "claims criterion earlier figures format hash report witnesses"


class Refused(ValueError):
    """Why a report or its certificate is no good."""


def need(condition, why):
    if not condition:
        raise Refused(why)


def digest(data):
    return sha256(dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def attached(pdf):
    """The published figures that are attached to a PDF."""
    found = re.search(rb"/EmbeddedFile\b.*?stream\r?\n(.*?)endstream", pdf, re.S)
    need(found, "er zitten geen cijfers bij de PDF")
    return loads(zlib.decompressobj().decompress(found[1]))["publication"]


def read(table):
    """The sums of a table, each whole before its parts, and its figures by name."""
    unit, total = table["unit"], tuple(table["total_key"] or [table["unit"]])
    rows = [(unit, table["row_name"], label) for label in table["rows"]]
    columns = [(unit, table["column_name"], label) for label in table["columns"]]
    grid = [[(unit, *chain(*sorted([row[1:], column[1:]]))) for column in columns] for row in rows]
    across = zip([*rows, *columns], [*grid, *zip(*grid, strict=True)], strict=True)
    sums = [[total, *rows], [total, *columns], *([line, *cells] for line, cells in across)]
    figures = chain([table["total"]], table["row_totals"], table["column_totals"], *table["cells"])
    return sums if columns else sums[:1], zip(chain([total], rows, columns, *grid), figures, strict=True)


def called(pieces, key):
    return " | ".join((",".join(sorted(pieces)), *key))


def reckon(reports):
    """What anybody knows of these reports: the figures shown, the threshold of each figure, and the sums.

    Months that the same reports cover are one piece. A reader has figures of each piece, of each report, and
    of what a report has in common with another, or has beside it.
    """
    known, least, sums = {}, defaultdict(lambda: FEWEST), set()

    def tie(names, threshold):
        sums.add((names[0], frozenset(names[1:])))
        least.update({name: max(threshold, least[name]) for name in names})

    spans = [report["scope"] for report in reports]
    owns = [frozenset("+".join(str(n) for n, s in enumerate(spans) if m in s) for m in own) for own in spans]
    apart = {frozenset([piece]) for piece in chain(*owns)}
    apart.update(*((own - other, own & other) for own, other in product(owns, owns)))
    for report, own in zip(reports, owns, strict=True):
        tables = [(*read(table), table["threshold"]) for table in report["tables"] if not table["withheld"]]
        told = [((link["whole"], *link["parts"]), report["threshold"]) for link in report["links"]]
        told += [(keys, threshold) for found, _, threshold in tables for keys in found]
        for period, (keys, threshold) in product((each for each in apart if each and each <= own), told):
            tie([called(period, key) for key in keys], threshold)
            for key in keys if len(period) > 1 else ():
                tie([called(period, key), *(called([piece], key) for piece in period)], threshold)
        for name, value in chain(*(figures for _, figures, _ in tables)):
            need(value is None or known.setdefault(called(own, name), value) == value, f"ongelijk: {name}")
    return known, least, sums


def prove(known, sums, at, sign, bound, proof):
    """That sign times the figure is more than the bound: sums, each some times, leave no less."""
    left = defaultdict(int, {at: sign})
    for times, whole, parts in proof:
        need((whole, frozenset(parts)) in sums, "een bewijs telt op wat niet op te tellen is")
        for name in (whole, *parts):
            left[name] += Fraction(times) * (1 if name == whole else -1)
    reached = sum(part * known.get(name, 0) for name, part in left.items())
    need(reached > bound and all(v >= 0 for n, v in left.items() if n not in known), f"geen bewijs voor {at}")


def check(report, certificate):
    """Raises Refused, with the reason, unless the certificate holds for the published figures.

    No threshold may be lower than FEWEST, and nothing may stand in a certificate but what it HOLDS.
    """
    need(" ".join(sorted(certificate)) == HOLDS and certificate["format"] == 2, "een andere vorm")
    need(digest({k: v for k, v in certificate.items() if k != "hash"}) == certificate["hash"], "veranderd")
    need(digest(report) == certificate["report"], "het certificaat hoort bij een ander rapport")
    (known, least, sums), names = reckon([*certificate["earlier"], report]), certificate["figures"]
    need(all(v == 0 or v >= least[at] for at, v in known.items()), "een klein getal is in beeld")
    need(least.keys() - known.keys() == {*names}, "het certificaat gaat over andere cijfers")
    witnesses = [known | dict(zip(names, each, strict=True)) for each in certificate["witnesses"]]
    need(all(type(v) is int and v >= 0 for w in witnesses for v in w.values()), "een getuige is geen telling")
    need(all(w[s] == sum(map(w.get, parts)) for w in witnesses for s, parts in sums), "een getuige telt fout")
    for at, (kind, *claim) in zip(names, certificate["claims"], strict=True):
        if kind == "pair":
            nought, full = (witnesses[number][at] for number in claim)
            need(nought == 0 and full >= least[at], f"geen twee getuigen voor {at}")
        else:
            prove(known, sums, at, *((1, least[at] - 1) if kind == "floor" else (-1, -1)), *claim)


if __name__ == "__main__":
    try:
        with open(sys.argv[1], "rb") as pdf, open(sys.argv[2], encoding="utf-8") as certificate:
            check(attached(pdf.read()), loads(certificate.read()))
    except (ArithmeticError, LookupError, TypeError, ValueError, OSError, zlib.error) as failure:
        sys.exit(f"Niet goed: {failure}")
    print("Goed: uit dit rapport kan niemand bewijzen dat er ook maar één verborgen casus is.")
