"""From draft to an advice that the referrer has answered."""

from viewflow import this
from viewflow.workflow import flow

from expertteam.advice.models import WORKING_DAYS_TO_RESPOND
from expertteam.conferences.enums import Attendance
from workflows.engine import Assignment, CaseFlow, CaseView, FanOut


def signers(case):
    """Each expert who attended signs."""
    item = case.agenda_items.latest("pk")
    present = item.participations.filter(attendance=Attendance.PRESENT).select_related("expert")
    return [Assignment(owner=each.expert, about=each.public_id) for each in present]


def delivered(case):
    return case.advices.latest("pk").public_id


class AdviceFlow(CaseFlow):
    """Advies"""

    start = flow.StartHandle(this.begin).Next(this.draft)
    draft = CaseView("advice.Draft", permission="draft_advice", title="Advies opstellen", days=3).Next(
        this.collect
    )
    collect = FanOut(each=this.sign, assignments=signers)
    # The chair notes that an expert could not sign, so that who left does not hold up the advice.
    sign = CaseView(
        "advice.Sign", permission="sign_advice", also="settle_advice", title="Advies ondertekenen", days=3
    ).Next(this.signed)
    signed = flow.Join().Next(this.settle)
    settle = CaseView("advice.Settle", permission="settle_advice", title="Advies vaststellen", days=2).Next(
        this.respond
    )
    respond = CaseView(
        "advice.Respond",
        permission="respond_to_advice",
        about=delivered,
        title="Op het advies reageren",
        days=WORKING_DAYS_TO_RESPOND,
    ).Next(this.end)
    end = flow.End()
