"""Removing every trace of one case, all or nothing.

What hangs on the case is found by following the models (reach.py) and removed in an order that follows from
them too, with what only names it: drafts, messages and jobs. What stays, and why:

- Rows of the read log. They are evidence of who looked (AVG article 5, second paragraph; NEN 7513), chained
  to each other, and hold a random id that points at nothing any more.
- Learning records, which never had a way back to the case (AVG recital 26).
- A line in the register of destructions, without anything to tell which case it was.
"""

import re

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.models import CharField, F, Func, Q, Value
from procrastinate.contrib.django.models import ProcrastinateJob

from expertteam.audit.services import removing_history
from expertteam.cases.models import Case, Draft
from expertteam.help.models import HelpRequest
from expertteam.notifications.models import Notification
from expertteam.rights.destruction import what_stops
from expertteam.rights.destruction_models import DestructionItem, DestructionRecord, LeftFile
from expertteam.rights.enums import ListStatus
from expertteam.rights.looks import public_ids_of
from expertteam.rights.reach import in_order_of_removal, keys_of

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


class RowsLeft(Exception):
    """Something of a case was still there after its removal, so nothing is removed."""


@transaction.atomic
def destroy(*, item_id: int) -> DestructionRecord | None:
    """Destroy the case of an approved item; None when it is gone already, or when something stops it now.

    A process that is killed halfway leaves the database as it was. Files cannot be rolled back, so they are
    noted here and removed afterwards, see :func:`remove_left_files`.
    """
    item = (
        DestructionItem.objects.select_for_update(of=("self",))
        .select_related("list")
        .filter(pk=item_id, list__status=ListStatus.APPROVED)
        .first()
    )
    if item is None:
        return None
    case = Case.objects.select_for_update().get(pk=item.case_id)
    if what_stops(case):
        return None
    keys = keys_of(case)
    names_of_files = _names_of_files(keys)
    LeftFile.objects.bulk_create(LeftFile(name=name) for name in names_of_files)
    rows = _remove_what_names_it(case, keys) + _remove_rows(case, keys)
    _nothing_left(keys)
    return DestructionRecord.objects.create(
        kind="casus",
        ground=item.ground,
        regime=item.regime,
        rows=rows,
        files=len(names_of_files),
        proposed_by=item.list.proposed_by,
        approved_by=item.list.decided_by,
        approved_at=item.list.decided_at,
    )


def _names_of_files(keys) -> list[str]:
    names = []
    for model, found in keys.items():
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField):
                rows = model._base_manager.filter(pk__in=found).exclude(**{field.name: ""})
                names += rows.values_list(field.name, flat=True)
    return names


def _remove_rows(case, keys) -> int:
    removed = 0
    with removing_history(case_id=case.pk):
        for model in in_order_of_removal():
            if keys[model]:
                # One statement a table, past Django's own collecting: the keys are collected already.
                rows = model._base_manager.filter(pk__in=keys[model])
                removed += rows._raw_delete(rows.db)
    return removed


def _nothing_left(keys) -> None:
    """Ask every table once more; raises RowsLeft with the name of a table, which undoes everything."""
    for model, found in keys.items():
        if model._base_manager.filter(pk__in=found).exists():
            raise RowsLeft(model._meta.label)


def _remove_what_names_it(case, keys) -> int:
    """Drafts, messages and jobs carry an id or a number instead of a key."""
    ids = public_ids_of(case)
    drafts = Draft.objects.annotate(
        named=Func(F("form"), Value(":"), Value(2), function="split_part", output_field=CharField())
    ).filter(named__in=ids)
    numbers = {case.number} | set(
        HelpRequest.objects.filter(pk__in=keys[HelpRequest]).values_list("number", flat=True)
    )
    messages = Notification.objects.annotate(
        named=Func(F("path"), Value(UUID), function="substring", output_field=CharField())
    ).filter(Q(named__in=ids) | Q(reference__in=numbers))
    told = set(messages.values_list("pk", flat=True))
    jobs = _remove_jobs({**keys, Notification: told})
    return jobs + drafts.delete()[0] + Notification.objects.filter(pk__in=told).delete()[0]


def _remove_jobs(keys) -> int:
    """Jobs whose arguments name one of these rows; what runs now is itself one, and holds an id only."""
    gone = 0
    for argument in job_arguments():
        if found := keys.get(model_of_argument(argument)):
            with connection.cursor() as cursor:
                cursor.execute(
                    "DELETE FROM procrastinate_jobs WHERE status <> 'doing'"
                    " AND args ? %s AND (args ->> %s)::bigint = ANY(%s)",
                    [argument, argument, list(found)],
                )
                gone += cursor.rowcount
    return gone


def job_arguments() -> set[str]:
    """The names of the arguments of every job in the queue that is an id."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT jsonb_object_keys(args) FROM {ProcrastinateJob._meta.db_table}")
        return {name for (name,) in cursor.fetchall() if name.endswith("_id")}


def model_of_argument(argument: str):
    """``follow_up_id`` stands for FollowUp: arguments of jobs are named after their model."""
    for model in apps.get_models():
        if argument == re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower() + "_id":
            return model
    return None


def remove_left_files() -> int:
    """Remove the files of destroyed cases; one that cannot be removed now is tried again the next time."""
    removed = 0
    for left in LeftFile.objects.order_by("pk"):
        try:
            default_storage.delete(left.name)
        except OSError:
            continue
        left.delete()
        removed += 1
    return removed
