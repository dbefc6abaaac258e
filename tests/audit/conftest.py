import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from expertteam.cases.services import add_document
from workflows.demo.people import person


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


@pytest.fixture(autouse=True)
def heads(settings, tmp_path):
    """The folder in which the heads of the read log come to stand."""
    settings.READ_LOG_HEADS = str(tmp_path / "read-log")
    return tmp_path / "read-log"
