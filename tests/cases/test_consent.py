"""The part "Toestemming" of a case: who may add to it, and what stops when somebody says no."""

from datetime import date

import pytest
from django.urls import reverse

from expertteam.access.consent_enums import Scope
from expertteam.access.models import Grant
from expertteam.cases import consent as case_consent
from expertteam.cases.models import Case, Identity
from expertteam.core.errors import RuleBroken
from expertteam.help.models import HelpRequest
from expertteam.notifications.models import Notification
from tests.pages import page_of, text_of
from tests.roads import asked
from tests.story import EXPERTS
from workflows import consent
from workflows.demo.people import person
from workflows.inbox import tasks_for

pytestmark = pytest.mark.django_db


def withdrawal(*scopes, voice="parent_1"):
    return {
        "voice": voice,
        "answer": "withdrawn",
        "scopes": [Scope(scope) for scope in scopes],
        "said_on": date(2026, 1, 12),
        "manner": "mondeling",
    }


def withdrawn(case, *scopes, voice="parent_1", by="coordinator.noord"):
    return consent.note_answers(case=case, by=person(by), answers=[withdrawal(*scopes, voice=voice)])


def address(name, case):
    return reverse(f"workflows:{name}", args=[case.public_id])


def open_nodes(address, case):
    return set(
        tasks_for(person(address)).filter(process__caseprocess__case=case).values_list("node", flat=True)
    )


# Disclosing asks the rules.


def test_a_transfer_without_consent_is_refused_with_who_is_missing(story, as_user):
    case = story.file()
    withdrawn(case, "centre", voice="parent_2")
    task = story.task(case, "coordinator.noord", "TriageFlow.assess")
    answers = {"outcome": "centre", "motivation": "Te groot.", "transfer_question": "Wie helpt?"}
    page = text_of(as_user("coordinator.noord").post(page_of(task), answers))
    assert (
        "Delen met het Expertisecentrum Limburg mag nu niet: ouder 2 heeft de toestemming ingetrokken" in page
    )
    assert not case.transfers.exists() and not case.triages.exists()
    assert not Grant.objects.filter(case=case, role="centre").exists()


def test_a_help_request_without_consent_is_refused(story):
    case = story.file()
    withdrawn(case, "providers", voice="youth")
    story.triage(case, "centre", transfer_question="Wie biedt een plek?")
    with pytest.raises(RuleBroken, match="de jeugdige heeft de toestemming ingetrokken"):
        _ask(story, case)
    assert not HelpRequest.objects.exists()
    assert not Grant.objects.filter(role="provider").exists()


def _ask(story, case):
    story.play(case, "centrum1", "TransferFlow.decide", decision="organise")
    providers = [person(p).main_membership.organisation for p in ("aanbieder.lindehof", "aanbieder.kompas")]
    story.play(
        case,
        "centrum1",
        "HelpFlow.request",
        segment="verblijf",
        need="Een kleine groep.",
        conditions="",
        wanted_from=date(2030, 1, 1),
        answer_by=date(2030, 1, 1),
        providers=providers,
    )


def test_a_conference_without_consent_is_not_planned(story):
    case = story.file()
    story.triage(case)
    withdrawn(case, "outsiders")
    story.plan(case)
    assert case.disclosures.filter(kind="conference", scope="table").exists()
    other = story.file()
    withdrawn(other, "table")
    story.triage(other)
    with pytest.raises(RuleBroken, match="Delen met het expertteam mag nu niet"):
        story.plan(other)
    assert not Grant.objects.filter(case=other, role="expert").exists()


def test_somebody_who_is_not_of_the_table_needs_consent_of_their_own(story):
    case = story.file()
    withdrawn(case, "outsiders")
    story.triage(case)
    with pytest.raises(RuleBroken, match="anderen die worden uitgenodigd"):
        story.plan(case, experts=(*EXPERTS, "centrum1"))


def test_an_advice_is_not_delivered_without_consent(story):
    case = story.file()
    story.to_advice(case)
    story.draft(case)
    story.sign(case)
    # The entry alone: what stops at a withdrawal is told below.
    case_consent.note_answers(case=case, by=case.referrer, answers=[withdrawal("table")])
    with pytest.raises(RuleBroken, match="Delen met het expertteam mag nu niet"):
        story.settle(case)
    assert not case.disclosures.filter(kind="letter").exists()


# Withdrawing stops what runs.


def test_withdrawing_closes_the_request_for_providers_the_same_moment(story, as_user):
    case = asked(story)
    task = story.task(case, "aanbieder.lindehof", "HelpFlow.answer")
    number = case.help_requests.get().number
    provider = as_user("aanbieder.lindehof")
    assert provider.get(page_of(task)).status_code == 200
    assert withdrawn(case, "providers") == {Scope.PROVIDERS}
    closed = as_user("aanbieder.lindehof").get(page_of(task))
    assert closed.status_code in {404, 409} and "kleine groep" not in text_of(closed)
    assert number not in text_of(provider.get("/hulpvragen/"))
    assert not Grant.objects.held().filter(case=case, role="provider").exists()
    assert open_nodes("centrum1", case) == {"HelpFlow.request"}, "the centre looks for another way"
    told = Notification.objects.filter(kind="sharing_stopped")
    assert {(each.user, each.reference) for each in told} == {
        (person(provider), number) for provider in ("aanbieder.lindehof", "aanbieder.kompas")
    }, "providers never read the number of the case"


