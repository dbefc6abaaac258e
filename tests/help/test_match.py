"""The centre chooses, asks again, or stops; whatever it does, the case goes on."""

import pytest

from expertteam.cases.enums import CaseStatus
from expertteam.cases.models import Case
from expertteam.learning.models import Signal
from tests.help.conftest import ask, in_days
from tests.pages import page_of, text_of
from workflows.inbox import tasks_for

pytestmark = pytest.mark.django_db
NODE = "HelpFlow.match"


@pytest.fixture
def offered(asked, story):
    """One provider refuses, the other can start in ten days."""
    story.play(asked, "aanbieder.lindehof", "HelpFlow.answer", answer="not_possible", refusal_reason="vol")
    story.play(asked, "aanbieder.kompas", "HelpFlow.answer", answer="possible", available_from=in_days(10))
    return asked


@pytest.fixture
def choose(offered, story, as_user):
    """Posts the choice of the centre; keyword arguments replace good answers."""

    def post(**changes):
        offer = offered.help_requests.get().offers.get(answer="possible")
        answers = {
            "decision": "place",
            "offer": str(offer.public_id),
            "starts_on": in_days(12).isoformat(),
            "agreement": "Na zes weken kijken we samen terug.",
            "bridging_what": "Ambulante hulp thuis.",
            "bridging_who": "De Lindehof",
        }
        url = page_of(story.task(offered, "centrum1", NODE))
        return as_user("centrum1").post(url, answers | changes, follow=True)

    return post


def status(case):
    return Case.objects.get(pk=case.pk).status


def test_a_match_has_a_start_date_and_care_until_then(choose, offered, as_user, people):
    choose()
    assert status(offered) == CaseStatus.FOLLOW_UP
    assert offered.follow_ups.count() == 1
    page = text_of(as_user("coordinator.noord").get(f"/casussen/{offered.public_id}/"))
    assert "Passende hulp bij Stichting Kompas Jeugdhulp" in page
    assert "Ambulante hulp thuis. Door De Lindehof" in page
    assert "geen plek vrij" in page
    assert not Case.objects.visible_to(people("centrum1")).exists(), "handed back, no longer theirs"
    assert "Uw aanbod is gekozen" in text_of(as_user("aanbieder.kompas").get("/hulpvragen/"))
    assert "Uw aanbod is gekozen" not in text_of(as_user("aanbieder.lindehof").get("/hulpvragen/"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decision": ""}, "Kies: Besluit"),
        ({"offer": ""}, "Kies: Welk aanbod kiest u?"),
        ({"offer": "1"}, "Kies een van de antwoorden uit de lijst: Welk aanbod kiest u?"),
        ({"starts_on": ""}, "Vul in: Startdatum"),
        ({"starts_on": "2020-01-31"}, "31 januari 2020 is al voorbij."),
        ({"starts_on": "20260-01-31"}, "Vul een bestaande datum in"),
        ({"starts_on": lambda: in_days(3).isoformat()}, "Stichting Kompas Jeugdhulp kan pas vanaf"),
        ({"bridging_what": " "}, "Vul in: Welke overbruggingszorg is er tot de start?"),
        ({"bridging_who": ""}, "Vul in: Wie levert de overbruggingszorg?"),
    ],
)
def test_half_a_match_is_refused(choose, offered, changes, sentence):
    changes = {name: value() if callable(value) else value for name, value in changes.items()}
    assert sentence in text_of(choose(**changes))
    assert status(offered) == CaseStatus.HELP


def test_a_refused_offer_cannot_be_chosen(choose, offered):
    refused = offered.help_requests.get().offers.get(answer="not_possible")
    assert "Kies een van de antwoorden" in text_of(choose(offer=str(refused.public_id)))
    assert status(offered) == CaseStatus.HELP


def test_without_an_offer_placing_is_no_choice(asked, story, as_user):
    url = page_of(story.task(asked, "centrum1", NODE))
    client = as_user("centrum1")
    page = text_of(client.get(url))
    assert "Een aanbod kiezen" not in page
    assert "Nog niet elke aanbieder heeft geantwoord." in page
    assert "Kies een van de antwoorden" in text_of(client.post(url, {"decision": "place"}))


def test_another_round_asks_others_and_shows_who_was_asked(choose, offered, story, as_user, people):
    choose(decision="again")
    assert status(offered) == CaseStatus.HELP
    task = story.task(offered, "centrum1", "HelpFlow.request")
    page = text_of(as_user("centrum1").get(page_of(task)))
    assert "De Lindehof (eerder gevraagd: niet mogelijk)" in page
    assert "Eerdere rondes" in page
    second = ask(story, offered, providers=("aanbieder.nest", "aanbieder.brug"))
    assert tasks_for(people("aanbieder.nest")).get().reference == second.number
    assert not tasks_for(people("aanbieder.lindehof")).exists()
    assert [each.status for each in offered.help_requests.all()] == ["not_found", "sent"]


def test_stopping_leaves_a_signal_and_the_region_decides_again(choose, offered, story, people):
    choose(decision="not_found")
    assert status(offered) == CaseStatus.FILED
    assert story.task(offered, "coordinator.noord", "TriageFlow.assess")
    signal = Signal.objects.get()
    assert (signal.kind, signal.segment) == ("missing", "verblijf")
    assert offered.history.filter(detail="Geen passende hulp gevonden na 1 afwijzing").exists()
    assert not Case.objects.visible_to(people("centrum1")).exists()


@pytest.mark.parametrize("stranger", ["coordinator.noord", "aanbieder.kompas", "voorzitter.centrum"])
def test_nobody_else_chooses(offered, story, as_user, stranger):
    url = page_of(story.task(offered, "centrum1", NODE))
    client = as_user(stranger)
    assert client.get(url).status_code == 404
    assert client.post(url, {"decision": "not_found"}).status_code == 404
    assert status(offered) == CaseStatus.HELP
