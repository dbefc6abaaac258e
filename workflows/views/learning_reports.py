"""Learning reports: made by a coordinator, published by a second person, read by many."""

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from expertteam.audit.enums import Action
from expertteam.audit.services import note_read
from expertteam.core import clock
from expertteam.learning import services
from expertteam.learning.enums import ReportStatus
from expertteam.learning.forms import ReportForm
from expertteam.learning.models import LearningRecord, LearningReport
from expertteam.learning.permissions import REPORT_READERS, regions_as
from expertteam.organisations.enums import Role
from expertteam.organisations.models import Region
from reports.disclosure import checker
from reports.disclosure.publication import canonical
from reports.learning import from_frozen, meeting
from reports.learning import render as render_pdf
from reports.learning.assembly import frozen_figures
from reports.learning.proof import check_certificate
from reports.learning.render import context as report_context

KIND = "leerrapportage"
TONES = {
    ReportStatus.DRAFT: "warning",
    ReportStatus.PUBLISHED: "success",
    ReportStatus.WITHDRAWN: "danger",
}


def make(request):
    """A coordinator chooses the months; the region is that of their team."""
    region = Region.objects.filter(pk__in=regions_as(request.user, Role.COORDINATOR)).first()
    if region is None:
        raise Http404
    first = LearningRecord.objects.filter(region=region).order_by("month").first()
    form = ReportForm(request.POST or None, since=first.month if first else clock.today())
    if request.method == "POST" and form.is_valid():
        starts_on, ends_on = form.period
        try:
            figures, certificate = frozen_figures(region, starts_on, ends_on)
            made = services.keep_report(
                region=region,
                by=request.user,
                starts_on=starts_on,
                ends_on=ends_on,
                figures=figures,
                certificate=certificate,
            )
        except ValidationError as refusal:
            form.add_service_error(refusal)
        else:
            messages.success(request, "De rapportage staat als concept klaar. Een tweede persoon publiceert.")
            return redirect("workflows:report", public_id=made.public_id)
    context = {"form": form, "region": region}
    return render(request, "learning/report_new.html", context)


def report(request, public_id):
    """The report as a page: protected figures only."""
    found = _visible(request, public_id)
    note_read(request, kind=KIND, objects=[found])
    is_draft = found.status == ReportStatus.DRAFT
    context = {
        "report": found,
        "tone": TONES[found.status],
        "is_draft": is_draft,
        "is_own": found.made_by_id == request.user.pk,
        "may_publish": _publishable(request, found),
        "is_withdrawn": found.status == ReportStatus.WITHDRAWN,
        "may_withdraw": LearningReport.objects.withdrawable_by(request.user).filter(pk=found.pk).exists(),
        "may_discard": is_draft and found.region_id in regions_as(request.user, Role.COORDINATOR),
        **report_context(from_frozen(found.figures)),
    }
    return render(request, "learning/report.html", context)


def pdf(request, public_id):
    """The report as a tagged PDF, from the same frozen figures."""
    found = _visible(request, public_id)
    if found.status == ReportStatus.WITHDRAWN:
        raise Http404
    note_read(request, kind=KIND, objects=[found], action=Action.EXECUTE)
    response = HttpResponse(
        render_pdf(from_frozen(found.figures), certificate=found.certificate), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'attachment; filename="{file_name(found)}.pdf"'
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
        services.publish_report(report=found, by=request.user, check=check_certificate)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "De rapportage is gepubliceerd.")
    return redirect("workflows:report", public_id=found.public_id)


@require_POST
def discard(request, public_id):
    """A coordinator of the region throws a draft away."""
    found = _visible(request, public_id)
    if found.region_id not in regions_as(request.user, Role.COORDINATOR):
        raise Http404
    try:
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


def _publishable(request, found) -> bool:
    return LearningReport.objects.publishable_by(request.user).filter(pk=found.pk).exists()


def _may_try_to_publish(request, found) -> bool:
    """Who may see drafts of this region; the service says why a maker may not, or that it is done."""
    own_region = found.region_id in regions_as(request.user, Role.COORDINATOR)
    return own_region or request.user.has_role(Role.PRIVACY_OFFICER)
