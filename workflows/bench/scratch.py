"""A database of its own for one measurement, on the same server, gone afterwards."""

import os
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from psycopg import sql


@contextmanager
def scratch_database():
    """Point the default connection at a new, migrated database; drop it at the end, also on error."""
    usual = connection.settings_dict["NAME"]
    name = f"scratch_bench_{os.getpid()}"
    _on_server("CREATE DATABASE {}", name)
    try:
        _use(name)
        call_command("migrate", interactive=False, verbosity=0)
        yield
    finally:
        _use(usual)
        _on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _on_server(statement: str, name: str) -> None:
    """Run a statement about a whole database, on a connection beside the one in use."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))
