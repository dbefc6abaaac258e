"""The table of the cache that all processes share in production (CACHES)."""

from django.core.management import call_command
from django.db import migrations

TABLE = "shared_cache"


def make(apps, schema_editor):
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_dutch_search")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
