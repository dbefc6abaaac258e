"""The coordinator's decision on a filed case."""

from django import forms

from expertteam.cases.enums import TriageOutcome
from expertteam.frontend.choices import PublicChoiceField
from expertteam.frontend.conditional import ConditionalMixin
from expertteam.frontend.forms import PlainForm
from expertteam.organisations.models import User


class TriageForm(ConditionalMixin, PlainForm):
    """``directors`` are the people a coordinator may assign at once."""

    deciding = "outcome"
    only_with = {
        "missing": (TriageOutcome.INCOMPLETE,),
        "alternative": (TriageOutcome.DECLINED,),
        "director": (TriageOutcome.PROCESREGIE,),
        "transfer_question": (TriageOutcome.CENTRE,),
    }

    outcome = forms.ChoiceField(label="Besluit", choices=TriageOutcome, widget=forms.RadioSelect)
    motivation = forms.CharField(
        label="Motivering",
        help_text="Waarom past dit besluit bij deze casus? De aanmelder leest dit ook.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    missing = forms.CharField(
        label="Wat ontbreekt er nog?",
        help_text="Noem precies wat de aanmelder moet aanvullen.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    alternative = forms.CharField(
        label="Waar kan de aanmelder wel terecht?", widget=forms.Textarea(attrs={"rows": 3})
    )
    director = PublicChoiceField(
        User.objects.none(),
        label="Procesregisseur",
        help_text="U kunt de procesregisseur ook later aanwijzen.",
        empty_label="Later aanwijzen",
        required=False,
    )
    transfer_question = forms.CharField(
        label="Vraag aan het expertisecentrum", widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, directors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["director"].queryset = directors
