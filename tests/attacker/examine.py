"""Read a published report as an enemy does: all that is written, drawn or kept must be accounted for."""

import re
from collections.abc import Iterable, Iterator, Sequence

from .document import Document, Picture, read_pdf
from .figures import Contradiction, Report, Table, named, read
from .prose import Ledger, letters, share

HIDDEN, NO_SHARE, UNSEEN = "•", "–", "niet getoond"
AMOUNT, SHARE, TOTAL = "Aantal", "Aandeel", "Totaal"
# A bar may be this many points longer or shorter than its figure says.
SLACK = 1.0


def examine(documents: Sequence[bytes], blank: bytes) -> list[str]:
    """Everything in the last PDF that the figures it shows cannot account for; the others are earlier ones.

    ``blank`` is the same report over no cases: what stands in there too tells nothing about cases.
    """
    *_, last = documents = [read_pdf(each) for each in documents]
    empty = read_pdf(blank)
    try:
        *_, report = reports = [read(each.data) for each in documents]
        nothing = read(empty.data)
        known = [*empty.blocks, *empty.unseen, *_texts(nothing.rest), *nothing.texts, nothing.name]
        ledger = Ledger(reports, known)
        return [
            *_tables(report, last, ledger),
            *(wrong for block in last.blocks for wrong in ledger.wrong(block)),
            *(wrong for text in _unseen(last) for wrong in ledger.wrong(text)),
            *(wrong for picture in last.pictures for wrong in _picture(picture, report, ledger)),
            *told_in_data(report, nothing, ledger),
            *_file(last, empty),
        ]
    except Contradiction as contradiction:
        return [str(contradiction)]


def _unseen(document: Document) -> Iterator[str]:
    """Hidden texts, but for what is said of pictures, which is read more closely."""
    said = {picture.alt for picture in document.pictures}
    return (text for text in dict.fromkeys(document.unseen) if text not in said)


def _tables(report: Report, document: Document, ledger: Ledger) -> Iterator[str]:
    left = {letters(f"{table.title} (aantal {table.unit})"): table for table in report.tables}
    for caption, rows in document.tables:
        table = left.pop(letters(caption), None)
        if table:
            yield from _table(table, rows, ledger)
        else:
            yield from _loose_table(caption, rows, report, ledger)
    yield from (f"not in the PDF: {caption}" for caption in left)


def _loose_table(caption: str, rows, report: Report, ledger: Ledger) -> Iterator[str]:
    """A table with no figures of cases, such as one of questions and answers."""
    if letters(caption) not in letters(" ".join(_texts(report.rest))):
        yield f"a table that is not in the data: {caption}"
    for text in (caption, *(" ".join(row) for row in rows)):
        yield from ledger.wrong(text)


def _table(table: Table, rows: list[list[str]], ledger: Ledger) -> Iterator[str]:
    """A table on paper against the one in the data file; a row or column that is left out must be nought."""
    (_, *heads), *body = rows
    across = {letters(label): pair for pair in table.columns for label in pair[1:]}
    down = {letters(label): pair for pair in table.rows for label in pair[1:]}
    met = set()
    for label, *texts in body:
        row = down.get(letters(label))
        if row is None and letters(label) != letters(TOTAL):
            yield from ledger.wrong(" ".join((label, *texts))) or [f"{table.title}: unknown row {label}"]
            continue
        for head, text in zip(heads, texts, strict=False):
            column = across.get(letters(head))
            name = named(table.unit, *filter(None, (row, column))) if row or column else table.total
            met.add(name)
            yield from _figure(table, name, head, text, ledger)
    for name, value in table.figures.items():
        if name not in met and value != 0:
            yield f"{table.title}: {name} is {value} and not on paper"


def _figure(table: Table, name, head: str, text: str, ledger: Ledger) -> Iterator[str]:
    value = table.figures[name]
    if head == SHARE:
        expected = HIDDEN if value is None else share(value, table.figures[table.total])
    elif head in (TOTAL, AMOUNT) or letters(head) in {letters(label) for _, label in table.columns}:
        expected = HIDDEN if value is None else str(value)
    else:
        yield from ledger.wrong(f"{name[-1]} {text}")
        return
    if text != expected:
        yield f"{table.title}: {' | '.join(name)} is {text} on paper and {expected} in the data"


