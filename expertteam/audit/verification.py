"""Checking the chain of the read log: anything edited, removed, inserted or swapped shows.

The database computes every link again, a stretch of rows at a time, on two connections: five million
rows in a minute on two cores is the aim. The expression is sent from here, so that nobody can have the
database agree with itself.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db import connection

from expertteam.audit.models import ReadEvent
from expertteam.audit.triggers import GENESIS, digest_sql

# Rows in one question to the database: enough to be quick, few enough to stop soon at a break.
STRETCH = 50_000
BEFORE_ALL = -(2**63)
CHECK = f"""
    SELECT count(*), max(id), min(id) FILTER (WHERE digest <> computed OR previous <> coalesce(before, %s))
    FROM (
        SELECT r.id, r.digest, r.previous, lag(r.digest) OVER (ORDER BY r.id) AS before,
            {digest_sql("r")} AS computed
        FROM audit_readevent r WHERE r.id > %s AND r.id <= %s ORDER BY r.id LIMIT {STRETCH}
    ) AS links
"""


@dataclass(frozen=True)
class Head:
    """The end of the chain at one moment; kept elsewhere, it shows whether rows went since."""

    rows: int
    id: int
    link: str
    at: datetime


@dataclass(frozen=True)
class Verdict:
    """What the check found: the first row that does not follow, or the first known link that is gone."""

    head: Head | None = None
    broken: int | None = None
    lost: str | None = None

    @property
    def is_whole(self) -> bool:
        return self.broken is None and self.lost is None

    @property
    def rows(self) -> int:
        return self.head.rows if self.head else 0


def verify(known: Iterable[Head] = (), *, link: str | None = None, connections: int = 1) -> Verdict:
    """Check the whole log, and that it still holds every ``known`` head and the one ``link``.

    More than one connection sees only what is committed; one is the present connection. Rows that are
    added meanwhile are left for the next time.
    """
    last = ReadEvent.objects.order_by("-pk").values("pk", "digest", "at").first()
    if last is None:
        return Verdict(lost=_first_lost(known, link))
    bounds = _bounds(last["pk"], connections)
    rows, broken = _in_parallel(bounds) if connections > 1 else _check(*bounds[0])
    if broken is not None:
        return Verdict(broken=broken)
    head = Head(rows=rows, id=last["pk"], link=last["digest"], at=last["at"])
    return Verdict(head, lost=_first_lost(known, link))


def _bounds(last: int, parts: int) -> list[tuple[int, int]]:
    """Ranges of keys with as many rows each, from just after the first key up to the last."""
    rows = ReadEvent.objects.count() if parts > 1 else 0
    keys = ReadEvent.objects.order_by("pk").values_list("pk", flat=True)
    edges = [BEFORE_ALL, *(keys[rows * part // parts] for part in range(1, parts)), last]
    return list(pairwise(edges))


def _in_parallel(bounds) -> tuple[int, int | None]:
    def work(bound):
        try:
            return _check(*bound)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(bounds)) as pool:
        found = list(pool.map(work, bounds))
    broken = [first for _, first in found if first is not None]
    return sum(rows for rows, _ in found), min(broken, default=None)


def _check(after: int, until: int) -> tuple[int, int | None]:
    """The number of rows after ``after`` up to ``until``, and the first that breaks the chain."""
    rows = 0
    while after < until:
        count, after, broken = _check_stretch(after, until)
        if broken is not None:
            return rows, broken
        rows += count
    return rows, None


def _check_stretch(after: int, until: int) -> tuple[int, int, int | None]:
    """The number of rows in one stretch, the key of its last one, and the first that breaks the chain."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM audit_readevent WHERE id <= %s ORDER BY id DESC LIMIT 1", [after])
        before = cursor.fetchone()
        cursor.execute(CHECK, [before[0] if before else GENESIS, after, until])
        return cursor.fetchone()


def _first_lost(known, link) -> str | None:
    """A head is there when its row still has its link: that one link stands for all rows before it."""
    known = list(known)
    there = dict(ReadEvent.objects.filter(pk__in=[head.id for head in known]).values_list("pk", "digest"))
    gone = (head.link for head in known if there.get(head.id) != head.link)
    if link and not ReadEvent.objects.filter(digest=link).exists():
        return link
    return next(gone, None)
