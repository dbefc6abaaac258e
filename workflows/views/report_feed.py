"""Published reports for programs: pages of JSON, for who sends a key in the header Authorization.

No session counts here, only the key; so there is nothing that another site could make a browser send. Every
use stands in the read log under the name of the owner, with the key and the reports it showed.
"""

import hashlib
from functools import wraps
from itertools import islice

from allauth.core.internal.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.dateparse import parse_datetime

from expertteam.audit.enums import Action
from expertteam.audit.services import note_read
from expertteam.learning import feed_keys
from expertteam.learning.enums import ReportStatus
from expertteam.learning.models import LearningReport
from reports.disclosure.publication import canonical
from reports.learning import from_frozen
from reports.learning.feed import as_figure, as_report
from reports.learning.figures import figures
from workflows.views.learning_reports import KIND

REPORTS_A_PAGE = 50
FIGURES_A_PAGE = 500
# Per network: a key has 256 bits, so this only keeps the read log from being flooded.
REFUSALS = "20/5m/ip"
KEY_KIND = "sleutel"
SCHEME = "Bearer "
NO_KEY = "Stuur de sleutel mee in een kop: Authorization: Bearer SLEUTEL. Zet hem nooit in het adres."
UNKNOWN_KEY = "Deze sleutel bestaat niet. Controleer of u hem helemaal hebt overgenomen."
TOO_OFTEN = "Met deze sleutel wordt te vaak gevraagd. Probeer het over een minuut opnieuw."
TOO_MANY_REFUSALS = "Er is te vaak een verkeerde sleutel gestuurd. Probeer het over vijf minuten opnieuw."
NOT_FOUND = "Deze rapportage bestaat niet, is niet gepubliceerd of valt niet onder deze sleutel."
ONLY_GET = "Dit adres geeft alleen gegevens. Gebruik GET."
WRONG_PAGE = "Deze bladzijde bestaat niet. Begin opnieuw bij de eerste bladzijde en volg steeds ‘next’."


class WrongPage(Exception):
    """A cursor that we did not give, or that is of another list."""


def for_keys(view):
    """Decorator: the view gets the key; who has none that works gets JSON that says why."""

    @login_not_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        # Whoever is logged in here is nobody special: only a key counts.
        request.user = AnonymousUser()
        if request.method not in {"GET", "HEAD"}:
            return _refusal(405, "alleen_lezen", ONLY_GET, Allow="GET, HEAD")
        key, refusal = _key_of(request)
        if refusal:
            return refusal
        # From here on, also in the read log, the owner is who reads.
        request.user = key.owner
        if not _within(request, "feed", f"{key.per_minute}/m/key", key=str(key.pk)):
            note_read(request, kind=KEY_KIND, objects=[key], allowed=False)
            return _refusal(429, "te_vaak", TOO_OFTEN, **{"Retry-After": "60"})
        feed_keys.note_use(key)
        note_read(request, kind=KEY_KIND, objects=[key], action=Action.EXECUTE)
        try:
            return view(request, key, *args, **kwargs)
        except WrongPage:
            return _refusal(400, "verkeerde_bladzijde", WRONG_PAGE)

    return guarded


@for_keys
def report_list(request, key):
    """Published reports within the region of the key, the first published first."""
    found = _published(key)
    if after := _cursor(request, "reports"):
        moment, last = parse_datetime(after[0]), after[1]
        found = found.filter(Q(published_at__gt=moment) | Q(published_at=moment, pk__gt=last))
    page = list(found[: REPORTS_A_PAGE + 1])
    shown = page[:REPORTS_A_PAGE]
    note_read(request, kind=KIND, objects=shown, action=Action.EXECUTE)
    last = [shown[-1].published_at.isoformat(), shown[-1].pk] if len(page) > len(shown) else None
    return _page(request, [_report(request, each) for each in shown], "reports", last)


@for_keys
def report_figures(request, key, public_id):
    """The figures of one report, as they were frozen."""
    found = _published(key).filter(public_id=public_id).first()
    if found is None:
        note_read(request, kind=KIND, objects=[public_id], allowed=False)
        return _refusal(404, "niet_gevonden", NOT_FOUND)
    note_read(request, kind=KIND, objects=[found], action=Action.EXECUTE)
    after = _cursor(request, f"figures of {found.pk}") or 0
    page = list(islice(figures(from_frozen(found.figures)), after, after + FIGURES_A_PAGE + 1))
    shown = [as_figure(each, public_id=public_id) for each in page[:FIGURES_A_PAGE]]
    last = after + FIGURES_A_PAGE if len(page) > FIGURES_A_PAGE else None
    return _page(request, shown, f"figures of {found.pk}", last)


def _published(key):
    """What this key opens: never more than its owner may read."""
    visible = LearningReport.objects.visible_to(key.owner).filter(status=ReportStatus.PUBLISHED)
    if key.region_id:
        visible = visible.filter(region=key.region_id)
    return visible.order_by("published_at", "pk")


def _report(request, report) -> dict:
    found = as_report(
        from_frozen(report.figures),
        public_id=report.public_id,
        published_on=timezone.localdate(report.published_at),
        certificate=report.certificate,
    )
    path = reverse("workflows:feed_figures", args=[report.public_id])
    return found | {"cijfers": request.build_absolute_uri(path)}


def _page(request, results: list[dict], of: str, last) -> HttpResponse:
    """A page with the address of the next one; a copy that the program kept is good when nothing changed."""
    following = None
    if last is not None:
        mark = signing.Signer(salt=of).sign_object(last)
        following = request.build_absolute_uri(f"{request.path}?vanaf={mark}")
    body = canonical({"resultaten": results, "next": following}).encode()
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    # A kept copy is asked about each time, so that each use is on record.
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{hashlib.sha256(body).hexdigest()}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _cursor(request, of: str):
    """Where the page before this one ended; None for the first page. Raises WrongPage."""
    mark = request.GET.get("vanaf")
    if mark is None:
        return None
    try:
        return signing.Signer(salt=of).unsign_object(mark)
    except (signing.BadSignature, ValueError) as failure:
        raise WrongPage from failure


def _key_of(request):
    """The key that works, or the answer that says why there is none."""
    sent = request.headers.get("Authorization", "")
    if not sent.startswith(SCHEME):
        return None, _refusal(401, "geen_sleutel", NO_KEY)
    key = feed_keys.known_key(sent.removeprefix(SCHEME).strip())
    why = feed_keys.why_not(key) if key else UNKNOWN_KEY
    if not why:
        return key, None
    if not _within(request, "feed_refused", REFUSALS):
        return None, _refusal(429, "te_vaak", TOO_MANY_REFUSALS, **{"Retry-After": "300"})
    note_read(request, kind=KEY_KIND, objects=[key] if key else [""], allowed=False)
    return None, _refusal(401, "sleutel_werkt_niet", why)


def _within(request, action: str, rate: str, key=None) -> bool:
    limits = {action: rate}
    return bool(consume(request, app="feed", action=action, config=limits, key=key, limit_get=True))


def _refusal(status: int, code: str, why: str, **headers) -> JsonResponse:
    response = JsonResponse(
        {"fout": {"code": code, "uitleg": why}}, status=status, json_dumps_params={"ensure_ascii": False}
    )
    for name, value in headers.items():
        response[name] = value
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    response["Cache-Control"] = "private, no-store"
    return response
