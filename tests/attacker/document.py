"""A PDF as it is read, seen and heard: its tables, other text, drawings, and what hides in the file."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import pikepdf
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import apply_matrix_pt

DATA_FILE = "gegevens.json"
# Between two signs of one text there is less than this, in points.
WIDE_GAP = 15
# Where a piece of content stands: page and number; content without a number is nowhere in the structure.
Spot = tuple[int, int | None]
# What differs between any two files, and says nothing.
UNTOLD = {"/ID", "/Headers", "/CheckSum", "/FontName", "/CharSet", "/Registry", "/Ordering"}


@dataclass
class Box:
    left: float
    top: float
    width: float


@dataclass
class Picture:
    """A drawing: what is said of it, what is written in it, its filled boxes, and where each text begins."""

    alt: str
    text: str
    boxes: list[Box]
    texts: list[tuple[str, float]]


@dataclass
class Document:
    tables: list[tuple[str, list[list[str]]]] = field(default_factory=list)
    # Everything that is written outside tables and drawings.
    blocks: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    # Text in the file that nobody sees: titles, descriptions, text for screen readers.
    unseen: list[str] = field(default_factory=list)
    metadata: str = ""
    attachments: dict[str, bytes] = field(default_factory=dict)
    pages: int = 0

    @property
    def data(self) -> bytes:
        return self.attachments[DATA_FILE]


class _Listener(PDFTextDevice):
    """Keeps each sign and each filled shape with the piece of content that it belongs to."""

    def __init__(self):
        super().__init__(PDFResourceManager())
        self.page, self.spots = -1, [None]
        self.signs: dict[Spot, list[tuple[str, float, float]]] = {}
        self.shapes: dict[Spot, list[Box]] = {}

    def begin_page(self, page, ctm):
        self.page += 1
        self.spots = [None]

    def begin_tag(self, tag, props=None):
        number = props.get("MCID") if isinstance(props, dict) else None
        self.spots.append(self.spots[-1] if number is None else number)

    def end_tag(self):
        self.spots.pop()

    def render_char(self, matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate):
        x, y = apply_matrix_pt(matrix, (0, rise))
        spot = self.page, self.spots[-1]
        self.signs.setdefault(spot, []).append((font.to_unichr(cid), round(x, 1), round(y, 1)))
        return font.char_width(cid) * fontsize * scaling

    def paint_path(self, graphicstate, stroke, fill, evenodd, path):
        points = [each[n : n + 2] for each in path for n in range(1, len(each), 2)]
        if fill and points:
            x, y = zip(*(apply_matrix_pt(self.ctm, point) for point in points), strict=True)
            box = Box(min(x), max(y), max(x) - min(x))
            self.shapes.setdefault((self.page, self.spots[-1]), []).append(box)


@lru_cache(maxsize=4)
def read_pdf(content: bytes) -> Document:
    """Everything that anybody can get out of a PDF."""
    found, listener = Document(), _Listener()
    interpreter = PDFPageInterpreter(listener.rsrcmgr, listener)
    for page in PDFPage.get_pages(io.BytesIO(content)):
        interpreter.process_page(page)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _Tree(pdf, listener, found).read()
        found.pages = len(pdf.pages)
        found.metadata = pdf.Root.Metadata.read_bytes().decode() + repr(sorted(pdf.docinfo.items(), key=str))
        found.attachments = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
        found.unseen = list(_strings(pdf))
    return found


class _Tree:
    """The tagged structure, from the top down."""

    def __init__(self, pdf: pikepdf.Pdf, listener: _Listener, found: Document):
        self.listener, self.found, self.root = listener, found, pdf.Root.StructTreeRoot
        self.number = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.left = dict(listener.signs)

    def read(self) -> None:
        self._block(self.root)
        for (page, _), signs in self.left.items():
            number = f"Pagina {page + 1} van {len(self.number)}"
            self.found.blocks.append(_text(signs).removesuffix(number))

    def _block(self, element) -> None:
        kind, kids = str(element.get("/S", ""))[1:], list(_kids(element))
        if kind == "Table":
            self._table(element)
        elif kind == "Figure":
            self._picture(element)
        elif kind in ("P", "LI", "Caption", "H", "TD", "TH") or re.fullmatch(r"H\d", kind):
            self.found.blocks.append(self._words(element))
        else:
            for kid in kids:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    self._block(kid)
            if text := " ".join(_text(self._take(spot)) for spot in self._spots(element)):
                self.found.blocks.append(text)

    def _table(self, element) -> None:
        caption = " ".join(self._words(each) for each in _all(element, "/Caption"))
        rows = [
            [self._words(cell) for cell in _kids(row) if str(cell.get("/S")) in ("/TH", "/TD")]
            for row in _all(element, "/TR")
        ]
        self.found.tables.append((caption, rows))

    def _picture(self, element) -> None:
        spots = [spot for each in (element, *_below(element)) for spot in self._spots(each)]
        texts, boxes = [], []
        for spot in spots:
            boxes += self.listener.shapes.get(spot, [])
            texts += _lines(self._take(spot))
        words = " ".join(text for text, _ in texts)
        self.found.pictures.append(Picture(str(element.get("/Alt", "")), words, boxes, texts))

    def _words(self, element) -> str:
        parts = [_text(self._take(spot)) for spot in self._spots(element)]
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and str(kid.S) != "/Lbl":
                parts.append(self._words(kid))
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                self._words(kid)
        return " ".join(" ".join(parts).split())

    def _spots(self, element) -> Iterator[Spot]:
        for kid in _kids(element):
            if isinstance(kid, int):
                yield self.number[element.Pg.objgen], kid
            elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
                yield self.number[kid.get("/Pg", element.get("/Pg")).objgen], int(kid.MCID)

    def _take(self, spot: Spot) -> list:
        return self.left.pop(spot, [])


def _kids(element) -> Iterator:
    kids = element.get("/K", [])
    yield from kids if isinstance(kids, pikepdf.Array) else [kids]


def _below(element) -> Iterator:
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def _all(element, kind: str) -> Iterator:
    return (each for each in _below(element) if str(each.S) == kind)


def _lines(signs) -> list[tuple[str, float]]:
    """Texts on one height and close together, each with where it begins."""
    found: list[tuple[str, float]] = []
    last = None
    for sign, x, y in signs:
        if last is None or y != last[1] or abs(x - last[0]) > WIDE_GAP:
            found.append((sign, x))
        else:
            found[-1] = found[-1][0] + sign, found[-1][1]
        last = x, y
    return [(" ".join(text.split()), x) for text, x in found]


def _text(signs) -> str:
    return " ".join(text for text, _ in _lines(signs))


def _strings(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every text in the file that is not drawn, wherever it is kept."""
    for item in pdf.objects:
        if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            yield from _strings_in(item)


def _strings_in(item, depth: int = 0) -> Iterator[str]:
    for name, value in item.items():
        if name in UNTOLD or depth > 3:
            continue
        if isinstance(value, pikepdf.String):
            yield str(value)
        elif isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
            yield from _strings_in(value, depth + 1)
