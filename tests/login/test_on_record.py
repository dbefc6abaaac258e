"""Logging in and out, refusals and changes of what one logs in with stand in the chained read log."""

from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
import time_machine
from django.core.cache import cache
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from expertteam.audit.models import ReadEvent
from expertteam.audit.unusual import findings
from expertteam.audit.verification import verify
from expertteam.core import clock
from expertteam.login.on_record import CHANGES
from expertteam.organisations.models import User
from expertteam.settings import base
from tests.logged_in import log_in
from tests.login.codes import code_for, secret_on
from tests.pages import text_of
from workflows.demo.people import DOMAIN, PASSWORD, person

pytestmark = pytest.mark.django_db
WHO = "coordinator.noord"
WRONG = "mijn oude wachtwoord 2019"
LOGIN = reverse("account_login")


def attempt(browser, password=PASSWORD, address=f"{WHO}@{DOMAIN}", **headers):
    return browser.post(LOGIN, {"login": address, "password": password}, **headers)


def rows(**chosen):
    return list(ReadEvent.objects.filter(**chosen).order_by("pk"))


def last():
    return ReadEvent.objects.latest("pk")


def test_logging_in_and_out_leaves_one_row_each(people):
    browser = Client()
    attempt(browser, REMOTE_ADDR="192.0.2.7")
    (came,) = rows()
    assert (came.event_type, came.object_type, came.object_id) == ("inloggen", "ingelogd", "wachtwoord")
    assert (came.outcome, came.allowed, came.address) == ("gelukt", True, "192.0.2.7")
    assert (came.user_id, came.user_name) == (person(WHO).pk, person(WHO).name)
    assert came.organisation and came.role
    browser.get("/privacy/")
    browser.get("/privacy/")
    browser.post(reverse("account_logout"))
    (_, went) = rows()
    assert (went.event_type, went.object_type, went.user_id) == ("inloggen", "uitgelogd", person(WHO).pk)
    assert verify().is_whole


def test_a_refusal_names_the_account_that_was_tried_and_never_what_was_typed(people):
    attempt(Client(), WRONG)
    refused = last()
    assert (refused.event_type, refused.outcome, refused.allowed) == ("inlogfout", "geweigerd", False)
    assert (refused.object_type, refused.user_id) == ("verkeerd wachtwoord", person(WHO).pk)
    assert refused.organisation == refused.role == "", "who tried is not known to be that person"
    assert WRONG not in str(ReadEvent.objects.filter(pk=refused.pk).values())


def test_an_address_of_nobody_is_not_kept(people):
    attempt(Client(), WRONG, address="geheim-wachtwoord@elders.example")
    refused = last()
    assert (refused.object_type, refused.user_id, refused.user_name) == ("verkeerd wachtwoord", None, "")
    assert "elders" not in str(ReadEvent.objects.filter(pk=refused.pk).values())


def test_an_ended_account_is_refused_on_record(people):
    User.objects.filter(pk=person(WHO).pk).update(is_active=False)
    attempt(Client())
    assert (last().event_type, last().user_id) == ("inlogfout", person(WHO).pk)


def test_waiting_after_too_many_attempts_is_on_record(settings, people):
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    cache.clear()
    for _ in range(6):
        attempt(Client(), WRONG)
    cache.clear()
    said = [row.object_type for row in rows(event_type="inlogfout", user_id=person(WHO).pk)]
    assert said == ["verkeerd wachtwoord"] * 5 + ["te vaak geprobeerd"]
    assert [(each.kind, each.number) for each in findings()] == [("login", 6)], "it stands out"


@pytest.fixture
def one_attempt_a_minute(settings, people):
    """Each further attempt from one network gets the page that says to wait; three windows are well apart."""
    settings.ACCOUNT_RATE_LIMITS = {
        "login": "1/m/ip",
        "reset_password": "1/m/ip",
        "reauthenticate": "1/m/user",
    }
    cache.clear()
    yield
    cache.clear()


def throttled(address, ip="192.0.2.7"):
    answer = attempt(Client(REMOTE_ADDR=ip), WRONG, address=address)
    assert answer.status_code == 429


def noted():
    return [(row.user_id, row.address) for row in rows(object_type="te vaak geprobeerd")]


def test_a_login_that_must_wait_is_on_record_once_for_each_network_and_account(one_attempt_a_minute):
    known, other = person(WHO), person("aanmelder.venlo")
    for ip in ("192.0.2.7", "192.0.2.8"):
        attempt(Client(REMOTE_ADDR=ip), WRONG)
    for _ in range(5):
        throttled(known.email)
        throttled(other.email)
    for number in range(5):
        throttled(f"geheim{number}@elders.example")
    throttled(known.email, ip="192.0.2.8")
    seven, eight = "192.0.2.7", "192.0.2.8"
    assert noted() == [(known.pk, seven), (other.pk, seven), (None, seven), (known.pk, eight)]
    refused = last()
    assert (refused.event_type, refused.outcome, refused.allowed) == ("inlogfout", "geweigerd", False)
    kept = str(list(ReadEvent.objects.values()))
    assert "geheim" not in kept and WRONG not in kept
    assert verify().is_whole


def test_a_flood_that_goes_on_leaves_a_row_in_each_window(one_attempt_a_minute):
    attempt(Client(REMOTE_ADDR="192.0.2.7"), WRONG)
    throttled(person(WHO).email)
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        attempt(Client(REMOTE_ADDR="192.0.2.7"), WRONG)
        throttled(person(WHO).email)
        throttled(person(WHO).email)
    assert len(noted()) == 2


