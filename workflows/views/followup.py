""" "Opvolging": what a coordinator watches, and the reminder they can send."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from expertteam.audit.enums import Action
from expertteam.audit.services import note_read, note_search
from expertteam.core import clock
from expertteam.followup.enums import TONES, FollowUpState, FollowUpStatus
from expertteam.followup.filters import FollowUpFilter, counts, in_order
from expertteam.followup.models import FollowUp
from expertteam.organisations.enums import Role
from reports.exports import Column
from workflows.followups import ASSESS, FILL_IN, LEARN, with_task
from workflows.followups import remind as send_reminder
from workflows.views.downloads import asked_for_sheet, query_without, sheet

PAGE_SIZE = 25
KIND = "opvolging"
TASK_LABELS = {
    FILL_IN: "Geen antwoord vastleggen",
    ASSESS: "Beoordelen",
    LEARN: "Leersignalen vastleggen",
}
COLUMNS = [
    Column("Casusnummer", lambda row: row.case.number),
    Column("Gemeente", lambda row: row.case.municipality.name),
    Column("Hoeveelste", lambda row: row.sequence, "number"),
    Column("In te vullen vanaf", lambda row: row.due_on, "date"),
    Column("Uiterlijk op", lambda row: row.answer_by, "date"),
    Column("Stand", lambda row: FollowUpState(row.state).label),
    Column("Dagen te laat", lambda row: row.days_late or None, "number"),
    Column("Beantwoord op", lambda row: row.answered_at, "date"),
    Column("Besluit", lambda row: row.get_outcome_display()),
]


def overview(request):
    """Every follow-up this coordinator watches; the counts are filters, and exports follow them."""
    if not request.user.has_role(Role.COORDINATOR):
        raise Http404
    watched = FollowUp.objects.watched_by(request.user).with_state()
    filtered = FollowUpFilter(request.GET, watched)
    rows = in_order(filtered.qs.select_related("case__municipality"), request.GET.get("o", ""))
    if asked_for_sheet(request):
        return _export(request, rows)
    page = Paginator(with_task(rows), PAGE_SIZE).get_page(request.GET.get("page"))
    _note(request, page)
    if request.GET.get("number", "").strip() and not page.paginator.count:
        note_search(request, kind=KIND)
    context = {
        "filter": filtered,
        "figures": _figures(counts(watched), request.GET.get("state", "")),
        "page": page,
        "rows": [_row(follow_up) for follow_up in page],
        "default_order": "",
        "export_query": query_without(request, "export", "page"),
        "here": request.get_full_path(),
    }
    return render(request, "followup/overview.html", context)


@require_POST
def remind(request, public_id):
    """Ask the referrer once more."""
    watched = FollowUp.objects.watched_by(request.user).select_related("case")
    found = watched.filter(public_id=public_id).first()
    if found is None:
        note_read(request, kind=KIND, objects=[public_id], allowed=False)
        raise Http404
    try:
        send_reminder(found, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "De aanmelder krijgt een herinnering.")
    return redirect(_back(request))


def _figures(numbers, chosen) -> list[dict]:
    """One figure a state; each is a link to the same list with only those."""
    page = reverse("workflows:follow_ups")
    figures = [
        {
            "label": state.label,
            "value": numbers[state],
            "url": f"{page}?state={state}",
            "tone": "danger" if state == FollowUpState.LATE and numbers[state] else "",
            "meta": "gekozen" if state == chosen else "",
        }
        for state in FollowUpState
    ]
    asked = sum(numbers.values()) - numbers[FollowUpState.PLANNED]
    if asked:
        # Who does not answer stays in the denominator.
        answered = next(figure for figure in figures if figure["label"] == FollowUpState.ANSWERED.label)
        answered["meta"] = f"van {asked} gevraagd"
    return figures


def _row(follow_up) -> dict:
    state = FollowUpState(follow_up.state)
    reminded = follow_up.reminded_at and timezone.localtime(follow_up.reminded_at).date()
    is_open = follow_up.status == FollowUpStatus.OPEN
    return {
        "follow_up": follow_up,
        "state": state.label,
        "tone": TONES[state],
        "reminded": reminded,
        "may_remind": is_open and reminded != clock.today(),
        "task_label": TASK_LABELS.get(follow_up.waits_for, ""),
    }


def _export(request, rows):
    rows = list(rows)
    _note(request, rows, action=Action.EXECUTE)
    return sheet(request, title="Opvolging", columns=COLUMNS, rows=rows)


def _note(request, follow_ups, action=Action.READ):
    """Follow-ups, and the cases they tell about."""
    note_read(request, kind=KIND, objects=follow_ups, action=action)
    note_read(request, kind="casus", objects=[each.case for each in follow_ups], action=action)


def _back(request) -> str:
    """The list as it was filtered, if that is where the button was."""
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if safe else reverse("workflows:follow_ups")
