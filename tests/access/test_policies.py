"""How the wall gets into the database: what it grants, when it is made anew, and who may make it."""

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from expertteam.access.policies import (
    ALL,
    NOTHING,
    after_migrate,
    build,
    ensure_role,
    is_history,
    privileges,
    rule_of,
)
from expertteam.access.wall import WALL, own
from expertteam.advice.models import Response
from expertteam.core.wall import web_role, worker_role
from expertteam.organisations.models import Region

pytestmark = pytest.mark.django_db

READS, ADDS, CHANGES = "SELECT", "SELECT, INSERT", "SELECT, INSERT, UPDATE"


def ask(question, *values):
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def number_of_policies() -> int:
    return ask("SELECT count(*) FROM pg_policies")[0][0]


@pytest.fixture
def standing():
    """A wall that stands, and the number of its policies."""
    build()
    return number_of_policies()


# What the web site and the worker may do.


@pytest.mark.parametrize(
    ("label", "web", "worker"),
    [
        ("cases.Case", CHANGES, ALL),
        ("cases.Draft", ALL, ALL),
        ("organisations.User", ALL, ALL),
        ("organisations.Region", READS, READS),
        ("audit.HistoryLine", ADDS, "SELECT, INSERT, DELETE"),
        ("audit.Occurrence", ADDS, ADDS),
        ("cases.CaseEvent", "INSERT", "SELECT, INSERT, DELETE"),
    ],
)
def test_what_may_be_done_with_the_rows_of_a_table(label, web, worker):
    assert privileges(apps.get_model(label)) == (web, worker)


def test_the_database_grants_that_and_nothing_else():
    found = {}
    for role, table, privilege in ask(
        "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE table_schema = 'public' AND grantee IN (%s, %s)",
        web_role(),
        worker_role(),
    ):
        found.setdefault((role, table), set()).add(privilege)
    granted = {"shared_cache": (ALL, ALL), "django_migrations": (READS, READS)}
    for model in apps.get_models(include_auto_created=True):
        granted[model._meta.db_table] = privileges(model)
    tables = set(connection.introspection.table_names())
    assert found == {
        (role, table): set(said.split(", "))
        for table, both in granted.items()
        for role, said in zip((web_role(), worker_role()), both, strict=True)
        if table in tables
    }


def test_the_database_asks_the_rule_of_the_tables_that_have_one_and_of_no_other():
    found = {name for (name,) in ask("SELECT relname FROM pg_class WHERE relrowsecurity")}
    models = apps.get_models(include_auto_created=True)
    assert found == {model._meta.db_table for model in models if rule_of(model)}


def test_a_table_with_a_way_to_a_case_shows_nothing_until_somebody_writes_its_rule(monkeypatch):
    monkeypatch.delitem(WALL, "advice.Response")
    assert rule_of(Response) == NOTHING
    assert rule_of(Region) is None
    assert all(rule_of(model) is None for model in apps.get_models() if is_history(model))


# When it is made anew.


def test_a_wall_that_stands_is_left_alone(standing):
    run("DROP FUNCTION expertteam_was_asked(bigint) CASCADE")
    build()
    assert number_of_policies() < standing, "renewing it would lock every table"


@pytest.mark.parametrize("question", ["expertteam_holds", "expertteam_was_asked", "expertteam_reads_request"])
def test_an_older_wall_is_made_again_after_migrating_and_not_after_emptying_the_tables(standing, question):
    run(f"DROP FUNCTION {question}(bigint) CASCADE")
    run("COMMENT ON FUNCTION expertteam_user() IS 'older'")
    after_migrate(using="default")
    assert number_of_policies() < standing
    after_migrate(using="default", plan=[])
    assert number_of_policies() == standing


def test_another_rule_is_in_the_database_at_once(standing, monkeypatch):
    def may_remove_drafts():
        return ask("SELECT has_table_privilege(%s, 'cases_draft', 'DELETE')", web_role()) == [(True,)]

    assert may_remove_drafts()
    monkeypatch.setitem(WALL, "cases.Draft", own("owner_id"))
    build()
    assert not may_remove_drafts()


def test_a_table_that_was_made_anew_gets_its_rule_again(standing):
    run("CREATE TABLE anew (LIKE notifications_notification INCLUDING ALL)")
    run("DROP TABLE notifications_notification")
    run("ALTER TABLE anew RENAME TO notifications_notification")
    assert number_of_policies() == standing - 2
    build()
    assert number_of_policies() == standing


def test_a_database_that_is_half_migrated_is_left_for_later(standing):
    run("DROP TABLE notifications_notification")
    run("COMMENT ON FUNCTION expertteam_user() IS 'older'")
    build()
    [(mark,)] = ask("SELECT obj_description(to_regprocedure('expertteam_user()'), 'pg_proc')")
    assert mark == "older"


# Who may make it. Roles belong to the whole server, so these have the name of this database.


@pytest.fixture
def role():
    return f"role_{connection.settings_dict['NAME']}"


def works_as(name) -> bool:
    run(f"SET LOCAL ROLE {name}")
    found = ask("SELECT current_user")
    run("RESET ROLE")
    return found == [(name,)]


def test_a_role_that_is_missing_is_made(role):
    ensure_role(connection, role)
    assert works_as(role)


def test_the_roles_that_the_settings_name_are_made(settings, role):
    settings.DATABASE_ROLE_PREFIX = role
    build()
    assert works_as(web_role())
    assert works_as(worker_role())


def test_a_role_that_another_database_had_made_is_taken(role):
    run(f"CREATE ROLE {role}")
    ensure_role(connection, role)
    assert works_as(role)


def test_a_login_that_may_not_make_a_role_says_what_an_administrator_has_to_do():
    """Names that begin like this one are not to be had, whoever asks."""
    role = "pg_of_nobody"
    [(login,)] = ask("SELECT current_user")
    with pytest.raises(ImproperlyConfigured) as refusal:
        ensure_role(connection, role)
    told = str(refusal.value)
    assert told.startswith(f'The database role "{role}" is missing, or {login} may not work as it.')
    assert f'CREATE ROLE "{role}" NOLOGIN;\n    GRANT "{role}" TO "{login}";' in told
