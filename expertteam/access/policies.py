"""The rules of wall.py in the database: roles, functions, policies and privileges.

:func:`build` runs after every ``migrate``; what it makes replaces what it made before.
"""

from contextlib import suppress
from hashlib import sha256

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction

from expertteam.access.wall import APPEND_ONLY, READ_ONLY, WALL, Rule, of_case
from expertteam.core.wall import web_role, worker_role

NOTHING = Rule("false")
ALL = "SELECT, INSERT, UPDATE, DELETE"

# The user and the moment of a request, as core/wall.py leaves them; whatever is no number is nobody.
SETTINGS = """
CREATE OR REPLACE FUNCTION expertteam_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN current_setting('expertteam.user_id', true) ~ '^[0-9]{1,18}$'
                THEN current_setting('expertteam.user_id', true)::bigint END
$$;
CREATE OR REPLACE FUNCTION expertteam_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        nullif(current_setting('expertteam.moment', true), '')::timestamptz, statement_timestamp()
    )
$$;
"""
# These look as the owner of the tables does, past the wall: a rule that asks its own table would go round for
# ever. They answer yes or no about the user of the request and nothing else.
QUESTIONS = {
    "expertteam_holds": "SELECT 1 FROM (SELECT $1 AS id) asked"
    f" WHERE {of_case('id').shows.format(table='asked')}",
    "expertteam_was_asked": "SELECT 1 FROM help_offer WHERE request_id = $1"
    " AND contact_id = expertteam_user() LIMIT 1",
    "expertteam_reads_request": "SELECT 1 FROM help_helprequest asked WHERE asked.id = $1"
    f" AND {of_case('case_id').shows.format(table='asked')}",
}

WEB_POLICY, WORKER_POLICY = "own_cases", "all_cases"
# Tables without a model: the counts of failed logins, and the list of migrations.
OTHER_TABLES = {"shared_cache": ALL, "django_migrations": "SELECT"}

HOW = """The database role "{role}" is missing, or {login} may not work as it. Let an administrator of the
database server run this once, and migrate again:

    CREATE ROLE "{role}" NOLOGIN;
    GRANT "{role}" TO "{login}";
"""


def build(*, using=DEFAULT_DB_ALIAS) -> None:
    """Make or renew the wall of a database. Raises ImproperlyConfigured when its roles cannot be made.

    One that stands as it should is left alone: renewing it locks every table for a moment.
    """
    connection = connections[using]
    tables = _tables(connection)
    if not {apps.get_model(label)._meta.db_table for label in WALL} <= tables.keys():
        return  # half migrated: without privileges the web site reads nothing at all
    for role in (web_role(), worker_role()):
        ensure_role(connection, role)
    statements = list(_statements(tables))
    mark = sha256(repr((sorted(tables.items()), statements)).encode()).hexdigest()
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regprocedure('expertteam_user()'), 'pg_proc')")
        if cursor.fetchone()[0] == mark:
            return
        for statement in statements:
            cursor.execute(statement)
        cursor.execute(f"COMMENT ON FUNCTION expertteam_user() IS '{mark}'")


def _tables(connection) -> dict[str, int]:
    """Every table and its object number: one that is dropped and made again needs its rule again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, oid::bigint FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return dict(cursor.fetchall())


def _statements(tables):
    web, worker = web_role(), worker_role()
    yield _functions(web, worker)
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {web}, {worker}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {web}, {worker}"
    for table in sorted(tables.keys() & OTHER_TABLES.keys()):
        yield f"GRANT {OTHER_TABLES[table]} ON {table} TO {web}, {worker}"
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in tables:
            yield _table(model, web, worker)


def after_migrate(*, using, plan=None, **kwargs) -> None:
    """Receiver of post_migrate; emptying the tables sends that signal too, without a plan."""
    if plan is not None:
        build(using=using)


def rule_of(model) -> Rule | None:
    """The rule of a model; None when its rows need none. Who forgot to write one shows nothing."""
    if is_history(model):
        return None
    return WALL.get(model._meta.label) or (NOTHING if leads_to_case(model) else None)


def leads_to_case(model) -> bool:
    """Whether a row of this model has a key to a row behind the wall."""
    keys = [field.related_model for field in model._meta.fields if field.related_model]
    return any(key._meta.label in WALL for key in keys)


def is_history(model) -> bool:
    """A table of the change history: written by triggers, read by nobody on the web site."""
    return hasattr(model, "pgh_tracked_model")


def privileges(model) -> tuple[str, str]:
    """What the web site and the worker may do with the rows of a table that they see."""
    label, rule = model._meta.label, rule_of(model)
    if is_history(model):
        return "INSERT", "SELECT, INSERT, DELETE"
    if label in READ_ONLY:
        return "SELECT", "SELECT"
    if label in APPEND_ONLY:
        return "SELECT, INSERT", "SELECT, INSERT, DELETE" if rule else "SELECT, INSERT"
    return (ALL if rule is None or rule.removes else "SELECT, INSERT, UPDATE"), ALL


def _table(model, web, worker) -> str:
    table, rule = model._meta.db_table, rule_of(model)
    for_web, for_worker = privileges(model)
    lines = [
        f"GRANT {for_web} ON {table} TO {web}",
        f"GRANT {for_worker} ON {table} TO {worker}",
        f"DROP POLICY IF EXISTS {WEB_POLICY} ON {table}",
        f"DROP POLICY IF EXISTS {WORKER_POLICY} ON {table}",
        f"ALTER TABLE {table} {'ENABLE' if rule else 'DISABLE'} ROW LEVEL SECURITY",
    ]
    if rule:
        shows = rule.shows.format(table=table)
        writes = (rule.writes or rule.shows).format(table=table)
        lines += [
            f"CREATE POLICY {WEB_POLICY} ON {table} TO {web} USING ({shows}) WITH CHECK ({writes})",
            f"CREATE POLICY {WORKER_POLICY} ON {table} TO {worker} USING (true) WITH CHECK (true)",
        ]
    return ";\n".join(lines)


def _functions(web, worker) -> str:
    made = [
        f"CREATE OR REPLACE FUNCTION {name}(bigint) RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE COST 1"
        f" SECURITY DEFINER SET search_path = public, pg_temp AS $$ {question} $$;\n"
        f"REVOKE ALL ON FUNCTION {name}(bigint) FROM PUBLIC;\n"
        f"GRANT EXECUTE ON FUNCTION {name}(bigint) TO {web}, {worker};"
        for name, question in QUESTIONS.items()
    ]
    return "\n".join([SETTINGS, *made])


def ensure_role(connection, role) -> None:
    """Make a group role and let this login work as it, unless that is so already.

    Roles belong to the whole server: another database may make the same one at this moment, so what counts is
    how it is afterwards.
    """
    attempts = (
        f"CREATE ROLE {role} NOLOGIN; GRANT {role} TO CURRENT_USER",
        f"GRANT {role} TO CURRENT_USER",
    )
    for attempt in attempts:
        if _may_work_as(connection, role):
            return
        with suppress(DatabaseError):
            _run(connection, attempt)
    if not _may_work_as(connection, role):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            raise ImproperlyConfigured(HOW.format(role=role, login=cursor.fetchone()[0]))


def _may_work_as(connection, role) -> bool:
    with suppress(DatabaseError):
        _run(connection, f"SET LOCAL ROLE {role}; RESET ROLE")
        return True
    return False


def _run(connection, statements) -> None:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(statements)
