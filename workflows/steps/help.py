"""The expertise centre's steps, and the provider's one."""

from functools import cached_property

from django.shortcuts import get_object_or_404
from django.urls import reverse

from expertteam.cases.models import Case
from expertteam.conferences.services import request_conference
from expertteam.core import clock
from expertteam.followup import services as followup
from expertteam.help import services
from expertteam.help.enums import MatchDecision, OfferAnswer, RequestDecision, TransferDecision
from expertteam.help.forms import AnswerForm, DecideTransferForm, MatchForm, RequestForm
from expertteam.help.models import Offer
from expertteam.help.queries import askable_providers, earlier_answers
from expertteam.learning.enums import Addressee, SignalKind
from expertteam.learning.services import record_signal
from expertteam.notifications.services import notify
from expertteam.organisations.queries import centre_team
from workflows.links import case_path
from workflows.steps.base import Step

# Working days that providers get to answer, unless the centre says otherwise.
DAYS_TO_ANSWER = 5


class TransferStep(Step):
    @cached_property
    def transfer(self):
        return self.case.transfers.latest("pk")

    @cached_property
    def request(self):
        return self.case.help_requests.latest("pk")

    def nothing_found(self, segment, text) -> None:
        """What the region may learn of help that is not there."""
        record_signal(
            case=self.case,
            by=self.user,
            kind=SignalKind.MISSING,
            segment=segment,
            addressee=Addressee.PROCUREMENT,
            text=text,
        )


class DecideTransfer(TransferStep):
    template_name = "workflows/steps/decide_transfer.html"
    form_class = DecideTransferForm
    intro = "Een regionaal expertteam vraagt het expertisecentrum om hulp bij deze casus."
    button = "Besluit vastleggen"
    done_message = "Het besluit over de overdracht is vastgelegd."

    def context(self):
        return {"transfer": self.transfer}

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
    template_name = "workflows/steps/send_request.html"
    form_class = RequestForm
    intro = "Beschrijf wat er nodig is zonder te vertellen om wie het gaat, en kies wie u het vraagt."
    button = "Hulpvraag uitzetten"
    done_message = "De hulpvraag is uitgezet bij de gekozen aanbieders."

    def initial(self):
        return {
            "decision": RequestDecision.SEND,
            "answer_by": clock.working_days_later(clock.today(), DAYS_TO_ANSWER),
        }

    def form_options(self):
        return {
            "case": self.case,
            "by": self.user,
            "providers": askable_providers(),
            "earlier": earlier_answers(self.case),
        }

    def context(self):
        return {"transfer": self.transfer, "requests": self.case.help_requests.all()}

    def cleaned(self, forms):
        values = dict(forms["form"].cleaned_data)
        if values["decision"] == RequestDecision.SEND:
            values.pop("reason")
            return values
        return {name: values[name] for name in ("decision", "segment", "reason")}

    def do(self, *, segment, decision=RequestDecision.SEND, reason="", **request):
        """Ask two or more providers; without any to ask the case goes back and leaves a signal."""
        if decision == RequestDecision.NOT_FOUND:
            services.ask_nobody(transfer=self.transfer, by=self.user, reason=reason)
            self.nothing_found(segment, "Het expertisecentrum kon voor deze hulp geen aanbieders vragen.")
            self.done_message = "De casus is teruggegeven aan de regio."
            return MatchDecision.NOT_FOUND
        services.send_request(
            transfer=self.transfer,
            by=self.user,
            segment=segment,
            **request,
        )
        return "sent"


class AnswerRequest(Step):
    """The provider's step: it shows the pseudonymous request and nothing of the case."""

    template_name = "workflows/steps/answer_request.html"
    form_class = AnswerForm
    button = "Antwoord versturen"
    done_message = "Uw antwoord is verstuurd. Dank u wel."

    @cached_property
    def offer(self):
        own = Offer.objects.for_contact(self.user).select_related("request")
        return get_object_or_404(own, public_id=self.task.about)

    def context(self):
        return {"request_for_help": self.offer.request}

    def shows(self):
        return "hulpvraag", self.offer.request

    def next_url(self):
        return reverse("workflows:help_requests")

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
    template_name = "workflows/steps/match.html"
    form_class = MatchForm
    intro = "Kies het aanbod dat past, vraag andere aanbieders, of stop als er geen passende hulp is."
    button = "Keuze vastleggen"
    done_message = "Uw keuze is vastgelegd."

    @cached_property
    def offers(self):
        return self.request.offers.select_related("organisation")

    def form_options(self):
        return {"offers": self.offers.filter(answer__in=[OfferAnswer.POSSIBLE, OfferAnswer.POSSIBLE_IF])}

    def context(self):
        offers = list(self.offers)
        return {
            "request_for_help": self.request,
            "offers": offers,
            "waiting": sum(offer.answer == OfferAnswer.WAITING for offer in offers),
        }

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
            self.nothing_found(
                self.request.segment,
                "Het expertisecentrum vond bij de gevraagde aanbieders geen passende hulp.",
            )
        return decision
