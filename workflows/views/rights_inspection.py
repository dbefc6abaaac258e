"""Inspection of a file: mark what is about others, freeze it, give it as PDF or data."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from expertteam.access.permissions import may
from expertteam.audit.models import ReadEvent
from expertteam.audit.services import note_read
from expertteam.cases.oversight import overseen
from expertteam.organisations.enums import Role
from expertteam.rights import file, inspection
from expertteam.rights.enums import MarkStatus, RequestKind
from expertteam.rights.forms import JudgeForm, MarkForm
from expertteam.rights.models import InspectionExport
from workflows.views.rights import handled_request, parts_for


@require_http_methods(["GET", "HEAD", "POST"])
def inspect(request, public_id):
    """The file as it would be given, with what is marked as about others."""
    asked = _inspection_request(request, public_id)
    sections = file.sections(asked.case)
    form = MarkForm(request.POST or None, parts=file.parts_of(sections))
    if request.method == "POST" and form.is_valid():
        try:
            inspection.mark(case=asked.case, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "Het voorstel ligt bij de functionaris gegevensbescherming.")
            return redirect(request.path)
    note_read(request, kind="casus", objects=[asked.case])
    note_read(request, kind="identiteit", objects=[asked.case])
    context = {
        "asked": asked,
        "case": asked.case,
        "sections": sections,
        "form": form,
        "marks": asked.case.third_party_marks.select_related("judged_by"),
        "exports": asked.exports.select_related("made_by"),
    }
    return render(request, "rights/inspect.html", context)


@require_POST
def inspection_freeze(request, public_id):
    asked = _inspection_request(request, public_id)
    try:
        inspection.freeze(request=asked, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "De afdruk is gemaakt. U kunt hem nu downloaden.")
    return redirect("workflows:inspection", public_id=public_id)


def inspection_pdf(request, public_id):
    from reports.documents import case_file  # drawing is slow to import

    export = _export(request, public_id)
    content = case_file.render(
        inspection.thawed(export), digest=export.digest, dated=export.created_at.date()
    )
    return _download(content, export, "application/pdf", "pdf")


def inspection_json(request, public_id):
    export = _export(request, public_id)
    inspection.thawed(export)
    return _download(export.content.encode(), export, "application/json", "json")


def _inspection_request(request, public_id):
    asked = handled_request(request, public_id)
    if asked.kind != RequestKind.INSPECTION:
        raise Http404
    return asked


def _export(request, public_id) -> InspectionExport:
    found = InspectionExport.objects.select_related("request__case").filter(public_id=public_id).first()
    if found is None or not may(request.user, "handle_rights", found.request.case):
        note_read(request, kind="inzage-export", objects=[public_id], allowed=False)
        raise Http404
    note_read(request, kind="inzage-export", objects=[found], action=ReadEvent.Action.EXECUTE)
    note_read(request, kind="casus", objects=[found.request.case], action=ReadEvent.Action.EXECUTE)
    note_read(request, kind="identiteit", objects=[found.request.case], action=ReadEvent.Action.EXECUTE)
    return found


def _download(content: bytes, export, content_type: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    name = f"inzage-{export.request.case.number}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@overseen
def marks(request):
    """For the privacy officer: proposals to withhold a part, without its text."""
    if not request.user.has_role(Role.PRIVACY_OFFICER):
        raise Http404
    found = list(inspection.marks_to_judge().filter(status=MarkStatus.PROPOSED))
    note_read(request, kind="casus", objects=[each.case for each in found])
    return render(request, "rights/marks.html", {"marks": found, "parts": parts_for(request.user)})


@overseen
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request, public_id):
    """One proposal and the judgement on it; a button shows the text, and each showing is noted."""
    if not request.user.has_role(Role.PRIVACY_OFFICER):
        note_read(request, kind="verzoek", objects=[public_id], allowed=False)
        raise Http404
    found = get_object_or_404(inspection.marks_to_judge(), public_id=public_id)
    if "show" in request.POST:
        return _mark_page(request, found, JudgeForm(), _shown(request, found))
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withhold = form.cleaned_data["verdict"] == "withhold"
        try:
            inspection.judge(
                mark=found, by=request.user, withhold=withhold, judgement=form.cleaned_data["judgement"]
            )
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "Uw oordeel is vastgelegd.")
            return redirect("workflows:rights_marks")
    return _mark_page(request, found, form)


def _mark_page(request, found, form, text=""):
    note_read(request, kind="casus", objects=[found.case])
    context = {"mark": found, "form": form, "text": text, "own": found.marked_by_id == request.user.pk}
    return render(request, "rights/mark.html", context)


def _shown(request, found) -> str:
    """The text of this one part, and a line in the read log that it was shown."""
    text = inspection.text_to_judge(mark=found, by=request.user)
    if text:
        kind = "identiteit" if found.part.startswith("cases.identity.") else "deel over een ander"
        note_read(request, kind=kind, objects=[found.case])
    return text
