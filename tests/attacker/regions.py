"""Invented regions and what the protector publishes of them: the only module here that knows it."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from unittest import mock

from reports.disclosure import Counts, CountTable, Dimension, Effort, Publication, Relation, publish
from reports.disclosure.safe import SafeTable
from reports.disclosure.tables import Tally, gather
from reports.learning.catalogue import SEGMENT_GROUPS
from tests.reports import sample

from .figures import Report, named, read
from .model import Count, Groups, Months

YEAR = tuple(f"Noord 2026-{month:02}" for month in range(1, 13))
ORGANISATIONS = ("Toegang A", "Toegang B", "Instelling C", "Instelling D", "Instelling E")
WHY, FRAME, PLACE = ("geld", "plek", "regel", "wacht"), ("vrij", "ots", "voogdij"), ("A", "B", "C", "D", "E")
KIND, TRIED = ("geld", "wet", "plek"), ("niets", "iets", "veel")
HELP, MOMENT = ("gezin", "groep", "kliniek", "thuis", "dag"), ("vroeg", "laat")
GROUPS = {"wonen": ("gezin", "groep", "kliniek"), "ambulant": ("thuis", "dag")}
IN_GROUP = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
MUNICIPALITY_THRESHOLD = 10


HALF_YEAR: Months = frozenset(YEAR[:6])


def months(first: int, last: int) -> Months:
    return frozenset(YEAR[first - 1 : last])


@dataclass
class Region:
    """Cases, how they are counted over some months, and what everybody knows about the labels."""

    count: Callable[[Months], Counts]
    organisations: tuple[str, ...] = ORGANISATIONS
    groups: Groups = field(default_factory=dict)
    threshold: int = 5

    def __post_init__(self):
        self._counted: dict[Months, dict] = {}

    def tallies(self, scope: Months) -> dict:
        if scope not in self._counted:
            self._counted[scope] = self.count(scope).by_key()
        return self._counted[scope]

    def truth(self, scope: Months, name) -> int:
        return self.tallies(scope)[name].count

    def sums(self) -> list:
        """What anybody knows of what belongs to what, such as cases that are stuck and cases that are not."""
        relations = self.count(frozenset(YEAR)).relations
        return [(each.link.whole, each.link.parts) for each in relations if not each.between_printed]

    def known_to(self, organisation: str) -> Count:
        return lambda scope, name: self.tallies(scope)[name].shares.get(organisation, 0)

    def publish(
        self,
        *scopes: Months,
        seed: int = 1,
        insiders: bool = False,
        forgets: bool = False,
        after: Sequence = (),
    ) -> list:
        """The reports over these scopes, one after the other, and the certificate of each; ``after`` is what
        this gave before."""
        found: list[tuple[Publication, dict]] = []
        for scope in scopes:
            effort = Effort(chance=random.Random(seed), with_insiders=insiders)
            earlier = () if forgets else [each for each, _ in (*after, *found)]
            found.append(
                publish(
                    self.count,
                    name=f"{min(scope)} - {max(scope)}",
                    scope=scope,
                    threshold=self.threshold,
                    earlier=earlier,
                    effort=effort,
                )
            )
        return found


def as_read(publications: Sequence[Publication]) -> list[Report]:
    """As they come out of the data files."""
    return [as_file(each.as_dict()) for each in publications]


def as_one_report(tables: Sequence[SafeTable], threshold: int = 5) -> list[Report]:
    """Tables that `protect` gave, as they come out of the data file of a report that follows no other."""
    return as_read([Publication("", HALF_YEAR, threshold, tuple(tables))])


def as_file(publication: dict) -> Report:
    return read(json.dumps({"publication": publication}))


@dataclass(frozen=True)
class Case:
    month: str
    who: str
    why: str
    frame: str
    place: str
    tried: str
    # Empty when nothing was stuck.
    kind: str
    signals: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Nature:
    """What a region is like: which tables it publishes (none named: all), how many cases are stuck, how many
    signals a case has at most, and how lopsided everything is."""

    only: tuple[str, ...] = ()
    stuck: float = 0.5
    signals: int = 2
    skew: float = 2.0


class SmallCatalogue:
    """Five tables with all that makes a report hard: shared margins, a subset with its rest, another
    threshold, coarser forms, groups, and signals of which a case has more than one."""

    def __init__(self, seed: int, cases: int, organisations: tuple[str, ...] = ORGANISATIONS, **nature):
        self.nature = Nature(**nature)
        self.chance = random.Random(f"region {seed}")
        self.weights: dict[tuple, list[float]] = {}
        self.cases = [self._case(organisations) for _ in range(cases)]

    def _case(self, organisations) -> Case:
        chance = self.chance
        return Case(
            chance.choice(YEAR),
            chance.choice(organisations),
            *(self._pick(labels) for labels in (WHY, FRAME, PLACE, TRIED)),
            self._pick(KIND) if chance.random() < self.nature.stuck else "",
            tuple(
                (self._pick(HELP), self._pick(MOMENT)) for _ in range(chance.randint(0, self.nature.signals))
            ),
        )

    def _pick(self, labels):
        """Lopsided, as real regions are; each region in its own way."""
        if labels not in self.weights:
            self.weights[labels] = [
                self.chance.random() ** self.nature.skew + 0.1 / self.nature.skew for _ in labels
            ]
        return self.chance.choices(labels, self.weights[labels])[0]

    def __call__(self, scope: Months) -> Counts:
        cases = [
            (case, Tally(1, frozenset([number]), frozenset([case.who]), {case.who: 1}))
            for number, case in enumerate(self.cases)
            if case.month in scope
        ]
        signals = [(signal, tally) for case, tally in cases for signal in case.signals]
        stuck = [(case, tally) for case, tally in cases if case.kind]
        not_stuck = gather(tally for case, tally in cases if not case.kind)
        why = Axis("waarom", WHY, lambda case: case.why)
        frame = Axis("kader", FRAME, lambda case: case.frame)
        place = Axis("gemeente", PLACE, lambda case: case.place)
        kind = Axis("soort", KIND, lambda case: case.kind)
        help_ = Axis("hulp", HELP, lambda signal: signal[0])
        group = Axis("groep", tuple(GROUPS), lambda signal: IN_GROUP[signal[0]])
        moment = Axis("moment", MOMENT, lambda signal: signal[1])
        stuck_here = ("casussen", "vast", "ja")
        by_place = _table("place", "casussen", cases, place, frame, threshold=MUNICIPALITY_THRESHOLD)
        kinds = _table("kind", "vastgelopen casussen", stuck, kind, total_key=stuck_here)
        helped, grouped = (_table("help", "signalen", signals, axis, moment) for axis in (help_, group))
        tables = (
            replace(
                _table("why", "casussen", cases, why, frame), coarser=_table("why", "casussen", cases, why)
            ),
            replace(
                by_place, coarser=_table("place", "casussen", cases, place, threshold=by_place.threshold)
            ),
            kinds,
            replace(helped, coarser=grouped),
        )
        only = self.nature.only
        tables = tuple(table for table in tables if not only or table.key in only)
        parts = ((stuck_here, kinds.total), (("casussen", "vast", "nee"), not_stuck))
        return Counts(tables, (Relation(("casussen",), parts), *_made_of(dict(helped.tallies()))))


@dataclass(frozen=True)
class Axis:
    name: str
    labels: tuple[str, ...]
    of: Callable


ALL = Axis("", ("",), lambda item: "")


def _table(key, unit, items, rows: Axis, columns: Axis = ALL, **named) -> CountTable:
    counted: dict[tuple, list[Tally]] = {}
    for item, tally in items:
        counted.setdefault((rows.of(item), columns.of(item)), []).append(tally)
    return CountTable(
        key=key,
        title=f"Tabel {key}",
        unit=unit,
        rows=Dimension(rows.name, rows.labels),
        columns=None if columns is ALL else Dimension(columns.name, columns.labels),
        cells=tuple(tuple(gather(counted.get((i, j), ())) for j in columns.labels) for i in rows.labels),
        **named,
    )


def _made_of(fine: dict) -> list[Relation]:
    """Groups of help as sums of the kinds of help in them, in all and for each moment."""
    pairs = [(), *((("moment", moment),) for moment in MOMENT)]
    return [
        Relation(
            named("signalen", ("groep", group), *pair),
            tuple(
                (name, fine[name]) for name in (named("signalen", ("hulp", each), *pair) for each in kinds)
            ),
            between_printed=True,
        )
        for group, kinds in GROUPS.items()
        for pair in pairs
    ]


def small(
    seed: int, cases: int | None = None, organisations: tuple[str, ...] = ORGANISATIONS, **nature
) -> Region:
    """A region with the small catalogue; see Nature for the rest."""
    cases = cases or random.Random(seed).choice((40, 70, 100, 150))
    groups = {("groep", group): tuple(("hulp", kind) for kind in kinds) for group, kinds in GROUPS.items()}
    return Region(SmallCatalogue(seed, cases, organisations, **nature), organisations, groups)


def real(seed: int, cases: int | None = None) -> Region:
    """A region with the catalogue of the product; its cases are of the first half of the year."""
    cases = cases or random.Random(seed).choice((40, 80, 120, 160))
    records = sample.records(cases, seed=seed)
    counting = _counting(records)
    by_name = {YEAR[number]: f"{records[0].region} 2026-{number + 1:02}" for number in range(len(YEAR))}

    def count(scope: Months) -> Counts:
        return counting(frozenset(by_name[month] for month in scope))

    organisations = tuple(sorted({record.organisation for record in records}))
    return Region(count, organisations, _groups_of(count(frozenset(YEAR))))


class _Counting(Exception):
    """Carries the count function of a report out of the product."""


def _counting(records) -> Callable[[Months], Counts]:
    def instead(count, **named):
        raise _Counting(count)

    try:
        with mock.patch("reports.learning.content.publish", instead):
            sample.half_year(records)
    except _Counting as caught:
        return caught.args[0]
    raise AssertionError("the product counts in another way")


def _groups_of(counts: Counts) -> Groups:
    """Which labels make a group: what the product says itself, and what the names of the tables tell."""
    found = {("groep van hulp", group): () for group in SEGMENT_GROUPS.values()}
    for kind, group in SEGMENT_GROUPS.items():
        if kind in sample.LABELS.segments:
            found["groep van hulp", group] += (("soort hulp", kind),)
    for relation in counts.relations:
        if relation.between_printed and len(relation.whole) == 3:
            found[relation.whole[1:]] = tuple(key[1:] for key, _ in relation.parts)
    return found
