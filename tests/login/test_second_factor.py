"""A second factor: set up by oneself, asked at login, every code good for one time."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from expertteam.audit.models import Occurrence
from expertteam.core.sealing import unseal
from expertteam.login.forms import AuthenticateForm
from tests.login.codes import code_for, secret_on
from tests.pages import text_of
from workflows.demo.people import DOMAIN, PASSWORD, person

pytestmark = pytest.mark.django_db
WHO = "coordinator.noord"
HOME, INBOX = reverse("mfa_index"), reverse("workflows:inbox")


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def moment():
    """A clock that stands still, so that no code expires halfway a test; `shift` moves it on."""
    with time_machine.travel("2026-03-02T09:00:05+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def log_in(browser=None, address=WHO):
    browser = browser or Client()
    browser.post(reverse("account_login"), {"login": f"{address}@{DOMAIN}", "password": PASSWORD})
    return browser


def set_up_app(browser) -> str:
    """Switch the app on as the page asks; gives the secret in the telephone."""
    secret = secret_on(browser.get(reverse("mfa_activate_totp")))
    done = browser.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}, follow=True)
    assert "Herstelcodes" in text_of(done)
    return secret


def second_step(browser, code):
    return browser.post(reverse("mfa_authenticate"), {"code": code})


def is_in(browser) -> bool:
    return browser.get(INBOX).status_code == 200


def test_with_an_app_the_password_alone_opens_nothing(people, moment):
    secret = set_up_app(log_in())
    moment.shift(60)
    browser = log_in()
    assert not is_in(browser)
    assert second_step(browser, code_for(secret)).status_code == 302
    assert is_in(browser)


def test_who_has_no_app_is_asked_for_a_recovery_code_beside_the_passkey(people, moment):
    assert AuthenticateForm(user=person(WHO)).fields["code"].label == "Herstelcode"
    set_up_app(log_in())
    assert AuthenticateForm(user=person(WHO)).fields["code"].label == "Code"
    page = text_of(log_in().get(reverse("mfa_authenticate")))
    assert "Vul de code uit uw app in." in page and "passkey" not in page


@pytest.mark.parametrize("periods", [-2, -1, 1, 2])
def test_a_code_of_another_half_minute_is_refused(people, moment, periods):
    secret = set_up_app(log_in())
    moment.shift(120)
    browser = log_in()
    answer = second_step(browser, code_for(secret, periods))
    assert "Deze code klopt niet of is al gebruikt." in text_of(answer)
    assert not is_in(browser)


def test_a_code_that_was_used_is_refused_to_whoever_looked_over_a_shoulder(people, moment):
    secret = set_up_app(log_in())
    moment.shift(60)
    code = code_for(secret)
    owner, thief = log_in(), log_in()
    second_step(owner, code)
    moment.shift(5)
    assert "is al gebruikt" in text_of(second_step(thief, code))
    assert is_in(owner)
    assert not is_in(thief)


def test_the_code_that_switched_the_app_on_does_not_log_anybody_in(people, moment):
    secret = set_up_app(log_in())
    thief = log_in()
    second_step(thief, code_for(secret))
    assert not is_in(thief)


def test_a_recovery_code_works_once(people, moment):
    owner = log_in()
    set_up_app(owner)
    shown = owner.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r'<code class="et-code">(\w+)</code>', shown)
    assert len(codes) == 10
    assert owner.get(reverse("mfa_download_recovery_codes")).content.decode().split() == codes
    first, again = log_in(), log_in()
    second_step(first, codes[3])
    second_step(again, codes[3])
    assert is_in(first)
    assert not is_in(again)


def test_secrets_are_unreadable_in_the_database(people, moment):
    secret = set_up_app(log_in())
    app = Authenticator.objects.get(type="totp")
    codes = Authenticator.objects.get(type="recovery_codes")
    assert secret not in str(app.data)
    assert unseal(app.data["secret"]) == secret
    assert unseal(codes.data["seed"])
    assert unseal("something else") is None


def test_every_change_is_mailed_and_names_nobody(people, moment):
    browser = log_in()
    set_up_app(browser)
    browser.post(reverse("mfa_deactivate_totp"))
    (message,) = mail.outbox
    assert message.to == [f"{WHO}@{DOMAIN}"]
    assert "app met codes uitgezet" in message.body
    assert "Marloes" not in message.body + message.subject


def test_a_mail_server_that_is_away_stops_no_change(people, moment, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    browser = log_in()
    set_up_app(browser)
    answer = browser.post(reverse("mfa_deactivate_totp"), follow=True)
    assert "De app met codes staat uit." in text_of(answer)


def test_where_it_is_required_who_has_none_sets_one_up_before_anything_else(people, moment, required, story):
    case = story.file()
    browser = log_in()
    for path in (INBOX, reverse("workflows:case", args=[case.public_id])):
        for method in (browser.get, browser.post):
            assert method(path).url == HOME, path
    page = browser.get(HOME)
    assert "Stel eerst een tweede stap in" in text_of(page)
    assert case.number not in text_of(page)
    assert browser.get(reverse("privacy")).status_code == 200
    set_up_app(browser)
    assert is_in(browser)


def test_where_it_is_required_the_last_one_stays(people, moment, required):
    browser = log_in()
    set_up_app(browser)
    page = reverse("mfa_deactivate_totp")
    assert "Dit is uw enige tweede stap." in text_of(browser.get(page))
    browser.post(page)
    assert Authenticator.objects.filter(type="totp").exists()


def test_where_it_is_not_required_it_may_be_switched_off_again(people, moment):
    browser = log_in()
    set_up_app(browser)
    browser.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists(), "the recovery codes went too"
    assert is_in(log_in())


def test_nobody_reads_or_removes_what_is_somebody_elses(people, moment):
    owner, other = log_in(), log_in(address="aanmelder.venlo")
    set_up_app(owner)
    passkey = Authenticator.objects.create(
        user=person(WHO), type="webauthn", data={"name": "Laptop", "credential": {}}
    )
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert other.post(reverse(name, args=[passkey.pk]), {"name": "Van mij"}).status_code == 404
    assert other.get(reverse("mfa_view_recovery_codes")).status_code == 404
    assert "Laptop" not in text_of(other.get(reverse("mfa_list_webauthn")))


def test_the_banner_of_the_demo_says_that_the_second_factor_is_off(client, people, settings):
    sentence = "De tweede stap bij het inloggen staat uit."
    for path in (reverse("account_login"), reverse("privacy")):
        assert sentence in text_of(client.get(path))
        settings.SECOND_FACTOR_REQUIRED = True
        assert sentence not in text_of(client.get(path))
        settings.SECOND_FACTOR_REQUIRED = False
    assert sentence in text_of(log_in().get(INBOX))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"code": ""},
        {"code": "x" * 5000},
        {"code": "\x00"},
        {"credential": "geen json"},
        {"credential": "{}"},
        {"credential": '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}}'},
    ],
)
def test_nonsense_in_the_second_step_gets_a_sentence(people, moment, data):
    set_up_app(log_in())
    browser = log_in()
    answer = browser.post(reverse("mfa_authenticate"), data)
    assert answer.status_code == 200
    assert "Er klopt nog iets niet" in text_of(answer)
    assert not is_in(browser)


def test_the_administrator_takes_away_a_lost_factor_and_nobody_else_does(people, moment):
    owner = log_in()
    set_up_app(owner)
    page = reverse("workflows:account_forget_factor", args=[person(WHO).public_id])
    for address in ("aanmelder.venlo", "fg"):
        assert log_in(address=address).post(page).status_code == 404
    assert Authenticator.objects.filter(user=person(WHO)).exists()
    admin = log_in(address="beheer")
    assert "Controleer eerst" in text_of(admin.get(page))
    admin.post(page)
    assert not Authenticator.objects.filter(user=person(WHO)).exists()
    assert not is_in(owner)
    assert Occurrence.objects.filter(kind="second_factor_forgotten", actor=person("beheer")).exists()
    own = reverse("workflows:account_forget_factor", args=[person("beheer").public_id])
    assert "Uw eigen account" in text_of(admin.post(own, follow=True))
