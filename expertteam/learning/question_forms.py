"""What is asked for a question to an organisation, its answer and the second reader's judgement."""

from datetime import timedelta

from django import forms

from expertteam.core import clock
from expertteam.frontend.forms import DateField, PlainForm
from expertteam.learning.enums import Addressee
from expertteam.learning.forms import MAX_TEXT
from expertteam.learning.question_enums import PROMISES, RESULTS

REPORT, LESSON = "rapportage", "les"
# What the form proposes: six weeks.
DAYS_OFFERED = 42


class QuestionForm(PlainForm):
    """A question about a theme or a lesson; ``about`` comes out as the keywords of the service."""

    about = forms.ChoiceField(label="Waar gaat de vraag over?")
    addressee = forms.ChoiceField(
        label="Voor wie is de vraag?", choices=[("", "Kies een antwoord"), *Addressee.choices]
    )
    organisation = forms.ModelChoiceField(
        label="Aan welke organisatie?", queryset=None, empty_label="Kies een organisatie"
    )
    text = forms.CharField(
        label="Wat vraagt u?",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=MAX_TEXT,
        help_text="Vraag om iets waar de organisatie zelf over gaat. Noem geen casus en geen personen.",
    )
    answer_by = DateField(
        label="Antwoord uiterlijk op",
        help_text="Geef ten minste twee weken de tijd, geteld vanaf het versturen.",
    )

    def __init__(self, *args, themes, lessons, organisations, **kwargs):
        """``themes`` maps each published report to the titles of its themes."""
        super().__init__(*args, **kwargs)
        self.subjects = {
            f"{REPORT}:{report.pk}:{number}": {"report": report, "theme": title}
            for report, titles in themes.items()
            for number, title in enumerate(titles)
        }
        of_lessons = {f"{LESSON}:{lesson.pk}": {"lesson": lesson} for lesson in lessons}
        self.fields["about"].choices = [
            ("", "Kies een onderwerp"),
            *((_period(report), self._titles(report)) for report, titles in themes.items() if titles),
            *(
                [("Vrijgegeven lessen", [(key, one["lesson"].title) for key, one in of_lessons.items()])]
                if of_lessons
                else []
            ),
        ]
        self.subjects |= of_lessons
        self.fields["organisation"].queryset = organisations
        self.fields["answer_by"].initial = clock.today() + timedelta(days=DAYS_OFFERED)

    def _titles(self, report) -> list[tuple[str, str]]:
        return [(key, one["theme"]) for key, one in self.subjects.items() if one.get("report") == report]

    def asked(self) -> dict:
        """The answers, as the service wants them."""
        values = dict(self.cleaned_data)
        about = values.pop("about")
        return values | self.subjects[about]


def _period(report) -> str:
    return f"Rapportage {report.starts_on:%m-%Y} tot en met {report.ends_on:%m-%Y}"


class AnswerForm(PlainForm):
    """The answer of an organisation, or later how it ended."""

    says = forms.ChoiceField(label="Wat doet uw organisatie?", widget=forms.RadioSelect)
    text = forms.CharField(
        label="Toelichting",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=MAX_TEXT,
        help_text="Schrijf waarom, en wat er gebeurt. Andere organisaties en de cliëntenraad lezen dit.",
    )
    by_when = DateField(
        label="Wanneer is het klaar?", required=False, help_text="Nodig als u het (deels) oppakt."
    )
    responsible = forms.CharField(
        label="Wie zorgt ervoor?",
        required=False,
        max_length=120,
        help_text="Nodig als u het (deels) oppakt. Noem een functie of afdeling, geen naam.",
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["says"].choices = [(each.value, each.label.capitalize()) for each in choices]
        if set(choices) <= set(RESULTS):
            self.fields["says"].label = "Hoe is het afgelopen?"
            self.fields["text"].help_text = "Schrijf wat er is gedaan, of waarom het niet lukte."
            del self.fields["by_when"], self.fields["responsible"]

    def clean(self):
        values = super().clean()
        if values.get("says") in PROMISES:
            if not values.get("responsible") and "responsible" not in self.errors:
                self.add_error("responsible", "Vul in welke functie of afdeling ervoor zorgt.")
            self._check_by_when(values.get("by_when"))
        return values

    def _check_by_when(self, by_when) -> None:
        if "by_when" in self.errors:
            return
        if by_when is None:
            self.add_error("by_when", "Vul in wanneer het klaar is.")
        elif by_when < clock.today():
            self.add_error("by_when", "Kies een datum die nog moet komen.")


class SecondReadForm(PlainForm):
    """The judgement of the second reader of a question or an answer."""

    decision = forms.ChoiceField(label="Wat besluit u?", widget=forms.RadioSelect)
    note = forms.CharField(
        label="Uw toelichting",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=MAX_TEXT,
        help_text="Nodig als u het niet vrijgeeft. De schrijver leest dit.",
    )

    def __init__(self, *args, release, refuse, **kwargs):
        """``release`` and ``refuse`` are what the two decisions do, in words."""
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [("release", release), ("refuse", refuse)]

    def clean(self):
        values = super().clean()
        if values.get("decision") == "refuse" and not values.get("note"):
            self.add_error("note", "Vul in waarom u dit niet vrijgeeft.")
        return values

    @property
    def decided(self) -> dict:
        return {
            "release": self.cleaned_data["decision"] == "release",
            "note": self.cleaned_data["note"],
        }


class WithdrawForm(PlainForm):
    why = forms.CharField(
        label="Waarom trekt u de vraag in?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_TEXT,
        help_text="De organisatie en de lezers van de rapportage zien dit.",
    )
