"""Guessing is slow, and neither the words nor the work of an answer tell whether an account exists."""

from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from expertteam.login.jobs import send_password_link
from expertteam.organisations.models import User
from expertteam.settings import base
from tests.logged_in import log_in
from tests.pages import text_of
from workflows.demo.people import DOMAIN, PASSWORD, person

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = f"coordinator.noord@{DOMAIN}", f"bestaat.niet@{DOMAIN}"
TOO_OFTEN = "U hebt te vaak geprobeerd in te loggen."


@pytest.fixture
def throttled(settings, people):
    """The limits of production and the demo; other tests run without."""
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    cache.clear()
    yield
    cache.clear()


def attempt(address, password="verkeerd wachtwoord", ip="192.0.2.1"):
    data = {"login": address, "password": password}
    return Client(REMOTE_ADDR=ip).post(reverse("account_login"), data)


@pytest.mark.parametrize("address", [KNOWN, UNKNOWN])
def test_after_five_wrong_passwords_an_account_waits_wherever_the_guesses_come_from(throttled, address):
    answers = [text_of(attempt(address, ip=f"192.0.2.{number}")) for number in range(6)]
    assert [TOO_OFTEN in text for text in answers] == [False] * 5 + [True]
    right = attempt(address, PASSWORD, ip="192.0.2.99")
    assert TOO_OFTEN in text_of(right), "the right password is not a way round"


def test_another_account_is_not_in_the_way(throttled):
    for _ in range(6):
        attempt(KNOWN)
    assert attempt(f"aanmelder.venlo@{DOMAIN}", PASSWORD).status_code == 302


def test_one_network_address_cannot_try_account_after_account(throttled):
    answers = [attempt(f"naam{number}@{DOMAIN}") for number in range(21)]
    assert TOO_OFTEN in text_of(answers[-1])
    assert TOO_OFTEN not in text_of(answers[19])


def test_wrong_codes_of_the_second_step_are_counted_too(throttled):
    user = person("coordinator.noord")
    browser = log_in(Client(), user)
    page = reverse("mfa_activate_totp")
    browser.get(page)
    answers = [text_of(browser.post(page, {"code": "000000"})) for _ in range(6)]
    assert "U doet dit te vaak achter elkaar." in answers[-1]
    assert "Deze code klopt niet" in answers[4]


def test_confirming_who_one_is_cannot_be_guessed_either(throttled):
    browser = log_in(Client(), person("coordinator.noord"))
    for _ in range(5):
        assert browser.post(reverse("account_reauthenticate"), {"password": "gok"}).status_code == 200
    assert TOO_OFTEN in text_of(browser.post(reverse("account_reauthenticate"), {"password": PASSWORD}))


def test_mail_cannot_be_flooded(throttled):
    page = reverse("account_reset_password")
    answers = [Client().post(page, {"email": KNOWN}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    other = [Client().post(page, {"email": UNKNOWN}) for _ in range(4)]
    assert [each.status_code for each in other] == answers
    assert "Wacht vijf minuten" in text_of(other[-1])


def hashes_for(address) -> int:
    """How often the slow hash of a password is computed for one attempt."""
    with patch.object(
        MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode
    ) as encode:
        attempt(address)
    return encode.call_count


def test_logging_in_costs_the_same_work_whether_the_account_exists_or_not(people):
    invited = User.objects.create_user(f"uitgenodigd@{DOMAIN}", "Uitgenodigd")
    ended = person("aanmelder.venlo")
    User.objects.filter(pk=ended.pk).update(is_active=False)
    work = {address: hashes_for(address) for address in (KNOWN, UNKNOWN, invited.email, ended.email)}
    assert len(set(work.values())) == 1, work
    assert work[KNOWN] >= 1


def test_asking_for_a_new_password_queues_one_job_and_mails_nothing_itself(client, people):
    for address in (KNOWN, UNKNOWN):
        client.post(reverse("account_reset_password"), {"email": address})
    queued = ProcrastinateJob.objects.filter(task_name="send_password_link").order_by("pk")
    assert [job.args for job in queued] == [{"user_id": person("coordinator.noord").pk}, {"user_id": 0}]
    assert mail.outbox == []


def test_the_link_in_the_mail_leads_to_the_site_of_the_settings(people, settings):
    settings.SITE_URL = "https://expertteam.example"
    send_password_link(person("coordinator.noord").pk)
    send_password_link(0)
    (message,) = mail.outbox
    assert "https://expertteam.example/account/password/reset/key/" in message.body
