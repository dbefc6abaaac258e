"""Adding to the chain of reads."""

import json

from django.db import DatabaseError, connection

from expertteam.audit.models import ReadEvent

TABLE = ReadEvent._meta.db_table
# The key and the links are the database's.
COLUMNS = [
    field.column
    for field in ReadEvent._meta.local_concrete_fields
    if field.name not in {"id", "previous", "digest"}
]
# One value to send, however many rows: spelling each out took longer than all the rest.
INSERT = (
    f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}, previous, digest)"
    f" SELECT {', '.join(COLUMNS)}, '', '' FROM json_populate_recordset(NULL::{TABLE}, %s)"
)
# The chain is locked until the commit, so that commit does not wait for the disk: it would make all others
# wait too. The empty message after it does, and as the disk is written in order, our rows are on it then.
COMMITTED = (
    f"BEGIN; SET LOCAL synchronous_commit = off; {INSERT}; COMMIT;"
    " SELECT pg_logical_emit_message(true, 'read log', '')"
)


def append(events: list[ReadEvent]) -> None:
    """Chain and commit ``events``, and wait until they are on disk; raises a DatabaseError when that fails.

    The database itself chains them (audit/triggers.py). It is all one message to the server, so that
    others wait for the server only, and never for this process to get its turn.
    """
    rows = [{column: getattr(event, column) for column in COLUMNS} for event in events]
    values = [json.dumps(rows, default=str)]
    with connection.cursor() as cursor:
        if connection.in_atomic_block:  # in tests only: there the middleware is inside a transaction
            cursor.execute(INSERT, values)
            return
        try:
            cursor.execute(COMMITTED, values)
        except DatabaseError:
            connection.close()  # it is left halfway a transaction
            raise
