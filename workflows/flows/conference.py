"""A case at the table of a regional expertteam or of the expertise centre."""

from viewflow import this
from viewflow.workflow import flow

from expertteam.organisations.enums import TeamKind
from workflows.engine import Assignment, CaseFlow, CaseView, FanOut


def planner(case) -> str:
    """The coordinator of the table that has the case plans it."""
    item = case.agenda_items.latest("pk")
    return "plan_centre_conference" if item.team.kind == TeamKind.CENTRE else "plan_conference"


def invited_experts(case):
    item = case.agenda_items.latest("pk")
    return [
        Assignment(owner=participation.expert, about=participation.public_id)
        for participation in item.participations.select_related("expert")
    ]


class ConferenceFlow(CaseFlow):
    """Casusbespreking"""

    start = flow.StartHandle(this.begin).Next(this.plan)
    plan = CaseView("conference.Plan", permission=planner, title="Casusbespreking plannen", days=5).Next(
        this.invite
    )
    # The table may open while a pre-advice is still out, so conferring does not wait for them.
    invite = FanOut(each=this.pre_advise, assignments=invited_experts, beside=this.confer)
    pre_advise = CaseView(
        "conference.PreAdvise", permission="pre_advise", title="Vooradvies schrijven", days=5
    ).Next(this.pre_advised)
    pre_advised = flow.End()
    confer = CaseView(
        "conference.Confer", permission="confer", title="Casusbespreking vastleggen", days=10
    ).Next(this.end)
    end = flow.TerminateEnd()
