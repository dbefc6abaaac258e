"""Above a form stands what is wrong, and each line leads to a place that exists."""

from django import forms
from django.template import Context, Template
from lxml import html

from expertteam.frontend.forms import PlainForm, rows_formset

PAGE = Template(
    "{% load frontend %}<div>{% error_summary form rows %}"
    "<form>{{ form }}{% rows rows 'Rijen' %}</form></div>"
)
CHOICES = [("a", "A"), ("b", "B")]


class Question(PlainForm):
    question = forms.CharField(label="Wat is de vraag?")
    who = forms.MultipleChoiceField(label="Wie?", choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    where = forms.ChoiceField(label="Waar?", choices=CHOICES, widget=forms.RadioSelect)
    nobody = forms.ChoiceField(label="Welke deskundige?", choices=[], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Ik weet het zeker")
    moment = forms.SplitDateTimeField(label="Wanneer?", widget=forms.SplitDateTimeWidget)

    def clean(self):
        raise forms.ValidationError("Vraag en antwoord passen niet bij elkaar.")


class Step(PlainForm):
    what = forms.CharField(label="Wat?")
    who = forms.ChoiceField(label="Wie doet het?", choices=CHOICES, widget=forms.RadioSelect)


Steps = rows_formset(Step, min_rows=1, row_name="afspraak", row_name_plural="afspraken")


def shown(form, rows, rf):
    context = Context({"form": form, "rows": rows, "request": rf.get("/")})
    return html.fromstring(PAGE.render(context))


def lines(page):
    return [
        (line.text_content().strip(), next(iter(line.xpath("a/@href")), None))
        for line in page.xpath("//*[@data-error-summary]//li")
    ]


def test_every_link_of_the_summary_leads_to_something_on_the_page(rf):
    rows = Steps(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-what": "Bellen", "form-1-who": "zz"}
    )
    page = shown(Question({}), rows, rf)
    found = lines(page)
    assert ("Vraag en antwoord passen niet bij elkaar.", None) in found
    assert ("Vul in: Wat is de vraag?", "#id_question") in found
    assert ("Kies ten minste één: Wie?", "#id_who_0") in found
    assert ("Kies: Waar?", "#id_where_0") in found
    assert ("Afspraak 1: Kies: Wie doet het?", "#id_form-0-who_0") in found
    assert ("Afspraak 2: Vul in: Wat?", "#id_form-1-what") in found
    assert len(found) == 10
    for _, link in found:
        if link is not None:
            target = page.xpath(f"//*[@id='{link[1:]}']")
            assert len(target) == 1, link
            assert target[0].tag in {"input", "textarea", "select"} or target[0].get("tabindex") == "-1"


def test_the_inputs_of_a_split_field_have_a_name(rf):
    page = shown(Question(), Steps(), rf)
    inputs = page.xpath("//fieldset[@id='id_moment']//input")
    assert [one.get("aria-label") for one in inputs] == ["Wanneer?", "Wanneer?"]


def test_rows_that_were_all_left_empty_lead_to_the_rows(rf):
    page = shown(Question(), Steps({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}), rf)
    assert lines(page) == [("Vul ten minste 1 afspraak in.", "#id_form")]
    assert page.xpath("//fieldset[@id='id_form']")


def test_a_form_without_errors_has_no_summary(rf):
    assert lines(shown(Question(), Steps(), rf)) == []


def test_the_include_reads_form_and_formset_of_the_page():
    form = Question({})
    out = Template('{% include "components/error_summary.html" %}').render(Context({"form": form}))
    assert 'href="#id_question"' in out
    assert "Er kloppen nog 7 dingen niet" in out
    assert 'role="alert"' in out and "data-error-summary" in out


def test_an_error_on_a_hidden_field_is_told_without_a_link():
    class Hidden(PlainForm):
        version = forms.IntegerField(widget=forms.HiddenInput, label="Versie")

    out = Template("{% load frontend %}{% error_summary form %}").render(Context({"form": Hidden({})}))
    assert "Vul in: Versie" in out
    assert "href" not in out
