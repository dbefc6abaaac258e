"""Whose agenda shows which conference, and what a calendar file tells."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from expertteam.conferences.models import Conference
from expertteam.core import clock
from tests.pages import body_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(story):
    planned = story.file(title="Kanarie in de titel")
    story.to_conference(planned)
    return planned


def calendar_of(case):
    return f"/agenda/{case.agenda_items.get().conference.public_id}/kalender.ics"


@pytest.mark.parametrize("member", ["deskundige1.noord", "voorzitter.noord", "coordinator.noord"])
def test_those_at_the_table_find_it_in_their_agenda(case, as_user, member):
    client = as_user(member)
    page = text_of(client.get("/agenda/"))
    assert case.number in page and "Stadskantoor Venlo" in page
    assert case.title not in page
    assert client.get(calendar_of(case)).status_code == 200


@pytest.mark.parametrize(
    "stranger",
    ["deskundige5.noord", "deskundige1.midden", "voorzitter.midden", "coordinator.zuid", "centrum1"],
)
def test_others_find_an_empty_agenda_that_says_what_comes(case, as_user, stranger):
    client = as_user(stranger)
    page = text_of(client.get("/agenda/"))
    assert case.number not in page
    assert "Er staat geen bespreking gepland" in page
    assert client.get(calendar_of(case)).status_code == 404


@pytest.mark.parametrize("outsider", ["aanmelder.venlo", "regisseur.noord", "aanbieder.lindehof", "fg"])
def test_who_does_not_sit_at_the_table_gets_no_calendar_file(case, as_user, outsider):
    assert as_user(outsider).get(calendar_of(case)).status_code == 404


def test_a_missing_conference_answers_the_same(case, as_user):
    client = as_user("deskundige5.noord")
    missing = client.get("/agenda/d3b07384-d9a0-4c9b-8f0e-2f6f5f3f1a11/kalender.ics")
    assert missing.status_code == 404
    assert body_of(missing) == body_of(client.get(calendar_of(case)))


def test_the_calendar_file_says_when_and_where_and_nothing_of_the_case(case, as_user):
    response = as_user("deskundige1.noord").get(calendar_of(case))
    assert response["Content-Type"].startswith("text/calendar")
    meeting = Conference.objects.get()
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["SUMMARY"] == "Casusbespreking Expertteam Noord-Limburg"
    assert event["LOCATION"] == "Stadskantoor Venlo"
    assert event.decoded("DTSTART") == meeting.starts_at
    assert event.decoded("DTEND") == meeting.ends_at
    text = response.content.decode()
    for secret in (case.number, case.title, "Testkind", "Venlo, ", "uithuisplaatsing"):
        assert secret not in text


def test_a_recused_expert_loses_it(case, story, as_user):
    story.play(case, "deskundige1.noord", "ConferenceFlow.pre_advise", recusal_reason="Ik ken het gezin.")
    client = as_user("deskundige1.noord")
    assert case.number not in text_of(client.get("/agenda/"))
    assert client.get(calendar_of(case)).status_code == 404
    assert as_user("deskundige2.noord").get(calendar_of(case)).status_code == 200


def test_an_expert_sees_only_the_cases_they_are_asked_for(case, story, as_user):
    other = story.file()
    story.triage(other)
    story.plan(other, experts=("deskundige2.noord", "deskundige4.noord", "deskundige5.noord"))
    assert Conference.objects.count() == 1, "one meeting, two cases"
    first = text_of(as_user("deskundige1.noord").get("/agenda/"))
    assert case.number in first and other.number not in first
    both = text_of(as_user("voorzitter.noord").get("/agenda/"))
    assert case.number in both and other.number in both


def test_yesterday_is_no_longer_in_the_agenda(case, as_user, travel):
    with travel(clock.today() + timedelta(days=9)):
        assert case.number in text_of(as_user("deskundige1.noord").get("/agenda/"))
    with travel(clock.today() + timedelta(days=10)):
        assert case.number not in text_of(as_user("deskundige1.noord").get("/agenda/"))


def test_the_centre_finds_its_own_conferences(story, as_user):
    case = story.file()
    story.triage(case, "centre", transfer_question="Wie denkt mee?")
    story.play(case, "centrum1", "TransferFlow.decide", decision="confer")
    experts = ("deskundige4.noord", "deskundige1.midden", "deskundige2.zuid")
    story.plan(case, experts=experts, by="centrum1", chair="voorzitter.centrum")
    for member in ("centrum1", "deskundige1.midden", "voorzitter.centrum"):
        assert case.number in text_of(as_user(member).get("/agenda/"))
    assert case.number not in text_of(as_user("coordinator.noord").get("/agenda/")), "another table's"


def test_the_agenda_asks_the_database_no_more_for_more_cases(case, story, as_user):
    client = as_user("coordinator.noord")
    client.get("/agenda/")
    with CaptureQueriesContext(connection) as one:
        client.get("/agenda/")
    for _ in range(3):
        story.to_conference(story.file())
    with CaptureQueriesContext(connection) as four:
        page = client.get("/agenda/")
    assert text_of(page).count("NL-2") == 4
    assert len(four) == len(one)
