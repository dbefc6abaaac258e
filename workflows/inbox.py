"""Whose tasks are open: the query behind "Mijn taken", and telling people of a new one."""

from django.db.models import F, Q

from expertteam.access.models import Grant
from expertteam.access.permissions import has_permission_named, roles_with
from expertteam.core import clock
from expertteam.notifications.services import notify
from workflows.engine import OPEN
from workflows.links import task_path
from workflows.models import CaseTask

CASE = "subject_id"
# The kind of draft that belongs to a task.
DRAFTS = "task"


def tasks_for(user):
    """Open tasks of ``user``: their own, and unowned ones they hold the permission for."""
    return (
        CaseTask.objects.filter(
            *has_permission_named(user, permission_ref="owner_permission", case_ref=CASE),
            Q(owner=user) | Q(owner__isnull=True),
            status__in=OPEN,
        )
        .exclude(node="")
        .order_by("due_on", "pk")
    )


def takeovers(user, case):
    """Open tasks of ``case`` that are another's, and that ``user`` may do in their place."""
    tasks = CaseTask.objects.filter(subject=case, status__in=OPEN).exclude(node="")
    others = tasks.exclude(pk__in=tasks_for(user).values("pk")).select_related("owner")
    return [task for task in others.order_by("due_on", "pk") if task.flow_task.may_take_over(user, task)]


def draft_key(task) -> str:
    """Under which name the half-filled form of ``task`` is kept."""
    return _draft_name(task.public_id)


def draft_keys(tasks) -> list[str]:
    """The names of the half-filled forms of these rows of the engine."""
    of_people = CaseTask.objects.filter(pk__in=tasks.values("pk")).exclude(node="").order_by()
    return [_draft_name(public_id) for public_id in of_people.values_list("public_id", flat=True)]


def _draft_name(public_id) -> str:
    return f"{DRAFTS}:{public_id}"


def card(task) -> dict:
    """A task as the task card shows it."""
    return {
        "title": task.flow_task.task_title,
        "url": task_path(task),
        "case_number": task.reference,
        "due": task.due_on,
        "late": task.due_on < clock.today(),
    }


def doers(task):
    """Users whose inbox shows ``task``."""
    if task.owner:
        return [task.owner]
    grants = Grant.objects.current().filter(case=task.case, role__in=roles_with(task.owner_permission))
    holders = grants.select_related("user").order_by("pk")
    return list({grant.user_id: grant.user for grant in holders}.values())


def announce(process) -> None:
    """Queue a message for each open task of ``process`` that nobody was told of yet."""
    fresh = CaseTask.objects.filter(process_id=process.pk, status__in=OPEN, announced_at__isnull=True)
    tasks = fresh.exclude(node="").select_related("owner").order_by("pk")
    for task in tasks:
        for user in doers(task):
            _tell(user, task)
    CaseTask.objects.filter(pk__in=[task.pk for task in tasks]).update(announced_at=F("opened_at"))


def hand_over(*, user, case) -> None:
    """Tell who has come in another's place which tasks of ``case`` wait for them."""
    for task in tasks_for(user).filter(**{CASE: case.pk}):
        _tell(user, task)


def _tell(user, task) -> None:
    notify(
        user=user,
        kind="task",
        reference=task.reference,
        path=task_path(task),
        due_on=task.due_on,
        task=task.flow_task.task_title,
    )
