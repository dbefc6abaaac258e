"""Names that people make up end in headers, mails, lists and files; there they are names and nothing more."""

import io
import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.urls import reverse
from openpyxl import load_workbook

from expertteam.cases.models import Case, Document
from expertteam.organisations.enums import Role
from expertteam.organisations.models import Municipality, Organisation, User
from tests.pages import text_of
from workflows.demo.people import person

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 verslag %%EOF"
ONE_LINE = "Zet dit op één regel, zonder vreemde tekens: Naam"


def upload(client, case, header_name):
    """Posts a file as a hostile client would: the name goes into the header as it is."""
    body = (
        b'--grens\r\nContent-Disposition: form-data; name="document"; '
        + header_name
        + b"\r\nContent-Type: application/pdf\r\n\r\n"
        + PDF
        + b"\r\n--grens--\r\n"
    )
    path = reverse("workflows:add_document", args=[case.public_id])
    return client.generic("POST", path, body, content_type="multipart/form-data; boundary=grens")


@pytest.mark.parametrize(
    ("header_name", "kept"),
    [
        (b'filename="../../../etc/passwd.pdf"', "passwd.pdf"),
        (b'filename="..\\\\..\\\\windows\\\\plan.pdf"', "plan.pdf"),
        (b'filename="plan\x00.pdf"', "plan.pdf"),
        ('filename="plan\u202efdp.x.pdf"'.encode(), "planfdp.x.pdf"),
        (b"filename*=UTF-8''plan%0D%0ASet-Cookie%3A%20a%3Db.pdf", "planSet-Cookie: a=b.pdf"),
        (b"filename*=UTF-8''..%2F..%2Fplan.pdf", "plan.pdf"),
        (b'filename="&#46;&#46;&#47;plan.pdf"', "plan.pdf"),
        (b'filename="<script>alert(1)<&#47;script>.pdf"', "script>.pdf"),
        ('filename="één; naam=\u20ac.pdf"'.encode(), "één; naam=€.pdf"),
    ],
)
def test_a_file_name_is_a_name_on_the_way_in_and_on_the_way_out(story, as_user, header_name, kept):
    case = story.file()
    client = as_user("aanmelder.venlo")
    assert upload(client, case, header_name).status_code == 302
    document = Document.objects.get()
    assert document.name == kept
    assert re.fullmatch(r"documents/[0-9a-f]{2}/[0-9a-f]{32}", document.file.name), "no part of the name"
    answer = client.get(reverse("workflows:document", args=[document.public_id]))
    header = answer["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert not set(header) & {"\r", "\n", "\x00", "\u202e"}
    assert "Set-Cookie" not in answer.headers
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("header_name", [b'filename=".."', b'filename="plan.pdf/"', b'filename=""', b"x=1"])
def test_a_file_without_a_name_is_no_file(story, as_user, header_name):
    case = story.file()
    answer = upload(as_user("aanmelder.venlo"), case, header_name)
    assert answer.status_code == 200
    assert "Kies een bestand: Document" in text_of(answer)
    assert not Document.objects.exists()


def test_a_very_long_name_gets_a_sentence(story, as_user):
    case = story.file()
    answer = upload(as_user("aanmelder.venlo"), case, b'filename="' + b"x" * 800 + b'.pdf"')
    assert "Maak de naam korter" in text_of(answer)
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "Eva\r\nBcc: elders@demo.example",
        "Eva\nSubject: hoi",
        "Eva\u202egnihton",
        "Eva\u2028Kessels",
        "\x1b[2J",
    ],
)
def test_a_name_with_a_line_in_it_makes_no_account_and_no_organisation(as_user, name):
    client = as_user("beheer")
    account = {
        "name": name,
        "email": "eva.nieuw@demo.example",
        "role": Role.REFERRER,
        "organisation": str(Organisation.objects.get(name="Toegang Venlo").public_id),
    }
    organisation = {
        "name": name,
        "kind": "access_team",
        "municipality": str(Municipality.objects.first().pk),
    }
    for page, answers in (("account_new", account), ("organisation_new", organisation)):
        answer = client.post(reverse(f"workflows:{page}"), answers)
        assert answer.status_code == 200
        assert ONE_LINE in text_of(answer)
    assert not User.objects.filter(email="eva.nieuw@demo.example").exists()
    assert not Organisation.objects.filter(name__contains="Eva").exists()
    assert not mail.outbox


