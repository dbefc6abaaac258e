"""An upload is judged by its content, and by all of its content."""

import io
import time
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expertteam.frontend.forms import DocumentField, PlainForm
from expertteam.frontend.inspection import DOCX, JPEG, ODT, PDF, PNG, PNG_END
from expertteam.frontend.uploads import plain_name

PDF_BYTES = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG_BYTES = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 30 + PNG_END
JPEG_BYTES = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 30
WORD_TYPES = f'<Override ContentType="{DOCX}.main+xml"/>'.encode()
WORD = {"[Content_Types].xml": WORD_TYPES, "word/document.xml": b"<w/>"}
OPEN_DOCUMENT = {"mimetype": ODT.encode(), "content.xml": b"<office/>"}


class Upload(PlainForm):
    document = DocumentField(label="Bijlage")


def zipped(parts, packing=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
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
        ("macro2.docx", zipped(WORD | {"[Content_Types].xml": WORD_TYPES + b"macroEnabled"})),
        ("bewegend.gif", b"GIF89a/*" + b"\x00" * 9 + b"*/=1;alert(1)"),
        ("bewegend.png", b"GIF89a/*" + b"\x00" * 9 + b"*/=1;alert(1)"),
        ("tekening.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("omhoog.docx", zipped(WORD | {"../../settings.py": b"code"})),
        ("van boven.docx", zipped(WORD | {"/etc/cron.d/job": b"code"})),
        ("van windows.docx", zipped(WORD | {"..\\start.bat": b"code"})),
        ("anders ingepakt.docx", zipped(WORD, zipfile.ZIP_BZIP2)),
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


SENTENCES = {code: DocumentField.default_error_messages[code] for code in ("program", "hidden", "bomb")}


def pdf_with(object_text, packed=True):
    """A PDF whose objects stand in a packed list, as most programs write them."""
    body = zlib.compress(object_text) if packed else object_text
    return b"%PDF-1.7\n1 0 obj <</Type /ObjStm /N 1>>\nstream\n" + body + b"\nendstream\n%%EOF\n"


def fetching(kind, target):
    return (
        f'<Relationships><Relationship Id="r1" Type="http://schemas.example/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def too_small_a_size(parts):
    """The table of contents says that a part of a megabyte has ten bytes."""
    content = zipped(parts | {"word/groot.xml": b"0" * 2**20})
    return content.replace((2**20).to_bytes(4, "little"), (10).to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("macro.docx", zipped(WORD | {"word/vbaProject.bin": b"code"})),
        ("ingesloten.docx", zipped(WORD | {"word/embeddings/oleObject1.bin": b"code"})),
        ("programma.docx", zipped(WORD | {"word/media/Start.EXE": b"MZ"})),
        ("webpagina.docx", zipped(WORD | {"word/stuk.html": b"<script>"})),
        ("script.odt", zipped(OPEN_DOCUMENT | {"Basic/Standard/Module1.xml": b"code"})),
        (
            "sjabloon.docx",
            zipped(
                WORD
                | {
                    "word/_rels/settings.xml.rels": fetching(
                        "attachedTemplate", "https://evil.example/a.dotm"
                    )
                }
            ),
        ),
        ("actie.pdf", b"%PDF-1.7 <</OpenAction <</S /JavaScript /JS (app.alert(1))>>>> %%EOF"),
        ("actie2.pdf", b"%PDF-1.7 <</S /J#61vaScript>> %%EOF"),
        ("ingepakt.pdf", pdf_with(b"<</S /JavaScript /JS (x)>>")),
        ("start.pdf", pdf_with(b"<</S /Launch /F (cmd.exe)>>")),
        ("bijlage.pdf", pdf_with(b"<</Type /EmbeddedFile>>")),
    ],
)
def test_a_document_that_does_something_is_refused_and_told_how_to_save_it(name, content):
    assert upload(name, content).errors == {"document": [SENTENCES["program"]]}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pagina.pdf", b"%PDF-1.7\n<HTML><Script>alert(1)</script></html>\n%%EOF\n"),
        ("pagina2.pdf", PDF_BYTES + b"<!DOCTYPE html><body onload=alert(1)>"),
        ("pagina3.pdf", b"%PDF-1.7\n<?php system('id') ?>%%EOF"),
        ("archief.pdf", PDF_BYTES + zipped({"programma.class": b"code"})),
        ("pagina.png", PNG_BYTES[: -len(PNG_END)] + b"<script>alert(1)</script>" + PNG_END),
        ("achteraan.png", PNG_BYTES + b"de afgesneden helft van een schermafdruk"),
        ("pagina.jpg", JPEG_BYTES + b"/*<script>alert(1)</script>*/"),
        ("archief.jpg", JPEG_BYTES + zipped({"programma.class": b"code"})),
        ("achteraan.docx", zipped(WORD).replace(b"PK\x03\x04", b"PK\x03\x04<script>PK\x03\x04", 1)),
    ],
)
def test_a_file_that_is_two_things_at_once_is_refused(name, content):
    assert upload(name, content).errors == {"document": [SENTENCES["hidden"]]}


