"""A form that refuses says which field, and what to do."""

import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from expertteam.core import clock
from expertteam.frontend.forms import DateField, PlainForm


class Plan(PlainForm):
    title = forms.CharField(label="Titel", max_length=5)
    kind = forms.ChoiceField(label="Soort", choices=[("a", "A")])
    weeks = forms.IntegerField(label="Weken", min_value=1, max_value=52)
    mail = forms.EmailField(label="E-mailadres")
    hour = forms.TimeField(label="Tijd")
    sure = forms.BooleanField(label="Ik weet het zeker")
    share = forms.CharField(label="Deel in %", max_length=2)


GOOD = {
    "title": "Plan", "kind": "a", "weeks": "3", "mail": "a@b.nl", "hour": "14:30", "sure": "on", "share": "9",
}  # fmt: skip


def errors(form):
    return {name: list(messages) for name, messages in form.errors.items()}


def test_a_good_form_is_accepted():
    assert Plan(GOOD).is_valid()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("title", "", "Vul in: Titel"),
        ("title", "Te lang", "Maak de tekst korter: Titel (hoogstens 5 tekens, nu 7)"),
        ("title", "a\x00b", "Haal de vreemde tekens weg: Titel"),
        ("kind", "", "Kies: Soort"),
        ("kind", "z", "Kies een van de antwoorden uit de lijst: Soort"),
        ("weeks", "drie", "Vul een getal in, alleen cijfers: Weken"),
        ("weeks", "0", "Vul ten minste 1 in: Weken"),
        ("weeks", "53", "Vul hoogstens 52 in: Weken"),
        ("mail", "naam", "Vul een e-mailadres in, bijvoorbeeld naam@gemeente.nl: E-mailadres"),
        ("hour", "25:00", "Vul een tijd in, bijvoorbeeld 14:30: Tijd"),
        ("sure", "", "Vink aan: Ik weet het zeker"),
        ("share", "", "Vul in: Deel in %"),
        ("share", "100", "Maak de tekst korter: Deel in % (hoogstens 2 tekens, nu 3)"),
    ],
)
def test_the_message_names_the_field(name, value, message):
    assert errors(Plan(GOOD | {name: value})) == {name: [message]}


def test_a_message_that_somebody_chose_is_kept_and_a_late_label_counts():
    class Own(PlainForm):
        name = forms.CharField(label="Naam", error_messages={"required": "Zeg hoe u heet."})
        town = forms.CharField(label="Plaats")

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["town"].label = "Gemeente"

    assert errors(Own({})) == {"name": ["Zeg hoe u heet."], "town": ["Vul in: Gemeente"]}


class Days(PlainForm):
    day = DateField(label="Datum", required=False)
    plain = forms.DateField(label="Dag", required=False)
    meeting = DateField(label="Overleg", not_past=True, required=False)
    birth = DateField(label="Geboortedatum", not_future=True, required=False)


@pytest.fixture
def today():
    with clock.travel(timezone.make_aware(datetime.datetime(2026, 10, 9, 0, 30))):
        yield


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("day", "20260-01-01", "Vul een bestaande datum in, bijvoorbeeld 31-12-2026: Datum"),
        ("day", "31-02-2026", "Vul een bestaande datum in, bijvoorbeeld 31-12-2026: Datum"),
        ("day", "morgen", "Vul een bestaande datum in, bijvoorbeeld 31-12-2026: Datum"),
        ("day", "0026-01-01", "Controleer het jaartal. Vul een jaar in van 1900 tot en met 2100."),
        ("plain", "2199-01-01", "Controleer het jaartal. Vul een jaar in van 1900 tot en met 2100."),
        ("meeting", "2026-10-08", "8 oktober 2026 is al voorbij. Kies vandaag of een latere datum."),
        ("birth", "2026-10-10", "10 oktober 2026 is nog niet geweest. Kies vandaag of een eerdere datum."),
    ],
)
def test_nonsense_dates_are_refused_with_a_sentence(today, name, value, message):
    assert errors(Days({name: value})) == {name: [message]}


def test_today_is_neither_past_nor_future_and_an_optional_date_may_stay_empty(today):
    assert Days({"meeting": "2026-10-09", "birth": "2026-10-09"}).is_valid()
    assert Days({}).is_valid()
    assert Days({"day": "9-10-2026"}).is_valid()


def test_the_picker_offers_only_days_that_are_allowed(today):
    drawn = str(Days()["meeting"])
    assert 'min="2026-10-09"' in drawn
    with clock.travel(datetime.date(2026, 12, 1)):
        assert 'min="2026-12-01"' in str(Days()["meeting"])


def test_the_refusal_of_a_service_stands_at_its_field_or_above_the_form():
    form = Plan(GOOD)
    assert form.is_valid()
    form.add_service_error(ValidationError({"title": ["Deze titel bestaat al."], "other": ["Kan nu niet."]}))
    form.add_service_error(ValidationError("Iemand was u voor."))
    assert list(form["title"].errors) == ["Deze titel bestaat al."]
    assert list(form.non_field_errors()) == ["Kan nu niet.", "Iemand was u voor."]


def test_as_typed_shows_values_without_judging_them():
    form = Plan({"title": "Veel te lang"}).as_typed()
    assert 'value="Veel te lang"' in str(form)
    assert "et-error" not in str(form)
    assert not form.is_valid()
