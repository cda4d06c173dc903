"""Review tables edited as Word would: straight in the XML, so that every kind of mark-up can be made."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMES = f'xmlns:w="{W}" xmlns:w14="{W14}" xmlns:w15="{W15}" xmlns:mc="{MC}"'
COLUMNS = ("№", "中文", "English", "Status", "Notes")
LI = 'w:author="Li Wen" w:date="2026-05-13T10:00:00Z"'
ZHAO = 'w:author="Zhao Min" w:date="2026-05-14T09:00:00Z"'


def q(name: str) -> str:
    return f"{{{W}}}{name}"


def elements(xml: str) -> list[etree._Element]:
    return list(etree.fromstring(f"<x {NAMES}>{xml}</x>"))


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, mark: str = "") -> str:
    """Return a paragraph; ``mark`` is the tracked change of its mark."""
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{content}</w:p>"


def ins(text: str, who: str = LI) -> str:
    return f'<w:ins w:id="900" {who}>{r(text)}</w:ins>'


def gone(text: str, who: str = LI) -> str:
    return f'<w:del w:id="901" {who}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


class TableFile:
    """A review table; rows are found by their № as the table was written."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])
        self.rows = {self.text(row, 0): row for row in self.body.iter(q("tr")) if self.text(row, 0) != "№"}

    @staticmethod
    def text(row: etree._Element, column: int) -> str:
        first = row.findall(q("tc"))[column].find(q("p"))
        return "".join(t.text or "" for t in first.iter(q("t"))) if first is not None else ""

    def cell(self, row_id: str, column: str) -> etree._Element:
        return self.rows[row_id].findall(q("tc"))[COLUMNS.index(column)]

    def put(self, row_id: str, column: str, xml: str) -> None:
        """Replace the paragraphs of a cell (XML)."""
        cell = self.cell(row_id, column)
        for child in list(cell):
            if child.tag != q("tcPr"):
                cell.remove(child)
        cell.extend(elements(xml))

    def write(self, row_id: str, column: str, text: str) -> None:
        """Replace the text of a cell."""
        safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        self.put(row_id, column, p(r(safe)))

    def add(self, row_id: str, column: str, xml: str) -> None:
        """Put paragraphs (XML) behind those of a cell."""
        self.cell(row_id, column).extend(elements(xml))

    def remove(self, row_id: str) -> None:
        row = self.rows[row_id]
        row.getparent().remove(row)

    def double(self, row_id: str) -> etree._Element:
        """Copy a row as Word does: the bookmark stays with the first."""
        row = self.rows[row_id]
        copy = deepcopy(row)
        row.addnext(copy)
        self.strip_bookmarks(copy)
        return copy

    @staticmethod
    def strip_bookmarks(row: etree._Element) -> None:
        for tag in ("bookmarkStart", "bookmarkEnd"):
            for mark in list(row.iter(q(tag))):
                mark.getparent().remove(mark)

    def each_row(self, change: Callable[[etree._Element], None]) -> None:
        for row in self.rows.values():
            change(row)

    def drop_styles(self) -> None:
        """Remove the styles, as programs do that keep texts only."""
        del self.parts["word/styles.xml"]
        links = self.parts["word/_rels/document.xml.rels"]
        self.parts["word/_rels/document.xml.rels"] = re.sub(rb'<Relationship [^>]*"styles.xml"/>', b"", links)

    def add_comments(self, comments: str, extended: str = "") -> None:
        """Add the parts of comments (the inner XML of each)."""
        link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        more = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
        self.parts["word/comments.xml"] = f"<w:comments {NAMES}>{comments}</w:comments>".encode()
        links = f'<Relationship Id="rIdC1" Type="{link}" Target="comments.xml"/>'
        if extended:
            self.parts["word/commentsExtended.xml"] = (
                f"<w15:commentsEx {NAMES}>{extended}</w15:commentsEx>".encode()
            )
            links += f'<Relationship Id="rIdC2" Type="{more}" Target="commentsExtended.xml"/>'
        rels = self.parts["word/_rels/document.xml.rels"].decode()
        self.parts["word/_rels/document.xml.rels"] = rels.replace(
            "</Relationships>", f"{links}</Relationships>"
        ).encode()

    def save(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(self.body, xml_declaration=True, encoding="UTF-8")
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return buffer.getvalue()
