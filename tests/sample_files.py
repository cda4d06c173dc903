"""Input files for tests of the readers, and an independent count of the characters they hold."""

from __future__ import annotations

import base64
import html
import io
import zipfile
from collections import Counter
from xml.sax.saxutils import escape

from bs4 import BeautifulSoup
from lxml import etree

from translator.model import Page

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header": "hdr",
    "footer": "ftr",
}


def docx(body: str, **parts: str) -> bytes:
    """Pack a Word file from the XML inside its body and inside its other parts (styles, footnotes …)."""
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{_RELATION}/{kind}" Target="{kind}.xml"/>' for kind in parts
    )
    files = {
        "_rels/.rels": _relationships(
            f'<Relationship Id="r" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relationships(relations),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for kind, content in parts.items():
        files[f"word/{kind}.xml"] = f"<w:{_ROOTS[kind]} {_NAMESPACES}>{content}</w:{_ROOTS[kind]}>"
    return pack(files)


def pack(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def archive(markup: str, style: str = "") -> bytes:
    """Pack a web archive, as browsers save a page with its style sheet."""
    parts = [("html", markup), ("css", style)]
    whole = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b1\r\n\r\n"
    for kind, text in parts:
        whole += (
            f"--b1\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        )
        whole += base64.encodebytes(text.encode()).decode() + "\r\n"
    return f"{whole}--b1--\r\n".encode()


def _relationships(content: str) -> str:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{content}</Relationships>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def deleted(text: str) -> str:
    return f'<w:del w:id="1" w:author="a"><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>'


def paragraph(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def styled(text: str, style: str) -> str:
    return paragraph(run(text), properties=f'<w:pStyle w:val="{style}"/>')


def table(*rows: tuple[str, ...]) -> str:
    cells = ["".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def text_box(content: str) -> str:
    """Draw a text box as Word does: once for itself and once more for older programs."""
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
        "<wp:positionH><wp:posOffset>1234</wp:posOffset></wp:positionH><wp:docPr id='1' descr='框图'/>"
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f"{mark.format('begin')}<w:r><w:instrText>{escape(code)}</w:instrText></w:r>"
        f"{mark.format('separate')}{run(result)}{mark.format('end')}"
    )


# --- counting ------------------------------------------------------------------------------------


def count(*texts: str) -> Counter[str]:
    """Count the characters that are no white space."""
    return Counter(char for text in texts for char in text if not char.isspace())


def counted(page: Page) -> Counter[str]:
    """Count what a reader accounts for."""
    return count(*(line.text for line in page.lines), *(skipped.text for skipped in page.skipped))


def in_markdown(text: str, page: Page) -> Counter[str]:
    """Count the file's characters, and those named by references, which stand in lines in addition."""
    references = [skipped.text for skipped in page.skipped if skipped.reason == "character reference"]
    return count(text) + count(*(html.unescape(one) for text in references for one in text.split("\n")))


def in_html(markup: str) -> Counter[str]:
    soup = BeautifulSoup(markup, "lxml")
    attributes = [str(tag.get(name, "")) for tag in soup.find_all(True) for name in ("alt", "title")]
    return count(*(str(node) for node in soup.descendants if isinstance(node, str)), *attributes)


def in_docx(data: bytes) -> Counter[str]:
    """Count all text of all parts that hold text, and what stands for a character without being text."""
    total: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and not name.endswith(("styles.xml", "numbering.xml")):
                root = etree.fromstring(archive.read(name))
                total += count("".join(root.itertext()))
                total += Counter("-" * len(list(root.iter(f"{{{W}}}noBreakHyphen"))))
                total += count(*(str(text) for text in root.xpath("//@descr")))
    return total
