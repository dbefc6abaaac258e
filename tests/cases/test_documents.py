"""A file and its row come and go together, and a closed case takes no more."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from expertteam.cases import services, uploads
from expertteam.cases.models import Document
from expertteam.core.errors import RuleBroken
from workflows import journey
from workflows.demo.people import person

pytestmark = pytest.mark.django_db


def stored() -> int:
    """How many files stand in the uploads folder."""
    if not default_storage.exists("documents"):
        return 0
    folders, _ = default_storage.listdir("documents")
    return sum(len(default_storage.listdir(f"documents/{folder}")[1]) for folder in folders)


def add(case):
    upload = SimpleUploadedFile("verslag.pdf", b"%PDF-1.7 verslag %%EOF")
    return services.add_document(
        case=case, by=person("aanmelder.venlo"), upload=upload, content_type="application/pdf"
    )


def test_a_document_is_a_file_and_a_row(story):
    before = stored()
    document = add(story.file())
    assert stored() == before + 1
    assert document.file.read() == b"%PDF-1.7 verslag %%EOF"
    assert document.size == 22


def test_a_service_that_fails_leaves_neither_file_nor_row(story, monkeypatch):
    case, before = story.file(), stored()

    def fail(**values):
        assert stored() == before + 1
        raise ZeroDivisionError

    monkeypatch.setattr(services, "record", fail)
    with pytest.raises(ZeroDivisionError):
        add(case)
    assert (stored(), Document.objects.count()) == (before, 0)


def test_what_fails_later_in_the_same_transaction_takes_the_file_along(story):
    case, before = story.file(), stored()
    with pytest.raises(ZeroDivisionError), uploads.atomic():
        with uploads.atomic():
            add(case)
        assert stored() == before + 1
        raise ZeroDivisionError
    assert (stored(), Document.objects.count()) == (before, 0)


def test_an_addition_that_cannot_be_sent_leaves_no_file(story, monkeypatch):
    case = story.file()
    story.triage(case, "incomplete", missing="Het verslag van school.")
    task = story.task(case, "aanmelder.venlo", "IntakeFlow.add")
    before = stored()

    def fail(*values):
        raise ZeroDivisionError

    monkeypatch.setattr(journey.inbox, "announce", fail)
    with pytest.raises(ZeroDivisionError):
        journey.complete(task=task, user=person("aanmelder.venlo"), perform=lambda: add(case) and "added")
    assert (stored(), Document.objects.count()) == (before, 0)


def test_a_closed_case_takes_no_document_and_no_other_status(story, as_user):
    case = story.file()
    stale = type(case).objects.get(pk=case.pk)
    services.close(case=case, by=person("coordinator.noord"))
    before = stored()
    with pytest.raises(RuleBroken, match="Deze casus is afgesloten"):
        add(stale)
    with pytest.raises(RuleBroken, match="Deze casus is afgesloten"):
        services.set_status(case=case, status="filed")
    upload = SimpleUploadedFile("verslag.pdf", b"%PDF-1.7 verslag %%EOF")
    path = reverse("workflows:add_document", args=[case.public_id])
    page = as_user("aanmelder.venlo").post(path, {"document": upload}, follow=True)
    assert "Deze casus is afgesloten. U kunt niets meer wijzigen." in page.content.decode()
    assert (stored(), Document.objects.count()) == (before, 0)
