"""From records to the count tables of the catalogue, and everything a reader can add up across them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, product

from reports.disclosure import Counts
from reports.disclosure.shape import Key, Link
from reports.disclosure.tables import CountTable, Relation, Tally

from .catalogue import CATALOGUE, DIMENSIONS, SIGNAL_KINDS, Form, Groups, Table
from .counting import Axis, Facts
from .facts import Labels, RecordFact


class Tables:
    """The count tables of one report, and the sums across them."""

    def __init__(self, records: Iterable[RecordFact], labels: Labels):
        self.axes = axes(labels)
        self.deviating = labels.deviating
        self.facts = _facts(records)
        outcome = self.axes["outcome"]
        self.facts["deviations"] = self.facts["recommendations"].where(
            "afwijkingen van het advies",
            ("aanbevelingen", "reden", "gegeven"),
            lambda item: outcome.of(item) in self.deviating,
        )

    def counts(self) -> Counts:
        ladders = [self._ladder(table) for table in CATALOGUE]
        counted = {key: tally for ladder in ladders for each in ladder for key, tally in each.tallies()}
        groups = (self._groups(table, counted) for table in CATALOGUE)
        return Counts(
            tuple(_as_one(ladder) for ladder in ladders),
            (*self._relations(), *(relation for found in groups for relation in found.values())),
        )

    def _ladder(self, table: Table) -> list[CountTable]:
        found, title = [], ""
        for form in self._forms(table):
            title = form.title or title
            found.append(
                self.facts[table.counts].table(
                    table.key,
                    title,
                    self.axes[form.rows],
                    self.axes[form.columns] if form.columns else None,
                    note=form.note,
                    threshold=form.threshold,
                    for_its_margins=form.for_its_margins,
                )
            )
        return found

    def _forms(self, table: Table) -> Iterator[Form]:
        """The forms that can be made: a region need not be divided in subregions."""
        return (form for form in table.forms if {form.rows, form.columns or form.rows} <= self.axes.keys())

    def _relations(self) -> Iterator[Relation]:
        """Sums across tables: a subset and what is left of the whole, and the kinds of signals together."""
        facts = self.facts
        yield _subset(facts["cases"], facts["stuck"], lambda record: not record.impasse_kind)
        yield from self._deviations()
        kinds = [facts[kind] for kind in SIGNAL_KINDS]
        yield Relation((facts["signals"].unit,), tuple((each.total_key, each.total) for each in kinds))

    def _deviations(self) -> Iterator[Relation]:
        """Deviations are a part of all recommendations, and the outcomes that deviate add up to them.

        Always the same sums, whatever was counted: a sum that stood there only when somebody deviated would
        tell that somebody did.
        """
        outcome, whole, part = self.axes["outcome"], self.facts["recommendations"], self.facts["deviations"]
        yield _subset(whole, part, lambda item: outcome.of(item) not in self.deviating)
        yield Relation(
            part.total_key,
            tuple(
                (
                    (whole.unit, outcome.dimension.name, label),
                    whole.where("", (), lambda item, label=label: outcome.of(item) == label).total,
                )
                for label in self.deviating
            ),
        )

    def _groups(self, table: Table, counted: Mapping[Key, Tally]) -> dict[Link, Relation]:
        """What each group consists of: one report may print the groups, and another what is in them."""
        unit, found = self.facts[table.counts].unit, {}
        for form in self._forms(table):
            lines = [self.axes[name] for name in (form.rows, form.columns) if name]
            for tied in (lines[:1], lines[1:], lines):
                found |= {each.link: each for each in _made_of(unit, tied, counted)}
        return found


def under_old_names(counts: Counts, renamed: Mapping[tuple[str, str], str]) -> Counts:
    """The same counts, with each figure of a renamed label also under the names that earlier reports gave it.

    `renamed` is (dimension, old label) to new label. That both names are one figure is a sum like any other,
    so reports before and after the change are protected together.
    """
    if not renamed:
        return counts
    again = [
        Relation(key, ((before, tally),), between_printed=True)
        for key, tally in counts.by_key().items()
        for before in _other_names(key, renamed)
    ]
    return Counts(counts.tables, (*counts.relations, *again))


def _other_names(key: Key, renamed: Mapping[tuple[str, str], str]) -> set[Key]:
    """What a figure may be called in earlier reports."""
    unit, *rest = key
    names = [
        [
            (dimension, label),
            *((each, old) for (each, old), new in renamed.items() if (each, new) == (dimension, label)),
        ]
        for dimension, label in zip(rest[::2], rest[1::2], strict=False)
    ]
    return {_key(unit, pairs) for pairs in product(*names)} - {key} if len(rest) % 2 == 0 else set()


def axes(labels: Labels) -> dict[str, Axis]:
    """The dimensions of the catalogue with the labels of a region; without those that it does not have."""
    found: dict[str, Axis] = {}
    for name, each in DIMENSIONS.items():
        if not isinstance(each, Groups):
            found[name] = Axis(each.name, each.read, each.labels(labels), each.rest)
        elif groups := each.of(labels):
            found[name] = found[each.finer].grouped(each.name, groups, each.rest)
    return found


def _facts(records: Iterable[RecordFact]) -> dict[str, Facts]:
    """Everything that tables of the catalogue count, by the name that they call it."""
    cases, recommendations, signals = Facts("casussen"), Facts("aanbevelingen"), Facts("signalen")
    for case, record in enumerate(records):
        cases.add(record, case, record.organisation)
        for recommendation in record.recommendations:
            recommendations.add(recommendation, case, record.organisation)
        for signal in record.signals:
            if signal.kind not in SIGNAL_KINDS:
                raise ValueError(f"unknown kind of signal: {signal.kind!r}")
            signals.add(signal, case, record.organisation)
    found = {"cases": cases, "recommendations": recommendations, "signals": signals}
    found["stuck"] = cases.where(
        "casussen met een impasse", ("casussen", "impasse", "ja"), lambda record: record.impasse_kind
    )
    for kind, label in SIGNAL_KINDS.items():
        found[kind] = signals.where(
            f"signalen over {label}",
            ("signalen", DIMENSIONS["kind"].name, label),
            lambda item, kind=kind: item.kind == kind,
        )
    return found


def _as_one(ladder: list[CountTable]) -> CountTable:
    """The first table, with each next one as what to publish when too little can be shown."""
    coarser = None
    for each in reversed(ladder):
        coarser = replace(each, coarser=coarser)
    return coarser


def _made_of(unit: str, lines: list[Axis], counted: Mapping[Key, Tally]) -> Iterator[Relation]:
    """The figures over these axes as sums of finer ones, as far as those are ever printed."""
    for finer in product(*([False, True] if line.finer else [False] for line in lines)):
        for labels in product(*(line.dimension.labels for line in lines)) if any(finer) else ():
            whole = [(line.dimension.name, label) for line, label in zip(lines, labels, strict=True)]
            parts = product(*map(_parts, lines, labels, finer))
            keys = [_key(unit, part) for part in parts]
            if all(key in counted for key in keys) and keys != [_key(unit, whole)]:
                yield Relation(_key(unit, whole), tuple((key, counted[key]) for key in keys), True)


def _parts(line: Axis, label: str, finer: bool) -> list[tuple[str, str]]:
    if not finer:
        return [(line.dimension.name, label)]
    return [(line.finer.dimension.name, part) for part in line.parts[label]]


def _key(unit: str, pairs: Iterable[tuple[str, str]]) -> Key:
    return (unit, *chain(*sorted(pairs)))


def _subset(whole: Facts, part: Facts, is_rest) -> Relation:
    rest = whole.where("", (*part.total_key, "rest"), is_rest)
    return Relation((whole.unit,), ((part.total_key, part.total), (rest.total_key, rest.total)))
