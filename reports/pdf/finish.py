"""Last step of a PDF: the tags and marks that WeasyPrint leaves out, and the same bytes each time."""

import io

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Name

# PDF/A allows a property outside its own list only when the file describes that property itself.
PDFUA_MARK = b"""
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 the file is made for</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
RDF_END = b"</rdf:RDF>"
DATA_FILE = "gegevens.json"
DATA_IS = "Alle getoonde cijfers van dit document"


def finish(drawn: bytes, data: bytes | None = None) -> bytes:
    """Add header scopes, the PDF/UA mark and the data file; the identifier follows from the content.

    ``data`` is JSON: the figures of the document, to be read by a machine.
    """
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        tree = pdf.Root.StructTreeRoot
        _scope_headers(tree, inside_head=False)
        _mark_artifacts(pdf, _tagged_content(tree))
        _mark_pdfua(pdf)
        _undate_fonts(pdf)
        if data is not None:
            _attach(pdf, data)
        # The identifier of the drawn file follows from the clock; the new one only from the content.
        del pdf.trailer["/ID"]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _attach(pdf, data: bytes) -> None:
    """PDF/A-3 wants to know what an attached file is to the document."""
    file = pikepdf.AttachedFileSpec(
        pdf,
        data,
        filename=DATA_FILE,
        description=DATA_IS,
        mime_type="application/json",
        relationship=Name.Data,
    )
    pdf.attachments[DATA_FILE] = file
    pdf.Root.AF = pikepdf.Array([file.obj])


def _scope_headers(element, *, inside_head: bool) -> None:
    kind = element.get(Name.S)
    inside_head = inside_head or kind == Name.THead
    if kind == Name.TH:
        attributes = element.get(Name.A)
        attributes[Name.Scope] = Name.Column if inside_head else Name.Row
    for child in _children(element):
        _scope_headers(child, inside_head=inside_head)


def _kids(element) -> list:
    kids = element.get(Name.K, [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _children(element):
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and kid.get(Name.Type) == Name.StructElem:
            yield kid


def _tagged_content(element) -> set[tuple]:
    """(page, number) of every piece of content that hangs in the tree."""
    found = set()
    for kid in _kids(element):
        if isinstance(kid, int):
            found.add((element.Pg.objgen, kid))
    for child in _children(element):
        found |= _tagged_content(child)
    return found


def _mark_artifacts(pdf: pikepdf.Pdf, tagged: set[tuple]) -> None:
    """Headers and footers carry tags outside the tree; a screen reader should pass over them."""
    for page in pdf.pages:
        page_key = page.obj.objgen
        instructions = [
            _artifact() if _is_loose(instruction, page_key, tagged) else instruction
            for instruction in pikepdf.parse_content_stream(page)
        ]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def _is_loose(instruction, page_key, tagged) -> bool:
    if str(instruction.operator) != "BDC" or not isinstance(instruction.operands[1], pikepdf.Dictionary):
        return False
    number = instruction.operands[1].get(Name.MCID)
    return number is not None and (page_key, number) not in tagged


def _artifact() -> pikepdf.ContentStreamInstruction:
    kind = pikepdf.Dictionary(Type=Name.Pagination)
    return pikepdf.ContentStreamInstruction([Name.Artifact, kind], pikepdf.Operator("BDC"))


def _mark_pdfua(pdf: pikepdf.Pdf) -> None:
    metadata = pdf.Root.Metadata
    xmp = metadata.read_bytes()
    if RDF_END not in xmp:
        raise ValueError("no XMP metadata to mark")
    head, tail = xmp.rsplit(RDF_END, 1)
    pdf.Root.Metadata = pdf.make_stream(
        head + PDFUA_MARK + RDF_END + tail, Type=Name.Metadata, Subtype=Name.XML
    )


def _undate_fonts(pdf: pikepdf.Pdf) -> None:
    """The subsetter stamps each font with the time of day; put back the date of the font itself."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and Name.FontFile2 in item:
            font = TTFont(io.BytesIO(item.FontFile2.read_bytes()), recalcTimestamp=False)
            font["head"].modified = font["head"].created
            out = io.BytesIO()
            font.save(out, reorderTables=None)
            item.FontFile2.write(out.getvalue())
            item.FontFile2.Length1 = len(out.getvalue())
