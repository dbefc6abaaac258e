"""Heads of the chain, kept outside the database: who empties or rebuilds the log cannot reach those.

One line of JSON a head, in a file to which lines are only added. The folder is best a mount that the
application may only append to, on a machine of somebody else; each head goes to the log as well.
"""

import json
import logging
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.conf import settings

from expertteam.audit.verification import Head

logger = logging.getLogger(__name__)

FILE = "heads.jsonl"


def known_heads() -> list[Head]:
    """Every head that was kept, the oldest first; raises ValueError on a line that is not a head."""
    path = _path()
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [_head(json.loads(line)) for line in lines]


def keep(head: Head) -> None:
    """Add ``head`` to the file and the log, unless it is the last one there already."""
    line = json.dumps(asdict(head) | {"at": head.at.isoformat()})
    logger.info("head of the read log: %s", line)
    if head in known_heads()[-1:]:
        return
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def _path() -> Path:
    return Path(settings.READ_LOG_HEADS) / FILE


def _head(values: dict) -> Head:
    try:
        return Head(**(values | {"at": datetime.fromisoformat(values["at"])}))
    except (KeyError, TypeError) as fault:
        raise ValueError(f"not a head of the read log: {values}") from fault
