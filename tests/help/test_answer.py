"""A provider answers a request and never learns whose case it is."""

import pytest

from expertteam.audit.models import ReadEvent
from expertteam.help.models import HelpRequest, Offer
from expertteam.organisations.enums import Role
from tests.help.conftest import QUESTION, in_days, provider
from tests.pages import page_of, text_of
from workflows.inbox import tasks_for
from workflows.membership import join, leave

pytestmark = pytest.mark.django_db
NODE = "HelpFlow.answer"


@pytest.fixture
def task(asked, story):
    return story.task(asked, "aanbieder.lindehof", NODE)


@pytest.fixture
def answer(task, as_user):
    """Posts an answer as the contact of De Lindehof."""

    def post(**answers):
        return as_user("aanbieder.lindehof").post(page_of(task), answers, follow=True)

    return post


def secrets(case):
    """Everything about the case that must not reach a provider."""
    return [
        *(case.number, str(case.public_id), case.title, "Testkind", "Verzonnen", "Nergensweg", "Venlo"),
        *("Noord-Limburg", "Sanne Hendrix", "Marloes Peeters", QUESTION, case.intake.situation),
        *(case.intake.question, case.get_legal_frame_display()),
    ]


def assert_says_nothing(response, case):
    page = response.content.decode()
    assert not [secret for secret in secrets(case) if secret in page]


def test_the_page_shows_what_is_needed_and_not_for_whom(asked, task, as_user):
    response = as_user("aanbieder.lindehof").get(page_of(task))
    page = text_of(response)
    request = asked.help_requests.get()
    for told in (request.number, "Behandeling met verblijf", "12 tot en met 15 jaar", request.need):
        assert told in page
    assert request.conditions in page
    assert_says_nothing(response, asked)


def test_no_page_of_a_provider_says_whose_case_it_is(asked, task, answer, as_user, story):
    client = as_user("aanbieder.lindehof")
    draft = {"answer": "possible", "save_draft": "1"}
    pages = [
        client.get("/"),
        client.get("/hulpvragen/"),
        client.post(page_of(task), draft, follow=True),
        client.post(f"{page_of(task)}concept/", draft),
        answer(answer="possible"),
        answer(answer="not_possible", refusal_reason="vol"),
        client.get(page_of(task)),
    ]
    assert [page.status_code for page in pages] == [200] * 6 + [409]
    for page in pages:
        assert_says_nothing(page, asked)
    assert client.get("/casussen/").content.decode().count(asked.number) == 0
    for address in (f"/casussen/{asked.public_id}/", f"/casussen/{asked.public_id}/procesregie/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Kies: Kunt u deze hulp bieden?"),
        ({"answer": "waiting"}, "Kies een van de antwoorden uit de lijst"),
        ({"answer": "possible"}, "Vul in: Vanaf welke datum kan het?"),
        ({"answer": "possible", "available_from": "2020-01-31"}, "31 januari 2020 is al voorbij."),
        ({"answer": "possible", "available_from": "20260-01-31"}, "Vul een bestaande datum in"),
        ({"answer": "possible_if"}, "Vul in: Onder welke voorwaarde kan het?"),
        ({"answer": "not_possible"}, "Kies: Waarom is het niet mogelijk?"),
        ({"answer": "not_possible", "refusal_reason": "geen zin"}, "Kies een van de antwoorden uit de lijst"),
    ],
)
def test_half_an_answer_is_refused(answer, answers, sentence):
    assert sentence in text_of(answer(**answers))
    assert not Offer.objects.exclude(answer="waiting").exists()


def test_a_refusal_says_why_and_keeps_nothing_else(asked, answer, story, as_user):
    page = answer(
        answer="not_possible", refusal_reason="expertise", condition="onzin", available_from="20260-01-01"
    )
    assert "Uw antwoord is verstuurd." in text_of(page)
    offer = asked.help_requests.get().offers.get(organisation__name="De Lindehof")
    assert (offer.answer, offer.refusal_reason, offer.condition) == ("not_possible", "expertise", "")
    assert offer.available_from is None
    match = page_of(story.task(asked, "centrum1", "HelpFlow.match"))
    assert "De Lindehof : niet onze expertise" in text_of(as_user("centrum1").get(match))


def test_a_condition_is_told(asked, answer):
    answer(answer="possible_if", condition="<b>Extra nachtdienst</b>", available_from=in_days(9).isoformat())
    offer = asked.help_requests.get().offers.get(organisation__name="De Lindehof")
    assert (offer.condition, offer.available_from) == ("<b>Extra nachtdienst</b>", in_days(9))


@pytest.mark.parametrize(
    "stranger", ["aanbieder.kompas", "aanbieder.nest", "centrum1", "coordinator.noord", "aanmelder.venlo"]
)
def test_nobody_answers_for_another(task, as_user, stranger):
    client = as_user(stranger)
    assert client.get(page_of(task)).status_code == 404
    refused = client.post(page_of(task), {"answer": "not_possible", "refusal_reason": "vol"})
    assert refused.status_code == 404
    assert not Offer.objects.exclude(answer="waiting").exists()


def test_a_provider_sees_the_own_requests_only(asked, people):
    assert HelpRequest.objects.visible_to(people("aanbieder.kompas")).count() == 1
    assert not HelpRequest.objects.visible_to(people("aanbieder.nest")).exists()


def test_after_closing_the_provider_keeps_the_own_answer_and_nothing_more(
    asked, answer, task, story, as_user
):
    answer(answer="not_possible", refusal_reason="vol")
    late = story.task(asked, "aanbieder.kompas", NODE)
    story.play(asked, "centrum1", "HelpFlow.match", decision="not_found")
    page = as_user("aanbieder.lindehof").get("/hulpvragen/")
    assert "Niet mogelijk geen plek vrij Gesloten" in text_of(page)
    assert asked.help_requests.get().need not in page.content.decode()
    assert_says_nothing(page, asked)
    client = as_user("aanbieder.kompas")
    assert not tasks_for(asked.help_requests.get().offers.get(answer="waiting").contact).exists()
    response = client.post(page_of(late), {"answer": "not_possible", "refusal_reason": "vol"})
    assert response.status_code in {404, 409}
    assert_says_nothing(response, asked)
    assert "Nog geen antwoord Gesloten" in text_of(client.get("/hulpvragen/"))


def test_reading_the_list_is_logged_by_request_and_not_by_case(asked, as_user, people):
    as_user("aanbieder.kompas").get("/hulpvragen/")
    line = ReadEvent.objects.filter(user_id=people("aanbieder.kompas").pk).latest("pk")
    assert (line.object_type, line.object_id) == ("hulpvraag", str(asked.help_requests.get().public_id))


def test_a_contact_who_left_the_provider_sees_its_requests_no_more(asked, task, people, as_user):
    contact, request = people("aanbieder.lindehof"), asked.help_requests.get()
    job = contact.memberships.get()
    leave(membership=job, by=people("beheer"))
    left = people("aanbieder.lindehof")
    assert not HelpRequest.objects.visible_to(left).exists()
    assert not Offer.objects.for_contact(left).exists()
    join(user=left, by=people("beheer"), role=Role.PROVIDER, organisation=provider("aanbieder.nest"))
    client = as_user("aanbieder.lindehof")
    assert request.number not in client.get("/hulpvragen/").content.decode(), "works for another one now"
    response = client.get(page_of(task))
    assert response.status_code == 404 and request.need not in response.content.decode()
    assert HelpRequest.objects.visible_to(people("aanbieder.kompas")).exists(), "still works there"
