"""The renderer is locked: it fetches nothing, embeds its fonts and gives the same bytes every time."""

import copy
import datetime
import io
import socket

import pikepdf
import pytest
import time_machine

from reports.pdf import RefusedResource, render_pdf
from reports.pdf.errors import FontsMissing
from reports.pdf.fetcher import PackagedResources
from tests.reports.pdf_checks import assert_accessible, assert_fonts_embedded, text_of

PAGES = {
    "plain.html": """{% extends "reports/base_pdf.html" %}{% block body %}<main data-footer="Onderaan">
        <h1>Kop</h1><p>Tekst met <strong>nadruk</strong> en Şahin. {{ text }}</p>
        <table><caption>Aantallen</caption><thead><tr><th scope="col">Soort</th><th scope="col">A</th>
        <th scope="col">B</th><th scope="col">C</th></tr></thead>
        <tbody><tr><th scope="row">x</th><td>1</td><td>2</td><td>3</td></tr>
        <tr><th scope="row">y</th><td>4</td><td>5</td><td>6</td></tr></tbody></table>
        <ul><li>een</li><li>twee</li></ul></main>{% endblock %}""",
    "image.html": """{% extends "reports/base_pdf.html" %}{% block body %}
        <img alt="x" src="{{ address }}">{% endblock %}""",
    "svg.html": """{% extends "reports/base_pdf.html" %}{% block body %}
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>
        <image href="{{ address }}" width="9" height="9"/></svg>{% endblock %}""",
    "style.html": """{% extends "reports/base_pdf.html" %}{% block body %}
        <style>p{background:url("{{ address }}")}</style><p>x</p>{% endblock %}""",
    "attachment.html": '{% extends "reports/base_pdf.html" %}{% block body %}<link rel="attachment" '
    'href="{{ address }}"><p>x</p>{% endblock %}',
}
DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


@pytest.fixture(autouse=True)
def own_pages(settings):
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["APP_DIRS"] = False
    templates[0]["OPTIONS"]["loaders"] = [
        ("django.template.loaders.locmem.Loader", PAGES),
        "django.template.loaders.filesystem.Loader",
    ]
    settings.TEMPLATES = templates


def plain(**context):
    return render_pdf("plain.html", context, title="Proef", dated=datetime.date(2026, 4, 9))


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/x.png",
        "https://example.org/x",
        "file:///etc/passwd",
        "/etc/passwd",
        "x.png",
        "ftp://example.org/x",
        "packaged-font:../../../settings.py",
        "//example.org/x.png",
    ],
)
@pytest.mark.parametrize("page", ["image.html", "svg.html", "style.html"])
def test_nothing_outside_the_document_is_fetched(page, address, monkeypatch):
    def no_network(*args, **kwargs):
        raise AssertionError("a connection was attempted")

    monkeypatch.setattr(socket, "create_connection", no_network)
    with pytest.raises(RefusedResource):
        render_pdf(page, {"address": address}, title="Proef")


def test_local_file_is_not_attached():
    with pytest.raises(RefusedResource):
        render_pdf("attachment.html", {"address": "file:///etc/passwd"}, title="Proef")


def test_refusal_does_not_repeat_the_address():
    with pytest.raises(RefusedResource) as refusal:
        render_pdf("image.html", {"address": "https://example.org/naam-van-jeugdige"}, title="Proef")
    assert "naam" not in str(refusal.value)


def test_image_inside_the_document_is_allowed():
    assert render_pdf("image.html", {"address": DOT}, title="Proef").startswith(b"%PDF")


def test_only_the_packaged_fonts_are_read(monkeypatch):
    asked = []
    fetch = PackagedResources.fetch
    monkeypatch.setattr(
        PackagedResources, "fetch", lambda self, url, *rest: asked.append(url) or fetch(self, url, *rest)
    )
    plain()
    assert asked and all(url.startswith("packaged-font:noto-sans-latin") for url in asked)


def test_missing_fonts_are_said_and_not_replaced(settings, tmp_path):
    settings.PDF_FONT_DIR = tmp_path
    with pytest.raises(FontsMissing, match="npm ci"):
        plain()


def test_document_passes_the_checkers_with_its_own_fonts(tmp_path):
    content = plain()
    assert_accessible(content, tmp_path)
    assert_fonts_embedded(content)


def test_same_input_gives_the_same_bytes_at_another_time():
    with time_machine.travel("2026-04-09 10:00"):
        first = plain()
    with time_machine.travel("2031-12-31 23:59"):
        second = plain()
    assert first == second
    assert plain(text="anders") != first


def test_text_of_users_stays_text():
    content = plain(text="<img src='https://example.org/x.png'><script>alert(1)</script>")
    assert "<script>alert(1)</script>" in text_of(content)


def test_title_language_scopes_and_marks_are_in_the_file():
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert pdf.docinfo["/Title"] == "Proef"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260409")
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        headers = [
            item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"
        ]
        assert [str(header.A.Scope) for header in headers] == ["/Column"] * 4 + ["/Row"] * 2


def test_footer_is_drawn_but_not_read_aloud():
    content = plain()
    assert "Onderaan" in text_of(content) and "Pagina 1 van 1" in text_of(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        marks = [
            str(part.operands[0])
            for part in pikepdf.parse_content_stream(pdf.pages[0])
            if str(part.operator) == "BDC"
        ]
    assert marks.count("/Artifact") == 2
