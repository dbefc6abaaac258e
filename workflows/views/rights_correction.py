"""Correct a text or a date on request, and add the own statement of youth or parents."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from expertteam.audit.services import note_read
from expertteam.rights import correction, file
from expertteam.rights.enums import RequestKind
from expertteam.rights.forms import CorrectionForm, PartForm, StatementForm
from workflows.links import request_path
from workflows.views.rights import handled_request

AGE_CHANGED = "Kijk op de casus of de toestemming nog past bij de leeftijd. Wie moet toestemming geven?"


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, public_id):
    """Choose a part first, then write what is right in its place."""
    asked = _request_of(request, public_id, RequestKind.CORRECTION)
    sections = file.sections(asked.case)
    parts = correction.correctable(sections)
    chosen = request.POST.get("part") or request.GET.get("part", "")
    if chosen not in parts:
        form = PartForm(request.GET or None, parts=parts)
    else:
        form = _correction_form(request, sections, parts, chosen)
    if request.method == "POST" and form.is_valid() and _done(form, asked, request.user):
        messages.success(
            request, "Het dossier is gecorrigeerd. Wat er stond, blijft bij het verzoek bewaard."
        )
        if chosen.endswith(".birth_date"):
            messages.warning(request, AGE_CHANGED)
        return redirect(request_path(asked))
    note_read(request, kind="casus", objects=[asked.case])
    note_read(request, kind="identiteit", objects=[asked.case])
    context = {"asked": asked, "case": asked.case, "form": form, "chosen": parts.get(chosen, "")}
    return render(request, "rights/correct.html", context)


def _correction_form(request, sections, parts, chosen) -> CorrectionForm:
    """With the text that stands there; a date stands there in words, so the new one begins empty."""
    old = file.value_of(sections, chosen)
    if correction.is_date(chosen):
        return CorrectionForm(request.POST or None, parts=parts, old_date=old, initial={"part": chosen})
    return CorrectionForm(request.POST or None, parts=parts, initial={"part": chosen, "text": old})


def _done(form, asked, user) -> bool:
    if not isinstance(form, CorrectionForm):
        return False
    try:
        correction.correct(request=asked, by=user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_service_error(refusal)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request, public_id):
    asked = _request_of(request, public_id, RequestKind.STATEMENT)
    form = StatementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            correction.add_statement(request=asked, by=request.user, text=form.cleaned_data["text"])
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "De verklaring staat in het dossier.")
            return redirect(request_path(asked))
    note_read(request, kind="casus", objects=[asked.case])
    return render(request, "rights/statement.html", {"asked": asked, "case": asked.case, "form": form})


def _request_of(request, public_id, kind):
    asked = handled_request(request, public_id)
    if asked.kind != kind:
        raise Http404
    return asked
