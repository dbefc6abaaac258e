"""The read log only grows, and what was done to it behind the product's back shows."""

import hashlib
import json
from datetime import UTC, datetime
from io import StringIO

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from expertteam.audit.enums import Action, EventType, Outcome, Sensitivity
from expertteam.audit.heads import FILE, known_heads
from expertteam.audit.models import HistoryLine, Occurrence, ReadEvent
from expertteam.audit.read_log import append
from expertteam.audit.services import record_occurrence, removing_history
from expertteam.audit.triggers import CHAINED, GENESIS
from expertteam.audit.verification import verify as check
from tests.guards import guards_off
from tests.together import together

pytestmark = pytest.mark.django_db


TABLE = "audit_readevent"
NOON = datetime(2026, 3, 2, 12, 0, 0, 5, UTC)


def look(number):
    return ReadEvent(
        at=NOON,
        event_type=EventType.LOOK,
        action=Action.READ,
        outcome=Outcome.DONE,
        allowed=True,
        user_id=7,
        user_name='Zoë "van" Wylick\\',
        purpose="workflows:case",
        address="127.0.0.1",
        object_type="casus",
        object_id=f"casus {number}",
        sensitivity=Sensitivity.SPECIAL,
    )


def digest(event):
    """The link of a row, computed here from what the product says of its form."""
    moment = event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    values = [moment if name == "at" else getattr(event, name) for name in CHAINED]
    array = json.dumps([event.previous, *values], ensure_ascii=False, default=str)
    return hashlib.sha256(array.encode()).hexdigest()


@pytest.fixture
def log():
    """Six looks in three responses."""
    for number in (1, 3, 5):
        append([look(number), look(number + 1)])
    return list(ReadEvent.objects.order_by("pk"))


def verify(*arguments):
    out = StringIO()
    # What a test wrote is not committed, so only its own connection sees it.
    call_command("verify_read_log", *arguments, "--connections=1", stdout=out)
    return out.getvalue()


def test_an_empty_log_is_whole():
    assert check().is_whole
    assert "0 rows" in verify()


def test_the_log_is_one_chain_from_the_first_row(log):
    assert log[0].previous == GENESIS
    assert [each.previous for each in log[1:]] == [each.digest for each in log[:-1]]
    assert [each.digest for each in log] == [digest(each) for each in log], "anybody can compute it again"
    assert check().is_whole


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
    with pytest.raises(DatabaseError, match="audit_readevent only grows"), transaction.atomic():
        change(ReadEvent.objects.all())
    assert ReadEvent.objects.count() == len(log)


REFUSED = [
    f"DELETE FROM {TABLE}",
    f"UPDATE {TABLE} SET allowed = false",
    f"TRUNCATE {TABLE}",
    "DELETE FROM audit_historyline",
    "UPDATE audit_historyline SET detail = 'anders'",
    "TRUNCATE audit_historyline",
    "DELETE FROM audit_occurrence",
    "UPDATE audit_occurrence SET kind = 'anders'",
    "TRUNCATE audit_occurrence",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_not_even_in_plain_sql_and_not_by_the_way_round_triggers(log, story, statement):
    story.file()
    record_occurrence(actor=None, kind="test")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the truncate waits for other reasons
    for ignored in ([], ["audit.ReadEvent:append_only", "audit.HistoryLine:append_only"]):
        refused = pytest.raises(DatabaseError, match="only grows")
        with pgtrigger.ignore(*ignored), refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert (ReadEvent.objects.count(), Occurrence.objects.count()) == (len(log), 1)


def test_only_the_history_of_a_case_that_is_destroyed_can_go(story):
    kept, gone = story.file(), story.file()
    lines = gone.history.count()
    with removing_history(case_id=gone.pk):
        assert HistoryLine.objects.filter(case=gone).delete()[0] == lines > 0
    assert not gone.history.exists()
    assert kept.history.exists()
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        HistoryLine.objects.filter(case=kept).delete()


def test_while_one_history_goes_another_cannot(story):
    kept, gone = story.file(), story.file()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('expertteam.removing_history_of', %s, true)", [str(gone.pk)])
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        HistoryLine.objects.filter(case__in=[kept, gone]).delete()
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        HistoryLine.objects.filter(case=gone).update(detail="anders")


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
    "event_type": "uitvoer",
    "outcome": "mislukt",
    "on_behalf_of": "Ander team",
    "sensitivity": "gewoon",
    "authorisation": "00000000-0000-0000-0000-000000000000",
    "case_role": "chair",
    "consent": "",
    "relation": True,
    "has_consent": True,
    "emergency": True,
}


@pytest.mark.parametrize(("field", "value"), EDITS.items())
def test_an_edited_row_shows(log, field, value):
    with guards_off() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET {field} = %s WHERE id = %s", [value, log[2].pk])
    assert check().broken == log[2].pk


