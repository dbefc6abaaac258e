"""The forms of an advice: draft, judgement, settlement and answer."""

from itertools import groupby

from django import forms

from expertteam.advice.enums import DeviationReason, Judgement, ResponseChoice
from expertteam.advice.services import ABSENT_SAYS_WHY, SETTLEMENT_NEEDED
from expertteam.cases.enums import HelpSegment
from expertteam.frontend.choices import PublicChoiceField
from expertteam.frontend.conditional import ConditionalMixin
from expertteam.frontend.forms import DateField, PlainForm, rows_formset
from expertteam.organisations.models import Organisation

MOST_RECOMMENDATIONS = 12
NO_NAMES = "Schrijf geen namen, geboortedatum of adres op. Gebruik ‘de jeugdige’ en ‘moeder’ of ‘vader’."


def _text(rows):
    return forms.Textarea(attrs={"rows": rows})


class DraftForm(PlainForm):
    summary = forms.CharField(
        label="Kern van het advies",
        help_text=f"Wat moet er gebeuren, en waarom in deze volgorde? {NO_NAMES}",
        widget=_text(6),
    )


class ByKindIterator(forms.models.ModelChoiceIterator):
    """Organisations in a group per kind, so that a long list can be scanned."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        for _, group in groupby(self.queryset, key=lambda organisation: organisation.kind):
            organisations = list(group)
            yield (
                organisations[0].get_kind_display().capitalize(),
                [self.choice(organisation) for organisation in organisations],
            )


class OrganisationField(PublicChoiceField):
    iterator = ByKindIterator


class RecommendationForm(PlainForm):
    """``addressees`` are the organisations a recommendation may be for, ordered by kind."""

    text = forms.CharField(label="Wat moet er gebeuren?", widget=_text(3))
    segment = forms.ChoiceField(
        label="Soort hulp", choices=[("", "Kies de soort hulp"), *HelpSegment.choices]
    )
    addressee = OrganisationField(
        Organisation.objects.none(), label="Voor welke organisatie?", empty_label="Kies een organisatie"
    )
    owner = forms.CharField(
        label="Wie zorgt ervoor?",
        help_text="De functie, bijvoorbeeld ‘behandelcoördinator’. Geen naam.",
        max_length=120,
    )
    due_on = DateField(label="Uiterlijk op", not_past=True)

    def __init__(self, *args, addressees, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["addressee"].queryset = addressees


Recommendations = rows_formset(
    RecommendationForm,
    min_rows=1,
    max_rows=MOST_RECOMMENDATIONS,
    row_name="aanbeveling",
    row_name_plural="aanbevelingen",
    add_label="Aanbeveling toevoegen",
)


class SignForm(PlainForm):
    judgement = forms.ChoiceField(
        label="Uw oordeel",
        choices=[each for each in Judgement.choices if each[0] != Judgement.ABSENT],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label="Opmerking of reden",
        help_text="Verplicht bij een opmerking en bij ‘Niet akkoord’. Dit staat in de adviesbrief.",
        required=False,
        widget=_text(4),
    )

    def clean(self):
        cleaned = super().clean()
        differs = cleaned.get("judgement") not in {None, Judgement.AGREE}
        if differs and not cleaned.get("remark"):
            self.add_error("remark", "Vul uw opmerking of de reden in.")
        return cleaned


class CouldNotSignForm(PlainForm):
    """For the chair, when an expert gives no judgement any more."""

    reason = forms.CharField(
        label="Waarom kon deze gedragswetenschapper niet ondertekenen?",
        help_text="Bijvoorbeeld: werkt niet meer bij dit expertteam. Dit staat in de adviesbrief.",
        widget=_text(3),
        error_messages={"required": ABSENT_SAYS_WHY},
    )


class SettleForm(PlainForm):
    """``differs``: somebody made a remark or dissents, so the chair says what was done with it."""

    settlement = forms.CharField(
        label="Hoe bent u omgegaan met de opmerkingen en bezwaren?",
        help_text="De aanmelder leest dit in de adviesbrief.",
        widget=_text(4),
        error_messages={"required": SETTLEMENT_NEEDED},
    )

    def __init__(self, *args, differs, **kwargs):
        super().__init__(*args, **kwargs)
        if not differs:
            self.fields["settlement"].label = "Toelichting bij het vaststellen"
            self.fields["settlement"].required = False


class ResponseForm(ConditionalMixin, PlainForm):
    """The answer to one recommendation."""

    deciding = "choice"
    only_with = {"reason_kind": (ResponseChoice.DEVIATE,), "reason": (ResponseChoice.DEVIATE,)}

    choice = forms.ChoiceField(choices=ResponseChoice, widget=forms.RadioSelect)
    reason_kind = forms.ChoiceField(choices=[("", "Kies een reden"), *DeviationReason.choices])
    reason = forms.CharField(widget=_text(3))

    def __init__(self, *args, recommendation, **kwargs):
        super().__init__(*args, **kwargs)
        self.recommendation = recommendation
        # The number stands in every label, so that the error summary says which answer it is about.
        number = recommendation.number
        self.fields["choice"].label = f"Uw antwoord op aanbeveling {number}"
        self.fields["reason_kind"].label = f"Waarom wijkt u af van aanbeveling {number}?"
        self.fields["reason_kind"].help_text = "Alleen als u afwijkt."
        self.fields["reason"].label = f"Toelichting op het afwijken van aanbeveling {number}"
        self.fields["reason"].help_text = "Alleen als u afwijkt. Wat doet u in plaats daarvan?"
