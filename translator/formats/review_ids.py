"""Own how a review table carries its ids, and how they are found in a file that came back.

A segment's id is the text of its № cell; a bookmark in that cell names it a second time, with hashes of the
source and of the target as they were written: what a reviewer changed is known even without Track Changes.
The job's id is a custom document property and stands in the footer, there with the sheet's version.
Nothing here reads an edit.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.errors import InputError
from translator.formats.docx_out import FOOTER_JOB, JOB_PROPERTY, job_id, xml_text
from translator.formats.docx_styles import W
from translator.model import Document

if TYPE_CHECKING:
    from lxml.etree import _Element

NUMBER_HEAD = "№"
"""Heads the first column; a table that begins with it is part of the review table."""

_PLAIN_ID = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*")
_BOOKMARK = re.compile(r"seg_([A-Za-z0-9_]+?)_([0-9a-f]{8})(?:_([0-9a-f]{8}))?")
_FOOTER = re.compile(re.escape(FOOTER_JOB) + r"(.*?)(?: · sheet ([0-9a-f]{8}))?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMark:
    """Hold what a row's bookmark says; ``target_hash`` is empty where the id left no room for it."""

    id: str
    source_hash: str
    target_hash: str = ""


def source_hash(source: str) -> str:
    """Give eight hex digits that change with the source."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def comparable(text: str) -> str:
    """Give ``text`` as it looks after a way through Word: no space around it, line ends as LF."""
    return xml_text(text).strip()


def target_hash(target: str) -> str:
    """Give eight hex digits that change with what a reader sees of the target."""
    return source_hash(comparable(target))


def bookmark_name(segment_id: str, source: str, target: str) -> str:
    """Name a row's bookmark, or give nothing for an id that Word's 40 letters, digits and ``_`` cannot hold."""
    short = f"seg_{segment_id.replace('.', '_')}_{source_hash(source)}"
    if not _PLAIN_ID.fullmatch(segment_id) or len(short) > 40:
        return ""
    full = f"{short}_{target_hash(target)}"
    return full if len(full) <= 40 else short


def read_bookmark(name: str) -> RowMark | None:
    """Read a bookmark's name back, or give None for one that is not ours."""
    match = _BOOKMARK.fullmatch(name)
    if match is None:
        return None
    return RowMark(id=match[1].replace("_", "."), source_hash=match[2], target_hash=match[3] or "")


def sheet_version(document: Document) -> str:
    """Give eight hex digits that change with anything a review table shows of its job."""
    digest = hashlib.sha256()
    for block in document.blocks():
        digest.update(repr((block.id, block.flags, block.segments)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:8]


def footer_text(document: Document) -> str:
    """Give the footer's text, which outlives programs that drop document properties."""
    return f"{FOOTER_JOB}{job_id(document)} · sheet {sheet_version(document)}"


def read_footer(line: str) -> tuple[str, str]:
    """Give the job's id and the sheet's version of a footer's text, each empty where it is missing."""
    match = _FOOTER.fullmatch(line)
    return (match[1].strip(), match[2] or "") if match else ("", "")


def row_ids(data: bytes) -> list[str]:
    """Give the segment ids of a review table in the order of its rows, also after other programs saved it.

    A row whose № is empty is known by its bookmark; a row with neither gives an empty string.
    Raises `InputError` when the bytes are not a Word file.
    """
    root = _parse(_parts(data)["word/document.xml"])
    return [
        _row_id(found)
        for rows in (element.findall(_w("tr")) for element in root.iter(_w("tbl")))
        if rows and _first_line(rows[0]) == NUMBER_HEAD
        for found in rows
        if _first_line(found) != NUMBER_HEAD
    ]


def read_job_id(data: bytes) -> str:
    """Give the job id of a review table, from its property or else its footer, or an empty string.

    Raises `InputError` when the bytes are not a Word file.
    """
    parts = _parts(data)
    if "docProps/custom.xml" in parts:
        for found in _parse(parts["docProps/custom.xml"]).iter("{*}property"):
            if found.get("name") == JOB_PROPERTY:
                return _text(found)
    for name in sorted(parts):
        if name.startswith("word/footer"):
            line = "".join(_first_texts(_parse(parts[name])))
            if line.startswith(FOOTER_JOB):
                return read_footer(line)[0]
    return ""


def _first_texts(footer: _Element) -> list[str]:
    """Give the texts of a footer up to its first tab, after which the page number stands."""
    texts: list[str] = []
    for element in footer.iter(_w("t"), _w("tab")):
        if element.tag == _w("t"):
            texts.append(element.text or "")
        elif texts:
            break
    return texts


def _row_id(element: _Element) -> str:
    text = _first_line(element)
    if text:
        return text
    names = (mark.get(_w("name"), "") for mark in element.iter(_w("bookmarkStart")))
    found = next((mark for name in names if (mark := read_bookmark(name))), None)
    return found.id if found else ""


def _first_line(element: _Element) -> str:
    first = element.find(f"{_w('tc')}//{_w('p')}")
    return "" if first is None else "".join(text.text or "" for text in first.iter(_w("t"))).strip()


def _text(element: _Element) -> str:
    return "".join(str(text) for text in element.itertext())


def _parts(data: bytes) -> dict[str, bytes]:
    """Give the XML parts of a Word file that can hold ids."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {
                name: archive.read(name)
                for name in archive.namelist()
                if name in ("word/document.xml", "docProps/custom.xml") or name.startswith("word/footer")
            }
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError) as error:
        raise _not_a_table() from error
    if "word/document.xml" not in parts:
        raise _not_a_table()
    return parts


def _parse(xml: bytes) -> _Element:
    from lxml import etree

    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise _not_a_table() from error


def _not_a_table() -> InputError:
    return InputError(
        "this is not a review table in Word's format (.docx)",
        hint="Save the file as .docx in Word or LibreOffice and try again.",
    )


def _w(name: str) -> str:
    return f"{{{W}}}{name}"
