"""The road of a learning report: begin, the worker's part, the steps of people, and whose tasks are open.

What follows what stands in flows/report.py.
"""

from contextlib import ExitStack

from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from viewflow.workflow.status import STATUS

from expertteam.core import clock
from expertteam.core.errors import AlreadyDone
from expertteam.learning.enums import ReportStatus
from expertteam.notifications.services import notify
from expertteam.organisations.enums import Role
from workflows.engine import OPEN
from workflows.flows.report import ReportFlow
from workflows.models import ReportProcess, ReportTask

# Roles that can have a step in the flow of a report.
ROLES = (Role.COORDINATOR, Role.CENTRE, Role.PRIVACY_OFFICER)


@transaction.atomic
def begin(report) -> ReportProcess:
    """A report was drafted: its figures wait for the worker."""
    return ReportFlow.start.run(report=report)


@transaction.atomic
def protected(report) -> None:
    """There are figures: verify them and go on; nothing when that was done before."""
    task = _waiting_for_worker(report)
    if task is not None:
        ReportFlow.protect.run(task)
        announce(report)


def hold(report) -> ReportProcess | None:
    """Lock the process of a report as steps of people do, always before the report itself."""
    return ReportProcess.objects.select_for_update().filter(report=report).first()


def is_waiting_for_worker(report) -> bool:
    return _waiting_for_worker(report) is not None


def _waiting_for_worker(report) -> ReportTask | None:
    # So that a job that runs twice at once goes on once.
    process = hold(report)
    waiting = ReportTask.objects.filter(process=process, flow_task=ReportFlow.protect, status=STATUS.NEW)
    return waiting.first() if process else None


@transaction.atomic
def complete(*, report, user, perform, nodes=()) -> None:
    """Do the step that is open, once: ``perform()`` calls the services, and the flow goes on.

    Raises AlreadyDone when another was first or the report is elsewhere, Http404 for whose step it is not.
    """
    task = open_task(report)
    if task is None or (nodes and task.flow_task.name not in nodes):
        raise AlreadyDone
    with ExitStack() as stack:
        try:
            activation = stack.enter_context(task.activation())
        except ReportTask.DoesNotExist as gone:
            raise AlreadyDone from gone
        if activation.task.status not in OPEN:
            raise AlreadyDone
        if not activation.flow_task.can_execute(user, activation.task):
            raise Http404
        perform()
        activation.assign(user)
        activation.start(None)
        activation.execute()
    announce(report)


def may_protect_again(report) -> bool:
    """After a failure, and before publishing; not while people read or settle what was marked."""
    task = open_task(report)
    return task.flow_task.name == "publish" if task else bool(report.failure)


@transaction.atomic
def back_to_worker(report) -> None:
    """The figures of a draft are to be protected again: it waits for the worker, instead of for publication.

    Raises AlreadyDone when that cannot be (any more).
    """
    task = open_task(report)
    if not may_protect_again(report):
        raise AlreadyDone
    if task is not None:
        with task.activation() as activation:
            if activation.task.status not in OPEN:
                raise AlreadyDone
            activation.cancel()
            ReportFlow.protect._create(activation, activation.task.token)


def open_task(report) -> ReportTask | None:
    """The step of people that a report waits for."""
    tasks = ReportTask.objects.filter(process__report=report, status__in=OPEN).exclude(node="")
    return tasks.select_related("process__report__region").first()


def is_theirs(user, report, *nodes: str) -> bool:
    """Whether the report waits for this user in one of these steps."""
    task = open_task(report)
    return bool(task and task.flow_task.name in nodes and task.flow_task.can_execute(user, task))


def tasks_for(user) -> list[ReportTask]:
    """Open tasks about reports that this user can do, the first deadline on top."""
    if not user.has_role(*ROLES):
        return []
    tasks = ReportTask.objects.filter(status__in=OPEN, process__report__status=ReportStatus.DRAFT)
    tasks = tasks.exclude(node="").select_related("process__report__region").order_by("due_on", "pk")
    return [task for task in tasks if task.flow_task.can_execute(user, task)]


def card(task) -> dict:
    """A task as the task card shows it."""
    report = task.process.report
    first, last = (date_format(day, "F Y") for day in (report.starts_on, report.ends_on))
    return {
        "title": task.flow_task.task_title,
        "url": path(task),
        "about": f"Leerrapportage {report.region}, {first} tot en met {last}",
        "due": task.due_on,
        "late": task.due_on < clock.today(),
    }


def path(task) -> str:
    return reverse(f"workflows:{task.flow_task.page}", args=[task.process.report.public_id])


def announce(report) -> None:
    """Tell whose step it is, once."""
    task = open_task(report)
    if task is None or task.announced_at:
        return
    for user in task.flow_task.doers(task.process.report):
        notify(
            user=user,
            kind="task",
            reference=task.reference,
            path=path(task),
            due_on=task.due_on,
            task=task.flow_task.task_title,
        )
    ReportTask.objects.filter(pk=task.pk).update(announced_at=F("opened_at"))


def done_steps(report) -> list[dict]:
    """What was done until now, by whom and when."""
    done = ReportTask.objects.filter(process__report=report, status=STATUS.DONE).exclude(node="")
    return [
        {"title": task.flow_task.task_title, "who": task.owner, "at": task.finished}
        for task in done.select_related("owner").order_by("finished", "pk")
    ]
