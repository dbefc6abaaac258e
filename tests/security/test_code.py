"""What the code itself never does, read from the code: so that a new line cannot forget it."""

import ast
import json
import re
from pathlib import Path
from random import SystemRandom

import pytest

from expertteam.help import pseudonymity
from reports.disclosure import Effort

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("expertteam", "workflows", "reports")
# Starting programs: only what serves the demo and the embedded PostgreSQL, both on this machine.
STARTS_PROGRAMS = {"expertteam/core/management/commands/serve.py", "expertteam/core/postgres_place.py"}
# Speaking to another machine: the virus scanner, the provider of single sign-on in the settings, and the demo
# that waits for its own web server.
SPEAKS = {
    "expertteam/core/clamd.py",
    "expertteam/core/management/commands/serve.py",
    "expertteam/login/openid.py",
}
NETWORK = {"socket", "urllib.request", "http.client", "requests", "httpx", "ftplib", "telnetlib", "smtplib"}
# Making statements of parts: names of tables and roles of our own, quoted, and nothing of a user.
BUILDS_STATEMENTS = (
    "expertteam/access/policies.py",
    "expertteam/core/postgres.py",
    "expertteam/rights/removal.py",
    "workflows/bench/",
    "workflows/demo/loader.py",
)
NEVER_CALLED = {"eval", "exec", "compile", "__import__", "mark_safe", "SafeString", "RawSQL", "Template"}
NEVER_ATTRIBUTES = {"raw", "extra", "system", "popen", "mark_safe", "from_string"}
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "yaml", "xml", "lxml", "dill", "jinja2", "jsonpickle"}
# The draw of a certificate is public; what is hidden in a report is drawn with SystemRandom.
CHANCE = {"workflows/demo", "workflows/bench", "reports/disclosure"}
# Patterns that get a name on the way: of constants, of what was escaped, of the digits of a date.
PATTERNS_BY_NAME = {
    ("expertteam/frontend/inspection.py", "main"),
    ("expertteam/help/pseudonymity.py", "form"),
    ("expertteam/help/pseudonymity.py", "pattern"),
}
TAKES_A_PATTERN = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}


def modules():
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if not {"migrations", "node_modules"} & set(path.parts):
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


MODULES = list(modules())


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def imported(tree) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{each.name}" for each in node.names}
    return names


def called(node):
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def test_there_is_code_to_read():
    assert len(MODULES) > 150


def test_no_text_is_run_as_code_and_no_markup_is_believed():
    for path, tree in MODULES:
        for node in calls(tree):
            name = called(node)
            if isinstance(node.func, ast.Name):
                assert name not in NEVER_CALLED, (path, node.lineno)
            else:
                assert name not in NEVER_ATTRIBUTES, (path, node.lineno)
            if name in {"format_html", "format_html_join"}:
                texts = node.args[: 2 if name.endswith("join") else 1]
                assert all(isinstance(each, ast.Constant) for each in texts), (path, node.lineno)


def test_nothing_is_unpacked_that_could_bring_objects_along():
    for path, tree in MODULES:
        roots = {name.split(".")[0] for name in imported(tree)}
        assert not roots & NEVER_IMPORTED, path


def test_values_reach_the_database_as_parameters():
    for path, tree in MODULES:
        for node in calls(tree):
            if (
                called(node) in {"execute", "executemany"}
                and node.args
                and not path.startswith(BUILDS_STATEMENTS)
            ):
                assert not isinstance(node.args[0], (ast.JoinedStr, ast.BinOp, ast.Call)), (path, node.lineno)


def of_re(node, names) -> bool:
    of = getattr(node.func, "value", None)
    return isinstance(of, ast.Name) and of.id == "re" and node.func.attr in names


def is_our_pattern(path, node) -> bool:
    """A constant, a name of the list, or what is made of those and of escaped text."""
    match node:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return name.isupper() or (path, name) in PATTERNS_BY_NAME
        case ast.JoinedStr(values=parts):
            return all(is_our_pattern(path, part) for part in parts)
        case ast.FormattedValue(value=inner):
            return is_our_pattern(path, inner)
        case ast.Call(func=ast.Attribute(attr="join"), args=[joined]):
            return is_our_pattern(path, getattr(joined, "elt", joined))
        case ast.Call():
            return of_re(node, {"escape"})
    return False


