"""A report stays as it was when its certificate was checked: the database sees to it."""

import pgtrigger

from expertteam.audit.triggers import FirmTrigger


def _differs(*columns: str) -> str:
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


ABOUT = _differs("region_id", "starts_on", "ends_on", "made_by_id")
# The figures and their certificate come together and go together: filled once, or cleared to be made again.
PROVED = _differs("certificate", "figures -> 'publication'")
FILLED = "OLD.certificate = '{}' AND OLD.figures = '{}'"
CLEARED = "NEW.certificate = '{}' AND NEW.figures = '{}' AND NEW.checked_at IS NULL"
# Withdrawing touches these and nothing else.
WITHDRAWING = "ARRAY['status', 'withdrawn_by_id', 'withdrawn_at', 'withdrawn_why']"
WITHDRAWN = (
    "OLD.status = 'published' AND NEW.status = 'withdrawn'"
    f" AND to_jsonb(NEW) - {WITHDRAWING} = to_jsonb(OLD) - {WITHDRAWING}"
)
READ_TWICE = (
    "SELECT 1 FROM learning_reading one JOIN learning_reading other ON other.report_id = one.report_id"
    " WHERE one.report_id = NEW.id AND one.id < other.id"
    " AND one.finished_at IS NOT NULL AND other.finished_at IS NOT NULL"
    " AND one.reader_id <> other.reader_id AND one.organisation_id <> other.organisation_id"
    " AND NEW.made_by_id NOT IN (one.reader_id, other.reader_id)"
)


def frozen_report() -> list[FirmTrigger]:
    """A report begins as a draft, and a published one stays as it is; it can be withdrawn, once.

    The figures of a draft never change; they can be cleared, to be protected again with a new certificate.
    Published is only what was checked as it is, and what two persons of different organisations have read,
    neither of them its maker.
    """
    return [
        FirmTrigger(
            name="begins_as_draft",
            operation=pgtrigger.Insert,
            func=(
                "IF NEW.status <> 'draft' THEN RAISE EXCEPTION 'a report begins as a draft'; END IF;"
                " RETURN NEW;"
            ),
        ),
        FirmTrigger(
            name="frozen",
            operation=pgtrigger.Update,
            func=(
                f"IF {ABOUT} OR (OLD.status <> 'draft' AND NEW IS DISTINCT FROM OLD AND NOT ({WITHDRAWN}))"
                f" OR (({PROVED}) AND NOT ({FILLED}) AND NOT ({CLEARED}))"
                " OR (NEW.status <> OLD.status AND NEW.figures IS DISTINCT FROM OLD.figures)"
                " OR (OLD.status = 'draft' AND NEW.status = 'withdrawn') THEN"
                " RAISE EXCEPTION 'a report is frozen'; END IF;"
                " IF OLD.status = 'draft' AND NEW.status = 'published'"
                f" AND (OLD.checked_at IS NULL OR {PROVED}) THEN"
                " RAISE EXCEPTION 'a report is checked before it is published'; END IF;"
                " IF OLD.status = 'draft' AND NEW.status = 'published'"
                f" AND NOT EXISTS ({READ_TWICE}) THEN"
                " RAISE EXCEPTION 'a report is read by two persons of two organisations'; END IF;"
                " RETURN NEW;"
            ),
        ),
        FirmTrigger(
            name="stays",
            operation=pgtrigger.Delete,
            func=(
                "IF OLD.status <> 'draft' THEN RAISE EXCEPTION 'a published report stays'; END IF;"
                " RETURN OLD;"
            ),
        ),
    ]


def kept_with_report() -> list[FirmTrigger]:
    """Who read a report stays on record once it was published."""
    return [
        FirmTrigger(
            name="kept_with_report",
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=(
                "IF EXISTS (SELECT 1 FROM learning_learningreport report WHERE report.id = OLD.report_id"
                " AND report.status <> 'draft') THEN RAISE EXCEPTION 'a published report was read'; END IF;"
                " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
            ),
        ),
    ]
