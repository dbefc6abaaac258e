"""An id that exists, but not for this form: it is refused in words, changes nothing and costs no text."""

from datetime import timedelta

import pytest
from django.urls import reverse

from expertteam.access.models import Grant
from expertteam.audit.models import HistoryLine
from expertteam.conferences.services import open_table
from expertteam.core import clock
from expertteam.organisations.enums import Role
from expertteam.organisations.models import Organisation
from tests.help.conftest import ask
from tests.pages import page_of, text_of
from tests.story import EXPERTS
from workflows.demo.people import person

pytestmark = pytest.mark.django_db
REFUSED = "Kies een van de antwoorden uit de lijst"
TYPED = "Deze tekst mag niet verloren gaan."
DAY = timedelta(days=1)


def public_id(address):
    return str(person(address).public_id)


def seat(address):
    return str(person(address).memberships.filter(role=Role.EXPERT).first().public_id)


def a_director_of_another_region_at_triage(story):
    case = story.file()
    answers = {"outcome": "procesregie", "motivation": TYPED, "director": public_id("regisseur.midden")}
    return (
        "coordinator.noord",
        page_of(story.task(case, "coordinator.noord", "TriageFlow.assess")),
        answers,
    )


def planning(story, **forged):
    case = story.file()
    story.triage(case)
    answers = {
        "day": (clock.today() + 9 * DAY).isoformat(),
        "starts": "10:00",
        "ends": "11:00",
        "location": "Stadskantoor Venlo",
        "chair": public_id("voorzitter.noord"),
        "experts": [seat(address) for address in EXPERTS],
    }
    task = story.task(case, "coordinator.noord", "ConferenceFlow.plan")
    return "coordinator.noord", page_of(task), answers | forged


def an_expert_of_another_region_at_the_table(story):
    return planning(story, experts=[*(seat(address) for address in EXPERTS), seat("deskundige2.midden")])


def a_seat_that_is_no_expert(story):
    coordinator = person("coordinator.noord").memberships.get()
    return planning(story, experts=[*(seat(each) for each in EXPERTS), str(coordinator.public_id)])


def a_chair_of_another_region(story):
    return planning(story, chair=public_id("voorzitter.midden"))


def conferring(story, **forged):
    case, other = story.file(), story.file()
    for each in (case, other):
        story.to_conference(each)
        story.pre_advise(each)
    open_table(item=case.agenda_items.get(), by=person("voorzitter.noord"))
    there = case.agenda_items.get().participations.all()
    answers = {
        "present": [str(each.public_id) for each in there],
        "explanatory_analysis": TYPED,
        "minutes": "Besproken.",
        "outcome": "advice",
    }
    forged = {name: value(other) for name, value in forged.items()}
    return (
        "voorzitter.noord",
        page_of(story.task(case, "voorzitter.noord", "ConferenceFlow.confer")),
        (answers | forged),
    )


def somebody_present_at_another_case(story):
    return conferring(
        story,
        present=lambda other: [str(each.public_id) for each in other.agenda_items.get().participations.all()],
    )


def a_director_of_another_region_after_the_table(story):
    return conferring(
        story, outcome=lambda other: "procesregie", director=lambda other: public_id("regisseur.zuid")
    )


def an_organisation_that_gets_no_recommendations(story):
    case = story.file()
    story.to_advice(case)
    region = Organisation.objects.filter(kind="region").first()
    answers = {
        "summary": TYPED,
        "aanbeveling-TOTAL_FORMS": "1",
        "aanbeveling-INITIAL_FORMS": "0",
        "aanbeveling-0-text": "Zet hulp in.",
        "aanbeveling-0-segment": "ggz",
        "aanbeveling-0-addressee": str(region.public_id),
        "aanbeveling-0-owner": "behandelcoördinator",
        "aanbeveling-0-due_on": (clock.today() + 30 * DAY).isoformat(),
    }
    return (
        "voorzitter.noord",
        page_of(story.task(case, "voorzitter.noord", "AdviceFlow.draft")),
        answers,
    )


def centre(story):
    case = story.file()
    story.triage(case, "centre", transfer_question="Wie biedt een plek?")
    story.play(case, "centrum1", "TransferFlow.decide", decision="organise")
    return case


def an_access_team_asked_for_help(story):
    case = centre(story)
    asked = ["Toegang Venlo", "De Lindehof", "Stichting Kompas Jeugdhulp"]
    answers = {
        "decision": "send",
        "segment": "verblijf",
        "need": TYPED,
        "wanted_from": (clock.today() + 20 * DAY).isoformat(),
        "answer_by": (clock.today() + 7 * DAY).isoformat(),
        "providers": [str(Organisation.objects.get(name=name).public_id) for name in asked],
    }
    return "centrum1", page_of(story.task(case, "centrum1", "HelpFlow.request")), answers


