"""The file of a case for the youth or the parents who asked to see it."""

import datetime

from reports.pdf import render_pdf

# Longer values stand by themselves below their label; shorter ones beside it.
LINE = 60
# So many rows that look alike make a table, when it has room: columns on a page, characters in a line of it.
FEWEST_LINES = 3
FEW_COLUMNS, MOST_COLUMNS = 4, 6
ROOM = 600
# A date with its time stays on one line.
NARROW = 25


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
    """The sections as the template draws them: rows that look alike as a table, others one by one."""
    return [{"title": section["title"]} | _drawn(section["rows"]) for section in sections]


def _drawn(rows: list[dict]) -> dict:
    rows = [sorted(row["parts"], key=_is_when_made) for row in rows]
    return _table(rows) or {"rows": [_split(parts) for parts in rows]}


def _is_when_made(part: dict) -> bool:
    """When a row was written comes after what it says."""
    return part["key"].endswith(".created_at")


def _table(rows: list[list[dict]]) -> dict | None:
    """Columns and lines, and apart what is the same in every line; None when it would not fit on a page."""
    lines = [{part["label"]: part["value"] for part in parts} for parts in rows]
    labels = list(dict.fromkeys(label for line in lines for label in line))
    columns = labels
    if len(labels) > FEW_COLUMNS:
        columns = [label for label in labels if len({line.get(label) for line in lines}) > 1] or labels
    if len(rows) < FEWEST_LINES or not _fits(lines, columns) or _lose_a_part(lines, rows):
        return None
    narrow = {label for label in columns if _is_narrow(lines, label, columns)}
    return {
        "columns": columns,
        "lines": [[(line.get(label, "–"), label in narrow) for label in columns] for line in lines],
        "same": [(label, lines[0][label]) for label in labels if label not in columns],
    }


def _longest(lines: list[dict], label: str) -> int:
    return max(len(line.get(label, "")) for line in lines)


def _is_narrow(lines: list[dict], label: str, columns: list[str]) -> bool:
    return len(columns) <= FEW_COLUMNS and _longest(lines, label) <= NARROW


def _fits(lines: list[dict], columns: list[str]) -> bool:
    longest = max(_longest(lines, label) for label in columns)
    return len(columns) <= MOST_COLUMNS and longest <= ROOM // len(columns)


def _lose_a_part(lines: list[dict], rows: list[list[dict]]) -> bool:
    """Whether two parts of a row have one label, so that a table would leave one out."""
    return any(len(line) < len(parts) for line, parts in zip(lines, rows, strict=True))


def _split(parts: list[dict]) -> dict:
    texts = [part for part in parts if len(part["value"]) >= LINE or "\n" in part["value"]]
    return {"short": [part for part in parts if part not in texts], "long": texts}
