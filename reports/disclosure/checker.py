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
from itertools import chain, product


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
    """The sums of a table, each whole before its parts, and its figures by name."""
    unit, total = table["unit"], tuple(table["total_key"] or [table["unit"]])
    rows = [(unit, table["row_name"], label) for label in table["rows"]]
    columns = [(unit, table["column_name"], label) for label in table["columns"]]
    grid = [[(unit, *chain(*sorted([row[1:], column[1:]]))) for column in columns] for row in rows]
    values = {total: table["total"], **dict(zip(rows, table["row_totals"], strict=True))}
    values |= dict(zip(columns, table["column_totals"], strict=True))
    values |= dict(zip(chain(*grid), chain(*table["cells"]), strict=True))
    across = [[total, *columns], *([row, *cells] for row, cells in zip(rows, grid, strict=True))]
    across += [[column, *cells] for column, cells in zip(columns, zip(*grid, strict=True), strict=True)]
    return [[total, *rows], *(across if columns else [])], values


def called(pieces, key):
    return " | ".join((",".join(sorted(pieces)), *key))


class Reckoning:
    """What anybody knows of these reports: figures by name (None: not shown), thresholds and sums.

    Months that the same reports cover are one piece. A reader has figures of each piece, of each report, and
    of what a report has in common with another, or has beside it.
    """

    def __init__(self, reports):
        self.known, self.least, self.sums = {}, {}, set()
        scopes = [report["scope"] for report in reports]
        pieces = {m: "+".join(str(n) for n, scope in enumerate(scopes) if m in scope) for m in chain(*scopes)}
        owns = [frozenset(pieces[month] for month in scope) for scope in scopes]
        apart = {frozenset([piece]) for piece in pieces.values()}
        apart.update(owns, *({own - other, own & other} for own, other in product(owns, owns)))
        for report, own in zip(reports, owns, strict=True):
            self.add(report, own, [period for period in apart if period and period <= own])

    def add(self, report, own, periods):
        tables = [(*read(table), table["threshold"]) for table in report["tables"] if not table["withheld"]]
        sums = [(keys, least) for found, _, least in tables for keys in found]
        sums += [((link["whole"], *link["parts"]), report["threshold"]) for link in report["links"]]
        for period, (keys, least) in product(periods, sums):
            self.tie([called(period, key) for key in keys], least)
            for key in keys if len(period) > 1 else ():
                self.tie([called(period, key), *(called([piece], key) for piece in period)], least)
        for name, value in chain(*(values.items() for _, values, _ in tables)):
            at = called(own, name)
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
