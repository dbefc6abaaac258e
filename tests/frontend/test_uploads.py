"""An upload is judged by its content."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expertteam.frontend.forms import DocumentField, PlainForm
from expertteam.frontend.uploads import DOCX, JPEG, ODT, PDF, PNG

PDF_BYTES = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG_BYTES = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 30
JPEG_BYTES = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 30
WORD_TYPES = f'<Override ContentType="{DOCX}.main+xml"/>'.encode()
WORD = {"[Content_Types].xml": WORD_TYPES, "word/document.xml": b"<w/>"}
OPEN_DOCUMENT = {"mimetype": ODT.encode(), "content.xml": b"<office/>"}


class Upload(PlainForm):
    document = DocumentField(label="Bijlage")


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def upload(name, content):
    return Upload({}, {"document": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("verslag.pdf", PDF_BYTES, PDF),
        ("Verslag.PDF", PDF_BYTES, PDF),
        ("foto.png", PNG_BYTES, PNG),
        ("foto.jpeg", JPEG_BYTES, JPEG),
        ("brief.docx", zipped(WORD), DOCX),
        ("brief.odt", zipped(OPEN_DOCUMENT), ODT),
    ],
)
def test_the_five_kinds_are_accepted_and_named(name, content, kind):
    form = upload(name, content)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["document"].kind == kind
    assert form.cleaned_data["document"].read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.pdf", b"MZ\x90\x00 program"),
        ("pagina.pdf", b"<html><script>alert(1)</script></html>"),
        ("half.pdf", b"%PDF-1.7 without an end"),
        ("tekening.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("kort.png", b"\x89PNG\r\n\x1a\n"),
        ("archief.docx", zipped({"readme.txt": b"hello"})),
        ("archief.odt", zipped({"mimetype": b"application/zip", "content.xml": b""})),
        (
            "rekenblad.odt",
            zipped(OPEN_DOCUMENT | {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        ),
        ("macro.docx", zipped(WORD | {"word/vbaProject.bin": b"code"})),
        ("macro2.docx", zipped(WORD | {"[Content_Types].xml": WORD_TYPES + b"macroEnabled"})),
        ("ingesloten.docx", zipped(WORD | {"word/embeddings/oleObject1.bin": b"code"})),
        ("script.odt", zipped(OPEN_DOCUMENT | {"Basic/Standard/Module1.xml": b"code"})),
        ("kapot.docx", b"PK\x03\x04" + b"rommel" * 20),
        ("veel.docx", zipped(WORD | {f"word/{n}.xml": b"" for n in range(2001)})),
    ],
)
def test_everything_else_is_refused_and_told_what_is_allowed(name, content):
    form = upload(name, content)
    assert form.errors == {
        "document": [
            "Dit soort bestand mag niet. Toegestaan zijn PDF, Word (docx), OpenDocument (odt), PNG en JPEG."
        ]
    }


def test_a_name_that_lies_about_the_content_is_refused():
    form = upload("verslag.exe", PDF_BYTES)
    assert "De inhoud is pdf." in form.errors["document"][0]


def test_the_size_is_limited(settings):
    settings.DOCUMENT_MAX_BYTES = 10 * 1024 * 1024
    just = b"%PDF-" + b"0" * (settings.DOCUMENT_MAX_BYTES - 10) + b"%%EOF"
    assert len(just) == settings.DOCUMENT_MAX_BYTES
    assert upload("groot.pdf", just).is_valid()
    form = upload("groot.pdf", just + b"\n" * 300_000)
    assert form.errors["document"] == [
        "Dit bestand is te groot (10,3 MB). Kies een bestand van hoogstens 10 MB."
    ]


def test_an_empty_or_missing_file_gets_its_own_sentence():
    assert upload("leeg.pdf", b"").errors["document"] == ["Dit bestand is leeg. Kies een ander bestand."]
    assert Upload({}, {}).errors["document"] == ["Kies een bestand: Bijlage"]
    assert "Maak de naam korter" in upload("x" * 200 + ".pdf", PDF_BYTES).errors["document"][0]


def test_the_field_says_before_the_choice_what_is_allowed():
    drawn = str(Upload())
    assert "Hoogstens 10 MB." in drawn
    assert 'accept=".pdf,.png,.jpg,.jpeg,.docx,.odt"' in drawn
