"""The engine room: our node classes on viewflow, starting a phase and completing a task.

viewflow keeps the state of processes and tasks; none of its pages are used (R7). Everything that
moves a case passes :func:`start` and :func:`complete`; ``journey.py`` calls both.
"""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Flow
from viewflow.workflow.nodes.split import SplitActivation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.status import PROCESS, STATUS
from viewflow.workflow.token import Token

from expertteam.access.permissions import may
from expertteam.access.wall import as_system
from expertteam.core import clock
from expertteam.core.errors import AlreadyDone
from expertteam.organisations.models import User
from workflows.models import CaseProcess, CaseTask

OPEN = (STATUS.NEW, STATUS.ASSIGNED)
# Why a step that may be done is done outside the wall.
MOVING = (
    "a step moves the case for others too: it gives and ends access, and opens the tasks of the next phase"
)


@dataclass(frozen=True)
class Assignment:
    """Whose task it is, about which record, under which reference they know it, and until when."""

    owner: User
    about: UUID
    reference: str = ""
    due_on: date | None = None


class CaseViewActivation(ViewActivation):
    @classmethod
    def create(cls, flow_task, prev_activation, token, data=None, seed=None):
        """Make the task with all that an inbox shows; ``seed`` is an Assignment or None."""
        process = prev_activation.process
        task = flow_task.flow_class.task_class(process=process, flow_task=flow_task, token=token)
        flow_task.describe(task, process.case)
        if seed:
            task.owner, task.status = seed.owner, STATUS.ASSIGNED
            task.about, task.reference = seed.about, seed.reference or task.reference
            task.due_on = seed.due_on or task.due_on
        task.save()
        task.previous.add(prev_activation.task)
        return cls(task)

    def prepare_revived_task(self, task):
        """A revived task asks the same permission and knows the same subject as the first."""
        self.flow_task.describe(task, self.process.case)
        task.owner, task.about, task.reference = self.task.owner, self.task.about, self.task.reference
        if task.owner:
            task.status = STATUS.ASSIGNED


class CaseView(flow.View):
    """A step that people do; it asks the case permission at the moment of doing (R8).

    ``step`` names the step class in ``workflows.steps``; ``permission`` is a codename on the case,
    or a function of the case that gives one; ``days`` are working days until the deadline; with
    ``also`` a second permission may do the step in place of the one whose task it is; ``about``
    gives the public id of the record that the task keeps to, whatever the case gets later.
    """

    activation_class = CaseViewActivation

    def __init__(self, step, *, permission, title, days, also=None, about=None):
        super().__init__(None)
        self.step = step
        self.permission = permission
        self.also = also
        self.about = about
        self.task_title = title
        self.days = days

    def permission_for(self, case) -> str:
        return self.permission(case) if callable(self.permission) else self.permission

    def describe(self, task, case) -> None:
        task.node = f"{self.flow_class.__name__}.{self.name}"
        task.subject = case
        task.reference = case.number
        task.owner_permission = self.permission_for(case)
        task.about = self.about(case) if self.about else None
        task.opened_at = clock.now()
        task.due_on = clock.working_days_later(clock.today(), self.days)

    def can_execute(self, user, task):
        whose = task.owner_id in (None, user.pk) and may(user, task.owner_permission, task.case)
        return whose or self.may_take_over(user, task)

    can_assign = can_execute
    can_view = can_execute

    def might_have_done(self, user, task) -> bool:
        """Whether a done task would be this user's to do, had nobody been first."""
        anybodys = task.about is None or self.about is not None
        whose = anybodys and may(user, task.owner_permission, task.case)
        return whose or task.owner_id == user.pk or self.may_take_over(user, task)

    def may_take_over(self, user, task) -> bool:
        """Whether this user may do the step in place of the one whose task it is."""
        return bool(self.also) and may(user, self.also, task.case)

    def may_now(self, user, task) -> bool:
        """Whether this user has, at this moment, a permission that this step asks."""
        return may(user, task.owner_permission, task.case) or self.may_take_over(user, task)


class FanOutActivation(SplitActivation):
    @Activation.status.super()
    def activate(self):
        """Nothing to choose: every assignment gets a task and so does the task beside them."""

    @Activation.status.super()
    def create_next(self):
        tokens = Token.split_token_source(self.task.token, self.task.pk)
        for assignment in self.flow_task.assignments(self.process.case):
            yield self.flow_task.each._create(self, next(tokens), seed=assignment)
        if self.flow_task.beside:
            yield self.flow_task.beside._create(self, next(tokens))


class FanOut(flow.Split):
    """One task for each assignment, and one beside them that need not wait for them."""

    activation_class = FanOutActivation

    def __init__(self, *, each, assignments, beside=None):
        super().__init__()
        self.each, self.assignments, self.beside = each, assignments, beside
        for node in filter(None, (each, beside)):
            self.Next(node)

    def _resolve(self, instance):
        super()._resolve(instance)
        self.each = this.resolve(instance, self.each)
        self.beside = this.resolve(instance, self.beside)


class CaseFlow(Flow):
    """A phase of a case. Two posts at once wait for each other instead of doubling tasks (R8)."""

    process_class = CaseProcess
    task_class = CaseTask
    lock_impl = lock.SelectForUpdateLock(nowait=False)
    # Whether it goes on beside the phases of a case, until the case closes.
    runs_beside = False

    def begin(self, activation, case):
        activation.process.case = case
        return activation.process


def start(flow_class, case) -> CaseProcess:
    """Open a phase for ``case`` and give its process."""
    return flow_class.start.run(case=case)


def withdraw(case, *, everything=True) -> list[CaseProcess]:
    """Cancel every phase of ``case`` that still runs, with its open tasks; gives those phases.

    Not ``everything`` leaves what runs beside the phases.
    """
    # Read under the lock: cancelling saves the process as it was read.
    running = CaseProcess.objects.select_for_update().filter(case=case, status=PROCESS.NEW).order_by("pk")
    cancelled = [each for each in running if everything or not each.flow_class.runs_beside]
    for process in cancelled:
        process.flow_class.instance.cancel(process)
    return cancelled


def complete(*, task, user, perform):
    """Do a step once: ``perform()`` calls the services and returns the outcome of the step.

    Runs under the lock of the process, in one transaction with the engine's own rows, and gives
    the process and the outcome. Raises AlreadyDone when another was first, Http404 when the user
    may not (any more).
    """
    with _locked(task) as activation:
        if activation.task.status not in OPEN:
            raise AlreadyDone
        if not activation.flow_task.can_execute(user, activation.task):
            raise Http404
        with as_system(MOVING):
            return _move(activation, user, perform)


@contextmanager
def _locked(task):
    """The task as it is under the lock of its process; behind the wall it may be gone since it was found."""
    with ExitStack() as stack:
        try:
            activation = stack.enter_context(task.activation())
        except CaseTask.DoesNotExist as gone:
            raise Http404 from gone
        yield activation


def _move(activation, user, perform):
    outcome = perform()
    if activation.task.status == STATUS.NEW:
        activation.assign(user)
    elif activation.task.owner_id != user.pk:
        activation.reassign(user)
    activation.start(None)
    activation.execute()
    activation.process.refresh_from_db()
    return activation.process, outcome
