"""What a first visit costs: the compressed weight of everything the layout asks for."""

import re
from pathlib import Path, PurePosixPath

import brotli
from django.contrib.staticfiles import finders

from expertteam.frontend.staticfiles import SCRIPTS, STYLESHEETS

ICON = "frontend/icon.svg"
COMPRESSED_ALREADY = {".woff2", ".png"}
QUOTED_URL = re.compile(r"""url\(["']?([^"')]+)["']?\)""")


def assets():
    """Addresses under STATIC_URL of all that a page with the base layout may fetch."""
    sheets = list(STYLESHEETS)
    mentioned = [found for sheet in sheets if sheet.startswith("frontend/") for found in _mentioned(sheet)]
    return list(dict.fromkeys([*sheets, *SCRIPTS, ICON, *mentioned]))


def weight(path):
    """Bytes over the line of one static file, as whitenoise serves it."""
    return served_size(Path(_found(path)).read_bytes(), PurePosixPath(path).suffix)


def served_size(content, suffix=".html"):
    """Bytes over the line of some content."""
    return len(content) if suffix in COMPRESSED_ALREADY else len(brotli.compress(content))


def _found(path):
    found = finders.find(path)
    if found is None:
        raise FileNotFoundError(f"No static file {path}; run npm ci in expertteam/frontend.")
    return found


def _mentioned(sheet):
    folder = PurePosixPath(sheet).parent
    for url in QUOTED_URL.findall(Path(_found(sheet)).read_text("utf-8")):
        if not url.startswith("data:"):
            yield _normal(folder / url)


def _normal(path):
    parts = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
