"""What stands in a published report, as anybody may know it; nothing here comes from beside the report."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from .layout import Form, Scope
from .safe import SafeTable, Shown
from .shape import Key, Link


@dataclass(frozen=True)
class Publication:
    """The protected tables of one report, what they cover, and the sums across them."""

    name: str
    scope: Scope
    threshold: int
    tables: tuple[SafeTable, ...]
    links: tuple[Link, ...] = ()

    @property
    def form(self) -> Form:
        shapes = tuple(table.shape for table in self.tables if not table.withheld)
        return Form(self.scope, shapes, self.links, self.threshold)

    def figures(self) -> Iterator[tuple[Key, Shown]]:
        """Every printed figure; None is a hidden one."""
        for table in self.tables:
            if not table.withheld:
                yield from table.figures()

    def as_dict(self) -> dict:
        """Plain data: what the data file of the report holds of its figures."""
        return {
            "name": self.name,
            "scope": sorted(self.scope),
            "threshold": self.threshold,
            "tables": [table.as_dict() for table in self.tables],
            "links": [
                {
                    "whole": list(link.whole),
                    "parts": [list(part) for part in link.parts],
                    "between_printed": link.between_printed,
                }
                for link in self.links
            ],
        }

    @classmethod
    def from_dict(cls, data: dict) -> "Publication":
        """Back from `as_dict`; raises ValueError on what is not a figure."""
        return cls(
            data["name"],
            frozenset(data["scope"]),
            data["threshold"],
            tuple(SafeTable.from_dict(table) for table in data["tables"]),
            tuple(
                Link(tuple(link["whole"]), tuple(map(tuple, link["parts"])), link["between_printed"])
                for link in data["links"]
            ),
        )

    @property
    def fingerprint(self) -> str:
        """SHA-256 in hex of the data as :func:`canonical` writes them."""
        return hashlib.sha256(canonical(self.as_dict()).encode()).hexdigest()


def canonical(data) -> str:
    """JSON with sorted names and no spaces: the same data are the same text everywhere."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
