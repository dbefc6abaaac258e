"""Filing a case in steps: what each step asks, and what the whole makes."""

from dataclasses import dataclass, field
from functools import cached_property

from django.http import QueryDict

from expertteam.access.wall import as_system
from expertteam.cases import consent, drafts, forms, services, uploads
from expertteam.cases.consent_forms import FilingConsentForm
from expertteam.cases.models import Draft
from expertteam.core.errors import AlreadyDone
from expertteam.organisations.enums import Role
from workflows import journey

KIND = "intake"
IDENTITY = ("first_name", "last_name", "birth_date", "address", "parents")


@dataclass(frozen=True)
class IntakeStep:
    slug: str
    title: str
    intro: str
    form: type
    rows: dict = field(default_factory=dict)

    def bind(self, data=None, files=None, *, initial=None, **options) -> dict:
        """The forms of this step by name, the main one first; ``options`` are the main one's."""
        made = {"form": self.form(data, files, initial=initial, **options)}
        for name, (rows, _, _) in self.rows.items():
            made[name] = rows(data, prefix=name)
        return made


STEPS = [
    IntakeStep(
        "veiligheid",
        "Veiligheid",
        "Eerst: kan deze casus wachten?",
        forms.SafetyForm,
    ),
    IntakeStep(
        "jeugdige",
        "Over wie gaat het?",
        "Deze gegevens worden apart en versleuteld bewaard. Alleen wie ze nodig heeft, kan ze tonen, "
        "en elke keer wordt dat vastgelegd.",
        forms.YouthForm,
    ),
    IntakeStep(
        "toestemming",
        "Toestemming",
        "Wie vindt het goed dat u deze casus deelt? Alleen met een grondslag mag het expertteam weten "
        "om wie het gaat.",
        FilingConsentForm,
    ),
    IntakeStep(
        "situatie",
        "De situatie",
        "Schrijf ‘de jeugdige’, ‘moeder’ of ‘aanbieder A’ in plaats van namen.",
        forms.SituationForm,
        {"tried": (forms.TriedRows, "Welke hulp is al geprobeerd?", "")},
    ),
    IntakeStep(
        "vraag",
        "De vraag",
        "Wat wilt u van het expertteam weten, en wat vinden de jeugdige en de ouders?",
        forms.QuestionForm,
        {"involved": (forms.InvolvedRows, "Wie zijn er betrokken?", "Noem rollen, geen namen.")},
    ),
    IntakeStep(
        "versturen",
        "Controleren en versturen",
        "Lees uw aanmelding nog eens door. De coördinator kijkt er binnen drie werkdagen naar.",
        forms.SendForm,
    ),
]
BY_SLUG = {step.slug: step for step in STEPS}
ASKING = STEPS[:-1]


class Filing:
    """One half-filled intake of one referrer."""

    def __init__(self, draft: Draft):
        self.draft = draft
        self.owner = draft.owner

    @cached_property
    def content(self) -> dict:
        return drafts.load(owner=self.owner, form=self.draft.form)

    @cached_property
    def organisations(self) -> list:
        """Those this referrer may file for today."""
        memberships = self.owner.current_memberships()
        return list(dict.fromkeys(each.organisation for each in memberships if each.role == Role.REFERRER))

    def bind(self, step: IntakeStep, data=None, files=None, *, initial=None) -> dict:
        """The forms of a step for this referrer."""
        options = self._options.get(step.slug, lambda: {})()
        return step.bind(data, files, initial=initial, **options)

    @property
    def _options(self) -> dict:
        """Per step: what its form must know of this referrer and of the other steps."""
        return {
            "veiligheid": lambda: {"organisations": self.organisations},
            "toestemming": self._of_consent,
        }

    def _of_consent(self) -> dict:
        """Who is asked depends on age and authority; both are as far as they were filled in."""
        youth = self._filled_in("jeugdige")
        safety = self._filled_in("veiligheid").cleaned_data
        authority = youth.cleaned_data.get("authority") or None
        return {
            "birth_date": youth.cleaned_data.get("birth_date"),
            "authority": authority,
            "anonymous": youth.is_anonymous,
            "problem": consent.frame_problem(legal_frame=safety.get("legal_frame"), authority=authority),
        }

    def _filled_in(self, slug):
        """The main form of a step over what was typed, judged."""
        step = BY_SLUG[slug]
        form = self.bind(step, self.data_of(step) or QueryDict())["form"]
        form.is_valid()
        return form

    @property
    def organisation(self):
        """For whom this is filed; None as long as it has not been chosen."""
        return self._filled_in("veiligheid").cleaned_data.get("organisation")

    def keep(self, step: IntakeStep, data: QueryDict) -> Draft:
        values = {name: data.getlist(name) for name in data if name != "csrfmiddlewaretoken"}
        self.content[step.slug] = values
        return drafts.save(owner=self.owner, form=self.draft.form, content=self.content)

    def data_of(self, step: IntakeStep) -> QueryDict | None:
        """What was typed at a step, as a post; None when nothing was."""
        kept = self.content.get(step.slug)
        if not kept:
            return None
        data = QueryDict(mutable=True)
        for name, values in kept.items():
            data.setlist(name, values)
        return data

    def bound(self) -> dict[str, dict]:
        """The forms of every asking step over what was typed."""
        return {step.slug: self.bind(step, self.data_of(step) or QueryDict()) for step in ASKING}

    def unfinished(self) -> list[IntakeStep]:
        """Steps that still miss something."""
        bound = self.bound()
        return [step for step in ASKING if not all([form.is_valid() for form in bound[step.slug].values()])]

    @uploads.atomic()
    def send(self, *, documents):
        """File the case and open its first phase; raises AlreadyDone when it was sent before."""
        if not Draft.objects.select_for_update().filter(pk=self.draft.pk).exists():
            raise AlreadyDone
        values = self._values()
        with as_system("a case is made before anybody holds a grant on it, and its coordinators get theirs"):
            case = services.file_case(referrer=self.owner, **values)
            for upload in documents:
                services.add_document(case=case, by=self.owner, upload=upload, content_type=upload.kind)
            journey.begin(case)
        drafts.discard(owner=self.owner, form=self.draft.form)
        return case

    def _values(self) -> dict:
        bound = self.bound()
        if not all(form.is_valid() for forms_ in bound.values() for form in forms_.values()):
            raise ValueError("an unfinished intake cannot be sent")
        cleaned = {slug: made["form"].cleaned_data for slug, made in bound.items()}
        safety, youth = dict(cleaned["veiligheid"]), dict(cleaned["jeugdige"])
        situation = dict(cleaned["situatie"])
        return {
            "organisation": safety.pop("organisation"),
            "municipality": youth["municipality"],
            "legal_frame": safety.pop("legal_frame"),
            "title": situation.pop("title"),
            "why_stuck": situation.pop("why_stuck"),
            **self._who(youth, bound["toestemming"]["form"]),
            "intake": safety | situation | cleaned["vraag"],
            "tried": bound["situatie"]["tried"].rows,
            "involved": bound["vraag"]["involved"].rows,
        }

    def _who(self, youth, consent_form) -> dict:
        """The identity with its consent, or only an age."""
        if consent_form.anonymous:
            return {"identity": None, "age_band": youth["age_band"]}
        return named(youth, consent_form)


def named(youth, consent_form) -> dict:
    """An identity and the consent that goes with it, as the services of the cases room take them."""
    identity = {name: youth[name] for name in IDENTITY}
    return {
        "identity": identity,
        "consent": {"authority": youth["authority"], "answers": consent_form.answers()},
    }
