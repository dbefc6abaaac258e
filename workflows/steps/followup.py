"""Six months later: what came of it, and what the region may learn."""

from functools import cached_property

from expertteam.access.permissions import may
from expertteam.conferences.services import request_conference
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.followup import services
from expertteam.followup.enums import AssessmentOutcome
from expertteam.followup.forms import AnswersForm, AssessForm, NoAnswerForm, OutcomeForm
from expertteam.frontend.forms import PlainForm
from expertteam.learning.forms import Signals
from expertteam.learning.services import close_and_learn, record_signal
from expertteam.procesregie import services as procesregie
from workflows.steps.base import Step

MONTHS_UNTIL_SECOND = 3


class FollowUpStep(Step):
    @cached_property
    def follow_up(self):
        return self.case.follow_ups.latest("sequence")

    def context(self):
        return {"follow_up": self.follow_up}


class FillIn(FollowUpStep):
    template_name = "workflows/steps/fill_in.html"
    done_message = "De opvolging is vastgelegd. Dank u wel."

    @cached_property
    def answers(self) -> bool:
        """Whether this user answers; otherwise they are the coordinator, who can only note a silence."""
        return may(self.user, "fill_in_followup", self.case)

    @property
    def button(self) -> str:
        return "Opvolging versturen" if self.answers else "Vastleggen dat er geen antwoord kwam"

    def forms(self, data=None, files=None):
        if not self.answers:
            return {"form": NoAnswerForm(data)}
        recommendations = services.recommendations_of(self.follow_up)
        each = {
            f"recommendation_{recommendation.number}": OutcomeForm(data, recommendation=recommendation)
            for recommendation in recommendations
        }
        return {**each, "form": AnswersForm(data)}

    def cleaned(self, forms):
        if not self.answers:
            return forms["form"].cleaned_data
        outcomes = {form.recommendation: form.cleaned_data for name, form in forms.items() if name != "form"}
        return {"outcomes": outcomes, **forms["form"].cleaned_data}

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
    template_name = "workflows/steps/assess_followup.html"
    form_class = AssessForm
    button = "Beoordeling vastleggen"
    done_message = "De opvolging is beoordeeld."

    def initial(self):
        return {"next_on": clock.months_later(clock.today(), MONTHS_UNTIL_SECOND)}

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
    template_name = "workflows/steps/learn.html"
    button = "Casus afsluiten"
    done_message = "De casus is afgesloten. Wat de regio ervan kan leren, is anoniem bewaard."

    def forms(self, data=None, files=None):
        # The first form asks nothing: it is where the page shows what a service refuses.
        return {"form": PlainForm(data), "signals": Signals(data, prefix="signaal")}

    def cleaned(self, forms):
        return {"signals": forms["signals"].rows}

    def do(self, *, signals):
        """``signals`` are dictionaries of kind, segment, moment, bottleneck, addressee and text."""
        for signal in signals:
            record_signal(case=self.case, by=self.user, **signal)
        close_and_learn(case=self.case, by=self.user)
        return AssessmentOutcome.CLOSE
