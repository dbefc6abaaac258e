"""Forms about consent: what everybody said at filing or after a birthday, and one answer at a time."""

from django import forms
from django.utils.text import capfirst

from expertteam.access import consent as ledger
from expertteam.access.consent_enums import Answer, Authority, Manner, Scope, Voice
from expertteam.access.consent_rules import NO_BIRTH_DATE, Facts, Said, age_on, in_words, judge, voices
from expertteam.access.consent_table import SUPERVISED
from expertteam.core import clock
from expertteam.frontend.conditional import ConditionalMixin
from expertteam.frontend.forms import DateField, PlainForm

SAID = [(Answer.GIVEN, "ja"), (Answer.REFUSED, "nee")]
NOT_YET = ("not_yet", "nog niet gevraagd")
NO_NAMES = "Schrijf geen namen op."


def scopes_field(label="Met wie mag de casus gedeeld worden?", **kwargs):
    return forms.MultipleChoiceField(
        label=label, choices=Scope.choices, widget=forms.CheckboxSelectMultiple, **kwargs
    )


def manner_field(label="Hoe is dat gezegd?", **kwargs):
    return forms.ChoiceField(label=label, choices=Manner.choices, widget=forms.RadioSelect, **kwargs)


def note_field(**kwargs):
    return forms.CharField(max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)


class AnswersForm(ConditionalMixin, PlainForm):
    """What everybody said whose answer counts for somebody born on ``birth_date``, under ``authority``."""

    def __init__(self, *args, birth_date, authority, **kwargs):
        super().__init__(*args, **kwargs)
        self.birth_date, self.authority = birth_date, authority
        self.people = ledger.speaking(birth_date=birth_date, authority=authority)
        for voice in self.people:
            self._ask(voice)
        self.fields["scopes"] = scopes_field()  # consent is given, never ticked beforehand
        self.fields["scopes"].begins = True
        self.fields["danger"] = note_field(
            label="Is delen nodig voor de veiligheid, ook zonder toestemming? Schrijf waarom",
            help_text=f"Alleen bij gevaar. Dit geldt {ledger.rules().vital_days} dagen. {NO_NAMES}",
        )

    def _ask(self, voice) -> None:
        name = capfirst(voice.label)
        decides = voice == Voice.GI and self.authority in SUPERVISED
        asked = (
            "besluit de GI tot delen, omdat het nodig is voor de OTS?" if decides else "is er toestemming?"
        )
        self.fields[f"{voice}_answer"] = forms.ChoiceField(
            label=f"{name}: {asked}", choices=[*SAID, NOT_YET], widget=forms.RadioSelect
        )
        self.fields[f"{voice}_answer"].begins = True
        self.fields[f"{voice}_on"] = DateField(label=f"{name}: op welke datum?", not_future=True)
        self.fields[f"{voice}_manner"] = manner_field(f"{name}: mondeling of schriftelijk?")

    def idle(self):
        """Whoever was not asked yet has no date and no manner."""
        silent = [v for v in self.people if self.data.get(f"{v}_answer") not in Answer.values]
        return [f"{voice}_{part}" for voice in silent for part in ("on", "manner")]

    @property
    def explanation(self) -> str:
        """Who must agree, and why."""
        if self.birth_date is None:
            return "Vul eerst in over wie het gaat. Van de leeftijd hangt af wie toestemming geeft."
        years = age_on(self.birth_date, clock.today())
        needed = in_words(self.needed) or "iemand met gezag"
        reading = ledger.rules().reading_for(ledger.band_today(self.birth_date))
        return f"De jeugdige is {years} jaar. Toestemming is nodig van {needed}. {reading}"

    @property
    def needed(self) -> tuple[Voice, ...]:
        return voices(ledger.rules(), ledger.band_today(self.birth_date), self.authority)

    def answers(self) -> list[dict]:
        """What was said, as :func:`expertteam.cases.consent.note_answers` takes it."""
        asked = [v for v in self.people if self.cleaned_data[f"{v}_answer"] in Answer.values]
        said = [self._answer(voice) for voice in asked]
        if self.cleaned_data["danger"]:
            said.append(declared_danger(self.cleaned_data["danger"]))
        return said

    def _answer(self, voice) -> dict:
        return {
            "voice": voice,
            "answer": Answer(self.cleaned_data[f"{voice}_answer"]),
            "scopes": self.cleaned_data["scopes"],
            "said_on": self.cleaned_data[f"{voice}_on"],
            "manner": self.cleaned_data[f"{voice}_manner"],
        }


