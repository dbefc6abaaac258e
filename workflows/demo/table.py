"""One invented case at the table: the conference and its advice."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from expertteam.advice.enums import DeviationReason, Judgement, ResponseChoice
from expertteam.conferences.models import QUORUM
from expertteam.conferences.queries import seats
from expertteam.core import clock
from expertteam.organisations.enums import Role
from workflows.demo import texts
from workflows.demo.cases import FiledCase

DAYS_TO_MEETING = 12
MEETING_HOURS = (10, 11, 13, 14, 15)


class DiscussedCase(FiledCase):
    meeting_at: datetime | None = None

    @property
    def item(self):
        return self.case.agenda_items.select_related("team").latest("pk")

    def chair(self):
        return self.company.holders(Role.CHAIR, team=self.item.team)[0]

    def plan(self, *, invited=QUORUM):
        """Invite ``invited`` experts to a meeting about two weeks from now, on a Tuesday or a Thursday."""
        day = clock.today() + timedelta(days=DAYS_TO_MEETING)
        while day.weekday() not in (1, 3):
            day += timedelta(days=1)
        self.meeting_at = timezone.make_aware(datetime.combine(day, time(self.rng.choice(MEETING_HOURS))))
        team = self.item.team
        free = [seat.membership for seat in seats(self.item) if not seat.conflict]
        planner = self.specialist if team == self.company.centre else self.coordinator
        self.do(
            planner,
            "ConferenceFlow.plan",
            starts_at=self.meeting_at,
            ends_at=self.meeting_at + timedelta(minutes=50),
            location=texts.LOCATIONS[team.region.code if team.region else "centre"],
            chair=self.chair(),
            experts=[(seat.user, seat.discipline) for seat in self.rng.sample(free, invited)],
        )

    def participations(self):
        """Those at the table now, in the order in which they were invited."""
        return list(self.item.participations.exclude(attendance="recused").select_related("expert"))

    def pre_advise(self, participation):
        self.do(
            participation.expert,
            "ConferenceFlow.pre_advise",
            analysis=self.say(texts.ANALYSES),
            advice=self.say(texts.PRE_ADVICES),
            questions=self.say(texts.PRE_ADVICE_QUESTIONS),
        )

    def recuse(self, participation):
        self.do(participation.expert, "ConferenceFlow.pre_advise", recusal_reason=self.say(texts.RECUSALS))

    def confer(self, outcome="advice", *, absent=0, **values):
        present = self.participations()
        self.do(
            self.chair(),
            "ConferenceFlow.confer",
            present=present[: len(present) - absent],
            explanatory_analysis=self.say(texts.EXPLANATIONS),
            minutes=self.say(texts.ADJOURNMENTS if outcome == "adjourned" else texts.MINUTES),
            outcome=outcome,
            **values,
        )

    @property
    def advice(self):
        return self.case.advices.latest("pk")

    def draft(self):
        wanted = self.rng.sample(self.theme.wanted, self.rng.randint(2, len(self.theme.wanted)))
        rows = [
            {
                "text": text,
                "segment": segment,
                "addressee": self.rng.choice(self.company.providers),
                "owner": owner,
                "due_on": clock.today() + timedelta(days=30 * step),
            }
            for step, (segment, text, owner) in enumerate(wanted, start=1)
        ]
        self.do(self.chair(), "AdviceFlow.draft", summary=self.say(texts.SUMMARIES), recommendations=rows)

    def sign(self, participation, judgement=Judgement.AGREE):
        remarks = {Judgement.AGREE: ("",), Judgement.REMARK: texts.REMARKS, Judgement.DISSENT: texts.DISSENTS}
        self.do(
            participation.expert, "AdviceFlow.sign", judgement=judgement, remark=self.say(remarks[judgement])
        )

    def settle(self):
        agreed = not self.advice.signatures.exclude(judgement=Judgement.AGREE).exists()
        settlement = "" if agreed else self.say(texts.SETTLEMENTS)
        self.do(self.chair(), "AdviceFlow.settle", settlement=settlement)

    def respond(self, deviations=0):
        """Follow the advice, but for the first ``deviations`` recommendations."""
        answers = {}
        for number, recommendation in enumerate(self.advice.recommendations.all()):
            answers[recommendation] = {"choice": ResponseChoice.FOLLOW}
            if number < deviations:
                kind = self.rng.choice(DeviationReason.values)
                answers[recommendation] = {
                    "choice": ResponseChoice.DEVIATE,
                    "reason_kind": kind,
                    "reason": texts.DEVIATIONS[kind],
                }
        self.do(self.case.referrer, "AdviceFlow.respond", answers=answers)
