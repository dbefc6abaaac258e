"""Production: what is secret or particular to a place comes from the environment; refuses to start unsafe."""

import environ
from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import MEDIA_ROOT as BASE_MEDIA_ROOT
from .base import env

DAY = 24 * 60 * 60

# What must be in the environment, and what it is for; README.md says how to make the keys.
REQUIRED = {
    "SECRET_KEY": "signs sessions and is half of the key to Identity: 50 random characters or more",
    "SALT_KEY": "the other half of the key to Identity: 32 random characters or more, then older ones",
    "DATABASE_URL": "postgresql://user:password@host/database",
    "ALLOWED_HOSTS": "the host names of this site, separated by commas",
    "SITE_URL": "the address in mails, https://...",
    "EMAIL_URL": "the mail server, smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the sender of mails",
}


def problems() -> list[str]:
    """Every reason not to start, as a sentence each."""
    missing = [name for name in REQUIRED if not env(name, default="").strip()]
    found = [f"{name} is missing: {REQUIRED[name]}." for name in missing]
    for name, (is_unsafe, why) in UNSAFE.items():
        if name not in missing and is_unsafe(env(name)):
            found.append(f"{name} is unsafe: {why}.")
    return found


def is_weak(key: str, length: int) -> bool:
    return len(key) < length or len(set(key)) < 10 or key.startswith(("demo-only", "django-insecure"))


UNSAFE = {
    "SECRET_KEY": (lambda key: is_weak(key, 50), "it needs 50 random characters or more"),
    "SALT_KEY": (
        lambda keys: any(is_weak(key, 32) for key in keys.split(",")),
        "each key needs 32 random characters or more",
    ),
    "DATABASE_URL": (
        lambda url: not url.startswith(("postgresql://", "postgres://")),
        "it must name a PostgreSQL server",
    ),
    "ALLOWED_HOSTS": (lambda hosts: "*" in hosts, "name the hosts; * would accept any"),
    "SITE_URL": (lambda url: not url.startswith("https://"), "it must begin with https://"),
    "EMAIL_URL": (
        lambda url: not url.startswith(("smtp+tls://", "smtp+ssl://", "smtps://", "smtp://localhost")),
        "mail must leave encrypted (smtp+tls:// or smtp+ssl://) or through smtp://localhost",
    ),
}

if _problems := problems():
    raise ImproperlyConfigured("Not started. " + " ".join(_problems))

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SALT_KEY = env.list("SALT_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")

DATABASES = {"default": environ.Env.db_url_config(env("DATABASE_URL"))}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if DATABASES["default"]["HOST"] not in {"", "localhost", "127.0.0.1", "::1"}:
    # Over a network the driver would otherwise settle for no encryption when the server offers none.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("sslmode", "require")

# Shared by all processes, or each would count failed logins for itself; core/migrations makes the table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Whoever floods the login must not push the counts of others out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

vars().update(env.email_url("EMAIL_URL"))
SERVER_EMAIL = env("DEFAULT_FROM_EMAIL")

MEDIA_ROOT = env("UPLOADS_FOLDER", default=str(BASE_MEDIA_ROOT))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_SSL_REDIRECT = True
if env.bool("BEHIND_PROXY", default=False):
    # Only where a proxy in front sets these headers itself: anyone can send them.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Login limits and the read log then take the address that this proxy added to X-Forwarded-For.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * DAY)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=True)
SECOND_FACTOR_REQUIRED = True
SESSION_COOKIE_SECURE = True
# The prefix makes browsers refuse these cookies from a neighbouring host or over http.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "private": {
            "()": "expertteam.core.logs.PrivateFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        }
    },
    "handlers": {
        "stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "private"}
    },
    "root": {"handlers": ["stdout"], "level": "INFO"},
    # Django's own handlers would mail error pages, with everything that stood in the form.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "procrastinate.blueprints": {"level": "WARNING"},  # says at every start which jobs there are
    },
}
