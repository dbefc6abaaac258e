"""A director is assigned, says what the deadlock is, and closes with a result."""

import pytest

from expertteam.access.permissions import may
from expertteam.cases.enums import CaseStatus
from expertteam.cases.models import Case
from expertteam.core.errors import RuleBroken
from expertteam.procesregie import services
from tests.pages import page_of, text_of
from tests.procesregie.conftest import IMPASSE, agree
from workflows.demo.people import person

pytestmark = pytest.mark.django_db


def test_the_coordinator_assigns_a_director_of_the_own_region(story, as_user):
    case = story.file()
    story.triage(case, "procesregie")
    client = as_user("coordinator.noord")
    task = story.task(case, "coordinator.noord", "ProcesregieFlow.assign")
    page = client.get(page_of(task)).content.decode()
    assert "Fatima el Idrissi" in page
    assert "Dennis Kuypers" not in page, "directs another region"
    refused = client.post(page_of(task), {"director": str(person("regisseur.midden").public_id)})
    assert "Kies een van de antwoorden uit de lijst: Procesregisseur" in text_of(refused)
    client.post(page_of(task), {"director": str(person("regisseur.noord").public_id)})
    assert story.task(case, "regisseur.noord", "ProcesregieFlow.analyse")


def test_the_director_says_what_the_deadlock_is(stuck, story, as_user):
    client = as_user("regisseur.noord")
    task = story.task(stuck, "regisseur.noord", "ProcesregieFlow.analyse")
    empty = text_of(client.post(page_of(task), {}))
    assert "Kies: Waar zit de impasse op vast?" in empty
    assert "Kies: Wie kan dit doorbreken?" in empty
    assert "Vul in: Omschrijving van de impasse" in empty
    client.post(page_of(task), IMPASSE)
    page = text_of(client.get(page_of(story.task(stuck, "regisseur.noord", "ProcesregieFlow.direct"))))
    assert "Geld" in page
    assert "Wethouders en bestuurders" in page
    assert IMPASSE["description"] in page


def test_open_agreements_block_closing(directed, story, as_user):
    agreement = agree(directed)
    client = as_user("regisseur.noord")
    task = story.task(directed, "regisseur.noord", "ProcesregieFlow.direct")
    answers = {"result": "doorbroken", "note": "De gemeenten delen de kosten."}
    page = client.post(page_of(task), answers)
    assert "Er staan nog afspraken open." in text_of(page)
    assert "De gemeenten delen de kosten." in text_of(page), "nothing typed is lost"
    assert Case.objects.get(pk=directed.pk).status == CaseStatus.PROCESREGIE
    services.settle_agreement(agreement=agreement, by=person("regisseur.noord"), state="nagekomen")
    client.post(page_of(task), answers)
    assert Case.objects.get(pk=directed.pk).status == CaseStatus.FOLLOW_UP
    assert directed.follow_ups.count() == 1


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ("doorbroken", CaseStatus.FOLLOW_UP),
        ("afgeschaald", CaseStatus.FOLLOW_UP),
        ("geen_resultaat", CaseStatus.FOLLOW_UP),
        ("bespreking", CaseStatus.CONFERENCE),
    ],
)
def test_each_result_leads_somewhere(directed, story, as_user, result, status):
    task = story.task(directed, "regisseur.noord", "ProcesregieFlow.direct")
    answers = {"result": result, "note": "Zo is het afgelopen."}
    page = as_user("regisseur.noord").post(page_of(task), answers, follow=True)
    assert "De procesregie is afgerond." in text_of(page), "on the director's own tasks: the case is gone"
    assert Case.objects.get(pk=directed.pk).status == status


def test_a_result_needs_a_word_of_explanation(directed, story, as_user):
    task = story.task(directed, "regisseur.noord", "ProcesregieFlow.direct")
    page = text_of(as_user("regisseur.noord").post(page_of(task), {"result": "doorbroken", "note": " "}))
    assert "Vul in: Toelichting op het resultaat" in page


@pytest.mark.parametrize(
    "stranger", ["regisseur.midden", "coordinator.noord", "aanmelder.venlo", "voorzitter.noord", "centrum1"]
)
def test_nobody_else_directs(directed, story, as_user, stranger):
    task = story.task(directed, "regisseur.noord", "ProcesregieFlow.direct")
    client = as_user(stranger)
    assert client.get(page_of(task)).status_code == 404
    assert client.post(page_of(task), {"result": "doorbroken", "note": "x"}).status_code == 404
    assert directed.directions.get().status == "open"


def test_with_a_new_director_the_former_one_is_out(directed, story, people):
    """A second round of the same case: two people never direct at once."""
    first, second = people("regisseur.noord"), people("regisseur.midden")
    story.play(directed, "regisseur.noord", "ProcesregieFlow.direct", result="bespreking", note="x")
    assert not may(first, "view_case", directed), "the round is over"
    round_two = services.start(case=directed, by=people("coordinator.noord"))
    with pytest.raises(RuleBroken, match="nog geen procesregisseur"):
        agree(directed, by="regisseur.noord")
    services.assign(direction=round_two, by=people("coordinator.noord"), director=second)
    assert may(second, "direct_case", directed)
    assert not may(first, "direct_case", directed)