def test_every_column_is_in_the_chain_or_is_the_chain():
    """A field that is added to the log must be added to its digest."""
    columns = {field.name for field in ReadEvent._meta.local_fields}
    assert columns == {*CHAINED, "previous", "digest"}
    assert columns - set(EDITS) == {"id", "previous", "digest"}


@pytest.mark.parametrize("column", ["previous", "digest"])
def test_an_edited_link_shows(log, column):
    with guards_off() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET {column} = repeat('a', 64) WHERE id = %s", [log[-1].pk])
    assert check().broken == log[-1].pk


def test_what_somebody_gives_as_the_link_of_a_new_row_is_not_taken(log):
    forged = look(7)
    forged.previous = forged.digest = "f" * 64
    append([forged])
    assert check().rows == len(log) + 1


@pytest.mark.parametrize("number", [-(10**6), 10**15])
def test_a_row_far_away_is_looked_at_too(log, number):
    """Numbers far outside those in use neither hide a row nor keep the check busy for ever."""
    with guards_off() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET id = %s WHERE id = %s", [number, log[3].pk])
    assert check().broken is not None


def test_a_removed_row_shows(log):
    with guards_off() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE id = %s", [log[2].pk])
    assert check().broken == log[3].pk


def test_a_removed_first_row_shows(log):
    with guards_off() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE id = %s", [log[0].pk])
    assert check().broken == log[1].pk


def test_swapped_rows_show(log):
    one, other = log[2].pk, log[4].pk
    with guards_off() as cursor:
        for old, new in ((one, -1), (other, one), (-1, other)):
            cursor.execute(f"UPDATE {TABLE} SET id = %s WHERE id = %s", [new, old])
    assert check().broken == one


def test_an_inserted_row_shows(log):
    """Somebody squeezes a look between two others, well chained to the one before."""
    with guards_off() as cursor:
        for each in reversed(log[3:]):
            cursor.execute(f"UPDATE {TABLE} SET id = id + 1 WHERE id = %s", [each.pk])
        forged = look(99)
        forged.pk, forged.previous = log[3].pk, log[2].digest
        forged.digest = digest(forged)
        forged.save(force_insert=True)
    assert check().broken == log[3].pk + 1


def test_a_row_cut_off_the_end_shows_by_the_head_that_was_kept_elsewhere(log):
    known = check().head.link
    assert known in verify()
    append([look(7)])
    assert "7 rows" in verify("--known", known), "growing since is fine"
    with guards_off() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE id > %s", [log[-1].pk])
    assert check().is_whole, "the chain itself does not know"
    with pytest.raises(CommandError, match=r"known link .* is gone"):
        verify()


@pytest.mark.parametrize("condition", ["true", "id >= %s"])
def test_a_known_link_is_missed_without_the_file_too(log, heads, condition):
    known = check().head.link
    with guards_off() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE {condition}", [log[-1].pk] if "%s" in condition else [])
    verify()
    with pytest.raises(CommandError, match=r"known link .* is gone"):
        verify("--known", known)


def test_a_log_that_was_built_anew_is_not_the_one_whose_head_was_kept(log):
    """Somebody with all power rewrites a row and every link after it."""
    verify()
    with guards_off() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")
    for number in range(len(log)):
        append([look(number + 10)])
    assert check().is_whole
    with pytest.raises(CommandError, match=r"known link .* is gone"):
        verify()


def test_heads_are_only_added_to_the_file_and_told_to_the_log(log, heads, caplog):
    with caplog.at_level("INFO", logger="expertteam.audit.heads"):
        verify()
    assert check().head.link in caplog.text
    verify()
    first = (heads / FILE).read_text()
    assert len(known_heads()) == 1, "the same head is kept once"
    append([look(7)])
    verify()
    assert (heads / FILE).read_text().startswith(first)
    assert [head.rows for head in known_heads()] == [6, 7]
    assert known_heads()[-1] == check().head


def test_a_file_of_heads_that_was_spoiled_is_not_taken_for_none(log, heads):
    verify()
    (heads / FILE).write_text('{"rows": 6}\n')
    with pytest.raises(ValueError, match="not a head"):
        verify()


def test_the_command_counts_and_fails_on_a_broken_chain(log):
    assert "6 rows, the chain is whole" in verify()
    with guards_off() as cursor:
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
    for connections in (1, 2, 3):
        assert check(connections=connections).rows == 4 * 15 * 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", [0, 1, 4, 5, 8, 9])
def test_a_break_shows_wherever_it_is_between_the_connections(db, place):
    append([look(number) for number in range(10)])
    broken = ReadEvent.objects.order_by("pk")[place].pk
    with transaction.atomic(), guards_off() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET user_name = 'Niemand' WHERE id = %s", [broken])
    assert check(connections=2).broken == check().broken == broken


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
    assert check().is_whole
