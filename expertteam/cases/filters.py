"""The filters of the worklist, as a form above it."""

import django_filters
from django import forms

from expertteam.cases.enums import CaseStatus, LegalFrame
from expertteam.cases.models import Case
from expertteam.core.search import matching
from expertteam.frontend.forms import PlainForm
from expertteam.organisations.models import Municipality

ORDERINGS = {
    "nummer": ("number",),
    "onderwerp": ("title", "pk"),
    "gemeente": ("municipality__name", "pk"),
    "status": ("status", "pk"),
    "aangemeld": ("filed_at", "pk"),
}
DEFAULT_ORDER = "-aangemeld"


class CaseFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Zoeken",
        method="search",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    status = django_filters.ChoiceFilter(label="Status", choices=CaseStatus.choices, empty_label="Alle")
    municipality = django_filters.ModelChoiceFilter(
        label="Gemeente", queryset=Municipality.objects.none(), empty_label="Alle", field_name="municipality"
    )
    frame = django_filters.ChoiceFilter(
        label="Juridisch kader", field_name="legal_frame", choices=LegalFrame.choices, empty_label="Alle"
    )

    class Meta:
        model = Case
        form = PlainForm
        fields = ["q", "status", "municipality", "frame"]

    def __init__(self, data=None, queryset=None, *, user, **kwargs):
        super().__init__(data, queryset, **kwargs)
        # Only municipalities of cases this user sees: the list itself tells nothing more.
        visible = Case.objects.visible_to(user).values("municipality")
        self.filters["municipality"].queryset = Municipality.objects.filter(pk__in=visible)

    def search(self, queryset, name, value):
        return matching(queryset, value, near="title")


def in_order(queryset, wanted: str, *, searching: bool):
    """Sort by a column of the page; a search without a chosen order keeps the best match on top."""
    if not wanted and searching:
        return queryset
    wanted = wanted if wanted.lstrip("-") in ORDERINGS else DEFAULT_ORDER
    sign = "-" if wanted.startswith("-") else ""
    return queryset.order_by(*(f"{sign}{field}" for field in ORDERINGS[wanted.lstrip("-")]))
