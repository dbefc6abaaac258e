"""The chair opens the table and records what came of it."""

import pytest

from expertteam.conferences.enums import Attendance
from expertteam.conferences.models import Minutes
from tests.pages import page_of, text_of
from tests.story import EXPERTS
from workflows.inbox import tasks_for

pytestmark = pytest.mark.django_db
NODE = "ConferenceFlow.confer"
CHAIR = "voorzitter.noord"


@pytest.fixture
def case(story):
    planned = story.file()
    story.to_conference(planned)
    return planned


@pytest.fixture
def opened(case, story, as_user):
    """The page of the chair after opening the table."""
    task = story.task(case, CHAIR, NODE)
    as_user(CHAIR).post(f"{page_of(task)}openen/")
    return page_of(task)


def seats(case, people, addresses=EXPERTS):
    item = case.agenda_items.latest("pk")
    found = item.participations.filter(expert__in=[people(address) for address in addresses])
    return [str(each.public_id) for each in found]


def answers(case, people, **changes):
    return {
        "present": seats(case, people),
        "explanatory_analysis": "Te veel tegelijk gevraagd.",
        "minutes": "Eerst rust.",
        "outcome": "advice",
    } | changes


def test_the_table_opens_before_anything_is_recorded(case, story, as_user):
    story.pre_advise(case, experts=EXPERTS[:1])
    task = story.task(case, CHAIR, NODE)
    client = as_user(CHAIR)
    closed = client.get(page_of(task))
    assert "Bespreking openen" in text_of(closed)
    assert 'name="minutes"' not in closed.content.decode()
    assert "Nog niet van: Ruud Aerts, Joep Timmermans." in text_of(closed)
    assert "De spanning thuis" not in text_of(closed)
    page = client.post(f"{page_of(task)}openen/", follow=True)
    assert "De spanning thuis" in text_of(page)
    assert 'name="minutes"' in page.content.decode()
    assert "Voor een advies zijn ten minste 3 gedragswetenschappers aanwezig" in text_of(page)


def test_opening_twice_is_opening_once(case, opened, as_user):
    before = case.agenda_items.get().opened_at
    as_user(CHAIR).post(f"{opened}openen/")
    assert case.agenda_items.get().opened_at == before
    assert case.history.filter(verb="table_opened").count() == 1


@pytest.mark.parametrize(
    "stranger", ["voorzitter.midden", "deskundige1.noord", "coordinator.noord", "aanmelder.venlo"]
)
def test_only_the_chair_opens_and_records(case, story, people, as_user, stranger):
    task = story.task(case, CHAIR, NODE)
    client = as_user(stranger)
    assert client.post(f"{page_of(task)}openen/").status_code == 404
    assert client.get(page_of(task)).status_code == 404
    assert client.post(page_of(task), answers(case, people)).status_code == 404
    assert case.agenda_items.get().opened_at is None


def test_what_was_written_before_the_table_opened_comes_back_with_what_is_wrong(case, story, people, as_user):
    """From a page that was still open in another tab."""
    address = page_of(story.task(case, CHAIR, NODE))
    page = as_user(CHAIR).post(address, answers(case, people, outcome=""))
    assert "Kies: Uitkomst" in text_of(page)
    assert "Eerst rust." in page.content.decode()
    assert case.agenda_items.get().opened_at is None


def test_a_link_does_not_open_the_table(case, story, as_user):
    task = story.task(case, CHAIR, NODE)
    assert as_user(CHAIR).get(f"{page_of(task)}openen/").status_code == 405
    assert case.agenda_items.get().opened_at is None


def test_three_present_give_an_advice(case, opened, people, story, as_user):
    assert as_user(CHAIR).post(opened, answers(case, people)).status_code == 302
    assert story.task(case, CHAIR, "AdviceFlow.draft")
    assert case.agenda_items.get().minutes.text == "Eerst rust."
    assert not tasks_for(people("deskundige1.noord")).exists(), "pre-advices are asked no more"


