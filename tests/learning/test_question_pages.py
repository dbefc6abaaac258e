"""The pages of questions to organisations: who asks, who answers, who reads along, and who finds nothing."""

from datetime import timedelta

import pytest

from expertteam.core import clock
from expertteam.learning.question_enums import Says
from expertteam.learning.question_models import Answer, Question
from expertteam.organisations.models import Organisation
from tests.learning.asked import BECAUSE, RARE, TEXT, THEME, answer, propose, release, report, send

pytestmark = pytest.mark.django_db

LIST, NEW = "/leren/vragen/", "/leren/vragen/nieuw/"


@pytest.fixture
def asked(people):
    return send(propose())


def url(question, part=""):
    return f"{LIST}{question.public_id}/{part}"


def later(days):
    return (clock.today() + timedelta(days=days)).isoformat()


def text_of(response) -> str:
    return response.content.decode()


def test_a_question_travels_through_four_people(people, as_user):
    published = report()
    client = as_user("coordinator.noord")
    form = text_of(client.get(NEW))
    assert THEME in form and RARE not in form, "only what enough cases said"
    asked = {
        "about": f"rapportage:{published.pk}:0",
        "addressee": "inkoop",
        "organisation": Organisation.objects.get(name="MGR Inkoop Limburg").pk,
        "text": TEXT,
        "answer_by": later(42),
    }
    assert "wacht op een tweede lezer" in text_of(client.post(NEW, asked, follow=True))
    question = Question.objects.get()
    assert "Vraag beoordelen" not in text_of(client.get(url(question))), "not by who wrote it"
    client = as_user("coordinator2.noord")
    assert "Wacht op u als tweede lezer" in text_of(client.get(LIST))
    client.post(url(question, "beoordelen/"), {"decision": "release", "note": ""})
    client = as_user("inkoop")
    assert "Wacht op uw organisatie" in text_of(client.get(LIST))
    promise = {"says": "takes_up", "text": BECAUSE, "by_when": later(90), "responsible": "contractbeheer"}
    assert client.post(url(question, "antwoord/"), promise).status_code == 302
    assert BECAUSE not in text_of(as_user("clientenraad").get(url(question)))
    client = as_user("coordinator.noord")
    assert BECAUSE in text_of(client.get(url(question, "vrijgeven/")))
    client.post(url(question, "vrijgeven/"), {"decision": "release", "note": ""})
    page = text_of(as_user("clientenraad").get(url(question)))
    assert BECAUSE in page and "contractbeheer" in page and "Wordt opgepakt" in page
    for name in ("Marloes Peeters", "Bas Hermkens", "Miriam Gubbels"):
        assert name not in page, "readers need not know who wrote it"


def test_who_finds_the_pages_of_a_sent_question(asked, as_user):
    may = {
        "": {
            "coordinator.noord",
            "coordinator2.noord",
            "inkoop",
            "fg",
            "beleid.noord",
            "clientenraad",
            "coordinator.zuid",
        },
        "antwoord/": {"inkoop"},
        "intrekken/": {"coordinator.noord", "coordinator2.noord"},
        "vrijgeven/": {"coordinator.noord", "coordinator2.noord", "fg"},
    }
    answer(asked)
    everybody = (*set.union(*may.values()), "aanmelder.venlo", "aanbieder.lindehof", "beheer")
    for address in sorted(everybody):
        client = as_user(address)
        for part, allowed in may.items():
            for method in (client.get, client.post):
                found = method(url(asked, part)).status_code != 404
                assert found is (address in allowed), (address, part, method)


def test_who_may_ask_and_who_may_send(people, as_user):
    waits = propose()
    for address in ("beleid.noord", "inkoop", "fg", "voorzitter.noord", "aanmelder.venlo", "beheer"):
        assert as_user(address).get(NEW).status_code == 404, address
    for address, finds in (
        ("coordinator2.noord", True),
        ("fg", True),
        ("coordinator.zuid", False),
        ("inkoop", False),
        ("beleid.noord", False),
        ("centrum1", False),
    ):
        client = as_user(address)
        for part in ("", "beoordelen/"):
            assert (client.get(url(waits, part)).status_code == 200) is finds, (address, part)
    refused = as_user("fg").post(url(waits, "beoordelen/"), {"decision": "refuse", "note": ""})
    assert "Vul in waarom u dit niet vrijgeeft." in text_of(refused)
    own = as_user("coordinator.noord").post(url(waits, "beoordelen/"), {"decision": "release"})
    assert "U schreef dit zelf." in text_of(own)
    waits.refresh_from_db()
    assert waits.is_waiting


