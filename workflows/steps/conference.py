"""Planning, preparing and holding a conference."""

from functools import cached_property

from expertteam.conferences import services
from expertteam.conferences.enums import ConferenceOutcome
from expertteam.conferences.models import Participation
from expertteam.core.errors import RuleBroken
from expertteam.help.services import propose_transfer
from expertteam.procesregie import services as procesregie
from workflows.steps.base import Step


class AgendaStep(Step):
    """A step on the case's present agenda item."""

    @cached_property
    def item(self):
        return self.case.agenda_items.select_related("team", "conference").latest("pk")


class Plan(AgendaStep):
    button = "Bespreking plannen"
    done_message = "De bespreking is gepland. De gedragswetenschappers krijgen een uitnodiging."

    def do(self, *, starts_at, ends_at, location, chair, experts):
        """``experts`` are (user, discipline) pairs."""
        services.plan(
            item=self.item,
            by=self.user,
            starts_at=starts_at,
            ends_at=ends_at,
            location=location,
            chair=chair,
            experts=experts,
        )
        return "planned"


class PreAdvise(AgendaStep):
    button = "Vooradvies indienen"
    done_message = "Uw vooradvies is ingediend."

    @cached_property
    def participation(self):
        return Participation.objects.select_related("item__case", "expert").get(public_id=self.task.about)

    def do(self, *, analysis="", advice="", questions="", recusal_reason=""):
        """A pre-advice, or with ``recusal_reason`` a recusal in its place."""
        if recusal_reason:
            services.recuse(participation=self.participation, reason=recusal_reason)
            return "recused"
        services.pre_advise(
            participation=self.participation, analysis=analysis, advice=advice, questions=questions
        )
        return "pre_advised"


class Confer(AgendaStep):
    button = "Bespreking afronden"
    done_message = "De bespreking is vastgelegd."

    def do(self, *, present, explanatory_analysis, minutes, outcome, director=None, transfer_question=""):
        """``present`` are the participations of the experts who attended."""
        outcome = ConferenceOutcome(outcome)
        services.confer(
            item=self.item,
            by=self.user,
            present=present,
            explanatory_analysis=explanatory_analysis,
            minutes=minutes,
            outcome=outcome,
        )
        if outcome == ConferenceOutcome.ADJOURNED:
            services.request_conference(case=self.case, team=self.item.team, by=self.user)
        elif outcome == ConferenceOutcome.PROCESREGIE:
            procesregie.start(case=self.case, by=self.user, director=director)
        elif outcome == ConferenceOutcome.CENTRE:
            if not transfer_question.strip():
                raise RuleBroken("Vul in wat u aan het expertisecentrum vraagt.")
            propose_transfer(case=self.case, by=self.user, question=transfer_question)
        return outcome
