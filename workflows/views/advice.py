"""The advice letter."""

from django.http import Http404, HttpResponse

from expertteam.advice import queries
from expertteam.audit.services import note_read
from reports.documents.advice_letter import render
from reports.documents.assembly import letter_of


def letter(request, public_id):
    """A delivered advice as a letter, for whoever may open its case."""
    advice = queries.complete(queries.delivered_to(request.user)).filter(public_id=public_id).first()
    if advice is None:
        note_read(request, kind="adviesbrief", objects=[public_id], allowed=False)
        raise Http404
    note_read(request, kind="adviesbrief", objects=[advice])
    note_read(request, kind="casus", objects=[advice.case])
    response = HttpResponse(render(letter_of(advice)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="advies-{advice.case.number}.pdf"'
    return response
