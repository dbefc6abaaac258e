"""The expertise centre's steps, and the provider's one."""

from functools import cached_property

from expertteam.cases.models import Case
from expertteam.conferences.services import request_conference
from expertteam.followup import services as followup
from expertteam.help import services
from expertteam.help.enums import MatchDecision, TransferDecision
from expertteam.help.models import Offer
from expertteam.learning.enums import Addressee, SignalKind
from expertteam.learning.services import record_signal
from expertteam.notifications.services import notify
from expertteam.organisations.queries import centre_team
from workflows.links import case_path
from workflows.steps.base import Step


class TransferStep(Step):
    @cached_property
    def transfer(self):
        return self.case.transfers.latest("pk")

    @cached_property
    def request(self):
        return self.case.help_requests.latest("pk")


class DecideTransfer(TransferStep):
    button = "Besluit vastleggen"
    done_message = "Het besluit over de overdracht is vastgelegd."

    def do(self, *, decision, reason=""):
        decision = TransferDecision(decision)
        services.decide_transfer(transfer=self.transfer, by=self.user, decision=decision, reason=reason)
        if decision == TransferDecision.CONFER:
            request_conference(case=self.case, team=centre_team(), by=self.user)
        elif decision == TransferDecision.DECLINE:
            notify(
                user=self.transfer.proposed_by,
                kind="transfer_declined",
                reference=self.case.number,
                path=case_path(self.case),
            )
        return decision


class SendRequest(TransferStep):
    button = "Hulpvraag uitzetten"
    done_message = "De hulpvraag is uitgezet bij de gekozen aanbieders."

    def do(self, *, segment, need, conditions, wanted_from, answer_by, providers):
        services.send_request(
            transfer=self.transfer,
            by=self.user,
            segment=segment,
            need=need,
            conditions=conditions,
            wanted_from=wanted_from,
            answer_by=answer_by,
            providers=providers,
        )
        return "sent"


class AnswerRequest(Step):
    """The provider's step: it shows the pseudonymous request and nothing of the case."""

    button = "Antwoord versturen"
    done_message = "Uw antwoord is verstuurd. Dank u wel."

    @cached_property
    def offer(self):
        return Offer.objects.for_contact(self.user).select_related("request").get(public_id=self.task.about)

    def do(self, *, answer, condition="", available_from=None, refusal_reason="", note=""):
        services.answer(
            offer=self.offer,
            by=self.user,
            answer=answer,
            condition=condition,
            available_from=available_from,
            refusal_reason=refusal_reason,
            note=note,
        )
        return "answered"


class Match(TransferStep):
    button = "Keuze vastleggen"
    done_message = "Uw keuze is vastgelegd."

    def do(self, *, decision, offer=None, starts_on=None, agreement="", bridging_what="", bridging_who=""):
        """Place at one offer, ask others, or stop; stopping leaves a learning signal behind."""
        decision = MatchDecision(decision)
        if decision == MatchDecision.PLACE:
            services.place(
                request=self.request,
                by=self.user,
                offer=offer,
                starts_on=starts_on,
                agreement=agreement,
                bridging_what=bridging_what,
                bridging_who=bridging_who,
            )
            followup.plan(case=Case.objects.get(pk=self.case.pk), by=self.user)
        else:
            services.give_up(request=self.request, by=self.user, final=decision == MatchDecision.NOT_FOUND)
        if decision == MatchDecision.NOT_FOUND:
            record_signal(
                case=self.case,
                by=self.user,
                kind=SignalKind.MISSING,
                segment=self.request.segment,
                addressee=Addressee.PROCUREMENT,
                text="Het expertisecentrum vond bij de gevraagde aanbieders geen passende hulp.",
            )
        return decision
