"""After a birthday the law asks other people."""

from expertteam.access import consent as ledger
from expertteam.cases import consent as case_consent
from expertteam.cases.consent_forms import AnswersForm
from expertteam.core.errors import RuleBroken
from workflows import consent
from workflows.steps.base import Step


class AskAgain(Step):
    template_name = "workflows/steps/ask_consent_again.html"
    form_class = AnswersForm
    intro = (
        "De jeugdige is jarig geweest. Vanaf deze leeftijd geven anderen toestemming dan eerst. "
        "Vraag hun of de casus gedeeld mag worden."
    )
    button = "Toestemming vastleggen"
    done_message = "De toestemming is vastgelegd."

    def form_options(self):
        return {
            "birth_date": case_consent.birth_date_of(self.case),
            "authority": ledger.authority_in(self.case),
        }

    def cleaned(self, forms):
        return {"answers": forms["form"].answers()}

    def do(self, *, answers):
        """``answers`` as the ledger takes them, one or more."""
        if not answers:
            raise RuleBroken("Vul in wat er is gezegd. Weet u het nog niet? Bewaar dit dan als concept.")
        consent.note_answers(case=self.case, by=self.user, answers=answers)
        return "asked"
