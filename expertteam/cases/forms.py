"""The intake, in steps; each step is a form that can be kept half filled."""

from datetime import date

from django import forms

from expertteam.access.consent_enums import Authority
from expertteam.cases.enums import (
    AgeBand,
    HelpSegment,
    LegalFrame,
    Safety,
    TriedResult,
    WhyStuck,
)
from expertteam.cases.services import age_band_of
from expertteam.frontend.choices import PublicChoiceField
from expertteam.frontend.conditional import ConditionalMixin
from expertteam.frontend.forms import DateField, DocumentField, PlainForm, rows_formset
from expertteam.organisations.models import Municipality, Organisation

CHOOSE = [("", "Maak een keuze")]


def text(rows=4):
    return forms.Textarea(attrs={"rows": rows})


class SafetyForm(PlainForm):
    """First of all: is the youth safe now, and in which legal frame?

    ``organisations`` are those the referrer may file for; with one there is nothing to ask.
    """

    safety = forms.ChoiceField(
        label="Is de jeugdige op dit moment veilig?", choices=Safety.choices, widget=forms.RadioSelect
    )
    safety_note = forms.CharField(
        label="Welke afspraken zijn er over de veiligheid?",
        required=False,
        max_length=4000,
        widget=text(3),
        help_text="Nodig als er zorgen zijn over de veiligheid.",
    )
    legal_frame = forms.ChoiceField(label="Juridisch kader", choices=CHOOSE + LegalFrame.choices)
    organisation = PublicChoiceField(
        Organisation.objects.none(),
        label="Namens welke organisatie meldt u aan?",
        empty_label="Maak een keuze",
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.only_organisation = organisations[0] if len(organisations) == 1 else None
        if self.only_organisation:
            del self.fields["organisation"]
        else:
            keys = [each.pk for each in organisations]
            self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=keys)

    def clean(self):
        cleaned = super().clean()
        if self.only_organisation:
            cleaned["organisation"] = self.only_organisation
        if cleaned.get("safety") == Safety.WATCHED and not cleaned.get("safety_note"):
            self.add_error("safety_note", "Vul in welke afspraken er zijn over de veiligheid.")
        return cleaned


class IdentityForm(PlainForm):
    """Who it is about, kept apart and encrypted, and who has authority over them."""

    first_name = forms.CharField(label="Voornaam", max_length=80)
    last_name = forms.CharField(label="Achternaam", max_length=120)
    birth_date = DateField(label="Geboortedatum", not_future=True)
    address = forms.CharField(label="Adres", required=False, max_length=300, widget=text(2))
    parents = forms.CharField(label="Ouders of verzorgers", required=False, max_length=500, widget=text(2))
    authority = forms.ChoiceField(
        label="Wie heeft het gezag over de jeugdige?",
        choices=Authority.choices,
        widget=forms.RadioSelect,
        help_text="Twijfelt u? Kijk in het gezagsregister van de rechtbank.",
    )

    def clean_birth_date(self) -> date | None:
        birth_date = self.cleaned_data["birth_date"]
        if birth_date:
            age_band_of(birth_date)
        return birth_date


class YouthForm(ConditionalMixin, IdentityForm):
    """Who it is about; or, without a basis to share that, only how old and where."""

    NAMED, ANONYMOUS = "named", "anonymous"
    OF_A_NAME = ("first_name", "last_name", "birth_date", "address", "parents", "authority")

    deciding = "known_as"
    only_with = {**dict.fromkeys(OF_A_NAME, (NAMED,)), "age_band": (ANONYMOUS,)}

    known_as = forms.ChoiceField(
        label="Hoe meldt u aan?",
        choices=[
            (NAMED, "Met naam: er is toestemming, of een andere grondslag om te delen"),
            (ANONYMOUS, "Anoniem overleg: zonder naam en geboortedatum, alleen met het expertteam"),
        ],
        widget=forms.RadioSelect,
    )
    age_band = forms.ChoiceField(
        label="Leeftijdsgroep", choices=CHOOSE + AgeBand.choices, help_text="Alleen bij anoniem overleg."
    )
    municipality = forms.ModelChoiceField(
        label="Gemeente die verantwoordelijk is",
        queryset=Municipality.objects.filter(merged_into=None).select_related("region"),
        empty_label="Maak een keuze",
    )
    field_order = ("known_as", *OF_A_NAME, "age_band", "municipality")

    @property
    def is_anonymous(self) -> bool:
        """As far as it was filled in; only after asking whether the form is valid."""
        return self.cleaned_data.get("known_as") == self.ANONYMOUS


class SituationForm(PlainForm):
    title = forms.CharField(
        label="Onderwerp in een paar woorden",
        max_length=120,
        help_text="Zonder namen of plaatsen. Bijvoorbeeld: dreigende uithuisplaatsing, school vastgelopen.",
    )
    situation = forms.CharField(label="Wat is er aan de hand?", max_length=8000, widget=text(7))
    why_stuck = forms.ChoiceField(label="Waarom loopt het vast?", choices=CHOOSE + WhyStuck.choices)
    why_stuck_note = forms.CharField(label="Licht dat toe", max_length=4000, widget=text())
    stuck_since = DateField(label="Sinds wanneer zit het vast?", not_future=True)


class TriedRow(PlainForm):
    segment = forms.ChoiceField(label="Soort hulp", choices=CHOOSE + HelpSegment.choices)
    result = forms.ChoiceField(label="Wat leverde het op?", choices=CHOOSE + TriedResult.choices)
    note = forms.CharField(label="Toelichting", required=False, max_length=300)


class InvolvedRow(PlainForm):
    role = forms.CharField(
        label="Rol", max_length=80, help_text="Bijvoorbeeld: ambulant begeleider, oma, intern begeleider."
    )
    organisation = forms.CharField(label="Organisatie", required=False, max_length=120)


TriedRows = rows_formset(
    TriedRow, row_name="eerdere hulp", row_name_plural="rijen eerdere hulp", add_label="Nog een soort hulp"
)
InvolvedRows = rows_formset(
    InvolvedRow, row_name="betrokkene", row_name_plural="betrokkenen", add_label="Nog een betrokkene"
)


class QuestionForm(PlainForm):
    question = forms.CharField(label="Wat is uw vraag aan het expertteam?", max_length=2000, widget=text())
    youth_view = forms.CharField(label="Wat wil de jeugdige zelf?", max_length=4000, widget=text())
    parents_view = forms.CharField(
        label="Wat willen de ouders of verzorgers?", max_length=4000, widget=text()
    )


class SendForm(PlainForm):
    """The last step: documents and a promise."""

    document = DocumentField(label="Document toevoegen", required=False)
    checked = forms.BooleanField(
        label="Ik heb de aanmelding gelezen en de jeugdige en ouders weten dat ik deze casus aanmeld."
    )


class AdditionForm(PlainForm):
    """What triage missed."""

    addition = forms.CharField(label="Uw aanvulling", max_length=8000, widget=text(8))
    document = DocumentField(label="Document toevoegen", required=False)


class DocumentForm(PlainForm):
    document = DocumentField(label="Document")
