"""The library of learning reports: every published one, and its figures in the forms that people work with.

Of a withdrawn report stands there that it was withdrawn and why, and no figures; who kept its PDF can still
get the certificate and check it.

All of it is made from what was frozen when the report was made, never from learning records.
"""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from expertteam.audit.enums import Action
from expertteam.audit.services import note_read
from expertteam.learning.enums import ReportStatus
from expertteam.learning.filters import ReportFilter
from expertteam.learning.models import LearningReport
from expertteam.learning.permissions import REPORT_READERS, regions_as
from expertteam.organisations.enums import Role
from reports.learning import from_frozen
from reports.learning.render import data_file
from reports.learning.sheets import report_csv, report_xlsx
from workflows.views.downloads import XLSX
from workflows.views.learning import parts_of_learning
from workflows.views.learning_reports import KIND, TONES, file_name
from workflows.views.report_drafts import standing

PAGE_SIZE = 20
JSON = "application/json"
CSV = "text/csv; charset=utf-8"


def reports(request):
    """What is published, by region and the last period first; who makes reports also sees those to come."""
    if not request.user.has_role(*REPORT_READERS):
        raise Http404
    visible = LearningReport.objects.visible_to(request.user).select_related("region")
    ordered = visible.order_by("region__name", "-ends_on", "-pk")
    filtered = ReportFilter(request.GET, ordered.ever_published())
    page = Paginator(filtered.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": filtered,
        "page": page,
        "by_region": [(region, list(found)) for region, found in groupby(page, key=lambda one: one.region)],
        "to_come": [(one, standing(one)) for one in ordered.exclude(pk__in=visible.ever_published())],
        "tones": TONES,
        "may_make": bool(regions_as(request.user, Role.COORDINATOR)),
        **parts_of_learning(request.user),
    }
    return render(request, "learning/reports.html", context)


def excel(request, public_id):
    """A sheet for each table of the report."""
    found = _published(request, public_id)
    return _download(found, report_xlsx(from_frozen(found.figures)), XLSX, "xlsx")


def comma(request, public_id):
    """A line for each figure of the report."""
    found = _published(request, public_id)
    return _download(found, report_csv(from_frozen(found.figures)), CSV, "csv")


def data(request, public_id):
    """The data file that is also attached to the PDF, byte for byte."""
    found = _published(request, public_id)
    return _download(found, data_file(from_frozen(found.figures)), JSON, "json")


def _published(request, public_id) -> LearningReport:
    visible = LearningReport.objects.visible_to(request.user).select_related("region")
    found = get_object_or_404(visible, public_id=public_id, status=ReportStatus.PUBLISHED)
    note_read(request, kind=KIND, objects=[found], action=Action.EXECUTE)
    return found


def _download(found, content, content_type, ending) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(found)}.{ending}"'
    return response
