"""A report stays as it was when its certificate was checked: the database sees to it."""

import pgtrigger

from expertteam.audit.triggers import FirmTrigger

KEPT = ("region_id", "starts_on", "ends_on", "figures", "certificate", "made_by_id")
CHANGED = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in KEPT)
# Withdrawing touches these and nothing else.
WITHDRAWING = "ARRAY['status', 'withdrawn_by_id', 'withdrawn_at', 'withdrawn_why']"
WITHDRAWN = (
    "OLD.status = 'published' AND NEW.status = 'withdrawn'"
    f" AND to_jsonb(NEW) - {WITHDRAWING} = to_jsonb(OLD) - {WITHDRAWING}"
)


def frozen_report() -> list[FirmTrigger]:
    """A report begins as a draft, its figures and certificate never change, and a published one stays.

    A published one can be withdrawn, once.
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
                f"IF {CHANGED} OR (OLD.status <> 'draft' AND NEW IS DISTINCT FROM OLD AND NOT ({WITHDRAWN}))"
                " OR (OLD.status = 'draft' AND NEW.status = 'withdrawn') THEN"
                " RAISE EXCEPTION 'a report is frozen'; END IF; RETURN NEW;"
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
