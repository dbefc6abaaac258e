"""render_pdf: the only place that turns HTML into a PDF.

WeasyPrint and pikepdf take a second to import, so only who draws does.
"""

import datetime
import logging

from django.template.loader import render_to_string

from .errors import FontsMissing, RefusedResource

# WeasyPrint repeats addresses and text of a document in its messages; those may hold case content.
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)


def render_pdf(
    template_name: str,
    context: dict,
    *,
    title: str,
    stylesheet: str = "reports/print.css",
    dated: datetime.date | None = None,
    data: bytes | None = None,
) -> bytes:
    """Render a template as tagged PDF/A-3a with a PDF/UA mark, and ``data`` (JSON) as an attached file.

    The same arguments give the same bytes: the document carries `dated` (or no date), never the clock.
    Raises RefusedResource when the document asks for anything but the packaged fonts and data: addresses.
    """
    from weasyprint.urls import FatalURLFetchingError

    from .finish import finish

    html = render_to_string(template_name, {**context, "title": title})
    css = render_to_string(stylesheet)
    try:
        return finish(draw(html, css, title, dated), data)
    except FatalURLFetchingError as refusal:
        # A BaseException would end a worker instead of failing one job.
        if isinstance(refusal.__cause__, FontsMissing):
            raise refusal.__cause__ from None
        raise RefusedResource(str(refusal)) from None


def draw(html: str, css: str, title: str, dated: datetime.date | None) -> bytes:
    """The page as WeasyPrint draws it, before the marks that it leaves out."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from .fetcher import REFUSED_BASE, PackagedResources

    fetcher = PackagedResources()
    fonts = FontConfiguration()
    source = HTML(string=html, base_url=REFUSED_BASE, url_fetcher=fetcher)
    sheet = CSS(string=css, base_url=REFUSED_BASE, url_fetcher=fetcher, font_config=fonts)
    document = source.render(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/a-3a")
    document.metadata.title = title
    document.metadata.generator = "Expertteam Jeugd"
    document.metadata.created = document.metadata.modified = dated.isoformat() if dated else None
    drawn = document.write_pdf(pdf_variant="pdf/a-3a")
    if fetcher.refusal:
        raise fetcher.refusal
    return drawn
