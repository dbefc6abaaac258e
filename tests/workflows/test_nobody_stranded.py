"""Whoever leaves, falls ill or never answers: the case goes on, and nothing stays behind on it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from expertteam.advice.enums import Judgement
from expertteam.cases import drafts
from expertteam.cases.models import Case, Draft
from expertteam.core import clock
from expertteam.organisations.models import User
from tests.pages import page_of, text_of
from tests.story import EXPERTS
from workflows.demo.people import person
from workflows.engine import OPEN
from workflows.inbox import draft_key, tasks_for
from workflows.jobs import discard_left_drafts
from workflows.membership import leave
from workflows.models import CaseTask

pytestmark = pytest.mark.django_db


def open_nodes(case):
    tasks = CaseTask.objects.filter(process__caseprocess__case=case, status__in=OPEN).exclude(node="")
    return sorted(tasks.values_list("node", flat=True))


def retire(address):
    """Their role ends today, as the administrator does it."""
    for membership in person(address).memberships.current():
        assert leave(membership=membership, by=person("beheer"))


def deactivate(address):
    User.objects.filter(pk=person(address).pk).update(is_active=False)


def colleague(address, like, name="Nieuwe Collega"):
    """A new account with the role of ``like``."""
    old = person(like).memberships.first()
    user = User.objects.create(email=f"{address}@demo.example", name=name)
    user.memberships.create(role=old.role, organisation=old.organisation, team=old.team)
    return user


def case_page(client, case):
    return client.get(reverse("workflows:case", args=[case.public_id]))


def hand_over(client, case, place, user):
    page = reverse(f"workflows:new_{place}", args=[case.public_id])
    assert client.get(page).status_code == 200
    return client.post(page, {"person": str(user.public_id)}, follow=True)


@pytest.fixture
def case(story):
    return story.file()


def unanswered(story, case):
    """A delivered advice without an answer, whose follow-up has been filled in; today is its day."""
    story.to_delivery(case)
    due_on = case.follow_ups.get().due_on
    with clock.travel(due_on):
        assert story.follow_up_opens(case)
        story.fill_in(case)
    return due_on


# An advice that was never answered


def test_an_unanswered_advice_keeps_to_itself_while_it_can_be_answered(story, case, as_user):
    due_on = unanswered(story, case)
    task = CaseTask.objects.get(node="AdviceFlow.respond")
    assert task.about == case.advices.get().public_id
    with clock.travel(due_on):
        assert as_user("aanmelder.venlo").get(page_of(task)).status_code == 200
        story.respond(case)
    assert case.advices.get().recommendations.filter(response__isnull=False).count() == 2


def test_a_second_conference_takes_back_the_question_about_the_first_advice(story, case, as_user):
    with clock.travel(unanswered(story, case)):
        task = CaseTask.objects.get(node="AdviceFlow.respond")
        story.assess(case, "conference")
        assert open_nodes(case) == ["ConferenceFlow.plan"]
        assert as_user("aanmelder.venlo").get(page_of(task)).status_code == 409
        story.plan(case)
        story.confer(case)
        story.draft(case, number=3)
        story.sign(case)
        story.settle(case)
        story.respond(case)
    first, second = case.advices.order_by("pk")
    assert not first.recommendations.filter(response__isnull=False).exists()
    assert second.recommendations.filter(response__isnull=False).count() == 3


def test_nothing_is_late_on_a_closed_case(story, case, as_user):
    with clock.travel(unanswered(story, case)):
        story.assess(case, "close")
        assert open_nodes(case) == ["AdviceFlow.respond", "FollowUpFlow.learn"]
        story.learn(case)
        assert open_nodes(case) == []
        assert not tasks_for(person("aanmelder.venlo")).exists()
        assert "Te laat" not in text_of(as_user("aanmelder.venlo").get("/"))
    assert set(case.processes.values_list("status", flat=True)) == {"DONE", "CANCELED"}


# A signer who is gone


@pytest.fixture
def signing(story, case):
    """Two have signed; the third is gone."""
    story.to_advice(case)
    story.draft(case)
    story.sign(case, ["agree", "agree"], EXPERTS[:2])
    retire(EXPERTS[2])
    return CaseTask.objects.get(node="AdviceFlow.sign", status__in=OPEN)


def test_the_chair_notes_that_an_expert_could_not_sign(story, case, signing, as_user):
    client = as_user("voorzitter.noord")
    seen = case_page(client, case)
    assert "Advies ondertekenen (Joep Timmermans)" in text_of(seen)
    assert "Joep Timmermans heeft nog niet ondertekend" in text_of(client.get(page_of(signing)))
    assert "Vul in waarom" in text_of(client.post(page_of(signing), {"reason": " "}))
    done = client.post(page_of(signing), {"reason": "Werkt niet meer bij ons."}, follow=True)
    assert "Joep Timmermans niet kon ondertekenen" in text_of(done)
    signature = case.advices.get().signatures.get(judgement=Judgement.ABSENT)
    assert signature.participation.expert == person(EXPERTS[2])
    settle = story.task(case, "voorzitter.noord", "AdviceFlow.settle")
    assert "Kon niet ondertekenen Werkt niet meer bij ons." in text_of(client.get(page_of(settle)))
    story.settle(case)
    assert Case.objects.get(pk=case.pk).status == "follow_up", "it is no objection to answer for"


def test_the_chair_cannot_judge_for_another(case, signing, as_user):
    sent = as_user("voorzitter.noord").post(page_of(signing), {"judgement": "agree"})
    assert sent.status_code == 200
    assert "Vul in waarom" in text_of(sent)
    assert case.advices.get().signatures.count() == 2


def test_an_expert_cannot_say_of_themselves_that_they_could_not(story, case, as_user):
    story.to_advice(case)
    story.draft(case)
    task = story.task(case, EXPERTS[0], "AdviceFlow.sign")
    sent = as_user(EXPERTS[0]).post(page_of(task), {"judgement": "absent", "remark": "Geen tijd."})
    assert sent.context["form"].errors.keys() == {"judgement"}
    assert as_user("coordinator.noord").get(page_of(task)).status_code == 404
    assert "Waar een ander aan zet is" not in text_of(case_page(as_user("coordinator.noord"), case))


# A chair who is gone


@pytest.mark.parametrize("phase", ["confer", "draft", "settle"])
def test_another_chair_goes_on_where_the_first_left(story, case, as_user, phase):
    story.to_conference(case)
    if phase != "confer":
        story.pre_advise(case)
        story.confer(case)
    if phase == "settle":
        story.draft(case)
        story.sign(case)
    retire("voorzitter.noord")
    new = colleague("voorzitter2.noord", "voorzitter.noord", "Nieuwe Voorzitter")
    client = as_user("coordinator.noord")
    assert "Andere voorzitter aanwijzen" in text_of(case_page(client, case))
    done = hand_over(client, case, "chair", new)
    assert "Nieuwe voorzitter: Nieuwe Voorzitter." in text_of(done)
    assert case.agenda_items.get().conference.chair == new
    assert [grant.user for grant in case.grants.current().filter(role="chair")] == [new]
    assert new.notifications.filter(kind="task").count() == 1
    if phase == "confer":
        story.confer(case, by="voorzitter2.noord")
    if phase in {"confer", "draft"}:
        story.draft(case, by="voorzitter2.noord")
        story.sign(case)
    story.settle(case, by="voorzitter2.noord")
    assert Case.objects.get(pk=case.pk).status == "follow_up"
    assert "Andere voorzitter aanwijzen" not in text_of(case_page(client, case)), "the chair's work is done"


def test_a_meeting_has_one_chair_for_all_its_cases(story, case, as_user):
    story.to_conference(case)
    other = story.file()
    story.to_conference(other)
    new = colleague("voorzitter2.noord", "voorzitter.noord")
    hand_over(as_user("coordinator.noord"), case, "chair", new)
    for each in (case, other):
        assert story.task(each, "voorzitter2.noord", "ConferenceFlow.confer")
        assert not tasks_for(person("voorzitter.noord")).filter(process__caseprocess__case=each).exists()


def test_a_chair_of_another_table_cannot_be_chosen(story, case, as_user):
    story.to_conference(case)
    page = reverse("workflows:new_chair", args=[case.public_id])
    sent = as_user("coordinator.noord").post(page, {"person": str(person("voorzitter.zuid").public_id)})
    assert sent.context["form"].errors.keys() == {"person"}
    assert "Er is nu niemand anders met deze rol" in text_of(sent)
    assert case.agenda_items.get().conference.chair == person("voorzitter.noord")


def test_a_table_without_a_chair_says_so(story, case, as_user):
    story.triage(case)
    retire("voorzitter.noord")
    task = story.task(case, "coordinator.noord", "ConferenceFlow.plan")
    page = text_of(as_user("coordinator.noord").get(page_of(task)))
    assert "Dit expertteam heeft nu geen voorzitter" in page


# A director who is gone


def test_another_director_goes_on(story, case, as_user):
    story.triage(case, "procesregie", director=person("regisseur.noord"))
    deactivate("regisseur.noord")
    new = colleague("regisseur2.noord", "regisseur.noord", "Nieuwe Regisseur")
    client = as_user("coordinator.noord")
    assert "Andere procesregisseur aanwijzen" in text_of(case_page(client, case))
    hand_over(client, case, "director", new)
    assert case.directions.get().director == new
    assert story.task(case, "regisseur2.noord", "ProcesregieFlow.analyse")


# A referrer who is gone, or silent


def test_a_colleague_takes_over_what_a_referrer_left(story, case, as_user):
    story.triage(case, "incomplete", missing="Het plan van school ontbreekt.")
    retire("aanmelder.venlo")
    client = as_user("coordinator.noord")
    done = hand_over(client, case, "referrer", person("aanmelder2.venlo"))
    assert "Nieuwe aanmelder van Toegang Venlo: Koen Titulaer." in text_of(done)
    assert Case.objects.get(pk=case.pk).referrer == person("aanmelder2.venlo")
    story.play(case, "aanmelder2.venlo", "IntakeFlow.add", addition="Het plan: halve dagen.")
    assert open_nodes(case) == ["TriageFlow.assess"]
    assert case_page(as_user("aanmelder.venlo"), case).status_code == 404


def test_only_a_colleague_of_the_same_organisation_can_be_chosen(story, case, as_user):
    page = reverse("workflows:new_referrer", args=[case.public_id])
    stranger = {"person": str(person("aanmelder.weert").public_id)}
    sent = as_user("coordinator.noord").post(page, stranger)
    assert sent.context["form"].errors.keys() == {"person"}
    assert Case.objects.get(pk=case.pk).referrer == person("aanmelder.venlo")


@pytest.mark.parametrize("place", ["chair", "director", "referrer"])
def test_who_does_not_assign_people_gets_no_such_page(story, case, as_user, place):
    story.to_conference(case)
    page = reverse(f"workflows:new_{place}", args=[case.public_id])
    for address in ("aanmelder.venlo", "voorzitter.noord", EXPERTS[0], "coordinator.zuid"):
        assert as_user(address).get(page).status_code == 404
    assert as_user("coordinator.noord").get(page).status_code == (404 if place == "director" else 200)


def test_the_coordinator_goes_on_without_an_addition(story, case, as_user):
    story.triage(case, "incomplete", missing="Het plan van school ontbreekt.")
    task = CaseTask.objects.get(node="IntakeFlow.add")
    client = as_user("coordinator.noord")
    assert "Waar een ander aan zet is Komt er niets meer?" in text_of(case_page(client, case))
    page = client.get(page_of(task))
    assert "Zonder aanvulling verder met triage" in text_of(page)
    assert page.context["form"].fields.keys() == {"choice", "reason"}
    assert "Vul in waarom u zonder aanvulling" in text_of(client.post(page_of(task), {"choice": "go_on"}))
    client.post(page_of(task), {"choice": "go_on", "reason": "De aanmelder is ziek."})
    found = Case.objects.get(pk=case.pk)
    assert found.status == "filed"
    assert found.intake.addition == "Zonder aanvulling verder met triage: De aanmelder is ziek."
    story.triage(case, "declined", alternative="Het wijkteam kan dit oppakken.")
    assert open_nodes(case) == []


# The centre has nobody to ask


def test_without_providers_to_ask_the_case_goes_back_to_its_region(story, case, as_user):
    story.triage(case, "centre", transfer_question="Wie biedt een plek?")
    story.play(case, "centrum1", "TransferFlow.decide", decision="organise")
    task = story.task(case, "centrum1", "HelpFlow.request")
    client = as_user("centrum1")
    answers = {"decision": "not_found", "segment": "verblijf", "reason": ""}
    assert client.post(page_of(task), answers).context["form"].errors.keys() == {"reason"}
    done = client.post(page_of(task), answers | {"reason": "Niemand heeft deze hulp."}, follow=True)
    assert "De casus is teruggegeven aan de regio." in text_of(done)
    assert Case.objects.get(pk=case.pk).status == "filed"
    assert open_nodes(case) == ["TriageFlow.assess"]
    assert case.transfers.get().status == "finished"
    signal = case.signals.get()
    assert (signal.kind, signal.segment) == ("missing", "verblijf")
    assert not case.help_requests.exists()
    triage = story.task(case, "coordinator.noord", "TriageFlow.assess")
    assert "Niemand heeft deze hulp." in text_of(as_user("coordinator.noord").get(page_of(triage)))


# What was typed for a task that is over

TYPED = "Vader belde; het plan van school komt morgen."


def test_who_lost_the_case_gets_no_text_back_and_leaves_none(story, case, as_user):
    story.to_conference(case)
    task = story.task(case, EXPERTS[2], "ConferenceFlow.pre_advise")
    story.confer(case)
    retire(EXPERTS[2])
    sent = as_user(EXPERTS[2]).post(page_of(task), {"choice": "write", "analysis": TYPED})
    assert sent.status_code == 409
    assert TYPED not in text_of(sent)
    assert not Draft.objects.exists()


def test_drafts_go_with_the_task(story, case, as_user):
    story.to_conference(case)
    late = story.task(case, EXPERTS[2], "ConferenceFlow.pre_advise")
    confer = story.task(case, "voorzitter.noord", "ConferenceFlow.confer")
    as_user(EXPERTS[2]).post(f"{page_of(late)}concept/", {"analysis": TYPED})
    as_user("voorzitter.noord").post(f"{page_of(confer)}concept/", {"minutes": TYPED})
    story.pre_advise(case, EXPERTS[:1])
    assert Draft.objects.count() == 2, "both are still at it"
    story.confer(case)
    assert not Draft.objects.exists()


def test_a_draft_of_a_task_taken_back_goes_too(story, case, as_user):
    with clock.travel(unanswered(story, case)):
        task = CaseTask.objects.get(node="AdviceFlow.respond")
        as_user("aanmelder.venlo").post(f"{page_of(task)}concept/", {"antwoord-1-reason": TYPED})
        assert Draft.objects.count() == 1
        story.assess(case, "conference")
    assert not Draft.objects.exists()


def test_what_a_loser_typed_can_be_copied_for_a_week(story, case, as_user):
    task = story.task(case, "coordinator.noord", "TriageFlow.assess")
    waiting = story.task(story.file(), "coordinator.noord", "TriageFlow.assess")
    story.triage(case)
    late = as_user("coordinator2.noord").post(page_of(task), {"motivation": TYPED})
    assert TYPED in text_of(late)
    drafts.save(owner=person("coordinator.noord"), form=draft_key(waiting), content={"motivation": [TYPED]})
    with clock.travel(clock.today() + timedelta(days=6)):
        discard_left_drafts(timestamp=0)
    assert Draft.objects.count() == 2
    with clock.travel(clock.today() + timedelta(days=9)):
        discard_left_drafts(timestamp=0)
    assert Draft.objects.get().form == draft_key(waiting), "an open task keeps its draft"
