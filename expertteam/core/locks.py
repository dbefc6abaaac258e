"""Locks that last until the transaction ends, for what has no row to lock."""

import zlib

from django.db import connection


def take(name: str) -> None:
    """Wait for, and hold, the lock called ``name`` in the present transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])
