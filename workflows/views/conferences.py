"""The agenda, the calendar file of a conference, and opening a table."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from expertteam.audit.services import note_read
from expertteam.conferences import queries, services
from expertteam.notifications.calendar import event_file
from workflows.engine import OPEN
from workflows.models import CaseTask


def agenda(request):
    """The coming conferences of this user, each with the cases they may open."""
    items = list(queries.upcoming_items(request.user))
    note_read(request, kind="casus", objects=[item.case for item in items])
    meetings = {}
    for item in items:
        meetings.setdefault(item.conference, []).append(item)
    return render(request, "conferences/agenda.html", {"meetings": meetings.items()})


def calendar(request, public_id):
    """A conference of this user as a calendar file; it says when and where, not about whom."""
    item = queries.agenda_items(request.user).filter(conference__public_id=public_id).first()
    if item is None:
        note_read(request, kind="casusbespreking", objects=[public_id], allowed=False)
        raise Http404
    conference = item.conference
    note_read(request, kind="casusbespreking", objects=[conference], case_id=item.case_id)
    content = event_file(
        uid=f"{conference.public_id}@expertteam",
        summary=f"Casusbespreking {conference.team}",
        location=conference.location,
        starts_at=conference.starts_at,
        ends_at=conference.ends_at,
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    day = timezone.localtime(conference.starts_at)
    response["Content-Disposition"] = f'attachment; filename="casusbespreking-{day:%Y-%m-%d}.ics"'
    return response


@require_POST
def open_table(request, public_id):
    """The chair opens the conference: from now on the pre-advices are read together."""
    task = get_object_or_404(CaseTask, public_id=public_id, node="ConferenceFlow.confer")
    if task.status not in OPEN or not task.flow_task.can_execute(request.user, task):
        note_read(request, kind="taak", objects=[public_id], allowed=False)
        raise Http404
    services.open_table(item=task.case.agenda_items.latest("pk"), by=request.user)
    return redirect("workflows:task", public_id=public_id)
