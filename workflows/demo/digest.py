"""One number for everything the demo says: equal digests mean equal cases, whatever their random ids."""

import hashlib
import json
from datetime import date, datetime

import pghistory.models
from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.db.models import FileField, ForeignKey, UUIDField
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from workflows.models import CaseTask

ROOMS = (
    *("organisations", "access", "audit", "cases", "conferences", "advice"),
    *("procesregie", "help", "followup", "learning", "notifications"),
)
RANDOM = (UUIDField, FileField, SearchVectorField)
# Passwords are salted, and a path holds a random id.
LEFT_OUT = {"id", "password", "path"}
TASK_FIELDS = ("node", "reference", "opened_at", "due_on", "status", "owner")


def digest() -> str:
    """SHA-256 over all rows of every room and the people's tasks, without what is random."""
    found = hashlib.sha256()
    for model in _models():
        fields = [field for field in model._meta.concrete_fields if _counts(field)]
        for row in sorted(_rows(model.objects.all(), fields)):
            found.update(f"{model._meta.label} {row}\n".encode())
    tasks = CaseTask.objects.exclude(node="")
    fields = [CaseTask._meta.get_field(name) for name in TASK_FIELDS]
    for row in sorted(_rows(tasks, fields)):
        found.update(f"task {row}\n".encode())
    return found.hexdigest()


def _models():
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            if not issubclass(model, pghistory.models.Event | UserObjectPermissionBase):
                yield model


def _counts(field) -> bool:
    return field.name not in LEFT_OUT and not isinstance(field, RANDOM)


def _rows(queryset, fields):
    ranks = {field.attname: _ranks(field.related_model) for field in fields if isinstance(field, ForeignKey)}
    for item in queryset:
        values = {}
        for field in fields:
            value = getattr(item, field.attname)
            values[field.name] = ranks[field.attname].get(value) if field.attname in ranks else _text(value)
        yield json.dumps(values, sort_keys=True, ensure_ascii=False)


def _ranks(model) -> dict:
    """Keys differ between two databases; which row it is, counted from the first, does not."""
    return {key: rank for rank, key in enumerate(model.objects.order_by("pk").values_list("pk", flat=True))}


def _text(value):
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value