def test_withdrawing_for_the_centre_takes_its_access_and_brings_the_case_back(story, as_user):
    case = asked(story)
    page = address("case", case)
    assert as_user("centrum1").get(page).status_code == 200
    withdrawn(case, "centre", "providers")
    assert as_user("centrum1").get(page).status_code == 404
    case.refresh_from_db()
    assert case.status == "filed"
    assert case.transfers.get().status == "finished"
    assert case.help_requests.get().status == "withdrawn"
    assert open_nodes("coordinator.noord", case) == {"TriageFlow.assess"}
    assert not Grant.objects.held().filter(case=case, role__in=["centre", "provider"]).exists()


def test_withdrawing_for_the_table_ends_a_conference_that_was_planned(story, as_user):
    case = story.file()
    story.to_conference(case)
    withdrawn(case, "table")
    case.refresh_from_db()
    assert case.status == "filed"
    assert case.agenda_items.get().status == "cancelled"
    assert not Grant.objects.held().filter(case=case, role__in=["chair", "expert"]).exists()
    assert as_user(EXPERTS[0]).get(address("case", case)).status_code == 404
    assert open_nodes("coordinator.noord", case) == {"TriageFlow.assess"}
    assert "Vervallen" in text_of(as_user("coordinator.noord").get(address("case", case)))


def test_after_an_advice_readers_lose_access_and_the_follow_up_stays(story):
    case = story.file()
    story.to_delivery(case)
    withdrawn(case, "table")
    case.refresh_from_db()
    assert case.status == "follow_up"
    assert not Grant.objects.held().filter(case=case, role__in=["chair", "expert"]).exists()
    assert open_nodes("aanmelder.venlo", case) == {"AdviceFlow.respond"}


def test_who_does_not_count_stops_nothing(story):
    case = story.file(legal_frame="ots")
    decision = withdrawal("centre", voice="gi") | {"answer": "given"}
    consent.note_answers(case=case, by=case.referrer, answers=[decision])
    story.triage(case, "centre", transfer_question="Wie helpt?")
    assert withdrawn(case, "centre") == set(), "the GI decided, as its legal task"
    assert case_consent.rulings(case)[Scope.CENTRE].basis == "wettelijke_taak"
    assert withdrawn(case, "centre", voice="gi") == {Scope.CENTRE}


def test_consent_can_come_back_and_the_road_goes_on(story):
    case = asked(story)
    withdrawn(case, "centre", "providers")
    again = [withdrawal("centre", "providers") | {"answer": "given"}]
    consent.note_answers(case=case, by=person("coordinator.noord"), answers=again)
    story.triage(case, "centre", transfer_question="Wie biedt een plek?")
    _ask(story, case)
    assert case.help_requests.filter(status="sent").count() == 1


# The pages.


def test_the_case_page_says_who_gave_what_and_who_is_missing(story, as_user):
    case = story.file()
    withdrawn(case, "centre", voice="parent_2")
    for reader in ("aanmelder.venlo", "coordinator.noord"):
        page = text_of(as_user(reader).get(address("case", case)))
        assert "ouder 2 heeft de toestemming ingetrokken" in page
        assert "beide ouders" in page.lower()
        assert "Toestemming intrekken" in page and "Toestemming vastleggen" in page
    assert "aanmelding bij het expertteam" in page.lower()


@pytest.mark.parametrize("page", ["consent_record", "consent_withdraw"])
def test_nothing_is_ticked_before_somebody_said_it(story, as_user, page):
    shown = as_user("coordinator.noord").get(address(page, story.file())).content.decode()
    assert shown.count('name="scopes"') == len(Scope)
    assert "checked" not in shown


def test_what_somebody_said_about_all_sharing_is_one_short_line(story, as_user):
    case = story.file()
    page = text_of(as_user("coordinator.noord").get(address("case", case)))
    assert page.count("voor al het delen hierboven") == 3
    withdrawn(case, "centre", voice="parent_2")
    page = text_of(as_user("coordinator.noord").get(address("case", case)))
    assert page.count("voor al het delen hierboven") == 2


