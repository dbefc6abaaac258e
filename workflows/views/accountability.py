""" "Gegevens": what the product holds about people and why, for the privacy officer. No case is read here."""

from django.shortcuts import render

from expertteam.audit.inventory import rooms
from expertteam.audit.processing import MEASURES, PROCESSINGS
from workflows.views.guards import for_privacy_officers

PARTS = [
    ("Verwerkingsregister", "workflows:processing_register"),
    ("Gegevensoverzicht", "workflows:data_inventory"),
]


@for_privacy_officers
def processing_register(request):
    context = {"parts": PARTS, "processings": PROCESSINGS, "measures": MEASURES}
    return render(request, "audit/processing_register.html", context)


@for_privacy_officers
def data_inventory(request):
    return render(request, "audit/inventory.html", {"parts": PARTS, "rooms": rooms()})
