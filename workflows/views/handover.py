"""The pages on which somebody is put in another's place."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from expertteam.access.permissions import may
from expertteam.audit.services import note_read
from expertteam.cases.handover_forms import SuccessorForm
from workflows.handover import PLACES
from workflows.links import case_path
from workflows.views.cases import visible_case


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request, public_id, place):
    """Choose who comes in the place of the chair, the director or the referrer of one case."""
    case = visible_case(request, public_id)
    found = PLACES[place](case)
    if found is None or not may(request.user, found.permission, case):
        note_read(request, kind="casus", objects=[public_id], allowed=False)
        raise Http404
    people = found.choices(case)
    form = SuccessorForm(request.POST or None, people=people, label=found.label)
    if request.method == "POST" and _given(request, case, found, form):
        return redirect(case_path(case))
    note_read(request, kind="casus", objects=[case])
    context = {"case": case, "hand_over": found, "form": form, "somebody": people.exists()}
    return render(request, "cases/hand_over.html", context)


def _given(request, case, found, form) -> bool:
    if not form.is_valid():
        return False
    person = form.cleaned_data["person"]
    try:
        found.give(case=case, by=request.user, person=person)
    except ValidationError as refusal:
        form.add_service_error(refusal)
        return False
    messages.success(request, f"{found.label}: {person}.")
    return True
