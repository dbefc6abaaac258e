"""The filters of the lists of accounts and organisations."""

import django_filters
from django import forms
from django.db.models import Q

from expertteam.core.text import normalised
from expertteam.frontend.forms import PlainForm
from expertteam.organisations.enums import OrganisationKind
from expertteam.organisations.models import Organisation, User
from expertteam.organisations.queries import working_at

ACTIVE = [("ja", "Actief"), ("nee", "Niet actief")]


def _search(label):
    return django_filters.CharFilter(
        label=label, method="search", widget=forms.TextInput(attrs={"type": "search", "maxlength": 100})
    )


class AccountFilter(django_filters.FilterSet):
    q = _search("Naam of e-mailadres")
    kind = django_filters.ChoiceFilter(
        label="Soort organisatie", choices=OrganisationKind.choices, empty_label="Alle", method="of_kind"
    )
    active = django_filters.ChoiceFilter(label="Stand", choices=ACTIVE, empty_label="Alle", method="by_state")

    class Meta:
        model = User
        form = PlainForm
        fields = ["q", "kind", "active"]

    def search(self, queryset, name, value):
        return queryset.filter(Q(name__unaccent__icontains=value) | Q(email__icontains=value))

    def of_kind(self, queryset, name, value):
        return queryset.filter(working_at(value))

    def by_state(self, queryset, name, value):
        return queryset.filter(is_active=value == "ja")


class OrganisationFilter(django_filters.FilterSet):
    q = _search("Naam")
    kind = django_filters.ChoiceFilter(label="Soort", choices=OrganisationKind.choices, empty_label="Alle")

    class Meta:
        model = Organisation
        form = PlainForm
        fields = ["q", "kind"]

    def search(self, queryset, name, value):
        return queryset.filter(sort_key__contains=normalised(value))
