"""Follow-ups and their tasks: which task a follow-up waits for, and reminding its doers."""

from django.db.models import OuterRef, QuerySet, Subquery

from expertteam.followup import services
from workflows.engine import OPEN
from workflows.inbox import doers
from workflows.links import task_path
from workflows.models import CaseTask

FILL_IN = "FollowUpFlow.fill_in"
ASSESS = "FollowUpFlow.assess"


def with_task(follow_ups) -> QuerySet:
    """Adds ``task_id``: the public id of the open task each follow-up waits for."""
    tasks = CaseTask.objects.filter(
        process__caseprocess__case=OuterRef("case"), status__in=OPEN, node__in=[FILL_IN, ASSESS]
    )
    return follow_ups.annotate(task_id=Subquery(tasks.values("public_id")[:1]))


def remind(follow_up, by=None) -> bool:
    """Send a reminder to whoever can fill it in; False when there is nobody, so nothing was sent.

    Without ``by`` it is the worker. Raises RuleBroken with a Dutch reason when it may not be sent.
    """
    task = CaseTask.objects.filter(
        process__caseprocess__case=follow_up.case, status__in=OPEN, node=FILL_IN
    ).first()
    whom = doers(task) if task else []
    if not whom and by is None:
        return False
    services.remind(follow_up=follow_up, by=by, whom=whom, path=task_path(task) if task else "")
    return True
