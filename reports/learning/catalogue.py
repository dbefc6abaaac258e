"""The tables of a learning report: a fixed list, so that nobody asks for one case by asking for a table."""

from collections.abc import Iterable
from dataclasses import replace

from reports.disclosure import Counts
from reports.disclosure.tables import CountTable, Relation, drop_columns, drop_rows, merge_rows

from .counting import OTHER, Axis, Facts
from .facts import BOTTLENECK, EARLIER, MISSING, Labels, RecordFact

MUNICIPALITY_THRESHOLD = 10
NO_ANSWER = "niet beantwoord"
MOMENT = "moment in de keten"
NOT_KNOWN_YET = "nog niet bekend"
SIGNAL_KINDS = {EARLIER: "eerder inzetten", MISSING: "ontbrekend aanbod", BOTTLENECK: "een knelpunt"}
ADVICE_COARSER = "Voor elke soort hulp apart zijn de aantallen te klein om veilig te tonen."

# Kinds of help that are told together when there are too few of each.
SEGMENT_GROUPS = {
    "Opname vervangende behandeling": "Behandeling met verblijf",
    "Behandeling met verblijf": "Behandeling met verblijf",
    "JeugdzorgPlus": "Behandeling met verblijf",
    "Wonen: pleegzorg": "Wonen",
    "Wonen: gezinshuis": "Wonen",
    "Wonen: kleinschalige woonleefgroep": "Wonen",
    "Ambulant duurzaam": "Ambulante hulp en dagbehandeling",
    "Ambulant perspectief": "Ambulante hulp en dagbehandeling",
    "Ambulante GGZ": "Ambulante hulp en dagbehandeling",
    "Vaktherapie": "Ambulante hulp en dagbehandeling",
    "Dagbesteding en dagbehandeling": "Ambulante hulp en dagbehandeling",
}
OTHER_GROUP = "Andere hulp"


