"""Production starts only when it is safe, and then Django's own deployment check has nothing to say."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache.backends.db import DatabaseCache

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "SECRET_KEY": "7Hs!kd82Lq0pZx_vB5nWm3TyRfGhJ4cVa9Ue6QoXi1CjNbKlrS3t",
    "SALT_KEY": "qL8wZr2YtX5vB0nMk7JhG4fDsA1pOiUe",
    "DATABASE_URL": "postgresql://app:secret@db.example/expertteam",
    "ALLOWED_HOSTS": "expertteam.example,www.expertteam.example",
    "SITE_URL": "https://expertteam.example",
    "EMAIL_URL": "smtp+tls://mailer:secret@mail.example:587",
    "DEFAULT_FROM_EMAIL": "Expertteam Jeugd <noreply@expertteam.example>",
}


def python(code, **changes):
    environment = {name: value for name, value in (SAFE | changes).items() if value is not None}
    environment |= {"DJANGO_SETTINGS_MODULE": "expertteam.settings.production", "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        [sys.executable, *code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def setting(*names, **changes):
    """The values of settings as production has them in this environment."""
    code = "import json; from django.conf import settings as s; print(json.dumps([{}]))".format(
        ", ".join(f"getattr(s, '{name}', None)" for name in names)
    )
    result = python(["-c", code], **changes)
    assert result.returncode == 0, result.stderr
    values = json.loads(result.stdout)
    return values[0] if len(names) == 1 else values


def refusal(**changes):
    result = python(["-c", "from django.conf import settings; settings.DEBUG"], **changes)
    assert result.returncode != 0, "production started"
    return result.stderr.strip().splitlines()[-1]


def test_the_deployment_check_is_clean():
    result = python(["manage.py", "check", "--deploy", "--fail-level", "INFO"])

    assert result.returncode == 0, result.stderr
    assert "System check identified no issues" in result.stdout
    assert not [check for check in setting("SILENCED_SYSTEM_CHECKS") if check.startswith("security.")]


@pytest.mark.parametrize("name", SAFE)
def test_it_does_not_start_without_what_it_needs(name):
    assert f"{name} is missing:" in refusal(**{name: None})
    assert f"{name} is missing:" in refusal(**{name: " "})


def test_everything_that_is_missing_is_said_at_once():
    message = refusal(**dict.fromkeys(SAFE))

    assert message.startswith("django.core.exceptions.ImproperlyConfigured: Not started.")
    assert all(f"{name} is missing" in message for name in SAFE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", "demo-only-key-for-invented-people-never-for-production"),
        ("SALT_KEY", "demo-only-salt"),
        ("SALT_KEY", SAFE["SALT_KEY"] + ",old-and-short"),
        ("DATABASE_URL", "sqlite:///db.sqlite3"),
        ("ALLOWED_HOSTS", "*"),
        ("SITE_URL", "http://expertteam.example"),
        ("EMAIL_URL", "smtp://mail.example:25"),
        ("EMAIL_URL", "consolemail://"),
    ],
)
def test_it_does_not_start_with_something_unsafe(name, value):
    message = refusal(**{name: value})

    assert f"{name} is unsafe:" in message
    assert len(value) == 1 or value not in message, "a key must not end up in a log"


def test_debug_cannot_be_switched_on_and_it_is_no_demo():
    assert setting("DEBUG", "DEMO", DEBUG="1", DEMO="1") == [False, False]


def test_cookies_and_pages_travel_encrypted_only():
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"]
    assert setting(*names) == [True, True, True, 365 * 24 * 60 * 60]


def test_everybody_needs_a_second_factor():
    assert setting("SECOND_FACTOR_REQUIRED", SECOND_FACTOR_REQUIRED="0") is True


def test_a_proxy_is_believed_only_when_the_environment_says_there_is_one():
    names = ["SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT"]
    assert setting(*names) == [None, None]
    assert setting(*names, BEHIND_PROXY="1") == [["HTTP_X_FORWARDED_PROTO", "https"], 1]


@pytest.mark.django_db
def test_all_processes_count_failed_logins_in_one_table():
    cache = setting("CACHES")["default"]
    one, other = (DatabaseCache(cache["LOCATION"], {"OPTIONS": cache["OPTIONS"]}) for _ in range(2))

    assert cache["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    one.set("failed", 5)
    assert other.get("failed") == 5


def test_a_database_elsewhere_is_reached_encrypted_only():
    assert setting("DATABASES")["default"]["OPTIONS"]["sslmode"] == "require"
    near = setting("DATABASES", DATABASE_URL="postgresql://app:secret@127.0.0.1/expertteam")
    assert "sslmode" not in near["default"].get("OPTIONS", {})
    chosen = setting("DATABASES", DATABASE_URL=SAFE["DATABASE_URL"] + "?sslmode=verify-full")
    assert chosen["default"]["OPTIONS"]["sslmode"] == "verify-full"


def test_mail_goes_through_the_named_server():
    names = ["EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "DEFAULT_FROM_EMAIL"]
    assert setting(*names) == ["mail.example", 587, True, SAFE["DEFAULT_FROM_EMAIL"]]


def test_keys_can_be_renewed_while_the_old_ones_still_open_what_they_closed():
    old = "oL8wZr2YtX5vB0nMk7JhG4fDsA1pOiUe"
    assert setting("SALT_KEY", SALT_KEY=f"{SAFE['SALT_KEY']},{old}") == [SAFE["SALT_KEY"], old]
    assert setting("SECRET_KEY_FALLBACKS", SECRET_KEY_FALLBACKS="previous") == ["previous"]


def test_an_error_in_production_is_logged_on_stdout_without_what_somebody_wrote():
    code = (
        "import django, logging; django.setup()\n"
        "text = 'Kan' + 'arie'\n"
        "try: raise ValueError(text)\n"
        "except ValueError: logging.getLogger('django.request').exception('Internal Server Error: /x/')"
    )
    result = python(["-c", code])

    assert "ERROR django.request Internal Server Error: /x/" in result.stdout
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} ERROR", result.stdout), "with its time zone"
    assert "builtins.ValueError" in result.stdout
    assert "Kanarie" not in result.stdout + result.stderr
