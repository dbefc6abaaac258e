"""The page "Opvolging": the coordinator sees what is due, late, answered and not answered."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from expertteam.core import clock
from expertteam.followup.enums import FollowUpState
from expertteam.followup.filters import counts
from expertteam.followup.models import FollowUp
from expertteam.notifications.models import Notification
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

PAGE = "/opvolging/"


@pytest.fixture
def one_of_each(lightly, on_that_monday):
    """A follow-up in every state, by that state."""
    today, now = clock.today(), clock.now()
    return {
        "gepland": lightly(due_on=today + timedelta(days=1)),
        "nu": lightly(status="open", due_on=today - timedelta(days=28)),
        "te-laat": lightly(status="open", due_on=today - timedelta(days=31)),
        "beantwoord": lightly(status="answered", answered_at=now),
        "niet-beantwoord": lightly(status="assessed", outcome="close", assessed_at=now),
    }


def test_every_state_is_counted_and_each_count_is_a_filter(one_of_each, as_user):
    client = as_user("coordinator.noord")
    watched = FollowUp.objects.watched_by(person("coordinator.noord")).with_state()
    assert counts(watched) == dict.fromkeys(FollowUpState, 1)
    page = client.get(PAGE).content.decode()
    for state, follow_up in one_of_each.items():
        assert f'href="/opvolging/?state={state}"' in page
        filtered = client.get(PAGE, {"state": state}).content.decode()
        shown = {f.case.number for f in one_of_each.values() if f">{f.case.number}</a>" in filtered}
        assert shown == {follow_up.case.number}, state
    assert "van 4 gevraagd" in page, "who did not answer stays in the denominator"


def test_late_begins_a_day_after_the_four_weeks(one_of_each):
    assert one_of_each["nu"].days_late == 0
    assert one_of_each["te-laat"].days_late == 3


def test_only_coordinators_have_this_page(as_user):
    for address in ("aanmelder.venlo", "deskundige1.noord", "centrum1", "aanbieder.lindehof", "inkoop", "fg"):
        client = as_user(address)
        assert client.get(PAGE).status_code == 404, address
        assert 'href="/opvolging/"' not in client.get("/", follow=True).content.decode(), address
    assert 'href="/opvolging/"' in as_user("coordinator.noord").get("/").content.decode()


def test_another_region_sees_and_reminds_nothing(one_of_each, as_user):
    late = one_of_each["te-laat"]
    client = as_user("coordinator.zuid")
    page = client.get(PAGE).content.decode()
    assert "Er is nog geen opvolging gepland" in page and late.case.number not in page
    assert late.case.number not in client.get(PAGE, {"export": "csv"}).content.decode()
    assert client.post(f"/opvolging/{late.public_id}/herinneren/").status_code == 404
    assert not Notification.objects.filter(kind="reminder").exists()


def test_the_coordinator_reminds_once_a_day(opened, on_that_monday, as_user, travel):
    case = opened(days_ago=40)
    follow_up = case.follow_ups.get()
    client = as_user("coordinator.noord")
    address = f"/opvolging/{follow_up.public_id}/herinneren/"
    assert "Herinner aanmelder" in client.get(PAGE).content.decode()
    answer = client.post(address, {"next": "/opvolging/?state=te-laat"}, follow=True)
    assert answer.redirect_chain == [("/opvolging/?state=te-laat", 302)]
    assert "Herinner aanmelder" not in answer.content.decode()
    again = client.post(address, follow=True).content.decode()
    assert "Vandaag is al een herinnering gestuurd." in again
    sent = Notification.objects.get(kind="reminder")
    assert sent.user == person("aanmelder.venlo") and sent.reference == case.number
    with travel(on_that_monday + timedelta(days=1)):
        client.post(address)
    assert Notification.objects.filter(kind="reminder").count() == 2


def test_a_reminder_never_leads_to_another_site(opened, on_that_monday, as_user):
    follow_up = opened(days_ago=1).follow_ups.get()
    answer = as_user("coordinator.noord").post(
        f"/opvolging/{follow_up.public_id}/herinneren/", {"next": "https://elders.example/"}
    )
    assert answer.url == PAGE


def test_what_is_answered_cannot_be_reminded_of(one_of_each, as_user):
    answered = one_of_each["beantwoord"]
    page = as_user("coordinator.noord").post(f"/opvolging/{answered.public_id}/herinneren/", follow=True)
    assert "staat niet meer open" in page.content.decode()
    assert not Notification.objects.filter(kind="reminder").exists()


def test_each_row_leads_to_the_task_it_waits_for(story, opened, on_that_monday, as_user):
    first = opened(days_ago=3)
    client = as_user("coordinator.noord")
    assert "Geen antwoord vastleggen" in client.get(PAGE).content.decode()
    story.fill_in(first)
    assert "Beoordelen" in client.get(PAGE).content.decode()
    story.assess(first, outcome="second", next_on=on_that_monday + timedelta(days=90))
    page = client.get(PAGE).content.decode()
    assert "/taken/" not in page.split('id="results"')[1], "the second one is not open yet"


def test_the_exports_follow_the_filter_on_the_screen(one_of_each, as_user):
    client = as_user("coordinator.noord")
    late = one_of_each["te-laat"]
    book = client.get(PAGE, {"state": "te-laat", "export": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.values)
    assert [row[0] for row in rows[1:]] == [late.case.number]
    assert rows[1][3].date() == late.due_on and rows[1][6] == 3
    text = client.get(PAGE, {"state": "te-laat", "export": "csv"}).content.decode()
    assert late.case.number in text and one_of_each["nu"].case.number not in text


def test_the_number_of_queries_does_not_grow(lightly, on_that_monday, as_user):
    client = as_user("coordinator.noord")
    lightly(status="open")
    client.get(PAGE)
    few = queries_of(client)
    for _ in range(6):
        lightly(status="open")
    assert queries_of(client) == few


def queries_of(client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(PAGE)
    return len(captured)


def test_nonsense_in_the_address_is_harmless(one_of_each, as_user):
    client = as_user("coordinator.noord")
    query = {"state": "x", "municipality": "999", "o": "-x", "page": "zz", "number": "%' OR 1=1"}
    assert client.get(PAGE, query).status_code == 200
