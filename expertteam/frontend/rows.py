"""Forms with repeated rows, where adding and removing a row works without JavaScript."""

from django import forms
from django.forms.formsets import (
    INITIAL_FORM_COUNT,
    MAX_NUM_FORM_COUNT,
    MIN_NUM_FORM_COUNT,
    TOTAL_FORM_COUNT,
    formset_factory,
)
from django.forms.utils import ErrorDict


class RowsFormSet(forms.BaseFormSet):
    """Repeated rows. Buttons `<prefix>-add` and `<prefix>-remove` (value: row number) change the
    rows and show the page again; then `edited` is true and nothing is validated.

    Empty rows are ignored. `rows` gives the filled ones after `is_valid()`.
    """

    row_name = "rij"
    row_name_plural = "rijen"
    add_label = "Rij toevoegen"
    min_rows = 0

    template_name = "components/forms/formset.html"

    def __init__(self, data=None, files=None, *, initial=None, prefix=None, **kwargs):
        prefix = prefix or self.get_default_prefix()
        self.edited = ""
        if data is not None:
            # What was sent is the whole truth; comparing with earlier values would lose rows
            # that nobody changed.
            initial = None
            data = self._after_button(data, prefix)
        super().__init__(data, files, initial=initial, prefix=prefix, **kwargs)

    def _after_button(self, data, prefix):
        if f"{prefix}-add" in data:
            self.edited = "add"
            return _with_total(data, prefix, min(_total(data, prefix) + 1, self.max_num))
        if f"{prefix}-remove" in data:
            self.edited = "remove"
            return _without_row(data, prefix, data[f"{prefix}-remove"])
        return data

    def initial_form_count(self):
        # Every row is of the same kind: there are no "saved" rows that may not be empty.
        return 0

    def total_form_count(self):
        if self.is_bound or not self.initial:
            return super().total_form_count()
        return min(max(len(self.initial), self.min_num), self.max_num)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if self.edited:
            form._errors = ErrorDict(renderer=form.renderer)
            if self.edited == "add" and i == self.total_form_count() - 1:
                _focus_first(form)
        return form

    def as_typed(self):
        """Show the rows as somebody left them, without judging them yet."""
        self.edited = "typed"
        for form in self.forms:
            form.as_typed()
        return self

    def is_valid(self):
        return not self.edited and super().is_valid()

    def clean(self):
        super().clean()
        if not self.edited and not any(self.errors) and len(self.rows) < self.min_rows:
            name = self.row_name if self.min_rows == 1 else self.row_name_plural
            raise forms.ValidationError(f"Vul ten minste {self.min_rows} {name} in.", code="too_few")

    @property
    def rows(self):
        """Cleaned data of the rows that were filled in, in the order of the page."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]

    @property
    def may_add(self):
        return self.total_form_count() < self.max_num

    @property
    def may_remove(self):
        return self.total_form_count() > 1

    @property
    def anchor(self):
        """Id of the element around the rows."""
        return f"id_{self.prefix}"


def rows_formset(form, *, rows=1, min_rows=0, max_rows=20, **texts):
    """Make a RowsFormSet class; `texts` are row_name, row_name_plural and add_label."""
    formset = formset_factory(
        form, formset=RowsFormSet, extra=rows, max_num=max_rows, absolute_max=max_rows, validate_max=True
    )
    return type(f"{form.__name__}Rows", (formset,), {"min_rows": min_rows, **texts})


def _total(data, prefix):
    try:
        return max(int(data.get(f"{prefix}-{TOTAL_FORM_COUNT}", 0)), 0)
    except ValueError:
        return 0


def _with_total(data, prefix, total):
    data = data.copy()
    data[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(total)
    return data


def _without_row(data, prefix, row):
    """The same data with one row taken out and the later rows moved up."""
    total = _total(data, prefix)
    if not (row.isdecimal() and int(row) < total):
        return data
    gone = int(row)
    moved = _with_total(data, prefix, total - 1)
    management = {TOTAL_FORM_COUNT, INITIAL_FORM_COUNT, MIN_NUM_FORM_COUNT, MAX_NUM_FORM_COUNT}
    for key in data:
        number, _, name = key.removeprefix(f"{prefix}-").partition("-")
        if not key.startswith(f"{prefix}-") or number in management or not number.isdecimal():
            continue
        index = int(number)
        if index >= gone:
            moved.pop(key, None)
        if index > gone:
            moved.setlist(f"{prefix}-{index - 1}-{name}", data.getlist(key))
    return moved


def _focus_first(form):
    first = next((field for field in form if not field.is_hidden and not field.is_group), None)
    if first is not None:
        first.field.widget.attrs["autofocus"] = True
