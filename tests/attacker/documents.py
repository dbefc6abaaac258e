"""Ways in which the PDF could tell more than its figures: in its page, or in the file that was made of it."""

import io
import re
from collections.abc import Callable

import pikepdf

HIDDEN = r'<span role="img" aria-label="niet getoond">•</span>'


def _nth(pattern: str, n: int, instead: str) -> Callable[[str], str]:
    """Replace the n-th place that looks like this."""

    def change(html: str) -> str:
        found = list(re.finditer(pattern, html))[n]
        return html[: found.start()] + instead + html[found.end() :]

    return change


def _after(pattern: str, n: int, more: str) -> Callable[[str], str]:
    def change(html: str) -> str:
        found = list(re.finditer(pattern, html))[n]
        return html[: found.end()] + more + html[found.end() :]

    return change


def _longer_bar(html: str) -> str:
    """The third bar half as long again."""
    found = list(re.finditer(r'<rect [^>]*?width="([\d.]+)"', html))[2]
    return html[: found.start(1)] + f"{1.5 * float(found[1]):.1f}" + html[found.end(1) :]


def _bar_of_hidden(html: str) -> str:
    """A bar beside the symbol of a hidden figure, as high as it truly is."""
    axis = re.search(r'<rect x="([\d.]+)"', html)[1]
    place = re.search(r'<text x="[\d.]+" y="([\d.]+)" dx="0(?:[.,]0)?"[^>]*>•</text>', html)
    bar = f'<rect x="{axis}" y="{float(place[1]) - 15}" width="12" height="22" fill="#0b5c66"/>'
    return html[: place.start()] + bar + html[place.start() :]


def _symbol_moved(html: str) -> str:
    """The symbol stands where the bar would end."""
    return re.sub(r'dx="0(?:[.,]0)?"([^>]*>•</text>)', r'dx="13"\1', html, count=1)


# What goes wrong in the page before it is drawn, and what the attacker must say of it.
PAGE: list[tuple[str, Callable[[str], str], str]] = [
    ("a hidden figure shown", _nth(HIDDEN, 0, "3"), "is 3 on paper"),
    ("another hidden figure shown", _nth(HIDDEN, -1, "4"), "is 4 on paper"),
    ("a hidden figure as a range", _nth(HIDDEN, 2, "1-4"), "is 1-4 on paper"),
    ("another symbol for small", _nth(HIDDEN, 4, "*"), "is * on paper"),
    ("a percentage with a decimal", _nth(r"(?<=>)\d+%(?=\s*</td>)", 0, "28,3%"), "is 28,3% on paper"),
    ("a percentage not rounded", _nth(r"(?<=>)\d+%(?=\s*</td>)", 3, "37%"), "is 37% on paper"),
    ("hidden figures counted in a caption", _nth(r"\(aantal casussen\)</span></caption>", -1,
     "(aantal casussen, 7 verborgen)</span></caption>"), "7 verborgen"),
    ("hidden figures counted below a table", _nth("• = niet getoond", 0, "• = 6 keer"), "6 keer"),
    ("the same in words", _nth("• = niet getoond", 1, "• = vier keer niet getoond"), "vier keer"),
    ("a small number in a finding", _after(r"<ol[^>]*>", 0, "<li>Een huis sloot bij 2.</li>"), "bij 2"),
    ("a decimal in a finding", _after(r"<ol[^>]*>", 0, "<li>Ongeveer 33,3% wachtte.</li>"), "33.3%"),
    ("a number in a heading", _nth(r"Thema’s</h2>", 0, "Thema’s (van 3 gezinnen)</h2>"), "3 in “Thema’s"),
    ("a number in the footer", _after(r'data-footer="', 0, "3 verborgen, "), "3 verborgen,"),
    ("a number in white", _after(r"<main[^>]*>", 0, '<p style="color:#fff">2 kinderen</p>'), "2 kinderen"),
    ("a figure said of a hidden one", _nth(r": niet getoond(?=[;.])", 0, ": 3"), "said of"),
    ("a longer bar", _longer_bar, "a bar of"),
    ("a bar for a hidden figure", _bar_of_hidden, "bars in a chart"),
    ("a symbol where its bar would end", _symbol_moved, "different places"),
]  # fmt: skip


def _opened(change: Callable[[pikepdf.Pdf], None]) -> Callable[[bytes], bytes]:
    def changed(content: bytes) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            change(pdf)
            pdf.save(out)
        return out.getvalue()

    return changed


def _figures(pdf):
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.Figure
    ]


def _keyword(pdf):
    pdf.docinfo["/Keywords"] = "3 verborgen"


def _xmp(pdf):
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:description"] = "3 verborgen casussen"


def _alt(pdf):
    figure = _figures(pdf)[0]
    figure.Alt = str(figure.Alt) + " 3 niet getoond."


def _actual_text(pdf):
    _figures(pdf)[0].ActualText = "Beesel 3"


def _attachment(pdf):
    pdf.attachments["getuigen.json"] = pikepdf.AttachedFileSpec(pdf, b"[3]", filename="getuigen.json")


def _note(pdf):
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9])
    note.Contents = "Hier stond 3"
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))


def _outline(pdf):
    first = pdf.Root.Outlines.First
    first.Title = str(first.Title) + " (3 gezinnen)"


def _description(pdf):
    pdf.Root.AF[0].Desc = "Getoonde cijfers, 3 verborgen"


# What goes wrong in the file after it is drawn, and what the attacker must say of it.
FILE: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("a keyword in the metadata", _opened(_keyword), "metadata of its own"),
    ("a description in the metadata", _opened(_xmp), "metadata of its own"),
    ("a number in the alternative text", _opened(_alt), "3 niet getoond"),
    ("a number for screen readers only", _opened(_actual_text), "Beesel 3"),
    ("another attachment", _opened(_attachment), "attached"),
    ("a note in the margin", _opened(_note), "Hier stond 3"),
    ("a number in the outline", _opened(_outline), "3 gezinnen"),
    ("a number in the description of the data", _opened(_description), "3 verborgen"),
]
