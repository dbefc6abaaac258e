"""Working without the triggers of the tables that only grow, as only who owns the tables can."""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection

from expertteam.access.wall import APPEND_ONLY

ONLY_GROW = [apps.get_model(label)._meta.db_table for label in sorted(APPEND_ONLY)]


def without_guards(statements) -> list[str]:
    """``statements`` between switching the guards off and on again."""
    return [*_switch("DISABLE"), *statements, *_switch("ENABLE")]


def _switch(how) -> list[str]:
    return [f"ALTER TABLE {table} {how} TRIGGER USER" for table in ONLY_GROW]


@contextmanager
def guards_off():
    """Gives a cursor; inside, every row of these tables can be changed, removed and made up."""
    with connection.cursor() as cursor:
        # Rows of this transaction that still wait for the check of their keys would be in the way.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("; ".join(_switch("DISABLE")))
        yield cursor
        cursor.execute("; ".join(_switch("ENABLE")))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
