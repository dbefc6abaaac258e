"""From filing to the coordinator's decision."""

from viewflow import this
from viewflow.workflow import flow

from workflows.engine import CaseFlow, CaseView


class IntakeFlow(CaseFlow):
    """Aanmelding aanvullen"""

    start = flow.StartHandle(this.begin).Next(this.add)
    # The coordinator goes on without an addition when none will come.
    add = CaseView(
        "intake.AddToIntake",
        permission="complete_intake",
        also="triage_case",
        title="Aanmelding aanvullen",
        days=5,
    ).Next(this.end)
    end = flow.End()


class TriageFlow(CaseFlow):
    """Triage"""

    start = flow.StartHandle(this.begin).Next(this.assess)
    assess = CaseView("triage.Assess", permission="triage_case", title="Triage doen", days=3).Next(this.end)
    end = flow.End()
