"""Where a virus scanner is configured, nobody opens a document before it was found clean."""

import re
import socket
import threading

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from expertteam.audit.models import ReadEvent
from expertteam.cases.models import Document
from expertteam.core import clamd
from expertteam.notifications.models import Notification
from tests.clamd import EICAR, listening
from tests.pages import text_of
from workflows import document_jobs
from workflows.demo.people import person

pytestmark = pytest.mark.django_db
CLEAN = b"%PDF-1.7 verslag %%EOF"
INFECTED = b"%PDF-1.7 " + EICAR + b" %%EOF"


@pytest.fixture(scope="module")
def daemon():
    with listening() as server:
        yield server


@pytest.fixture
def scanner(daemon, settings):
    """The daemon, answering by what it finds, with nothing scanned so far."""
    daemon.scanned.clear()
    daemon.answer = b""
    settings.CLAMD = daemon.address
    return daemon


@pytest.fixture
def case(story):
    return story.file()


def page(case):
    return reverse("workflows:case", args=[case.public_id])


def link(document):
    return reverse("workflows:document", args=[document.public_id])


def add(client, case, content=CLEAN):
    upload = SimpleUploadedFile("verslag.pdf", content)
    answer = client.post(
        reverse("workflows:add_document", args=[case.public_id]), {"document": upload}, follow=True
    )
    return answer, Document.objects.get()


def scan(document):
    document_jobs.scan_document(document_id=document.pk)


def test_a_document_waits_in_quarantine_until_the_scanner_has_seen_it(scanner, case, as_user):
    client = as_user("aanmelder.venlo")
    answer, document = add(client, case)
    assert "Het document is toegevoegd. U kunt het openen zodra het is gecontroleerd" in text_of(answer)
    assert "verslag.pdf Wordt nog gecontroleerd op virussen" in text_of(answer)
    for address in ("aanmelder.venlo", "coordinator.noord"):
        browser = as_user(address)
        assert link(document) not in browser.get(page(case)).content.decode()
        assert browser.get(link(document)).status_code == 404
    assert not ReadEvent.objects.filter(object_id=document.public_id, allowed=True).exists()

    scan(document)
    opened = as_user("coordinator.noord").get(link(document))
    assert b"".join(opened.streaming_content) == CLEAN
    assert scanner.scanned == [CLEAN], "the whole file, once"
    scan(document)
    assert len(scanner.scanned) == 1, "a second run finds it judged"


def test_the_job_is_there_with_the_document_and_its_argument_is_an_id(scanner, case, as_user):
    _, document = add(as_user("aanmelder.venlo"), case)
    job = ProcrastinateJob.objects.get(task_name="scan_document")
    assert job.args == {"document_id": document.pk}


def test_what_the_scanner_finds_is_thrown_away_and_told_without_a_name(
    scanner, case, as_user, caplog, django_capture_on_commit_callbacks
):
    _, document = add(as_user("aanmelder.venlo"), case, INFECTED)
    with django_capture_on_commit_callbacks(execute=True):
        scan(document)
    assert not default_storage.exists(document.file.name)
    for address in ("aanmelder.venlo", "coordinator.noord"):
        browser = as_user(address)
        text = text_of(browser.get(page(case)))
        assert "verslag.pdf Geweigerd: de virusscanner vond iets in dit bestand" in text
        assert "Document geweigerd door de virusscanner" in text
        assert browser.get(link(document)).status_code == 404
    told = Notification.objects.filter(kind="document_refused")
    assert [(each.user, each.reference, each.path) for each in told] == [
        (person("aanmelder.venlo"), case.number, page(case))
    ]
    assert "Eicar-Test-Signature" in caplog.text
    assert "verslag" not in caplog.text


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK maybe\0", b"\0", b"FOUND\0"]
)
def test_an_answer_that_is_no_verdict_leaves_it_in_quarantine(scanner, case, as_user, answer):
    client = as_user("aanmelder.venlo")
    _, document = add(client, case)
    scanner.answer = answer
    with pytest.raises(clamd.NotScanned):
        scan(document)
    assert client.get(link(document)).status_code == 404
    assert "Wordt nog gecontroleerd" in text_of(client.get(page(case)))


def test_a_scanner_that_is_away_refuses_no_upload_and_shows_no_document(case, as_user, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMD = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        client = as_user("aanmelder.venlo")
        answer, document = add(client, case)
        assert "Het document is toegevoegd." in text_of(answer)
        with pytest.raises(clamd.NotScanned):
            scan(document)
        assert client.get(link(document)).status_code == 404
    settings.CLAMD = ""
    with pytest.raises(clamd.NotScanned):
        scan(document)
    assert client.get(link(document)).status_code == 404, "switching the scanner off opens nothing"


def test_each_hour_what_still_waits_is_queued_again(scanner, case, as_user):
    _, document = add(as_user("aanmelder.venlo"), case)
    ProcrastinateJob.objects.filter(task_name="scan_document").delete()
    document_jobs.scan_waiting_documents(timestamp=0)
    assert ProcrastinateJob.objects.get(task_name="scan_document").args == {"document_id": document.pk}
    ProcrastinateJob.objects.filter(task_name="scan_document").delete()
    scan(document)
    document_jobs.scan_waiting_documents(timestamp=0)
    assert not ProcrastinateJob.objects.filter(task_name="scan_document").exists()


def test_without_a_scanner_a_document_is_readable_at_once(case, as_user):
    client = as_user("aanmelder.venlo")
    answer, document = add(client, case)
    assert client.get(link(document)).status_code == 200
    assert "virussen" not in text_of(answer)
    assert not ProcrastinateJob.objects.filter(task_name="scan_document").exists()


def test_a_document_in_quarantine_is_as_absent_as_a_foreign_one(scanner, case, as_user, people):
    _, document = add(as_user("aanmelder.venlo"), case)
    held = as_user("aanmelder.venlo").get(link(document))
    stranger = Client()
    stranger.force_login(people("aanmelder.weert"), backend="django.contrib.auth.backends.ModelBackend")
    foreign = stranger.get(link(document))
    assert (held.status_code, _body(held)) == (foreign.status_code, _body(foreign))


def _body(response):
    """The page without the menu of the person."""
    return re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]


def test_clamd_is_reached_through_a_socket_file_too(tmp_path):
    path = str(tmp_path / "clamd.ctl")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()

        def answer():
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as said:
                assert said.read(10 + 4 + 3 + 4) == b"zINSTREAM\0\0\0\0\x03abc\0\0\0\0"
                connection.sendall(b"stream: OK\0")

        thread = threading.Thread(target=answer)
        thread.start()
        assert clamd.threat_in([b"", b"abc"], f"unix://{path}") == ""
        thread.join()
