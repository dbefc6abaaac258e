"""How a form becomes HTML: one renderer, one bound field that knows its kind and its anchor."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

# From the most specific widget class to the least: CheckboxSelectMultiple is a RadioSelect to Python,
# and RadioSelect is a ChoiceWidget like Select.
KINDS = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radio"),
    (forms.CheckboxInput, "checkbox"),
    (forms.MultiWidget, "multiple"),
    (forms.SelectDateWidget, "multiple"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.TimeInput, "time"),
    (forms.DateInput, "date"),
    (forms.NumberInput, "number"),
)
CONTROL_CLASSES = {
    "hidden": "",
    "checkboxes": "et-check et-check--box",
    "checkbox": "et-check et-check--box",
    "radio": "et-check et-check--radio",
    "select": "utrecht-select utrecht-select--html-select et-select",
    "textarea": "utrecht-textarea utrecht-textarea--html-textarea",
    "file": "et-file",
    "time": "utrecht-textbox utrecht-textbox--html-input et-input--short",
    "date": "utrecht-textbox utrecht-textbox--html-input et-input--date",
    "number": "utrecht-textbox utrecht-textbox--html-input et-input--short",
}
TEXT_CLASSES = "utrecht-textbox utrecht-textbox--html-input"
GROUPS = {"checkboxes", "radio", "multiple"}


def kind_of(widget):
    """Name the kind of control a widget draws."""
    return next((kind for cls, kind in KINDS if isinstance(widget, cls)), "text")


class PlainBoundField(BoundField):
    """A bound field with the classes of the design system and an anchor that exists in the page."""

    @property
    def kind(self):
        return kind_of(self.field.widget)

    @property
    def is_group(self):
        """True when the control is several inputs, so a fieldset with a legend must hold them."""
        return self.kind in GROUPS

    @property
    def optional(self):
        return not self.field.required and not self.field.disabled

    @property
    def template_name(self):
        if self.field.template_name:
            return self.field.template_name
        if self.is_group:
            return "components/forms/group.html"
        if self.kind == "checkbox":
            return "components/forms/checkbox.html"
        return self.form.renderer.field_template_name

    @property
    def options(self):
        """The inputs of a radio or checkbox group; nothing for controls that draw themselves."""
        return self.subwidgets if self.kind in {"checkboxes", "radio"} else []

    @property
    def anchor(self):
        """Id an error may link to: the control, the first option of a group, or the fieldset."""
        if self.options:
            return self.options[0].id_for_label
        return self.field.widget.attrs.get("id") or self.auto_id

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        kind = kind_of(widget)
        if kind == "multiple":
            # Its inputs have no labels of their own.
            attrs["aria-label"] = str(self.label)
        classes = CONTROL_CLASSES.get(kind, TEXT_CLASSES)
        own = widget.attrs.get("class", "")
        if joined := " ".join(part for part in (classes, own) if part):
            attrs["class"] = joined
        # A placeholder vanishes while typing and is no label; help text says it better.
        attrs["placeholder"] = False
        return attrs


class Renderer(TemplatesSetting):
    """The FORM_RENDERER of the project."""

    form_template_name = "components/forms/form.html"
    formset_template_name = "components/forms/formset.html"
    field_template_name = "components/forms/field.html"
    bound_field_class = PlainBoundField
