"""Searching the released lessons."""

import django_filters
from django import forms

from expertteam.cases.enums import HelpSegment
from expertteam.core.search import matching
from expertteam.frontend.forms import PlainForm
from expertteam.learning.enums import Bottleneck
from expertteam.learning.models import Lesson


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
