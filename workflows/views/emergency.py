"""Emergency access: asking for it, judging it, and the figures of a year."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from expertteam.access import emergency as service
from expertteam.access.forms import EmergencyForm, JudgementForm
from expertteam.audit.models import ReadEvent
from expertteam.audit.services import note_read
from expertteam.cases.oversight import case_of_emergency, overseen
from expertteam.core import clock
from expertteam.core.errors import AlreadyDone
from reports.exports import Column
from workflows.emergency import enter
from workflows.links import case_path
from workflows.views.downloads import asked_for_sheet, sheet
from workflows.views.guards import for_privacy_officers

PAGE_SIZE = 25
SHOWN_METHODS = ["GET", "HEAD", "POST"]
COLUMNS = [
    Column("Soort organisatie", lambda row: row["kind"]),
    Column("Aantal", lambda row: row["number"], "number"),
    Column("Terecht", lambda row: row["justified"], "number"),
    Column("Niet terecht", lambda row: row["unjustified"], "number"),
    Column("Nog te beoordelen", lambda row: row["open"], "number"),
    Column("Mediaan minuten tot oordeel", lambda row: row["median_minutes"], "number"),
]


@require_http_methods(SHOWN_METHODS)
def emergency(request):
    """Ask for access to a case that is not yours; every attempt is on record, whatever came of it."""
    if not service.may_ask(request.user):
        raise Http404
    form = EmergencyForm(request.POST or None)
    if request.method == "POST":
        taken = _entered(request, form)
        _note_attempt(request, form, taken)
        if taken:
            return redirect(case_path(taken.case))
    return render(request, "access/emergency.html", {"form": form, "minutes": service.MINUTES})


def _entered(request, form):
    """The access that was taken; None when the form says why not. No number is looked up without a reason."""
    if not form.is_valid():
        return None
    try:
        taken = enter(user=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_service_error(refusal)
        return None
    if taken is None:
        form.number_is_unknown()
    return taken


def _note_attempt(request, form, taken) -> None:
    if taken:
        note_read(request, kind="casus", objects=[taken.case], action=ReadEvent.Action.EXECUTE)
        return
    action = ReadEvent.Action.EXECUTE
    note_read(request, kind="noodtoegang", objects=[form.tried], action=action, allowed=False)


@overseen
@for_privacy_officers
def emergency_reviews(request):
    """Every emergency access, those that wait for a judgement first."""
    page = Paginator(service.reviews(), PAGE_SIZE).get_page(request.GET.get("page"))
    note_read(request, kind="noodtoegang", objects=list(page))
    waiting = service.to_judge(request.user).count()
    return render(request, "access/emergency_reviews.html", {"page": page, "waiting": waiting})


@overseen
@for_privacy_officers
@require_http_methods(SHOWN_METHODS)
def emergency_review(request, public_id):
    """One emergency access with its reason, and the judgement on it."""
    review = get_object_or_404(service.reviews(), public_id=public_id)
    note_read(request, kind="noodtoegang", objects=[review])
    form = JudgementForm(request.POST or None)
    if request.method == "POST" and _judged(request, review, form):
        return redirect("workflows:emergency_reviews")
    context = {
        "review": review,
        "form": form,
        "case": case_of_emergency(user=request.user, review=review),
        "own": review.grant.user_id == request.user.pk,
    }
    return render(request, "access/emergency_review.html", context)


def _judged(request, review, form) -> bool:
    if not form.is_valid():
        return False
    try:
        service.judge(review=review, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_service_error(refusal)
        return False
    except AlreadyDone:
        messages.info(request, "Deze noodtoegang was al beoordeeld.")
    else:
        messages.success(request, "Uw oordeel is vastgelegd.")
    return True


@overseen
@for_privacy_officers
def emergency_overview(request):
    """The figures of one year, on the page or as a file."""
    years = service.years()
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked in map(str, years) else clock.today().year
    rows = service.figures(year)
    if asked_for_sheet(request):
        note_read(request, kind="noodtoegang", objects=[year], action=ReadEvent.Action.EXECUTE)
        return sheet(request, title=f"Noodtoegang {year}", columns=COLUMNS, rows=rows)
    return render(request, "access/emergency_overview.html", {"year": year, "years": years, "rows": rows})
