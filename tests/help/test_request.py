"""The centre asks providers, in words that do not tell whose case it is."""

import pytest

from expertteam.audit.models import Occurrence
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.help.models import HelpRequest, Offer
from expertteam.help.pseudonymity import IDENTITY
from tests.help.conftest import ask, in_days, provider
from tests.pages import page_of, text_of
from workflows.inbox import tasks_for

pytestmark = pytest.mark.django_db
NODE = "HelpFlow.request"


@pytest.fixture
def send(accepted, story, as_user):
    """Posts the form as a specialist of the centre; keyword arguments replace good answers."""

    def post(**changes):
        answers = {
            "decision": "send",
            "segment": "verblijf",
            "need": "Een kleine groep met behandeling.",
            "conditions": "",
            "wanted_from": in_days(20).isoformat(),
            "answer_by": in_days(7).isoformat(),
            "providers": [_id("aanbieder.lindehof"), _id("aanbieder.kompas")],
        }
        url = page_of(story.task(accepted, "centrum1", NODE))
        return as_user("centrum1").post(url, answers | changes, follow=True)

    return post


def _id(address):
    return str(provider(address).public_id)


def test_each_chosen_provider_gets_a_task_until_the_day_that_was_asked(send, accepted, people):
    assert "De hulpvraag is uitgezet bij de gekozen aanbieders." in text_of(send())
    request = accepted.help_requests.get()
    assert request.number.startswith("HV-")
    for address in ("aanbieder.lindehof", "aanbieder.kompas"):
        task = tasks_for(people(address)).get()
        assert (task.reference, task.due_on) == (request.number, in_days(7))
    assert not tasks_for(people("aanbieder.nest")).exists(), "was not asked"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"segment": "iets"}, "Kies een van de antwoorden uit de lijst: Gevraagde hulp"),
        ({"need": " "}, "Vul in: Wat deze jeugdige nodig heeft"),
        ({"wanted_from": "2020-01-31"}, "31 januari 2020 is al voorbij."),
        ({"answer_by": "2020-01-31"}, "31 januari 2020 is al voorbij."),
        ({"wanted_from": "20260-01-31"}, "Vul een bestaande datum in"),
        ({"answer_by": "2226-01-31"}, "Controleer het jaartal."),
        ({"providers": []}, "Kies ten minste 2 aanbieders."),
        ({"providers": ["1", "2"]}, "Kies een van de antwoorden uit de lijst"),
        ({"providers": ["d3b07384-d9a0-4c9b-8f0e-2f6f5f3f1a11"]}, "Kies een van de antwoorden uit de lijst"),
    ],
)
def test_nonsense_is_refused_with_a_sentence_that_helps(send, changes, sentence):
    assert sentence in text_of(send(**changes))
    assert not HelpRequest.objects.exists()


def test_one_provider_is_no_choice(send):
    assert "Kies ten minste 2 aanbieders." in text_of(send(providers=[_id("aanbieder.lindehof")]))
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("need", "Zie {number}.", "Haal het casusnummer uit deze tekst."),
        ("conditions", "Liefst bij Venlo in de buurt.", "Haal de naam van een gemeente of aanmelder uit"),
    ],
)
def test_a_text_that_points_to_the_case_or_the_place_is_refused_at_its_field(
    send, accepted, field, text, sentence
):
    response = send(**{field: text.format(number=accepted.number)})
    errors = response.context["form"].errors
    assert list(errors) == [field] and errors[field][0].startswith(sentence)
    assert not HelpRequest.objects.exists()
    assert not Occurrence.objects.exists(), "everybody at the centre knows the number and the place"


def test_who_tries_names_learns_nothing_and_leaves_a_trace(send, people):
    """The centre may not see the identity: a refusal does not say what of it was right."""
    told = set()
    for guess in ("Testkind", "familie Verzonnen", "geboren 17 mei 2013", "bij de Nergensweg"):
        errors = send(need=f"Een plek, {guess}.").context["form"].errors
        assert list(errors) == ["need"]
        told |= set(errors["need"])
        assert guess not in str(errors)
    assert told == {IDENTITY}
    both = send(need="Voor Testkind.", conditions="Zie Verzonnen.").context["form"].errors
    assert both == {"need": [IDENTITY], "conditions": [IDENTITY]}
    traces = Occurrence.objects.filter(kind="identity_in_request_refused", actor=people("centrum1"))
    assert traces.count() == 5, "one a refused page"
    assert not HelpRequest.objects.exists()


def test_number_ten_thousand_of_a_year_is_not_the_last(accepted, story):
    request = ask(story, accepted)
    year = clock.today().year
    for given, following in (("9999", "10000"), ("10000", "10001")):
        request.number = f"HV-{year}-{given}"
        request.save()
        story.play(accepted, "centrum1", "HelpFlow.match", decision="again")
        request = ask(story, accepted)
        assert request.number == f"HV-{year}-{following}"


def test_the_service_refuses_it_too(accepted, story):
    with pytest.raises(RuleBroken, match="gegeven waaraan de jeugdige te herkennen is"):
        ask(story, accepted, need="Een plek voor Testkind Verzonnen.")
    assert not Offer.objects.exists()


def test_only_providers_with_somebody_to_ask_can_be_chosen(send, accepted, story, people, as_user):
    contact = people("aanbieder.brug")
    contact.is_active = False
    contact.save(update_fields=["is_active"])
    page = text_of(as_user("centrum1").get(page_of(story.task(accepted, "centrum1", NODE))))
    assert "Gezinshuizen Het Nest" in page
    assert "Jeugdzorg De Brug" not in page
    assert "Kies een van de antwoorden" in text_of(
        send(providers=[_id("aanbieder.brug"), _id("aanbieder.nest")])
    )


@pytest.mark.parametrize("stranger", ["coordinator.noord", "voorzitter.centrum", "aanbieder.nest", "fg"])
def test_nobody_else_asks(accepted, story, as_user, stranger):
    url = page_of(story.task(accepted, "centrum1", NODE))
    client = as_user(stranger)
    assert client.get(url).status_code == 404
    assert client.post(url, {"segment": "verblijf"}).status_code == 404


def test_the_centre_follows_its_requests(asked, as_user):
    page = text_of(as_user("centrum2").get("/hulpvragen/"))
    assert f"{asked.help_requests.get().number} {asked.number}" in page
    assert "0 van 2" in page
    assert "Er zijn geen hulpvragen" in text_of(as_user("aanbieder.nest").get("/hulpvragen/"))
