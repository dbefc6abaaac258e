"""Requests of youth and parents: the register, recording one, and deciding on it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from expertteam.access.permissions import may
from expertteam.audit.services import note_read
from expertteam.cases.oversight import overseen
from expertteam.organisations.enums import Role
from expertteam.rights import services
from expertteam.rights.forms import DecisionForm, RequestForm
from expertteam.rights.models import SubjectRequest
from expertteam.rights.queries import requests_for
from workflows.links import request_path
from workflows.views.cases import visible_case

PAGE_SIZE = 25
HANDLERS = (Role.COORDINATOR, Role.PRIVACY_OFFICER)
TERM_SETTERS = (Role.PRIVACY_OFFICER, Role.ADMINISTRATOR)
# The pages of "Rechten" and who has them.
PARTS = [
    ("Verzoeken", "workflows:rights", HANDLERS),
    ("Vernietigen", "workflows:destructions", HANDLERS),
    ("Termijnen", "workflows:rights_terms", TERM_SETTERS),
    ("Delen over een ander", "workflows:rights_marks", (Role.PRIVACY_OFFICER,)),
]


def parts_for(user) -> list[tuple[str, str]]:
    return [(label, name) for label, name, roles in PARTS if user.has_role(*roles)]


@overseen
def register(request):
    """Requests with their terms: overdue first. The privacy officer sees no case content here."""
    if not request.user.has_role(*HANDLERS):
        raise Http404
    page = Paginator(requests_for(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    note_read(request, kind="verzoek", objects=list(page))
    note_read(request, kind="casus", objects=[each.case for each in page])
    context = {
        "page": page,
        "parts": parts_for(request.user),
        "opens_case": not request.user.has_role(Role.PRIVACY_OFFICER),
    }
    return render(request, "rights/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request, public_id):
    """Write down what youth or parents ask."""
    case = visible_case(request, public_id, "handle_rights")
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.record_request(case=case, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "Het verzoek is vastgelegd.")
            return redirect(request_path(made))
    note_read(request, kind="casus", objects=[case])
    return render(request, "rights/request_new.html", {"case": case, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def rights_request(request, public_id):
    """One request: what was asked, by when, and the decision."""
    found = handled_request(request, public_id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.decide(request=found, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "Het besluit is vastgelegd.")
            return redirect(request_path(found))
    note_read(request, kind="verzoek", objects=[found])
    note_read(request, kind="casus", objects=[found.case])
    return render(request, "rights/request.html", {"asked": found, "case": found.case, "form": form})


def handled_request(request, public_id) -> SubjectRequest:
    """The request, if this user handles the rights on its case; foreign and missing look alike."""
    found = SubjectRequest.objects.select_related("case").filter(public_id=public_id).first()
    if found is None or not may(request.user, "handle_rights", found.case):
        note_read(request, kind="verzoek", objects=[public_id], allowed=False)
        raise Http404
    return found
