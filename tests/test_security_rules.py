"""The section "Rules and limits" of `.github/SECURITY.md` says what the code does: it cannot go stale."""

import ast
import re
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from expertteam.access.wall import APPEND_ONLY
from expertteam.audit.register import CLASSES
from expertteam.frontend.uploads import EXTENSIONS
from expertteam.settings import base
from tests.core.test_production_settings import setting
from tests.security.test_code import MODULES, imported

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / ".github/SECURITY.md").read_text(encoding="utf-8")
RULES = TEXT[TEXT.index("## Rules and limits") : TEXT.index("## What is claimed")]
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| `([\w.]+)` \|$", re.MULTILINE)
NUMBERS = [(value, path) for _, value, path in ROW.findall(RULES)]
SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
BYTES = {"MB": 1024**2, "kB": 1024}
# Django's limits on logging in are other settings in the tests, which try a password more often.
OF_PRODUCTION = {"ACCOUNT_RATE_LIMITS", "AUTH_PASSWORD_VALIDATORS"}
CRYPTOGRAPHY = {"hashlib", "hmac", "secrets", "jwt", "cryptography", "encrypted_fields", "ssl"}
SEALING = "expertteam.core.sealing"


def part(heading) -> str:
    """The text under one heading of the section."""
    return RULES.split(f"### {heading}\n", 1)[1].split("\n### ", 1)[0]


def in_code(path):
    """What stands at a dotted path: in settings or a module, and in a dictionary or list by its key."""
    first, *rest = path.split(".")
    if first == "settings":
        found = base if rest[0] in OF_PRODUCTION else settings
    else:
        names = [path.rsplit(".", number)[0] for number in range(1, len(rest) + 1)]
        module = next(
            name
            for name in names
            if (ROOT / name.replace(".", "/")).with_suffix(".py").is_file() or name.startswith("allauth")
        )
        found, rest = import_module(module), path.removeprefix(f"{module}.").split(".")
    for name in rest:
        found = _step(found, name)
    return found


def _step(found, name):
    if isinstance(found, dict):
        return found[name]
    return found[int(name)] if isinstance(found, list) else getattr(found, name)


def says(written, value) -> bool:
    """Whether "15 minutes", "10 MB", 12 or a date is this value; a number of a time may count in its unit."""
    if isinstance(value, (str, date)):
        return written == str(value)
    number, _, unit = written.partition(" ")
    if isinstance(value, timedelta):
        return value == timedelta(**{unit: int(number)})
    times = BYTES.get(unit) or SECONDS.get(unit)
    return value in ({int(number), int(number) * times} if unit in SECONDS else {int(number) * (times or 1)})


@pytest.mark.parametrize(("written", "path"), NUMBERS, ids=[path for _, path in NUMBERS])
def test_each_number_is_that_of_the_code(written, path):
    assert says(written, in_code(path)), in_code(path)


def test_there_are_numbers_and_a_wrong_one_shows():
    assert len(NUMBERS) > 40
    assert says("15 minutes", timedelta(minutes=15)) and not says("16 minutes", timedelta(minutes=15))
    assert says("5 minutes", 300) and says("60 minutes", 60) and not says("5 minutes", 301)
    assert says("2 MB", 2 * 1024**2) and not says("2 MB", 2)
    assert says("1900-01-01", date(1900, 1, 1)) and not says("12", 13)


def test_every_limit_on_logging_in_stands_there():
    written = {path.rpartition(".")[2] for _, path in NUMBERS if "ACCOUNT_RATE_LIMITS" in path}
    assert written == set(base.ACCOUNT_RATE_LIMITS)


def test_every_rule_of_the_database_stands_there():
    rules = {
        constraint.name
        for model in apps.get_models()
        if model.__module__.startswith(("expertteam.", "workflows.", "reports."))
        for constraint in model._meta.constraints
    }
    written = re.findall(r"`(\w+)`", part("What may be filled in").split("| room | rules |")[1])
    assert set(written) == rules and len(written) == len(rules)


def test_every_kind_of_file_stands_there():
    written = set(re.findall(r"`(\.\w+)`", part("Files")))
    assert written == {extension for group in EXTENSIONS.values() for extension in group}


def test_every_way_to_log_in_stands_there():
    ways = set(re.findall(r"`([a-z_]+)`, ", part("Logging in"))) | {"recovery_codes"}
    assert ways == set(settings.MFA_SUPPORTED_TYPES)
    assert set(settings.SOCIALACCOUNT_PROVIDERS) == {"openid_connect"}
    assert list(settings.ACCOUNT_LOGIN_METHODS) == ["email"]
    installed = [app for app in settings.INSTALLED_APPS if app.startswith("allauth.socialaccount.providers.")]
    assert installed == ["allauth.socialaccount.providers.openid_connect"]
    assert not getattr(settings, "ACCOUNT_LOGIN_BY_CODE_ENABLED", False)
    assert not getattr(settings, "MFA_PASSKEY_LOGIN_ENABLED", False)
    assert not getattr(settings, "MFA_TRUST_ENABLED", False)


def test_every_module_with_cryptography_stands_there():
    uses = {
        path
        for path, tree in MODULES
        if {name.split(".")[0] for name in imported(tree)} & CRYPTOGRAPHY
        or SEALING in imported(tree)
        or "django.utils.crypto" in imported(tree)
    }
    written = set(re.findall(r"`([\w/]+\.py)`", part("Cryptography")))
    # The chain is made by the database; the inventory only asks which fields are sealed.
    assert written - {"expertteam/audit/triggers.py"} == uses - {"expertteam/audit/inventory.py"}


def test_the_algorithms_are_those_of_the_code():
    algorithms = in_code("expertteam.login.openid.ALGORITHMS")
    assert f"| {', '.join(algorithms[:-1])} or {algorithms[-1]}," in part("Cryptography")
    assert setting("PASSWORD_HASHERS")[0].endswith(".PBKDF2PasswordHasher")


def test_every_class_of_data_has_its_demands():
    assert tuple(re.findall(r"^\| (\w+) \| (?!what)", part("Classes of data"), re.MULTILINE)) == CLASSES


def test_every_log_stands_there():
    written = set(re.findall(r"^\| `(\w+\.\w+)` \|", part("Logs"), re.MULTILINE))
    ledger = {"access.AuthorityEntry", "access.ConsentEntry", "access.Disclosure", "access.Reliance"}
    assert written == APPEND_ONLY - ledger, "the ledger of consent is a record of a case, no log"
    logging = setting("LOGGING")
    assert list(logging["handlers"]) == ["stdout"] and logging["root"]["handlers"] == ["stdout"]
    assert "READ_LOG_HEADS" in part("Logs") and settings.READ_LOG_HEADS


def test_no_other_place_is_written_to_by_a_logger():
    """Every log of ours goes through the standard module, and so to stdout."""
    for path, tree in MODULES:
        handlers = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not handlers & {"FileHandler", "SysLogHandler", "RotatingFileHandler", "addHandler"}, path
