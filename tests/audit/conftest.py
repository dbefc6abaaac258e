from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from expertteam.cases.services import add_document
from workflows.demo.people import person

TABLE = "audit_readevent"


@pytest.fixture
def case(story):
    """A filed case with a document."""
    made = story.file()
    upload = SimpleUploadedFile("Plan van aanpak.pdf", b"%PDF-1.7 geheim plan %%EOF")
    add_document(case=made, by=person("aanmelder.venlo"), upload=upload, content_type="application/pdf")
    return made


@pytest.fixture
def pages(case, story):
    """Every kind of response with data of the case that its coordinator can ask for: method and address."""
    worklist = reverse("workflows:cases")
    return {
        "inbox": ("get", reverse("workflows:inbox")),
        "worklist": ("get", worklist),
        "search": ("get", f"{worklist}?q={case.number}"),
        "csv": ("get", f"{worklist}?export=csv"),
        "xlsx": ("get", f"{worklist}?export=xlsx"),
        "case": ("get", reverse("workflows:case", args=[case.public_id])),
        "identity": ("post", reverse("workflows:identity", args=[case.public_id])),
        "document": ("get", reverse("workflows:document", args=[case.documents.get().public_id])),
        "task": (
            "get",
            reverse(
                "workflows:task", args=[story.task(case, "coordinator.noord", "TriageFlow.assess").public_id]
            ),
        ),
    }


@pytest.fixture
def tampering():
    """What somebody with full power over the database could do: work without the triggers."""

    @contextmanager
    def work():
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
            yield cursor
            cursor.execute(f"ALTER TABLE {TABLE} ENABLE TRIGGER USER")

    return work
