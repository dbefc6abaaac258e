"""The forms of the table: planning, preparing and recording."""

from datetime import datetime

from django import forms
from django.utils import timezone

from expertteam.conferences.enums import ConferenceOutcome, PreAdviceChoice
from expertteam.conferences.models import QUORUM, Participation
from expertteam.conferences.services import (
    ENDS_BEFORE_START,
    IN_THE_PAST,
    RECUSAL_SAYS_WHY,
    TOO_FEW_INVITED,
    TOO_FEW_PRESENT,
    cannot_sit,
)
from expertteam.core import clock
from expertteam.frontend.choices import PublicChoiceField, PublicMultipleChoiceField
from expertteam.frontend.conditional import ConditionalMixin
from expertteam.frontend.forms import DateField, PlainForm
from expertteam.organisations.models import User

# A date further away than this is a slip of the pen.
MONTHS_AHEAD = 12


def _text(rows):
    return forms.Textarea(attrs={"rows": rows})


class SeatChoices(forms.CheckboxSelectMultiple):
    """Checkboxes where an expert with a conflict can be read but not ticked."""

    barred: frozenset = frozenset()

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value in self.barred:
            option["attrs"]["disabled"] = True
        return option


class PlanForm(PlainForm):
    """``seats`` are the experts of the table, ``chairs`` the users who chair it.

    ``barred_chairs`` says by user id why a chair keeps away from this case.
    """

    day = DateField(label="Datum", not_past=True)
    starts = forms.TimeField(label="Begintijd", help_text="Bijvoorbeeld 10:00")
    ends = forms.TimeField(label="Eindtijd", help_text="Bijvoorbeeld 11:00")
    location = forms.CharField(
        label="Plaats", help_text="Een adres met zaal, of ‘online’.", max_length=120, strip=True
    )
    chair = PublicChoiceField(User.objects.none(), label="Voorzitter", empty_label="Kies een voorzitter")
    experts = forms.MultipleChoiceField(
        label="Gedragswetenschappers",
        help_text=f"Kies er {QUORUM} of meer, van verschillende disciplines. "
        "Wie bij de aanmelder werkt, kan niet meepraten.",
        widget=SeatChoices,
    )

    def __init__(self, *args, seats, chairs, barred_chairs, **kwargs):
        super().__init__(*args, **kwargs)
        self.barred_chairs = barred_chairs
        self.seats = {str(seat.membership.public_id): seat for seat in seats}
        self.fields["chair"].queryset = chairs
        self.fields["experts"].choices = [(key, _seat_label(seat)) for key, seat in self.seats.items()]
        self.fields["experts"].widget.barred = {key for key, seat in self.seats.items() if seat.conflict}

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > clock.months_later(clock.today(), MONTHS_AHEAD):
            raise forms.ValidationError(
                f"{day:%d-%m-%Y} is meer dan een jaar verder. Controleer het jaartal."
            )
        return day

    def clean_chair(self):
        chair = self.cleaned_data["chair"]
        if chair.pk in self.barred_chairs:
            raise forms.ValidationError(cannot_sit(chair, self.barred_chairs[chair.pk]))
        return chair

    def clean_experts(self):
        chosen = [self.seats[key] for key in self.cleaned_data["experts"]]
        for seat in chosen:
            if seat.conflict:
                raise forms.ValidationError(cannot_sit(seat.membership.user, seat.conflict))
        if len(chosen) < QUORUM:
            raise forms.ValidationError(TOO_FEW_INVITED)
        return [(seat.membership.user, seat.membership.discipline) for seat in chosen]

    def clean(self):
        cleaned = super().clean()
        if not {"day", "starts", "ends"} <= cleaned.keys():
            return cleaned
        cleaned["starts_at"] = _moment(cleaned["day"], cleaned["starts"])
        cleaned["ends_at"] = _moment(cleaned["day"], cleaned["ends"])
        if cleaned["ends_at"] <= cleaned["starts_at"]:
            self.add_error("ends", ENDS_BEFORE_START)
        if cleaned["starts_at"] <= clock.now():
            self.add_error("starts", IN_THE_PAST)
        return cleaned


