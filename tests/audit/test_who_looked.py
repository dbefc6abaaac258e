"""Who looked at this case? One question to the read log answers it, whatever page it was."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from expertteam.audit.models import ReadEvent
from expertteam.cases.services import add_document
from expertteam.core import clock
from expertteam.organisations.models import User
from tests.pages import page_of
from tests.procesregie.conftest import IMPASSE
from tests.roads import asked
from tests.story import EXPERTS
from workflows import journey
from workflows.demo.people import DOMAIN, person
from workflows.engine import CaseView
from workflows.flows import ALL_FLOWS
from workflows.inbox import tasks_for

pytestmark = pytest.mark.django_db
ANSWER = "HelpFlow.answer"


@pytest.fixture
def looks(as_user):
    """Gives what the read log holds of one visit, as pairs of kind and object."""

    def visit(address, page):
        before = ReadEvent.objects.count()
        assert as_user(address).get(page).status_code == 200, (address, page)
        events = ReadEvent.objects.order_by("pk")[before:]
        return {(event.object_type, event.object_id) for event in events}

    return visit


def open_task_of_each_step(story):
    """Walks cases along every road; at each stop gives the open tasks with whose they are."""
    tabled = story.file()
    yield from tasks_of(tabled)
    story.triage(tabled, "incomplete", missing="Het plan van school.")
    yield from tasks_of(tabled)
    story.play(tabled, "aanmelder.venlo", "IntakeFlow.add", addition="Het plan van school.")
    story.triage(tabled)
    for step in (story.plan, story.pre_advise, story.confer, story.draft, story.sign, story.settle):
        yield from tasks_of(tabled)
        step(tabled)
    yield from tasks_of(tabled)
    story.respond(tabled)
    with clock.travel(tabled.follow_ups.get().due_on):
        for step in (story.follow_up_opens, story.fill_in, story.assess):
            step(tabled)
            yield from tasks_of(tabled)
    stuck = story.file()
    story.triage(stuck, "procesregie")
    yield from tasks_of(stuck)
    director = "regisseur.noord"
    story.play(stuck, "coordinator.noord", "ProcesregieFlow.assign", director=person(director))
    yield from tasks_of(stuck)
    story.play(stuck, director, "ProcesregieFlow.analyse", **IMPASSE)
    yield from tasks_of(stuck)
    transferred = story.file()
    story.triage(transferred, "centre", transfer_question="Wie biedt een plek?")
    yield from tasks_of(transferred)
    story.play(transferred, "centrum1", "TransferFlow.decide", decision="organise")
    yield from tasks_of(transferred)
    yield from tasks_of(asked(story))
    older = story.file()
    journey.consent_must_be_asked(older)
    yield from tasks_of(older)


def tasks_of(case):
    for user in User.objects.filter(is_active=True):
        for task in tasks_for(user).filter(process__caseprocess__case=case):
            yield case, user.email.removesuffix(f"@{DOMAIN}"), task


def test_the_page_of_every_task_says_which_case_it_showed(story, looks):
    met = set()
    for case, address, task in open_task_of_each_step(story):
        met.add(task.node)
        seen = looks(address, page_of(task))
        assert ("taak", str(task.public_id)) in seen
        of_case = ("casus", str(case.public_id))
        if task.node == ANSWER:
            assert ("hulpvraag", str(case.help_requests.get().public_id)) in seen
            assert of_case not in seen, "a provider never sees the case"
        else:
            assert of_case in seen, task.node
    steps = {
        f"{flow.__name__}.{node.name}"
        for flow in ALL_FLOWS
        for node in flow.instance.nodes()
        if isinstance(node, CaseView)
    }
    assert met == steps, "every step of every flow was looked at"


def test_a_form_that_comes_back_with_errors_shows_the_case_again(story, as_user):
    case = story.file()
    task = story.task(case, "coordinator.noord", "TriageFlow.assess")
    assert as_user("coordinator.noord").post(page_of(task), {}).status_code == 200
    assert ReadEvent.objects.filter(object_type="casus", object_id=case.public_id).count() == 1


def test_letter_document_and_lists_say_which_cases_they_showed(story, looks, travel):
    with travel(date(2026, 1, 12)):
        case = story.file()
        upload = SimpleUploadedFile("Plan.pdf", b"%PDF-1.7 plan %%EOF")
        add_document(case=case, by=person("aanmelder.venlo"), upload=upload, content_type="application/pdf")
        story.to_delivery(case)
    helped = asked(story)
    letter = reverse("workflows:advice_letter", args=[case.advices.get().public_id])
    document = reverse("workflows:document", args=[case.documents.get().public_id])
    visits = {
        ("aanmelder.venlo", letter): case,
        ("aanmelder.venlo", document): case,
        (EXPERTS[0], document): case,
        ("coordinator.noord", reverse("workflows:follow_ups")): case,
        ("coordinator.noord", reverse("workflows:follow_ups") + "?export=csv"): case,
        ("centrum1", reverse("workflows:help_requests")): helped,
    }
    for (address, page), shown in visits.items():
        assert ("casus", str(shown.public_id)) in looks(address, page), page