def test_no_pattern_is_made_of_what_somebody_wrote():
    found = 0
    for path, tree in MODULES:
        for node in calls(tree):
            if of_re(node, TAKES_A_PATTERN):
                found += 1
                assert is_our_pattern(path, node.args[0]), (path, node.lineno)
            assert not {each.arg or "" for each in node.keywords if "regex" in (each.arg or "")}, path
    assert found > 30


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("re.search('a+', text)", True),
        ("re.search(rf'x{re.escape(name)}', text)", True),
        ("re.search('|'.join(re.escape(each) for each in names), text)", True),
        ("re.search(name, text)", False),
        ("re.search(f'x{name}', text)", False),
        ("re.search('|'.join(names), text)", False),
    ],
)
def test_the_check_of_patterns_can_fail(code, ours):
    assert is_our_pattern("somewhere.py", ast.parse(code).body[0].value.args[0]) is ours


def test_signs_in_a_name_stay_signs():
    name = "Van (den) B.rg+ [x"
    assert pseudonymity._any_phrase([name], f"hij heet {name.lower()} en is er")
    assert not pseudonymity._any_phrase([name], "hij heet van den bergg x en is er")


def test_programs_are_started_by_the_demo_only_and_never_through_a_shell():
    for path, tree in MODULES:
        if "subprocess" in imported(tree):
            assert path in STARTS_PROGRAMS
        for node in calls(tree):
            assert "shell" not in {each.arg for each in node.keywords}, (path, node.lineno)


def test_the_site_speaks_to_the_scanner_and_to_nobody_else():
    """Mail, the database and single sign-on go through their libraries, to the servers of the settings."""
    for path, tree in MODULES:
        if {
            name
            for name in imported(tree)
            for other in NETWORK
            if name == other or name.startswith(f"{other}.")
        }:
            assert path in SPEAKS


def test_hashes_are_sha_256_and_chance_is_for_the_demo_only():
    for path, tree in MODULES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "hashlib":
                assert node.attr in {"sha256", "sha512"}, (path, node.lineno)
        if "random" in imported(tree):
            assert any(path.startswith(room) for room in CHANCE), path
    assert isinstance(Effort().chance, SystemRandom)


def test_templates_believe_no_markup_either():
    found = 0
    for path in (ROOT / "templates").rglob("*"):
        if path.suffix not in {".html", ".svg", ".txt"}:
            continue
        found += 1
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe(seq)?\b", text), path
        if path.suffix != ".txt":  # mails are plain text
            assert "autoescape off" not in text, path
        assert not re.search(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["']https?:""", text), path
    assert found > 100


def test_our_script_makes_no_markup_of_text_and_keeps_nothing():
    scripts = list((ROOT / "expertteam/frontend/static").rglob("*.js"))
    assert scripts
    never = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage|"
    never += r"sessionStorage|indexedDB|document\.cookie|postMessage|serviceWorker|__proto__"
    for path in scripts:
        assert not re.search(never, path.read_text(encoding="utf-8")), path


# Packages and secrets


def test_every_package_is_pinned_and_known_by_its_hash():
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    packages = [line for line in lines if line and not line.startswith("#")]
    assert len(packages) > 60
    for line in packages:
        assert re.match(r"[A-Za-z0-9._-]+(\[[^\]]+\])?==[^ ]+ ", line), line[:60]
        assert "--hash=sha256:" in line, line[:60]
    assert "--require-hashes" in (ROOT / "Makefile").read_text(encoding="utf-8")
    lock = json.loads((ROOT / "expertteam/frontend/package-lock.json").read_text(encoding="utf-8"))
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


@pytest.mark.parametrize("name", ["index-url", "find-links", "https://", "http://"])
def test_the_lock_file_sends_nobody_to_another_registry(name):
    assert name not in (ROOT / "requirements.lock").read_text(encoding="utf-8")


SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}"
    r"|\bxox[abp]-[0-9A-Za-z-]{10,}|\beyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\."
)


def test_no_secret_stands_in_the_repository():
    for folder in (*ROOMS, "templates", "tests", ".ci", ".github"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and not {"node_modules", "__pycache__"} & set(path.parts):
                text = path.read_bytes().decode("utf-8", "replace")
                assert not SECRETS.search(text), path
    keys = {}
    for path in (ROOT / "expertteam/settings").glob("*.py"):
        keys |= {
            path.name: re.findall(r'^(?:SECRET_KEY|SALT_KEY) = \[?"([^"]+)"', path.read_text(), re.MULTILINE)
        }
    written = [key for found in keys.values() for key in found]
    assert written and all(key.startswith(("demo-only", "test-only")) for key in written)
    assert not keys["production.py"] and not keys["base.py"]
