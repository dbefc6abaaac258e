"""What the referrer and the coordinator fill in at a follow-up."""

from dateutil.relativedelta import relativedelta
from django import forms

from expertteam.advice.enums import DeviationReason
from expertteam.core import clock
from expertteam.followup.enums import (
    NEED_REASON,
    AssessmentOutcome,
    LivingSituation,
    OutcomeResult,
    YesNoUnknown,
)
from expertteam.frontend.forms import DateField, PlainForm

LONG = {"rows": 4}
MAX_TEXT = 4000
# A follow-up further away than this would outlive what it asks about.
MAX_MONTHS_AHEAD = 24
CHOICE_EMPTY = [("", "Kies een antwoord")]


class OutcomeForm(PlainForm):
    """What became of one recommendation."""

    result = forms.ChoiceField(
        label="Wat is ervan gekomen?", choices=OutcomeResult.choices, widget=forms.RadioSelect
    )
    reason_kind = forms.ChoiceField(
        label="Waarom niet of niet helemaal?",
        choices=CHOICE_EMPTY + DeviationReason.choices,
        required=False,
        help_text="Nodig bij ‘deels gevolgd’ en ‘niet gevolgd’.",
    )
    reason = forms.CharField(
        label="Toelichting",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=MAX_TEXT,
        help_text="Noem geen namen.",
    )

    def __init__(self, *args, recommendation, **kwargs):
        super().__init__(*args, prefix=f"aanbeveling-{recommendation.number}", **kwargs)
        self.recommendation = recommendation
        # The error summary lists all recommendations together, so a message says which one it is about.
        missing = f"Kies wat er van aanbeveling {recommendation.number} is gekomen."
        self.fields["result"].error_messages["required"] = missing

    def clean(self):
        values = super().clean()
        if values.get("result") in NEED_REASON and values.get("reason_kind") == "":
            number = self.recommendation.number
            self.add_error("reason_kind", f"Kies waarom aanbeveling {number} niet helemaal is gevolgd.")
        return values


class AnswersForm(PlainForm):
    """How the youth is doing after the advice."""

    lives = forms.ChoiceField(
        label="Waar woont de jeugdige nu?", choices=LivingSituation.choices, widget=forms.RadioSelect
    )
    placement_prevented = forms.ChoiceField(
        label="Is een uithuisplaatsing voorkomen?", choices=YesNoUnknown.choices, widget=forms.RadioSelect
    )
    re_indication = forms.ChoiceField(
        label="Is er opnieuw een indicatie voor jeugdhulp gegeven?",
        choices=YesNoUnknown.choices,
        widget=forms.RadioSelect,
    )
    youth_view = forms.CharField(
        label="Wat vindt de jeugdige ervan?",
        widget=forms.Textarea(attrs=LONG),
        max_length=MAX_TEXT,
        help_text="Hebt u dit niet kunnen vragen? Schrijf dan waarom niet.",
    )
    parents_view = forms.CharField(
        label="Wat vinden de ouders ervan?",
        widget=forms.Textarea(attrs=LONG),
        max_length=MAX_TEXT,
        help_text="Hebt u dit niet kunnen vragen? Schrijf dan waarom niet.",
    )


class NoAnswerForm(PlainForm):
    """The coordinator's word that the referrer did not answer."""

    no_answer = forms.BooleanField(label="Er kwam geen antwoord van de aanmelder")


class AssessForm(PlainForm):
    assessment = forms.CharField(
        label="Uw beoordeling",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=MAX_TEXT,
        help_text="Heeft het advies gewerkt? Wat is er nog nodig?",
    )
    outcome = forms.ChoiceField(
        label="Hoe gaat het verder?", choices=AssessmentOutcome.choices, widget=forms.RadioSelect
    )
    next_on = DateField(
        label="Wanneer is de volgende opvolging?",
        required=False,
        help_text="Alleen nodig als u nog een opvolging plant.",
    )

    def clean(self):
        values = super().clean()
        if values.get("outcome") != AssessmentOutcome.SECOND:
            # A date belongs to one of the choices; with another it says nothing.
            self.errors.pop("next_on", None)
            values["next_on"] = None
        elif "next_on" not in self.errors:
            self._check_next(values.get("next_on"))
        return values

    def _check_next(self, day) -> None:
        if day is None:
            self.add_error("next_on", "Vul in wanneer de volgende opvolging is.")
        elif day <= clock.today():
            self.add_error("next_on", "Kies een datum die nog moet komen.")
        elif day > clock.today() + relativedelta(months=MAX_MONTHS_AHEAD):
            self.add_error("next_on", "Kies een datum binnen twee jaar.")
