"""What is too old, of another site or of nobody: a clear page, nothing done, nothing told."""

import re

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from expertteam.login.jobs import send_password_link
from expertteam.organisations.models import User
from tests.login.codes import code_for, secret_on
from tests.pages import page_of, text_of
from workflows.demo.people import DOMAIN, PASSWORD, person

pytestmark = pytest.mark.django_db
WHO = f"aanmelder.venlo@{DOMAIN}"
NEW = "fietsen door de heuvels"
CONSULT = {"outcome": "consultation", "motivation": "Past bij het expertteam."}
ELSEWHERE = (
    "https://elders.example/",
    "//elders.example/",
    "///elders.example",
    "/\\elders.example",
    "https:elders.example",
    "javascript:alert(1)",
    "data:text/html,elders",
    "\x00//elders.example",
    " https://elders.example",
)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def strict(address, **options):
    """A browser whose posts need the token of the page."""
    browser = Client(enforce_csrf_checks=True, **options)
    browser.force_login(person(address), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def token_of(answer):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())[1]


# Tokens of a page


@pytest.fixture
def triage(story):
    case = story.file()
    return case, page_of(story.task(case, "coordinator.noord", "TriageFlow.assess"))


def test_the_token_of_the_page_lets_it_through(triage):
    case, page = triage
    browser = strict("coordinator.noord")
    token = token_of(browser.get(page))
    assert browser.post(page, CONSULT | {"csrfmiddlewaretoken": token}).status_code == 302
    assert case.triages.exists()


@pytest.mark.parametrize("token", [None, "", "x" * 64, "stale"])
def test_without_a_fresh_token_nothing_happens_and_the_page_says_what_to_do(triage, token):
    case, page = triage
    browser = strict("coordinator.noord")
    if token == "stale":  # of the session before this one
        token = token_of(browser.get(page))
        browser.cookies.clear()
        browser = strict("coordinator.noord")
        browser.get(page)
    answer = browser.post(page, CONSULT | ({"csrfmiddlewaretoken": token} if token is not None else {}))
    assert answer.status_code == 403
    assert "plak uw tekst en verstuur hem nog een keer" in text_of(answer)
    assert case.number not in text_of(answer)
    assert not case.triages.exists()


def test_a_page_of_another_site_cannot_post_here_even_with_a_token(triage):
    case, page = triage
    browser = strict("coordinator.noord")
    token = token_of(browser.get(page))
    for origin in ("https://elders.example", "null", "http://testserver.elders.example"):
        answer = browser.post(page, CONSULT | {"csrfmiddlewaretoken": token}, headers={"origin": origin})
        assert answer.status_code == 403
    assert not case.triages.exists()


def test_a_new_login_makes_the_tokens_of_before_worthless(triage):
    _, page = triage
    browser = strict("coordinator.noord")
    old = token_of(browser.get(page))
    browser.post(reverse("account_logout"), {"csrfmiddlewaretoken": old})
    login = {"login": f"coordinator.noord@{DOMAIN}", "password": PASSWORD}
    token = token_of(browser.get(reverse("account_login")))
    browser.post(reverse("account_login"), login | {"csrfmiddlewaretoken": token})
    assert browser.get(page).status_code == 200
    assert browser.post(page, CONSULT | {"csrfmiddlewaretoken": old}).status_code == 403


# Links for a new password


def mailed_link():
    """What the worker mails to who asked for a new password, as an address within the site."""
    send_password_link(person("aanmelder.venlo").pk)
    return re.search(r"https?://[^/]+(\S+)", mail.outbox[-1].body)[1]


@pytest.fixture
def link(people):
    return mailed_link()


def choose(path, password=NEW):
    """Follow the link and choose a password; gives what the visitor sees."""
    browser = Client()
    form = browser.get(path, follow=True)
    if "Deze link werkt niet meer" in text_of(form):
        return text_of(form)
    here = form.redirect_chain[-1][0]
    return text_of(browser.post(here, {"password1": password, "password2": password}, follow=True))


def password_is(password):
    return person("aanmelder.venlo").check_password(password)


def test_a_link_works_once(link):
    assert "Deze link werkt niet meer" not in choose(link)
    assert password_is(NEW)
    assert "Deze link werkt niet meer" in choose(link, "nog weer iets heel anders")
    assert password_is(NEW)


def test_a_link_that_is_too_old_says_so(link, settings):
    with time_machine.travel("2027-06-01"):
        assert "De link is al gebruikt of is verlopen. Vraag een nieuwe link aan." in choose(link)
    assert settings.PASSWORD_RESET_TIMEOUT <= 3 * 24 * 60 * 60
    assert password_is(PASSWORD)


def test_a_link_of_before_the_password_changed_is_worthless(link):
    user = person("aanmelder.venlo")
    user.set_password("intussen zelf gekozen zin")
    user.save()
    assert "Deze link werkt niet meer" in choose(link)
    assert not password_is(NEW)


@pytest.mark.parametrize("change", ["key", "user", "nobody"])
def test_a_link_that_was_changed_opens_nobodys_account(link, people, change):
    uid, key = re.search(r"key/([0-9a-z]+)-([\w-]+)/", link).groups()
    other = person("coordinator.noord")
    forged = {
        "key": link.replace(key, key[:-1] + ("0" if key[-1] != "0" else "1")),
        "user": link.replace(f"{uid}-", f"{_base36(other.pk)}-"),
        "nobody": link.replace(f"{uid}-", "zzzzz-"),
    }[change]
    assert "Deze link werkt niet meer" in choose(forged)
    assert password_is(PASSWORD)
    assert person("coordinator.noord").check_password(PASSWORD)


