"""The invented document that some cases of the demo carry, checked like any upload."""

from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile

from expertteam.frontend.uploads import PDF, DocumentField
from reports.pdf import render_pdf
from workflows.demo import texts

TITLE = "Onderzoeksverslag"


def report_upload() -> SimpleUploadedFile:
    """A one-page PDF as a referrer would attach it."""
    upload = SimpleUploadedFile(f"{TITLE.lower()}.pdf", _pdf(), content_type=PDF)
    return DocumentField().clean(upload)


@cache
def _pdf() -> bytes:
    return render_pdf("workflows/demo/paper.html", {"paragraphs": texts.ANALYSES[:3]}, title=TITLE)
