"""Uploads are accepted for what is in them, never for what they are called."""

import re
import unicodedata
from pathlib import PurePath
from typing import ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import number_format

from expertteam.frontend.inspection import DOCX, JPEG, ODT, PDF, PNG, Refused, document_kind

EXTENSIONS = {
    PDF: (".pdf",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    DOCX: (".docx",),
    ODT: (".odt",),
}
ALLOWED = "Toegestaan zijn PDF, Word (docx), OpenDocument (odt), PNG en JPEG."
# In front of the real extension these want to be taken for something they are not.
PROGRAMS = {
    *(".exe", ".com", ".bat", ".cmd", ".scr", ".pif", ".msi", ".lnk", ".js", ".vbs", ".hta", ".ps1", ".jar"),
    *(".html", ".htm", ".svg", ".php", ".docm"),
}


def megabytes(size):
    """10 MB, 12,3 MB"""
    tenths = round(size * 10 / 1024**2)
    return f"{number_format(tenths / 10, 0 if tenths % 10 == 0 else 1)} MB"


def plain_name(name: str) -> str:
    """The name of a file without folders, line ends and characters that turn the text around them."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    spaced = "".join(" " if character.isspace() else character for character in last)
    return "".join(character for character in spaced if character.isprintable()).strip()


class DocumentField(forms.FileField):
    """An upload of at most DOCUMENT_MAX_BYTES, accepted by content. The cleaned file has `.kind`,
    the media type we found."""

    default_error_messages: ClassVar = {
        "empty": "Dit bestand is leeg. Kies een ander bestand.",
        "too_large": "Dit bestand is te groot (%(size)s). Kies een bestand van hoogstens %(limit)s.",
        "forbidden": f"Dit soort bestand mag niet. {ALLOWED}",
        "program": "In dit bestand zit programmacode of een ander bestand. "
        "Sla het op als gewone PDF en voeg die toe.",
        "hidden": "In dit bestand zit nog iets anders verborgen. "
        "Sla het opnieuw op, of druk het af naar PDF, en voeg het nieuwe bestand toe.",
        "bomb": "Dit bestand wordt veel te groot als iemand het opent. Sla het op als PDF en voeg die toe.",
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
        try:
            file.kind = document_kind(file)
        except Refused as refusal:
            self._refuse(refusal.code)
        file.name = plain_name(file.name)
        extensions = EXTENSIONS[file.kind]
        *earlier, last = PurePath(file.name.lower()).suffixes or [""]
        if last not in extensions or PROGRAMS & set(earlier):
            self._refuse("other_name", kind=extensions[0].removeprefix("."))
        return file

    def _refuse(self, code, **params):
        raise ValidationError(self.error_messages[code], code=code, params=params)
