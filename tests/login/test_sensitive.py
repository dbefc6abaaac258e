"""Publishing, exporting, granting, destroying: five minutes after logging in one shows again who one is."""

import inspect
import logging
from datetime import timedelta
from fnmatch import fnmatchcase

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.http import urlencode
from lxml import html

from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.organisations.models import Membership, Organisation
from tests.logged_in import log_in
from tests.login.codes import code_for, secret_on
from tests.pages import text_of
from workflows.demo.people import PASSWORD, person
from workflows.sensitive import SENSITIVE, is_sensitive

pytestmark = pytest.mark.django_db
CONFIRM = reverse("account_reauthenticate")
FILE = reverse("resume_file")
# What the branches of today call their pages; a page that is renamed must not fall out of the table.
PAGES = [
    "report_publish",
    "report_withdraw",
    "report_discard",
    "account_new",
    "feed_key_new",
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
        answer = browser.post(CONFIRM, {"password": PASSWORD, "next": FILE})
        assert answer.url == FILE
        assert press_download(browser)["Content-Disposition"].startswith("attachment")


def press_download(browser):
    """Send the form behind the one button of the page, as a browser does."""
    (form,) = html.fromstring(browser.get(FILE).content).xpath("//main//form")
    assert form.get("method") == "get" and not form.xpath(".//input[@name='csrfmiddlewaretoken']")
    return browser.get(form.get("action"), form.form_values())


def test_search_words_stand_in_no_redirect_and_no_line_of_the_log(as_user, later, story, caplog):
    """The words may be a name; the export of exactly those words and filters comes all the same."""
    found, other = story.file(), story.file()
    Case.objects.filter(pk=found.pk).update(title="Verzonnen Zoekwoord")
    browser = as_user("coordinator.noord")
    browser.get("/privacy/")
    query = {"q": "Verzonnen Zoekwoord", "status": "filed", "export": "csv"}
    with later(minutes=10), caplog.at_level(logging.DEBUG):
        asked = browser.get(reverse("workflows:cases"), query)
        assert asked.url == f"{CONFIRM}?{urlencode({'next': FILE})}"
        browser.get(asked.url)
        refused = browser.post(CONFIRM, {"password": "verkeerd", "next": FILE})
        assert "oekwoord" not in refused.text
        assert "oekwoord" not in str(dict(browser.session)), "sealed in the session too"
        assert browser.post(CONFIRM, {"password": PASSWORD, "next": FILE}).url == FILE
        sheet = press_download(browser)
        browser.get("/bestaat/niet/", {"q": "Verzonnen Zoekwoord"})
    rows = sheet.getvalue().decode()
    assert found.number in rows and other.number not in rows
    assert "Not Found" in caplog.text and "oekwoord" not in caplog.text


def test_no_sensitive_page_takes_its_query_string_to_the_page_that_asks(as_user, later):
    browser = as_user("beheer")
    browser.get("/privacy/")
    with later(minutes=10):
        asked = browser.get(address("account_new"), {"q": "Zoekwoord"})
        assert asked.url == f"{CONFIRM}?{urlencode({'next': address('account_new')})}"
        browser.get(
            reverse("workflows:cases"), {"q": "Zoekwoord", "export": "csv"}, headers={"HX-Request": "true"}
        )
        posted = browser.post(f"{address('account_new')}?q=Zoekwoord", {"name": "Verzonnen Naam"})
        assert posted.url == f"{CONFIRM}?{urlencode({'next': reverse('resume')})}"


def test_the_file_waits_for_who_asked_only_and_for_an_hour(as_user, later):
    browser = as_user("coordinator.noord")
    browser.get("/privacy/")
    with later(minutes=10):
        browser.get(reverse("workflows:cases"), {"q": "Zoekwoord", "export": "csv"})
        assert "Zoekwoord" in browser.get(FILE).text
    for minutes in range(20, 70, 10):
        with later(minutes=minutes):
            browser.get("/privacy/")
    with later(minutes=71):
        assert "geen bestand meer klaar" in text_of(browser.get(FILE, follow=True))
        browser.get(reverse("workflows:cases"), {"q": "Zoekwoord", "export": "csv"})
        log_in(browser, person("coordinator2.noord"))
        assert "geen bestand meer klaar" in text_of(browser.get(FILE, follow=True))


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
    assert is_sensitive("workflows:inspection_pdf", {}, "GET")
    assert is_sensitive("workflows:emergency", {}, "GET"), "breaking the glass"
    assert is_sensitive("workflows:cases", {"export": "csv"}, "GET")
    assert not is_sensitive("workflows:cases", {"q": "export"}, "GET")


def test_a_lesson_may_be_read_and_its_release_asks():
    assert not is_sensitive("workflows:lesson", {}, "GET")
    assert is_sensitive("workflows:lesson", {}, "POST")
    assert fnmatchcase("workflows:new_chair", "workflows:new_*")


def test_every_name_in_the_table_is_a_page():
    named = {pattern.name for pattern in get_resolver("workflows.urls").url_patterns}
    known = {f"workflows:{name}" for name in named} | {"link_account", "socialaccount_connections"}
    for name in (name for kind in SENSITIVE.values() for name in kind):
        assert any(fnmatchcase(each, name.removeprefix("POST ")) for each in known), name


# What changes something and asks no fresh proof, with why; a new page that changes something gets a line here
# or in workflows/sensitive.py.
ORDINARY = {
    "a step of the work, for who holds it; each step asks its own permission": {
        *("task", "task_autosave", "open_table", "procesregie", "follow_up_remind"),
        *("intake", "intake_discard", "intake_step", "intake_autosave", "add_document"),
    },
    "shows more of a case to who may see it already; each look is on record": {"identity"},
    "writes down what a person said or decided; it lets nobody in by itself": {
        *("consent_record", "consent_withdraw", "consent_authority", "identify"),
        *("rights_request_new", "rights_request", "correction", "statement", "rights_mark", "inspection"),
    },
    "takes access away, or keeps a file: that must not wait": {
        *("access_end", "role_end", "account_deactivate", "account_end", "emergency_review"),
        *("destruction_refuse", "legal_hold", "feed_key_revoke"),
    },
    "makes nothing public and nobody an account": {
        *("question_new", "question_answer", "question_withdraw"),
        *("report_again", "report_read", "report_settle"),
        *("lesson_new", "report_new", "organisation_new", "account_judge", "rights_term"),
    },
}
READ_ONLY = {
    *("inbox", "home", "agenda", "conference_calendar", "advice_letter", "cases", "case", "rights"),
    *("case_access", "destructions", "destruction_list", "rights_terms", "rights_marks", "emergency_reviews"),
    *("emergency_overview", "case_looks", "looks", "unusual_looks", "user_looks", "help_requests"),
    *("document", "follow_ups", "lessons", "lessons_to_review", "reports", "report", "report_pdf"),
    *("report_excel", "report_csv", "report_data", "feed_keys", "feed_reports", "feed_figures"),
    "report_progress",
    *("questions", "question", "meeting_pack", "report_certificate", "certificate_checker"),
    *("processing_register", "data_inventory", "accounts", "rights_review", "account", "organisations"),
}


def views():
    """Every page of the work: its name and the function behind its wrappers."""
    return {each.name: inspect.unwrap(each.callback) for each in get_resolver("workflows.urls").url_patterns}


def test_every_page_is_sensitive_or_ordinary_or_only_shows_something():
    ordinary = set().union(*ORDINARY.values())
    assert not ordinary & READ_ONLY
    for name in views():
        sensitive = is_sensitive(f"workflows:{name}", {}, "POST")
        assert sensitive + (name in ordinary) + (name in READ_ONLY) == 1, f"{name}: which of the three is it?"
    assert (ordinary | READ_ONLY) <= set(views()), "a page that is gone"


def test_what_only_shows_something_looks_at_nothing_that_was_sent():
    for name, view in views().items():
        if name in READ_ONLY:
            source = inspect.getsource(view)
            assert "POST" not in source and "_confirmed" not in source, name