class Catalogue:
    """The count tables of one report and what a reader can add up across them."""

    def __init__(self, records: Iterable[RecordFact], labels: Labels):
        self.labels = labels
        self.cases = Facts("casussen")
        self.recommendations = Facts("aanbevelingen")
        self.signals = Facts("signalen")
        for case, record in enumerate(records):
            self.cases.add(record, case, record.organisation)
            for recommendation in record.recommendations:
                self.recommendations.add(recommendation, case, record.organisation)
            for signal in record.signals:
                if signal.kind not in SIGNAL_KINDS:
                    raise ValueError(f"unknown kind of signal: {signal.kind!r}")
                self.signals.add(signal, case, record.organisation)
        self.stuck = self.cases.where(
            "casussen met een impasse", ("casussen", "impasse", "ja"), lambda record: record.impasse_kind
        )
        self.deviations = self.recommendations.where(
            "afwijkingen van het advies", ("aanbevelingen", "reden", "gegeven"), lambda item: item.reason
        )
        self.by_kind = {
            kind: self.signals.where(
                f"signalen over {label}",
                ("signalen", "soort", label),
                lambda item, kind=kind: item.kind == kind,
            )
            for kind, label in SIGNAL_KINDS.items()
        }

    def counts(self) -> Counts:
        return Counts(tuple(self._tables()), tuple(self._relations()))

    def _tables(self) -> list[CountTable]:
        return [*self._about_cases(), *self._about_advice(), *self._about_impasses(), *self._about_signals()]

    def _relations(self) -> list[Relation]:
        """Sums across tables: a subset and what is left of the whole, and the kinds of signals together."""
        return [
            _subset(self.cases, self.stuck, lambda record: not record.impasse_kind),
            _subset(self.recommendations, self.deviations, lambda item: not item.reason),
            *self._reasons_per_outcome(),
            Relation(
                (self.signals.unit,), tuple((part.total_key, part.total) for part in self.by_kind.values())
            ),
        ]

    def _about_cases(self) -> list[CountTable]:
        labels, cases = self.labels, self.cases
        why = Axis("waarom de hulp vastliep", "why_stuck", labels.why_stuck)
        frame = Axis("juridisch kader", "legal_frame", labels.legal_frames)
        municipality = Axis("gemeente", "municipality", labels.municipalities)
        waiting = Axis("doorlooptijd", "waiting_band", labels.waiting_bands)
        by_frame = cases.table("why-stuck", "Waarom de hulp vastliep, per juridisch kader", why, frame)
        return [
            _with_coarser(
                by_frame,
                drop_columns(
                    by_frame,
                    title="Waarom de hulp vastliep",
                    note="Per juridisch kader zijn de aantallen te klein om veilig te tonen.",
                ),
            ),
            cases.table(
                "municipality", "Casussen per gemeente", municipality, threshold=MUNICIPALITY_THRESHOLD
            ),
            cases.table("waiting", "Hoe lang het duurde tot er een advies of een plek was", waiting),
        ]

    def _about_advice(self) -> list[CountTable]:
        labels = self.labels
        outcome = Axis("opvolging", "outcome", labels.outcomes, rest=NO_ANSWER)
        segment = Axis("soort hulp", "segment", labels.segments)
        title = "Is het advies na zes maanden opgevolgd?"
        table = self.recommendations.table("advice", title, segment, outcome)
        reason = Axis("reden", "reason", labels.reasons)
        return [
            _with_coarser(
                table,
                _grouped(table, note=ADVICE_COARSER),
                drop_rows(table, note="Per soort hulp zijn de aantallen te klein om veilig te tonen."),
            ),
            self.deviations.table("deviations", "Waarom van het advies is afgeweken", reason),
        ]

    def _about_impasses(self) -> list[CountTable]:
        labels = self.labels
        kind = Axis("soort impasse", "impasse_kind", labels.impasse_kinds)
        level = Axis("niveau", "impasse_level", labels.impasse_levels)
        prevented = Axis(
            "plaatsing voorkomen", "placement_prevented", labels.placement_prevented, rest=NOT_KNOWN_YET
        )
        table = self.stuck.table("impasses", "Waardoor een casus vastzat, en op welk niveau", kind, level)
        simple = drop_columns(
            table,
            title="Waardoor een casus vastzat",
            note="Per niveau zijn de aantallen te klein om veilig te tonen.",
        )
        return [
            _with_coarser(table, simple),
            self.cases.table("placements", "Is een plaatsing buiten het gezin voorkomen?", prevented),
        ]

    def _about_signals(self) -> list[CountTable]:
        labels = self.labels
        segment = Axis("soort hulp", "segment", labels.segments)
        moment = Axis(MOMENT, "moment", labels.moments)
        bottleneck = Axis("knelpunt", "bottleneck", labels.bottlenecks)
        addressee = Axis("voor wie", "addressee", labels.addressees)
        earlier = self.by_kind[EARLIER].table(
            "earlier", "Wat eerder ingezet had moeten worden, en wanneer", segment, moment
        )
        missing = self.by_kind[MISSING].table("missing", "Welke hulp ontbrak", segment)
        simple = drop_rows(
            earlier,
            title="Op welk moment eerder hulp nodig was",
            note="Per soort hulp zijn de aantallen te klein om veilig te tonen.",
        )
        return [
            _with_coarser(earlier, _grouped(earlier, note=ADVICE_COARSER), simple),
            _with_coarser(missing, _grouped(missing, note=ADVICE_COARSER)),
            self.by_kind[BOTTLENECK].table("bottlenecks", "Knelpunten in de keten", bottleneck),
            self.signals.table("addressees", "Voor wie de leersignalen bedoeld zijn", addressee),
        ]

    def _reasons_per_outcome(self) -> Iterable[Relation]:
        """When exactly certain outcomes carry a reason, their totals add up to the number of reasons."""
        outcome = Axis("opvolging", "outcome", self.labels.outcomes, rest=NO_ANSWER)
        reasoned = {outcome.of(item) for item, _ in self.recommendations.items if item.reason}
        bare = {outcome.of(item) for item, _ in self.recommendations.items if not item.reason}
        if not reasoned or reasoned & bare:
            return
        parts = tuple(
            (
                (self.recommendations.unit, outcome.dimension.name, label),
                self.recommendations.where("", (), lambda item, label=label: outcome.of(item) == label).total,
            )
            for label in sorted(reasoned)
        )
        yield Relation(self.deviations.total_key, parts)


def _with_coarser(*ladder: CountTable) -> CountTable:
    """The first table, with each next one as what to publish when too little can be shown."""
    finest, *rest = ladder
    return replace(finest, coarser=_with_coarser(*rest)) if rest else finest


def _grouped(table: CountTable, **changes) -> CountTable:
    groups = {
        label: OTHER if label == OTHER else SEGMENT_GROUPS.get(label, OTHER_GROUP)
        for label in table.rows.labels
    }
    return merge_rows(table, "groep van hulp", groups, **changes)


def _subset(whole: Facts, part: Facts, is_rest) -> Relation:
    rest = whole.where("", (*part.total_key, "rest"), is_rest)
    return Relation((whole.unit,), ((part.total_key, part.total), (rest.total_key, rest.total)))
