"""The file of a case for the youth or the parents who asked to see it."""

import datetime

from reports.pdf import render_pdf


def render(content: dict, *, digest: str, dated: datetime.date) -> bytes:
    """A frozen inspection as tagged PDF; the same content gives the same bytes.

    ``content`` is what ``contents`` in expertteam/rights/inspection.py gives.
    """
    return render_pdf(
        "reports/documents/case_file.html",
        {"file": content, "digest": digest},
        title=f"Inzage in het dossier van casus {content['case_number']}",
        dated=dated,
    )
