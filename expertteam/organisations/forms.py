"""What an administrator fills in about accounts, roles and organisations."""

from django import forms
from django.core.exceptions import ValidationError

from expertteam.core.text import normalised
from expertteam.frontend.choices import PublicChoiceField
from expertteam.frontend.conditional import ConditionalMixin
from expertteam.frontend.forms import PlainForm
from expertteam.organisations.enums import TEAM_ROLES, Discipline, OrganisationKind, Role
from expertteam.organisations.models import Municipality, Organisation, Region, Team, User
from expertteam.organisations.services import ADDRESS_TAKEN, NAME_TAKEN, check_place

CHOOSE = [("", "Maak een keuze")]
# Regions, expertteams and the expertise centre come with the reference data: they bring a team along.
ADDABLE = (
    OrganisationKind.ACCESS_TEAM,
    OrganisationKind.CERTIFIED_INSTITUTION,
    OrganisationKind.PROVIDER,
    OrganisationKind.READER,
)
NAME_LENGTH = 120


class RoleForm(ConditionalMixin, PlainForm):
    """A role, for whom, and at which table."""

    deciding = "role"
    only_with = {"team": TEAM_ROLES, "discipline": (Role.EXPERT,)}

    role = forms.ChoiceField(label="Rol", choices=CHOOSE + Role.choices)
    organisation = PublicChoiceField(
        Organisation.objects.none(),
        label="Organisatie",
        help_text="De organisatie waar deze persoon voor werkt.",
        empty_label="Maak een keuze",
    )
    team = PublicChoiceField(
        Team.objects.none(),
        label="Team",
        help_text="Alleen bij een rol in een expertteam of het expertisecentrum.",
        empty_label="Geen team",
        error_messages={"required": "Kies een team. Deze rol is altijd in een team."},
    )
    discipline = forms.ChoiceField(
        label="Discipline",
        help_text="Alleen bij een gedragswetenschapper.",
        choices=[("", "Geen discipline"), *Discipline.choices],
        error_messages={"required": "Kies de discipline van deze gedragswetenschapper."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(is_active=True)
        self.fields["team"].queryset = Team.objects.order_by("kind", "name")

    def clean(self):
        cleaned = super().clean()
        try:
            check_place(
                role=cleaned.get("role"), organisation=cleaned.get("organisation"), team=cleaned.get("team")
            )
        except ValidationError as refusal:
            self.add_service_error(refusal)
        return cleaned


class AccountForm(RoleForm):
    """A new account with its first role."""

    name = forms.CharField(label="Naam", max_length=NAME_LENGTH)
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Op dit adres komt de uitnodiging. Deze persoon logt ermee in.",
    )
    field_order = ("name", "email", "role", "organisation", "team", "discipline")

    def clean_email(self):
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(ADDRESS_TAKEN)
        return email


class OrganisationForm(ConditionalMixin, PlainForm):
    deciding = "kind"
    only_with = {
        "municipality": (OrganisationKind.ACCESS_TEAM,),
        "region": tuple(kind for kind in ADDABLE if kind != OrganisationKind.ACCESS_TEAM),
    }

    name = forms.CharField(label="Naam", max_length=NAME_LENGTH)
    kind = forms.ChoiceField(label="Soort", choices=[(kind.value, kind.label) for kind in ADDABLE])
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label="Gemeente",
        help_text="Alleen bij een gemeentelijke toegang. De regio volgt vanzelf.",
        empty_label="Geen gemeente",
        error_messages={"required": "Kies de gemeente van deze toegang."},
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label="Regio",
        required=False,
        help_text="Alleen als de organisatie voor één regio werkt.",
        empty_label="Geen of meer regio’s",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = CHOOSE + self.fields["kind"].choices
        self.fields["municipality"].queryset = Municipality.objects.select_related("region")
        self.fields["region"].queryset = Region.objects.all()

    def clean_name(self):
        name = self.cleaned_data["name"]
        if Organisation.objects.filter(sort_key=normalised(name)).exists():
            raise ValidationError(NAME_TAKEN)
        return name
