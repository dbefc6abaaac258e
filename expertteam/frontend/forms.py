"""Forms that speak plain Dutch: error messages name the field and say what to do."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from expertteam.frontend.fields import DateField, prepare_widget
from expertteam.frontend.rendering import Renderer, kind_of
from expertteam.frontend.rows import RowsFormSet, rows_formset
from expertteam.frontend.uploads import DocumentField

__all__ = [
    "DateField",
    "DocumentField",
    "PlainForm",
    "PlainFormMixin",
    "Renderer",
    "RowsFormSet",
    "rows_formset",
]

REQUIRED = {
    "checkbox": "Vink aan: {label}",
    "checkboxes": "Kies ten minste één: {label}",
    "radio": "Kies: {label}",
    "select": "Kies: {label}",
    "file": "Kies een bestand: {label}",
}
# Per field class, most specific first. `%(...)` is filled in by Django's validators.
MESSAGES = (
    (
        forms.DateField,
        {"invalid": "Vul een bestaande datum in, bijvoorbeeld 31-12-2026: {label}"},
    ),
    (forms.TimeField, {"invalid": "Vul een tijd in, bijvoorbeeld 14:30: {label}"}),
    (forms.IntegerField, {"invalid": "Vul een getal in, alleen cijfers: {label}"}),
    (forms.EmailField, {"invalid": "Vul een e-mailadres in, bijvoorbeeld naam@gemeente.nl: {label}"}),
    (
        forms.ChoiceField,
        {
            "invalid_choice": "Kies een van de antwoorden uit de lijst: {label}",
            "invalid_list": "Kies een van de antwoorden uit de lijst: {label}",
        },
    ),
    (
        forms.ModelChoiceField,
        {
            "invalid_choice": "Kies een van de antwoorden uit de lijst: {label}",
            "invalid_pk_value": "Kies een van de antwoorden uit de lijst: {label}",
            "invalid_list": "Kies een van de antwoorden uit de lijst: {label}",
        },
    ),
)
LIMITS = {
    "max_length": "Maak de tekst korter: {label} (hoogstens %(limit_value)d tekens, nu %(show_value)d)",
    "min_length": "Schrijf iets meer: {label} (ten minste %(limit_value)d tekens, nu %(show_value)d)",
    "max_value": "Vul hoogstens %(limit_value)s in: {label}",
    "min_value": "Vul ten minste %(limit_value)s in: {label}",
    "null_characters_not_allowed": "Haal de vreemde tekens weg: {label}",
    "one_line": "Zet dit op één regel, zonder vreemde tekens: {label}",
}
NO_PARAMETERS = {"required", "invalid", "invalid_list"}


def messages_for(field, label):
    """Messages for one field, with its label in them."""
    texts = {"required": REQUIRED.get(kind_of(field.widget), "Vul in: {label}")}
    if not isinstance(field, forms.FileField):
        texts |= LIMITS
    for field_class, own in MESSAGES:
        if isinstance(field, field_class):
            texts |= own
    # Messages with parameters go through `%`, so a percent sign in a label must survive that.
    plain = {"required", "invalid_list"} if isinstance(field, forms.EmailField) else NO_PARAMETERS
    return {
        code: text.format(label=label if code in plain else label.replace("%", "%%"))
        for code, text in texts.items()
    }


def _django_default(field, code):
    for cls in type(field).__mro__:
        defaults = cls.__dict__.get("default_error_messages", {})
        if code in defaults:
            return defaults[code]
    return None


def name_field_in_messages(field, label):
    """Replace the messages that nobody chose for this field; a chosen message stays."""
    for code, text in messages_for(field, label).items():
        if field.error_messages.get(code) is _django_default(field, code):
            field.error_messages[code] = text


class PlainFormMixin:
    """Names the field in each error, leaves validation to the server, and can be shown 'as typed'."""

    # The error summary does the browser's work, in words we chose.
    use_required_attribute = False
    shown_as_typed = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            prepare_widget(field)

    def full_clean(self):
        # Only now the labels are final: a form may change them after __init__.
        for name, field in self.fields.items():
            name_field_in_messages(field, str(self[name].label))
        super().full_clean()

    def as_typed(self):
        """Show what was typed without judging it, for a button that only adds or removes a row."""
        self.shown_as_typed = True
        self._errors = ErrorDict(renderer=self.renderer)
        return self

    def is_valid(self):
        return not self.shown_as_typed and super().is_valid()

    def add_service_error(self, error):
        """Show the ValidationError of a service at its field where the form has that field."""
        if not isinstance(error, ValidationError):
            error = ValidationError(error)
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, messages in error.error_dict.items():
            self.add_error(name if name in self.fields else None, messages)


class PlainForm(PlainFormMixin, forms.Form):
    """A form in plain Dutch."""
