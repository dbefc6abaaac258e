"""The worklist, the page of one case, and what hangs on it."""

import logging
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from expertteam.access import emergency
from expertteam.access.permissions import may, permissions_of
from expertteam.access.queries import reading_along
from expertteam.audit.enums import Action
from expertteam.audit.services import note_read, note_search
from expertteam.cases import services
from expertteam.cases.enums import CaseStatus
from expertteam.cases.filters import DEFAULT_ORDER, CaseFilter, in_order
from expertteam.cases.forms import DocumentForm
from expertteam.cases.models import Case, Document
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.organisations.enums import Role
from reports.exports import Column
from workflows import consent_part, handover
from workflows.engine import OPEN
from workflows.inbox import card, takeovers, tasks_for
from workflows.links import case_path, document_row
from workflows.models import CaseTask
from workflows.progress import steps
from workflows.views.downloads import asked_for_sheet, query_without, sheet

logger = logging.getLogger(__name__)

PAGE_SIZE = 25
# Lines of history that tell who sat at the table; an access that ended tells who stepped back.
AT_THE_TABLE = {"pre_advised", "recused", "advice_signed", "grant", "grant_ended", "emergency_judged"}
# What each room shows of a case, in the order of the journey.
PARTS = [
    f"cases/parts/{room}.html"
    for room in ("advice", "followup", "procesregie", "help", "conference", "signals", "rights")
]
TONES = {
    CaseStatus.FILED: "info",
    CaseStatus.INCOMPLETE: "warning",
    CaseStatus.CONFERENCE: "info",
    CaseStatus.ADVICE: "info",
    CaseStatus.PROCESREGIE: "warning",
    CaseStatus.HELP: "warning",
    CaseStatus.FOLLOW_UP: "neutral",
    CaseStatus.CLOSED: "success",
    CaseStatus.DECLINED: "neutral",
}
COLUMNS = [
    Column("Nummer", lambda case: case.number),
    Column("Onderwerp", lambda case: case.title),
    Column("Gemeente", lambda case: case.municipality.name),
    Column("Status", lambda case: case.get_status_display()),
    Column("Aangemeld", lambda case: case.filed_at.date(), "date"),
    Column("Eerste deadline", lambda case: case.next_due, "date"),
]


def worklist(request):
    """Cases this user may see; the exports follow the filters on the screen."""
    filtered = CaseFilter(request.GET, _visible(request.user), user=request.user)
    searching = bool(request.GET.get("q", "").strip())
    rows = in_order(filtered.qs, request.GET.get("o", ""), searching=searching)
    if asked_for_sheet(request):
        return _export(request, rows)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    note_read(request, kind="casus", objects=list(page))
    if searching and not page.paginator.count:
        note_search(request, kind="casus")
    context = {
        "filter": filtered,
        "page": page,
        "today": clock.today(),
        "tones": TONES,
        "default_order": DEFAULT_ORDER,
        "may_ask_emergency": emergency.may_ask(request.user),
        "may_file": request.user.has_role(Role.REFERRER),
        "export_query": query_without(request, "export", "page"),
    }
    return render(request, "cases/worklist.html", context)


def _visible(user):
    """Visible cases with the first deadline of an open task that is a person's turn."""
    open_tasks = CaseTask.objects.filter(subject=OuterRef("pk"), status__in=OPEN, due_on__isnull=False)
    first = open_tasks.order_by("due_on").values("due_on")[:1]
    return Case.objects.visible_to(user).select_related("municipality").annotate(next_due=Subquery(first))


def _export(request, rows):
    cases = list(rows)
    note_read(request, kind="casus", objects=cases, action=Action.EXECUTE)
    return sheet(request, title="Casussen", columns=COLUMNS, rows=cases)


