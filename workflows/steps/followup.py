"""Six months later: what came of it, and what the region may learn."""

from functools import cached_property

from expertteam.conferences.services import request_conference
from expertteam.core.errors import RuleBroken
from expertteam.followup import services
from expertteam.followup.enums import AssessmentOutcome
from expertteam.learning.services import close_and_learn, record_signal
from expertteam.procesregie import services as procesregie
from workflows.steps.base import Step


class FollowUpStep(Step):
    @cached_property
    def follow_up(self):
        return self.case.follow_ups.latest("sequence")


class FillIn(FollowUpStep):
    button = "Opvolging versturen"
    done_message = "De opvolging is vastgelegd. Dank u wel."

    def do(self, *, no_answer=False, **answers):
        """The referrer's answers, or with ``no_answer`` the coordinator's word that none came."""
        if no_answer:
            if self.user == self.case.referrer:
                raise RuleBroken("Alleen de coördinator legt vast dat er geen antwoord kwam.")
            services.record_no_answer(follow_up=self.follow_up, by=self.user)
            return "unanswered"
        services.fill_in(follow_up=self.follow_up, by=self.user, **answers)
        return "answered"


class Assess(FollowUpStep):
    button = "Beoordeling vastleggen"
    done_message = "De opvolging is beoordeeld."

    def do(self, *, assessment, outcome, next_on=None):
        outcome = AssessmentOutcome(outcome)
        services.assess(
            follow_up=self.follow_up, by=self.user, assessment=assessment, outcome=outcome, next_on=next_on
        )
        if outcome == AssessmentOutcome.CONFERENCE:
            request_conference(case=self.case, team=self.case.team, by=self.user)
        elif outcome == AssessmentOutcome.PROCESREGIE:
            procesregie.start(case=self.case, by=self.user)
        return outcome


class Learn(FollowUpStep):
    button = "Casus afsluiten"
    done_message = "De casus is afgesloten. Wat de regio ervan kan leren, is anoniem bewaard."

    def do(self, *, signals):
        """``signals`` are dictionaries of kind, segment, moment, bottleneck, addressee and text."""
        for signal in signals:
            record_signal(case=self.case, by=self.user, **signal)
        close_and_learn(case=self.case, by=self.user)
        return AssessmentOutcome.CLOSE
