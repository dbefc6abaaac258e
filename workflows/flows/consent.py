"""Asking for consent again, beside whatever else the case is doing."""

from viewflow import this
from viewflow.workflow import flow

from workflows.engine import CaseFlow, CaseView


class ConsentFlow(CaseFlow):
    """Toestemming opnieuw vragen"""

    runs_beside = True

    start = flow.StartHandle(this.begin).Next(this.ask)
    ask = CaseView(
        "consent.AskAgain", permission="record_consent", title="Toestemming opnieuw vragen", days=10
    ).Next(this.end)
    end = flow.End()
