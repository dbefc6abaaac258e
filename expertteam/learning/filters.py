"""Searching the released lessons and the published reports."""

import django_filters
from django import forms

from expertteam.cases.enums import HelpSegment
from expertteam.core.search import matching
from expertteam.frontend.forms import PlainForm
from expertteam.learning.enums import Bottleneck
from expertteam.learning.models import LearningReport, Lesson
from expertteam.organisations.models import Region


class LessonFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Zoeken",
        method="search",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    segment = django_filters.ChoiceFilter(label="Soort hulp", choices=HelpSegment.choices, empty_label="Alle")
    bottleneck = django_filters.ChoiceFilter(label="Knelpunt", choices=Bottleneck.choices, empty_label="Alle")

    class Meta:
        model = Lesson
        form = PlainForm
        fields = ["q", "segment", "bottleneck"]

    def search(self, queryset, name, value):
        return matching(queryset, value, near="title")


def _years(reports):
    """The years in which these reports end, the last one first."""
    years = sorted(set(reports.order_by().values_list("ends_on__year", flat=True)), reverse=True)
    return [(f"{year}", f"{year}") for year in years]


class ReportFilter(django_filters.FilterSet):
    regio = django_filters.ModelChoiceFilter(
        field_name="region",
        label="Regio",
        queryset=Region.objects.all(),
        to_field_name="slug",
        empty_label="Alle",
    )
    jaar = django_filters.ChoiceFilter(
        field_name="ends_on__year", label="Periode eindigt in", choices=(), empty_label="Alle jaren"
    )

    class Meta:
        model = LearningReport
        form = PlainForm
        fields = ["regio", "jaar"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["jaar"].extra["choices"] = _years(self.queryset)
