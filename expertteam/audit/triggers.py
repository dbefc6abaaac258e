"""Triggers that keep tables as they were written, and chain the rows of the read log.

Triggers of pgtrigger can be skipped by whoever may run ``SET pgtrigger.ignore``; these cannot.
"""

import zlib

import pgtrigger
from pgtrigger.compiler import Trigger as CompiledTrigger
from pgtrigger.compiler import UpsertTriggerSql

LOCK = zlib.crc32(b"read log")
# The first row follows this link.
GENESIS = "0" * 64
# What a link is computed over, besides the link before it. The moment has one spelling only, in UTC.
CHAINED = (
    "id",
    "event_id",
    "at",
    "event_type",
    "action",
    "outcome",
    "user_id",
    "user_name",
    "role",
    "organisation",
    "purpose",
    "on_behalf_of",
    "address",
    "object_type",
    "object_id",
    "sensitivity",
    "authorisation",
    "case_role",
    "consent",
    "allowed",
    "relation",
    "has_consent",
    "emergency",
)
MOMENT = """to_char({row}.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


def digest_sql(row: str) -> str:
    """SQL for the link of ``row``: SHA-256, in hex, over a JSON array of the previous link and the fields.

    The trigger that adds a row and the check of the whole chain both use this one expression, and
    anybody can compute it again without this product: the array is plain JSON with ", " between.
    """
    values = [f"{row}.previous", *(MOMENT.format(row=row) if f == "at" else f"{row}.{f}" for f in CHAINED)]
    return f"encode(sha256(convert_to(json_build_array({', '.join(values)})::text, 'UTF8')), 'hex')"


class Unskippable(UpsertTriggerSql):
    """The SQL of a trigger, without the way round it that pgtrigger offers."""

    def get_template(self):
        return """
            CREATE OR REPLACE FUNCTION {pgid}()
            RETURNS TRIGGER AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE TRIGGER {pgid}
                {when} {operation} ON {table}
                FOR EACH {level} {condition}
                EXECUTE PROCEDURE {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class FirmTrigger(pgtrigger.Trigger):
    """A trigger that holds for everybody who may not change the table itself."""

    when = pgtrigger.Before

    def compile(self, model):
        return CompiledTrigger(
            name=self.name,
            sql=Unskippable(
                pgid=self.get_pgid(model),
                declare=self.render_declare(model),
                func=self.render_func(model),
                table=model._meta.db_table,
                when=self.when,
                operation=self.operation,
                level=self.level,
                condition=self.render_condition(model),
                execute=self.render_execute(model),
            ),
        )


REFUSE = "RAISE EXCEPTION '% only grows: no %', TG_TABLE_NAME, TG_OP;"
# Of which case rows may go, in the present transaction; see audit.services.removing_history.
REMOVING = "expertteam.removing_history_of"


def append_only() -> list[FirmTrigger]:
    """No row is changed or removed, one by one or all at once."""
    return [
        FirmTrigger(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete, func=REFUSE),
        _no_truncate(),
    ]


def append_only_until_destroyed(case: str = "OLD.case_id") -> list[FirmTrigger]:
    """As :func:`append_only`, but rows of the one case that is being destroyed may go.

    ``case`` is SQL for the key of the case of such a row, OLD.
    """
    unless_destroyed = (
        f"IF TG_OP = 'DELETE' AND current_setting('{REMOVING}', true) = {case}::text THEN "
        f"RETURN OLD; END IF; {REFUSE}"
    )
    operation = pgtrigger.Update | pgtrigger.Delete
    return [FirmTrigger(name="append_only", operation=operation, func=unless_destroyed), _no_truncate()]


def _no_truncate() -> FirmTrigger:
    return FirmTrigger(
        name="no_truncate", operation=pgtrigger.Truncate, level=pgtrigger.Statement, func=REFUSE
    )


def chained() -> list[FirmTrigger]:
    """Every row that is added follows the last one.

    The lock is taken before the first row gets its number, so that rows stand in the order of the
    chain, and held until the commit: only then can another see the row to follow.
    """
    follow = (
        "SELECT last.digest INTO NEW.previous FROM audit_readevent last ORDER BY last.id DESC LIMIT 1; "
        f"NEW.previous := coalesce(NEW.previous, '{GENESIS}'); "
        f"NEW.digest := {digest_sql('NEW')}; RETURN NEW;"
    )
    return [
        FirmTrigger(
            name="one_at_a_time",
            operation=pgtrigger.Insert,
            level=pgtrigger.Statement,
            func=f"PERFORM pg_advisory_xact_lock({LOCK}); RETURN NULL;",
        ),
        FirmTrigger(name="chained", operation=pgtrigger.Insert, func=follow),
    ]
