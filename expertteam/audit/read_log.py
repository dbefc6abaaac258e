"""The chain of reads: each row carries a digest over itself and the row before it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC

from django.db import transaction

from expertteam.audit.models import ReadEvent
from expertteam.core import clock
from expertteam.core.locks import take

GENESIS = "0" * 64
CHAINED_FIELDS = (
    "event_id",
    "action",
    "allowed",
    "user_id",
    "user_name",
    "role",
    "organisation",
    "purpose",
    "address",
    "object_type",
    "object_id",
)


def digest(event: ReadEvent) -> str:
    """SHA-256 over the previous digest and the event's own fields in a fixed order."""
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    values = [event.previous, at, *(str(getattr(event, field)) for field in CHAINED_FIELDS)]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def append(events: list[ReadEvent]) -> None:
    """Chain and commit ``events``; raises a DatabaseError when that fails."""
    with transaction.atomic():
        take("read log")
        last = ReadEvent.objects.order_by("-pk").values_list("digest", flat=True).first() or GENESIS
        at = clock.now()
        for event in events:
            event.at = at
            event.previous = last
            event.digest = last = digest(event)
        ReadEvent.objects.bulk_create(events)


@dataclass
class Chain:
    """What walking the chain found; ``broken`` is the first row that does not follow from the one before."""

    rows: int = 0
    last: str = GENESIS
    broken: int | None = None
    met: bool = False


def inspect(known: str | None = None) -> Chain:
    """Walk the whole chain, or up to where it is broken; ``met`` tells whether it holds the link ``known``.

    Rows cut off the end leave a whole chain behind: only a link that was noted elsewhere shows that.
    """
    chain = Chain(met=known == GENESIS)
    for event in ReadEvent.objects.order_by("pk").iterator():
        if event.previous != chain.last or digest(event) != event.digest:
            chain.broken = event.pk
            break
        chain.rows += 1
        chain.last = event.digest
        chain.met = chain.met or event.digest == known
    return chain
