"""The filters of the page "Opvolging", and its counts."""

import django_filters
from django import forms
from django.db.models import Case, Count, When

from expertteam.followup.enums import FollowUpState, FollowUpStatus
from expertteam.followup.models import FollowUp
from expertteam.frontend.forms import PlainForm
from expertteam.organisations.models import Municipality

ORDERINGS = {
    "nummer": ("case__number", "pk"),
    "gemeente": ("case__municipality__name", "pk"),
    "vanaf": ("due_on", "pk"),
}
DEFAULT_ORDER = "vanaf"
# What asks for somebody's hand first: late, due, then to be assessed; what is done comes last.
URGENCY = Case(
    When(state=FollowUpState.LATE, then=0),
    When(state=FollowUpState.DUE, then=1),
    When(status__in=[FollowUpStatus.ANSWERED, FollowUpStatus.UNANSWERED], then=2),
    When(state=FollowUpState.PLANNED, then=3),
    default=4,
)


class FollowUpFilter(django_filters.FilterSet):
    number = django_filters.CharFilter(
        label="Casusnummer",
        field_name="case__number",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 20}),
    )
    state = django_filters.ChoiceFilter(label="Stand", choices=FollowUpState.choices, empty_label="Alle")
    municipality = django_filters.ModelChoiceFilter(
        label="Gemeente",
        field_name="case__municipality",
        queryset=Municipality.objects.none(),
        empty_label="Alle",
    )

    class Meta:
        model = FollowUp
        form = PlainForm
        fields = ["number", "state", "municipality"]

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        # Only municipalities of what this user watches: the list itself tells nothing more.
        self.filters["municipality"].queryset = Municipality.objects.filter(
            pk__in=queryset.order_by().values("case__municipality")
        )


def counts(queryset) -> dict[str, int]:
    """How many there are in each state, in one query; every state is there, also at nought."""
    found = dict(queryset.order_by().values_list("state").annotate(number=Count("pk")))
    return {state: found.get(state, 0) for state in FollowUpState}


def in_order(queryset, wanted: str):
    """Sort by a column of the page; what is most urgent on top when none is asked for."""
    if wanted.lstrip("-") not in ORDERINGS:
        return queryset.order_by(URGENCY, *ORDERINGS[DEFAULT_ORDER])
    sign = "-" if wanted.startswith("-") else ""
    return queryset.order_by(*(f"{sign}{field}" for field in ORDERINGS[wanted.lstrip("-")]))
