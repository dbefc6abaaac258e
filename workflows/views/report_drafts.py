"""A draft report on its road: how far the worker is, and trying again when that went wrong."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe

from expertteam.audit.services import note_read
from expertteam.core.errors import AlreadyDone
from expertteam.learning import reporting
from expertteam.learning.models import LearningReport
from expertteam.learning.permissions import regions_as
from expertteam.organisations.enums import Role
from workflows import report_road
from workflows.links import report_path
from workflows.report_jobs import queue_protection

KIND = "leerrapportage"
# htmx asks no more after an answer with this status.
STOP_ASKING = 286

# Who does the step that a draft waits for; report_doers.py says the same to the flow.
WHOSE = {
    "read_first": "Een functionaris gegevensbescherming of iemand van het Expertisecentrum leest de tekst.",
    "read_second": "Iemand van een andere organisatie dan de eerste lezer leest de tekst.",
    "settle": "De lezers keurden woorden af. Een coördinator van de regio kiest wat er komt te staan.",
    "publish": "Een andere coördinator of een functionaris gegevensbescherming publiceert, niet de maker.",
}


def month_of(day) -> str:
    return date_format(day, "F Y")


def draft_context(user, report) -> dict:
    """Where a draft is on its road, and what this user can do now."""
    task = report_road.open_task(report)
    node = task.flow_task.name if task else ""
    own = bool(task) and task.flow_task.can_execute(user, task)
    keeps = report.region_id in regions_as(user, Role.COORDINATOR)
    return {
        "is_own": report.made_by_id == user.pk,
        "waits_for": task.flow_task.task_title if task else "",
        "whose": WHOSE.get(node, ""),
        "due": task.due_on if task else None,
        "may_read": own and node in {"read_first", "read_second"},
        "may_settle": own and node == "settle",
        "may_publish": own and node == "publish",
        "may_discard": keeps,
        "may_try_again": keeps and report_road.may_protect_again(report),
        "failed": bool(report.failure),
        "steps_done": report_road.done_steps(report),
        "paragraphs": report.paragraphs.all(),
    }


def standing(report) -> str:
    """In a few words how far a draft is, for a list."""
    if report.failure:
        return "Beveiligen is mislukt"
    task = report_road.open_task(report)
    return f"Wacht op: {task.flow_task.task_title.lower()}" if task else "De cijfers worden beveiligd"


@require_safe
def progress(request, public_id):
    """A piece of the page of a draft: how far the worker is; the page asks for it until there are figures."""
    report = _draft(request, public_id)
    note_read(request, kind=KIND, objects=[report])
    context = {"report": report, "failed": bool(report.failure), "asked_again": True}
    waits = not report.has_figures and not report.failure
    status = 200 if waits else STOP_ASKING
    return render(request, "learning/report_progress.html", context, status=status)


@require_POST
def again(request, public_id):
    """A coordinator lets the figures be protected once more."""
    report = _draft(request, public_id)
    if report.region_id not in regions_as(request.user, Role.COORDINATOR):
        raise Http404
    try:
        with transaction.atomic():
            report_road.back_to_worker(report)
            reporting.protect_again(report=report)
            queue_protection(report)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except AlreadyDone:
        messages.error(request, "Opnieuw beveiligen kan nu niet. Dat kan na een fout of voor publicatie.")
    else:
        messages.success(request, "De cijfers worden opnieuw beveiligd.")
    return redirect(report_path(report))


def _draft(request, public_id) -> LearningReport:
    drafts = LearningReport.objects.drafts_open_to(request.user).select_related("region")
    return get_object_or_404(drafts, public_id=public_id)
