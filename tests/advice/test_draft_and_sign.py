"""From draft through signatures to an advice that is delivered."""

from datetime import timedelta

import pytest

from expertteam.advice.enums import AdviceStatus
from expertteam.advice.models import Advice
from expertteam.core import clock
from expertteam.organisations.models import Organisation
from tests.pages import page_of, text_of

pytestmark = pytest.mark.django_db
CHAIR = "voorzitter.noord"


@pytest.fixture
def case(story):
    conferred = story.file()
    story.to_advice(conferred)
    return conferred


@pytest.fixture
def drafted(case, story):
    story.draft(case)
    return case


def draft(*rows, **extra):
    data = {"summary": "Eerst rust.", "aanbeveling-TOTAL_FORMS": str(len(rows))}
    data |= {"aanbeveling-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {f"aanbeveling-{number}-{name}": value for name, value in row.items()}
    return data | extra


def row(**changes):
    return {
        "text": "Zet één hulpverlener in.",
        "segment": "ambulant_perspectief",
        "addressee": str(Organisation.objects.get(name="De Lindehof").public_id),
        "owner": "behandelcoördinator",
        "due_on": (clock.today() + timedelta(days=30)).isoformat(),
    } | changes


def test_the_chair_drafts_recommendations_that_somebody_owns(case, story, as_user):
    task = story.task(case, CHAIR, "AdviceFlow.draft")
    client = as_user(CHAIR)
    page = text_of(client.get(page_of(task)))
    assert "Er is te veel tegelijk gevraagd" in page and "Vooradvies van Ruud Aerts" in page
    assert client.post(page_of(task), draft(row(), row(text="Zoek een plek."))).status_code == 302
    advice = Advice.objects.get()
    assert [(each.number, each.text) for each in advice.recommendations.all()] == [
        (1, "Zet één hulpverlener in."),
        (2, "Zoek een plek."),
    ]
    assert story.task(case, "deskundige1.noord", "AdviceFlow.sign")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "Aanbeveling 1: Vul in: Wat moet er gebeuren?"),
        ({"segment": "toverdrank"}, "Aanbeveling 1: Kies een van de antwoorden"),
        ({"addressee": "d3b07384-d9a0-4c9b-8f0e-2f6f5f3f1a11"}, "Aanbeveling 1: Kies een van de antwoorden"),
        ({"owner": "x" * 121}, "Aanbeveling 1: Maak de tekst korter"),
        ({"due_on": "2024-01-01"}, "Aanbeveling 1: 1 januari 2024 is al voorbij"),
        ({"due_on": "20260-01-01"}, "Aanbeveling 1: Vul een bestaande datum in"),
    ],
)
def test_a_recommendation_that_nobody_can_act_on_is_refused(case, story, as_user, changes, sentence):
    task = story.task(case, CHAIR, "AdviceFlow.draft")
    response = as_user(CHAIR).post(page_of(task), draft(row(**changes)))
    assert response.status_code == 200 and sentence in text_of(response)
    assert "Eerst rust." in response.content.decode(), "what was typed is still there"
    assert not Advice.objects.exists()


def test_an_advice_without_recommendations_is_refused(case, story, as_user):
    task = story.task(case, CHAIR, "AdviceFlow.draft")
    response = as_user(CHAIR).post(page_of(task), draft({}))
    assert "Vul ten minste 1 aanbeveling in." in text_of(response)


def test_adding_a_row_judges_nothing_and_keeps_what_was_typed(case, story, as_user):
    task = story.task(case, CHAIR, "AdviceFlow.draft")
    pressed = draft(row(), summary="", **{"aanbeveling-add": "1"})
    page = as_user(CHAIR).post(page_of(task), pressed).content.decode()
    assert "Zet één hulpverlener in." in page and "aanbeveling-1-text" in page
    assert "et-error" not in page


def test_a_kept_draft_comes_back_with_its_rows(case, story, as_user):
    task = story.task(case, CHAIR, "AdviceFlow.draft")
    client = as_user(CHAIR)
    client.post(page_of(task), draft(row(), row(text="Half af", due_on=""), save_draft="1"))
    page = client.get(page_of(task))
    assert page.status_code == 200
    assert "Zet één hulpverlener in." in text_of(page) and "Half af" in text_of(page)
    assert "et-error" not in page.content.decode()


