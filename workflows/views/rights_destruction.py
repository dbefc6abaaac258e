"""Destroying files: a coordinator proposes, a privacy officer approves or refuses, the worker does it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from expertteam.access.permissions import may
from expertteam.audit.services import note_read
from expertteam.cases.oversight import overseen
from expertteam.organisations.enums import Role
from expertteam.rights import destruction
from expertteam.rights.destruction_models import DestructionRecord, LegalHold
from expertteam.rights.enums import ListStatus
from expertteam.rights.forms import HoldForm, ProposeForm, RefuseForm
from workflows.links import case_path
from workflows.rights_jobs import queue_destruction
from workflows.views.cases import visible_case
from workflows.views.rights import HANDLERS, parts_for

RECORDS_SHOWN = 50


@overseen
def destructions(request):
    """What may go now, the lists that run, and the register of what went."""
    items = _candidates(request)
    return _page(request, items, ProposeForm(items=items))


@require_POST
def destruction_propose(request):
    items = _candidates(request)
    form = ProposeForm(request.POST, items=items)
    if not form.is_valid():
        return _page(request, items, form)
    chosen = [each.case for each in items if str(each.case.public_id) in form.cleaned_data["cases"]]
    try:
        destruction.propose(by=request.user, cases=chosen)
    except ValidationError as refusal:
        form.add_service_error(refusal)
        return _page(request, items, form)
    messages.success(request, "De lijst ligt bij de functionaris gegevensbescherming.")
    return redirect("workflows:destructions")


def _candidates(request):
    if not request.user.has_role(*HANDLERS):
        raise Http404
    return destruction.candidates(request.user)


def _page(request, items, form):
    is_officer = request.user.has_role(Role.PRIVACY_OFFICER)
    context = {
        "form": form,
        "somebody": bool(items),
        "may_propose": request.user.has_role(Role.COORDINATOR),
        "is_officer": is_officer,
        "lists": destruction.lists_for(request.user).prefetch_related("items")[:RECORDS_SHOWN],
        "records": DestructionRecord.objects.select_related("proposed_by", "approved_by")[:RECORDS_SHOWN]
        if is_officer
        else [],
        "parts": parts_for(request.user),
    }
    note_read(request, kind="casus", objects=[each.case for each in items])
    return render(request, "rights/destructions.html", context)


@overseen
def destruction_list(request, public_id):
    return _list_page(request, _list(request, public_id), RefuseForm())


@overseen
@require_POST
def destruction_approve(request, public_id):
    found = _list(request, public_id)
    try:
        destruction.approve(destruction_list=found, by=request.user, queue=queue_destruction)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("workflows:destruction_list", public_id=public_id)
    messages.success(request, "De lijst is goedgekeurd. De dossiers worden nu vernietigd.")
    return redirect("workflows:destructions")


@overseen
@require_POST
def destruction_refuse(request, public_id):
    found = _list(request, public_id)
    form = RefuseForm(request.POST)
    if stopped := destruction.why_not_decide(found, request.user):
        messages.error(request, stopped)
        return redirect("workflows:destruction_list", public_id=public_id)
    if form.is_valid():
        try:
            destruction.refuse(destruction_list=found, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "De lijst is niet goedgekeurd. Er wordt niets vernietigd.")
            return redirect("workflows:destructions")
    return _list_page(request, found, form)


def _list(request, public_id):
    """A list for the privacy officer or for who made it."""
    found = destruction.lists_for(request.user).filter(public_id=public_id).first()
    if found is None or not request.user.has_role(*HANDLERS):
        note_read(request, kind="vernietigingslijst", objects=[public_id], allowed=False)
        raise Http404
    return found


def _list_page(request, found, form):
    items = list(found.items.select_related("case"))
    note_read(request, kind="casus", objects=[each.case for each in items])
    context = {
        "list": found,
        "items": items,
        "form": form,
        "waits": found.status == ListStatus.PROPOSED,
        "why_not_decide": destruction.why_not_decide(found, request.user),
    }
    return render(request, "rights/destruction_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def legal_hold(request, public_id):
    """Keep a file whatever its term says."""
    case = visible_case(request, public_id, "handle_rights")
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            destruction.hold(case=case, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "Dit dossier blijft bewaard tot u dat opheft.")
            return redirect(case_path(case))
    note_read(request, kind="casus", objects=[case])
    return render(request, "rights/hold.html", {"case": case, "form": form})


@require_POST
def legal_hold_lift(request, public_id):
    found = LegalHold.objects.select_related("case").filter(public_id=public_id).first()
    if found is None or not may(request.user, "handle_rights", found.case):
        note_read(request, kind="casus", objects=[public_id], allowed=False)
        raise Http404
    destruction.lift(hold=found, by=request.user)
    note_read(request, kind="casus", objects=[found.case])
    messages.success(request, "De reden om te bewaren is opgeheven.")
    return redirect(case_path(found.case))
