"""A case is proposed to the expertise centre, which takes it or says why not."""

import pytest

from expertteam.cases.enums import CaseStatus
from expertteam.cases.models import Case
from expertteam.core.errors import RuleBroken
from expertteam.help import services
from tests.help.conftest import QUESTION
from tests.pages import page_of, text_of
from workflows.demo.people import person
from workflows.inbox import tasks_for

pytestmark = pytest.mark.django_db
NODE = "TransferFlow.decide"


def seen_by(address, case) -> bool:
    return Case.objects.visible_to(person(address)).filter(pk=case.pk).exists()


def test_the_centre_sees_nothing_before_a_transfer_is_proposed(story, as_user):
    case = story.file()
    assert not seen_by("centrum1", case)
    assert as_user("centrum1").get(f"/casussen/{case.public_id}/").status_code == 404


def test_the_centre_reads_the_question_and_the_intake(proposed, story, as_user):
    page = as_user("centrum1").get(page_of(story.task(proposed, "centrum1", NODE)))
    assert QUESTION in text_of(page)
    assert "Thuis lopen ruzies hoog op" in text_of(page)
    assert "Testkind" not in page.content.decode(), "the centre has no right to the identity"


def test_declining_needs_a_reason_and_ends_what_the_centre_may_see(proposed, story, as_user):
    client = as_user("centrum1")
    task = story.task(proposed, "centrum1", NODE)
    refused = text_of(client.post(page_of(task), {"decision": "decline"}))
    assert "Vul in: Waarom neemt u de overdracht niet aan?" in refused
    assert seen_by("centrum1", proposed)
    reason = "De regio kan dit zelf: er is een plek vrij."
    client.post(page_of(task), {"decision": "decline", "reason": reason})
    for address in ("centrum1", "centrum2"):
        assert not seen_by(address, proposed)
        assert not tasks_for(person(address)).exists()
    assert client.get(f"/casussen/{proposed.public_id}/").status_code == 404
    assert Case.objects.get(pk=proposed.pk).status == CaseStatus.FILED


def test_a_declined_case_is_triaged_again_with_the_reason_in_view(proposed, story, as_user):
    story.play(proposed, "centrum1", NODE, decision="decline", reason="De regio kan dit zelf.")
    task = story.task(proposed, "coordinator.noord", "TriageFlow.assess")
    page = text_of(as_user("coordinator.noord").get(page_of(task)))
    assert "Expertisecentrum: niet aangenomen" in page
    assert "De regio kan dit zelf." in page
    story.triage(proposed, "centre", transfer_question="Met een scherpere vraag.")
    assert story.task(proposed, "centrum2", NODE), "a second proposal is possible"


@pytest.mark.parametrize("decision", ["", "accept", "<b>"])
def test_a_decision_that_does_not_exist_is_refused(proposed, story, as_user, decision):
    task = story.task(proposed, "centrum1", NODE)
    page = text_of(as_user("centrum1").post(page_of(task), {"decision": decision}))
    assert "Kies" in page
    assert proposed.transfers.get().status == "proposed"


def test_of_two_specialists_one_decides(proposed, story, as_user):
    task = story.task(proposed, "centrum1", NODE)
    as_user("centrum1").post(page_of(task), {"decision": "organise"})
    second = as_user("centrum2").post(page_of(task), {"decision": "decline", "reason": "x"})
    assert second.status_code in {404, 409}
    assert proposed.transfers.get().status == "accepted"


@pytest.mark.parametrize(
    "stranger", ["coordinator.noord", "aanmelder.venlo", "voorzitter.centrum", "aanbieder.nest", "beheer"]
)
def test_nobody_else_decides(proposed, story, as_user, stranger):
    task = story.task(proposed, "centrum1", NODE)
    client = as_user(stranger)
    assert client.post(page_of(task), {"decision": "organise"}).status_code == 404
    assert proposed.transfers.get().status == "proposed"


def test_a_case_that_is_at_the_centre_cannot_be_proposed_again(accepted):
    with pytest.raises(RuleBroken, match="ligt al bij het expertisecentrum"):
        services.propose_transfer(case=accepted, by=person("coordinator.noord"), question="Nog eens")


def test_the_region_follows_it_on_the_case_page(accepted, as_user):
    page = text_of(as_user("coordinator.noord").get(f"/casussen/{accepted.public_id}/"))
    assert "Overdracht: aangenomen" in page
    assert QUESTION in page
