"""Follow-ups and their tasks: which task a follow-up waits for, and reminding its doers."""

from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When

from expertteam.followup import services
from expertteam.followup.enums import AssessmentOutcome, FollowUpStatus
from workflows.engine import OPEN
from workflows.inbox import doers
from workflows.links import task_path
from workflows.models import CaseTask

FILL_IN, ASSESS, LEARN = "FollowUpFlow.fill_in", "FollowUpFlow.assess", "FollowUpFlow.learn"


def with_task(follow_ups) -> QuerySet:
    """Adds ``waits_for`` (a node) and ``task_id``: the open task each follow-up waits for, if any."""
    node = Case(
        When(status=FollowUpStatus.OPEN, then=Value(FILL_IN)),
        When(status__in=[FollowUpStatus.ANSWERED, FollowUpStatus.UNANSWERED], then=Value(ASSESS)),
        When(outcome=AssessmentOutcome.CLOSE, then=Value(LEARN)),
        default=Value(""),
    )
    tasks = CaseTask.objects.filter(subject=OuterRef("case"), status__in=OPEN, node=OuterRef("waits_for"))
    return follow_ups.annotate(waits_for=node).annotate(
        task_id=Subquery(tasks.exclude(node="").values("public_id")[:1])
    )


def remind(follow_up, by=None) -> bool:
    """Send a reminder to whoever can fill it in; False when there is nobody, so nothing was sent.

    Without ``by`` it is the worker. Raises RuleBroken with a Dutch reason when it may not be sent.
    """
    task = CaseTask.objects.filter(subject=follow_up.case, status__in=OPEN, node=FILL_IN).first()
    whom = doers(task) if task else []
    if not whom and by is None:
        return False
    services.remind(follow_up=follow_up, by=by, whom=whom, path=task_path(task) if task else "")
    return True
