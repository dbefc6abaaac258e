"""The texts of cases, wherever they are kept: every field that the register says tells about people."""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db import models

from expertteam.audit.register import PERSONAL, REGISTER, SPECIAL
from expertteam.cases.models import Case

# Names are looked up as names; sentences that the application writes stand in many cases; an export for
# inspection repeats what stands elsewhere.
NOT_WRITTEN_BY_PEOPLE = {"cases.Identity", "audit.HistoryLine", "access.Grant", "rights.InspectionExport"}


def texts_of(cases) -> Iterator[str]:
    """Every free text about the cases of a queryset, row by row."""
    keys = list(cases.values_list("pk", flat=True))
    for label, path, fields in text_fields():
        rows = apps.get_model(label).objects.filter(**{f"{path}__in": keys}).order_by()
        for row in rows.values_list(*fields).iterator(chunk_size=500):
            yield from filter(None, row)


@cache
def text_fields() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Model, the way from it to its case, and its fields with free text, for every model of a case."""
    found = []
    for label in REGISTER:
        model = apps.get_model(label)
        path, fields = _way_to_case(model), tuple(_free_text(model))
        if path and fields and label not in NOT_WRITTEN_BY_PEOPLE:
            found.append((label, path, fields))
    return tuple(found)


def _free_text(model) -> Iterator[str]:
    classes = REGISTER[model._meta.label]
    for name in f"{classes.get(PERSONAL, '')} {classes.get(SPECIAL, '')}".split():
        field = model._meta.get_field(name)
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            yield name


def _way_to_case(model, passed=()) -> str:
    """The shortest way over foreign keys to a case, as a lookup; '' when there is none."""
    if model is Case:
        return "pk"
    ways = []
    for field in model._meta.get_fields():
        to = field.related_model
        if (field.many_to_one or field.one_to_one) and field.concrete and to not in (model, *passed):
            way = _way_to_case(to, (model, *passed))
            if way:
                ways.append(field.name if way == "pk" else f"{field.name}__{way}")
    return min(ways, key=len, default="")
