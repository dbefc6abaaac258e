"""Choosing records by their public id, so that no page shows a database key."""

from django import forms
from django.core.exceptions import ValidationError


class PublicChoiceField(forms.ModelChoiceField):
    """A choice of one record; an id that is no UUID is as unknown as any other."""

    def __init__(self, queryset, **kwargs):
        super().__init__(queryset, to_field_name="public_id", **kwargs)

    def to_python(self, value):
        return _unknown_is_invalid(self, super().to_python, value)


class PublicMultipleChoiceField(forms.ModelMultipleChoiceField):
    """A choice of several records."""

    def __init__(self, queryset, **kwargs):
        super().__init__(queryset, to_field_name="public_id", **kwargs)

    def clean(self, value):
        return _unknown_is_invalid(self, super().clean, value)


def _unknown_is_invalid(field, convert, value):
    """Django lets the message of the UUID itself through, which helps nobody."""
    try:
        return convert(value)
    except ValidationError as refusal:
        if refusal.code in {"required", "invalid_list"}:
            raise
        message = field.error_messages["invalid_choice"]
        raise ValidationError(message, code="invalid_choice", params={"value": ""}) from refusal
