"""What every answer carries along: headers, cookies, kinds of content; and what the site does not answer."""

import json

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from expertteam.cases.services import add_document
from tests.core.test_production_settings import python, setting
from workflows.demo.people import DOMAIN, PASSWORD, person

pytestmark = pytest.mark.django_db
KINDS = (
    "page",
    "list",
    "login",
    "public",
    "missing",
    "refused",
    "csv",
    "xlsx",
    "document",
    "calendar",
    "static",
)


@pytest.fixture
def answers(story, as_user, settings):
    """One answer of each kind, of a site as production has it: over https only."""
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    case = story.file()
    story.to_conference(case)
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 plan %%EOF")
    document = add_document(
        case=case, by=person("aanmelder.venlo"), upload=upload, content_type="application/pdf"
    )
    client = as_user("coordinator.noord")
    cases = reverse("workflows:cases")
    conference = case.agenda_items.get().conference
    paths = {
        "page": reverse("workflows:case", args=[case.public_id]),
        "list": cases,
        "public": reverse("privacy"),
        "missing": "/bestaat-niet/",
        "csv": f"{cases}?export=csv",
        "xlsx": f"{cases}?export=xlsx",
        "document": reverse("workflows:document", args=[document.public_id]),
    }
    got = {name: client.get(path, secure=True) for name, path in paths.items()}
    got["login"] = Client().get(reverse("account_login"), secure=True)
    got["refused"] = Client(enforce_csrf_checks=True).post(reverse("account_login"), secure=True)
    # As in production, where the files are collected; here they are found where they lie.
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    got["static"] = Client().get("/static/frontend/app.js", secure=True)
    assert b"use strict" in got["static"].getvalue()
    calendar = reverse("workflows:conference_calendar", args=[conference.public_id])
    got["calendar"] = as_user("voorzitter.noord").get(calendar, secure=True)
    assert set(got) == set(KINDS)
    return got


