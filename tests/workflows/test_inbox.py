"""Mijn taken: what somebody has to do, and nothing else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from expertteam.access import services as access
from expertteam.access.enums import CaseRole
from expertteam.organisations.models import User
from tests.story import EXPERTS
from workflows.demo.people import person
from workflows.inbox import doers, tasks_for
from workflows.models import CaseTask

pytestmark = pytest.mark.django_db


def nodes(address):
    return sorted(tasks_for(person(address)).values_list("node", flat=True))


def pile_up(task, number):
    """Copies of one open task, as if as many cases waited."""
    CaseTask.objects.exclude(pk=task.pk).filter(node=task.node).delete()
    for _ in range(number - 1):
        CaseTask.objects.create(
            process=task.process,
            subject=task.subject,
            flow_task=task.flow_task,
            node=task.node,
            reference=task.reference,
            owner_permission=task.owner_permission,
            due_on=task.due_on,
        )
    assert tasks_for(person("coordinator.noord")).count() == number


def queries_of(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_each_person_finds_their_own_tasks_and_nobody_elses(story):
    waiting, planned = story.file(), story.file()
    story.to_conference(planned)
    assert nodes("coordinator.noord") == nodes("coordinator2.noord") == ["TriageFlow.assess"]
    assert nodes("voorzitter.noord") == ["ConferenceFlow.confer"]
    for expert in EXPERTS:
        assert nodes(expert) == ["ConferenceFlow.pre_advise"]
    for nobody in ("aanmelder.venlo", "deskundige5.noord", "coordinator.midden", "centrum1", "fg", "beheer"):
        assert nodes(nobody) == [], nobody
    assert {task.case for task in tasks_for(person("coordinator.noord"))} == {waiting}


def test_doers_are_exactly_those_whose_inbox_shows_the_task(story):
    case = story.file()
    story.to_conference(case)
    for task in CaseTask.objects.exclude(node=""):
        shown = {user for user in User.objects.all() if tasks_for(user).filter(pk=task.pk).exists()}
        if task.finished is None:
            assert shown == set(doers(task)), task.node
        else:
            assert shown == set(), task.node


def test_a_lost_permission_empties_the_inbox_at_once(story):
    case = story.file()
    access.end(user=person("coordinator.noord"), case=case, role=CaseRole.COORDINATOR, reason="Vertrokken.")
    assert nodes("coordinator.noord") == []
    assert nodes("coordinator2.noord") == ["TriageFlow.assess"]


def test_a_deactivated_user_has_no_open_tasks_and_the_rows_stay(story):
    case = story.file()
    story.to_conference(case)
    User.objects.filter(pk=person(EXPERTS[0]).pk).update(is_active=False)
    assert nodes(EXPERTS[0]) == []
    assert CaseTask.objects.filter(node="ConferenceFlow.pre_advise", owner=person(EXPERTS[0])).exists()


def test_a_hundred_tasks_take_as_many_queries_as_ten(story, as_user):
    case = story.file()
    task = story.task(case, "coordinator.noord", "TriageFlow.assess")
    client = as_user("coordinator.noord")
    path = reverse("workflows:inbox")
    counted = []
    for number in (10, 100):
        pile_up(task, number)
        counted.append(queries_of(client, path))
    assert counted[0] == counted[1]


def test_the_first_deadline_stands_on_top_and_late_is_said(story, travel, as_user):
    with travel(date(2026, 3, 9)):
        later = story.file()
    with travel(date(2026, 3, 2)):
        sooner = story.file()
    with travel(date(2026, 3, 11)):
        text = as_user("coordinator.noord").get(reverse("workflows:inbox")).content.decode()
    assert text.index(sooner.number) < text.index(later.number)
    assert text.count("Te laat") == 1