def test_a_word_file_with_a_note_behind_it_is_refused():
    buffer = io.BytesIO(zipped(WORD))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"<script>alert(1)</script>"
    assert upload("brief.docx", buffer.getvalue()).errors == {"document": [SENTENCES["hidden"]]}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bom.docx", zipped(WORD | {f"word/{n}.xml": bytes(2**24) for n in range(7)})),
        ("bom.odt", zipped(OPEN_DOCUMENT | {f"Pictures/{n}": bytes(2**24) for n in range(7)})),
        ("bom.pdf", b"%PDF-1.7 " + pdf_with(bytes(2**24))[9:-6] * 2 + b"%%EOF"),
        ("veel lijsten.pdf", b"%PDF-1.7 " + b"/ObjStm stream\n" * 5001 + b"%%EOF"),
    ],
)
def test_a_bomb_is_refused_before_it_goes_off(name, content):
    assert len(content) < 200_000, "small on the road"
    start = time.monotonic()
    assert upload(name, content).errors == {"document": [SENTENCES["bomb"]]}
    assert time.monotonic() - start < 10


def test_a_part_that_unpacks_to_more_than_it_says_is_refused():
    assert "mag niet" in upload("liegt.docx", too_small_a_size(WORD)).errors["document"][0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "koppeling.docx",
            zipped(WORD | {"word/_rels/a.rels": fetching("hyperlink", "https://venlo.example")}),
        ),
        (
            "huisstijl.docx",
            zipped(WORD | {"word/_rels/a.rels": fetching("attachedTemplate", "file:///H:/a.dotx")}),
        ),
        ("lijsten.pdf", pdf_with(b"<</Type /Catalog /Title (JavaScript leren)>>")),
        ("anders ingepakt.pdf", pdf_with(b"not zlib at all", packed=False)),
        ("rustig.png", PNG_BYTES + b"\x00\n"),
        ("verslag 12.3.2026 mevr. A.pdf", PDF_BYTES),
    ],
)
def test_what_ordinary_programs_write_is_accepted(name, content):
    form = upload(name, content)
    assert form.is_valid(), form.errors


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\a\\plan.pdf", "plan.pdf"),
        ("plan\x00.pdf", "plan.pdf"),
        ("plan\r\nSet-Cookie: a=b.pdf", "plan  Set-Cookie: a=b.pdf"),
        ("plan \u202efdp.exe", "plan fdp.exe"),
        ("schermafdruk om 10.15\u202fuur.png", "schermafdruk om 10.15 uur.png"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("\u200bplan.pdf", "plan.pdf"),
    ],
)
def test_a_name_is_only_a_name(given, kept):
    assert plain_name(given) == kept


@pytest.mark.parametrize(
    "name",
    [
        "plan.pdf.exe",
        "plan.exe.pdf",
        "plan.html.pdf",
        "plan \u202efdp.exe",
        "plan.pdf\x00.exe",
        "plan",
        ".pdf",
    ],
)
def test_a_name_with_two_faces_is_refused(name):
    assert "past niet bij de inhoud" in upload(name, PDF_BYTES).errors["document"][0]


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
