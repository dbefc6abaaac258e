"""The coordinator's first decision."""

from expertteam.cases import services
from expertteam.cases.enums import TriageOutcome
from expertteam.conferences.services import request_conference
from expertteam.core.errors import RuleBroken
from expertteam.help.services import propose_transfer
from expertteam.notifications.services import notify
from expertteam.procesregie import services as procesregie
from workflows.links import case_path
from workflows.steps.base import Step


class Assess(Step):
    button = "Besluit vastleggen"
    done_message = "Het triagebesluit is vastgelegd."

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
            notify(
                user=self.case.referrer,
                kind="case_declined",
                reference=self.case.number,
                path=case_path(self.case),
            )
        return outcome
