"""A .docx as a package of XML parts, opened safely."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from translator.errors import InputError
from translator.text.xml import safe_parser
from translator.text.zips import ZIP_FAULTS

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_LARGEST_PART = 100 * 1024 * 1024
"""Bytes of one XML part, unpacked, above which a file is refused; a book of a thousand pages has a tenth of it."""

_FAULTS = (*ZIP_FAULTS, OSError, ValueError)

_OPEN_AND_SAVE = "Open it in Word or LibreOffice, save it again as .docx, and use that file."

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",  # the strict variant of ISO/IEC 29500
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
}


class Package:
    """The XML parts of an opened .docx; every fault in them is an `InputError` that names the file."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        if data.startswith(_OLE):
            if _ENCRYPTED in data:
                hint = "Open it in Word, remove the password (File > Info > Protect), and save it."
                raise self._error("the Word file is locked with a password", hint)
            raise self._error("this is a file of the old Word format")
        if not data:
            raise self._error("the file is empty", "Check that it was saved or copied completely.")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS:
            what = "this is not a Word file, or a damaged one"
            raise self._error(what, "Get an undamaged copy of it.") from None
        self._parts = frozenset(self._archive.namelist())

    def main_part(self) -> str:
        """Return the name of the part that holds the document's body."""
        part = next(self._targets("", "officeDocument"), "word/document.xml")
        if part not in self._parts:
            raise self._error("this is a zip file but no Word file")
        return part

    def related(self, part: str, kind: str) -> Iterator[_Element]:
        """Yield the roots of the parts that ``part`` refers to as its ``kind``, each once, in file order."""
        for target in dict.fromkeys(self._targets(part, kind)):
            if target in self._parts:
                yield self.root(target)

    def root(self, part: str) -> _Element:
        """Parse a part; nothing outside the file is ever loaded."""
        from lxml import etree

        try:
            root = etree.fromstring(self._read(part), safe_parser())
        except etree.XMLSyntaxError as error:
            raise self._error(f"the Word file is damaged ({part}, line {error.lineno})") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._error(f"{part} declares a document type, which no Word file does")
        return root

    def with_root(self, part: str, root: _Element) -> bytes:
        """Return the file with another content of a part, and all others as they are."""
        from lxml import etree

        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for info in self._archive.infolist():
                archive.writestr(info, data if info.filename == part else self._read(info.filename))
        return stream.getvalue()

    def _read(self, part: str) -> bytes:
        try:
            size = self._archive.getinfo(part).file_size
            if size > _LARGEST_PART:
                raise self._error(
                    f"{part} unpacks to {size // 2**20} MiB, more than any document needs",
                    "If the file is genuine, divide it into smaller ones in Word.",
                )
            return self._archive.read(part)
        except _FAULTS:
            raise self._error(f"the Word file is damaged ({part})") from None

    def _targets(self, part: str, kind: str) -> Iterator[str]:
        """Yield the names of the parts that ``part`` (or, if empty, the package) refers to as its ``kind``."""
        folder, file = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        for relation in self.root(relations) if relations in self._parts else ():
            target = str(relation.get("Target", ""))
            wanted = str(relation.get("Type", "")).endswith(f"/{kind}")
            if wanted and relation.get("TargetMode") != "External":
                yield posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

    def _error(self, problem: str, hint: str = _OPEN_AND_SAVE) -> InputError:
        return InputError(f"{self._name}: {problem}", hint=hint)


@cache
def _kind(tag: str) -> str:
    namespace, _, local = tag.rpartition("}")
    return f"{_PREFIXES.get(namespace.removeprefix('{'), '')}:{local}"


def kind(element: _Element) -> str:
    """Return the element's name with the usual prefix, the same for the transitional and the strict variant."""
    return _kind(str(element.tag))


def child(element: _Element | None, name: str) -> _Element | None:
    """Return the first child of that kind, or None."""
    return next((inner for inner in element if kind(inner) == name), None) if element is not None else None


_WRAPPERS = frozenset(
    ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:body", "w:smartTag", "mc:AlternateContent",
     "mc:Choice")
)  # fmt: skip


def inside(element: _Element, name: str) -> Iterator[_Element]:
    """Yield the children of a kind, also those that content controls and the like are wrapped round."""
    for inner in element:
        found = kind(inner)
        if found == name:
            yield inner
        elif found in _WRAPPERS:
            yield from inside(inner, name)


def value(element: _Element | None, attribute: str = "val") -> str:
    """Return an attribute by its local name, or an empty string."""
    if element is None:
        return ""
    return next(
        (str(text) for name, text in element.items() if str(name).rpartition("}")[2] == attribute), ""
    )


def is_true(text: str) -> bool:
    """Return whether the text of an attribute says yes (ISO/IEC 29500-1, 22.9.2.7)."""
    return text in ("1", "true", "on")


def is_on(element: _Element | None) -> bool:
    """Return whether an on/off property is there and not switched off (ISO/IEC 29500-1, 17.17.4)."""
    return element is not None and value(element) not in ("0", "false", "off")


def plain_text(root: _Element) -> str:
    """Return all text in ``root``, one line a paragraph, with the descriptions of its pictures."""
    pieces = []
    for element in root.iter():
        match kind(element):
            case "w:p":
                pieces.append("\n")
            case "w:noBreakHyphen":
                pieces.append("-")
            case "wp:docPr":
                pieces.append(value(element, "descr"))
        pieces += [element.text or "", element.tail or ""]
    return "".join(pieces)