def declared_danger(why) -> dict:
    """An answer of the professional: sharing is needed, whatever the others say."""
    return {
        "voice": Voice.PROFESSIONAL,
        "answer": Answer.GIVEN,
        "scopes": [scope for scope in Scope if scope in ledger.rules().vital],
        "said_on": clock.today(),
        "note": why,
    }


class FilingConsentForm(AnswersForm):
    """At filing there must be a basis to tell the table; an anonymous consultation needs none."""

    def __init__(self, *args, anonymous=False, problem="", **kwargs):
        super().__init__(*args, **kwargs)
        self.anonymous, self.problem = anonymous, problem
        if anonymous:
            self.fields.clear()

    @property
    def explanation(self) -> str:
        if self.anonymous:
            return (
                "U meldt anoniem aan. Daarvoor is geen toestemming nodig. U kunt verder met de volgende stap."
            )
        return super().explanation

    def clean(self):
        if self.anonymous:
            return self.cleaned_data
        cleaned = super().clean()
        if not self.errors:
            why_not = self.problem or self._why_not()
            if why_not:
                self.add_error(None, why_not)
        return cleaned

    def answers(self) -> list[dict]:
        return [] if self.anonymous else super().answers()

    def _why_not(self) -> str:
        """Why the case may not go to the table yet; empty when it may."""
        if self.birth_date is None:
            return NO_BIRTH_DATE
        said = {
            (each["voice"], Scope(scope)): Said(each["answer"], each["said_on"], each["voice"])
            for each in self.answers()
            for scope in each["scopes"]
        }
        ruling = judge(
            ledger.rules(), Facts(self.birth_date, self.authority, said), Scope.TABLE, clock.today()
        )
        return "" if ruling.allowed else f"{ruling.why_not} U kunt deze casus wel anoniem aanmelden."


class RecordForm(ConditionalMixin, PlainForm):
    """One answer, about one or more kinds of sharing; ``people`` are those whose answer counts."""

    OF_A_PERSON = tuple(voice for voice in Voice if voice != Voice.PROFESSIONAL)

    deciding = "voice"
    only_with = {"answer": OF_A_PERSON, "manner": OF_A_PERSON}

    voice = forms.ChoiceField(label="Wie gaf antwoord?", widget=forms.RadioSelect)
    answer = forms.ChoiceField(label="Wat was het antwoord?", choices=SAID, widget=forms.RadioSelect)
    # Nothing is ticked beforehand: it is written down as it was said.
    scopes = scopes_field("Voor delen met wie geldt dit antwoord?")
    said_on = DateField(label="Op welke datum?", not_future=True)
    manner = manner_field()
    note = note_field(
        label="Toelichting", help_text=f"Nodig bij de veiligheid: schrijf waarom delen nodig is. {NO_NAMES}"
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["voice"].choices = [(voice, voice.label) for voice in (*people, Voice.PROFESSIONAL)]
        self.fields["said_on"].initial = clock.today()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("voice") != Voice.PROFESSIONAL:
            return cleaned
        if not cleaned.get("note"):
            self.add_error("note", "Schrijf op waarom delen nodig is voor de veiligheid.")
        return cleaned | {"answer": Answer.GIVEN}


class WithdrawForm(PlainForm):
    """Who takes their consent back, and for what; ``people`` are those who gave it."""

    voice = forms.ChoiceField(label="Wie trekt de toestemming in?", widget=forms.RadioSelect)
    scopes = scopes_field("Waarvoor vervalt de toestemming?")
    said_on = DateField(label="Op welke datum?", not_future=True)
    manner = manner_field()
    note = note_field(label="Toelichting", help_text=NO_NAMES)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["voice"].choices = [(voice, voice.label) for voice in people]
        self.fields["said_on"].initial = clock.today()

    def clean(self):
        return {**super().clean(), "answer": Answer.WITHDRAWN}


class AuthorityForm(PlainForm):
    authority = forms.ChoiceField(
        label="Wie heeft het gezag over de jeugdige?", choices=Authority.choices, widget=forms.RadioSelect
    )
