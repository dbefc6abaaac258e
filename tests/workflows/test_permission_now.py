"""A permission is asked at the moment of doing, not at the moment of opening the page."""

import pytest
from django.http import Http404

from expertteam.access import services as access
from expertteam.access.enums import CaseRole
from expertteam.access.wall import as_system
from expertteam.audit.models import ReadEvent
from expertteam.cases.models import Case
from expertteam.organisations.models import User
from tests.story import EXPERTS
from workflows import engine, journey
from workflows.demo.people import person
from workflows.engine import OPEN
from workflows.models import CaseTask

pytestmark = pytest.mark.django_db
CONSULT = {"outcome": "consultation", "motivation": "Past bij het expertteam."}


@pytest.fixture
def case(story):
    return story.file()


@pytest.fixture
def task(story, case):
    return story.task(case, "coordinator.noord", "TriageFlow.assess")


def take_away(case, address="coordinator.noord", role=CaseRole.COORDINATOR):
    access.end(user=person(address), case=case, role=role, reason="Niet meer betrokken.")


def assert_nothing_happened(case, task):
    assert not case.triages.exists()
    assert Case.objects.get(pk=case.pk).status == "filed"
    assert CaseTask.objects.get(pk=task.pk).status in OPEN
    assert case.processes.count() == 1


def test_taken_away_between_opening_and_posting(case, task, browser_of, page_of):
    marloes = browser_of("coordinator.noord")
    assert marloes.get(page_of(task)).status_code == 200
    take_away(case)
    assert marloes.post(page_of(task), CONSULT).status_code == 404
    assert marloes.post(page_of(task, "task_autosave"), CONSULT).status_code == 404
    assert_nothing_happened(case, task)
    assert not ReadEvent.objects.latest("pk").allowed
    assert browser_of("coordinator2.noord").post(page_of(task), CONSULT).status_code == 302


def test_taken_away_between_the_check_of_the_page_and_the_lock(case, task, browser_of, page_of, monkeypatch):
    really_complete = journey.complete

    def complete(**values):
        with as_system("somebody else takes it away at this moment"):
            take_away(case)
        return really_complete(**values)

    monkeypatch.setattr(journey, "complete", complete)
    assert browser_of("coordinator.noord").post(page_of(task), CONSULT).status_code == 404
    assert_nothing_happened(case, task)
    refused = ReadEvent.objects.latest("pk")
    assert (refused.allowed, refused.object_id) == (False, str(task.public_id))


def test_the_engine_itself_asks_so_no_road_passes_it(case, task):
    """Whoever calls the engine without a page meets the same refusal."""

    def perform():
        pytest.fail("the step may not begin")

    for address in ("coordinator.midden", "aanmelder.venlo", "aanbieder.nest", "beheer"):
        with pytest.raises(Http404):
            engine.complete(task=task, user=person(address), perform=perform)
    take_away(case)
    with pytest.raises(Http404):
        engine.complete(task=task, user=person("coordinator.noord"), perform=perform)
    assert_nothing_happened(case, task)


def test_a_deactivated_account_does_nothing_more_with_a_page_it_has_open(case, task, browser_of, page_of):
    marloes = browser_of("coordinator.noord")
    assert marloes.get(page_of(task)).status_code == 200
    User.objects.filter(pk=person("coordinator.noord").pk).update(is_active=False)
    answer = marloes.post(page_of(task), CONSULT)
    assert answer.status_code == 302
    assert answer.url.startswith("/account/login/")
    assert_nothing_happened(case, task)


def test_an_expert_who_lost_the_case_cannot_sign(story, browser_of, page_of):
    case = story.file()
    story.to_advice(case)
    story.draft(case)
    task = story.task(case, EXPERTS[0], "AdviceFlow.sign")
    take_away(case, EXPERTS[0], CaseRole.EXPERT)
    assert browser_of(EXPERTS[0]).post(page_of(task), {"judgement": "agree"}).status_code == 404
    assert not case.advices.get().signatures.exists()


def test_who_may_record_that_no_answer_came_may_do_so_in_the_referrers_task(story, travel):
    """The follow-up is the referrer's; the coordinator may close it without an answer, others may not."""
    case = story.file()
    story.to_delivery(case)
    story.respond(case)
    with travel(case.follow_ups.get().due_on):
        assert story.follow_up_opens(case)
        task = CaseTask.objects.get(node="FollowUpFlow.fill_in")
        able = {
            address
            for address in ("aanmelder.venlo", "coordinator.noord", "voorzitter.noord", EXPERTS[0], "fg")
            if task.flow_task.can_execute(person(address), task)
        }
    assert able == {"aanmelder.venlo", "coordinator.noord"}