@pytest.mark.parametrize(
    "address", ["eva@demo.example\r\nBcc: elders@demo.example", "eva@demo.example,elders@x.nl"]
)
def test_an_address_that_is_two_addresses_is_refused(as_user, address):
    answer = as_user("beheer").post(reverse("workflows:account_new"), {"name": "Eva", "email": address})
    assert "Vul een e-mailadres in" in text_of(answer)
    reset = as_user("beheer").post(reverse("account_reset_password"), {"email": address})
    assert reset.status_code == 200
    assert not mail.outbox


def test_the_mail_itself_refuses_a_second_line_in_a_header():
    message = EmailMessage("Bericht\r\nBcc: elders@demo.example", "Tekst", to=["eva@demo.example"])
    with pytest.raises(ValueError, match="newlines"):
        message.message()


def test_a_place_cannot_add_a_line_to_a_calendar(story, as_user, people):
    case = story.file()
    story.triage(case)
    task = story.task(case, "coordinator.noord", "ConferenceFlow.plan")
    place = "Venlo\r\nATTENDEE:mailto:elders@demo.example"
    answer = as_user("coordinator.noord").post(f"/taken/{task.public_id}/", {"location": place})
    assert "Zet dit op één regel, zonder vreemde tekens: Plaats" in text_of(answer)


FORMULAS = ['=HYPERLINK("https://elders.example")', "+31 6", "-2+3", "@SUM(A1)", "\uff1d1+1", "'=1+1"]


@pytest.mark.parametrize("title", FORMULAS)
def test_a_subject_that_is_a_formula_stays_text_in_every_export(story, as_user, title):
    case = story.file(title=title)
    client = as_user("coordinator.noord")
    sheet = client.get(reverse("workflows:cases"), {"export": "xlsx", "q": case.number})
    page = load_workbook(io.BytesIO(sheet.content)).active
    cells = [
        cell for row in page.iter_rows(min_row=2) for cell in row if cell.value and title in str(cell.value)
    ]
    assert [cell.data_type for cell in cells] == ["s"]
    assert cells[0].value == f"'{title}" or title.startswith("'")
    text = client.get(reverse("workflows:cases"), {"export": "csv", "q": case.number}).content.decode(
        "utf-8-sig"
    )
    assert not re.search('(^|;|\n)"?[=+@\uff1d-]', text)


def test_every_export_of_the_site_goes_through_the_same_escape(story, as_user):
    """Each list that can be downloaded, found by asking every list for one."""
    title = "=1+1"
    case = story.file(title=title)
    story.to_delivery(case)
    Organisation.objects.filter(pk=case.referrer_organisation_id).update(name="=2+2")
    exports = 0
    for who, name in (
        ("coordinator.noord", "cases"),
        ("coordinator.noord", "follow_ups"),
        ("coordinator.noord", "agenda"),
        ("centrum1", "help_requests"),
        ("beheer", "accounts"),
        ("beheer", "organisations"),
        ("fg", "data_inventory"),
        ("coordinator.noord", "rights"),
        ("coordinator.noord", "lessons"),
    ):
        answer = as_user(who).get(reverse(f"workflows:{name}"), {"export": "csv"})
        if answer["Content-Type"].startswith("text/csv"):
            exports += 1
            assert not re.search(r'(^|;|\n)"?[=+\-@]', answer.content.decode("utf-8-sig")), name
    assert exports >= 2


def test_html_in_a_name_is_text_on_the_pages_of_the_administrator(as_user):
    organisation = Organisation.objects.get(name="Toegang Venlo")
    Organisation.objects.filter(pk=organisation.pk).update(name="<img src=x onerror=alert(1)>")
    User.objects.filter(pk=person("aanmelder.venlo").pk).update(name="<script>alert(1)</script>")
    client = as_user("beheer")
    for name in ("accounts", "organisations"):
        page = client.get(reverse(f"workflows:{name}")).content.decode()
        assert "<img src=x" not in page and "<script>alert" not in page


def test_a_document_that_the_browser_could_run_is_only_ever_downloaded(story, as_user):
    """Also one that came in before there was an inspection, or by another road."""
    from expertteam.cases.services import add_document

    case = story.file()
    upload = SimpleUploadedFile("x.html", b"<script>alert(1)</script>")
    document = add_document(case=case, by=person("aanmelder.venlo"), upload=upload, content_type="text/html")
    answer = as_user("aanmelder.venlo").get(reverse("workflows:document", args=[document.public_id]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert Case.objects.filter(documents=document).exists()
