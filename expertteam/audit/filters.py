"""Choosing rows of the read log."""

from datetime import datetime, time, timedelta

import django_filters
from django import forms
from django.utils import timezone

from expertteam.audit.enums import EventType
from expertteam.audit.models import ReadEvent
from expertteam.frontend.forms import DateField, PlainForm


class DayFilter(django_filters.Filter):
    """A day as people write it."""

    field_class = DateField


class LookFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Wie",
        field_name="user_name",
        lookup_expr="unaccent__icontains",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 100}),
    )
    event_type = django_filters.ChoiceFilter(label="Wat", choices=EventType.choices, empty_label="Alles")
    since = DayFilter(label="Vanaf", method="from_day")
    until = DayFilter(label="Tot en met", method="to_day")
    emergency = django_filters.BooleanFilter(
        label="Alleen noodtoegang", widget=forms.CheckboxInput, method="only_emergency"
    )

    class Meta:
        model = ReadEvent
        form = PlainForm
        fields = ["q", "event_type", "since", "until", "emergency"]

    def from_day(self, queryset, name, value):
        return queryset.filter(at__gte=_start_of(value))

    def to_day(self, queryset, name, value):
        return queryset.filter(at__lt=_start_of(value + timedelta(days=1)))

    def only_emergency(self, queryset, name, value):
        return queryset.filter(emergency=True) if value else queryset


def _start_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))
