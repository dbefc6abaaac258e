"""A running phase of a case, and the tasks in it."""

import uuid
from functools import cached_property

from django.db import models
from viewflow.workflow.models import AbstractProcess, AbstractTask, Process, Task

from expertteam.access.wall import as_system
from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.learning.models import LearningReport


class CaseProcess(Process):
    """One run of a flow; it carries a key to its case and nothing else about it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="processes", verbose_name="casus")

    class Meta:
        verbose_name = "verloop"
        verbose_name_plural = "verlopen"


class CaseTask(Task):
    """A task as the inbox shows it: a pseudonymous reference and a deadline, no case content.

    Gateways of a flow are rows here too; they have no ``node`` and never reach an inbox.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The same case as the process has: here too, so that lists and the wall need not go by way of it.
    subject = models.ForeignKey(
        Case, models.PROTECT, null=True, related_name="tasks", verbose_name="over casus"
    )
    node = models.CharField("stap", max_length=60, db_index=True, blank=True)
    reference = models.CharField("kenmerk", max_length=20, blank=True)
    opened_at = models.DateTimeField("klaargezet op", default=clock.now)
    due_on = models.DateField("uiterlijk op", null=True)
    announced_at = models.DateTimeField("aangekondigd op", null=True)
    about = models.UUIDField("gaat over", null=True)

    class Meta:
        verbose_name = "taak"
        verbose_name_plural = "taken"

    def __str__(self):
        return f"{self.node} {self.reference}"

    @cached_property
    def case(self) -> Case:
        """Also for a provider, who has a task about a case that does not exist for them."""
        with as_system("a task knows its case by key; who may open it is asked of the permissions"):
            return Case.objects.get(pk=self.subject_id)


class ReportProcess(AbstractProcess):
    """One run of the flow of a learning report; nothing of it leads to a case."""

    report = models.ForeignKey(
        LearningReport, models.CASCADE, related_name="processes", verbose_name="leerrapportage"
    )

    class Meta:
        verbose_name = "verloop van een rapportage"
        verbose_name_plural = "verlopen van rapportages"


class ReportTask(AbstractTask):
    """A task about a learning report; gateways and the worker's part are rows too, without ``node``."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    process = models.ForeignKey(
        ReportProcess, models.CASCADE, related_name="task_set", verbose_name="verloop"
    )
    node = models.CharField("stap", max_length=60, db_index=True, blank=True)
    reference = models.CharField("kenmerk", max_length=20, blank=True)
    opened_at = models.DateTimeField("klaargezet op", default=clock.now)
    due_on = models.DateField("uiterlijk op", null=True)
    announced_at = models.DateTimeField("aangekondigd op", null=True)

    class Meta:
        verbose_name = "taak bij een rapportage"
        verbose_name_plural = "taken bij rapportages"

    def __str__(self):
        return f"{self.node} {self.reference}"
