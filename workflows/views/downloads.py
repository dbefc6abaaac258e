"""A list as a file: the same rows and filters as on the screen."""

from django.http import HttpResponse

from expertteam.core import clock
from reports.exports import csv

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asked_for_sheet(request) -> bool:
    return request.GET.get("export") in {"xlsx", "csv"}


def sheet(request, *, title: str, columns, rows) -> HttpResponse:
    """The rows as Excel or CSV, whichever the address asks for."""
    name = f"{title.lower()}-{clock.today():%Y-%m-%d}"
    if request.GET["export"] == "xlsx":
        from reports.exports.excel import xlsx  # openpyxl is slow to import

        response = HttpResponse(xlsx(title, columns, rows), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    else:
        response = HttpResponse(csv(columns, rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def query_without(request, *names) -> str:
    """The query string of this page, less some names."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()
