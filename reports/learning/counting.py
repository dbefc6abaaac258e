"""From things to count tables: the things behind a figure, and the dimensions they are counted over."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reports.disclosure import CountTable, Dimension
from reports.disclosure.tables import Tally, gather

OTHER = "anders of onbekend"


@dataclass
class Facts:
    """Things to count in one unit: each with the case and organisation behind it."""

    unit: str
    total_key: tuple[str, ...] | None = None
    items: list[tuple[object, Tally]] = field(default_factory=list)

    def add(self, item, case: int, organisation: str) -> None:
        self.items.append((item, Tally(1, frozenset([case]), frozenset([organisation]), {organisation: 1})))

    def where(self, unit: str, total_key: tuple[str, ...], condition) -> "Facts":
        """The facts that meet a condition, as a unit of their own whose total is `total_key`."""
        return Facts(unit, total_key, [pair for pair in self.items if condition(pair[0])])

    @property
    def total(self) -> Tally:
        return gather(tally for _, tally in self.items)

    def table(self, key: str, title: str, rows: "Axis", columns: "Axis | None" = None, **extra) -> CountTable:
        """Count the facts over one or two axes."""
        counts: dict[tuple[str, str], list[Tally]] = defaultdict(list)
        for item, tally in self.items:
            counts[rows.of(item), columns.of(item) if columns else ""].append(tally)
        across = columns.dimension.labels if columns else ("",)
        return CountTable(
            key=key,
            title=title,
            unit=self.unit,
            total_key=self.total_key,
            rows=rows.dimension,
            columns=columns.dimension if columns else None,
            cells=tuple(
                tuple(gather(counts[row, column]) for column in across) for row in rows.dimension.labels
            ),
            **extra,
        )


class Axis:
    """A dimension and how it is read from an item; labels outside the list fall under `rest`."""

    def __init__(self, name: str, read: Callable, labels: Sequence[str], rest: str = OTHER):
        self.read, self.rest = read, rest
        self.dimension = Dimension(name, (*[label for label in labels if label != rest], rest))
        self.known = frozenset(self.dimension.labels)
        # What each label is made of in a finer axis; nothing for an axis that is no grouping.
        self.parts: dict[str, list[str]] = {}
        self.finer: Axis | None = None

    def of(self, item) -> str:
        label = str(self.read(item) or "").strip()
        return label if label in self.known else self.rest

    def grouped(self, name: str, groups: Mapping[str, str], rest: str) -> "Axis":
        """The same axis with its labels put together; a label without a group falls under `rest`."""
        group_of = {label: groups.get(label, rest) for label in self.dimension.labels}
        labels = dict.fromkeys(group_of.values())
        coarser = Axis(name, lambda item: group_of[self.of(item)], [*labels], [*labels][-1])
        coarser.finer = self
        for label, group in group_of.items():
            coarser.parts.setdefault(group, []).append(label)
        return coarser