def test_a_referrer_finds_the_question_among_their_tasks(people, as_user):
    question = send(propose(to="Toegang Venlo", addressee="toegang"))
    inbox = text_of(as_user("aanmelder.venlo").get("/"))
    assert "Vragen aan uw organisatie" in inbox and THEME in inbox
    assert 'href="/leren/vragen/"' in inbox, "and in the menu"
    assert THEME not in text_of(as_user("aanmelder.venray").get("/"))
    page = text_of(as_user("aanmelder.venlo").get(url(question)))
    assert "/leren/rapportages/" not in page, "no link to what they may not read"
    assert "er is uw organisatie nog niets gevraagd" in text_of(as_user("aanmelder.weert").get(LIST)).lower()


def test_what_is_missing_in_an_answer_is_said(asked, as_user):
    client = as_user("inkoop")
    page = text_of(client.post(url(asked, "antwoord/"), {"says": "partly", "text": BECAUSE}))
    assert "Vul in wanneer het klaar is." in page
    assert "Vul in welke functie of afdeling ervoor zorgt." in page
    past = {"says": "partly", "text": BECAUSE, "by_when": later(-1), "responsible": "inkoop"}
    assert "nog moet komen" in text_of(client.post(url(asked, "antwoord/"), past))
    assert "Haal het casusnummer weg." in text_of(
        client.post(url(asked, "antwoord/"), {"says": "does_not", "text": "Zie NL-2026-0042."})
    )
    assert not Answer.objects.exists()


def test_an_answer_that_was_given_is_not_asked_again(asked, as_user):
    given = answer(asked)
    assert as_user("inkoop").get(url(asked, "antwoord/")).url == url(asked)
    release(given)
    page = text_of(as_user("inkoop").get(url(asked, "antwoord/")))
    assert "Hoe is het afgelopen?" in page and "Wie zorgt ervoor?" not in page
    assert as_user("coordinator.noord").get(url(asked, "vrijgeven/")).url == url(asked), "nothing to read"


def test_the_coordinator_sees_how_all_stand(people, as_user, travel):
    published = report()
    late = send(propose(report=published, theme=THEME))
    refused = send(propose(to="Toegang Venlo", addressee="toegang", report=published, theme=THEME))
    release(answer(refused, by="aanmelder.venlo", says=Says.DOES_NOT))
    client = as_user("coordinator.noord")
    with travel(late.answer_by + timedelta(days=1)):
        page = text_of(client.get(LIST))
        assert "Antwoord is te laat" in page and "Wordt niet opgepakt" in page
        only = text_of(client.get(LIST, {"stand": "does_not"}))
        assert "Aan Toegang Venlo" in only and "Aan MGR Inkoop Limburg" not in only
        assert "Geen vragen met deze stand" in text_of(client.get(LIST, {"stand": "done"}))


def test_empty_pages_say_what_to_do(people, as_user):
    assert "Er zijn nog geen vragen gesteld" in text_of(as_user("coordinator.noord").get(LIST))
    assert "Er is nog niets om een vraag over te stellen" in text_of(as_user("coordinator.noord").get(NEW))
    assert "leest u die hier" in text_of(as_user("clientenraad").get(LIST))
    assert as_user("beheer").get(LIST).status_code == 404


def test_taking_back_says_why_to_the_organisation(asked, as_user):
    client = as_user("coordinator.noord")
    assert "Waarom trekt u de vraag in?" in text_of(client.get(url(asked, "intrekken/")))
    client.post(url(asked, "intrekken/"), {"why": "Het is al geregeld."})
    page = text_of(as_user("inkoop").get(url(asked)))
    assert "Het is al geregeld." in page and "Ingetrokken" in page
    assert as_user("inkoop").get(url(asked, "antwoord/")).url == url(asked)
    assert client.get(url(asked, "intrekken/")).status_code in {302, 404}
