"""Logging in with the account of one's organisation, against a real OpenID provider on this machine."""

import json
import socket
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from expertteam.audit.models import ReadEvent
from expertteam.core import clock
from expertteam.login.providers import providers
from expertteam.organisations.models import User
from expertteam.settings import base
from tests.logged_in import log_in
from tests.login.provider import LIES
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
        [sys.executable, "-W", "ignore", "-m", "tests.login.provider", str(port)],
        cwd=base.BASE_DIR,
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
    offered(settings, apps)
    return apps[0]["provider_id"]


def offered(settings, apps):
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = SECONDS
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": base.SOCIALACCOUNT_PROVIDERS["openid_connect"] | {"APPS": apps}
    }


def sent_to(pressed) -> str:
    """Where the browser goes on to after pressing the button."""
    assert pressed.status_code == 200
    return pressed["Refresh"].removeprefix("0; url=")


def at_provider(browser, begin, subject):
    """Go to the provider, be ``subject`` there, and come back; gives the request that comes back."""
    asked = sent_to(browser.post(begin))
    answer = requests.post(asked, data={"sub": subject}, allow_redirects=False, timeout=SECONDS)
    assert answer.status_code in {302, 303}, answer.text
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def begin_at(provider_id, **query):
    return reverse("openid_connect_login", args=[provider_id], query=query)


def come_in(browser, provider_id, subject=SUBJECT, follow=False, **query):
    return browser.get(at_provider(browser, begin_at(provider_id, **query), subject), follow=follow)


def link(browser, provider_id, subject=SUBJECT):
    """Press the button, and be ``subject`` at the provider."""
    return browser.get(at_provider(browser, reverse("link_account", args=[provider_id]), subject))


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
    sent = parse_qs(urlsplit(sent_to(Client().post(begin_at(venlo)))).query)
    assert sent["response_type"] == ["code"]
    assert sent["code_challenge_method"] == ["S256"]
    assert sent["code_challenge"] and sent["state"]
    assert len(sent["nonce"][0]) == 64
    assert sent["scope"] == ["openid"], "no name and no address is asked"
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
    asked = begin_at(venlo, process="connect")
    answer = browser.get(at_provider(browser, asked, "aanvaller"), follow=True)
    assert "nog niet gekoppeld" in text_of(answer)
    assert browser.get(reverse("link_account", args=[venlo])).status_code == 200
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
    offered(settings, moved)
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


@pytest.fixture
def lie(issuer):
    """Have the provider tell a lie; afterwards it is honest again."""

    def tell(which):
        requests.put(f"{issuer}/lie", json=which, timeout=SECONDS).raise_for_status()

    yield tell
    tell("")


def outcome(browser, provider_id) -> str:
    """What somebody reads who logs in with this provider, wherever it ends."""
    pressed = browser.post(begin_at(provider_id), follow=True)
    if "Refresh" not in pressed:
        return text_of(pressed)
    return text_of(browser.get(at_provider(browser, begin_at(provider_id), SUBJECT), follow=True))


@pytest.mark.parametrize("which", LIES)
def test_what_the_provider_did_not_sign_for_this_login_is_refused(linked, lie, which):
    """The same subject, that of the linked account, in a token that is not right."""
    lie(which)
    browser = Client()
    read = outcome(browser, linked)
    assert "Inloggen is niet gelukt" in read or "nu niet bereikbaar" in read
    assert not is_in(browser)
    assert ReadEvent.objects.filter(event_type="inlogfout").exists()


def test_the_same_login_without_a_lie_succeeds(linked, lie):
    lie("")
    browser = Client()
    outcome(browser, linked)
    assert is_in(browser)
    came = ReadEvent.objects.filter(object_type="ingelogd").get()
    assert came.object_id == "account van de organisatie"


def test_a_token_of_another_login_is_refused(linked, issuer):
    """Two logins at once: the code of the one does not fit the proof key of the other."""
    first, second = Client(), Client()
    back = parse_qs(urlsplit(at_provider(first, begin_at(linked), SUBJECT)).query)
    own = urlsplit(at_provider(second, begin_at(linked), SUBJECT))
    mixed = {"code": back["code"][0], "state": parse_qs(own.query)["state"][0]}
    assert "Inloggen is niet gelukt" in text_of(second.get(own.path, mixed))
    assert not is_in(second)


def test_nothing_of_the_provider_is_kept_but_the_subject(linked, issuer, caplog):
    """No token, no name and no address, not even when the provider sends them unasked."""
    address = "geheim@venlo.example"
    requests.put(f"{issuer}/users/{SUBJECT}", json={"mijn_adres": address}, timeout=SECONDS)
    browser = Client()
    page = come_in(browser, linked, follow=True)
    account = SocialAccount.objects.get()
    assert account.extra_data == {"sub": SUBJECT}
    assert not SocialToken.objects.exists()
    assert not EmailAddress.objects.filter(email=address).exists()
    kept = json.dumps([session.get_decoded() for session in Session.objects.all()]) + caplog.text
    assert "access_token" not in kept and "id_token" not in kept and "eyJ" not in kept
    assert address not in kept and "eyJ" not in page.content.decode()


def test_a_link_begins_no_login(linked):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(begin_at(linked))
    assert "Inloggen via Gemeente Venlo" in text_of(page) and "Refresh" not in page
    elsewhere = browser.post(begin_at(linked), HTTP_ORIGIN="https://elders.example")
    assert elsewhere.status_code == 403 and "Refresh" not in elsewhere
    assert not browser.session.get("socialaccount_states")


def test_a_provider_that_is_away_gives_a_sentence(settings, people):
    apps = providers(json.dumps([listed("http://127.0.0.1:9")]))
    offered(settings, apps)
    answer = Client().post(begin_at(apps[0]["provider_id"]), follow=True)
    assert "Gemeente Venlo is nu niet bereikbaar." in text_of(answer)


def test_nobody_adds_to_what_is_asked_of_the_provider(venlo):
    asked = begin_at(venlo, scope="email,profile", auth_params="prompt=none&nonce=eigen")
    sent = parse_qs(urlsplit(sent_to(Client().post(asked))).query)
    assert sent["scope"] == ["openid"] and "prompt" not in sent and sent["nonce"] != ["eigen"]


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


def test_a_session_of_single_sign_on_ends_at_our_times_whatever_the_provider_does(linked):
    browser = Client()
    began = clock.now()
    come_in(browser, linked)
    assert is_in(browser)
    with time_machine.travel(began + timedelta(minutes=16), tick=False):
        assert not is_in(browser)
    come_in(browser, linked)
    browser.post(reverse("account_logout"))
    assert not is_in(browser), "the provider still knows them, and here they are out"


def test_after_single_sign_on_one_does_not_land_on_another_site(linked):
    answer = come_in(Client(), linked, next="https://elders.example/")
    assert "elders" not in answer.url


def test_the_login_page_names_the_organisations_only_when_there_are_some(venlo, settings):
    page = reverse("account_login")
    assert "Inloggen via Gemeente Venlo" in text_of(Client().get(page))
    offered(settings, [])
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
