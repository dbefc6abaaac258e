"""Check a learning report with its certificate: python checker.py REPORT.pdf CERTIFICATE.json

Needs Python 3 alone, imports nothing of the program that made the report, and solves nothing. Exit code 0
when of no figure that is not shown anybody can prove, from what is published, that one such case exists.
"""

import hashlib
import json
import re
import sys
import zlib
from contextlib import suppress
from fractions import Fraction
from itertools import chain


class Refused(ValueError):
    """Why a report or its certificate is no good."""


def need(condition, why):
    if not condition:
        raise Refused(why)


def digest(data):
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def attached(pdf):
    """The published figures that are attached to a PDF."""
    for found in re.finditer(rb"/EmbeddedFile\b.*?stream\r?\n(.*?)endstream", pdf, re.S):
        with suppress(zlib.error, ValueError, KeyError, TypeError):
            return json.loads(zlib.decompressobj().decompress(found[1]))["publication"]
    raise Refused("er zitten geen cijfers bij de PDF")


def read(table):
    """The sums of a table, and its figures by name."""
    unit, total = table["unit"], tuple(table["total_key"] or [table["unit"]])
    rows = [(unit, table["row_name"], label) for label in table["rows"]]
    columns = [(unit, table["column_name"], label) for label in table["columns"]]
    grid = [[(unit, *chain(*sorted([row[1:], column[1:]]))) for column in columns] for row in rows]
    values = {total: table["total"], **dict(zip(rows, table["row_totals"], strict=True))}
    values |= dict(zip(columns, table["column_totals"], strict=True))
    values |= dict(zip(chain(*grid), chain(*table["cells"]), strict=True))
    across = [*zip(rows, grid, strict=True), *zip(columns, zip(*grid, strict=True), strict=True)]
    return [(total, rows), *([(total, columns), *across] if columns else [])], values


class Reckoning:
    """What anybody knows of these reports: figures by name (None: not shown), thresholds and sums."""

    def __init__(self, reports):
        self.known, self.least, self.sums = {}, {}, set()
        for number, report in enumerate(reports):
            covers = {
                m: [str(n) for n, each in enumerate(reports) if m in each["scope"]] for m in report["scope"]
            }
            pieces = {"+".join(numbers) for numbers in covers.values()}
            self.add(report, pieces, *(pieces if len(pieces) == 1 else [f"report {number}"]))

    def add(self, report, pieces, home):
        tables = [(*read(table), table["threshold"]) for table in report["tables"] if not table["withheld"]]
        sums = [((whole, *parts), least) for found, _, least in tables for whole, parts in found]
        links = [(link["whole"], *link["parts"]) for link in report["links"]]
        for keys, least in sums + [(keys, report["threshold"]) for keys in links]:
            for place in {*pieces, home}:
                self.tie([" | ".join((place, *key)) for key in keys], least)
            for key in keys if home not in pieces else ():
                self.tie([" | ".join((place, *key)) for place in (home, *pieces)], least)
        for name, value in chain(*(values.items() for _, values, _ in tables)):
            at = " | ".join((home, *name))
            need(None in (value, self.known[at]) or self.known[at] == value, f"twee waarden voor {at}")
            self.known[at] = self.known[at] if value is None else value

    def tie(self, names, least):
        self.sums.add((names[0], frozenset(names[1:])))
        for name in names:
            self.known.setdefault(name)
            self.least[name] = max(least, self.least.get(name, 0))

    def prove(self, at, sign, bound, proof):
        """That sign times the figure is more than the bound: sums, each some times, leave no less."""
        left = {at: Fraction(sign)}
        for times, whole, parts in proof:
            need((whole, frozenset(parts)) in self.sums, "een bewijs telt op wat niet op te tellen is")
            for name in (whole, *parts):
                left[name] = left.get(name, 0) - Fraction(times) * (-1 if name == whole else 1)
        reached = sum(part * self.known[name] for name, part in left.items() if self.known[name] is not None)
        sound = all(part >= 0 for name, part in left.items() if self.known[name] is None)
        need(sound and reached > bound, f"geen bewijs voor {at}")


def check(report, certificate):
    """Raises Refused, with the reason, unless the certificate holds for the published figures."""
    need(digest({k: v for k, v in certificate.items() if k != "hash"}) == certificate["hash"], "veranderd")
    need(digest(report) == certificate["report"], "het certificaat hoort bij een ander rapport")
    reckoning, names = Reckoning([*certificate["earlier"], report]), certificate["figures"]
    known, least, sums = reckoning.known, reckoning.least, reckoning.sums
    need(all(v in (None, 0) or v >= least[at] for at, v in known.items()), "een klein getal is in beeld")
    need({at for at in known if known[at] is None} == {*names}, "het certificaat gaat over andere cijfers")
    witnesses = [known | dict(zip(names, each, strict=True)) for each in certificate["witnesses"]]
    for each in witnesses:
        need(all(type(value) is int and value >= 0 for value in each.values()), "een getuige is geen telling")
        need(all(each[s] == sum(map(each.get, parts)) for s, parts in sums), "een getuige klopt niet")
    for at, (kind, *claim) in zip(names, certificate["claims"], strict=True):
        if kind == "pair":
            nought, full = (witnesses[number][at] for number in claim)
            need(nought == 0 and full >= least[at], f"geen twee getuigen voor {at}")
        else:
            reckoning.prove(at, *((1, least[at] - 1) if kind == "floor" else (-1, -1)), *claim)


if __name__ == "__main__":
    try:
        with open(sys.argv[1], "rb") as pdf, open(sys.argv[2], encoding="utf-8") as certificate:
            check(attached(pdf.read()), json.load(certificate))
    except (ArithmeticError, LookupError, TypeError, ValueError, OSError) as failure:
        sys.exit(f"Niet goed: {failure}")
    print("Goed: uit dit rapport kan niemand bewijzen dat er ook maar één verborgen casus is.")
