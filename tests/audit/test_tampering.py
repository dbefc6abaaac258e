"""A thousand ways to spoil the read log behind the product's back, and each of them shows."""

import random
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from expertteam.audit.models import ReadEvent
from expertteam.audit.triggers import CHAINED, GENESIS, digest_sql
from expertteam.audit.verification import verify
from tests.guards import guards_off

pytestmark = pytest.mark.django_db

TABLE = "audit_readevent"
ROWS = 40
TAMPERINGS = 1000
TEXTS = {"user_name", "role", "organisation", "purpose", "on_behalf_of", "object_id", "case_role", "consent"}
FLAGS = {"allowed", "relation", "has_consent", "emergency"}
CHOICES = {"event_type", "action", "outcome", "object_type", "sensitivity"}


class Tamperer:
    """Somebody with all power over the table, who takes care not to be seen."""

    def __init__(self, rng, cursor, keys):
        self.rng, self.cursor, self.keys = rng, cursor, keys

    def sql(self, statement, *values):
        self.cursor.execute(statement.format(table=TABLE), values)
        return self.cursor.rowcount

    def edit(self):
        """Another value in any column."""
        column = self.rng.choice([*CHAINED, "previous", "digest"])
        key = self.rng.choice(self.keys)
        self.sql(f"UPDATE {{table}} SET {column} = %s WHERE id = %s", self.other(column, key), key)

    def edit_and_link_again(self):
        """Another name, and a link that fits it: the next row does not follow any more."""
        key = self.rng.choice(self.keys[:-1])
        self.sql("UPDATE {table} SET user_name = 'Iemand anders' WHERE id = %s", key)
        self.link_again(key)

    def remove(self):
        self.sql("DELETE FROM {table} WHERE id = %s", self.rng.choice(self.keys))

    def remove_and_close_the_gap(self):
        """The next row is made to follow the one before."""
        place = self.rng.randrange(1, len(self.keys) - 2)
        self.sql("DELETE FROM {table} WHERE id = %s", self.keys[place])
        self.sql(
            "UPDATE {table} SET previous = (SELECT digest FROM {table} WHERE id = %s) WHERE id = %s",
            self.keys[place - 1],
            self.keys[place + 1],
        )
        self.link_again(self.keys[place + 1])

    def remove_several(self):
        first, last = sorted(self.rng.sample(self.keys, 2))
        self.sql("DELETE FROM {table} WHERE id BETWEEN %s AND %s", first, last)

    def cut_off_the_end(self):
        self.sql("DELETE FROM {table} WHERE id >= %s", self.rng.choice(self.keys))

    def cut_off_the_start(self):
        """The first row that is left is made to look like the first of all."""
        key = self.rng.choice(self.keys[1:])
        self.sql("DELETE FROM {table} WHERE id < %s", key)
        self.sql("UPDATE {table} SET previous = %s WHERE id = %s", GENESIS, key)
        self.link_again(key)

    def insert(self):
        """A row between two others, well linked to the one before: rows here stand two numbers apart.

        At the very end it would be no tampering: whoever can add a row leaves one that is on record.
        """
        key = self.rng.choice(self.keys[:-1])
        columns = ", ".join(name for name in CHAINED if name not in {"id", "event_id"})
        self.sql(
            f"INSERT INTO {{table}} (id, event_id, previous, digest, {columns}) "
            f"SELECT id + 1, gen_random_uuid(), digest, '', {columns} FROM {{table}} WHERE id = %s",
            key,
        )
        self.link_again(key + 1)

    def swap(self):
        one, other = self.rng.sample(self.keys, 2)
        for old, new in ((one, -1), (other, one), (-1, other)):
            self.sql("UPDATE {table} SET id = %s WHERE id = %s", new, old)

    def link_again(self, key):
        self.sql(f"UPDATE {{table}} AS r SET digest = {digest_sql('r')} WHERE id = %s", key)

    def other(self, column, key):
        """A value that this column of this row does not have."""
        now = getattr(ReadEvent.objects.get(pk=key), column)
        if column in FLAGS:
            return not now
        if column in CHOICES or column in TEXTS:
            texts = ("X", "", "Y", " ") if column == "action" else ("X", "", " ", 'a", "b', f"{now} ")
            return self.rng.choice([text for text in texts if text != now])
        if column == "at":
            return now + timedelta(microseconds=self.rng.choice([-1, 1, 10**9]))
        if column in {"event_id", "authorisation"}:
            return uuid.UUID(int=self.rng.getrandbits(128))
        if column == "address":
            return f"10.0.0.{self.rng.randrange(256)}"
        if column in {"id", "user_id"}:
            return self.rng.choice([-5, now + 1 if now else 3, 10**12])
        return f"{self.rng.getrandbits(256):064x}"


WAYS = [
    Tamperer.edit,
    Tamperer.edit,
    Tamperer.edit,
    Tamperer.edit_and_link_again,
    Tamperer.remove,
    Tamperer.remove_and_close_the_gap,
    Tamperer.remove_several,
    Tamperer.cut_off_the_end,
    Tamperer.cut_off_the_start,
    Tamperer.insert,
    Tamperer.swap,
]


def fill() -> list[int]:
    """Rows two numbers apart, of several people in several cases; gives their keys."""
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    ReadEvent.objects.bulk_create(
        ReadEvent(
            pk=1000 + 2 * number,
            at=start + timedelta(minutes=number),
            event_type="inzage",
            action="R",
            outcome="gelukt",
            allowed=True,
            user_id=number % 5 or None,
            user_name=f"Persoon {number % 5}",
            purpose="workflows:case",
            object_type="casus",
            object_id=f"casus {number % 3}",
            sensitivity="bijzonder",
        )
        for number in range(ROWS)
    )
    return list(ReadEvent.objects.order_by("pk").values_list("pk", flat=True))


def test_a_thousand_of_a_thousand_tamperings_show():
    keys = fill()
    head = verify().head
    missed, rng = [], random.Random(7513)
    with guards_off() as cursor:
        for number in range(TAMPERINGS):
            way = WAYS[number % len(WAYS)]
            with transaction.atomic():
                way(Tamperer(rng, cursor, keys))
                if verify([head]).is_whole:
                    missed.append((number, way.__name__))
                transaction.set_rollback(True)
    assert missed == []
    assert verify([head]).is_whole, "and what nobody touched is whole"
