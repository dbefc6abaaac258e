"""For whom the database answers: the second wall, behind the filters of the code.

A request of the web site runs as the database role ``web`` with the key of its user beside it, and the
policies on the tables (access/wall.py) then show rows of that user's own cases only. A query that forgot its
filter finds nothing of others. What has to reach further says so, with a reason: :func:`as_system`.

Without any of these the connection is whatever its login is: the owner of the tables for ``migrate``, the
management commands of the demo and the tests.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connection

from expertteam.core import clock

ENTER = (
    "SELECT set_config('role', %s, false), set_config('expertteam.user_id', %s, false),"
    " set_config('expertteam.moment', %s, false)"
)
# Back to how the login begins, which is not always as itself: ALTER ROLE may give it a role from the start.
LEAVE = "RESET ROLE; RESET expertteam.user_id; RESET expertteam.moment"


@dataclass(frozen=True)
class Place:
    """On which side of the wall a connection is: its role, and in the web role its user and moved clock."""

    role: str = ""
    user_id: str = ""
    moment: str = ""


OUTSIDE = Place()
_place: ContextVar[Place] = ContextVar("place", default=OUTSIDE)


def web_role() -> str:
    return f"{settings.DATABASE_ROLE_PREFIX}_web"


def worker_role() -> str:
    return f"{settings.DATABASE_ROLE_PREFIX}_worker"


@contextmanager
def as_user(user) -> Iterator[None]:
    """In the block the database shows what ``user`` holds a grant for now; to a visitor or None nothing."""
    known = user is not None and user.is_authenticated and user.is_active
    moved = clock.moved_to()
    place = Place(web_role(), str(user.pk) if known else "", moved.isoformat() if moved else "")
    with _at(place):
        yield


@contextmanager
def as_system(reason: str) -> Iterator[None]:
    """In the block the database shows every case; ``reason`` says why the user's own are not enough.

    For jobs, and for the few places where a request must touch what its user may not read. Every use stands
    in the snapshot of tests/access/test_wall_holes.py, so that a new one is seen.
    """
    if not reason:
        raise ValueError("as_system needs a reason")
    with _at(Place(worker_role())):
        yield


def job(call_next, context, worker):
    """Around every job of the worker (procrastinate's task middleware)."""
    with as_system(f"worker: {context.job.task_name}"):
        return call_next()


def enter_anew(*, connection, **kwargs) -> None:
    """A connection made in the middle of a block, after the old one was lost, starts on the same side."""
    if connection.alias == DEFAULT_DB_ALIAS and _place.get() != OUTSIDE:
        _go(_place.get())


@contextmanager
def _at(place: Place) -> Iterator[None]:
    before = _place.get()
    if place == before:
        yield
        return
    _go(place)
    _place.set(place)
    try:
        yield
    finally:
        _place.set(before)
        _go_back(before)


def _go(place: Place) -> None:
    with connection.cursor() as cursor:
        if place == OUTSIDE:
            cursor.execute(LEAVE)
        else:
            cursor.execute(ENTER, [place.role, place.user_id, place.moment])


def _go_back(place: Place) -> None:
    """Leave a block. A broken transaction takes no statement: its rollback undoes the entering as well."""
    try:
        _go(place)
    except Error:
        if not connection.in_atomic_block:
            # Nobody may go on with a connection of which the side is not sure.
            connection.close()
