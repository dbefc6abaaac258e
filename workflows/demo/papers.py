"""The invented documents of the demo, checked like any upload."""

from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile

from expertteam.frontend.uploads import PDF, DocumentField
from reports.pdf import render_pdf


def report_upload(title: str, paragraphs) -> SimpleUploadedFile:
    """A one-page PDF as a referrer would attach it."""
    name = f"{title.lower().replace(' ', '-')}.pdf"
    upload = SimpleUploadedFile(name, _pdf(title, tuple(paragraphs)), content_type=PDF)
    return DocumentField().clean(upload)


@cache
def _pdf(title, paragraphs) -> bytes:
    return render_pdf("workflows/demo/paper.html", {"paragraphs": paragraphs}, title=title)
