"""Ways in which the protector, the certificate or the data file could give a case away."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from random import Random
from unittest import mock

from reports.disclosure import Counts, Effort, Publication, protect, publish
from reports.disclosure import layout as layout_module
from reports.disclosure import primary as primary_module
from reports.disclosure import suppress as suppress_module
from reports.disclosure.attack import DOWN, UP
from reports.disclosure.certificate import seal

from .regions import ORGANISATIONS, Region, months, small

HALF, YEAR = months(1, 6), months(1, 12)


@dataclass(frozen=True)
class Setting:
    """What a mutant is tried on: some tables of some regions, and reports one after the other."""

    only: tuple[str, ...] = ("why",)
    scopes: tuple = (HALF,)
    cases: int = 60
    insiders: bool = False
    organisations: int = 5
    nature: tuple = ()

    def region(self, seed: int) -> Region:
        return small(
            seed, self.cases, ORGANISATIONS[: self.organisations], only=self.only, **dict(self.nature)
        )


ONE = Setting()
DENSE = Setting(cases=90)
CHAIN = Setting(scopes=(HALF, YEAR), cases=90)
OVERLAP = Setting(scopes=(HALF, months(4, 9)), cases=90)
HALVES_AND_YEAR = Setting(scopes=(HALF, months(7, 12), YEAR), cases=90)
RUNNING = Setting(scopes=(months(1, 3), months(1, 6), months(1, 9)), cases=110)
INSIDE = Setting(insiders=True, organisations=3, cases=70)
FEW_ORGANISATIONS = Setting(organisations=3, cases=80)
SIGNALS = Setting(only=("help",), nature=(("signals", 6),), cases=20)
GROUPED = Setting(only=("help",), scopes=(HALF, YEAR), cases=110)
MOST_STUCK = Setting(only=("why", "kind"), cases=100, nature=(("stuck", 0.94),))


def _changed(name: str, change: Callable):
    """The same method, with its answer changed."""
    original = getattr(suppress_module._Component, name)
    return mock.patch.object(
        suppress_module._Component, name, lambda self, *given: change(list(original(self, *given)))
    )


def _method(name: str, instead: Callable):
    return mock.patch.object(suppress_module._Component, name, instead)


def _in_primary(name: str, instead: Callable):
    return mock.patch.object(primary_module, name, instead)


def _in_protect(name: str, instead: Callable):
    return mock.patch(f"reports.disclosure.protect.{name}", instead)


def _in_layout(name: str, instead: Callable):
    return mock.patch.object(layout_module, name, instead)


too_small, primary = primary_module.too_small, primary_module.primary

# Where a fault shows first, if not in the first region.
SHOWS_IN = {
    "group and kinds apart": 11,
    "differences forgotten": 10,
    "two organisations are enough": 5,
    "organisations do not matter": 5,
    "only the last report": 1,
}

# A fault in the protector, where it shows, and how to make it.
PROTECTOR: list[tuple[str, Setting, Callable]] = [
    ("nothing is small", ONE, lambda: _in_protect("primary", lambda system, **_: set())),
    ("threshold one lower", DENSE, lambda: _in_primary("too_small", lambda t, k: too_small(t, k - 1))),
    ("threshold of two", ONE, lambda: _in_primary("too_small", lambda t, k: too_small(t, 2))),
    ("signals counted, not cases", SIGNALS, lambda: _in_primary("too_small", _by_count)),
    ("two organisations are enough", FEW_ORGANISATIONS, lambda: _in_primary("MIN_ORGANISATIONS", 2)),
    (
        "organisations do not matter",
        FEW_ORGANISATIONS,
        lambda: _in_primary("too_few_organisations", lambda tally: False),
    ),
    ("nothing hidden for another", ONE, lambda: _in_protect("suppress", lambda system, small, *_: small)),
    ("two in a line are enough", ONE, lambda: _method("_weaknesses", lambda self, hidden: iter(()))),
    ("only upward", CHAIN, lambda: _changed("_targets", lambda all_: [t for t in all_ if t.direction == UP])),
    (
        "only downward",
        ONE,
        lambda: _changed("_targets", lambda all_: [t for t in all_ if t.direction == DOWN]),
    ),
    ("reach one less", ONE, lambda: _changed("_targets", lambda all_: [_less(t, 1) for t in all_])),
    ("reach half", ONE, lambda: _changed("_targets", lambda all_: [_less(t, t.reach // 2) for t in all_])),
    ("first proposal is last", ONE, lambda: _first_is_last()),
    ("relations forgotten", MOST_STUCK, lambda: _counts(lambda counts: replace(counts, relations=()))),
    ("region's threshold for municipalities", Setting(("place",)), lambda: _no_threshold()),
    ("small tables published", Setting(cases=5), lambda: _in_protect("publishable_total", lambda *_: True)),
    ("earlier report forgotten", CHAIN, lambda: _in_protect("related", lambda scope, earlier: ())),
    ("overlap forgotten", OVERLAP, lambda: _in_protect("related", lambda scope, earlier: ())),
    (
        "only the last report",
        HALVES_AND_YEAR,
        lambda: _in_protect("related", lambda scope, earlier: earlier[-1:]),
    ),
    (
        "only the first report",
        HALVES_AND_YEAR,
        lambda: _in_protect("related", lambda scope, earlier: earlier[:1]),
    ),
    ("differences forgotten", RUNNING, lambda: _in_layout("told_apart", _pieces_and_reports)),
    ("group and kinds apart", GROUPED, lambda: _groups_apart()),
    ("insiders forgotten", INSIDE, lambda: _method("_insiders", lambda self: {})),
    ("insider's part forgotten", INSIDE, lambda: _in_primary("insiders", lambda tally, threshold: [])),
]


@contextmanager
def _first_is_last():
    last = _method("_in_a_hurry", lambda self, hidden: _positions(hidden))
    with mock.patch.object(suppress_module, "MAX_ROUNDS", 1), last:
        yield


def _pieces_and_reports(owns):
    return list(dict.fromkeys([*(frozenset([piece]) for own in owns for piece in sorted(own)), *owns]))


def _groups_apart():
    def instead(self, beside=frozenset()):
        return tuple(link for link in self.links if not link.between_printed and link.whole in self.printed)

    return mock.patch.object(layout_module.Form, "links_in_sight", instead)


def _by_count(tally, threshold):
    return 0 < tally.count < threshold


def _less(target, less):
    return replace(target, reach=max(target.reach - less, 0))


def _positions(hidden):
    return {position for position, value in enumerate(hidden) if value}


def _counts(change: Callable[[Counts], Counts]):
    def instead(count, **named):
        return publish(lambda scope: change(count(scope)), **named)

    return mock.patch("tests.attacker.regions.publish", instead)


def _no_threshold():
    return mock.patch("tests.attacker.regions.MUNICIPALITY_THRESHOLD", None)


def published(setting: Setting, seed: int, fault: Callable | None = None) -> list[Publication]:
    """What comes out, with or without a fault; a faulty protector is not stopped by its certificate."""
    with ExitStack() as stack:
        if fault:
            stack.enter_context(fault())
            stack.enter_context(mock.patch("reports.disclosure.protect.certify", lambda publications: {}))
        region = setting.region(seed)
        return [each for each, _ in region.publish(*setting.scopes, seed=seed, insiders=setting.insiders)]


# Draws that tell something.
class Never:
    """No draw at all."""

    def random(self):
        return 0.0


class Fixed(Random):
    """A draw that anybody can repeat."""

    def __init__(self):
        super().__init__(1)


def draws(chances: Callable[[int], object], table, times: int = 12) -> list[frozenset]:
    """Which rows are hidden, each time again."""
    found = []
    for number in range(times):
        (safe,) = protect([table], effort=Effort(chance=chances(number)))
        found.append(frozenset(label for label, value in safe.by_row().items() if value is None))
    return found


# What a certificate might tell beside what the report tells; `small` are the names of the small figures.
def _reordered(certificate, key):
    order = sorted(range(len(certificate["figures"])), key=lambda n: (key(certificate["figures"][n]), n))
    for field in ("figures", "claims"):
        certificate[field] = [certificate[field][n] for n in order]
    certificate["witnesses"] = [[each[n] for n in order] for each in certificate["witnesses"]]


def _only(certificate, names):
    keep = [n for n, name in enumerate(certificate["figures"]) if name in names]
    for field in ("figures", "claims"):
        certificate[field] = [certificate[field][n] for n in keep]
    certificate["witnesses"] = [[each[n] for n in keep] for each in certificate["witnesses"]]


def _first_is_small(certificate, small_):
    """Small figures get the first witnesses that will do, or the last where they have the first already."""
    for n, name in enumerate(certificate["figures"]):
        if name in small_:
            values = [witness[n] for witness in certificate["witnesses"]]
            noughts = [k for k, value in enumerate(values) if value == 0]
            full = [k for k, value in enumerate(values) if value >= 5]
            first, last = ["pair", noughts[0], full[0]], ["pair", noughts[-1], full[-1]]
            certificate["claims"][n] = last if certificate["claims"][n] == first else first


def _own_witness(certificate, small_):
    """Small figures get a witness that nobody else has."""
    for n, name in enumerate(certificate["figures"]):
        if name in small_ and certificate["claims"][n][0] == "pair":
            nought = certificate["claims"][n][1]
            certificate["witnesses"].append(list(certificate["witnesses"][nought]))
            certificate["claims"][n][1] = len(certificate["witnesses"]) - 1


def _renamed(certificate, small_):
    certificate["figures"] = [n + (" *" if n in small_ else "") for n in certificate["figures"]]


def _claim(certificate, small_, claim):
    n = next(n for n, name in enumerate(certificate["figures"]) if name in small_)
    certificate["claims"][n] = claim


def _longer(certificate, small_):
    n = next(n for n, name in enumerate(certificate["figures"]) if name in small_)
    certificate["claims"][n].append("klein")


def _decimals(certificate, small_):
    n = next(n for n, name in enumerate(certificate["figures"]) if name in small_)
    for witness in certificate["witnesses"]:
        witness[n] = float(witness[n])


CERTIFICATE: list[tuple[str, Callable]] = [
    ("only small figures", lambda c, s, truth: _only(c, s)),
    ("only figures hidden for another", lambda c, s, truth: _only(c, set(c["figures"]) - s)),
    ("small figures first", lambda c, s, truth: _reordered(c, lambda name: name not in s)),
    ("small figures last", lambda c, s, truth: _reordered(c, lambda name: name in s)),
    ("in order of true value", lambda c, s, truth: _reordered(c, lambda name: truth[name])),
    ("a list of small figures", lambda c, s, truth: c.update(small=sorted(s))),
    ("the number of small figures", lambda c, s, truth: c.update(small=len(s))),
    ("the number in the criterion", lambda c, s, truth: c.update(criterion=f"{c['criterion']} ({len(s)})")),
    ("the number as format", lambda c, s, truth: c.update(format=len(s))),
    ("small figures marked", lambda c, s, truth: _renamed(c, s)),
    ("the truth as a witness", lambda c, s, truth: c["witnesses"].append([truth[n] for n in c["figures"]])),
    ("the truth as first witness", lambda c, s, truth: _truth_first(c, truth)),
    ("first witnesses for small figures", lambda c, s, truth: _first_is_small(c, s)),
    ("a witness of their own for small figures", lambda c, s, truth: _own_witness(c, s)),
    ("a longer claim for a small figure", lambda c, s, truth: _longer(c, s)),
    ("a claim of another kind", lambda c, s, truth: _claim(c, s, ["nought", []])),
    ("small figures as decimals", lambda c, s, truth: _decimals(c, s)),
    ("earlier reports left out", lambda c, s, truth: c.update(earlier=[])),
]


def _truth_first(certificate, truth):
    certificate["witnesses"].insert(0, [truth[name] for name in certificate["figures"]])
    certificate["claims"] = [
        [k, *(n + 1 for n in c)] if k == "pair" else [k, *c] for k, *c in certificate["claims"]
    ]


def resealed(certificate: dict) -> dict:
    return certificate | {"hash": seal(certificate)}


# What a data file might say of a hidden figure: `show(value)` puts it in the place of the figure.
SHOWN: list[tuple[str, Callable]] = [
    ("the true figure", lambda value: value),
    ("rounded to five", lambda value: 5 * round(value / 5)),
    ("with a decimal", lambda value: value + 0.5),
    ("as text", str),
    ("a little more", lambda value: value + 1),
]


def places(table: dict) -> Iterator[tuple]:
    """Where hidden figures stand in a table of a data file."""
    if table["total"] is None and not table["withheld"]:
        yield ("total",)
    for field in ("row_totals", "column_totals"):
        yield from ((field, n) for n, value in enumerate(table[field]) if value is None)
    for i, row in enumerate(table["cells"]):
        yield from (("cells", i, j) for j, value in enumerate(row) if value is None)


# What a data file might tell beside figures, of a publication with this number of small figures.
TOLD: list[tuple[str, Callable]] = [
    ("hidden figures counted", lambda p, n: p.update(hidden=n)),
    ("hidden figures counted in a table", lambda p, n: p["tables"][0].update(hidden=n)),
    ("hidden figures counted in a title", lambda p, n: _add(p["tables"][0], "title", f" ({n} verborgen)")),
    (
        "hidden figures counted in a note",
        lambda p, n: _add(p["tables"][0], "note", f" {n} keer niet getoond."),
    ),
    ("counted in words", lambda p, n: _add(p["tables"][0], "note", " Drie keer niet getoond.")),
    ("small figures counted in a unit", lambda p, n: _add(p["tables"][0], "unit", f" ({n} kleine)")),
    ("small figures counted in the name", lambda p, n: _add(p, "name", f" ({n})")),
    ("another threshold", lambda p, n: p.update(threshold=3)),
    ("a month left out of the scope", lambda p, n: p["scope"].pop()),
]


def _add(thing: dict, field: str, text: str) -> None:
    thing[field] += text
