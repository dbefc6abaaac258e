"""Two readers of the text of a report, each with a page of their own, and settling what they said."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from expertteam.audit.services import note_read
from expertteam.cases import drafts
from expertteam.core.errors import AlreadyDone
from expertteam.learning import reading, settling
from expertteam.learning.models import LearningReport
from expertteam.learning.reading_forms import ReadingForm, SettleForm
from expertteam.learning.screens import screen_of_region
from workflows import report_road
from workflows.links import report_path
from workflows.views.report_drafts import KIND, month_of

READING = ("read_first", "read_second")
NOT_KEPT = {"csrfmiddlewaretoken", "save_draft"}
# The kind of draft that belongs to reading a report.
DRAFTS = "report"


def read(request, public_id):
    """The text as this reader is to read it: beside its marks, and with invented words to catch."""
    report = _where(request, public_id, *READING)
    copies, key = reading.copies_of(report, request.user), _key(report, request.user)
    form = ReadingForm(request.POST or None, copies=copies)
    if "save_draft" in request.POST:
        _keep(request, key)
        messages.success(request, "Uw concept is bewaard. U kunt later verdergaan.")
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        if missed := reading.missed(form.judged, copies):
            reading.read_again(report=report, by=request.user, missed=missed)
            return redirect(request.path)
        if _finished(request, report, form):
            drafts.discard(owner=request.user, form=key)
            messages.success(request, "Dank u wel. U hebt de rapportage gelezen.")
            return redirect("workflows:inbox")
    elif request.method == "GET" and (kept := drafts.load(owner=request.user, form=key)):
        form = ReadingForm(_as_typed(kept), copies=copies).as_typed()
    note_read(request, kind=KIND, objects=[report])
    own = report.readings.filter(reader=request.user).first()
    context = {"missed": own.missed if own else [], **_shown(report, form)}
    return render(request, "learning/report_read.html", context)


def _finished(request, report, form) -> bool:
    def finish():
        reading.finish(report=report, by=request.user, judged=form.judged)

    return _done(request, report, form, finish, READING)


def settle(request, public_id):
    """A coordinator decides where readers wanted other words; never that rejected words stay."""
    report = _where(request, public_id, "settle")
    form = SettleForm(request.POST or None, points=settling.points_of(report))

    def perform():
        screen = screen_of_region(region=report.region, starts_on=report.starts_on, ends_on=report.ends_on)
        settling.settle(report=report, by=request.user, wordings=form.wordings, screen=screen)

    if request.method == "POST" and form.is_valid() and _done(request, report, form, perform, ["settle"]):
        messages.success(request, "De tekst is vastgesteld. Een ander publiceert de rapportage.")
        return redirect(report_path(report))
    note_read(request, kind=KIND, objects=[report])
    return render(request, "learning/report_settle.html", _shown(report, form))


def _where(request, public_id, *nodes) -> LearningReport:
    """The draft that waits for this user in one of these steps; elsewhere it is absent."""
    found = get_object_or_404(LearningReport.objects.select_related("region"), public_id=public_id)
    if not report_road.is_theirs(request.user, found, *nodes):
        raise Http404
    return found


def _done(request, report, form, perform, nodes) -> bool:
    try:
        report_road.complete(report=report, user=request.user, perform=perform, nodes=nodes)
    except AlreadyDone:
        form.add_error(None, "Een ander was u voor. Ga terug naar uw taken.")
    except ValidationError as refusal:
        form.add_service_error(refusal)
    else:
        return True
    return False


def _shown(report, form) -> dict:
    period = f"{month_of(report.starts_on)} tot en met {month_of(report.ends_on)}"
    return {"report": report, "form": form, "period": period}


def _key(report, user) -> str:
    return f"{DRAFTS}:{report.public_id}:{reading.attempt_of(report, user)}"


def _keep(request, key) -> None:
    content = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_KEPT}
    drafts.save(owner=request.user, form=key, content=content)


def _as_typed(kept) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    return data
