"""Last step of a PDF: what WeasyPrint leaves out of the tags and the metadata, and the same bytes each time."""

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


def finish(drawn: bytes) -> bytes:
    """Add header scopes and the PDF/UA mark; write with an identifier that follows from the content."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        _scope_headers(pdf.Root.StructTreeRoot, inside_head=False)
        _mark_pdfua(pdf)
        _undate_fonts(pdf)
        # The identifier of the drawn file follows from the clock; the new one only from the content.
        del pdf.trailer["/ID"]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _scope_headers(element, *, inside_head: bool) -> None:
    kind = element.get(Name.S)
    inside_head = inside_head or kind == Name.THead
    if kind == Name.TH:
        attributes = element.get(Name.A)
        attributes[Name.Scope] = Name.Column if inside_head else Name.Row
    for child in _children(element):
        _scope_headers(child, inside_head=inside_head)


def _children(element):
    kids = element.get(Name.K)
    if isinstance(kids, pikepdf.Dictionary):
        kids = [kids]
    if not isinstance(kids, (list, pikepdf.Array)):
        return
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and kid.get(Name.Type) == Name.StructElem:
            yield kid


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
