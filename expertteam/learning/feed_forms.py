"""What an administrator fills in about a key of the feed."""

from django import forms

from expertteam.frontend.choices import PublicChoiceField
from expertteam.frontend.fields import DateField
from expertteam.frontend.forms import PlainForm
from expertteam.learning.feed_models import FEWEST_A_MINUTE, MOST_A_MINUTE, USUAL_A_MINUTE
from expertteam.learning.permissions import REPORT_READERS
from expertteam.organisations.models import Membership, Region, User


class FeedKeyForm(PlainForm):
    purpose = forms.CharField(
        label="Waarvoor is de sleutel?",
        help_text="Bijvoorbeeld: dashboard inkoop in Power BI.",
        max_length=120,
    )
    owner = PublicChoiceField(
        User.objects.none(),
        label="Eigenaar",
        help_text="Deze persoon staat in voor het gebruik. Mag de eigenaar geen rapportages meer lezen, dan "
        "werkt de sleutel niet meer.",
        empty_label="Maak een keuze",
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label="Regio",
        required=False,
        to_field_name="slug",
        empty_label="Alle regio’s",
    )
    per_minute = forms.IntegerField(
        label="Hoe vaak per minuut?",
        help_text="Voor Power BI is 60 genoeg.",
        min_value=FEWEST_A_MINUTE,
        max_value=MOST_A_MINUTE,
        initial=USUAL_A_MINUTE,
    )
    expires_on = DateField(label="Laatste dag", help_text="Hoogstens een jaar.", not_past=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        readers = Membership.objects.current().filter(role__in=REPORT_READERS)
        self.fields["owner"].queryset = User.objects.filter(
            is_active=True, pk__in=readers.values("user_id")
        ).order_by("name", "pk")
        self.fields["region"].queryset = Region.objects.all()
