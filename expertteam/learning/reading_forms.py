"""What is asked of the maker, the readers and the settler of a report's text."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from expertteam.frontend.fields import prepare_widget
from expertteam.frontend.forms import PlainForm
from expertteam.learning.copies import CopyOfParagraph
from expertteam.learning.enums import Says
from expertteam.learning.forms import MAX_TEXT, ReportForm
from expertteam.learning.reading import Judged
from expertteam.learning.screening import Mark
from expertteam.learning.screening.marks import LABELS
from expertteam.learning.settling import Point

MAX_WORDS = 300
# Rows for words that the screening did not find; whoever needs more makes a mark wider.
OWN_ROWS = 4
MOST_WORDS_WIDER = 9
OWN_WORDS = "own"


class DraftReportForm(ReportForm):
    """The months of a report and what the maker writes around its figures."""

    introduction = forms.CharField(
        label="Inleiding",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=MAX_TEXT,
        help_text="Waar gaat deze rapportage over? Noem geen namen, plaatsen of data van mensen.",
    )
    closing = forms.CharField(
        label="Slot",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=MAX_TEXT,
        help_text="Bijvoorbeeld: wat het expertteam de komende tijd gaat doen.",
    )


@dataclass(frozen=True)
class MarkRow:
    """A mark on the page: its number in the paragraph, its words and its fields."""

    number: int
    words: str
    mark: Mark
    says: forms.BoundField
    instead: forms.BoundField
    why: forms.BoundField
    before: forms.BoundField
    after: forms.BoundField

    @property
    def label(self) -> str:
        return LABELS[self.mark.kind]


@dataclass(frozen=True)
class OwnRow:
    words: forms.BoundField
    instead: forms.BoundField
    why: forms.BoundField


@dataclass(frozen=True)
class Part:
    """A paragraph on the page: the text in pieces, and beside it what is asked about it."""

    number: int
    name: str
    copy: CopyOfParagraph
    marks: list[MarkRow]
    own: list[OwnRow]
    read: forms.BoundField


class AskedMixin:
    """Fields that must be filled in with one answer to another field, and need not with any other.

    The page never calls them optional; what was typed in them is kept.
    """

    def __init__(self, *args, **kwargs):
        # Per field the other one with the answer that asks for it; None is any answer.
        self.asked_with: dict[str, tuple[str, str | None]] = {}
        super().__init__(*args, **kwargs)

    def full_clean(self):
        idle = [self.fields[name] for name in self.asked_with if not self._is_asked(name)]
        for field in idle:
            field.required = False
        super().full_clean()
        for field in idle:
            field.required = True

    def _is_asked(self, name: str) -> bool:
        other, wanted = self.asked_with[name]
        answer = self.data.get(other, "").strip()
        return answer == wanted if wanted else bool(answer)


class ReadingForm(AskedMixin, PlainForm):
    """One copy of a report: every mark is judged and every paragraph ticked before the reader is done."""

    def __init__(self, *args, copies: list[CopyOfParagraph], **kwargs):
        super().__init__(*args, **kwargs)
        self.copies = copies
        for number, copy in enumerate(copies, start=1):
            self._ask_about(number, copy)
        _prepare(self)

    def _ask_about(self, number: int, copy: CopyOfParagraph) -> None:
        for at, mark in enumerate(copy.marks, start=1):
            words, name = copy.text[mark.start : mark.end], f"p{number}-m{at}"
            self.fields[f"{name}-says"] = forms.ChoiceField(
                label=f"‘{words}’",
                choices=Says.choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"Kies: mag ‘{words}’ blijven, of moet het weg?"},
            )
            self.fields |= _wording(name, f" van ‘{words}’")
            self.asked_with[f"{name}-why"] = (f"{name}-says", Says.REJECTED)
            for side, text in (("before", "Woorden ervóór erbij"), ("after", "Woorden erná erbij")):
                self.fields[f"{name}-{side}"] = forms.IntegerField(
                    label=text, min_value=0, max_value=MOST_WORDS_WIDER, required=False
                )
        for row in range(1, OWN_ROWS + 1):
            name = f"p{number}-{OWN_WORDS}{row}"
            self.fields[f"{name}-words"] = forms.CharField(
                label="Deze woorden moeten weg", max_length=MAX_WORDS, required=False
            )
            self.fields |= _wording(name, "")
            self.asked_with[f"{name}-why"] = (f"{name}-words", None)
        self.fields[f"p{number}-read"] = forms.BooleanField(label=f"Ik heb alinea {number} helemaal gelezen")

    @property
    def parts(self) -> list[Part]:
        return [self._part(number, copy) for number, copy in enumerate(self.copies, start=1)]

    def _part(self, number, copy) -> Part:
        marks = [
            MarkRow(
                at,
                copy.text[mark.start : mark.end],
                mark,
                *(self[f"p{number}-m{at}-{what}"] for what in ("says", "instead", "why", "before", "after")),
            )
            for at, mark in enumerate(copy.marks, start=1)
        ]
        own = [
            OwnRow(*(self[f"p{number}-{OWN_WORDS}{row}-{what}"] for what in ("words", "instead", "why")))
            for row in range(1, OWN_ROWS + 1)
        ]
        name = copy.paragraph.get_kind_display()
        return Part(number, name, copy, marks, own, self[f"p{number}-read"])

    def clean(self):
        values = super().clean()
        self.judged = []
        for number, copy in enumerate(self.copies, start=1):
            self.judged += [*self._marked(values, number, copy), *self._own(values, number, copy)]
        return values

    def _marked(self, values, number, copy) -> Iterator[Judged]:
        for at, mark in enumerate(copy.marks, start=1):
            name = f"p{number}-m{at}"
            if says := values.get(f"{name}-says"):
                wider = (values.get(f"{name}-{side}") or 0 for side in ("before", "after"))
                place = copy.widened(mark, *wider)
                yield Judged(copy, *place, Says(says), *self._words(values, name))

    def _own(self, values, number, copy) -> Iterator[Judged]:
        for row in range(1, OWN_ROWS + 1):
            name = f"p{number}-{OWN_WORDS}{row}"
            if words := values.get(f"{name}-words"):
                places = copy.places_of(words)
                if not places:
                    self.add_error(f"{name}-words", f"‘{words}’ staat zo niet in alinea {number}.")
                for place in places:
                    yield Judged(copy, *place, Says.REJECTED, *self._words(values, name))

    def _words(self, values, name) -> tuple[str, str]:
        return values.get(f"{name}-instead") or "", values.get(f"{name}-why") or ""


def _prepare(form) -> None:
    """The fields came after the base class looked at them."""
    for field in form.fields.values():
        prepare_widget(field)


def _wording(name: str, of: str) -> dict[str, forms.Field]:
    return {
        f"{name}-instead": forms.CharField(
            label=f"Wat komt in plaats{of}?",
            max_length=MAX_WORDS,
            required=False,
            help_text="Leeg: er komt niets voor in de plaats.",
        ),
        f"{name}-why": forms.CharField(
            label="Waarom?",
            max_length=MAX_WORDS,
            error_messages={"required": "Vul in waarom dit weg moet."},
        ),
    }


class SettleForm(AskedMixin, PlainForm):
    """For each place where a reader rejected words: which words come there."""

    OTHER, NOTHING = "other", "nothing"

    def __init__(self, *args, points: list[Point], **kwargs):
        super().__init__(*args, **kwargs)
        self.points = points
        for point in points:
            choices = {
                str(number): f"Lezer {number}: {wording or 'niets, de woorden vervallen'}"
                for number, wording in enumerate(point.wordings, start=1)
                if point.allows(wording)
            }
            if point.agreed:
                choices = {"1": f"Beide lezers: {point.wordings[0] or 'niets, de woorden vervallen'}"}
            if "" not in point.wordings:
                choices[self.NOTHING] = "Niets, de woorden vervallen"
            self.fields[point.key] = forms.ChoiceField(
                label=f"Wat komt in plaats van ‘{point.words}’?",
                choices=[*choices.items(), (self.OTHER, "Andere woorden")],
                widget=forms.RadioSelect,
                initial="1" if point.agreed else None,
            )
            other = f"{point.key}-{self.OTHER}"
            self.fields[other] = forms.CharField(
                label="Andere woorden",
                max_length=MAX_WORDS,
                error_messages={"required": f"Vul in wat in plaats komt van ‘{point.words}’."},
            )
            self.asked_with[other] = (point.key, self.OTHER)
        _prepare(self)

    @property
    def rows(self):
        """Each point with its two fields."""
        return [(point, self[point.key], self[f"{point.key}-{self.OTHER}"]) for point in self.points]

    @property
    def agrees(self) -> bool:
        """Whether the readers agree everywhere."""
        return all(point.agreed for point in self.points)

    @property
    def wordings(self) -> dict[str, str]:
        """The words for each point."""
        return {point.key: self._wording(point) for point in self.points}

    def _wording(self, point: Point) -> str:
        choice = self.cleaned_data[point.key]
        if choice == self.OTHER:
            return self.cleaned_data[f"{point.key}-{self.OTHER}"]
        return "" if choice == self.NOTHING else point.wordings[int(choice) - 1]
