"""The page of a task: nothing typed is lost, and nothing but the right thing is accepted."""

import io
import uuid
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from expertteam.cases.models import Case, Draft
from workflows.demo.people import DOMAIN, PASSWORD
from workflows.models import CaseTask

pytestmark = pytest.mark.django_db
TYPED = "Vader belde; het plan van school komt morgen."
HTML = '<script>alert("x")</script><b>vet</b> & "aanhaling"'
TEN_MB = 10 * 1024 * 1024


@pytest.fixture
def case(story):
    made = story.file()
    story.triage(made, "incomplete", missing="Het plan van school ontbreekt.")
    return made


@pytest.fixture
def path(story, case, page_of):
    """The referrer's task: add what is missing."""
    return page_of(story.task(case, "aanmelder.venlo", "IntakeFlow.add"))


def addition_of(case):
    return Case.objects.get(pk=case.pk).intake.addition


def pdf(size=None, name="plan.pdf"):
    content = b"%PDF-1.7 plan %%EOF"
    if size:
        content = b"%PDF-1.7" + b" " * (size - 13) + b"%%EOF"
        assert len(content) == size
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_bewaar_als_concept_keeps_everything_and_judges_nothing(case, path, as_user):
    client = as_user("aanmelder.venlo")
    kept = client.post(path, {"addition": TYPED, "save_draft": "1"}, follow=True)
    assert kept.redirect_chain == [(path, 302)]
    text = kept.content.decode()
    assert "concept is bewaard" in text
    assert TYPED in text
    assert addition_of(case) == ""


def test_an_empty_draft_comes_back_without_reproach(case, path, as_user):
    client = as_user("aanmelder.venlo")
    client.post(path, {"addition": "", "save_draft": "1"})
    text = client.get(path).content.decode()
    assert "Vul in" not in text
    assert "aria-invalid" not in text
    sent = client.post(path, {"addition": ""}).content.decode()
    assert "Vul in: Uw aanvulling" in sent


def test_a_draft_is_of_its_owner_and_unreadable_in_the_database(story, page_of, as_user):
    case = story.file()
    path = page_of(story.task(case, "coordinator.noord", "TriageFlow.assess"))
    as_user("coordinator.noord").post(path, {"motivation": TYPED, "save_draft": "1"})
    assert TYPED in as_user("coordinator.noord").get(path).content.decode()
    assert TYPED not in as_user("coordinator2.noord").get(path).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM cases_draft")
        (stored,) = cursor.fetchone()
    assert "school" not in stored


def test_sending_removes_the_draft(case, path, as_user):
    client = as_user("aanmelder.venlo")
    client.post(f"{path}concept/", {"addition": TYPED})
    assert Draft.objects.count() == 1
    assert client.post(path, {"addition": TYPED}).status_code == 302
    assert not Draft.objects.exists()
    assert addition_of(case) == TYPED


def test_after_an_expired_login_the_draft_is_there(case, path, client, people):
    login = {"login": f"aanmelder.venlo@{DOMAIN}", "password": PASSWORD}
    assert client.post(f"{reverse('account_login')}?next={path}", login).url == path
    assert client.post(f"{path}concept/", {"addition": TYPED}).status_code == 200
    client.cookies.clear()
    refused = client.post(path, {"addition": f"{TYPED} En nog iets."})
    assert refused.status_code == 302
    assert refused.url == f"{reverse('account_login')}?next={path}"
    assert addition_of(case) == "", "nothing happens without a login"
    assert client.post(refused.url, login).url == path
    assert TYPED in client.get(path).content.decode()


def test_an_autosave_after_the_login_expired_does_not_pretend(path, client):
    answer = client.post(f"{path}concept/", {"addition": TYPED}, follow=True)
    assert "data-saved" not in answer.content.decode(), "the script looks for this word"
    assert not Draft.objects.exists()


def test_an_unknown_task_does_not_exist(as_user):
    client = as_user("aanmelder.venlo")
    for name in ("task", "task_autosave"):
        unknown = reverse(f"workflows:{name}", args=[uuid.uuid4()])
        assert client.post(unknown, {"addition": TYPED}).status_code == 404
    assert not Draft.objects.exists()


def test_a_gateway_of_the_engine_is_no_task(case, as_user):
    gateway = CaseTask.objects.filter(node="").first()
    assert as_user("coordinator.noord").get(f"/taken/{gateway.public_id}/").status_code == 404


