"""The file of a case for the youth or the parents who asked to see it."""

import datetime

from reports.pdf import render_pdf

# Longer values stand by themselves; shorter ones follow each other on a line.
LINE = 60


def render(content: dict, *, digest: str, dated: datetime.date) -> bytes:
    """A frozen inspection as tagged PDF; the same content gives the same bytes.

    ``content`` is what ``contents`` in expertteam/rights/inspection.py gives.
    """
    return render_pdf(
        "reports/documents/case_file.html",
        {"file": content, "sections": _laid_out(content["sections"]), "digest": digest},
        title=f"Inzage in het dossier van casus {content['case_number']}",
        dated=dated,
    )


def _laid_out(sections: list[dict]) -> list[dict]:
    """The sections with the parts of each row apart: those for one line, and texts."""
    return [
        {"title": section["title"], "rows": [_split(row["parts"]) for row in section["rows"]]}
        for section in sections
    ]


def _split(parts: list[dict]) -> dict:
    texts = [part for part in parts if len(part["value"]) >= LINE or "\n" in part["value"]]
    return {"short": [part for part in parts if part not in texts], "long": texts}
