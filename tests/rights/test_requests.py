"""Youth and parents ask something of their file: it is written down, kept to its term, and decided on."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from expertteam.audit.models import ReadEvent
from expertteam.notifications.models import Notification
from expertteam.rights import services
from expertteam.rights.models import RequestTerm, SubjectRequest
from expertteam.rights.queries import requests_for
from tests.pages import body_of, text_of
from workflows.rights_jobs import queue_rights_reminders, remind_of_request

pytestmark = pytest.mark.django_db

STRANGERS = [
    "aanmelder.venlo",
    "voorzitter.noord",
    "deskundige1.noord",
    "regisseur.noord",
    "centrum1",
    "aanbieder.lindehof",
    "coordinator.midden",
    "beleid.noord",
    "fg",
    "beheer",
]


@pytest.fixture
def case(story, travel):
    with travel(date(2026, 3, 2)):
        return story.file()


def ask(case, people, kind="inspection", received_on=date(2026, 3, 2), **values):
    values = {"asked_by": "parent", "question": "Alles over school.", **values}
    return services.record_request(
        case=case, by=people("coordinator.noord"), kind=kind, received_on=received_on, **values
    )


def page_of(asked):
    return f"/rechten/verzoeken/{asked.public_id}/"


@pytest.mark.parametrize(
    ("kind", "due_on"),
    [
        ("inspection", date(2026, 2, 28)),
        ("correction", date(2026, 2, 28)),
        ("statement", date(2026, 2, 28)),
        ("destruction", date(2026, 4, 30)),
    ],
)
def test_the_term_is_counted_in_calendar_months_from_receipt(case, people, travel, kind, due_on):
    with travel(date(2026, 3, 2)):
        assert ask(case, people, kind, received_on=date(2026, 1, 31)).due_on == due_on


def test_the_term_stands_in_a_table_that_can_be_changed(case, people, travel):
    services.change_term(
        term=RequestTerm.objects.get(kind="inspection"),
        months=2,
        remind_days=3,
        source="Besluit van de regio",
    )
    with travel(date(2026, 3, 2)):
        asked = ask(case, people)
    assert (asked.due_on, asked.remind_on) == (date(2026, 5, 2), date(2026, 4, 29))


def test_a_coordinator_records_a_request_from_the_case_page_and_decides(case, as_user, travel):
    client = as_user("coordinator.noord")
    with travel(date(2026, 3, 4)):
        address = f"/casussen/{case.public_id}/verzoeken/nieuw/"
        assert address in client.get(f"/casussen/{case.public_id}/").content.decode()
        values = {"kind": "inspection", "asked_by": "youth", "received_on": "2026-03-03"}
        response = client.post(address, values, follow=True)
        assert "Antwoord uiterlijk op 3 apr 2026" in text_of(response)
        asked = case.subject_requests.get()
        client.post(page_of(asked), {"status": "granted", "reason": "De jeugdige is 14 jaar."})
    asked.refresh_from_db()
    assert (asked.status, asked.decided_by.email) == ("granted", "coordinator.noord@demo.example")
    lines = case.history.filter(verb__startswith="rights").values_list("detail", flat=True)
    assert list(lines) == [
        "Verzoek om inzage vastgelegd, gevraagd door de jeugdige",
        "Verzoek om inzage: toegewezen",
    ]


def test_a_decision_needs_its_reason_and_is_made_once(case, as_user, people):
    asked = ask(case, people)
    client = as_user("coordinator.noord")
    page = client.post(page_of(asked), {"status": "refused", "reason": ""})
    assert "Vul in: Motivering" in text_of(page)
    client.post(page_of(asked), {"status": "refused", "reason": "Al eerder gegeven."})
    page = client.post(page_of(asked), {"status": "granted", "reason": "Toch wel."})
    assert "al besloten" in text_of(page)
    asked.refresh_from_db()
    assert asked.status == "refused"


def test_an_own_statement_is_never_refused(case, people):
    asked = ask(case, people, "statement")
    with pytest.raises(ValidationError, match=r"7\.3\.8"):
        services.decide(request=asked, by=people("coordinator.noord"), status="refused", reason="Nee.")


def test_the_same_open_request_is_recorded_once_and_never_in_the_future(case, people, travel):
    ask(case, people)
    with pytest.raises(ValidationError, match="al in behandeling"):
        ask(case, people)
    assert ask(case, people, asked_by="youth").pk
    with travel(date(2026, 3, 2)), pytest.raises(ValidationError, match="toekomst"):
        ask(case, people, "correction", received_on=date(2026, 3, 3))


def test_only_who_handles_the_rights_opens_or_records_a_request(case, people, as_user):
    asked = ask(case, people)
    missing = "d3b07384-d9a0-4c9b-8f0e-2f6f5f3f1a11"
    for stranger in STRANGERS:
        client = as_user(stranger)
        for start, own in (("/rechten/verzoeken/", asked.public_id), ("/casussen/", case.public_id)):
            rest = "verzoeken/nieuw/" if start == "/casussen/" else ""
            foreign, gone = client.get(f"{start}{own}/{rest}"), client.get(f"{start}{missing}/{rest}")
            assert foreign.status_code == gone.status_code == 404
            assert body_of(foreign) == body_of(gone)
            refused = client.post(f"{start}{own}/{rest}", {"status": "granted", "reason": "Zomaar"})
            assert refused.status_code == 404
        assert "verzoeken/nieuw" not in client.get(f"/casussen/{case.public_id}/").content.decode()
    seen = ReadEvent.objects.filter(allowed=False, object_id=str(asked.public_id)).values("user_id")
    assert seen.distinct().count() == len(STRANGERS)
    asked.refresh_from_db()
    assert asked.is_open


def test_the_register_shows_what_is_late_first(case, people, travel):
    destroy = ask(case, people, "destruction")
    look = ask(case, people, "inspection")
    done = ask(case, people, "correction")
    services.decide(request=done, by=people("coordinator.noord"), status="granted", reason="Hersteld.")
    fresh = ask(case, people, "inspection", asked_by="youth", received_on=date(2026, 4, 20))
    with travel(date(2026, 5, 1)):
        seen = list(requests_for(people("coordinator.noord")))
        assert seen == [look, fresh, destroy, done]
        assert [each.late for each in seen] == [True, False, False, False]
    assert not requests_for(people("coordinator.midden")).exists()


def test_a_privacy_officer_sees_numbers_and_days_but_no_content(case, people, as_user, travel):
    with travel(date(2026, 5, 1)):
        asked = ask(case, people, question="Vraag over kanarie.")
        page = as_user("fg").get("/rechten/")
    assert case.number in text_of(page) and "Te laat" in text_of(page)
    for hidden in ("kanarie", "Verzonnen", case.title, page_of(asked), "een ouder"):
        assert hidden not in page.content.decode()


@pytest.mark.parametrize(
    "stranger", ["aanmelder.venlo", "voorzitter.noord", "beheer", "inkoop", "aanbieder.nest"]
)
def test_for_others_there_is_no_register(as_user, stranger):
    client = as_user(stranger)
    assert client.get("/rechten/").status_code == 404
    assert 'href="/rechten/"' not in client.get("/start/", follow=True).content.decode()


def test_an_empty_register_says_what_to_do(as_user):
    assert "Kies een casus" in text_of(as_user("coordinator.zuid").get("/rechten/"))


def test_who_handles_it_is_reminded_once_before_the_term_ends(case, people, travel):
    with travel(date(2026, 3, 2)):
        asked = ask(case, people)
        Notification.objects.all().delete()
        assert remind_of_request(subject_request_id=asked.pk) is False
    with travel(date(2026, 3, 26)):
        queue_rights_reminders(timestamp=0)
        assert remind_of_request(subject_request_id=asked.pk) is True
        assert remind_of_request(subject_request_id=asked.pk) is False
    told = Notification.objects.filter(kind="rights_due")
    assert {each.user.email.split("@")[0] for each in told} == {"coordinator.noord", "coordinator2.noord"}
    assert {(each.reference, each.path, each.due_on) for each in told} == {
        (case.number, page_of(asked), date(2026, 4, 2))
    }


def test_nobody_is_reminded_of_a_decided_request(case, people, travel):
    asked = ask(case, people)
    services.decide(request=asked, by=people("coordinator.noord"), status="withdrawn", reason="Toch niet.")
    with travel(date(2026, 4, 1)):
        assert remind_of_request(subject_request_id=asked.pk) is False
    assert not SubjectRequest.objects.to_remind().exists()