def test_every_answer_tells_the_browser_what_it_may_do(answers):
    for name, answer in answers.items():
        header = answer.headers
        assert header["X-Content-Type-Options"] == "nosniff", name
        assert header["Referrer-Policy"] == "same-origin", name
        assert header["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert header["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", name
        assert not [each for each in header if each.lower().startswith("access-control-")], name
        assert "Server" not in header and "X-Powered-By" not in header, name


def test_every_page_runs_only_our_own_script_and_stands_in_no_frame(answers):
    for name, answer in answers.items():
        if name == "static":
            continue  # served before the policy is added; a browser applies the policy of the page
        policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'self'", name
        assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'", name
        assert "unsafe" not in str(policy) and "*" not in str(policy), name
        assert "script-src" not in policy, "then default-src holds for scripts"


def test_every_answer_says_what_it_is_and_in_which_writing(answers):
    kinds = {
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "document": "application/pdf",
        "calendar": "text/calendar; charset=utf-8",
        "static": 'text/javascript; charset="utf-8"',
    }
    for name, answer in answers.items():
        assert answer["Content-Type"] == kinds.get(name, "text/html; charset=utf-8"), name


def test_files_are_downloads_with_a_name_of_ours(answers):
    for name in ("csv", "xlsx", "document", "calendar"):
        assert answers[name]["Content-Disposition"].startswith("attachment; filename="), name


def test_what_is_about_a_case_is_kept_by_no_browser_and_no_proxy(answers):
    for name in ("page", "list", "csv", "xlsx", "document", "calendar"):
        assert {"no-store", "private"} <= set(answers[name]["Cache-Control"].split(", ")), name


def test_the_login_page_is_not_kept_either(answers):
    assert "no-store" in answers["login"]["Cache-Control"]


# Cookies

COOKIES = (
    "import django; django.setup()\n"
    "from django.test import Client\n"
    "from django.conf import settings\n"
    "from importlib import import_module\n"
    "from django.http import HttpResponse\n"
    "from django.middleware.csrf import CsrfViewMiddleware, get_token\n"
    "from django.test import RequestFactory\n"
    "import json\n"
    "def view(request):\n"
    "    get_token(request)\n"
    "    return HttpResponse()\n"
    "request = RequestFactory().get('/', secure=True)\n"
    "answer = CsrfViewMiddleware(view)(request)\n"
    "cookie = answer.cookies[settings.CSRF_COOKIE_NAME]\n"
    "print(json.dumps({'csrf': cookie.OutputString()}))\n"
)


def test_cookies_of_production_stay_with_this_host_over_https_and_out_of_reach_of_scripts():
    names = ("SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN", "NAME")
    session = setting(*[f"SESSION_COOKIE_{name}" for name in names])
    assert session == [True, True, "Lax", "/", None, "__Host-session"]
    token = setting(*[f"CSRF_COOKIE_{name}" for name in names])
    assert token == [True, True, "Lax", "/", None, "__Host-csrf"]
    written = json.loads(python(["-c", COOKIES]).stdout.splitlines()[-1])["csrf"]
    assert written.startswith("__Host-csrf=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(written.split("; "))
    assert "Domain" not in written


def test_cookies_are_only_the_session_the_token_and_a_message(as_user):
    client = as_user("coordinator.noord")
    client.get(reverse("workflows:cases"))
    client.get(reverse("workflows:inbox"))
    assert set(client.cookies) <= {"sessionid", "csrftoken", "messages"}


# Sessions


def log_in(browser, address="coordinator.noord"):
    return browser.post(
        reverse("account_login"), {"login": f"{address}@{DOMAIN}", "password": PASSWORD}, follow=True
    )


def test_logging_in_makes_a_new_session_and_ends_the_one_before(client, people):
    from django.contrib.sessions.models import Session

    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "x"
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    log_in(client)
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert after != before
    assert not Session.objects.filter(session_key=before).exists()
    fixed = Client()
    fixed.cookies[settings.SESSION_COOKIE_NAME] = before
    assert fixed.get(reverse("workflows:inbox")).status_code == 302


def test_a_session_that_nobody_was_given_is_nobodys(client, people):
    for key in ("a" * 32, "", "0", "../../etc/passwd", "\x00"):
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        answer = client.get(reverse("workflows:inbox"))
        assert answer.status_code == 302, key
        assert answer.url.startswith(reverse("account_login"))


def test_a_session_key_cannot_be_guessed():
    from django.contrib.sessions.backends.db import SessionStore

    keys = {SessionStore()._get_new_session_key() for _ in range(200)}
    assert len(keys) == 200
    assert all(len(key) == 32 and set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789") for key in keys)


def test_a_session_that_was_logged_out_cannot_be_used_again(people):
    browser = Client()
    log_in(browser)
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    assert browser.get(reverse("workflows:inbox")).status_code == 200
    browser.post(reverse("account_logout"))
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert thief.get(reverse("workflows:inbox")).status_code == 302


def test_a_session_stands_in_no_address(people):
    browser = Client()
    answer = log_in(browser)
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    assert key not in answer.content.decode()
    assert all(key not in url for url, _ in answer.redirect_chain)


# What the site does not answer


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"])
def test_methods_that_no_page_uses_show_nothing(story, as_user, method):
    case = story.file()
    client = as_user("coordinator.noord")
    for path in (
        reverse("workflows:cases"),
        reverse("workflows:case", args=[case.public_id]),
        reverse("workflows:identity", args=[case.public_id]),
        reverse("account_login"),
    ):
        answer = client.generic(method, path, HTTP_X_CANARY="kanarie")
        assert "kanarie" not in answer.content.decode(), "nothing is echoed"
        if path == reverse("workflows:identity", args=[case.public_id]):
            assert answer.status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.env",
        "/manage.py",
        "/static/",
        "/static/frontend/",
        "/static/../manage.py",
        "/static/%2e%2e/manage.py",
        "/static/..%2f..%2fmanage.py",
        "/var/uploads/",
        "/media/",
        "/uploads/documents/",
        "/admin/",
        "/__debug__/",
        "/api/",
        "/metrics",
        "/swagger.json",
    ],
)
def test_nothing_lies_about_on_the_site(client, path):
    answer = client.get(path)
    assert answer.status_code in {302, 404}
    if answer.status_code == 302:
        assert answer.url.startswith(reverse("account_login"))
    assert b"DJANGO_SETTINGS_MODULE" not in answer.getvalue()


def test_identity_is_not_given_for_a_click_on_a_link(story, as_user):
    """A look that is logged, or a change, is a post; so no link or picture elsewhere can cause it."""
    case = story.file()
    client = as_user("coordinator.noord")
    assert client.get(reverse("workflows:identity", args=[case.public_id])).status_code == 405
    assert client.get(reverse("workflows:add_document", args=[case.public_id])).status_code == 405
    before = client.session.session_key
    client.get(reverse("account_logout"))
    assert client.session.session_key == before, "a link logs nobody out"


def test_an_error_of_ours_shows_a_page_and_nothing_of_the_error(story, as_user, monkeypatch):
    from workflows.views import cases

    def fail(*values):
        raise RuntimeError("geheim van binnen")

    monkeypatch.setattr(cases, "_visible", fail)
    client = as_user("coordinator.noord")
    client.raise_request_exception = False
    answer = client.get(reverse("workflows:cases"))
    text = answer.content.decode()
    assert answer.status_code == 500
    for secret in (
        "geheim van binnen",
        "Traceback",
        "RuntimeError",
        "cases.py",
        "postgres",
        settings.SECRET_KEY,
    ):
        assert secret not in text
    assert client.get(reverse("privacy")).status_code == 200, "the next page works"
