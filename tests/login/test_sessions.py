"""A session ends by itself, on the server; what somebody typed is not lost with it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from expertteam.core import clock
from expertteam.login.sessions import ABSOLUTE, IDLE
from tests.logged_in import log_in as arrive
from tests.pages import page_of, text_of
from tests.story import EXPERTS
from workflows.demo.people import DOMAIN, PASSWORD, person

pytestmark = pytest.mark.django_db
WHO = "coordinator.noord"
INBOX, STATE = reverse("workflows:inbox"), reverse("session_state")


@pytest.fixture
def at(travel):
    """Let it be so many minutes after now."""
    began = clock.now()
    return lambda **later: travel(began + timedelta(**later))


def is_in(browser) -> bool:
    return browser.get(INBOX).status_code == 200


def log_in(browser, address=WHO, **more):
    data = {"login": f"{address}@{DOMAIN}", "password": PASSWORD} | more
    return browser.post(reverse("account_login"), data)


def test_fifteen_minutes_without_a_click_is_the_end(as_user, at):
    browser = as_user(WHO)
    assert is_in(browser)
    with at(minutes=14, seconds=29):
        assert is_in(browser)
    with at(minutes=29):
        assert is_in(browser), "the click in between counted"
    with at(minutes=44, seconds=1):
        assert browser.get(INBOX).url == f"{reverse('account_login')}?next={INBOX}"
        assert "_auth_user_id" not in browser.session
        assert "U was een tijd weg" in text_of(browser.get(reverse("account_login")))


def test_ten_hours_is_the_end_however_busy_somebody_is(as_user, at):
    browser = as_user(WHO)
    for minutes in range(0, 600, 14):
        with at(minutes=minutes):
            assert is_in(browser)
    with at(hours=10, seconds=1):
        assert not is_in(browser)


def test_asking_how_long_is_left_or_saving_a_draft_by_itself_is_no_sign_of_life(as_user, at):
    browser = as_user(WHO)
    assert is_in(browser)
    with at(minutes=13):
        state = browser.get(STATE, headers={"X-Idle": "1"}).json()
        assert (state["seconds"], state["final"]) == (120, False)
    with at(minutes=15, seconds=1):
        assert browser.get(STATE, headers={"X-Idle": "1"}).json()["seconds"] == 0
        assert not is_in(browser)


def test_blijf_ingelogd_gives_fifteen_minutes_more(as_user, at):
    browser = as_user(WHO)
    assert is_in(browser)
    with at(minutes=14):
        assert browser.post(STATE).json()["seconds"] == IDLE.total_seconds()
    with at(minutes=28):
        assert is_in(browser)


def test_just_before_ten_hours_the_server_says_that_a_click_does_not_help(as_user, at):
    browser = as_user(WHO)
    for minutes in range(0, 599, 14):
        with at(minutes=minutes):
            assert is_in(browser)
    with at(minutes=599):
        assert browser.post(STATE).json() == {"seconds": 60, "final": True}


@pytest.fixture
def half_typed(story):
    """The page of a pre-advice, and what an expert typed there."""
    case = story.file()
    story.triage(case)
    story.plan(case, experts=EXPERTS)
    task = story.task(case, EXPERTS[0], "ConferenceFlow.pre_advise")
    typed = {"analysis": "Lang en met zorg <b>getypt</b>.", "advice": "Eerst rust.", "questions": ""}
    return page_of(task), typed


def hidden_fields(page):
    """What the one button on the page "Verstuur opnieuw" sends."""
    text = page.content.decode().split("Verstuur opnieuw</h1>")[1]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_form_that_came_too_late_waits_behind_one_button_after_logging_in(as_user, at, half_typed):
    page, typed = half_typed
    browser = as_user(EXPERTS[0])
    assert browser.get(page).status_code == 200
    with at(minutes=16):
        late = browser.post(page, typed)
        assert late.url == f"{reverse('account_login')}?next={reverse('resume')}"
        login = browser.get(late.url)
        assert "Wat u net verstuurde, is bewaard." in text_of(login)
        assert "getypt" not in login.content.decode(), "before logging in nothing of it shows"
        assert "getypt" not in str(dict(browser.session.items())), "nor is it readable in the database"
        back = log_in(browser, EXPERTS[0], next=reverse("resume"))
        assert back.url == reverse("resume")
        waiting = browser.get(back.url)
        assert f'action="{page}"' in waiting.content.decode()
        assert hidden_fields(waiting)["advice"] == "Eerst rust."
        assert "&lt;b&gt;getypt" in waiting.content.decode()
        assert browser.post(page, typed, follow=True).status_code == 200


def test_somebody_else_who_logs_in_on_that_browser_gets_nothing_of_it(as_user, at, half_typed):
    page, typed = half_typed
    browser = as_user(EXPERTS[0])
    assert browser.get(page).status_code == 200
    with at(minutes=16):
        browser.post(page, typed)
        log_in(browser, "aanmelder.venlo")
        answer = browser.get(reverse("resume"), follow=True)
        assert "Er staat niets meer klaar om te versturen." in text_of(answer)
        assert "getypt" not in answer.content.decode()


@pytest.mark.parametrize("later", [{"minutes": 80}, {"hours": 9}])
def test_what_waits_goes_after_an_hour(as_user, at, half_typed, later):
    page, typed = half_typed
    browser = as_user(EXPERTS[0])
    browser.get(page)
    with at(minutes=16):
        browser.post(page, typed)
    with at(**later):
        log_in(browser, EXPERTS[0])
        assert browser.get(reverse("resume")).status_code == 302


def test_a_password_is_never_kept(as_user, at):
    browser = as_user(WHO)
    is_in(browser)
    with at(minutes=16):
        browser.post(reverse("account_change_password"), {"oldpassword": "geheim", "password1": "nieuw"})
        assert "interrupted_form" not in browser.session


def test_whoever_was_gone_for_days_is_told_that_the_last_form_was_not_saved(client, people, half_typed):
    page, typed = half_typed
    assert client.post(page, typed).url == f"{reverse('account_login')}?next={page}"
    assert "Wat u net verstuurde, is niet opgeslagen." in text_of(client.get(reverse("account_login")))


def test_a_draft_outlives_the_session(as_user, at, half_typed):
    page, typed = half_typed
    browser = as_user(EXPERTS[0])
    assert "Concept opgeslagen" in text_of(browser.post(f"{page}concept/", typed))
    with at(minutes=16):
        log_in(browser, EXPERTS[0])
        assert "Lang en met zorg" in text_of(browser.get(page))


def test_overal_uitloggen_ends_every_session_of_this_user_and_of_nobody_else(people):
    here, there, other = (
        Client(),
        Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"),
        Client(),
    )
    log_in(here)
    log_in(there)
    log_in(other, "aanmelder.venlo")
    unlisted = arrive(Client(), person(WHO), lasting=False)
    shown = text_of(here.get(reverse("usersessions_list")))
    assert "Firefox op Windows" in shown
    assert shown.count("Deze browser") == 1
    assert here.post(reverse("log_out_everywhere")).url == reverse("account_login")
    assert [is_in(browser) for browser in (here, there, unlisted, other)] == [False, False, False, True]


def test_nobody_logs_another_out(as_user, people):
    victim = Client()
    log_in(victim)
    as_user("aanmelder.venlo").post(reverse("log_out_everywhere"), {"user": person(WHO).pk})
    assert is_in(victim)


def test_the_cookie_lives_no_longer_than_the_session(settings):
    assert ABSOLUTE.total_seconds() >= settings.SESSION_COOKIE_AGE
