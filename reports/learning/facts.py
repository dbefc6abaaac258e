"""What a learning report is made of. Duck-typed, so that it can be tested without a database."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

# Kinds of signal.
EARLIER, MISSING, BOTTLENECK = "earlier", "missing", "bottleneck"


class RecommendationFact(Protocol):
    segment: str
    outcome: str
    reason: str


class SignalFact(Protocol):
    kind: str
    segment: str
    moment: str
    bottleneck: str
    addressee: str


class RecordFact(Protocol):
    """One closed case without a way back to it. All values are Dutch labels; empty means unknown."""

    region: str
    month: datetime.date
    municipality: str
    # Only for the rule of three organisations; never printed.
    organisation: str
    legal_frame: str
    why_stuck: str
    tried_band: str
    waiting_band: str
    impasse_kind: str
    impasse_level: str
    placement_prevented: str
    recommendations: Iterable[RecommendationFact]
    signals: Iterable[SignalFact]


@dataclass(frozen=True)
class Labels:
    """Every label a dimension can have, also those nobody used: a row left out would say "not even one"."""

    municipalities: tuple[str, ...]
    # In which part of the region a municipality lies; empty for a region that is not divided.
    subregions: Mapping[str, str]
    legal_frames: tuple[str, ...]
    why_stuck: tuple[str, ...]
    tried_bands: tuple[str, ...]
    waiting_bands: tuple[str, ...]
    impasse_kinds: tuple[str, ...]
    impasse_levels: tuple[str, ...]
    placement_prevented: tuple[str, ...]
    segments: tuple[str, ...]
    # The first outcome is the one that counts as followed.
    outcomes: tuple[str, ...]
    # Those of which it is asked why.
    deviating: tuple[str, ...]
    reasons: tuple[str, ...]
    moments: tuple[str, ...]
    bottlenecks: tuple[str, ...]
    addressees: tuple[str, ...]
    # Per dimension the label of each code: a code stays when a label gets other words.
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
