"""All errors of a page in one list, each with the id of the field it is about."""

from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet


@dataclass(frozen=True)
class ErrorEntry:
    """One line of the error summary; without an anchor it is about the form as a whole."""

    message: str
    anchor: str = ""


def error_entries(*forms):
    """Errors of forms, formsets and lists of them, in the order of the page."""
    entries = []
    for item in forms:
        if isinstance(item, BaseFormSet):
            entries += _formset_errors(item)
        elif isinstance(item, BaseForm):
            entries += _form_errors(item)
        elif isinstance(item, (list, tuple)):
            entries += error_entries(*item)
    return entries


def _form_errors(form, prefix=""):
    if not form.is_bound:
        return []
    entries = [ErrorEntry(prefix + message) for message in form.non_field_errors()]
    for field in form:
        anchor = "" if field.is_hidden else field.anchor
        entries += [ErrorEntry(prefix + message, anchor) for message in field.errors]
    return entries


def _formset_errors(formset):
    if not formset.is_bound or getattr(formset, "edited", ""):
        return []
    anchor = getattr(formset, "anchor", "")
    entries = [ErrorEntry(message, anchor) for message in formset.non_form_errors()]
    name = getattr(formset, "row_name", "rij").capitalize()
    for number, form in enumerate(formset.forms, start=1):
        entries += _form_errors(form, prefix=f"{name} {number}: ")
    return entries
