"""Pages for what went wrong: they say what to do, and keep the banners where that is safe."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from lxml import html

from expertteam.frontend import failures
from tests.logged_in import log_in
from tests.pages import text_of
from workflows.demo.people import person
from workflows.emergency import enter
from workflows.views import home

BANNER = "De tweede stap bij het inloggen staat uit."
REASON = "De veiligheid kan niet wachten tot maandag."


def menu_of(response) -> list[str]:
    return html.fromstring(response.content).xpath("//nav[@aria-label='Hoofdmenu']//a/@href")


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "429", "500", "503"])
def test_each_page_works_without_a_request_and_has_one_thing_to_do(name):
    page = html.fromstring(render_to_string(f"{name}.html"))
    assert page.xpath("//h1")[0].text_content()
    assert [link.get("href") for link in page.xpath("//main//a")] == ["/"]
    assert not page.xpath("//form") and not page.xpath("//nav")


@pytest.mark.parametrize("answer", [failures.server_error, lambda request: failures.unavailable(sent=False)])
def test_a_failure_of_our_own_asks_no_database_and_keeps_the_banner_of_the_demo(answer, rf):
    """No mark for the database: any query would fail here."""
    response = answer(rf.get("/"))
    assert response.status_code in {500, 503}
    assert BANNER in text_of(response)
    assert not menu_of(response)


@pytest.fixture
def raising(monkeypatch):
    """Makes the page where everybody starts raise this."""

    def make(error):
        def start_of(user):
            raise error

        monkeypatch.setattr(home, "start_of", start_of)

    return make


@pytest.mark.django_db
@pytest.mark.parametrize(("error", "status"), [(PermissionDenied(), 403), (SuspiciousOperation(), 400)])
def test_who_is_logged_in_keeps_the_menu_and_the_banners(error, status, raising, story, as_user):
    case = story.file()
    enter(user=person("aanmelder.weert"), number=case.number, reason=REASON)
    raising(error)
    client = as_user("aanmelder.weert")
    for response in (client.get(reverse("workflows:home")), client.get("/bestaat-niet/")):
        assert response.status_code in {status, 404}
        assert "/casussen/" in menu_of(response)
        assert f"U hebt noodtoegang tot {case.number}" in text_of(response)
        assert BANNER in text_of(response)


@pytest.mark.django_db
def test_a_visitor_gets_the_banner_and_the_way_to_log_in(client):
    response = client.get("/bestaat-niet/")
    assert response.status_code == 404
    assert not menu_of(response)
    assert BANNER in text_of(response) and "Naar inloggen" in text_of(response)


@pytest.mark.django_db
def test_a_foreign_host_gets_a_page_although_nobody_is_known_yet(client):
    response = client.get("/", headers={"host": "elders.example"})
    assert response.status_code == 400
    assert "Dit is niet goed aangekomen" in text_of(response)


@pytest.mark.django_db
def test_an_expired_form_keeps_the_menu_and_says_what_to_do(people):
    client = Client(enforce_csrf_checks=True)
    log_in(client, people("coordinator.noord"))
    response = client.post("/noodtoegang/", {})
    assert response.status_code == 403
    assert "Laad de pagina opnieuw" in text_of(response)
    assert "/casussen/" in menu_of(response)


@pytest.mark.django_db
def test_a_link_to_what_only_a_button_does_gives_a_page(as_user):
    client = as_user("coordinator.noord")
    address = reverse("workflows:destruction_propose")
    response = client.get(address)
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Dit kan alleen met een knop" in text_of(response)
    assert "/casussen/" in menu_of(response)
    assert client.get(address, headers={"HX-Request": "true"}).content == b""


@pytest.mark.django_db
def test_a_message_waits_for_a_page_that_exists(as_user, story):
    case = story.file()
    client = as_user("aanmelder.weert")
    client.post("/noodtoegang/", {"number": case.number, "reason": REASON})
    enter_page = client.get("/bestaat-niet/")
    assert "et-messages" not in enter_page.content.decode()
