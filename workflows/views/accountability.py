""" "Gegevens": what the product holds about people and why, for the privacy officer. No case is read here."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render

from expertteam.audit.inventory import rooms
from expertteam.audit.processing import MEASURES, PROCESSINGS
from expertteam.organisations.enums import Role

PARTS = [
    ("Verwerkingsregister", "workflows:processing_register"),
    ("Gegevensoverzicht", "workflows:data_inventory"),
]


def for_privacy_officers(view):
    """For everybody else this page does not exist."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.has_role(Role.PRIVACY_OFFICER):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_privacy_officers
def processing_register(request):
    context = {"parts": PARTS, "processings": PROCESSINGS, "measures": MEASURES}
    return render(request, "audit/processing_register.html", context)


@for_privacy_officers
def data_inventory(request):
    return render(request, "audit/inventory.html", {"parts": PARTS, "rooms": rooms()})