def _base36(number):
    from django.utils.http import int_to_base36

    return int_to_base36(number)


def test_a_link_does_not_wake_an_account_that_ended(link):
    User.objects.filter(pk=person("aanmelder.venlo").pk).update(is_active=False)
    choose(link)
    browser = Client()
    browser.post(reverse("account_login"), {"login": WHO, "password": NEW})
    assert browser.get(reverse("workflows:inbox")).status_code == 302


def test_a_new_password_does_not_pass_the_second_step(people):
    with time_machine.travel("2026-03-02T09:00:05+00:00", tick=False) as moment:
        owner = Client()
        owner.post(reverse("account_login"), {"login": WHO, "password": PASSWORD})
        secret = secret_on(owner.get(reverse("mfa_activate_totp")))
        owner.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
        choose(mailed_link())
        assert password_is(NEW)
        moment.shift(60)
        finder = Client()
        finder.post(reverse("account_login"), {"login": WHO, "password": NEW})
        assert finder.get(reverse("workflows:inbox")).status_code == 302
        finder.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
        assert finder.get(reverse("workflows:inbox")).status_code == 200


# Another host, another site


@pytest.mark.parametrize(
    "host", ["elders.example", "testserver.elders.example", "testserver@elders.example", ""]
)
def test_a_forged_host_gets_a_plain_refusal_and_no_mail(client, people, host):
    for method, path in (("get", "/"), ("get", "/casussen/"), ("post", reverse("account_reset_password"))):
        answer = getattr(client, method)(path, {"email": WHO}, headers={"host": host})
        assert answer.status_code == 400
        assert "elders" not in answer.content.decode()
    assert not ProcrastinateJob.objects.filter(task_name=send_password_link.name).exists()


def test_the_link_in_a_mail_leads_here_whatever_a_proxy_is_told(client, people, settings):
    headers = {
        "x-forwarded-host": "elders.example",
        "forwarded": "host=elders.example",
        "referer": "//elders.example",
    }
    client.post(reverse("account_reset_password"), {"email": WHO}, headers=headers)
    job = ProcrastinateJob.objects.filter(task_name=send_password_link.name).latest("id")
    assert job.args == {"user_id": person("aanmelder.venlo").pk}
    send_password_link(**job.args)
    (message,) = mail.outbox
    assert f"{settings.SITE_URL}/account/password/reset/key/" in message.body
    assert "elders" not in message.body


@pytest.mark.parametrize("next_page", ELSEWHERE)
def test_no_page_sends_somebody_to_another_site(people, next_page):
    browser = Client()
    answer = browser.post(reverse("account_login"), {"login": WHO, "password": PASSWORD, "next": next_page})
    assert answer.status_code == 302
    assert answer.url == reverse("workflows:home")
    for name in (
        "account_login",
        "account_reauthenticate",
        "account_change_password",
        "account_reset_password",
    ):
        answer = browser.get(reverse(name), {"next": next_page})
        assert answer.status_code in {200, 302}
        assert "elders" not in answer.get("Location", "").partition("?")[0]
        assert 'href="javascript' not in answer.content.decode()
    answer = browser.post(reverse("account_logout"), {"next": next_page})
    assert answer.status_code == 302
    assert "elders" not in answer.url and not answer.url.startswith(("javascript", "data"))


# Addresses that nobody typed

LISTS = {
    "coordinator.noord": ["cases", "follow_ups", "agenda", "lessons", "reports", "rights", "inbox"],
    "centrum1": ["help_requests"],
    "beheer": ["accounts", "organisations"],
    "fg": ["data_inventory", "processing_register"],
}
NONSENSE = [
    "q=%00",
    "q=%ff%fe",
    "q=%27%3B+DROP+TABLE+cases_case%3B--",
    "q=" + "a" * 5000,
    "q=((((&o=title;--&page=-1",
    "page=99999999999999999999",
    "page=%00&o=%00&status=%00&region=%00",
    "q=1&q=2&page=1&page=2&export=exe",
    "{{7*7}}=x&q={{7*7}}${7*7}%25n%25s",
]


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_in_an_address_is_no_error_of_ours(story, as_user, query):
    story.file()
    for who, names in LISTS.items():
        browser = as_user(who)
        for name in names:
            answer = browser.get(f"{reverse(f'workflows:{name}')}?{query}")
            assert answer.status_code in {200, 302, 404}, name
            assert "49" not in re.findall(r'value="([^"]*)"', answer.content.decode()), (
                "nothing is calculated"
            )


@pytest.mark.parametrize(
    "fields", [{"x": "a" * (2 * 1024 * 1024 + 1)}, {f"f{number}": "" for number in range(1001)}]
)
def test_a_form_that_is_far_too_large_is_refused_in_words(triage, as_user, fields):
    case, page = triage
    answer = as_user("coordinator.noord").post(page, CONSULT | fields)
    assert answer.status_code == 400
    assert "Er is niets opgeslagen" in text_of(answer)
    assert not case.triages.exists()
