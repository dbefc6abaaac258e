"""From draft to answered advice."""

from functools import cached_property

from expertteam.advice import services
from expertteam.conferences.models import Participation
from expertteam.followup import services as followup
from expertteam.help.enums import TransferStatus
from expertteam.help.services import hand_back
from workflows.links import case_path
from workflows.steps.base import Step


class AdviceStep(Step):
    @cached_property
    def item(self):
        return self.case.agenda_items.select_related("team", "conference").latest("pk")

    @cached_property
    def advice(self):
        return self.item.advice


class Draft(AdviceStep):
    button = "Advies ter ondertekening sturen"
    done_message = "Het advies ligt klaar voor ondertekening."

    def do(self, *, summary, recommendations):
        """``recommendations`` are dictionaries of text, segment, addressee, owner and due_on."""
        services.draft(item=self.item, by=self.user, summary=summary, recommendations=recommendations)
        return "drafted"


class Sign(AdviceStep):
    button = "Oordeel vastleggen"
    done_message = "Uw oordeel over het advies is vastgelegd."

    @cached_property
    def participation(self):
        return Participation.objects.select_related("expert").get(public_id=self.task.about)

    def do(self, *, judgement, remark=""):
        services.sign(
            advice=self.advice, participation=self.participation, judgement=judgement, remark=remark
        )
        return "signed"


class Settle(AdviceStep):
    button = "Advies vaststellen"
    done_message = "Het advies is vastgesteld en uitgebracht. De opvolging is gepland."

    def do(self, *, settlement=""):
        """Settle and deliver; a transferred case goes back to its region with this advice."""
        services.settle(advice=self.advice, by=self.user, settlement=settlement, path=case_path(self.case))
        for transfer in self.case.transfers.filter(status=TransferStatus.ACCEPTED):
            hand_back(transfer=transfer, by=self.user, status=self.advice.case.status)
        followup.plan(case=self.case, by=self.user)
        return "delivered"


class Respond(AdviceStep):
    button = "Antwoord versturen"
    done_message = "Uw antwoord op het advies is verstuurd."

    def do(self, *, answers):
        """``answers`` maps each recommendation to choice, reason_kind and reason."""
        services.respond(advice=self.advice, by=self.user, answers=answers)
        return "answered"
