"""The referrer answers each recommendation."""

import pytest

from expertteam.advice.models import Response
from tests.pages import page_of, text_of

pytestmark = pytest.mark.django_db
NODE = "AdviceFlow.respond"
REFERRER = "aanmelder.venlo"


@pytest.fixture
def case(story):
    delivered = story.file()
    story.to_delivery(delivered)
    return delivered


def test_following_one_and_deviating_from_the_other(case, story, as_user):
    client = as_user(REFERRER)
    address = page_of(story.task(case, REFERRER, NODE))
    assert "Zet hulp in volgens stap 2." in text_of(client.get(address))
    sent = {
        "antwoord-1-choice": "follow",
        "antwoord-1-reason": "Dit hoort nergens bij.",
        "antwoord-2-choice": "deviate",
        "antwoord-2-reason_kind": "geen_plek",
        "antwoord-2-reason": "De wachttijd is een jaar.",
    }
    assert client.post(address, sent).status_code == 302
    first, second = Response.objects.order_by("recommendation__number")
    assert (first.choice, first.reason_kind, first.reason) == ("follow", "", "")
    assert (second.choice, second.reason_kind) == ("deviate", "geen_plek")
    assert client.post(address, sent).status_code == 409
    page = text_of(as_user("coordinator.noord").get(f"/casussen/{case.public_id}/"))
    assert "Wij wijken af, geen plek of lange wachttijd De wachttijd is een jaar." in page


def test_deviating_needs_a_reason_and_words(case, story, as_user):
    address = page_of(story.task(case, REFERRER, NODE))
    response = as_user(REFERRER).post(
        address, {"antwoord-1-choice": "follow", "antwoord-2-choice": "deviate"}
    )
    page = text_of(response)
    assert "Kies: Waarom wijkt u af van aanbeveling 2?" in page
    assert "Vul in: Toelichting op het afwijken van aanbeveling 2" in page
    assert "van aanbeveling 1? Vul" not in page
    assert "<title>Fout: " in response.content.decode()
    assert not Response.objects.exists()


def test_every_recommendation_gets_an_answer(case, story, as_user):
    address = page_of(story.task(case, REFERRER, NODE))
    page = text_of(as_user(REFERRER).post(address, {"antwoord-1-choice": "follow"}))
    assert "Kies: Uw antwoord op aanbeveling 2" in page
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "stranger", ["aanmelder2.venlo", "aanmelder.venray", "coordinator.noord", "voorzitter.noord"]
)
def test_nobody_answers_for_the_referrer(case, story, as_user, stranger):
    address = page_of(story.task(case, REFERRER, NODE))
    client = as_user(stranger)
    assert client.get(address).status_code == 404
    sent = {"antwoord-1-choice": "follow", "antwoord-2-choice": "follow"}
    assert client.post(address, sent).status_code == 404
    assert not Response.objects.exists()
