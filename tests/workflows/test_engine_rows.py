"""The engine's own rows: which tasks there are, and nothing about anybody in them."""

import json

import pytest
from django.db import connection
from django.db.models import ProtectedError
from viewflow.workflow import flow
from viewflow.workflow.context import context
from viewflow.workflow.status import PROCESS, STATUS

from expertteam.core.errors import RuleBroken
from expertteam.organisations.models import User
from tests.roads import texts_of, whole_road
from tests.story import EXPERTS
from workflows.demo.people import person
from workflows.engine import OPEN
from workflows.flows import ALL_FLOWS
from workflows.inbox import tasks_for
from workflows.models import CaseTask

pytestmark = pytest.mark.django_db
ENGINE_TABLES = ("viewflow_process", "viewflow_task", "workflows_caseprocess", "workflows_casetask")


def rows_of(*tables) -> str:
    """Everything that stands in these tables, as one text."""
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")
            found += [row for (row,) in cursor.fetchall()]
    assert found
    return "\n".join(json.dumps(json.loads(row), ensure_ascii=False) for row in found)


def test_no_text_of_a_case_stands_in_the_rows_of_the_engine(story):
    case = whole_road(story)
    stored = rows_of(*ENGINE_TABLES)
    texts = texts_of(case)
    assert len(texts) > 20
    assert {"Testkind", "Verzonnen", case.title} <= texts
    assert [text for text in texts if text in stored] == []
    assert case.number in stored, "the pseudonym is what a task is known by"


def test_a_step_that_fails_leaves_nothing_of_what_it_knew(story, monkeypatch):
    """viewflow can store every local variable of a failing node; here the failure passes on instead."""
    case = story.file()
    task = story.task(case, "coordinator.noord", "TriageFlow.assess")

    def fail(**values):
        secret = case.identity.first_name
        raise RuntimeError(secret)

    monkeypatch.setattr("workflows.steps.triage.services.triage", fail)
    with pytest.raises(RuntimeError):
        story.triage(case)
    task.refresh_from_db()
    assert task.status in OPEN
    assert task.data == {}
    assert "Testkind" not in rows_of(*ENGINE_TABLES)


def test_a_step_that_is_refused_changes_nothing(story):
    case = story.file()
    with pytest.raises(RuleBroken):
        story.triage(case, "centre", transfer_question=" ")
    assert not case.triages.exists(), "what the step had done already is taken back"
    assert story.task(case, "coordinator.noord", "TriageFlow.assess")


def test_no_flow_runs_code_that_could_store_its_failure():
    assert context.propagate_exception
    kinds = {type(node) for each in ALL_FLOWS for node in each.instance.nodes()}
    assert not any(issubclass(kind, flow.Function) for kind in kinds)


def test_conferring_takes_back_the_pre_advices_that_are_still_out(story):
    case = story.file()
    story.to_conference(case)
    story.pre_advise(case, experts=EXPERTS[:2])
    late = story.task(case, EXPERTS[2], "ConferenceFlow.pre_advise")
    process = late.process
    story.confer(case)
    late.refresh_from_db()
    process.refresh_from_db()
    assert late.status == STATUS.CANCELED
    assert process.status == PROCESS.DONE
    assert not tasks_for(person(EXPERTS[2])).exists()
    written = CaseTask.objects.filter(node="ConferenceFlow.pre_advise", status=STATUS.DONE)
    assert {task.owner for task in written} == {person(expert) for expert in EXPERTS[:2]}


def test_a_task_that_was_taken_back_says_so_to_whom_it_was(story, as_user):
    case = story.file()
    story.to_conference(case)
    late = story.task(case, EXPERTS[2], "ConferenceFlow.pre_advise")
    story.confer(case)
    answer = as_user(EXPERTS[2]).post(
        f"/taken/{late.public_id}/", {"choice": "write", "analysis": "Te laat geschreven tekst."}
    )
    assert answer.status_code == 409
    assert "Te laat geschreven tekst." in answer.content.decode()


def test_a_revived_task_asks_the_same_permission_of_the_same_person(story):
    case = story.file()
    story.to_conference(case)
    first = story.task(case, EXPERTS[2], "ConferenceFlow.pre_advise")
    with first.activation() as activation:
        activation.cancel()
        revived = activation.revive()
    again = CaseTask.objects.get(pk=revived.pk)
    assert again.pk != first.pk
    assert (again.owner, again.about, again.reference) == (first.owner, first.about, first.reference)
    assert again.owner_permission == "pre_advise"
    assert again.due_on and again.node == first.node
    able = [who for who in (*EXPERTS, "coordinator.noord") if again.flow_task.can_execute(person(who), again)]
    assert able == [EXPERTS[2]]
    story.pre_advise(case, experts=EXPERTS[2:])
    assert case.agenda_items.get().participations.get(pre_advice__isnull=False).expert == person(EXPERTS[2])


def test_tasks_outlive_the_account_that_did_them(story, as_user):
    case = story.file()
    story.triage(case)
    coordinator = person("coordinator.noord")
    done = CaseTask.objects.get(node="TriageFlow.assess")
    assert done.owner == coordinator
    User.objects.filter(pk=coordinator.pk).update(is_active=False)
    done.refresh_from_db()
    assert done.owner == coordinator
    assert as_user("coordinator2.noord").get(f"/casussen/{case.public_id}/").status_code == 200
    with pytest.raises(ProtectedError):
        coordinator.delete()
