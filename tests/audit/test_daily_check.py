"""Every night the log is checked; a broken one is told to whoever watches."""

import pytest

from expertteam.audit.heads import FILE, known_heads
from expertteam.audit.models import Occurrence
from expertteam.audit.read_log import append
from expertteam.notifications.models import Notification
from tests.audit.test_chain import look
from tests.guards import guards_off
from workflows.read_log_jobs import verify_read_log

pytestmark = pytest.mark.django_db


def check() -> bool:
    return verify_read_log(0, connections=1)


@pytest.fixture
def log(people):
    append([look(1), look(2), look(3)])


def test_a_whole_log_leaves_its_head_outside_and_tells_nobody(log):
    assert check()
    assert check(), "a second run changes nothing"
    assert [head.rows for head in known_heads()] == [3]
    assert not Occurrence.objects.exists()
    assert not Notification.objects.exists()


def test_an_empty_log_is_whole_and_has_no_head(people):
    assert check()
    assert known_heads() == []


@pytest.mark.parametrize(
    "harm", ["UPDATE audit_readevent SET user_name = 'Niemand'", "DELETE FROM audit_readevent WHERE true"]
)
def test_a_broken_log_is_told_to_every_privacy_officer_and_logged(log, harm, people, caplog):
    check()
    with guards_off() as cursor:
        cursor.execute(harm)
    assert not check()
    assert "the read log is broken" in caplog.text
    assert Occurrence.objects.get().kind == "read_log_broken"
    told = set(Notification.objects.filter(kind="read_log_broken").values_list("user__email", flat=True))
    assert told == {people("fg").email, people("fg2").email}
    assert len(known_heads()) == 1, "the head of a broken chain is not kept"


def test_a_spoiled_file_of_heads_is_told_too(log, heads):
    check()
    (heads / FILE).write_text("geen kop\n")
    assert not check()
    assert Occurrence.objects.get().kind == "read_log_broken"
