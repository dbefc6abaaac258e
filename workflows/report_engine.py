"""The engine of learning reports: the nodes of their flow, and whose step it is.

Beside engine.py, which moves cases. No process or task here has a way to a case, so these have tables of
their own, outside the wall.
"""

from viewflow.workflow import flow, lock
from viewflow.workflow.base import Flow
from viewflow.workflow.nodes.view import ViewActivation

from expertteam.core import clock
from expertteam.learning.reporting import reference
from workflows.models import ReportProcess, ReportTask


class ReportViewActivation(ViewActivation):
    @classmethod
    def create(cls, flow_task, prev_activation, token, data=None, seed=None):
        """Make the task with all that an inbox shows."""
        process = prev_activation.process
        task = flow_task.flow_class.task_class(process=process, flow_task=flow_task, token=token)
        task.node = f"{flow_task.flow_class.__name__}.{flow_task.name}"
        task.reference = reference(process.report)
        task.opened_at = clock.now()
        task.due_on = clock.working_days_later(clock.today(), flow_task.days)
        task.save()
        task.previous.add(prev_activation.task)
        return cls(task)


class ReportView(flow.View):
    """A step that people do. ``doers`` gives who may do it, of a report; ``page`` is the name of its page."""

    activation_class = ReportViewActivation

    def __init__(self, *, doers, page, title, days):
        super().__init__(None)
        self.doers = doers
        self.page = page
        self.task_title = title
        self.days = days

    def can_execute(self, user, task):
        return any(user.pk == each.pk for each in self.doers(task.process.report))

    can_assign = can_execute
    can_view = can_execute


class OfReport(Flow):
    """What every flow of a report has."""

    process_class = ReportProcess
    task_class = ReportTask
    lock_impl = lock.SelectForUpdateLock(nowait=False)
