"""Planning, preparing and holding a conference."""

from functools import cached_property

from django.db.models import prefetch_related_objects

from expertteam.conferences import queries, services
from expertteam.conferences.enums import Attendance, ConferenceOutcome, PreAdviceChoice
from expertteam.conferences.forms import ConferForm, PlanForm, PreAdviseForm
from expertteam.conferences.models import QUORUM, Participation
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.frontend.templatetags.frontend import nl_datetime
from expertteam.help.enums import TransferStatus
from expertteam.help.services import propose_transfer
from expertteam.organisations.enums import Role, TeamKind
from expertteam.organisations.queries import members
from expertteam.procesregie import services as procesregie
from workflows.steps.base import Step


class AgendaStep(Step):
    """A step on the case's present agenda item."""

    @cached_property
    def item(self):
        return self.case.agenda_items.select_related("team", "conference__chair").latest("pk")

    @cached_property
    def deliberation(self):
        """The table as this user may see it now."""
        prefetch_related_objects([self.item], queries.SEATS)
        return queries.deliberation(item=self.item, user=self.user)


class Plan(AgendaStep):
    template_name = "workflows/steps/plan.html"
    form_class = PlanForm
    button = "Bespreking plannen"
    intro = "Kies een moment en wie meepraat. De gedragswetenschappers schrijven vooraf een vooradvies."

    @cached_property
    def chairs(self):
        return members(team=self.item.team, role=Role.CHAIR)

    def initial(self):
        return {"chair": self.chairs[0].public_id} if len(self.chairs) == 1 else {}

    def form_options(self):
        return {
            "seats": queries.seats(self.item),
            "chairs": self.chairs,
            "barred_chairs": queries.conflicts(case=self.case, people=self.chairs),
        }

    def cleaned(self, forms):
        wanted = ("starts_at", "ends_at", "location", "chair", "experts")
        return {name: forms["form"].cleaned_data[name] for name in wanted}

    def context(self):
        return {
            "meetings": queries.upcoming_meetings(self.item.team),
            "no_chair": not self.chairs,
        }

    def do(self, *, starts_at, ends_at, location, chair, experts):
        """``experts`` are (user, discipline) pairs."""
        conference = services.plan(
            item=self.item,
            by=self.user,
            starts_at=starts_at,
            ends_at=ends_at,
            location=location,
            chair=chair,
            experts=experts,
        )
        self.done_message = (
            f"De bespreking is gepland op {nl_datetime(conference.starts_at)} uur, {conference.location}. "
            "De gedragswetenschappers krijgen bericht."
        )
        return "planned"


class PreAdvise(AgendaStep):
    template_name = "workflows/steps/pre_advise.html"
    form_class = PreAdviseForm
    button = "Versturen"
    intro = (
        "U schrijft uw vooradvies zonder dat van de anderen te zien. "
        "Zodra iedereen heeft geschreven of de bespreking opent, leest u elkaars vooradvies."
    )
    done_message = "Uw vooradvies is ingediend."

    @cached_property
    def participation(self):
        return Participation.objects.select_related("item__case", "expert").get(public_id=self.task.about)

    def initial(self):
        return {"choice": PreAdviceChoice.WRITE}

    def cleaned(self, forms):
        values = dict(forms["form"].cleaned_data)
        values.pop("choice")
        return values

    def do(self, *, analysis="", advice="", questions="", recusal_reason=""):
        """A pre-advice, or with ``recusal_reason`` a recusal in its place."""
        if recusal_reason:
            services.recuse(participation=self.participation, reason=recusal_reason)
            self.done_message = "U hebt zich verschoond. U hebt geen toegang meer tot deze casus."
            return "recused"
        services.pre_advise(
            participation=self.participation, analysis=analysis, advice=advice, questions=questions
        )
        return "pre_advised"


class Confer(AgendaStep):
    template_name = "workflows/steps/confer.html"
    form_class = ConferForm
    button = "Bespreking afronden"
    done_message = "De bespreking is vastgelegd."

    def form_options(self):
        taking_part = self.item.participations.exclude(attendance=Attendance.RECUSED)
        return {
            "taking_part": taking_part.select_related("expert"),
            "directors": members(team=self.case.team, role=Role.DIRECTOR),
            "outcomes": self.outcomes,
        }

    @property
    def outcomes(self):
        """Only a case that is not with the centre already can be sent there."""
        with_centre = self.item.team.kind == TeamKind.CENTRE or self.case.transfers.filter(
            status__in=[TransferStatus.PROPOSED, TransferStatus.ACCEPTED]
        )
        return [each for each in ConferenceOutcome if each != ConferenceOutcome.CENTRE or not with_centre]

    def context(self):
        return {
            "table": self.deliberation,
            "quorum": QUORUM,
            "short_of_quorum": len(self.deliberation.taking_part) < QUORUM,
            "early": self.item.conference.starts_at > clock.now(),
        }

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