def test_asking_for_a_new_password_or_confirming_too_often_is_on_record_too(one_attempt_a_minute):
    for _ in range(3):
        answer = Client().post(reverse("account_reset_password"), {"email": person(WHO).email})
    assert answer.status_code == 429 and "Wacht vijf minuten" in text_of(answer)
    browser = log_in(Client(), person("beheer"))
    for _ in range(3):
        answer = browser.post(reverse("account_reauthenticate"), {"password": WRONG})
    assert answer.status_code == 429
    assert [user for user, _ in noted()] == [person(WHO).pk, person("beheer").pk]


def test_a_session_that_ends_by_itself_or_everywhere_is_on_record(people):
    browser = log_in(Client(), person(WHO), lasting=False)
    browser.get("/privacy/")
    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        browser.get("/privacy/")
        browser.get("/privacy/")
    assert [row.object_type for row in rows()] == ["vanzelf uitgelogd"]
    log_in(browser, person(WHO)).post(reverse("log_out_everywhere"))
    assert (last().object_type, last().user_id) == ("overal uitgelogd", person(WHO).pk)


# The change is noted once it is committed, so here for real.
@pytest.mark.django_db(transaction=True)
def test_the_second_step_its_refusal_and_the_change_are_on_record(people):
    with time_machine.travel("2026-03-02T09:00:05+00:00", tick=False) as moment:
        browser = log_in(Client(), person(WHO), lasting=False)
        secret = secret_on(browser.get(reverse("mfa_activate_totp")))
        browser.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
        assert last().object_type == "app met codes ingesteld"
        moment.shift(60)
        stranger = Client()
        attempt(stranger)
        assert last().object_type == "app met codes ingesteld", "halfway nobody has logged in"
        stranger.post(reverse("mfa_authenticate"), {"code": "000000"})
        refused = last()
        assert (refused.object_type, refused.event_type) == ("tweede stap geweigerd", "inlogfout")
        assert (refused.user_id, refused.object_id) == (person(WHO).pk, "")
        stranger.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
        assert (last().object_type, last().object_id) == ("ingelogd", "wachtwoord en app met codes")


def test_confirming_who_one_is_leaves_a_row_too(people):
    browser = log_in(Client(), person(WHO), lasting=False)
    confirm = reverse("account_reauthenticate")
    browser.post(confirm, {"password": WRONG})
    assert (last().object_type, last().event_type) == ("verkeerd wachtwoord", "inlogfout")
    browser.post(confirm, {"password": PASSWORD})
    assert (last().object_type, last().object_id) == ("opnieuw bevestigd", "wachtwoord")
    assert last().user_id == person(WHO).pk


def test_a_new_password_is_on_record(people):
    browser = log_in(Client(), person(WHO), lasting=False)
    new = "vier losse woorden samen"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    browser.post(reverse("account_change_password"), sent)
    assert "wachtwoord gewijzigd" in [row.object_type for row in rows()]
    assert new not in str(ReadEvent.objects.values())


def test_every_notice_about_a_login_has_words_for_the_log():
    templates = Path(base.BASE_DIR, "templates")
    told = {
        str(file.relative_to(templates)).removesuffix("_message.txt")
        for room in ("account", "mfa", "socialaccount")
        for file in (templates / room / "email").glob("*_message.txt")
    }
    asked = {"account/email/password_reset_key", "account/email/invitation", "account/email/base"}
    assert told - asked <= set(CHANGES)
    assert all(len(words) <= 40 for words in CHANGES.values())


def test_without_a_row_nobody_gets_in(people):
    browser = Client()
    with patch("expertteam.audit.middleware.append", side_effect=DatabaseError):
        answer = attempt(browser)
    assert answer.status_code == 503
    assert browser.get(reverse("workflows:inbox")).status_code == 302, "no session was given"


def test_one_sees_ones_own_logins_and_not_those_of_others(people):
    attempt(Client(), WRONG)
    attempt(Client(), WRONG, address=f"aanmelder.venlo@{DOMAIN}", REMOTE_ADDR="198.51.100.9")
    attempt(Client())
    mine = text_of(log_in(Client(), person(WHO)).get(reverse("usersessions_list")))
    assert "Verkeerd wachtwoord" in mine and "Geweigerd" in mine
    assert "Ingelogd met wachtwoord" in mine
    assert "198.51.100.9" not in mine
    nothing = text_of(log_in(Client(), person("aanmelder.weert")).get(reverse("usersessions_list")))
    assert "Er is nog niet ingelogd." in nothing


def test_administrator_and_privacy_officer_see_refused_logins(people):
    attempt(Client(), WRONG, REMOTE_ADDR="198.51.100.9")
    account = reverse("workflows:account", args=[person(WHO).public_id])
    seen = text_of(log_in(Client(), person("beheer")).get(account))
    assert "Verkeerd wachtwoord" in seen and "198.51.100.9" in seen
    officer = log_in(Client(), person("fg"))
    listed = text_of(officer.get(reverse("workflows:looks"), {"event_type": "inlogfout"}))
    assert "Verkeerd wachtwoord" in listed and person(WHO).name in listed
    for other in (WHO, "aanmelder.venlo", "voorzitter.noord"):
        browser = log_in(Client(), person(other))
        assert browser.get(account).status_code == 404
        assert browser.get(reverse("workflows:looks")).status_code == 404
