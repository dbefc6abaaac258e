"""Whose tasks are open: the query behind "Mijn taken", and telling people of a new one."""

from django.db.models import F, Q

from expertteam.access.models import Grant
from expertteam.access.permissions import has_permission_named, roles_with
from expertteam.core import clock
from expertteam.notifications.services import notify
from workflows.engine import OPEN
from workflows.links import task_path
from workflows.models import CaseTask

CASE = "process__caseprocess__case_id"


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
    fresh = process.task_set.filter(status__in=OPEN, casetask__announced_at__isnull=True)
    tasks = CaseTask.objects.filter(pk__in=fresh).exclude(node="").select_related("owner").order_by("pk")
    for task in tasks:
        for user in doers(task):
            notify(
                user=user,
                kind="task",
                reference=task.reference,
                path=task_path(task),
                due_on=task.due_on,
                task=task.flow_task.task_title,
            )
    CaseTask.objects.filter(pk__in=[task.pk for task in tasks]).update(announced_at=F("opened_at"))
