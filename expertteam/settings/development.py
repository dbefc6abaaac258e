"""Demo and development: embedded PostgreSQL unless DATABASE_URL names a server."""

import environ

from expertteam.core.postgres import ensure_running

from .base import *  # noqa: F403
from .base import BASE_DIR, env

DEBUG = env.bool("DEBUG", default=False)
DEMO = True
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
# Fixed on purpose: the demo holds invented people only and must survive a restart.
SECRET_KEY = "demo-only-key-for-invented-people-never-for-production"
SALT_KEY = ["demo-only-salt"]
DATABASES = {"default": environ.Env.db_url_config(env("DATABASE_URL", default="") or ensure_running())}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = BASE_DIR / "var" / "mail"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
