"""Logging in with the account of one's organisation, against a real OpenID provider on this machine."""

import json
import socket
import subprocess
import sys
import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from expertteam.login.providers import providers
from expertteam.organisations.models import User
from tests.logged_in import log_in
from tests.pages import text_of
from workflows.demo.people import DOMAIN, person

pytestmark = pytest.mark.django_db
WHO, SUBJECT = "aanmelder.venlo", "onderwerp-1"
SECONDS = 30


@pytest.fixture(scope="module")
def issuer():
    """The address of a provider that is a process of its own, and is gone after these tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(SECONDS)


def wait_for(address):
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        try:
            return requests.get(f"{address}/.well-known/openid-configuration", timeout=1).raise_for_status()
        except requests.RequestException:
            time.sleep(0.1)
    pytest.fail("the provider did not start")


def listed(issuer, name="venlo", **changes):
    return {
        "id": name,
        "name": f"Gemeente {name.title()}",
        "issuer": issuer,
        "client_id": "expertteam",
        "secret": "geheim-van-de-test",
    } | changes


@pytest.fixture
def venlo(settings, issuer, people):
    """Gives the name under which the application knows this provider."""
    apps = providers(json.dumps([listed(issuer)]))
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    return apps[0]["provider_id"]


def at_provider(browser, begin, subject):
    """Go to the provider, be ``subject`` there, and come back; gives the request that comes back."""
    asked = browser.get(begin)
    assert asked.status_code == 302
    answer = requests.post(asked.url, data={"sub": subject}, allow_redirects=False, timeout=SECONDS)
    assert answer.status_code in {302, 303}, answer.text
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def begin_at(provider_id, **query):
    return reverse("openid_connect_login", args=[provider_id], query=query)


def come_in(browser, provider_id, subject=SUBJECT, **query):
    return browser.get(at_provider(browser, begin_at(provider_id, **query), subject))


def link(browser, provider_id, subject=SUBJECT):
    """Press the button, and be ``subject`` at the provider."""
    pressed = browser.post(reverse("link_account", args=[provider_id]))
    assert "Ga naar Gemeente Venlo" in text_of(pressed)
    return come_in(browser, provider_id, subject, process="connect")


def is_in(browser):
    return browser.get(reverse("workflows:inbox")).status_code == 200


@pytest.fixture
def linked(venlo):
    link(log_in(Client(), person(WHO)), venlo)
    return venlo


def test_who_linked_the_account_logs_in_with_it_from_then_on(linked):
    account = SocialAccount.objects.get()
    assert (account.provider, account.uid, account.user) == (linked, SUBJECT, person(WHO))
    browser = Client()
    answer = come_in(browser, linked, next=reverse("workflows:cases"))
    assert answer.url == reverse("workflows:cases")
    assert "Sanne Hendrix" in browser.get(reverse("workflows:inbox")).content.decode()


def test_single_sign_on_needs_no_second_factor_of_ours(linked, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    browser = Client()
    come_in(browser, linked)
    assert is_in(browser)
    by_password = log_in(Client(), person(WHO))
    assert not is_in(by_password)


def test_the_code_travels_with_a_proof_key_and_a_state(venlo):
    sent = parse_qs(urlsplit(Client().get(begin_at(venlo)).url).query)
    assert sent["response_type"] == ["code"]
    assert sent["code_challenge_method"] == ["S256"]
    assert sent["code_challenge"] and sent["state"]
    assert "geheim-van-de-test" not in str(sent)


def test_the_same_e_mail_address_opens_nothing(venlo, issuer):
    address = f"{WHO}@{DOMAIN}"
    requests.put(
        f"{issuer}/users/vreemd", json={"email": address, "email_verified": True}, timeout=SECONDS
    ).raise_for_status()
    browser = Client()
    answer = browser.get(at_provider(browser, begin_at(venlo), "vreemd"), follow=True)
    assert "nog niet gekoppeld" in text_of(answer)
    assert not is_in(browser)
    assert not SocialAccount.objects.exists()


def test_an_unknown_subject_gets_no_account_and_is_told_what_to_do(venlo):
    number = User.objects.count()
    browser = Client()
    answer = browser.get(at_provider(browser, begin_at(venlo), "niemand"), follow=True)
    assert "Koppel het daarna bij ‘Beveiliging’." in text_of(answer)
    assert User.objects.count() == number
    assert log_in(Client(), person(WHO)).get("/account/koppelingen/signup/").status_code == 404


def test_an_ended_account_stays_out_with_a_clear_sentence(linked):
    User.objects.filter(pk=person(WHO).pk).update(is_active=False)
    browser = Client()
    answer = browser.get(at_provider(browser, begin_at(linked), SUBJECT), follow=True)
    assert "Dit account is niet actief" in text_of(answer)
    assert not is_in(browser)


def test_a_link_is_made_only_by_who_pressed_the_button(venlo):
    browser = log_in(Client(), person(WHO))
    answer = browser.get(at_provider(browser, begin_at(venlo, process="connect"), "aanvaller"), follow=True)
    assert "De koppeling is niet gemaakt." in text_of(answer)
    assert not SocialAccount.objects.exists()


def test_one_subject_opens_one_account(linked):
    other = log_in(Client(), person("aanmelder.weert"))
    answer = link(other, linked)
    assert "al gekoppeld aan iemand anders" in text_of(other.get(answer.url))
    assert SocialAccount.objects.get().user == person(WHO)


def test_after_unlinking_it_opens_nothing(linked):
    browser = log_in(Client(), person(WHO))
    page = reverse("socialaccount_connections")
    assert "Gemeente Venlo, gekoppeld op" in text_of(browser.get(page))
    browser.post(page, {"account": SocialAccount.objects.get().pk})
    stranger = Client()
    come_in(stranger, linked)
    assert not is_in(stranger)


def test_the_same_subject_at_another_issuer_is_somebody_else(linked, settings, issuer):
    moved = providers(json.dumps([listed(issuer.replace("127.0.0.1", "localhost"))]))
    assert moved[0]["provider_id"] != linked
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": moved}}
    browser = Client()
    come_in(browser, moved[0]["provider_id"])
    assert not is_in(browser)


@pytest.mark.parametrize("change", [("state", "vervalst"), ("code", "vervalst")])
def test_a_forged_answer_of_the_provider_is_refused(linked, change):
    browser = Client()
    back = at_provider(browser, begin_at(linked), SUBJECT)
    path, query = back.split("?")
    forged = {name: values[0] for name, values in parse_qs(query).items()} | dict([change])
    answer = browser.get(path, forged)
    assert "Inloggen is niet gelukt" in text_of(answer)
    assert not is_in(browser)


def test_an_answer_opens_nothing_twice_or_in_another_browser(linked):
    browser, thief = Client(), Client()
    back = at_provider(browser, begin_at(linked), SUBJECT)
    thief.get(back)
    assert not is_in(thief)
    browser.get(back)
    assert is_in(browser)
    log_in(browser, person("aanmelder.weert"))
    browser.get(back)
    assert "Sanne Hendrix" not in browser.get(reverse("workflows:inbox")).content.decode()


def test_after_single_sign_on_one_does_not_land_on_another_site(linked):
    answer = come_in(Client(), linked, next="https://elders.example/")
    assert "elders" not in answer.url


def test_the_login_page_names_the_organisations_only_when_there_are_some(venlo, settings):
    page = reverse("account_login")
    assert "Inloggen via Gemeente Venlo" in text_of(Client().get(page))
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "Inloggen via" not in text_of(Client().get(page))
    assert Client().get(begin_at(venlo)).status_code == 404


@pytest.mark.parametrize(
    "text",
    [
        "geen json",
        '["venlo"]',
        '[{"id": "venlo"}]',
        json.dumps([listed("http://login.venlo.example")]),
    ],
)
def test_a_list_of_organisations_that_is_wrong_stops_the_start_and_repeats_no_secret(text):
    with pytest.raises(ImproperlyConfigured) as refusal:
        providers(text)
    assert "geheim" not in str(refusal.value)


def test_nobody_configured_is_nobody():
    assert providers("") == []
