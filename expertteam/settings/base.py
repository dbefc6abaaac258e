"""Settings that hold in every environment; each environment adds its own file."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from expertteam.core import wall
from expertteam.frontend.staticfiles import STATICFILES_DIRS  # noqa: F401
from expertteam.login.providers import providers

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "expertteam.frontend.apps.StaticFiles",
    "django.forms",
    "csp",
    "django_filters",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "guardian",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "viewflow",
    "viewflow.workflow",
    "expertteam.core",
    "expertteam.frontend",
    "expertteam.audit",
    "expertteam.organisations",
    "expertteam.login",
    "expertteam.access",
    "expertteam.notifications",
    "expertteam.cases",
    "expertteam.conferences",
    "expertteam.advice",
    "expertteam.procesregie",
    "expertteam.help",
    "expertteam.followup",
    "expertteam.learning",
    "expertteam.rights",
    "reports",
    "workflows",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "expertteam.access.middleware.WallMiddleware",
    "expertteam.login.sessions.SessionLimitsMiddleware",
    "expertteam.login.required.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "expertteam.login.second_factor.SecondFactorMiddleware",
    "workflows.sensitive.ReauthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "expertteam.audit.middleware.ReadLogMiddleware",
    "expertteam.frontend.failures.NotAllowedMiddleware",
]

ROOT_URLCONF = "expertteam.urls"
WSGI_APPLICATION = "expertteam.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workflows.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "expertteam.frontend.forms.Renderer"

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "expertteam.login.passwords.NotEasyValidator"},
    {"NAME": "expertteam.login.passwords.NotLeakedValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "expertteam.login.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# An unknown address gets no mail: the page says the same either way.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Expertteam Jeugd: "
# Per address of a network (ip), per account (key) and per user. A municipality may share one address; wrong
# passwords and wrong codes count per account too, whether that account exists or not.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/10m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_FORMS = {
    "login": "expertteam.frontend.account.LoginForm",
    "reset_password": "expertteam.login.forms.QuietResetPasswordForm",
    "reset_password_from_key": "expertteam.frontend.account.ResetPasswordKeyForm",
    "change_password": "expertteam.frontend.account.ChangePasswordForm",
    "set_password": "expertteam.frontend.account.SetPasswordForm",
    "reauthenticate": "expertteam.frontend.account.ReauthenticateForm",
}
# A mail after each change of somebody's password or second factor.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# How long logging in, or confirming who one is, counts for what is sensitive.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
# Whether everybody needs a second factor: production says yes, login/second_factor.py asks it.
SECOND_FACTOR_REQUIRED = False
MFA_ADAPTER = "expertteam.login.second_factor.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Expertteam Jeugd"
# The administrator's invitation proved the address already.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "expertteam.login.forms.AuthenticateForm",
    "authenticate_webauthn": "expertteam.login.forms.AuthenticatePasskeyForm",
    "reauthenticate": "expertteam.login.forms.ReauthenticateForm",
    "reauthenticate_webauthn": "expertteam.login.forms.ReauthenticatePasskeyForm",
    "activate_totp": "expertteam.login.forms.ActivateTOTPForm",
    "deactivate_totp": "expertteam.login.forms.DeactivateTOTPForm",
    "add_webauthn": "expertteam.login.forms.AddPasskeyForm",
    "edit_webauthn": "expertteam.login.forms.EditPasskeyForm",
    "generate_recovery_codes": "expertteam.login.forms.GenerateRecoveryCodesForm",
}
# Logging in with the account of one's own organisation; login/providers.py says how to write it down.
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": providers(env("SINGLE_SIGN_ON", default="")),
        "provider_class": "expertteam.login.openid.OpenIDProvider",
    }
}
SOCIALACCOUNT_ADAPTER = "expertteam.login.single_sign_on.SocialAccountAdapter"
# It begins with a button on a page of ours: a link on another site begins no login here.
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
# No "stay logged in": the session ends with the browser, or when login/sessions.py says so.
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workflows:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
CSRF_FAILURE_VIEW = "expertteam.frontend.failures.expired_form"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"

# Which function tells the read log by which grant somebody saw a case (audit/authorisation.py).
READ_LOG_GROUNDS = "expertteam.access.permissions.grounds"

# Where the heads of the read log are kept, outside the database (audit/heads.py); best on another machine.
READ_LOG_HEADS = env("READ_LOG_HEADS", default=str(BASE_DIR / "var" / "read-log"))

# From when on use stands out for the privacy officer (audit/unusual.py); estimates, to be set with the teams.
READ_LOG_UNUSUAL = {
    "days": 30,  # how far back the page looks: a month is what one person can go through
    "cases_in_an_hour": 20,  # one every three minutes: nobody reads a case that fast
    "refusals_in_an_hour": 10,  # an old link gives one or two; ten is somebody who tries
    "refused_logins_in_an_hour": 5,  # as many as make an account wait; a mistake or two is everybody's
    "night": (22, 6),  # from and until; expertteams work in office hours, weekends count whole
}

# Guardian knows no anonymous user here: without a login nobody has a case permission.
ANONYMOUS_USER_NAME = None
# Its backend lets superusers pass and knows no end date; access/permissions.py asks the rows itself.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]

# What a page says after a redirect waits on the server: in a cookie it would have left before its row.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
# Our style sheets and fonts are for our own pages; whitenoise would offer them to every site.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Uploads live outside every folder that is served; only the download view reads them.
MEDIA_ROOT = BASE_DIR / "var" / "uploads"
# Where the virus scanner listens, tcp://host:port or unix:///path; without it documents are not scanned.
CLAMD = env("CLAMD", default="")
DOCUMENT_MAX_BYTES = 10 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# No nonce and no 'unsafe-inline': no page carries inline script or style.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Expertteam Jeugd <noreply@expertteam.example>")
# Seconds; without it a mail server that hangs holds up the worker for ever.
EMAIL_TIMEOUT = 10
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
SOURCE_URL = env("SOURCE_URL", default="")
DEMO = False

# The reading of the law in force (access/consent_table.py); a jurist sets it.
CONSENT_RULES = env("CONSENT_RULES", default="2026-1")

# Telephone numbers of the stop page at acute danger.
CRISIS_SERVICE_PHONE = env("CRISIS_SERVICE_PHONE", default="088 007 29 90")
SAFE_AT_HOME_PHONE = env("SAFE_AT_HOME_PHONE", default="0800 2000")
EMERGENCY_PHONE = "112"

PROCRASTINATE_IMPORT_PATHS = [
    "expertteam.login.jobs",
    "expertteam.notifications.jobs",
    "workflows.jobs",
    "workflows.read_log_jobs",
    "workflows.account_jobs",
    "workflows.rights_jobs",
    "workflows.document_jobs",
    "workflows.report_jobs",
]
# Every job works as the worker's role in the database.
PROCRASTINATE_WORKER_DEFAULTS = {"task_middleware": [wall.job]}
# Roles belong to a whole PostgreSQL server: two installations on one server each take a prefix of their own.
DATABASE_ROLE_PREFIX = env("DATABASE_ROLE_PREFIX", default="expertteam")
