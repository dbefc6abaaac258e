"""A forged host, a stale link, a stolen token: nothing opens, and nobody gets a stack trace."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from expertteam.core import clock
from expertteam.login.jobs import send_password_link
from expertteam.organisations.models import User
from tests.logged_in import log_in
from tests.pages import text_of
from workflows.demo.people import DOMAIN, PASSWORD, person

pytestmark = pytest.mark.django_db
WHO = "coordinator.noord"
SECRET = "vier-losse-woorden-hier"


def link_from_mail(people):
    send_password_link(people(WHO).pk)
    return re.search(r"https?://[^/]+(\S+)", mail.outbox[-1].body).group(1)


def choose(link, password=SECRET):
    """Follow the link and choose a password, as a visitor with a fresh browser."""
    browser = Client()
    form = browser.get(link, follow=True)
    answer = browser.post(
        form.request["PATH_INFO"], {"password1": password, "password2": password}, follow=True
    )
    return text_of(form) + text_of(answer)


def opens(password):
    browser = Client()
    browser.post(reverse("account_login"), {"login": f"{WHO}@{DOMAIN}", "password": password})
    return browser.get(reverse("workflows:inbox")).status_code == 200


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "privacy"])
def test_a_forged_host_gets_no_page_and_no_mail(client, people, name):
    for headers in (
        {"host": "kwaad.example"},
        {"host": "testserver@kwaad.example"},
        {"host": "testserver:x"},
    ):
        assert client.get(reverse(name), headers=headers).status_code == 400
        client.post(reverse(name), {"email": f"{WHO}@{DOMAIN}"}, headers=headers)
    assert not ProcrastinateJob.objects.filter(task_name="send_password_link").exists()


def test_a_forged_forwarded_host_is_not_believed(client, people):
    answer = client.get(reverse("workflows:inbox"), headers={"x-forwarded-host": "kwaad.example"})
    assert "kwaad" not in answer.url
    assert "kwaad" not in client.get(reverse("account_login")).content.decode()


def test_a_link_for_a_new_password_works_once(people):
    link = link_from_mail(people)
    choose(link)
    assert opens(SECRET)
    assert "Deze link werkt niet meer" in choose(link, "een-heel-ander-wachtwoord")
    assert opens(SECRET)


@pytest.mark.parametrize("days", [4, 40])
def test_an_old_link_opens_nothing(people, days, settings):
    assert settings.PASSWORD_RESET_TIMEOUT == 3 * 24 * 60 * 60
    link = link_from_mail(people)
    with time_machine.travel(clock.now() + timedelta(days=days)):
        assert "Deze link werkt niet meer" in choose(link)
    assert opens(PASSWORD)


def test_a_link_for_an_account_that_has_ended_opens_nothing(people):
    link = link_from_mail(people)
    User.objects.filter(pk=person(WHO).pk).update(is_active=False)
    choose(link)
    assert not opens(SECRET)


@pytest.mark.parametrize("key", ["0-set-password", "zz-000000-abc", "1-" + "x" * 900, "1-%00"])
def test_a_link_that_somebody_made_up_gets_a_sentence(client, people, key):
    answer = client.get(f"/account/password/reset/key/{key}/", follow=True)
    assert answer.status_code in {200, 404}


def test_a_form_with_the_token_of_an_earlier_login_is_refused(people):
    browser = Client(enforce_csrf_checks=True)
    log_in(browser, person(WHO))
    answer = browser.post(reverse("log_out_everywhere"), {"csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert browser.get(reverse("workflows:inbox")).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["\x00", "a@b.example\r\nBcc: kwaad@b.example", "'; drop table users; --", "x" * 5000, "é@ü.example"],
)
def test_nonsense_for_an_address_gets_a_sentence_and_no_mail(client, people, address):
    for name, field in (("account_login", "login"), ("account_reset_password", "email")):
        answer = client.post(reverse(name), {field: address, "password": "x"})
        assert answer.status_code in {200, 302}
    for job in ProcrastinateJob.objects.filter(task_name="send_password_link"):
        assert job.args == {"user_id": 0}


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elders.example/", "//elders.example", "/\\elders.example", "javascript:alert(1)", "\x00//e"],
)
def test_no_page_of_logging_in_leads_to_another_site(people, elsewhere):
    for name in ("account_login", "account_reauthenticate", "account_logout"):
        browser = Client() if name == "account_login" else log_in(Client(), person(WHO))
        data = {"login": f"{WHO}@{DOMAIN}", "password": PASSWORD, "next": elsewhere}
        answer = browser.post(reverse(name), data)
        assert answer.status_code == 302, name
        assert answer.url.startswith("/") and "elders" not in answer.url
