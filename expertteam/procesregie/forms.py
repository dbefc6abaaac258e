"""The forms of procesregie."""

from django import forms
from django.core.exceptions import ValidationError

from expertteam.frontend.choices import PublicChoiceField
from expertteam.frontend.conditional import ConditionalMixin
from expertteam.frontend.forms import DateField, PlainForm
from expertteam.organisations.models import User
from expertteam.procesregie.enums import AgreementState, DirectionResult, ImpasseKind, ImpasseLevel
from expertteam.procesregie.services import OPEN_AGREEMENTS


def _text(rows=3):
    return forms.Textarea(attrs={"rows": rows})


class AssignDirectorForm(PlainForm):
    director = PublicChoiceField(
        User.objects.none(), label="Procesregisseur", empty_label="Kies een procesregisseur"
    )

    def __init__(self, *args, directors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["director"].queryset = directors


class ImpasseForm(PlainForm):
    kind = forms.ChoiceField(
        label="Waar zit de impasse op vast?", choices=ImpasseKind, widget=forms.RadioSelect
    )
    level = forms.ChoiceField(label="Wie kan dit doorbreken?", choices=ImpasseLevel, widget=forms.RadioSelect)
    description = forms.CharField(
        label="Omschrijving van de impasse",
        help_text="Wat is er al gevraagd, aan wie, en waarom ging het niet door?",
        widget=_text(5),
    )


class CloseForm(PlainForm):
    """``open_agreements`` is how many agreements have no end yet; with any, nothing can be closed."""

    result = forms.ChoiceField(label="Resultaat", choices=DirectionResult, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Toelichting op het resultaat",
        help_text="Wat is er bereikt, en wie gaat nu verder?",
        widget=_text(4),
    )

    def __init__(self, *args, open_agreements, **kwargs):
        super().__init__(*args, **kwargs)
        self.open_agreements = open_agreements

    def clean(self):
        if self.open_agreements:
            raise ValidationError(OPEN_AGREEMENTS)
        return super().clean()


class AgreementForm(PlainForm):
    what = forms.CharField(label="Wat is afgesproken?", max_length=300)
    who = forms.CharField(
        label="Wie doet dit?", max_length=150, help_text="Functie en organisatie, geen naam van een persoon."
    )
    due_on = DateField(label="Uiterlijk op", not_past=True)


class SettleAgreementForm(ConditionalMixin, PlainForm):
    deciding = "state"
    only_with = {"why_not": (AgreementState.NOT_DONE,)}

    state = forms.ChoiceField(
        label="Is de afspraak nagekomen?",
        choices=[c for c in AgreementState.choices if c[0] != AgreementState.OPEN],
        widget=forms.RadioSelect,
    )
    why_not = forms.CharField(
        label="Waarom is de afspraak niet nagekomen?",
        help_text="Alleen invullen als de afspraak niet is nagekomen.",
        widget=_text(),
    )


class EscalationForm(PlainForm):
    level = forms.ChoiceField(label="Naar welk niveau?", choices=ImpasseLevel, widget=forms.RadioSelect)
    request = forms.CharField(label="Wat vraagt u?", widget=_text())
    answer_due_on = DateField(label="Antwoord uiterlijk op", not_past=True)


class EscalationAnswerForm(PlainForm):
    answer = forms.CharField(label="Welk antwoord kwam er?", widget=_text())
