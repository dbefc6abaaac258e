"""Documents wait in quarantine until the virus scanner has seen them, where there is one (setting CLAMD)."""

import logging

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from expertteam.audit.services import record
from expertteam.cases.enums import ScanState
from expertteam.cases.models import Document
from expertteam.core import clamd
from expertteam.notifications.services import notify

logger = logging.getLogger(__name__)

# The job of the worker (workflows/document_jobs.py), by its name because rooms import one way.
JOB = "scan_document"


def first_state() -> ScanState:
    """How a document begins: in quarantine, or readable at once where no scanner is configured."""
    return ScanState.WAITING if settings.CLAMD else ScanState.NOT_SCANNED


def queue(document) -> None:
    """Let the worker scan a document that is in quarantine, once this transaction is committed."""
    if document.scan == ScanState.WAITING:
        app.configure_task(JOB).defer(document_id=document.pk)


def waiting():
    """Documents of all cases that are still in quarantine, for the worker only."""
    return Document.objects.filter(scan=ScanState.WAITING)


@transaction.atomic
def scan(*, document_id: int, path_of) -> ScanState:
    """Let the scanner judge one document; a second run finds it judged and does nothing.

    ``path_of`` gives the address of a case inside the site. Raises NotScanned when the scanner gives no
    verdict: the document then stays in quarantine.
    """
    document = Document.objects.select_for_update(of=("self",)).select_related("case").get(pk=document_id)
    if document.scan == ScanState.WAITING:
        with document.file.open("rb") as file:
            threat = clamd.threat_in(file.chunks(), settings.CLAMD)
        document.scan = ScanState.REFUSED if threat else ScanState.CLEAN
        document.save(update_fields=["scan"])
        if threat:
            logger.warning("the scanner found %s in document %s", threat, document.pk)
            _refuse(document, path_of(document.case))
    return document.scan


def _refuse(document, path) -> None:
    """Throw the content away and tell who sent it; that there was such a document stays on record."""
    case = document.case
    record(actor=None, case=case, verb="document_refused", detail="Document geweigerd door de virusscanner")
    notify(user=document.uploaded_by, kind="document_refused", reference=case.number, path=path)
    storage, name = document.file.storage, document.file.name
    transaction.on_commit(lambda: storage.delete(name))
