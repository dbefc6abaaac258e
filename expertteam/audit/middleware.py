"""Nothing is shown before its reading is on record (R11)."""

import logging

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.ipv6 import clean_ipv6_address

from expertteam.audit.models import ReadEvent
from expertteam.audit.read_log import append

logger = logging.getLogger(__name__)


class ReadLogMiddleware:
    """Write what the view noted, commit it, and only then let the response go; otherwise 503."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        noted = getattr(request, "noted_reads", None)
        if not noted:
            return response
        try:
            append([_event(request, *read) for read in noted])
        except Exception:
            # Whatever the reason: without a row there is no data.
            logger.exception("the read log has no row; the response was withheld")
            _let_go(response)
            return render(request, "503.html", status=503)
        # A look from the memory of the browser, after logging out, would leave no row.
        add_never_cache_headers(response)
        return response


def _event(request, action, allowed, kind, object_id) -> ReadEvent:
    user = request.user
    membership = user.main_membership if user.is_authenticated else None
    return ReadEvent(
        action=action,
        allowed=allowed,
        user_id=user.pk,
        user_name=user.name if user.is_authenticated else "",
        role=user.role_label if user.is_authenticated else "",
        organisation=membership.organisation.name if membership else "",
        purpose=request.resolver_match.view_name if request.resolver_match else "",
        address=_address(request),
        object_type=kind,
        object_id=object_id,
    )


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
