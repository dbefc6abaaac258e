"""The referrer answers for every recommendation; the coordinator can only say that nobody did."""

from datetime import date

import pytest

from expertteam.followup.models import FollowUp
from expertteam.learning.models import LearningRecord
from workflows.demo.people import person
from workflows.inbox import tasks_for
from workflows.steps.base import play

pytestmark = pytest.mark.django_db

DELIVERED, DUE = date(2026, 1, 12), date(2026, 7, 13)
ANSWERS = {
    "aanbeveling-1-result": "followed",
    "aanbeveling-2-result": "not_followed",
    "aanbeveling-2-reason_kind": "geen_plek",
    "aanbeveling-2-reason": "De wachtlijst bleef.",
    "lives": "thuis",
    "placement_prevented": "ja",
    "re_indication": "nee",
    "youth_view": "Het gaat <b>beter</b>.",
    "parents_view": "Wij slapen weer.",
}


@pytest.fixture
def case(story, travel):
    """A case whose follow-up is due; the clock stays on that day."""
    with travel(DELIVERED):
        case = story.file()
        story.to_delivery(case)
        story.respond(case)
    with travel(DUE):
        story.follow_up_opens(case)
        yield case


def task_url(case, address):
    task = tasks_for(person(address)).filter(process__caseprocess__case=case).get()
    return f"/taken/{task.public_id}/"


def coordinator_url(case):
    task = tasks_for(person("aanmelder.venlo")).get(process__caseprocess__case=case)
    return f"/taken/{task.public_id}/"


def test_the_referrer_answers_every_recommendation(case, as_user):
    url = task_url(case, "aanmelder.venlo")
    client = as_user("aanmelder.venlo")
    page = client.get(url).content.decode()
    assert "Zet hulp in volgens stap 1." in page and "Zet hulp in volgens stap 2." in page
    assert "Er kwam geen antwoord" not in page
    client.post(url, ANSWERS)
    follow_up = FollowUp.objects.get()
    assert follow_up.get_status_display() == "Beantwoord"
    assert [(o.result, o.reason_kind) for o in follow_up.outcomes.all()] == [
        ("followed", ""),
        ("not_followed", "geen_plek"),
    ]
    assert follow_up.youth_view == "Het gaat <b>beter</b>."
    assert "Het gaat &lt;b&gt;beter&lt;/b&gt;." in client.get(f"/casussen/{case.public_id}/").content.decode()


WRONG = [
    ({"aanbeveling-1-result": ""}, "Kies wat er van aanbeveling 1 is gekomen."),
    ({"aanbeveling-2-reason_kind": ""}, "Kies waarom aanbeveling 2 niet helemaal is gevolgd."),
    ({"aanbeveling-2-result": "partly", "aanbeveling-2-reason_kind": ""}, "Kies waarom aanbeveling 2"),
    ({"aanbeveling-2-reason_kind": "verzonnen"}, "Kies een van de antwoorden uit de lijst"),
    ({"lives": ""}, "Kies: Waar woont de jeugdige nu?"),
    ({"youth_view": " "}, "Vul in: Wat vindt de jeugdige ervan?"),
    ({"youth_view": "x" * 4001}, "Maak de tekst korter"),
]


def test_what_is_missing_is_said_and_nothing_is_lost(case, as_user):
    url = task_url(case, "aanmelder.venlo")
    client = as_user("aanmelder.venlo")
    for change, message in WRONG:
        page = client.post(url, ANSWERS | change).content.decode()
        assert message in page
        assert "Wij slapen weer." in page
    assert FollowUp.objects.get().status == "open"


def test_a_reason_left_behind_does_not_make_a_followed_recommendation_a_deviation(case, as_user):
    left = {"aanbeveling-2-result": "followed"}
    as_user("aanmelder.venlo").post(task_url(case, "aanmelder.venlo"), ANSWERS | left)
    assert [o.reason_kind for o in FollowUp.objects.get().outcomes.all()] == ["", ""]


def test_a_draft_comes_back_as_it_was_left(case, as_user):
    url = task_url(case, "aanmelder.venlo")
    client = as_user("aanmelder.venlo")
    client.post(url, {"aanbeveling-2-result": "partly", "youth_view": "Nog niet af", "save_draft": "1"})
    page = client.get(url).content.decode()
    assert "Nog niet af" in page
    assert 'name="aanbeveling-2-result" value="partly"' in page and "et-summary" not in page
    assert FollowUp.objects.get().status == "open"


def test_the_coordinator_sees_only_that_no_answer_came(case, as_user):
    url = coordinator_url(case)
    client = as_user("coordinator.noord")
    page = client.get(url).content.decode()
    assert "Er kwam geen antwoord van de aanmelder" in page
    assert "Waar woont de jeugdige nu?" not in page
    assert "Vink aan" in client.post(url, {}).content.decode(), "confirm first"
    client.post(url, {"no_answer": "on"})
    follow_up = FollowUp.objects.get()
    assert follow_up.get_status_display() == "Niet beantwoord"
    assert follow_up.answered_at is None


def test_the_referrer_cannot_say_that_no_answer_came(case, as_user):
    client = as_user("aanmelder.venlo")
    client.post(task_url(case, "aanmelder.venlo"), {"no_answer": "on"})
    assert FollowUp.objects.get().status == "open"


def test_nobody_else_reaches_the_task(case, as_user):
    url = coordinator_url(case)
    for address in (
        "aanmelder2.venlo",
        "deskundige1.noord",
        "coordinator.zuid",
        "beleid.noord",
        "inkoop",
        "fg",
        "beheer",
    ):
        client = as_user(address)
        assert client.get(url).status_code == 404, address
        assert client.post(url, ANSWERS | {"no_answer": "on"}).status_code == 404, address
    assert FollowUp.objects.get().status == "open"


def test_answering_twice_shows_that_it_is_done(case, as_user):
    url = task_url(case, "aanmelder.venlo")
    client = as_user("aanmelder.venlo")
    client.post(url, ANSWERS)
    again = client.post(url, ANSWERS | {"youth_view": "Tweede keer."})
    assert again.status_code == 409
    assert FollowUp.objects.get().youth_view == "Het gaat <b>beter</b>."


def test_a_case_without_an_advice_asks_about_the_youth_only(story, travel, as_user):
    with travel(DELIVERED):
        case = story.file()
        story.triage(case, "procesregie")
        director = "regisseur.noord"
        story.play(case, "coordinator.noord", "ProcesregieFlow.assign", director=person(director))
        story.play(
            case, director, "ProcesregieFlow.analyse", kind="geld", level="bestuur", description="Geld."
        )
        story.play(case, director, "ProcesregieFlow.direct", result="doorbroken", note="Er is betaald.")
    with travel(DUE):
        story.follow_up_opens(case)
        client = as_user("aanmelder.venlo")
        page = client.get(task_url(case, "aanmelder.venlo")).content.decode()
        assert "Aanbeveling 1" not in page and "Waar woont de jeugdige nu?" in page
        client.post(task_url(case, "aanmelder.venlo"), ANSWERS)
        assert FollowUp.objects.get().status == "answered"


def test_no_answer_stays_in_the_denominator(story, case):
    """Two recommendations nobody told of are counted as not answered, not left out."""
    task = story.task(case, "aanmelder.venlo", "FollowUpFlow.fill_in")
    play(task, person("coordinator.noord"), no_answer=True)
    story.assess(case)
    story.learn(case)
    learned = LearningRecord.objects.get()
    assert not learned.follow_up_answered
    assert [fact.outcome for fact in learned.recommendations.all()] == ["unanswered", "unanswered"]
