"""Date and time fields that refuse nonsense with a sentence that helps."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from expertteam.core import clock

EARLIEST = datetime.date(1900, 1, 1)
LATEST = datetime.date(2100, 12, 31)
# Line ends and other control characters, and the marks that turn the direction of a text around.
UNSEEN = re.compile(r"[\x01-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def check_year(value):
    """Refuse a year that nobody can have meant."""
    if not EARLIEST <= value <= LATEST:
        raise ValidationError(
            f"Controleer het jaartal. Vul een jaar in van {EARLIEST.year} tot en met {LATEST.year}.",
            code="year",
        )


def check_one_line(value):
    """Refuse what cannot be typed in one line: a name with it could end a header of a mail."""
    if UNSEEN.search(value):
        raise ValidationError("Zet dit op één regel, zonder vreemde tekens.", code="one_line")


def prepare_widget(field):
    """Give date and time fields the browser's own picker, and keep a field of one line to one line."""
    widget = field.widget
    if type(field) is forms.CharField and isinstance(widget, forms.TextInput):
        if check_one_line not in field.validators:
            field.validators.append(check_one_line)
        return
    if isinstance(widget, forms.DateInput):
        widget.input_type = "date"
        widget.format = "%Y-%m-%d"
        widget.attrs.setdefault("min", EARLIEST.isoformat())
        widget.attrs.setdefault("max", LATEST.isoformat())
        if check_year not in field.validators:
            field.validators.append(check_year)
    elif isinstance(widget, forms.TimeInput):
        widget.input_type = "time"
        widget.format = "%H:%M"


class DateField(forms.DateField):
    """A date between 1900 and 2100; `not_past` and `not_future` count from today by our clock."""

    def __init__(self, *, not_past=False, not_future=False, **kwargs):
        super().__init__(**kwargs)
        self.not_past = not_past
        self.not_future = not_future
        prepare_widget(self)

    def get_bound_field(self, form, field_name):
        # Today changes while the process lives, so the limits of the picker are set per request.
        if self.not_past:
            self.widget.attrs["min"] = clock.today().isoformat()
        if self.not_future:
            self.widget.attrs["max"] = clock.today().isoformat()
        return super().get_bound_field(form, field_name)

    def validate(self, value):
        super().validate(value)
        if value in self.empty_values:
            return
        check_year(value)
        shown = date_format(value, "j F Y")
        if self.not_past and value < clock.today():
            raise ValidationError(f"{shown} is al voorbij. Kies vandaag of een latere datum.", code="past")
        if self.not_future and value > clock.today():
            raise ValidationError(
                f"{shown} is nog niet geweest. Kies vandaag of een eerdere datum.", code="future"
            )
