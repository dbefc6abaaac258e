"""The expertise centre holds a conference of its own on a case of a region."""

import pytest

from expertteam.cases.enums import CaseStatus
from expertteam.cases.models import Case
from tests.pages import page_of, text_of
from workflows.demo.people import person
from workflows.inbox import tasks_for

pytestmark = pytest.mark.django_db
# Three regions at one table.
EXPERTS = ("deskundige4.noord", "deskundige1.midden", "deskundige2.zuid")
CHAIR = "voorzitter.centrum"


@pytest.fixture
def at_the_centre(story):
    """The centre has accepted the case to discuss it at its own table."""
    case = story.file()
    story.triage(case, "centre", transfer_question="Welke behandeling past hier?")
    story.play(case, "centrum1", "TransferFlow.decide", decision="confer")
    return case


def discuss(story, case, **values):
    story.plan(case, experts=EXPERTS, by="centrum1", chair=CHAIR)
    story.pre_advise(case, experts=EXPERTS)
    story.confer(case, by=CHAIR, present=EXPERTS, **values)


def test_the_centre_plans_with_experts_of_several_regions(at_the_centre, story, as_user):
    assert Case.objects.get(pk=at_the_centre.pk).status == CaseStatus.CONFERENCE
    task = story.task(at_the_centre, "centrum1", "ConferenceFlow.plan")
    page = text_of(as_user("centrum1").get(page_of(task)))
    for address in EXPERTS:
        assert person(address).name in page
    assert "Yasmina Bouzidi" not in page, "has no seat at the centre's table"
    for address in ("coordinator.noord", "coordinator.midden"):
        assert as_user(address).get(page_of(task)).status_code == 404


def test_its_advice_goes_to_the_referrer_and_the_case_back_to_the_region(at_the_centre, story):
    case = at_the_centre
    discuss(story, case)
    story.draft(case, by=CHAIR)
    story.sign(case, experts=EXPERTS)
    assert Case.objects.visible_to(person("centrum1")).exists()
    story.settle(case, by=CHAIR)
    assert not Case.objects.visible_to(person("centrum1")).exists(), "handed back"
    assert case.transfers.get().status == "finished"
    story.respond(case)
    assert Case.objects.get(pk=case.pk).status == CaseStatus.FOLLOW_UP
    assert case.follow_ups.count() == 1


def test_an_expert_who_was_not_invited_reads_nothing(at_the_centre, story, as_user):
    story.plan(at_the_centre, experts=EXPERTS, by="centrum1", chair=CHAIR)
    assert tasks_for(person("deskundige1.midden")).exists()
    assert as_user("deskundige4.zuid").get(f"/casussen/{at_the_centre.public_id}/").status_code == 404


def test_by_way_of_procesregie_the_case_is_the_regions_again(at_the_centre, story):
    case = at_the_centre
    discuss(story, case, outcome="procesregie", director=person("regisseur.noord"))
    story.play(
        case,
        "regisseur.noord",
        "ProcesregieFlow.analyse",
        kind="wet",
        level="directie",
        description="Niemand tekent.",
    )
    story.play(case, "regisseur.noord", "ProcesregieFlow.direct", result="doorbroken", note="Getekend.")
    assert case.transfers.get().status == "finished"
    assert not Case.objects.visible_to(person("centrum1")).exists()
    assert Case.objects.get(pk=case.pk).status == CaseStatus.FOLLOW_UP
