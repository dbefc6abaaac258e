"""What a document may load while it is drawn: our own fonts, and nothing else in the world."""

import io
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from fontTools.ttLib import woff2
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from .errors import FontsMissing

FONT_SCHEME = "packaged-font:"
# Relative addresses are resolved against this, so that they reach the fetcher and are refused too.
REFUSED_BASE = "https://refused.invalid/"
FONT_FILES = frozenset(
    f"noto-sans-{subset}-wght-{style}.woff2"
    for subset in ("latin", "latin-ext")
    for style in ("normal", "italic")
)


def font_folder() -> Path:
    """Folder of the packaged fonts; PDF_FONT_DIR overrides it where node_modules is not shipped."""
    configured = getattr(settings, "PDF_FONT_DIR", None)
    if configured:
        return Path(configured)
    project = Path(__file__).resolve().parents[2]
    return project / "expertteam/frontend/node_modules/@fontsource-variable/noto-sans/files"


class PackagedResources(URLFetcher):
    """Serves the packaged fonts and data: addresses; anything else stops the rendering.

    WeasyPrint swallows the error inside an SVG and goes on without the image, so the first refusal is kept
    for the renderer to look at.
    """

    def __init__(self):
        super().__init__(allowed_protocols=["data"])
        self.refusal: FatalURLFetchingError | None = None

    def fetch(self, url, headers=None):
        if url.startswith(FONT_SCHEME):
            return self._font(url)
        if url.startswith("data:"):
            return super().fetch(url, headers)
        # Naming only the kind of address keeps case text out of logs and error pages.
        raise self._refuse(f"refused address of kind {url.split(':', 1)[0]!r}")

    def _refuse(self, reason: str) -> FatalURLFetchingError:
        refusal = FatalURLFetchingError(reason)
        self.refusal = self.refusal or refusal
        return refusal

    def _font(self, url):
        name = unquote(url.removeprefix(FONT_SCHEME))
        if name not in FONT_FILES:
            raise self._refuse("refused font: not one of the packaged fonts")
        path = font_folder() / name
        if not path.is_file():
            # Without this the letter would silently be set in whatever font the server happens to have.
            raise self._refuse("packaged font missing") from FontsMissing(
                f"{path} is missing: run `npm ci` in expertteam/frontend, or set PDF_FONT_DIR"
            )
        return URLFetcherResponse(url, _unpacked(path), {"Content-Type": "font/ttf"})


@lru_cache
def _unpacked(path: Path) -> bytes:
    """The font as WeasyPrint wants it; unpacking takes longer than drawing a letter, so once a process."""
    out = io.BytesIO()
    woff2.decompress(path, out)
    return out.getvalue()
