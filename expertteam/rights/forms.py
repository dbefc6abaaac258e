"""What a coordinator writes down about a request, and what is decided on it."""

from django import forms

from expertteam.frontend.forms import DateField, PlainForm
from expertteam.frontend.templatetags.frontend import nl_date
from expertteam.rights.enums import DECISIONS, Asker, CountsFrom, RequestKind


def _text(rows=4):
    return forms.Textarea(attrs={"rows": rows})


class RequestForm(PlainForm):
    kind = forms.ChoiceField(label="Wat wordt gevraagd?", choices=RequestKind, widget=forms.RadioSelect)
    asked_by = forms.ChoiceField(
        label="Wie vraagt het?",
        help_text="Controleer wie het is. Onder 12 jaar vragen de ouders of de voogd, van 12 tot 16 jaar ook "
        "de jeugdige, vanaf 16 jaar alleen de jeugdige (Jeugdwet artikel 7.3.15).",
        choices=Asker,
        widget=forms.RadioSelect,
    )
    received_on = DateField(
        label="Ontvangen op", help_text="Vanaf deze dag loopt de termijn.", not_future=True
    )
    question = forms.CharField(
        label="Toelichting",
        help_text="Bijvoorbeeld om welk deel van het dossier het gaat. Schrijf geen namen op.",
        widget=_text(),
        max_length=4000,
        required=False,
    )


class DecisionForm(PlainForm):
    status = forms.ChoiceField(label="Wat besluit u?", choices=DECISIONS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Motivering",
        help_text="Deze tekst komt in het dossier en is voor de aanvrager te lezen. Bij een afwijzing: noem "
        "het artikel en waar de aanvrager een klacht kan indienen.",
        widget=_text(),
        max_length=4000,
    )


class MarkForm(PlainForm):
    """Which part is about somebody else; ``parts`` maps keys to names, by section."""

    part = forms.ChoiceField(label="Welk deel gaat over een ander?")
    reason = forms.CharField(
        label="Waarom weglaten?",
        help_text="Leg uit waarom de privacy van de ander zwaarder weegt (Jeugdwet artikel 7.3.10). Schrijf "
        "geen namen op: de functionaris gegevensbescherming leest dit, en van het dossier alleen dit deel.",
        widget=_text(3),
        max_length=2000,
    )

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [("", "Maak een keuze"), *parts.items()]


class JudgeForm(PlainForm):
    verdict = forms.ChoiceField(
        label="Mag dit deel worden weggelaten?",
        choices=[("withhold", "Ja, laat het weg"), ("show", "Nee, toon het")],
        widget=forms.RadioSelect,
    )
    judgement = forms.CharField(label="Waarom?", widget=_text(3), max_length=2000)


class PartForm(PlainForm):
    """Which text or date of the file is to be corrected."""

    part = forms.ChoiceField(label="Wat klopt niet?")

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [("", "Maak een keuze"), *parts.items()]


class CorrectionForm(PartForm):
    """The same with the new text, or the new date."""

    text = forms.CharField(
        label="De juiste tekst",
        help_text="De vorige tekst blijft bij het verzoek bewaard.",
        widget=_text(8),
        max_length=20000,
    )

    def __init__(self, *args, parts, old_date="", **kwargs):
        super().__init__(*args, parts=parts, **kwargs)
        self.fields["part"].widget = forms.HiddenInput()
        if old_date:
            now = f"Nu staat er {old_date}. Die datum blijft bij het verzoek bewaard."
            self.fields["text"] = DateField(label="De juiste datum", help_text=now, not_future=True)


class StatementForm(PlainForm):
    text = forms.CharField(
        label="De verklaring",
        help_text="Neem over wat de jeugdige of ouder schreef, woord voor woord. Daarna kan niemand de tekst "
        "meer veranderen.",
        widget=_text(10),
        max_length=20000,
        strip=False,
    )


class TermForm(PlainForm):
    months = forms.IntegerField(label="Maanden om te antwoorden", min_value=1, max_value=12)
    remind_days = forms.IntegerField(label="Herinneren, dagen vooraf", min_value=1, max_value=60)
    source = forms.CharField(
        label="Bron", help_text="De wet of het besluit waar deze termijn staat.", max_length=200
    )


class RegimeForm(PlainForm):
    years = forms.IntegerField(label="Jaren bewaren", min_value=1, max_value=115)
    counts_from = forms.ChoiceField(label="Te rekenen vanaf", choices=CountsFrom, widget=forms.RadioSelect)
    source = forms.CharField(
        label="Bron", help_text="De wet of het besluit waar deze termijn staat.", max_length=200
    )


class ProposeForm(PlainForm):
    """Which files go on the list; ``items`` are what may be destroyed now."""

    cases = forms.MultipleChoiceField(label="Dossiers", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = [
            (
                str(each.case.public_id),
                f"{each.case.number}: {each.get_ground_display()}, vanaf {nl_date(each.due_on)}",
            )
            for each in items
        ]


class RefuseForm(PlainForm):
    remark = forms.CharField(
        label="Waarom niet?", help_text="Schrijf geen namen op.", widget=_text(3), max_length=2000
    )


class HoldForm(PlainForm):
    reason = forms.CharField(
        label="Waarom moet dit dossier bewaard blijven?",
        help_text="Bijvoorbeeld een klacht, een bezwaar of een schadeclaim (Jeugdwet artikel 7.3.9, tweede "
        "lid). Schrijf geen namen op.",
        widget=_text(3),
        max_length=2000,
    )