def an_offer_for_another_case(story):
    case, other = centre(story), centre(story)
    for each in (case, other):
        ask(story, each)
        story.play(each, "aanbieder.lindehof", "HelpFlow.answer", answer="not_possible", refusal_reason="vol")
        story.play(
            each,
            "aanbieder.kompas",
            "HelpFlow.answer",
            answer="possible",
            available_from=clock.today() + 10 * DAY,
        )
    answers = {
        "decision": "place",
        "offer": str(other.help_requests.get().offers.get(answer="possible").public_id),
        "starts_on": (clock.today() + 12 * DAY).isoformat(),
        "agreement": "",
        "bridging_what": TYPED,
        "bridging_who": "De Lindehof",
    }
    return "centrum1", page_of(story.task(case, "centrum1", "HelpFlow.match")), answers


def handing_over(case, place, address):
    page = reverse(f"workflows:new_{place}", args=[case.public_id])
    return "coordinator.noord", page, {"person": public_id(address)}


def another(role, like):
    """A second person with a role at the table of ``like``, so that there is somebody to choose."""
    place = person(like).memberships.get(role=role)
    person("coordinator2.noord").memberships.create(
        role=role, organisation=place.organisation, team=place.team
    )


def a_chair_of_another_region_as_successor(story):
    case = story.file()
    story.to_conference(case)
    another(Role.CHAIR, "voorzitter.noord")
    return handing_over(case, "chair", "voorzitter.midden")


def a_referrer_of_another_organisation_as_successor(story):
    return handing_over(story.file(), "referrer", "aanmelder.weert")


def a_director_of_another_region_as_successor(story):
    case = story.file()
    story.triage(case, "procesregie", director=person("regisseur.noord"))
    another(Role.DIRECTOR, "regisseur.noord")
    return handing_over(case, "director", "regisseur.midden")


FORGERIES = [
    a_director_of_another_region_at_triage,
    an_expert_of_another_region_at_the_table,
    a_seat_that_is_no_expert,
    a_chair_of_another_region,
    somebody_present_at_another_case,
    a_director_of_another_region_after_the_table,
    an_organisation_that_gets_no_recommendations,
    an_access_team_asked_for_help,
    an_offer_for_another_case,
    a_chair_of_another_region_as_successor,
    a_referrer_of_another_organisation_as_successor,
    a_director_of_another_region_as_successor,
]


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.__name__)
def test_an_id_of_elsewhere_is_refused_in_words(story, as_user, forgery):
    who, page, answers = forgery(story)
    grants = set(Grant.objects.values_list("pk", "until"))
    lines = HistoryLine.objects.count()
    answer = as_user(who).post(page, answers)
    assert answer.status_code == 200
    assert REFUSED in text_of(answer)
    assert set(Grant.objects.values_list("pk", "until")) == grants, "nobody came in and nobody went out"
    assert HistoryLine.objects.count() == lines
    if TYPED in str(answers):
        assert TYPED in answer.content.decode(), "the text stands in the form again"


def test_the_same_forms_take_an_id_of_their_own(story, as_user):
    """Otherwise the test above would also pass on a form that refuses everything."""
    own = {
        a_director_of_another_region_at_triage: {"director": public_id("regisseur.noord")},
        a_chair_of_another_region: {"chair": public_id("voorzitter.noord")},
        a_referrer_of_another_organisation_as_successor: {"person": public_id("aanmelder2.venlo")},
        a_director_of_another_region_after_the_table: {"director": public_id("regisseur.noord")},
    }
    for forgery, change in own.items():
        who, page, answers = forgery(story)
        assert as_user(who).post(page, answers | change).status_code == 302, forgery.__name__


def test_fields_that_a_form_does_not_ask_are_ignored(story, as_user):
    """Mass assignment: what is posted beside the fields of the step reaches no record."""
    case = story.file()
    task = story.task(case, "coordinator.noord", "TriageFlow.assess")
    more = {
        "status": "closed",
        "route": "centre",
        "case": "1",
        "decided_by": "1",
        "referrer": public_id("aanmelder.weert"),
        "region": "1",
        "number": "NL-2000-0001",
    }
    answers = {"outcome": "consultation", "motivation": "Past bij het expertteam."}
    assert as_user("coordinator.noord").post(page_of(task), more | answers).status_code == 302
    number = case.number
    case.refresh_from_db()
    assert (case.number, case.status, case.route) == (number, "conference", "consultation")
    assert case.referrer == person("aanmelder.venlo")
    assert case.triages.get().decided_by == person("coordinator.noord")


def test_a_parameter_in_the_address_does_not_stand_in_for_one_in_the_form(story, as_user):
    case = story.file()
    page = page_of(story.task(case, "coordinator.noord", "TriageFlow.assess"))
    answer = as_user("coordinator.noord").post(f"{page}?outcome=consultation&motivation=Goed", {})
    assert answer.status_code == 200
    assert not case.triages.exists()
