"""The coordinator's first decision."""

from expertteam.cases import services
from expertteam.cases.completeness import PartState, checklist
from expertteam.cases.enums import TriageOutcome
from expertteam.cases.triage_form import TriageForm
from expertteam.conferences.services import request_conference
from expertteam.core.errors import RuleBroken
from expertteam.help.services import propose_transfer
from expertteam.learning.services import learn
from expertteam.notifications.services import notify
from expertteam.organisations.enums import Role
from expertteam.organisations.queries import members
from expertteam.procesregie import services as procesregie
from workflows.links import case_path, document_row
from workflows.steps.base import Step

TONES = {PartState.FILLED: "success", PartState.THIN: "warning", PartState.EMPTY: "danger"}


class Assess(Step):
    template_name = "workflows/steps/assess_triage.html"
    form_class = TriageForm
    intro = "Lees de aanmelding, kijk of er genoeg in staat en kies wat er met deze casus gebeurt."
    button = "Besluit vastleggen"
    done_message = "Het triagebesluit is vastgelegd."

    def form_options(self):
        return {"directors": members(team=self.case.team, role=Role.DIRECTOR)}

    def context(self):
        documents = list(self.case.documents.all())
        parts = checklist(self.case, documents=len(documents))
        return {
            "intake": self.case.intake,
            "documents": [document_row(document) for document in documents],
            "checklist": [(part, TONES[part.state]) for part in parts],
            "gaps": sum(part.state != PartState.FILLED for part in parts),
            "earlier": self.case.triages.select_related("decided_by"),
            "transfers": self.case.transfers.exclude(reason=""),
        }

    def do(self, *, outcome, motivation, missing="", alternative="", director=None, transfer_question=""):
        outcome = TriageOutcome(outcome)
        services.triage(
            case=self.case,
            by=self.user,
            outcome=outcome,
            motivation=motivation,
            missing=missing,
            alternative=alternative,
        )
        if outcome == TriageOutcome.CONSULTATION:
            request_conference(case=self.case, team=self.case.team, by=self.user)
        elif outcome == TriageOutcome.PROCESREGIE:
            procesregie.start(case=self.case, by=self.user, director=director)
        elif outcome == TriageOutcome.CENTRE:
            if not transfer_question.strip():
                raise RuleBroken("Vul in wat u aan het expertisecentrum vraagt.")
            propose_transfer(case=self.case, by=self.user, question=transfer_question)
        elif outcome == TriageOutcome.DECLINED:
            self._decline()
        return outcome

    def _decline(self):
        """The case ends here; what it taught on an earlier road, such as help not found, is kept."""
        if self.case.signals.exists():
            learn(case=self.case)
        notify(
            user=self.case.referrer,
            kind="case_declined",
            reference=self.case.number,
            path=case_path(self.case),
        )
