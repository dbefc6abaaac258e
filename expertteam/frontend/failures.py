"""Pages for what went wrong.

Who is logged in keeps the menu and the banners where that is safe. At a failure of our own the page asks
nothing of the database or the request: it must work when those do not.
"""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def banner() -> dict:
    """What the banner of the demo says; part of every page."""
    return {"demo": settings.DEMO, "second_factor_required": settings.SECOND_FACTOR_REQUIRED}


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def expired_form(request, reason=""):
    """The token of a form is not that of this session; the reason is for the log, not for the reader."""
    return render(request, "403_csrf.html", status=403)


def server_error(request):
    return HttpResponse(render_to_string("500.html", banner()), status=500)


def unavailable(*, sent: bool) -> HttpResponse:
    """Nothing could be written down of this look, so nothing is shown; what was ``sent`` may be saved."""
    return HttpResponse(render_to_string("503.html", banner() | {"sent": sent}), status=503)


class NotAllowedMiddleware:
    """A page instead of an empty answer, for who comes by a link to what only a button may do.

    After logging in again a browser asks for the address to which the last form was sent.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.content or request.headers.get("HX-Request"):
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page
