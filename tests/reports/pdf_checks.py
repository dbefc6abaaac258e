"""What every PDF of this product must hold to."""

import io

import outloud
import pdfua
import pikepdf
from pdfminer.high_level import extract_text


def assert_accessible(content: bytes, folder) -> None:
    """Checked with pdfua and outloud; neither finds anything."""
    path = folder / "document.pdf"
    path.write_bytes(content)
    report = pdfua.validate(str(path))
    assert [(finding.rule_id, finding.message) for finding in report.findings] == []
    spoken = outloud.check(str(path))
    assert spoken.error is None
    assert [(finding.rule, finding.message) for finding in spoken.findings] == []


def assert_fonts_embedded(content: bytes) -> None:
    """Every font is in the file, and all of them are ours."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        descriptors = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert descriptors
        for descriptor in descriptors:
            assert "/FontFile2" in descriptor
            assert "Noto-Sans" in str(descriptor.FontName)


def text_of(content: bytes) -> str:
    return " ".join(extract_text(io.BytesIO(content)).split())
