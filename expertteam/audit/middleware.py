"""Nothing is shown before its reading is on record (R11)."""

import logging

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.utils.cache import add_never_cache_headers
from django.utils.ipv6 import clean_ipv6_address

from expertteam.audit.authorisation import Ground, grounds
from expertteam.audit.enums import Action, Outcome, Sensitivity
from expertteam.audit.models import ReadEvent
from expertteam.audit.noting import LoginNote, Note, collecting_changes
from expertteam.audit.read_log import append
from expertteam.core import clock
from expertteam.frontend.failures import unavailable

logger = logging.getLogger(__name__)

REFUSALS = {403, 404}
# Whatever else was asked may have changed something, and that stands: its line of history is in the same
# transaction. So the page says to look before doing it again.
SAFE = {"GET", "HEAD", "OPTIONS"}
# Whatever is not named here tells about the care of a youth.
SENSITIVITY = {
    "identiteit": Sensitivity.IDENTIFYING,
    "pagina": Sensitivity.NORMAL,
    "leerrapportage": Sensitivity.NORMAL,
    "sleutel": Sensitivity.NORMAL,
    "inzagelog": Sensitivity.NORMAL,
}


class ReadLogMiddleware:
    """Write what was noted, commit it, and only then let the response go; otherwise 503."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with collecting_changes() as changes:
            response = self.get_response(request)
        noted = [*getattr(request, "noted_reads", []), *changes]
        noted += _unnoted_refusal(request, response, noted)
        if not noted:
            return response
        try:
            append(_events(request, noted, failed=response.status_code >= 500))
        except Exception:
            # Whatever the reason: without a row there is no data.
            logger.exception("the read log has no row; the response was withheld")
            _let_go(response)
            return unavailable(sent=request.method not in SAFE)
        # A look from the memory of the browser, after logging out, would leave no row. A feed for
        # programs says for itself what may be kept.
        if "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response


def _unnoted_refusal(request, response, noted) -> list[Note]:
    """A page that was refused, whose view said nothing of it; an address that leads nowhere is none."""
    refused = response.status_code in REFUSALS and request.resolver_match and request.user.is_authenticated
    if not refused or any(not note.allowed for note in noted):
        return []
    object_id = str(request.resolver_match.kwargs.get("public_id", ""))
    return [Note(action=Action.READ, kind="pagina", object_id=object_id, allowed=False)]


def _events(request, noted, *, failed) -> list[ReadEvent]:
    user = request.user
    who = _who(user)
    shared = {
        "at": clock.now(),
        "purpose": request.resolver_match.view_name if request.resolver_match else "",
        "address": _address(request),
    }
    cases = {note.case_id for note in noted if note.case_id}
    only = cases.pop() if len(cases) == 1 else None
    # What does not say of which case it is, is of the one case of this response.
    asked = [(note.case_id or only, note.permission) if note.allowed else None for note in noted]
    known = grounds(user, {pair for pair in asked if pair and pair[0]})
    return [
        ReadEvent(**shared, **_whose(note, who), **_what(note, failed), **_why(note, known.get(pair)))
        for note, pair in zip(noted, asked, strict=True)
    ]


def _whose(note, who) -> dict:
    """Whose row this is; who is refused at the login is not known, so only the account that was tried is."""
    if not isinstance(note, LoginNote):
        return who
    if note.allowed:
        return _who(note.account)
    return {"user_id": note.account.pk, "user_name": note.account.name} if note.account else {}


def _who(user) -> dict:
    if not user.is_authenticated:
        return {}
    membership = user.main_membership
    return {
        "user_id": user.pk,
        "user_name": user.name,
        "role": user.role_label,
        "organisation": membership.organisation.name if membership else "",
        # Who sits at a table works for that table, whoever pays them.
        "on_behalf_of": membership.team.name if membership and membership.team else "",
    }


def _what(note, failed) -> dict:
    done = Outcome.FAILED if failed else Outcome.DONE
    return {
        "event_type": note.event_type,
        "action": note.action,
        "outcome": done if note.allowed else Outcome.REFUSED,
        "object_type": note.kind,
        "object_id": note.object_id,
        "sensitivity": _sensitivity(note),
    }


def _sensitivity(note) -> str:
    if isinstance(note, LoginNote):
        return Sensitivity.NORMAL
    return SENSITIVITY.get(note.kind, Sensitivity.SPECIAL)


def _why(note, ground: Ground | None) -> dict:
    if ground is None:
        return {"allowed": note.allowed}
    return {
        "allowed": note.allowed,
        "authorisation": ground.authorisation,
        "case_role": ground.case_role,
        "consent": ground.consent,
        "relation": not ground.emergency,
        "has_consent": ground.has_consent,
        "emergency": ground.emergency,
    }


def _let_go(response) -> None:
    """Close the files of a response that is not sent; its own close() would end the whole request."""
    for close in response._resource_closers:
        close()


def _address(request) -> str | None:
    """Whose request it is, also behind a proxy, by the same rule as the limits on logging in.

    Written as the database will give it back, so that the chain can be computed again.
    """
    try:
        address = get_adapter(request).get_client_ip(request)
    except PermissionDenied:  # a web server behind a socket knows none
        return None
    return clean_ipv6_address(address, unpack_ipv4=True) if ":" in address else address
