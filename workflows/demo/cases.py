"""One invented case until triage; table.py, support.py and later.py tell how it goes on.

Every method is one step by the person whose step it is, through the same services and steps as the
pages, so permissions, locks and rules hold.
"""

from datetime import timedelta
from functools import cached_property
from random import Random

from dateutil.relativedelta import relativedelta
from django.db.models import Q

from expertteam.access.consent_enums import Manner, Scope
from expertteam.cases import consent
from expertteam.cases import services as cases
from expertteam.cases.enums import AgeBand, LegalBasis, LegalFrame, Safety, TriedResult
from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.organisations.enums import Role
from workflows import journey
from workflows.birthdays import AGES
from workflows.consent import note_answers
from workflows.demo import texts
from workflows.demo.company import Company
from workflows.demo.consents import everybody_agrees, the_gi_decides
from workflows.demo.papers import report_upload
from workflows.demo.themes import THEMES
from workflows.engine import OPEN
from workflows.models import CaseTask
from workflows.steps.base import play

COURT_FRAMES = (LegalFrame.SUPERVISION, LegalFrame.SUPERVISION, LegalFrame.GUARDIANSHIP, LegalFrame.PROBATION)


class FiledCase:
    """The youth, the people around the case, and what each of them says."""

    def __init__(self, *, rng: Random, company: Company, region: str, theme=None):
        self.rng = rng
        self.company = company
        self.region = company.regions[region]
        self.theme = theme or rng.choice(THEMES)
        self.by_court = rng.random() < 0.4
        self.case: Case | None = None

    def pick(self, *choices):
        return self.rng.choice(choices)

    def say(self, pool) -> str:
        return self.rng.choice(pool)

    def days(self, fewest: int, most: int) -> int:
        """Working days that somebody takes."""
        return self.rng.randint(fewest, most)

    def do(self, who, node, **values):
        """Play the open task of ``who`` on this case."""
        waiting = CaseTask.objects.filter(process__caseprocess__case=self.case, node=node, status__in=OPEN)
        return play(waiting.get(Q(owner=who) | Q(owner=None)), who, **values)

    # Who is who around this case.

    @cached_property
    def coordinator(self):
        return self.rng.choice(self.company.holders(Role.COORDINATOR, team=self.case.team))

    @cached_property
    def director(self):
        return self.company.holders(Role.DIRECTOR, team=self.case.team)[0]

    @cached_property
    def specialist(self):
        return self.rng.choice(self.company.holders(Role.CENTRE))

    # Intake and triage.

    def file(self, *, with_document=False, named=True, scopes=tuple(Scope)):
        """File the case; without a name it is an anonymous consultation. ``scopes``: shared with whom."""
        frame = self.rng.choice(COURT_FRAMES) if self.by_court else LegalFrame.VOLUNTARY
        referrer = self.rng.choice(self.company.referrers(self.region, by_court=self.by_court))
        organisation = referrer.main_membership.organisation
        self.case = cases.file_case(
            referrer=referrer,
            organisation=organisation,
            municipality=organisation.municipality or self._municipality(),
            title=self.say(self.theme.titles),
            legal_frame=frame,
            why_stuck=self.rng.choice(self.theme.why_stuck),
            identity=(youth := self._identity()) if named else None,
            age_band="" if named else AgeBand.UNDER_16,
            consent=self._consent(frame, youth["birth_date"], scopes) if named else None,
            intake=self._intake() | ({} if named else {"consent_note": ""}),
            tried=self._tried(),
            involved=[
                {"role": role, "organisation": organisation}
                for role, organisation in self.rng.sample(texts.INVOLVED, self.rng.randint(2, 4))
            ],
        )
        journey.begin(self.case)
        if with_document:
            upload = report_upload()
            cases.add_document(case=self.case, by=referrer, upload=upload, content_type=upload.kind)

    def _municipality(self):
        """Youth protection works everywhere; most of it for the larger places, as in life."""
        municipalities = list(self.region.municipalities.all())
        return self.rng.choice(municipalities + municipalities[-2:] * 2)

    def _identity(self) -> dict:
        youngest, oldest = self.theme.ages
        years = self.rng.randint(youngest, oldest)
        # A birthday on the road after which others must agree would stop it: that is told once.
        years -= years + 1 in AGES
        born = clock.today() - relativedelta(years=years, days=self.rng.randint(1, 360))
        last_name = self.say(texts.LAST_NAMES)
        return {
            "first_name": self.say(texts.FIRST_NAMES),
            "last_name": last_name,
            "birth_date": born,
            "address": f"{self.say(texts.STREETS)} {self.rng.randint(1, 180)}",
            "parents": f"Ouders {last_name}, beiden met gezag",
        }

    def _consent(self, frame, birth_date, scopes) -> dict:
        if frame == LegalFrame.SUPERVISION and set(scopes) == set(Scope):
            return the_gi_decides(birth_date=birth_date)
        return everybody_agrees(birth_date=birth_date, legal_frame=frame, scopes=scopes)

    def hear(self, answer, *scopes, voice=None):
        """Somebody whose answer counts says yes, no, or takes their yes back."""
        said = {
            "voice": voice or consent.speaking(self.case)[0],
            "answer": answer,
            "scopes": list(scopes),
            "said_on": clock.today(),
            "manner": Manner.SPOKEN,
        }
        note_answers(case=self.case, by=self.case.referrer, answers=[said])
        self.case.refresh_from_db()

    def _intake(self) -> dict:
        basis = LegalBasis.COURT_ORDER if self.by_court else LegalBasis.CONSENT
        safety = self.pick(Safety.SAFE, Safety.WATCHED, Safety.WATCHED)
        return {
            "legal_basis": basis,
            "consent_note": self.say(texts.CONSENT[basis]),
            "safety": safety,
            "safety_note": self.say(texts.SAFETY) if safety == Safety.WATCHED else "",
            "situation": " ".join(self.rng.sample(self.theme.situations, len(self.theme.situations))),
            "why_stuck_note": self.say(self.theme.stuck),
            "stuck_since": clock.today() - timedelta(days=self.rng.randint(40, 500)),
            "question": self.say(self.theme.questions),
            "youth_view": self.say(texts.YOUTH_VIEWS),
            "parents_view": self.say(texts.PARENTS_VIEWS),
        }

    def _tried(self) -> list[dict]:
        rows = self.rng.sample(self.theme.tried, self.rng.randint(1, len(self.theme.tried)))
        return [
            {"segment": segment, "result": result, "note": f"Dit {TriedResult(result).label}."}
            for segment, result in rows
        ]

    def triage(self, outcome="consultation", **values):
        motivation = self.say(texts.MOTIVATIONS[outcome])
        self.do(self.coordinator, "TriageFlow.assess", outcome=outcome, motivation=motivation, **values)

    def complete(self, *, with_document=False):
        """The referrer adds what was missing."""
        document = report_upload() if with_document else None
        addition = self.say(texts.ADDITIONS)
        self.do(self.case.referrer, "IntakeFlow.add", addition=addition, document=document)
