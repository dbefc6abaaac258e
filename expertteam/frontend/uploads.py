"""Uploads are accepted for what is in them, never for what they are called."""

import re
import zipfile
from pathlib import PurePath
from typing import ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import number_format

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"

EXTENSIONS = {
    PDF: (".pdf",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    DOCX: (".docx",),
    ODT: (".odt",),
}
ALLOWED = "Toegestaan zijn PDF, Word (docx), OpenDocument (odt), PNG en JPEG."

# A table of contents larger than this is no letter.
MAX_PARTS = 2000
MAX_MANIFEST_BYTES = 512 * 1024


def megabytes(size):
    """10 MB, 12,3 MB"""
    tenths = round(size * 10 / 1024**2)
    return f"{number_format(tenths / 10, 0 if tenths % 10 == 0 else 1)} MB"


def document_kind(file):
    """The media type of a file by its content, or None when we do not accept it."""
    file.seek(0)
    head = file.read(32)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return PDF if _has_pdf_end(file) else None
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(file)
    return None


def _has_pdf_end(file):
    file.seek(0, 2)
    file.seek(max(file.tell() - 2048, 0))
    tail = file.read()
    file.seek(0)
    return b"%%EOF" in tail


def _office_kind(file):
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if len(names) > MAX_PARTS or _has_code(names):
                return None
            return _odt(archive, names) or _docx(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return None
    finally:
        file.seek(0)


def _has_code(names):
    """Macros and embedded programs are no part of a document we keep."""
    parts = [name.lower() for name in names]
    return any(
        name.endswith("vbaproject.bin")
        or name.startswith(("basic/", "scripts/"))
        or "/embeddings/" in name
        or "/activex/" in name
        for name in parts
    )


def _odt(archive, names):
    if "mimetype" not in names or "content.xml" not in names:
        return None
    return ODT if _read(archive, "mimetype", 100).strip() == ODT.encode() else None


def _docx(archive, names):
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        return None
    manifest = _read(archive, "[Content_Types].xml", MAX_MANIFEST_BYTES)
    main = rb"wordprocessingml\.document\.main\+xml"
    return DOCX if re.search(main, manifest) and b"macroEnabled" not in manifest else None


def _read(archive, name, limit):
    """At most `limit` bytes, so that a zip bomb stays small."""
    with archive.open(name) as part:
        return part.read(limit)


class DocumentField(forms.FileField):
    """An upload of at most DOCUMENT_MAX_BYTES, accepted by content. The cleaned file has `.kind`,
    the media type we found."""

    default_error_messages: ClassVar = {
        "empty": "Dit bestand is leeg. Kies een ander bestand.",
        "too_large": "Dit bestand is te groot (%(size)s). Kies een bestand van hoogstens %(limit)s.",
        "forbidden": f"Dit soort bestand mag niet. {ALLOWED}",
        "other_name": "De naam van dit bestand past niet bij de inhoud. De inhoud is %(kind)s. "
        "Geef het bestand de goede naam of kies een ander bestand.",
        "max_length": "De naam van dit bestand is te lang. Maak de naam korter dan %(max)d tekens.",
    }

    def __init__(self, **kwargs):
        limit = megabytes(settings.DOCUMENT_MAX_BYTES)
        kwargs.setdefault("help_text", f"{ALLOWED} Hoogstens {limit}.")
        kwargs.setdefault("max_length", 150)
        kwargs.setdefault("widget", forms.FileInput)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault(
            "accept", ",".join(extension for group in EXTENSIONS.values() for extension in group)
        )

    def to_python(self, data):
        file = super().to_python(data)
        if file is None:
            return None
        if file.size > settings.DOCUMENT_MAX_BYTES:
            self._refuse(
                "too_large",
                size=megabytes(file.size),
                limit=megabytes(settings.DOCUMENT_MAX_BYTES),
            )
        kind = document_kind(file)
        if kind is None:
            self._refuse("forbidden")
        extensions = EXTENSIONS[kind]
        if PurePath(file.name).suffix.lower() not in extensions:
            self._refuse("other_name", kind=extensions[0].removeprefix("."))
        file.kind = kind
        return file

    def _refuse(self, code, **params):
        raise ValidationError(self.error_messages[code], code=code, params=params)
