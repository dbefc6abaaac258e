"""Logging in tells nobody whether an address has an account, and ends when an account does."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from expertteam.login.jobs import send_password_link
from expertteam.organisations.models import User
from workflows.demo.people import DOMAIN, PASSWORD, person

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = f"coordinator.noord@{DOMAIN}", f"bestaat.niet@{DOMAIN}"


def log_in(client, address, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": address, "password": password})


def seen(response, address):
    """What a visitor can tell from an answer: status, where to, and the page without token and address."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return response.status_code, response.get("Location"), text.replace(address, "ADRES")


def deactivate(address):
    User.objects.filter(pk=person(address).pk).update(is_active=False)


def test_the_right_password_opens_the_inbox(client, people):
    answer = log_in(client, KNOWN)
    assert answer.status_code == 302
    page = client.get(answer.url, follow=True)
    assert page.status_code == 200
    assert "Marloes Peeters" in page.content.decode()


def test_an_address_may_be_typed_in_capitals(client, people):
    assert log_in(client, KNOWN.upper()).status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, people):
    wrong = seen(log_in(client, KNOWN, "verkeerd wachtwoord"), KNOWN)
    unknown = seen(log_in(client, UNKNOWN, "verkeerd wachtwoord"), UNKNOWN)
    assert wrong == unknown
    assert "Deze combinatie van e-mailadres en wachtwoord klopt niet." in wrong[2]


def test_an_inactive_account_gets_the_answer_of_an_unknown_one(client, people):
    deactivate("coordinator.noord")
    inactive = seen(log_in(client, KNOWN, "verkeerd wachtwoord"), KNOWN)
    unknown = seen(log_in(client, UNKNOWN, "verkeerd wachtwoord"), UNKNOWN)
    assert inactive == unknown


def test_an_inactive_account_stays_out_with_the_right_password_and_is_told_whom_to_ask(client, people):
    deactivate("coordinator.noord")
    answer = log_in(client, KNOWN)
    assert answer.url == reverse("account_inactive")
    assert "beheerder" in client.get(answer.url).content.decode()
    assert client.get(reverse("workflows:inbox")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_asking_for_a_new_password_gets_the_same_answer(client, people):
    deactivate("coordinator2.noord")
    asked = []
    for address in (KNOWN, UNKNOWN, f"coordinator2.noord@{DOMAIN}"):
        answer = client.post(reverse("account_reset_password"), {"email": address})
        asked.append(seen(answer, address))
        asked.append(seen(client.get(answer.url), address))
    assert asked[0:2] == asked[2:4] == asked[4:6]
    assert asked[0][0] == 302


def test_only_an_active_account_gets_a_link_for_a_new_password(client, people):
    deactivate("coordinator2.noord")
    for address in (KNOWN, UNKNOWN, f"coordinator2.noord@{DOMAIN}"):
        client.post(reverse("account_reset_password"), {"email": address})
    for job in ProcrastinateJob.objects.filter(task_name="send_password_link"):
        send_password_link(**job.args)
    linked = [each for each in mail.outbox if "/account/password/reset/key/" in each.body]
    assert [each.to for each in linked] == [[KNOWN]]


def test_an_account_that_is_deactivated_is_out_with_its_next_click(as_user, story):
    case = story.file()
    client = as_user("coordinator.noord")
    page = reverse("workflows:case", args=[case.public_id])
    assert client.get(page).status_code == 200
    deactivate("coordinator.noord")
    for method in (client.get, client.post, client.head):
        answer = method(page)
        assert answer.status_code == 302
        assert answer.url == f"{reverse('account_login')}?next={page}"


def test_a_role_that_ended_is_gone_with_the_next_click(as_user):
    client = as_user("coordinator.noord")
    assert client.get(reverse("workflows:follow_ups")).status_code == 200
    person("coordinator.noord").memberships.update(ended_on="2025-01-01")
    assert client.get(reverse("workflows:follow_ups")).status_code == 404


def test_a_new_password_ends_the_sessions_that_were_open(as_user):
    client = as_user("coordinator.noord")
    user = person("coordinator.noord")
    user.set_password("een heel nieuw wachtwoord")
    user.save()
    assert client.get(reverse("workflows:inbox")).status_code == 302


def test_nobody_makes_an_account_for_themselves(client, people):
    number = User.objects.count()
    answer = client.post(
        reverse("account_signup"),
        {
            "email": "nieuw@demo.example",
            "password1": "lang genoeg wachtwoord",
            "password2": "lang genoeg wachtwoord",
        },
    )
    assert answer.status_code == 302 and answer.url.startswith(reverse("account_login"))
    assert User.objects.count() == number


@pytest.mark.parametrize("page", ["email/", "signup/", "login/code/confirm/"])
def test_nobody_changes_the_address_they_log_in_with(as_user, page):
    assert as_user("coordinator.noord").post(f"/account/{page}", {"email": "x@y.example"}).status_code == 404


def test_after_logging_in_one_does_not_land_on_another_site(client, people):
    elsewhere = f"{reverse('account_login')}?next=https://elders.example/"
    answer = client.post(elsewhere, {"login": KNOWN, "password": PASSWORD})
    assert answer.status_code == 302
    assert "elders" not in answer.url


def test_logging_out_ends_the_session(as_user):
    client = as_user("coordinator.noord")
    assert client.post(reverse("account_logout")).status_code == 302
    assert client.get(reverse("workflows:inbox")).status_code == 302