def test_an_advice_needs_a_quorum_and_an_analysis(case, opened, people, as_user):
    two = answers(case, people, present=seats(case, people, EXPERTS[:2]), explanatory_analysis="")
    page = text_of(as_user(CHAIR).post(opened, two))
    assert "Voor een advies zijn ten minste 3 gedragswetenschappers nodig. Kies verdagen." in page
    assert "Vul in: Verklarende analyse" in page
    assert not Minutes.objects.exists()


def test_an_adjourned_conference_may_have_been_empty(case, opened, people, story, as_user):
    nobody = {"minutes": "Niemand kon komen.", "outcome": "adjourned"}
    assert as_user(CHAIR).post(opened, nobody).status_code == 302
    first = case.agenda_items.order_by("pk").first()
    assert set(first.participations.values_list("attendance", flat=True)) == {Attendance.ABSENT}
    assert story.task(case, "coordinator.noord", "ConferenceFlow.plan")


def test_who_was_absent_does_not_sign(case, opened, people, story, as_user):
    item = case.agenda_items.get()
    item.participations.create(expert=people("deskundige5.noord"), discipline="onderwijs")
    as_user(CHAIR).post(opened, answers(case, people))
    story.draft(case)
    assert not tasks_for(people("deskundige5.noord")).filter(node="AdviceFlow.sign").exists()
    assert story.task(case, "deskundige1.noord", "AdviceFlow.sign")


def test_a_recused_expert_cannot_be_ticked(case, opened, people, story, as_user):
    story.play(case, EXPERTS[0], "ConferenceFlow.pre_advise", recusal_reason="Ik ken het gezin.")
    page = as_user(CHAIR).get(opened).content.decode()
    recused = seats(case, people, EXPERTS[:1])[0]
    assert f'value="{recused}"' not in page
    response = as_user(CHAIR).post(opened, answers(case, people))
    assert "Kies een van de antwoorden uit de lijst" in text_of(response)
    assert not Minutes.objects.exists()


def test_a_participation_of_another_case_cannot_be_ticked(case, opened, people, story, as_user):
    other = story.file()
    story.to_conference(other)
    response = as_user(CHAIR).post(opened, answers(case, people, present=seats(other, people)))
    assert "Kies een van de antwoorden uit de lijst" in text_of(response)


def test_procesregie_with_a_director_chosen_at_once(case, opened, people, story, as_user):
    director = people("regisseur.noord")
    values = answers(case, people, outcome="procesregie", director=str(director.public_id))
    assert as_user(CHAIR).post(opened, values).status_code == 302
    assert case.directions.get().director == director


def test_a_director_of_another_region_is_no_choice(case, opened, people, as_user):
    other = str(people("regisseur.zuid").public_id)
    values = answers(case, people, outcome="procesregie", director=other)
    assert "Kies een van de antwoorden uit de lijst" in text_of(as_user(CHAIR).post(opened, values))
    assert not case.directions.exists()


def test_the_centre_needs_a_question(case, opened, people, as_user):
    client = as_user(CHAIR)
    values = answers(case, people, outcome="centre")
    assert "Vul in wat u aan het expertisecentrum vraagt." in text_of(client.post(opened, values))
    values["transfer_question"] = "Wie biedt een plek?"
    assert client.post(opened, values).status_code == 302
    assert case.transfers.get().question == "Wie biedt een plek?"


def test_a_case_at_the_centre_is_not_sent_there_again(story, people, as_user):
    case = story.file()
    story.triage(case, "centre", transfer_question="Wie denkt mee?")
    story.play(case, "centrum1", "TransferFlow.decide", decision="confer")
    experts = ("deskundige4.noord", "deskundige1.midden", "deskundige2.zuid")
    story.plan(case, experts=experts, by="centrum1", chair="voorzitter.centrum")
    task = story.task(case, "voorzitter.centrum", NODE)
    client = as_user("voorzitter.centrum")
    page = client.post(f"{page_of(task)}openen/", follow=True)
    assert 'value="adjourned"' in page.content.decode()
    assert 'value="centre"' not in page.content.decode()


def test_recording_twice_is_recording_once(case, opened, people, as_user):
    client = as_user(CHAIR)
    client.post(opened, answers(case, people))
    assert client.post(opened, answers(case, people)).status_code == 409
    assert client.post(f"{opened}openen/").status_code == 404
    assert Minutes.objects.count() == 1
