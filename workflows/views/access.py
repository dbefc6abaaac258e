"""Who can open a case: the page "Wie kan erbij?", letting a colleague read along, and ending that."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from expertteam.access import services
from expertteam.access.forms import InviteForm
from expertteam.access.models import Grant
from expertteam.access.permissions import may
from expertteam.access.queries import holders
from expertteam.audit.services import note_read
from expertteam.cases.models import Case
from expertteam.cases.oversight import case_for_privacy_officer, overseen
from workflows.links import case_path
from workflows.sharing import guests, invite
from workflows.views.cases import visible_case

SHOWN_METHODS = ["GET", "HEAD", "POST"]


@overseen
def case_access(request, public_id):
    """Every grant on a case, held and over: for who watches its access, and for privacy officers."""
    found = case_for_privacy_officer(user=request.user, public_id=public_id)
    overseen = found is not None
    case = found or visible_case(request, public_id, "see_access")
    note_read(request, kind="toegang", objects=[case])
    held, over = holders(case, held=True), holders(case, held=False)
    context = {
        "case": case,
        "overseen": overseen and not may(request.user, "view_case", case),
        "held": held,
        "over": over,
        "may_end": {each.grant.pk for each in held if services.may_end(request.user, each.grant)},
        "may_share": may(request.user, "share_case", case),
    }
    return render(request, "access/case_access.html", context)


@require_http_methods(SHOWN_METHODS)
def case_share(request, public_id):
    """Let a colleague read along until a day; below it who reads along now."""
    case = visible_case(request, public_id, "share_case")
    if not case.is_open:
        raise Http404
    note_read(request, kind="casus", objects=[case])
    people = guests(case=case, by=request.user)
    form = InviteForm(request.POST or None, people=people)
    if request.method == "POST" and _invited(request, case, form):
        return redirect("workflows:case_share", public_id=public_id)
    lent = Grant.objects.held().borrowed().filter(case=case).select_related("user", "case")
    context = {
        "case": case,
        "form": form,
        "mine": [each for each in lent.order_by("until", "pk") if services.may_end(request.user, each)],
    }
    return render(request, "access/share.html", context)


def _invited(request, case, form) -> bool:
    if not form.is_valid():
        return False
    try:
        invite(case=case, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_service_error(refusal)
        return False
    messages.success(request, f"{form.cleaned_data['person']} kan nu meelezen en krijgt een e-mail.")
    return True


@require_http_methods(SHOWN_METHODS)
def access_end(request, public_id):
    """Ask first; then what was lent ends at once."""
    held = (
        Grant.objects.held()
        .borrowed()
        .filter(public_id=public_id, case__in=Case.objects.visible_to(request.user))
        .select_related("case", "user")
        .first()
    )
    if held is None or not services.may_end(request.user, held):
        note_read(request, kind="toegang", objects=[public_id], allowed=False)
        raise Http404
    note_read(request, kind="casus", objects=[held.case])
    if request.method != "POST":
        back = "case_access" if may(request.user, "see_access", held.case) else "case_share"
        context = {"held": held, "back": reverse(f"workflows:{back}", args=[held.case.public_id])}
        return render(request, "access/end.html", context)
    services.take_back(held=held, by=request.user)
    messages.success(request, f"De toegang van {held.user} is beëindigd.")
    if may(request.user, "view_case", held.case):
        return redirect(case_path(held.case))
    return redirect("workflows:cases")
