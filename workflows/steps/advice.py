"""From draft to answered advice."""

from functools import cached_property

from django.db.models import prefetch_related_objects

from expertteam.advice import queries, services
from expertteam.advice.enums import NO_OBJECTION
from expertteam.advice.forms import (
    CouldNotSignForm,
    DraftForm,
    Recommendations,
    ResponseForm,
    SettleForm,
    SignForm,
)
from expertteam.conferences.models import Participation
from expertteam.conferences.queries import SEATS, deliberation
from expertteam.followup import services as followup
from expertteam.help.enums import TransferStatus
from expertteam.help.services import hand_back
from workflows.links import case_path
from workflows.steps.base import Step


class AdviceStep(Step):
    @cached_property
    def item(self):
        return self.case.agenda_items.select_related("team", "conference__chair", "minutes").latest("pk")

    @cached_property
    def advice(self):
        return queries.complete(self.case.advices).get(item=self.item)


class Draft(AdviceStep):
    template_name = "workflows/steps/draft.html"
    button = "Advies ter ondertekening sturen"
    intro = "Schrijf het advies in aanbevelingen die iemand kan uitvoeren: wat, wie en wanneer."
    done_message = "Het advies ligt klaar voor ondertekening."

    def forms(self, data=None, files=None):
        form = DraftForm(data, files)
        rows = Recommendations(
            data, files, prefix="aanbeveling", form_kwargs={"addressees": queries.addressees()}
        )
        if rows.edited:
            form.as_typed()
        return {"form": form, "recommendations": rows}

    def cleaned(self, forms):
        return {
            "summary": forms["form"].cleaned_data["summary"],
            "recommendations": forms["recommendations"].rows,
        }

    def context(self):
        prefetch_related_objects([self.item], SEATS)
        return {"table": deliberation(item=self.item, user=self.user)}

    def do(self, *, summary, recommendations):
        """``recommendations`` are dictionaries of text, segment, addressee, owner and due_on."""
        services.draft(item=self.item, by=self.user, summary=summary, recommendations=recommendations)
        return "drafted"


class Sign(AdviceStep):
    template_name = "workflows/steps/sign.html"

    @cached_property
    def participation(self):
        return Participation.objects.select_related("expert").get(public_id=self.task.about)

    @property
    def own(self) -> bool:
        """Whether this user judges; otherwise they are the chair, who can only note that nobody will."""
        return self.participation.expert_id == self.user.pk

    @property
    def form_class(self):
        return SignForm if self.own else CouldNotSignForm

    @property
    def button(self) -> str:
        return "Oordeel vastleggen" if self.own else "Vastleggen dat dit niet kon"

    @property
    def intro(self) -> str:
        if self.own:
            return "U was bij de bespreking. Lees het advies en geef uw oordeel."
        return (
            f"{self.participation.expert} heeft nog niet ondertekend. Kan dat niet meer? "
            "Leg dan vast waarom. U geeft geen oordeel namens een ander."
        )

    @property
    def done_message(self) -> str:
        if self.own:
            return "Uw oordeel over het advies is vastgelegd."
        return f"Vastgelegd is dat {self.participation.expert} niet kon ondertekenen."

    def do(self, *, judgement="", remark="", reason=""):
        """The judgement of whose task it is, or the chair's ``reason`` why it will not come."""
        if not self.own:
            services.could_not_sign(
                advice=self.advice, participation=self.participation, by=self.user, reason=reason
            )
            return "not_signed"
        services.sign(
            advice=self.advice, participation=self.participation, judgement=judgement, remark=remark
        )
        return "signed"


class Settle(AdviceStep):
    template_name = "workflows/steps/settle.html"
    form_class = SettleForm
    button = "Advies vaststellen"
    intro = "Iedereen heeft geoordeeld. Als u het advies vaststelt, krijgt de aanmelder het meteen."
    done_message = "Het advies is vastgesteld en uitgebracht. De opvolging is gepland."

    def form_options(self):
        judgements = {signature.judgement for signature in self.advice.signatures.all()}
        return {"differs": bool(judgements - set(NO_OBJECTION))}

    def do(self, *, settlement=""):
        """Settle and deliver; a transferred case goes back to its region with this advice."""
        services.settle(advice=self.advice, by=self.user, settlement=settlement, path=case_path(self.case))
        for transfer in self.case.transfers.filter(status=TransferStatus.ACCEPTED):
            hand_back(transfer=transfer, by=self.user, status=self.advice.case.status)
        followup.plan(case=self.case, by=self.user)
        return "delivered"


class Respond(AdviceStep):
    template_name = "workflows/steps/respond.html"
    button = "Antwoord versturen"
    intro = "Zeg per aanbeveling of u die volgt. Wijkt u af? Dat mag, met een reden."
    done_message = "Uw antwoord op het advies is verstuurd."

    @cached_property
    def advice(self):
        """The advice this task was opened for; the case may have got another since."""
        return queries.complete(self.case.advices).get(public_id=self.task.about)

    def forms(self, data=None, files=None):
        return {
            f"answer_{recommendation.number}": ResponseForm(
                data, files, prefix=f"antwoord-{recommendation.number}", recommendation=recommendation
            )
            for recommendation in self.advice.recommendations.all()
        }

    def cleaned(self, forms):
        return {"answers": {form.recommendation: form.cleaned_data for form in forms.values()}}

    def do(self, *, answers):
        """``answers`` maps each recommendation to choice, reason_kind and reason."""
        services.respond(advice=self.advice, by=self.user, answers=answers)
        return "answered"
