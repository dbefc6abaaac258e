"""Rows can be added and removed without JavaScript, and nothing typed is lost."""

from django import forms

from expertteam.frontend.forms import PlainForm, rows_formset


class Agreement(PlainForm):
    what = forms.CharField(label="Wat?")
    who = forms.MultipleChoiceField(
        label="Wie?", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )


Agreements = rows_formset(
    Agreement, rows=2, min_rows=1, max_rows=3, row_name="afspraak", row_name_plural="afspraken"
)


def post(rf, *rows, **extra):
    data = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for index, row in enumerate(rows):
        data |= {f"form-{index}-{name}": value for name, value in row.items()}
    return rf.post("/", data | extra).POST


def typed(formset):
    return [(form["what"].value(), form["who"].value()) for form in formset]


def test_an_empty_page_starts_with_the_asked_number_of_rows():
    assert len(Agreements().forms) == 2
    assert [form["what"].value() for form in Agreements(initial=[{"what": "Bellen"}])] == ["Bellen"]


def test_filled_rows_come_back_in_order_and_empty_ones_are_ignored(rf):
    formset = Agreements(post(rf, {"what": "Bellen", "who": ["a", "b"]}, {"what": ""}, {"what": "Mailen"}))
    assert formset.is_valid()
    assert formset.rows == [{"what": "Bellen", "who": ["a", "b"]}, {"what": "Mailen", "who": []}]


def test_the_add_button_gives_one_more_row_and_judges_nothing(rf):
    formset = Agreements(post(rf, {"what": "Bellen"}, {"who": ["b"]}, **{"form-add": "1"}))
    assert formset.edited == "add"
    assert typed(formset) == [("Bellen", []), (None, ["b"]), (None, [])]
    assert not formset.is_valid()
    assert "et-error" not in "".join(map(str, formset))
    assert "autofocus" in str(formset.forms[2]) and "autofocus" not in str(formset.forms[0])


def test_there_is_a_highest_number_of_rows(rf):
    three = [{"what": "x"}] * 3
    formset = Agreements(post(rf, *three, **{"form-add": "1"}))
    assert len(formset.forms) == 3
    assert not formset.may_add


def test_the_remove_button_takes_out_that_row_and_moves_the_others_up(rf):
    rows = [{"what": "Een", "who": ["a"]}, {"what": "Twee", "who": ["a", "b"]}, {"what": "Drie"}]
    formset = Agreements(post(rf, *rows, **{"form-remove": "0"}))
    assert formset.edited == "remove"
    assert typed(formset) == [("Twee", ["a", "b"]), ("Drie", [])]


def test_a_row_number_that_does_not_exist_changes_nothing(rf):
    for nonsense in ("7", "-1", "x", "²"):
        formset = Agreements(post(rf, {"what": "Een"}, {"what": "Twee"}, **{"form-remove": nonsense}))
        assert [value for value, _ in typed(formset)] == ["Een", "Twee"]


def test_too_few_rows_is_said_once(rf):
    formset = Agreements(post(rf, {"what": ""}))
    assert not formset.is_valid()
    assert formset.non_form_errors() == ["Vul ten minste 1 afspraak in."]


def test_a_half_filled_row_is_asked_to_be_finished(rf):
    formset = Agreements(post(rf, {"who": ["a"]}))
    assert not formset.is_valid()
    assert formset.errors == [{"what": ["Vul in: Wat?"]}]


def test_a_row_that_was_filled_in_before_is_kept_when_nobody_changes_it(rf):
    formset = Agreements(post(rf, {"what": "Bellen"}), initial=[{"what": "Bellen"}])
    assert formset.is_valid()
    assert formset.rows == [{"what": "Bellen", "who": []}]