def test_a_coordinator_records_and_withdraws_on_the_page(story, as_user):
    case = asked(story)
    client = as_user("coordinator.noord")
    form = {"voice": "youth", "scopes": ["providers"], "said_on": "2026-02-02", "manner": "mondeling"}
    response = client.post(address("consent_withdraw", case), form, follow=True)
    assert "is meteen gestopt" in text_of(response)
    assert case.help_requests.get().status == "withdrawn"
    response = client.post(address("consent_record", case), form | {"answer": "given"}, follow=True)
    assert "De toestemming is bijgewerkt" in text_of(response)
    assert case_consent.rulings(case)[Scope.PROVIDERS].allowed
    entry = case.consent_entries.last()
    assert (entry.recorded_by, entry.said_on) == (person("coordinator.noord"), date(2026, 2, 2))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"voice": "guardian"}, "Kies een van de antwoorden uit de lijst"),
        ({"voice": ""}, "Kies: Wie gaf antwoord?"),
        ({"answer": ""}, "Kies: Wat was het antwoord?"),
        ({"manner": ""}, "Kies: Hoe is dat gezegd?"),
        ({"scopes": []}, "Kies ten minste één"),
        ({"said_on": "2099-01-01"}, "nog niet geweest"),
        ({"voice": "professional", "note": ""}, "Schrijf op waarom"),
    ],
)
def test_wrong_answers_get_a_sentence(story, as_user, changes, sentence):
    case = story.file()
    form = {
        "voice": "youth",
        "answer": "given",
        "scopes": ["table"],
        "said_on": "2026-01-12",
        "manner": "mondeling",
    }
    before = case.consent_entries.count()
    page = text_of(as_user("coordinator.noord").post(address("consent_record", case), form | changes))
    assert sentence in page
    assert case.consent_entries.count() == before


def test_authority_is_changed_on_the_page(story, as_user):
    case = story.file()
    client = as_user("aanmelder.venlo")
    refused = client.post(address("consent_authority", case), {"authority": "both_ots"})
    assert "passen niet bij elkaar" in text_of(refused)
    client.post(address("consent_authority", case), {"authority": "guardian"})
    assert "de toestemming van de voogd ontbreekt nog" in text_of(client.get(address("case", case)))


@pytest.mark.parametrize("page", ["consent_record", "consent_withdraw", "consent_authority", "identify"])
def test_who_does_not_keep_the_ledger_finds_no_page(story, as_user, page):
    case = story.file()
    story.to_conference(case)
    for stranger in ("coordinator.zuid", EXPERTS[0], "aanbieder.kompas", "aanmelder2.venlo", "fg", "beheer"):
        assert as_user(stranger).get(address(page, case)).status_code == 404
        assert as_user(stranger).post(address(page, case)).status_code == 404
    allowed = 404 if page == "identify" else 200
    assert as_user("aanmelder.venlo").get(address(page, case)).status_code == allowed
    assert as_user("coordinator.noord").get(address(page, case)).status_code == allowed


def test_a_closed_case_keeps_its_ledger_as_it_is(story, as_user):
    case = story.file()
    story.triage(case, "declined", alternative="Het wijkteam.")
    client = as_user("coordinator.noord")
    assert client.get(address("consent_record", case)).status_code == 404
    assert "Toestemming vastleggen" not in text_of(client.get(address("case", case)))


# Anonymous consultation.


def anonymous(story) -> Case:
    return story.file(identity=None, age_band="12-15")


def test_an_anonymous_consultation_is_discussed_and_goes_no_further(story):
    case = anonymous(story)
    story.to_delivery(case)
    assert {each.basis for each in case.disclosures.all()} == {"anoniem"}
    assert not Identity.objects.filter(case=case).exists()
    other = anonymous(story)
    with pytest.raises(RuleBroken, match="anoniem overleg"):
        story.triage(other, "centre", transfer_question="Wie helpt?")
    with pytest.raises(RuleBroken, match="anoniem overleg"):
        consent.note_answers(case=other, by=other.referrer, answers=[withdrawal("table")])


def test_the_referrer_adds_who_it_is_with_the_consent(story, as_user):
    case = anonymous(story)
    page = text_of(as_user("coordinator.noord").get(address("case", case)))
    assert "Anoniem overleg" in page and "Gegevens toevoegen" not in page
    assert as_user("coordinator.noord").get(address("identify", case)).status_code == 404
    client = as_user("aanmelder.venlo")
    assert "Gegevens toevoegen" in text_of(client.get(address("case", case)))
    youth = {
        "first_name": "Testkind",
        "last_name": "Verzonnen",
        "birth_date": "2019-05-05",
        "authority": "one",
    }
    asked_for = text_of(client.post(address("identify", case), youth))
    assert "Toestemming is nodig van ouder 1." in asked_for
    assert not Identity.objects.exists()
    silent = {"asked": "1", "scopes": ["table"], "parent_1_answer": "not_yet"}
    refused = client.post(address("identify", case), youth | silent)
    assert "de toestemming van ouder 1 ontbreekt nog" in text_of(refused)
    said = {"parent_1_answer": "given", "parent_1_on": "2026-01-12", "parent_1_manner": "mondeling"}
    done = client.post(
        address("identify", case), youth | said | {"asked": "1", "scopes": ["table", "centre"]}
    )
    assert done.status_code == 302
    case.refresh_from_db()
    assert (case.age_band, case.intake.legal_basis) == ("4-7", "toestemming")
    assert case_consent.rulings(case)[Scope.CENTRE].allowed
    assert client.get(address("identify", case)).status_code == 404, "once"
    assert "Verzonnen" in text_of(client.post(address("identity", case)))
