"""Letting somebody in."""

from datetime import timedelta

from django import forms

from expertteam.access.emergency import ATTEMPTS_AN_HOUR, SAY_WHY, SHORTEST_REASON
from expertteam.access.services import LONGEST_DAYS, USUAL_DAYS
from expertteam.core import clock
from expertteam.frontend.choices import PublicChoiceField
from expertteam.frontend.forms import DateField, PlainForm
from expertteam.organisations.models import User


class InviteForm(PlainForm):
    """Who reads along, why and until when; ``people`` are those that can be invited."""

    person = PublicChoiceField(User.objects.none(), label="Wie nodigt u uit?", empty_label="Maak een keuze")
    reason = forms.CharField(
        label="Waarom leest deze persoon mee?",
        help_text="Dit staat op de pagina ‘Wie kan erbij?’. Noem geen namen van de jeugdige of ouders.",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    until = DateField(
        label="Tot en met welke dag?",
        help_text=f"Hoogstens {LONGEST_DAYS} dagen. Daarna stopt de toegang vanzelf.",
        not_past=True,
    )

    def __init__(self, *args, people, **kwargs):
        usual = clock.today() + timedelta(days=USUAL_DAYS)
        super().__init__(*args, initial={"until": usual}, **kwargs)
        self.fields["person"].queryset = people
        self.fields["person"].label_from_instance = _with_place


def _with_place(user) -> str:
    """Name, role and organisation of an account as queries.accounts() gives it."""
    places = [f"{each.get_role_display()}, {each.organisation}" for each in user.roles_today]
    return f"{user.name} ({'; '.join(places)})"


class EmergencyForm(PlainForm):
    """Which case, and why it cannot wait."""

    number = forms.RegexField(
        r"^[A-Z]{2,3}-\d{4}-\d{4,6}$",
        label="Wat is het casusnummer?",
        help_text="Precies zoals het is, bijvoorbeeld NL-2026-0042. Zoeken kan hier niet.",
        max_length=20,
        error_messages={"invalid": "Vul het hele casusnummer in, bijvoorbeeld NL-2026-0042."},
    )
    reason = forms.CharField(
        label="Waarom moet u de casus nu inzien?",
        help_text=(
            f"Ten minste {SHORTEST_REASON} tekens. Noem geen namen. De coördinator en de functionaris"
            " gegevensbescherming lezen dit."
        ),
        min_length=SHORTEST_REASON,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"min_length": SAY_WHY},
    )

    # What goes on record of an attempt; not what was typed, unless it has the shape of a case number.
    tried = "onjuist nummer"

    def clean_number(self):
        self.tried = self.cleaned_data["number"]
        return self.tried

    def number_is_unknown(self) -> None:
        self.add_error(
            "number",
            "Er is geen casus met dit nummer. Controleer het."
            f" U kunt het {ATTEMPTS_AN_HOUR} keer in een uur proberen.",
        )


class JudgementForm(PlainForm):
    """Was it right to break the glass?"""

    justified = forms.TypedChoiceField(
        label="Was deze noodtoegang terecht?",
        choices=[("yes", "Terecht"), ("no", "Niet terecht")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Waarom vindt u dat?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
