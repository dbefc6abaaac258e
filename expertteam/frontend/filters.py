"""Which filters of a list are on, in words."""

from dataclasses import dataclass

from django.utils.choices import flatten_choices
from django.utils.dateparse import parse_date
from django.utils.formats import date_format


@dataclass(frozen=True)
class ActiveFilter:
    """One filter that is on, and the address of the same list without it."""

    label: str
    value: str
    url: str


def active_filters(form, request):
    """The filters of a GET form that narrow the list now."""
    found = []
    for field in form:
        for raw in request.GET.getlist(field.html_name):
            if raw.strip() and not field.is_hidden:
                found.append(
                    ActiveFilter(
                        str(field.label), _words(field, raw), _without(request, field.html_name, raw)
                    )
                )
    return found


def _words(field, raw):
    for value, label in flatten_choices(getattr(field.field, "choices", ())):
        if str(value) == raw:
            return str(label)
    if field.kind == "date" and (date := _date(raw)):
        return date_format(date, "j b Y")
    return "ja" if field.kind == "checkbox" else raw


def _date(raw):
    try:
        return parse_date(raw)
    except ValueError:
        return None


def _without(request, name, raw):
    query = request.GET.copy()
    left = [value for value in query.getlist(name) if value != raw]
    query.setlist(name, left)
    query.pop("page", None)
    return f"?{query.urlencode()}" if query else request.path
