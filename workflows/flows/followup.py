"""Six months later."""

from viewflow import this
from viewflow.workflow import flow

from expertteam.followup.enums import AssessmentOutcome
from workflows.engine import CaseFlow, CaseView


def closes(activation) -> bool:
    return activation.process.case.follow_ups.latest("sequence").outcome == AssessmentOutcome.CLOSE


class FollowUpFlow(CaseFlow):
    """Opvolging"""

    start = flow.StartHandle(this.begin).Next(this.fill_in)
    fill_in = CaseView(
        "followup.FillIn",
        permission="fill_in_followup",
        also="record_no_answer",
        title="Opvolging invullen",
        days=20,
    ).Next(this.assess)
    assess = CaseView(
        "followup.Assess", permission="assess_followup", title="Opvolging beoordelen", days=10
    ).Next(this.decided)
    decided = flow.If(closes).Then(this.learn).Else(this.end)
    learn = CaseView(
        "followup.Learn", permission="record_signal", title="Leersignalen vastleggen en afsluiten", days=10
    ).Next(this.end)
    end = flow.End()
