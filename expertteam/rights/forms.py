"""What a coordinator writes down about a request, and what is decided on it."""

from django import forms

from expertteam.frontend.forms import DateField, PlainForm
from expertteam.rights.enums import DECISIONS, Asker, RequestKind


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
    status = forms.ChoiceField(label="Besluit", choices=DECISIONS, widget=forms.RadioSelect)
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
        "geen namen op: de functionaris gegevensbescherming leest dit zonder het dossier te zien.",
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
