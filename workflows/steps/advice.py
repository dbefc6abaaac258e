"""From draft to answered advice."""

from functools import cached_property

from django.db.models import prefetch_related_objects

from expertteam.advice import queries, services
from expertteam.advice.enums import Judgement
from expertteam.advice.forms import DraftForm, Recommendations, ResponseForm, SettleForm, SignForm
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
    form_class = SignForm
    button = "Oordeel vastleggen"
    intro = "U was bij de bespreking. Lees het advies en geef uw oordeel."
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
    template_name = "workflows/steps/settle.html"
    form_class = SettleForm
    button = "Advies vaststellen"
    intro = "Iedereen heeft geoordeeld. Als u het advies vaststelt, krijgt de aanmelder het meteen."
    done_message = "Het advies is vastgesteld en uitgebracht. De opvolging is gepland."

    def form_options(self):
        judgements = {signature.judgement for signature in self.advice.signatures.all()}
        return {"differs": bool(judgements - {Judgement.AGREE})}

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
