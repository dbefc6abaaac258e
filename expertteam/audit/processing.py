"""The register of processing activities (article 30 GDPR), as it stands in processing.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from expertteam.audit.inventory import CLASS_LABELS, Table, tables
from expertteam.audit.register import PERSONAL, PSEUDONYM, SPECIAL

_WRITTEN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())


@dataclass(frozen=True)
class Processing:
    """One activity; ``holds`` names rooms ("cases") or single tables ("audit.ReadEvent")."""

    name: str
    purpose: str
    basis: str
    subjects: str
    recipients: str
    retention: str
    holds: list[str]

    def tables(self) -> list[Table]:
        return [table for table in tables() if processing_of(table.label) is self]

    def kinds(self) -> list[tuple[str, list[str]]]:
        """Per class of data, the most sensitive first, the names of the tables that hold it."""
        held = self.tables()
        found = (
            (kind, [table.name for table in held if table.of(kind)])
            for kind in (SPECIAL, PERSONAL, PSEUDONYM)
        )
        return [(CLASS_LABELS[kind], names) for kind, names in found if names]


PROCESSINGS = tuple(Processing(**each) for each in _WRITTEN["processing"])
MEASURES = tuple(_WRITTEN["measures"])


def processing_of(label: str) -> Processing:
    """The activity that a table serves, by its own name or its room's; LookupError when nobody placed it."""
    for name in (label, label.split(".")[0]):
        for processing in PROCESSINGS:
            if name in processing.holds:
                return processing
    raise LookupError(f"{label} serves no processing activity")
