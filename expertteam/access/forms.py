"""Letting somebody in."""

from datetime import timedelta

from django import forms

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
