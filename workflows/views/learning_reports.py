"""Learning reports: made by a coordinator, published by a second person, read by many."""

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from expertteam.audit.enums import Action
from expertteam.audit.services import note_read
from expertteam.core import clock
from expertteam.core.errors import AlreadyDone
from expertteam.learning import reporting, services
from expertteam.learning.enums import ReportStatus
from expertteam.learning.models import LearningRecord, LearningReport
from expertteam.learning.permissions import REPORT_READERS, regions_as
from expertteam.learning.reading_forms import DraftReportForm
from expertteam.organisations.enums import Role
from expertteam.organisations.models import Region
from reports.disclosure import checker
from reports.disclosure.publication import canonical
from reports.learning import from_frozen, meeting
from reports.learning import render as render_pdf
from reports.learning.assembly import refuse_empty
from reports.learning.proof import check_certificate
from reports.learning.render import context as report_context
from workflows import report_road
from workflows.links import report_path
from workflows.report_jobs import queue_protection
from workflows.views.report_drafts import draft_context, month_of

KIND = "leerrapportage"
TONES = {
    ReportStatus.DRAFT: "warning",
    ReportStatus.PUBLISHED: "success",
    ReportStatus.WITHDRAWN: "danger",
}


def make(request):
    """A coordinator chooses the months and writes the text; the region is that of their team."""
    region = Region.objects.filter(pk__in=regions_as(request.user, Role.COORDINATOR)).first()
    if region is None:
        raise Http404
    first = LearningRecord.objects.filter(region=region).order_by("month").first()
    form = DraftReportForm(request.POST or None, since=first.month if first else clock.today())
    if request.method == "POST" and form.is_valid():
        made = _drafted(request, region, form)
        if made:
            messages.success(request, "Het concept is gemaakt. De cijfers worden nu beveiligd.")
            return redirect(report_path(made))
    context = {"form": form, "region": region}
    return render(request, "learning/report_new.html", context)


def _drafted(request, region, form) -> LearningReport | None:
    """The draft, on its road; a refusal stands on the form."""
    starts_on, ends_on = form.period
    texts = {name: form.cleaned_data[name] for name in ("introduction", "closing")}
    try:
        refuse_empty(region, starts_on, ends_on)
        with transaction.atomic():
            made = reporting.draft(
                region=region, by=request.user, starts_on=starts_on, ends_on=ends_on, **texts
            )
            report_road.begin(made)
            queue_protection(made)
    except ValidationError as refusal:
        form.add_service_error(refusal)
        return None
    return made


def report(request, public_id):
    """The report as a page: protected figures only; of a draft also where it is on its road."""
    found = _visible(request, public_id)
    note_read(request, kind=KIND, objects=[found])
    context = {
        "report": found,
        "tone": TONES[found.status],
        "is_draft": found.is_draft,
        "is_withdrawn": found.status == ReportStatus.WITHDRAWN,
        "may_withdraw": LearningReport.objects.withdrawable_by(request.user).filter(pk=found.pk).exists(),
        "period": f"{month_of(found.starts_on)} tot en met {month_of(found.ends_on)}",
    }
    if found.is_draft:
        context |= draft_context(request.user, found)
    if found.has_figures:
        context |= report_context(from_frozen(found.figures))
    return render(request, "learning/report.html", context)


def pdf(request, public_id):
    """The report as a tagged PDF, from the same frozen figures."""
    found = _visible(request, public_id)
    if found.status == ReportStatus.WITHDRAWN or not found.has_figures:
        raise Http404
    note_read(request, kind=KIND, objects=[found], action=Action.EXECUTE)
    certificate = None if found.is_draft else found.certificate
    pages = render_pdf(from_frozen(found.figures), certificate=certificate)
    response = HttpResponse(pages, content_type="application/pdf")
    prefix = "concept-" if found.is_draft else ""
    response["Content-Disposition"] = f'attachment; filename="{prefix}{file_name(found)}.pdf"'
    return response


def meeting_pack(request, public_id):
    """The meeting pack for client councils over the half year in which this published report ends."""
    found = _visible(request, public_id)
    if found.status != ReportStatus.PUBLISHED:
        raise Http404
    half_year = meeting.HalfYear.of(found.ends_on)
    published = list(meeting.published_in(found.region, half_year))
    note_read(request, kind=KIND, objects=published, action=Action.EXECUTE)
    pack = meeting.meeting_pack(found.region, half_year, published)
    response = HttpResponse(meeting.render(pack), content_type="application/pdf")
    name = f"vergaderstuk-{found.region.slug}-{half_year.starts_on.year}-{half_year.number}"
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


def certificate(request, public_id):
    """The certificate of the report, for anybody who wants to check it."""
    found = _visible(request, public_id)
    note_read(request, kind=KIND, objects=[found], action=Action.EXECUTE)
    response = HttpResponse(canonical(found.certificate), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{file_name(found)}-certificaat.json"'
    return response


def certificate_checker(request):
    """The script that checks a certificate, with Python alone."""
    if not request.user.has_role(*REPORT_READERS):
        raise Http404
    source = Path(checker.__file__).read_bytes()
    response = HttpResponse(source, content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="controleer-rapportage.py"'
    return response


@require_POST
def publish(request, public_id):
    """A second person publishes; from then on nothing in it changes."""
    found = _visible(request, public_id)
    if not _may_try_to_publish(request, found):
        raise Http404
    try:
        report_road.complete(
            report=found,
            user=request.user,
            nodes=["publish"],
            perform=lambda: services.publish_report(report=found, by=request.user, check=check_certificate),
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except AlreadyDone:
        messages.error(request, "Deze rapportage is al gepubliceerd, of wacht nog op een eerdere stap.")
    else:
        messages.success(request, "De rapportage is gepubliceerd.")
    return redirect(report_path(found))


@require_POST
def discard(request, public_id):
    """A coordinator of the region throws a draft away."""
    found = _visible(request, public_id)
    if found.region_id not in regions_as(request.user, Role.COORDINATOR):
        raise Http404
    try:
        with transaction.atomic():
            report_road.hold(found)
            services.discard_report(report=found)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Het concept is verwijderd. U kunt over deze maanden opnieuw rapporteren.")
    return redirect("workflows:reports")


def _visible(request, public_id) -> LearningReport:
    people = ("made_by", "published_by", "withdrawn_by")
    visible = LearningReport.objects.visible_to(request.user).select_related("region", *people)
    return get_object_or_404(visible, public_id=public_id)


def file_name(found) -> str:
    return f"leerrapportage-{found.region.slug}-{found.starts_on:%Y-%m}-{found.ends_on:%Y-%m}"


def _may_try_to_publish(request, found) -> bool:
    """Who may see drafts of this region; the service says why a maker may not, or that it is done."""
    own_region = found.region_id in regions_as(request.user, Role.COORDINATOR)
    return own_region or request.user.has_role(Role.PRIVACY_OFFICER)
