"""Tests: quick password hashing, mail and files in memory, no manifest of static files."""

import os

import environ

from expertteam.core.postgres import ensure_running

from .base import *  # noqa: F403
from .base import env

DEMO = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
SECRET_KEY = "test-only-key"
SALT_KEY = ["test-only-salt"]
# A server of its own beside the demo's: it need not wait for the disk, and the demo's stays out of reach.
DATABASES = {"default": environ.Env.db_url_config(env("DATABASE_URL", default="") or ensure_running("test"))}
# A statement that waits for a lock for ever, or has a hopeless plan, fails with its name instead of hanging.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c statement_timeout=120s"
# Two test runs at the same time must not share their tables.
DATABASES["default"]["TEST"] = {"NAME": env("TEST_DATABASE", default=f"test_expertteam_{os.getpid()}")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = False
