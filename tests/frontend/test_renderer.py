"""Each kind of field is drawn with its own control, a label, its help and its error."""

import pytest
from django import forms
from lxml import html

from expertteam.frontend.forms import DateField, PlainForm

PLACES = [("thuis", "Thuis"), ("school", "School")]


class EveryKind(PlainForm):
    who = forms.MultipleChoiceField(
        label="Wie was erbij?", choices=PLACES, widget=forms.CheckboxSelectMultiple, help_text="Vink aan."
    )
    where = forms.ChoiceField(label="Waar speelt het?", choices=PLACES, widget=forms.RadioSelect)
    place = forms.ChoiceField(label="Plaats", choices=PLACES)
    question = forms.CharField(label="Wat is de vraag?", help_text="In één zin.")
    story = forms.CharField(label="Verhaal", widget=forms.Textarea, required=False)
    day = DateField(label="Datum")
    hour = forms.TimeField(label="Tijd")
    weeks = forms.IntegerField(label="Weken")
    letter = forms.FileField(label="Bijlage")
    sure = forms.BooleanField(label="Ik weet het zeker")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def draw(form):
    return html.fromstring(f"<form>{form}</form>")


def control(page, name):
    return page.xpath(f"//*[@name='{name}']")[0]


def label_of(page, element):
    return page.xpath(f"//label[@for='{element.get('id')}']")[0].text_content().strip()


def test_checkboxes_are_checkboxes_although_django_calls_them_radio_buttons():
    assert issubclass(forms.CheckboxSelectMultiple, forms.RadioSelect)
    page = draw(EveryKind())
    boxes = page.xpath("//*[@name='who']")
    assert [box.get("type") for box in boxes] == ["checkbox", "checkbox"]
    assert all("et-check--box" in box.get("class") for box in boxes)
    assert [label_of(page, box) for box in boxes] == ["Thuis", "School"]


def test_radio_buttons_stand_in_a_fieldset_with_their_question_as_legend():
    page = draw(EveryKind())
    buttons = page.xpath("//*[@name='where']")
    assert [button.get("type") for button in buttons] == ["radio", "radio"]
    assert all("et-check--radio" in button.get("class") for button in buttons)
    fieldset = buttons[0].xpath("ancestor::fieldset")[0]
    assert fieldset.xpath("legend")[0].text_content().strip() == "Waar speelt het?"


@pytest.mark.parametrize(
    ("name", "tag", "kind", "style"),
    [
        ("place", "select", None, "utrecht-select"),
        ("question", "input", "text", "utrecht-textbox"),
        ("story", "textarea", None, "utrecht-textarea"),
        ("day", "input", "date", "et-input--date"),
        ("hour", "input", "time", "et-input--short"),
        ("weeks", "input", "number", "et-input--short"),
        ("letter", "input", "file", "et-file"),
        ("sure", "input", "checkbox", "et-check--box"),
    ],
)
def test_every_kind_has_its_control_and_a_label_of_its_own(name, tag, kind, style):
    page = draw(EveryKind())
    element = control(page, name)
    assert (element.tag, element.get("type")) == (tag, kind)
    assert style in element.get("class").split()
    assert label_of(page, element).startswith(str(EveryKind.base_fields[name].label))


def test_only_an_optional_field_says_that_it_is_optional():
    page = draw(EveryKind())
    assert "(niet verplicht)" in label_of(page, control(page, "story"))
    assert page.text_content().count("(niet verplicht)") == 1
    assert not page.xpath("//*[@required]")


def test_a_hidden_field_has_no_label_and_no_place_on_the_page():
    element = control(draw(EveryKind()), "secret")
    assert element.get("type") == "hidden"
    assert element.getparent().tag == "form"


def test_help_and_errors_are_tied_to_the_control_and_their_ids_exist():
    page = draw(EveryKind({}))
    question = control(page, "question")
    assert question.get("aria-invalid") == "true"
    described = question.get("aria-describedby").split()
    assert described == ["id_question_helptext", "id_question_error"]
    texts = [page.xpath(f"//*[@id='{one}']")[0].text_content().strip() for one in described]
    assert texts == ["In één zin.", "Vul in: Wat is de vraag?"]

    group = page.xpath("//fieldset[.//*[@name='who']]")[0]
    assert group.get("aria-describedby") == "id_who_helptext id_who_error"
    for one in page.xpath("//@aria-describedby"):
        assert all(page.xpath(f"//*[@id='{part}']") for part in one.split()), one


def test_no_id_is_given_out_twice():
    for form in (EveryKind(), EveryKind({})):
        ids = draw(form).xpath("//@id")
        assert len(ids) == len(set(ids))


def test_text_of_users_stays_text():
    canary = "<script>alert('x')</script><b>vet</b>"

    class Form(PlainForm):
        text = forms.CharField(label=canary, help_text=canary)
        story = forms.CharField(widget=forms.Textarea)
        choice = forms.ChoiceField(choices=[("a", canary)], widget=forms.RadioSelect)

        def clean(self):
            self.add_error("text", canary)

    drawn = str(Form({"text": canary, "story": canary + "</textarea>", "choice": "a"}))
    assert "<script>" not in drawn
    assert "<b>" not in drawn
    assert drawn.count("</textarea>") == 1


def test_what_was_typed_comes_back_in_the_form_the_browser_understands():
    data = {"day": "31-12-2026", "hour": "14:30", "who": ["school"], "where": "thuis", "sure": "on"}
    page = draw(EveryKind(initial={"day": "2026-12-31", "hour": "14:30"} | data | {"day": "2026-12-31"}))
    assert control(page, "day").get("value") == "2026-12-31"
    assert control(page, "hour").get("value") == "14:30"
    assert [box.get("checked") is not None for box in page.xpath("//*[@name='who']")] == [False, True]
    assert [button.get("checked") is not None for button in page.xpath("//*[@name='where']")] == [True, False]
    assert control(page, "sure").get("checked") is not None
