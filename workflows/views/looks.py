""" "Inzage": who looked, at what, as what and why; for privacy officers, and per case for who watches it."""

from datetime import timedelta
from functools import wraps

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from expertteam.access.permissions import may
from expertteam.audit.enums import LOGINS, Action, EventType
from expertteam.audit.filters import LookFilter
from expertteam.audit.models import ReadEvent
from expertteam.audit.services import note_read
from expertteam.cases.oversight import case_for_privacy_officer, cases_seen, overseen
from expertteam.core import clock
from expertteam.organisations.enums import Role
from expertteam.organisations.models import User
from workflows.looks import COLUMNS, COLUMNS_OF_A_CASE, UNUSUAL, OverseenFilter, in_words, people_of, unusual
from workflows.views.cases import visible_case
from workflows.views.downloads import asked_for_sheet, query_without, sheet

PAGE_SIZE = 50
# A sheet with more rows is of no use to anybody; a narrower period is.
ROWS_OF_A_SHEET = 10_000
DAYS = 30
PARTS = [("Alle inzagen", "workflows:looks"), ("Opvallend gebruik", "workflows:unusual_looks")]
# The read log about itself: what was looked at is the log, of everything or of somebody or some case.
KIND = "inzagelog"


def for_privacy_officers(view):
    """For everybody else this page does not exist."""

    @wraps(view)
    @overseen
    def guarded(request, *args, **kwargs):
        if not request.user.has_role(Role.PRIVACY_OFFICER):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_privacy_officers
def looks(request):
    """Where a privacy officer starts: the figures of the last days, and every row of the log."""
    recent = ReadEvent.objects.filter(at__gte=clock.now() - timedelta(days=DAYS))
    rows = ReadEvent.objects.all() if request.GET.get("since") else recent
    filtered = OverseenFilter(request.GET, rows)
    context = {"figures": _figures(recent), "parts": PARTS, "days": DAYS}
    return _list(request, "audit/looks.html", filtered, about="", numbers=True, **context)


@for_privacy_officers
def user_looks(request, public_id):
    """What one person looked at."""
    person = get_object_or_404(User, public_id=public_id)
    filtered = OverseenFilter(request.GET, ReadEvent.objects.filter(user_id=person.pk))
    del filtered.form.fields["q"]
    context = {"person": person, "parts": PARTS}
    return _list(request, "audit/user_looks.html", filtered, about=person, numbers=True, **context)


@for_privacy_officers
def unusual_looks(request):
    """What stands out; each finding leads to the rows behind it."""
    found = unusual()
    kind = request.GET.get("kind", "")
    shown = [each for each in found if each.kind == kind] if kind in UNUSUAL else found
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    note_read(request, kind=KIND, objects=[""])
    people = people_of({each.user_id for each in page})
    cases = cases_seen({each.object_id for each in page if each.object_id})
    context = {
        "figures": [
            {
                "label": label,
                "value": sum(each.kind == code for each in found),
                "url": f"{request.path}?kind={code}",
                "meta": "gekozen" if code == kind else "",
            }
            for code, label in UNUSUAL.items()
        ],
        "page": page,
        "rows": [
            {
                "finding": each,
                "label": UNUSUAL[each.kind],
                "person_id": people.get(each.user_id),
                "case": cases.get(each.object_id),
            }
            for each in page
        ],
        "kind": kind,
        "parts": PARTS,
    }
    return render(request, "audit/unusual.html", context)


@overseen
def case_looks(request, public_id):
    """ "Wie keek in dit dossier?", for who watches over its access and for privacy officers."""
    found = case_for_privacy_officer(user=request.user, public_id=public_id)
    is_officer = found is not None
    case = found or visible_case(request, public_id, "see_access")
    rows = ReadEvent.objects.filter(object_id=str(case.public_id)).exclude(object_type=KIND)
    context = {
        "case": case,
        "overseen": is_officer and not may(request.user, "view_case", case),
        "is_officer": is_officer,
    }
    return _list(
        request, "audit/case_looks.html", LookFilter(request.GET, rows), about=case, numbers=False, **context
    )


def _list(request, template, filtered, *, about, numbers, **context):
    """A page with rows of the log, or the same rows as a sheet; looking at the log is logged as well."""
    rows = filtered.qs.order_by("-at", "-pk")
    if asked_for_sheet(request):
        note_read(request, kind=KIND, objects=[about], action=Action.EXECUTE)
        found = in_words(rows[:ROWS_OF_A_SHEET], with_numbers=numbers)
        columns = COLUMNS if numbers else COLUMNS_OF_A_CASE
        return sheet(request, title="Inzage", columns=columns, rows=found)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    note_read(request, kind=KIND, objects=[about])
    context |= {
        "filter": filtered,
        "page": page,
        "looks": in_words(page, with_numbers=numbers),
        "numbers": numbers,
        "export_query": query_without(request, "export", "page"),
    }
    return render(request, template, context)


def _figures(recent) -> list[dict]:
    page = reverse("workflows:looks")
    refused = recent.filter(event_type=EventType.REFUSAL).count()
    emergencies = recent.filter(emergency=True).values("authorisation").distinct().count()
    looked = recent.filter(~Q(user_id=None)).exclude(event_type__in=LOGINS)
    people = looked.values("user_id").distinct().count()
    logins = recent.filter(event_type=EventType.LOGIN_REFUSAL).count()
    return [
        {"label": "Mensen die keken", "value": people},
        {"label": "Weigeringen", "value": refused, "url": f"{page}?event_type={EventType.REFUSAL}"},
        {
            "label": "Keer inloggen geweigerd",
            "value": logins,
            "url": f"{page}?event_type={EventType.LOGIN_REFUSAL}",
        },
        {
            "label": "Keer noodtoegang",
            "value": emergencies,
            "url": f"{page}?emergency=on",
            "tone": "danger" if emergencies else "",
        },
    ]
