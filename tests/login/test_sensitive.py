"""Publishing, exporting, granting, destroying: five minutes after logging in one shows again who one is."""

from datetime import timedelta
from fnmatch import fnmatchcase

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse

from expertteam.core import clock
from expertteam.organisations.models import Membership, Organisation
from tests.logged_in import log_in
from tests.login.codes import code_for, secret_on
from tests.pages import text_of
from workflows.demo.people import PASSWORD, person
from workflows.sensitive import SENSITIVE, is_sensitive

pytestmark = pytest.mark.django_db
CONFIRM = reverse("account_reauthenticate")
# What the branches of today call their pages; a page that is renamed must not fall out of the table.
PAGES = [
    "report_publish",
    "report_discard",
    "account_new",
    "account_invite",
    "account_reactivate",
    "role_new",
    "new_chair",
    "new_director",
    "new_referrer",
    "case_share",
]


@pytest.fixture
def later():
    """Let it be so long after now, for allauth's own clock too."""
    began = clock.now()
    return lambda **later: time_machine.travel(began + timedelta(**later), tick=False)


def address(name):
    try:
        return reverse(f"workflows:{name}")
    except Exception:
        return reverse(f"workflows:{name}", args=[person("aanmelder.weert").public_id])


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_after_five_minutes_these_pages_ask_first(as_user, later, name, method):
    browser = as_user("beheer")
    browser.get("/privacy/")
    with later(minutes=5, seconds=1):
        answer = getattr(browser, method)(address(name))
        assert answer.status_code == 302
        assert answer.url.startswith(f"{CONFIRM}?next=")
        assert not answer.content


@pytest.mark.parametrize("name", PAGES)
def test_within_five_minutes_of_logging_in_they_do_not(as_user, later, name):
    browser = as_user("beheer")
    with later(minutes=4, seconds=59):
        answer = browser.get(address(name))
        assert not (answer.status_code == 302 and answer.url.startswith(CONFIRM))


@pytest.mark.parametrize("list_page", ["cases", "follow_ups"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_asks_and_then_comes(as_user, later, story, list_page, kind):
    case = story.file()
    browser = as_user("coordinator.noord")
    wanted = f"{reverse(f'workflows:{list_page}')}?q=&export={kind}"
    browser.get("/privacy/")
    with later(minutes=10):
        assert case.number in browser.get(reverse("workflows:cases")).content.decode(), "looking asks nothing"
        asked = browser.get(wanted)
        assert asked.status_code == 302 and not asked.content
        shown = browser.get(asked.url)
        assert case.number not in shown.content.decode()
        answer = browser.post(CONFIRM, {"password": PASSWORD, "next": wanted})
        assert answer.url == wanted
        assert browser.get(wanted)["Content-Disposition"].startswith("attachment")


def test_a_wrong_password_opens_nothing(as_user, later):
    browser = as_user("beheer")
    browser.get("/privacy/")
    with later(minutes=10):
        wrong = browser.post(CONFIRM, {"password": "verkeerd", "next": address("account_new")})
        assert "Dit wachtwoord klopt niet." in text_of(wrong)
        assert browser.get(address("account_new")).status_code == 302


def test_after_confirming_one_does_not_land_on_another_site(as_user):
    browser = as_user("beheer")
    for elsewhere in (
        "https://elders.example/",
        "//elders.example/",
        "javascript:alert(1)",
        r"/\elders.example",
    ):
        answer = browser.post(CONFIRM, {"password": PASSWORD, "next": elsewhere})
        assert answer.status_code == 302
        assert "elders" not in answer.url and "javascript" not in answer.url


def test_a_form_that_came_after_five_minutes_waits_behind_one_button(as_user, later):
    browser = as_user("beheer")
    newcomer = person("aanmelder.weert")
    page = reverse("workflows:role_new", args=[newcomer.public_id])
    role = {"role": "provider", "organisation": Organisation.objects.get(name="De Lindehof").public_id}
    browser.get(page)
    with later(minutes=6):
        asked = browser.post(page, role | {"team": "", "discipline": ""})
        assert asked.url == f"{CONFIRM}?next=%2Faccount%2Fverder%2F"
        assert not Membership.objects.filter(user=newcomer, role="provider").exists()
        back = browser.post(CONFIRM, {"password": PASSWORD, "next": reverse("resume")})
        waiting = browser.get(back.url)
        assert "Druk op de knop om hetzelfde opnieuw te versturen." in text_of(waiting)
        assert not Membership.objects.filter(user=newcomer, role="provider").exists(), (
            "it waits for the button"
        )
        browser.post(page, role | {"team": "", "discipline": ""})
        assert Membership.objects.filter(user=newcomer, role="provider").exists()


def test_a_code_of_the_app_confirms_too_and_only_once(people):
    cache.clear()
    with time_machine.travel("2026-03-02T09:00:05+00:00", tick=False) as moment:
        browser = log_in(Client(), person("beheer"), lasting=False)
        secret = secret_on(browser.get(reverse("mfa_activate_totp")))
        browser.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
        moment.shift(600)
        page = address("account_new")
        asked = browser.get(page)
        other_ways = text_of(browser.get(asked.url))
        assert "Gebruik een code uit uw app" in other_ways
        code = code_for(secret)
        assert browser.post(reverse("mfa_reauthenticate"), {"code": code, "next": page}).url == page
        assert browser.get(page).status_code == 200
        moment.shift(1)
        again = browser.post(reverse("mfa_reauthenticate"), {"code": code, "next": page})
        assert "is al gebruikt" in text_of(again)


def test_names_with_a_star_hold_for_pages_that_begin_so():
    assert is_sensitive("workflows:inspection_pdf", {})
    assert is_sensitive("workflows:cases", {"export": "csv"})
    assert not is_sensitive("workflows:cases", {"q": "export"})
    assert fnmatchcase("workflows:new_chair", "workflows:new_*")


def test_every_name_in_the_table_is_a_page():
    named = {pattern.name for pattern in get_resolver("workflows.urls").url_patterns}
    known = {f"workflows:{name}" for name in named} | {"link_account", "socialaccount_connections"}
    for name in (name for kind in SENSITIVE.values() for name in kind):
        assert any(fnmatchcase(each, name) for each in known), name
