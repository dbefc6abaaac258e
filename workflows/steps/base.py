"""A step: what somebody does to a case, as a form to fill in and as the work itself.

``do`` is the work: it calls services, moves nothing in the engine, and returns the outcome that
``journey.py`` follows. Pages, tests and the demo all pass through it.
"""

from functools import cached_property
from importlib import import_module

from django.forms import BaseForm, BaseFormSet
from django.urls import reverse

from expertteam.access.permissions import may
from workflows import journey
from workflows.links import case_path


class Step:
    """One step on one task by one user. Subclasses say which forms it shows and what it does."""

    # The page of this step; it extends workflows/step.html.
    template_name = "workflows/step.html"
    # The verb on the button.
    button = "Opslaan"
    # One sentence above the form: what is asked, and why.
    intro = ""
    # What the user reads when it is done.
    done_message = "Opgeslagen."
    form_class = None

    def __init__(self, task, user):
        self.task = task
        self.user = user

    @cached_property
    def case(self):
        return self.task.case

    def initial(self) -> dict:
        """Starting values of the first form."""
        return {}

    def forms(self, data=None, files=None) -> dict[str, BaseForm | BaseFormSet]:
        """The forms of the page by name; most steps have one, called ``form``."""
        return {"form": self.form_class(data, files, initial=self.initial(), **self.form_options())}

    def form_options(self) -> dict:
        """Extra arguments of the form, such as the experts it may choose from."""
        return {}

    def cleaned(self, forms) -> dict:
        """The keyword arguments of ``do`` out of valid forms."""
        return forms["form"].cleaned_data

    def context(self) -> dict:
        """What the page shows beside the form."""
        return {}

    def shows(self) -> tuple[str, object]:
        """For the read log: which kind of object the page shows, and which one."""
        return "casus", self.case

    def next_url(self) -> str:
        """Where the user goes afterwards: the case if they may still open it, otherwise their tasks."""
        return case_path(self.case) if may(self.user, "view_case", self.case) else reverse("workflows:inbox")

    def do(self, **values):
        """Call the services; returns the outcome of the step. Raises RuleBroken with a Dutch reason."""
        raise NotImplementedError


def step_of(task, user) -> Step:
    """The step that belongs to the node of ``task``."""
    module, name = task.flow_task.step.split(".")
    return getattr(import_module(f"workflows.steps.{module}"), name)(task, user)


def play(task, user, **values):
    """Do a step without a page, as tests and the demo do; the same permission and lock apply."""
    step = step_of(task, user)
    return journey.complete(task=task, user=user, perform=lambda: step.do(**values))