def visible_case(request, public_id, permission="view_case") -> Case:
    """The case, if this user may open it; a foreign and a missing one give the same 404."""
    case = (
        Case.objects.visible_to(request.user)
        .select_related("municipality", "region", "team", "referrer", "referrer_organisation")
        .filter(public_id=public_id)
        .first()
    )
    if case is None or (permission != "view_case" and not may(request.user, permission, case)):
        note_read(request, kind="casus", objects=[public_id], allowed=False)
        raise Http404
    return case


def case(request, public_id):
    """Everything this user may know of one case, and what they can do now."""
    found = visible_case(request, public_id)
    return _case_page(request, found, DocumentForm())


def _case_page(request, found, document_form):
    note_read(request, kind="casus", objects=[found])
    lines = list(found.history.select_related("actor"))
    allowed = permissions_of(request.user, found)
    told = lines if "read_deliberation" in allowed else _outside_the_table(lines)
    tasks = tasks_for(request.user).filter(subject=found)
    context = {
        "case": found,
        "tone": TONES[found.status],
        "steps": steps(found, lines),
        "history": [
            {"moment": line.at, "text": line.detail, "actor": line.actor or ""} for line in reversed(told)
        ],
        "tasks": [card(task) for task in tasks],
        "takeovers": [_takeover_card(task) for task in takeovers(request.user, found)],
        "hand_over": handover.possible(found, request.user),
        "triages": found.triages.all(),
        "parts": PARTS,
        "reading_along": reading_along(request.user, found),
        "consent": consent_part.part(found, allowed),
        "may_see_access": "see_access" in allowed,
        "may_share": found.is_open and "share_case" in allowed,
        "may_see_identity": "view_identity" in allowed,
        "may_add_document": found.is_open and "add_document" in allowed,
        "documents": [document_row(each) for each in found.documents.all()],
        "document_form": document_form,
    }
    return render(request, "cases/case.html", context)


def _takeover_card(task) -> dict:
    """The card of another's task, with whose it is."""
    whose = f" ({task.owner})" if task.owner else ""
    return card(task) | {"title": f"{task.flow_task.task_title}{whose}"}


def _outside_the_table(lines):
    """History for who was not at the table: who sat, wrote or stepped back there is not theirs to know."""
    return [line for line in lines if line.verb not in AT_THE_TABLE]


@require_POST
def add_document(request, public_id):
    found = visible_case(request, public_id, "add_document")
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return _case_page(request, found, form)
    upload = form.cleaned_data["document"]
    try:
        added = services.add_document(case=found, by=request.user, upload=upload, content_type=upload.kind)
    except RuleBroken as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        wait = "" if added.is_readable else " U kunt het openen zodra het is gecontroleerd op virussen."
        messages.success(request, f"Het document is toegevoegd.{wait}")
    return redirect(case_path(found))


@require_POST
def identity(request, public_id):
    """Show who it is about: one click, one line in the read log."""
    found = visible_case(request, public_id, "view_identity")
    known = getattr(found, "identity", None)
    if known is None:  # an anonymous consultation
        note_read(request, kind="identiteit", objects=[public_id], allowed=False)
        raise Http404
    note_read(request, kind="identiteit", objects=[found], permission="view_identity")
    context = {"case": found, "identity": known, "birth_date": date.fromisoformat(known.birth_date)}
    return render(request, "cases/identity.html", context)


def document(request, public_id):
    """A file of a case, always as a download; one in quarantine is as absent as a missing one."""
    visible = Document.objects.readable().filter(case__in=Case.objects.visible_to(request.user))
    found = visible.select_related("case").filter(public_id=public_id).first()
    content = found and _content(found)
    if content is None:
        note_read(request, kind="document", objects=[public_id], allowed=False)
        raise Http404
    note_read(request, kind="document", objects=[found])
    note_read(request, kind="casus", objects=[found.case])
    return FileResponse(content, as_attachment=True, filename=found.name, content_type=found.content_type)


def _content(found):
    """The opened file; None when the uploads folder has lost it, which only the log may tell."""
    try:
        return found.file.open("rb")
    except FileNotFoundError:
        logger.error("the file of document %s is not in the uploads folder", found.pk)
        return None
