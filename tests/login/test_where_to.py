"""Where somebody comes back after logging in: to the page they asked for, without the words they searched."""

import pytest
from lxml import html

pytestmark = pytest.mark.django_db
WORDS = "Verzonnen Testkind"


def test_the_way_to_the_login_page_holds_no_search_words(client):
    response = client.get("/casussen/", {"q": WORDS})
    assert response["Location"] == "/account/login/?next=/casussen/"


def test_the_warning_that_the_session_ends_holds_none_either(as_user):
    page = as_user("coordinator.noord").get("/casussen/", {"q": WORDS})
    (link,) = html.fromstring(page.content).xpath("//a[@data-session-login]/@href")
    assert link == "/account/login/?next=%2Fcasussen%2F"