def _picture(picture: Picture, report: Report, ledger: Ledger) -> Iterator[str]:
    """What is said, what is written and what is drawn must be the same figures."""
    said = re.findall(r"([^;.]+): (\d+|" + UNSEEN + r")(?=[;.]|$)", picture.alt)
    rest = picture.alt
    for label, value in said:
        rest = rest.replace(f"{label}: {value}", "")
        if not ledger.tells(label.strip(), None if value == UNSEEN else int(value)):
            yield f"said of {label.strip()}: {value}"
    yield from ledger.wrong(rest)
    values = [None if value == UNSEEN else int(value) for _, value in said]
    yield from _written(picture, said, values)
    yield from _bars(picture, values)
    yield from _order([label.strip() for label, value in said if value == UNSEEN], report)


def _written(picture: Picture, said, values) -> Iterator[str]:
    texts = [text for text, _ in picture.texts]
    labels = letters("".join(label for label, _ in said))
    symbols = [text for text in texts if text == HIDDEN or (text.isdigit() and letters(text))]
    if symbols != [HIDDEN if value is None else str(value) for value in values]:
        yield f"written in a chart: {symbols}, said: {values}"
    other = [text for text in texts if text not in symbols and letters(text) not in labels]
    if other:
        yield f"written in a chart: {other}"
    if len({place for text, place in picture.texts if text == HIDDEN}) > 1:
        yield "hidden figures stand in different places in a chart"


def _bars(picture: Picture, values) -> Iterator[str]:
    bars = sorted((box for box in picture.boxes if box.width > SLACK), key=lambda box: -box.top)
    shown = [value for value in values if value]
    if len(bars) != len(shown):
        yield f"{len(bars)} bars in a chart of {len(shown)} figures"
    elif shown:
        unit = bars[0].width / shown[0]
        for bar, value in zip(bars, shown, strict=True):
            if abs(bar.width - unit * value) > SLACK:
                yield f"a bar of {bar.width:.1f} for {value}, and of {bars[0].width:.1f} for {shown[0]}"


def _order(hidden: list[str], report: Report) -> Iterator[str]:
    """Hidden figures stand in the order of their table, which tells nothing."""
    orders = [[label for _, label in side] for table in report.tables for side in (table.rows, table.columns)]
    fitting = [order for order in orders if set(map(letters, hidden)) <= set(map(letters, order))]
    if not any([letters(each) for each in hidden] == _in_order(hidden, order) for order in fitting):
        yield f"hidden figures in an order of their own: {hidden}"


def _in_order(hidden: list[str], order: list[str]) -> list[str]:
    wanted = set(map(letters, hidden))
    return [letters(label) for label in order if letters(label) in wanted]


def told_in_data(report: Report, blank: Report, ledger: Ledger) -> Iterator[str]:
    """What a data file says beside its figures."""
    if odd := report.fields ^ blank.fields:
        yield f"fields of its own in the data: {sorted(odd)}"
    if report.scope != blank.scope or report.threshold != blank.threshold:
        yield "another scope or threshold than such a report has"
    for text in (report.name, *report.texts, *_texts(report.rest)):
        yield from ledger.wrong(text)


def _texts(data) -> Iterator[str]:
    if isinstance(data, (dict, list)):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _texts(each)
    elif data is not None:
        yield str(data)


def _file(document: Document, blank: Document) -> Iterator[str]:
    if document.metadata != blank.metadata:
        yield "metadata of its own"
    if document.attachments.keys() != blank.attachments.keys():
        yield f"attached: {sorted(document.attachments)}"


def small_in_sight(reports: Iterable[Report]) -> list[str]:
    """Figures from one up to the threshold that anybody can read; no reckoning needed."""
    found = []
    for report in reports:
        thresholds = report.thresholds()
        for name, value in report.figures().items():
            if value is not None and 0 < value < thresholds[name]:
                found.append(f"{' | '.join(name)} is {value}")
    return found
