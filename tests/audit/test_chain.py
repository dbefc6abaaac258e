"""The read log only grows, and what was done to it behind the product's back shows."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from expertteam.audit.models import ReadEvent
from expertteam.audit.read_log import GENESIS, append, digest, inspect
from tests.audit.conftest import TABLE
from tests.together import together

pytestmark = pytest.mark.django_db


def look(number):
    return ReadEvent(
        action=ReadEvent.Action.READ,
        allowed=True,
        user_id=7,
        user_name="Zoë van Wylick",
        purpose="workflows:case",
        address="127.0.0.1",
        object_type="casus",
        object_id=f"casus {number}",
    )


@pytest.fixture
def log():
    """Six looks in three responses."""
    for number in (1, 3, 5):
        append([look(number), look(number + 1)])
    return list(ReadEvent.objects.order_by("pk"))


def verify(*arguments):
    out = StringIO()
    call_command("verify_read_log", *arguments, stdout=out)
    return out.getvalue()


def test_an_empty_log_is_whole():
    assert inspect().broken is None
    assert "0 rows" in verify()


def test_the_log_is_one_chain_from_the_first_row(log):
    assert log[0].previous == GENESIS
    assert [each.previous for each in log[1:]] == [each.digest for each in log[:-1]]
    assert inspect().broken is None


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(user_name="Iemand anders"),
        lambda rows: rows.delete(),
        lambda rows: rows[0].delete(),
        lambda rows: rows[0].save(),
    ],
)
def test_no_row_can_be_changed_or_removed(log, change):
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        change(ReadEvent.objects.all())
    assert ReadEvent.objects.count() == len(log)


def test_not_even_in_plain_sql(log):
    for statement in (f"DELETE FROM {TABLE}", f"UPDATE {TABLE} SET allowed = false"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


EDITS = {
    "user_name": "Iemand anders",
    "allowed": False,
    "object_id": "casus 9",
    "at": "2020-01-01",
    "address": "10.0.0.1",
    "purpose": "workflows:inbox",
    "role": "beheerder",
    "organisation": "Elders",
    "user_id": 8,
    "action": "E",
    "object_type": "document",
    "event_id": "00000000-0000-0000-0000-000000000000",
}


@pytest.mark.parametrize(("field", "value"), EDITS.items())
def test_an_edited_row_shows(log, tampering, field, value):
    with tampering() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET {field} = %s WHERE id = %s", [value, log[2].pk])
    assert inspect().broken == log[2].pk


def test_every_column_is_in_the_chain_or_is_the_chain():
    """A field that is added to the log must be added to its digest."""
    columns = {field.name for field in ReadEvent._meta.local_fields}
    assert columns - set(EDITS) == {"id", "previous", "digest"}


def test_a_removed_row_shows(log, tampering):
    with tampering() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE id = %s", [log[2].pk])
    assert inspect().broken == log[3].pk


def test_a_removed_first_row_shows(log, tampering):
    with tampering() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE id = %s", [log[0].pk])
    assert inspect().broken == log[1].pk


def test_swapped_rows_show(log, tampering):
    one, other = log[2].pk, log[4].pk
    with tampering() as cursor:
        for old, new in ((one, -1), (other, one), (-1, other)):
            cursor.execute(f"UPDATE {TABLE} SET id = %s WHERE id = %s", [new, old])
    assert inspect().broken == one


def test_an_inserted_row_shows(log, tampering):
    """Somebody squeezes a look between two others, well chained to the one before."""
    with tampering() as cursor:
        for each in reversed(log[3:]):
            cursor.execute(f"UPDATE {TABLE} SET id = id + 1 WHERE id = %s", [each.pk])
    forged = look(99)
    forged.pk, forged.at, forged.previous = log[3].pk, log[2].at, log[2].digest
    forged.digest = digest(forged)
    forged.save(force_insert=True)
    assert inspect().broken == log[3].pk + 1


def test_a_row_cut_off_the_end_shows_only_to_who_kept_the_last_link(log, tampering):
    known = inspect().last
    assert known in verify()
    append([look(7)])
    assert "7 rows" in verify("--known", known), "growing since is fine"
    with tampering() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE id >= %s", [log[-1].pk])
    assert inspect().broken is None
    assert "5 rows" in verify()
    with pytest.raises(CommandError, match="cut off"):
        verify("--known", known)


def test_the_command_counts_and_fails_on_a_broken_chain(log, tampering):
    assert "6 rows, the chain is whole" in verify()
    with tampering() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET user_name = 'Niemand' WHERE id = %s", [log[4].pk])
    with pytest.raises(CommandError, match=f"broken at row {log[4].pk}") as failure:
        verify()
    assert failure.value.returncode == 1


@pytest.mark.django_db(transaction=True)
def test_responses_at_the_same_moment_make_one_chain(db):
    def reader(name):
        def work():
            for number in range(15):
                append([look(f"{name} {number}"), look(f"{name} {number} ook")])

        return work

    together(*(reader(name) for name in "abcd"))
    assert ReadEvent.objects.count() == 4 * 15 * 2
    assert inspect().broken is None


@pytest.mark.django_db(transaction=True)
def test_a_response_that_fails_halfway_leaves_no_half_link(db):
    append([look(1)])
    too_long = look(3)
    too_long.purpose = "x" * 200
    with pytest.raises(DatabaseError):
        append([look(2), too_long])
    append([look(4)])
    kept = ReadEvent.objects.order_by("pk").values_list("object_id", flat=True)
    assert list(kept) == ["casus 1", "casus 4"]
    assert inspect().broken is None
