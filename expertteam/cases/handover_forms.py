"""Forms for when somebody is no longer there to do their part."""

from django import forms

from expertteam.cases.services import WITHOUT_ADDITION_SAYS_WHY
from expertteam.frontend.choices import PublicChoiceField
from expertteam.frontend.forms import PlainForm
from expertteam.organisations.models import User


class WithoutAdditionForm(PlainForm):
    """For the coordinator, when the referrer does not answer any more."""

    choice = forms.ChoiceField(
        label="Wat doet u?",
        choices=[("go_on", "Zonder aanvulling verder met triage")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Waarom gaat u zonder aanvulling verder?",
        help_text="Dit komt bij de aanmelding te staan. Noem geen namen.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": WITHOUT_ADDITION_SAYS_WHY},
    )


class SuccessorForm(PlainForm):
    """Who comes in the place of somebody; ``people`` are those that can, ``label`` asks for one."""

    person = PublicChoiceField(User.objects.none(), empty_label="Maak een keuze")

    def __init__(self, *args, people, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["person"].label = label
