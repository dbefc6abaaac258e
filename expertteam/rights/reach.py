"""Every row that hangs on one case, found by following the models themselves.

Nobody keeps a list: a model that gets a foreign key to something of a case is reached from that day on.
The inspection export and the destruction both start here, so neither can forget what the other knows.
"""

from collections import defaultdict
from functools import cache

from django.apps import apps

from expertteam.cases.models import Case


def every_model():
    """All models with a table, those that Django makes for many-to-many fields too."""
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and not model._meta.proxy]


def is_history(model) -> bool:
    """A table of the change history, made by pghistory for a tracked model."""
    return hasattr(model, "pgh_tracked_model")


@cache
def pointers() -> dict:
    """Per model: the fields of other models that point at it."""
    found = defaultdict(list)
    for model in every_model():
        for field in model._meta.local_fields:
            if field.remote_field:
                found[field.related_model._meta.concrete_model].append(field)
    return found


@cache
def reached_models() -> tuple:
    """Every model whose rows may belong to a case; parents of inherited models too."""
    seen, waiting = {}, [Case]
    while waiting:
        model = waiting.pop()
        if model not in seen:
            seen[model] = True
            waiting += [field.model for field in pointers()[model]]
            waiting += model._meta.parents
    return tuple(model for model in every_model() if model in seen)


def in_order_of_removal() -> list:
    """The reached models so, that whoever points comes before what it points at.

    Models that point at each other in a circle end too: the database checks keys when the transaction ends.
    """
    done, order = set(), []

    def visit(model):
        if model in done:
            return
        done.add(model)
        for field in pointers()[model]:
            visit(field.model)
        order.append(model)

    for model in reached_models():
        visit(model)
    return order


def keys_of(case) -> dict:
    """Per reached model the primary keys of the rows that belong to ``case``.

    Rows of the change history tell of records that are gone already; their keys count too, so that the
    history of what hung on those is found.
    """
    keys = defaultdict(set, {Case: {case.pk}})
    waiting = [Case]
    while waiting:
        model = waiting.pop()
        for other, fresh in _next_to(model, keys):
            fresh = fresh - keys[other]
            if fresh:
                keys[other] |= fresh
                waiting.append(other)
    return keys


def _next_to(model, keys):
    """Rows that point at the rows of ``model`` found so far, and its own rows in a parent's table."""
    for field in pointers()[model]:
        yield from _pointing(field, keys[model])
    for parent in model._meta.parents:
        yield parent._meta.concrete_model, set(keys[model])


def _pointing(field, targets):
    rows = field.model._base_manager.filter(**{f"{field.attname}__in": targets})
    yield field.model, set(rows.values_list("pk", flat=True))
    if is_history(field.model):
        tracked = field.model.pgh_tracked_model
        yield tracked, set(rows.exclude(pgh_obj_id=None).values_list("pgh_obj_id", flat=True))
