"""What is in an uploaded file: one of the five kinds we keep, and nothing that hides in it.

The file is read, never unpacked or opened by a program: no part of it is written anywhere. What is found
here comes before the download page, which serves every file as an attachment, and before a virus scanner.
"""

import re
import zipfile
import zlib

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"

# A table of contents larger than this is no letter, and neither is what unpacks to more.
MAX_PARTS = 2000
MAX_MANIFEST_BYTES = 512 * 1024
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
# A PDF of ten megabytes has some hundreds of packed lists of objects, of some tens of kilobytes each.
MAX_LISTS = 5000
MAX_LIST_BYTES = 1024 * 1024
MAX_OBJECTS_BYTES = 20 * 1024 * 1024

PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
# A browser that guesses would take a file with this in it for a page.
WEB_PAGE = re.compile(rb"<script|<html|<!doctype html|<\?php", re.IGNORECASE)
# What makes a PDF do something when it is opened, or carries another file.
PDF_ACTION = re.compile(rb"/(?:JavaScript|Launch|RichMedia|EmbeddedFile)(?![A-Za-z0-9])")
PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
# Parts of a Word file that are fetched from elsewhere as soon as it is opened, and may bring code along.
FETCHED = re.compile(
    rb"<Relationship\b(?=[^>]*/(?:attachedTemplate|oleObject|subDocument|frame|aFChunk)[\"'])"
    rb"(?=[^>]*\bTarget=[\"'](?:https?|ftp|mhtml):)",
    re.IGNORECASE,
)
PROGRAM_PARTS = (
    "vbaproject.bin",
    *(".exe", ".dll", ".scr", ".js", ".vbs", ".hta", ".bat", ".cmd", ".ps1", ".jar", ".htm", ".html"),
)
PROGRAM_FOLDERS = ("basic/", "scripts/")


class Refused(Exception):
    """We do not keep this file; ``code`` is one of the error messages of DocumentField."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def document_kind(file) -> str:
    """The media type of a file by its content. Raises Refused: ``forbidden`` for another kind of file,
    ``program`` for code or a file inside it, ``hidden`` for two kinds at once, ``bomb`` when it unpacks to
    far more than a letter.
    """
    file.seek(0)
    content = file.read()
    file.seek(0)
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        _check_pdf(content)
        kind = PDF
    elif content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        if not content.rstrip(b"\x00\r\n ").endswith(PNG_END):
            raise Refused("hidden")
        kind = PNG
    elif content.startswith(b"\xff\xd8\xff"):
        kind = JPEG
    elif content.startswith(b"PK\x03\x04"):
        return _office_kind(file)
    else:
        raise Refused("forbidden")
    if WEB_PAGE.search(content) or zipfile.is_zipfile(file):
        raise Refused("hidden")
    file.seek(0)
    return kind


def _check_pdf(content) -> None:
    """Refuse a PDF that acts or carries files, also when it says so in a packed list of objects."""
    objects = b"".join(_object_lists(content))
    for part in (content, objects):
        if PDF_ACTION.search(PDF_ESCAPE.sub(lambda escape: bytes([int(escape[1], 16)]), part)):
            raise Refused("program")


def _object_lists(content):
    """Each packed list of objects of a PDF; one packed in another way, or encrypted, stays closed."""
    places = [found.end() for found in re.finditer(rb"/ObjStm", content)]
    left = MAX_OBJECTS_BYTES
    if len(places) > MAX_LISTS:
        raise Refused("bomb")
    for place in places:
        start = content.find(b"stream", place, place + 400)
        if start == -1:
            continue
        packed = content[start + len(b"stream") : start + MAX_LIST_BYTES].lstrip(b"\r\n")
        try:
            objects = zlib.decompressobj().decompress(packed, left + 1)
        except zlib.error:
            continue
        left -= len(objects)
        if left < 0:
            raise Refused("bomb")
        yield objects


def _office_kind(file) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            return _checked_office_kind(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, zlib.error) as error:
        raise Refused("forbidden") from error
    finally:
        file.seek(0)


def _checked_office_kind(archive) -> str:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or not all(_is_plain_part(part) for part in parts):
        raise Refused("forbidden")
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise Refused("bomb")
    names = [part.filename for part in parts]
    kind = _odt(archive, names) or _docx(archive, names)
    if kind is None:
        raise Refused("forbidden")
    if _has_code(names) or any(_fetches(archive, name) for name in names):
        raise Refused("program")
    # Both ends of an archive have room for a second file.
    if archive.comment or min(part.header_offset for part in parts):
        raise Refused("hidden")
    # Reads every part to its stated size: one that states too little fails its checksum.
    if archive.testzip() is not None:
        raise Refused("forbidden")
    return kind


def _is_plain_part(part) -> bool:
    """Packed as documents are, which keeps memory small while reading, and with a name inside the archive."""
    plain = part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    name = part.orig_filename
    return plain and not name.startswith("/") and ".." not in name.split("/") and not {"\\", "\0"} & set(name)


def _has_code(names) -> bool:
    """Macros and embedded programs are no part of a document we keep."""
    return any(
        name.endswith(PROGRAM_PARTS)
        or name.startswith(PROGRAM_FOLDERS)
        or "/embeddings/" in name
        or "/activex/" in name
        for name in map(str.lower, names)
    )


def _fetches(archive, name) -> bool:
    return name.endswith(".rels") and FETCHED.search(_read(archive, name, MAX_MANIFEST_BYTES)) is not None


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


def _read(archive, name, limit) -> bytes:
    """At most `limit` bytes, so that a zip bomb stays small."""
    with archive.open(name) as part:
        return part.read(limit)