def test_other_methods_are_refused(path, as_user):
    client = as_user("aanmelder.venlo")
    for method in ("put", "patch", "delete"):
        assert getattr(client, method)(path).status_code == 405
    assert client.get(f"{path}concept/").status_code == 405
    assert client.post(reverse("workflows:inbox")).status_code == 405


def test_ten_megabytes_is_just_enough(case, path, as_user):
    sent = as_user("aanmelder.venlo").post(path, {"addition": TYPED, "document": pdf(TEN_MB)})
    assert sent.status_code == 302
    assert case.documents.get().size == TEN_MB


def office(part, text=""):
    """A Word file that holds one more part."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", "application/vnd.openxmlformats-wordprocessingml.document.main+xml"
        )
        archive.writestr("word/document.xml", "<w/>")
        archive.writestr(part, text)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("groot.pdf", None, "te groot"),
        ("plan.pdf", b"MZ\x90\x00 program", "Dit soort bestand mag niet"),
        ("plan.html", b"<html><script>alert(1)</script></html>", "Dit soort bestand mag niet"),
        ("plan.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "Dit soort bestand mag niet"),
        ("plan.docx", office("word/vbaProject.bin"), "zit programmacode"),
        ("plan.zip", office("word/extra.xml"), "past niet bij de inhoud"),
        ("plan.png", b"%PDF-1.7 plan %%EOF", "past niet bij de inhoud"),
        ("leeg.pdf", b"", "Dit bestand is leeg"),
    ],
)
def test_a_refused_file_costs_no_text(case, path, as_user, name, content, says):
    file = pdf(TEN_MB + 1, name) if content is None else SimpleUploadedFile(name, content)
    page = as_user("aanmelder.venlo").post(path, {"addition": TYPED, "document": file})
    assert page.status_code == 200
    text = page.content.decode()
    assert says in text
    assert TYPED in text, "the text stands in the form again"
    assert addition_of(case) == ""
    assert not case.documents.exists()


def test_html_is_text_wherever_it_comes_back(case, path, as_user):
    client = as_user("aanmelder.venlo")
    assert client.post(path, {"addition": HTML, "document": pdf(name="<img src=x>.pdf")}).status_code == 302
    for address, page in (
        ("aanmelder.venlo", reverse("workflows:case", args=[case.public_id])),
        ("coordinator.noord", reverse("workflows:case", args=[case.public_id])),
        ("coordinator.noord", reverse("workflows:task", args=[open_triage(case).public_id])),
    ):
        text = as_user(address).get(page).content.decode()
        assert "<script>alert" not in text
        assert "<b>vet" not in text
        assert "<img src=x" not in text
    assert addition_of(case) == HTML


def open_triage(case):
    return CaseTask.objects.get(
        process__caseprocess__case=case, node="TriageFlow.assess", finished__isnull=True
    )


@pytest.mark.parametrize(
    ("outcome", "missing_field"),
    [("consultation", "motivation"), ("incomplete", "missing"), ("declined", "alternative"), ("", "outcome")],
)
def test_what_is_missing_is_said_and_the_task_stays_open(story, page_of, as_user, outcome, missing_field):
    case = story.file()
    task = story.task(case, "coordinator.noord", "TriageFlow.assess")
    answers = {"outcome": outcome, "motivation": "Goed beschreven.", missing_field: ""}
    page = as_user("coordinator.noord").post(page_of(task), answers)
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {missing_field}
    assert story.task(case, "coordinator.noord", "TriageFlow.assess") == task


@pytest.mark.parametrize(
    "unknown", ["999999", "5f0c1d4e-8a11-4b7e-9d3c-2f6a7b8c9d0e", "-1", "x' OR 1=1", "\x00"]
)
def test_an_unknown_id_in_a_list_is_refused_in_words(story, page_of, as_user, unknown):
    case = story.file()
    task = story.task(case, "coordinator.noord", "TriageFlow.assess")
    answers = {"outcome": "procesregie", "motivation": "Goed beschreven.", "director": unknown}
    page = as_user("coordinator.noord").post(page_of(task), answers)
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"director"}
    assert not case.triages.exists()


@pytest.mark.parametrize("day", [date(2020, 1, 1).isoformat(), "20260-05-01", "31-02-2027"])
def test_a_date_that_cannot_be_is_refused_in_words(story, page_of, as_user, day):
    case = story.file()
    story.triage(case)
    task = story.task(case, "coordinator.noord", "ConferenceFlow.plan")
    page = as_user("coordinator.noord").post(page_of(task), {"day": day, "day_0": day, "location": "Venlo"})
    assert page.status_code == 200
    assert not case.agenda_items.get().conference
