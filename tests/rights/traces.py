"""Looking for what should be gone: in every table, plain and encrypted, in files and in a dump."""

import os
import shutil
import subprocess
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from encrypted_fields.fields import EncryptedFieldMixin

from expertteam.core.postgres_place import installed_programs


def tables_with(text: str) -> set[str]:
    """Every table in the catalogue of the database in which a row, written out, holds ``text``."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name)"
            " FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
            " AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        )
        tables = [name for (name,) in cursor.fetchall()]
        assert len(tables) > 60
        for table in tables:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table} t WHERE t::text ILIKE %s)", [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.add(table.removeprefix("public."))
    return found


def decrypted_with(text: str) -> set[str]:
    """Every encrypted field, of any model, that holds ``text`` when it is read; sessions as well."""
    found = set()
    for model in apps.get_models():
        names = [f.name for f in model._meta.local_fields if isinstance(f, EncryptedFieldMixin)]
        for row in model._base_manager.values_list(*names) if names else ():
            if any(value and text in value for value in row):
                found.add(model._meta.label)
    if any(text in str(session.get_decoded()) for session in Session.objects.all()):
        found.add("sessions")
    return found


def files_with(text: str) -> list[Path]:
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return [path for path in files if text.encode() in path.read_bytes()]


def dump() -> str:
    """A fresh dump of this database, as its backup would be."""
    given = connection.get_connection_params()
    server = {"PGDATABASE": given["dbname"], "PGHOST": given.get("host"), "PGUSER": given.get("user")}
    server |= {"PGPORT": given.get("port"), "PGPASSWORD": given.get("password")}
    environment = os.environ | {name: str(value) for name, value in server.items() if value}
    done = subprocess.run(
        [pg_dump(), "--no-owner"], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def pg_dump() -> str:
    """A pg_dump as new as the server: the one that came with it, or the machine's."""
    own = installed_programs() / "pg_dump"
    if own.exists():
        return str(own)
    found = shutil.which("pg_dump")
    assert found, "pg_dump is needed to show that a destroyed case is in no backup: install postgresql-client"
    return found