def _seat_label(seat) -> str:
    member = seat.membership
    label = f"{member.user} – {member.get_discipline_display()}, {member.organisation}"
    return f"{label} ({seat.conflict})" if seat.conflict else label


def _moment(day, time):
    return timezone.make_aware(datetime.combine(day, time))


class PreAdviseForm(ConditionalMixin, PlainForm):
    """A pre-advice, or a recusal in its place: an explicit choice."""

    deciding = "choice"
    only_with = {
        "analysis": (PreAdviceChoice.WRITE,),
        "advice": (PreAdviceChoice.WRITE,),
        "questions": (PreAdviceChoice.WRITE,),
        "recusal_reason": (PreAdviceChoice.RECUSE,),
    }

    choice = forms.ChoiceField(
        label="Kunt u over deze casus meedenken?",
        help_text="Kent u de jeugdige of het gezin, of werkt u bij een organisatie die nu betrokken is? "
        "Dan verschoont u zich. U hebt daarna geen toegang meer tot deze casus.",
        choices=PreAdviceChoice,
        widget=forms.RadioSelect,
    )
    analysis = forms.CharField(label="Hoe begrijpt u de situatie?", widget=_text(6))
    advice = forms.CharField(label="Wat adviseert u?", widget=_text(6))
    questions = forms.CharField(label="Wat wilt u nog weten?", required=False, widget=_text(3))
    recusal_reason = forms.CharField(
        label="Waarom verschoont u zich?",
        help_text="Alleen als u zich verschoont. Kort is genoeg; wie aan tafel zit, kan dit lezen.",
        error_messages={"required": RECUSAL_SAYS_WHY},
        widget=_text(3),
    )


class ConferForm(ConditionalMixin, PlainForm):
    """``taking_part`` are the invited experts, ``outcomes`` those this table may choose."""

    deciding = "outcome"
    only_with = {
        "director": (ConferenceOutcome.PROCESREGIE,),
        "transfer_question": (ConferenceOutcome.CENTRE,),
    }

    present = PublicMultipleChoiceField(
        Participation.objects.none(),
        label="Wie was erbij?",
        error_messages={"required": TOO_FEW_PRESENT},
        widget=forms.CheckboxSelectMultiple,
    )
    explanatory_analysis = forms.CharField(
        label="Verklarende analyse",
        help_text="Hoe hangen de problemen samen, en wat houdt ze in stand? Dit staat ook in de adviesbrief.",
        widget=_text(7),
    )
    minutes = forms.CharField(
        label="Verslag",
        help_text="Wat is besproken en afgesproken? De aanmelder leest dit verslag niet.",
        widget=_text(7),
    )
    outcome = forms.ChoiceField(label="Uitkomst", choices=ConferenceOutcome, widget=forms.RadioSelect)
    director = PublicChoiceField(
        User.objects.none(),
        label="Procesregisseur",
        help_text="Alleen bij procesregie. De coördinator kan dit ook later kiezen.",
        empty_label="Later aanwijzen",
        required=False,
    )
    transfer_question = forms.CharField(
        label="Vraag aan het expertisecentrum",
        help_text="Alleen als de casus naar het expertisecentrum gaat.",
        error_messages={"required": "Vul in wat u aan het expertisecentrum vraagt."},
        widget=_text(3),
    )

    def __init__(self, *args, taking_part, directors, outcomes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = taking_part
        self.fields["present"].label_from_instance = _participation_label
        self.fields["director"].queryset = directors
        self.fields["outcome"].choices = [(each.value, each.label) for each in outcomes]

    @property
    def _wants_advice(self):
        return self.data.get(self.add_prefix("outcome")) == ConferenceOutcome.ADVICE

    def full_clean(self):
        """An adjourned conference may have had nobody present and nothing to analyse yet."""
        asked = [self.fields[name] for name in ("present", "explanatory_analysis")]
        for field in asked:
            field.required = self._wants_advice
        super().full_clean()
        for field in asked:
            field.required = True

    def clean_present(self):
        present = self.cleaned_data["present"]
        if self._wants_advice and len(present) < QUORUM:
            raise forms.ValidationError(TOO_FEW_PRESENT)
        return present


def _participation_label(participation) -> str:
    return f"{participation.expert} – {participation.get_discipline_display()}"
