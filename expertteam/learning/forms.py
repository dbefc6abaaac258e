"""What is asked for a signal, a lesson, its release and a report."""

from django import forms

from expertteam.cases.enums import HelpSegment
from expertteam.frontend.forms import PlainForm, rows_formset
from expertteam.learning.enums import Addressee, Bottleneck, Moment, SignalKind
from expertteam.learning.periods import first_day, last_day, month_choices

CHOICE_EMPTY = [("", "Kies een antwoord")]
NOT_ABOUT_ONE = [("", "Geldt voor alle soorten")]
MAX_TEXT = 4000
# What each kind of signal must say, in the words of the constraint on the record.
NEEDED = {
    SignalKind.EARLIER: {
        "segment": "Kies welke hulp eerder had gemoeten.",
        "moment": "Kies op welk moment die hulp eerder had gemoeten.",
    },
    SignalKind.MISSING: {"segment": "Kies welk aanbod ontbrak."},
    SignalKind.BOTTLENECK: {"bottleneck": "Kies wat voor knelpunt het was."},
}


class SignalForm(PlainForm):
    """One thing this case teaches."""

    kind = forms.ChoiceField(label="Soort signaal", choices=SignalKind.choices, widget=forms.RadioSelect)
    segment = forms.ChoiceField(
        label="Om welke hulp gaat het?",
        choices=CHOICE_EMPTY + HelpSegment.choices,
        required=False,
        help_text="Nodig bij hulp die eerder had gemoeten en bij aanbod dat ontbrak.",
    )
    moment = forms.ChoiceField(
        label="Op welk moment had dit gemoeten?",
        choices=CHOICE_EMPTY + Moment.choices,
        required=False,
        help_text="Nodig bij hulp die eerder had gemoeten.",
    )
    bottleneck = forms.ChoiceField(
        label="Wat voor knelpunt was het?",
        choices=CHOICE_EMPTY + Bottleneck.choices,
        required=False,
        help_text="Nodig bij een knelpunt.",
    )
    addressee = forms.ChoiceField(
        label="Voor wie is dit signaal bedoeld?", choices=CHOICE_EMPTY + Addressee.choices
    )
    text = forms.CharField(
        label="Toelichting",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_TEXT,
        help_text="Deze tekst blijft in de casus en komt niet in de rapportage.",
    )

    def clean(self):
        values = super().clean()
        for name, message in NEEDED.get(values.get("kind"), {}).items():
            if values.get(name) == "":
                self.add_error(name, message)
        return values


Signals = rows_formset(
    SignalForm,
    rows=1,
    max_rows=10,
    row_name="signaal",
    row_name_plural="signalen",
    add_label="Signaal toevoegen",
)


class LessonForm(PlainForm):
    """A lesson as the author proposes it; a choice of region only for who works for more than one."""

    region = forms.ModelChoiceField(label="Regio", queryset=None, empty_label="Kies een regio")
    title = forms.CharField(label="Titel", max_length=120, help_text="De les in één zin.")
    text = forms.CharField(
        label="Wat kunnen anderen hiervan leren?",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=MAX_TEXT,
    )
    segment = forms.ChoiceField(
        label="Over welke hulp gaat het?", choices=NOT_ABOUT_ONE + HelpSegment.choices, required=False
    )
    bottleneck = forms.ChoiceField(
        label="Over welk knelpunt gaat het?",
        choices=[("", "Niet over een knelpunt"), *Bottleneck.choices],
        required=False,
    )

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.regions = list(regions)
        if len(self.regions) == 1:
            del self.fields["region"]
        else:
            self.fields["region"].queryset = regions

    def clean(self):
        values = super().clean()
        if len(self.regions) == 1:
            values["region"] = self.regions[0]
        return values


class ReviewForm(PlainForm):
    """The judgement of the second person."""

    decision = forms.ChoiceField(
        label="Wat besluit u?",
        choices=[("release", "Vrijgeven: anderen mogen deze les lezen"), ("refuse", "Niet vrijgeven")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Uw toelichting",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=MAX_TEXT,
        help_text="Nodig als u de les niet vrijgeeft. De schrijver leest dit.",
    )

    def clean(self):
        values = super().clean()
        if values.get("decision") == "refuse" and not values.get("note"):
            self.add_error("note", "Vul in waarom u de les niet vrijgeeft.")
        return values


class ReportForm(PlainForm):
    """The whole months of a report, from the first month that has anything to tell until this one."""

    starts_in = forms.TypedChoiceField(label="Van maand", coerce=first_day)
    ends_in = forms.TypedChoiceField(label="Tot en met maand", coerce=first_day)

    def __init__(self, *args, since, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.choices = [("", "Kies een maand"), *month_choices(since)]

    def clean(self):
        values = super().clean()
        starts, ends = values.get("starts_in"), values.get("ends_in")
        if starts and ends and ends < starts:
            self.add_error("ends_in", "De laatste maand ligt voor de eerste. Kies een latere maand.")
        return values

    @property
    def period(self):
        """The first and the last day."""
        return self.cleaned_data["starts_in"], last_day(self.cleaned_data["ends_in"])


class WithdrawReportForm(PlainForm):
    why = forms.CharField(
        label="Waarom trekt u de rapportage in?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_TEXT,
        help_text="Alle lezers zien dit. Herhaal dus niet wat er fout in stond als dat over mensen gaat.",
    )
