"""The places that see past the wall: a list that must stay short, and the logins of a real server."""

import ast
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from expertteam.core.wall import web_role, worker_role

ROOT = Path(__file__).resolve().parents[2]


def uses_of_as_system():
    """(module, reason) of every call outside the tests; a reason that is a name stands as that name."""
    for room in ("expertteam", "workflows", "reports"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if "node_modules" in path.parts or path.name == "wall.py":
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "as_system":
                    reason = node.args[0]
                    said = reason.value if isinstance(reason, ast.Constant) else ast.unparse(reason)
                    yield f"{path.relative_to(ROOT)}: {said}"


def test_every_place_that_sees_past_the_wall_is_known_with_its_reason(snapshot):
    assert sorted(uses_of_as_system()) == snapshot


@pytest.fixture
def login(db):
    """A login as README.md has it for the web site, and a connection of it."""
    name = "wall_test_site"
    web, worker = web_role(), worker_role()
    options = connection.get_connection_params()
    for unwanted in ("context", "cursor_factory", "prepare_threshold"):
        options.pop(unwanted, None)
    with psycopg.connect(**options, autocommit=True) as owner:
        owner.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))
        owner.execute(f"CREATE ROLE {name} LOGIN NOINHERIT PASSWORD 'only-for-this-test'")
        owner.execute(f"GRANT {web}, {worker} TO {name}")
        owner.execute(f"ALTER ROLE {name} SET role = '{web}'")
        own = options | {"user": name, "password": "only-for-this-test"}
        try:
            with psycopg.connect(**own, autocommit=True) as site:
                yield site
        finally:
            owner.execute(f"DROP ROLE {name}")


def refuses(site, statement):
    with pytest.raises(psycopg.Error) as refusal:
        site.execute(statement)
    return isinstance(refusal.value, psycopg.errors.InsufficientPrivilege)


def test_the_login_of_the_web_site_cannot_leave_its_roles(login):
    assert login.execute("SELECT current_user").fetchone() == (web_role(),)
    owner = connection.settings_dict["USER"]
    assert refuses(login, f'SET ROLE "{owner}"')
    assert refuses(login, "TRUNCATE cases_case CASCADE")
    assert refuses(login, "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY")
    login.execute(f"SET ROLE {worker_role()}")
    assert refuses(login, "DROP POLICY own_cases ON cases_case")
    login.execute("RESET ROLE")
    assert login.execute("SELECT current_user").fetchone() == (web_role(),)
    login.execute("SET ROLE NONE")
    assert refuses(login, "SELECT 1 FROM cases_case")