@pytest.mark.parametrize(
    "stranger", ["voorzitter.midden", "deskundige1.noord", "coordinator.noord", "aanmelder.venlo"]
)
def test_only_the_chair_drafts(case, story, as_user, stranger):
    task = story.task(case, CHAIR, "AdviceFlow.draft")
    client = as_user(stranger)
    assert client.get(page_of(task)).status_code == 404
    assert client.post(page_of(task), draft(row())).status_code == 404
    assert not Advice.objects.exists()


def test_an_expert_reads_the_advice_and_agrees(drafted, story, as_user):
    task = story.task(drafted, "deskundige1.noord", "AdviceFlow.sign")
    client = as_user("deskundige1.noord")
    assert "Zet hulp in volgens stap 1." in text_of(client.get(page_of(task)))
    assert client.post(page_of(task), {"judgement": "agree"}).status_code == 302
    assert client.post(page_of(task), {"judgement": "dissent", "remark": "Toch niet."}).status_code == 409
    assert drafted.advices.get().signatures.get().judgement == "agree"


@pytest.mark.parametrize("judgement", ["remark", "dissent"])
def test_who_does_not_simply_agree_says_why(drafted, story, as_user, judgement):
    task = story.task(drafted, "deskundige1.noord", "AdviceFlow.sign")
    client = as_user("deskundige1.noord")
    response = client.post(page_of(task), {"judgement": judgement, "remark": " "})
    assert "Vul uw opmerking of de reden in." in text_of(response)
    client.post(page_of(task), {"judgement": judgement, "remark": "Te vroeg."})
    assert drafted.advices.get().signatures.get().remark == "Te vroeg."


@pytest.mark.parametrize("stranger", ["deskundige2.noord", "deskundige5.noord", "aanmelder.venlo"])
def test_nobody_signs_for_another(drafted, story, as_user, stranger):
    task = story.task(drafted, "deskundige1.noord", "AdviceFlow.sign")
    client = as_user(stranger)
    assert client.get(page_of(task)).status_code == 404
    assert client.post(page_of(task), {"judgement": "agree"}).status_code == 404


def test_the_referrer_reads_nothing_before_delivery(drafted, story, as_user):
    page = text_of(as_user("aanmelder.venlo").get(f"/casussen/{drafted.public_id}/"))
    assert "Zet hulp in volgens stap 1." not in page and "Eerst rust" not in page
    page = text_of(as_user("coordinator.noord").get(f"/casussen/{drafted.public_id}/"))
    assert "Zet hulp in volgens stap 1." in page and "Ter ondertekening" in page


def test_a_dissent_needs_a_settlement(drafted, story, as_user):
    story.sign(drafted, judgements=("agree", "dissent", "remark"))
    task = story.task(drafted, CHAIR, "AdviceFlow.settle")
    client = as_user(CHAIR)
    page = text_of(client.get(page_of(task)))
    assert "Niet akkoord Ik zie de veiligheid thuis anders." in page
    refused = client.post(page_of(task), {"settlement": " "})
    assert "Er zijn opmerkingen of bezwaren. Vul in hoe u daarmee bent omgegaan." in text_of(refused)
    assert drafted.advices.get().status == AdviceStatus.SIGNED
    assert client.post(page_of(task), {"settlement": "Apart besproken."}).status_code == 302
    assert drafted.advices.get().status == AdviceStatus.DELIVERED


def test_without_remarks_the_chair_settles_at_once(drafted, story, as_user):
    story.sign(drafted)
    task = story.task(drafted, CHAIR, "AdviceFlow.settle")
    client = as_user(CHAIR)
    assert "Toelichting bij het vaststellen (niet verplicht)" in text_of(client.get(page_of(task)))
    assert client.post(page_of(task), {}).status_code == 302
    assert client.post(page_of(task), {}).status_code == 409
    assert drafted.advices.get().delivered_at
    assert drafted.follow_ups.count() == 1


def test_an_expert_does_not_settle(drafted, story, as_user):
    story.sign(drafted)
    task = story.task(drafted, CHAIR, "AdviceFlow.settle")
    for stranger in ("deskundige1.noord", "voorzitter.midden", "coordinator.noord"):
        assert as_user(stranger).post(page_of(task), {}).status_code == 404
    assert not drafted.advices.get().delivered_at
