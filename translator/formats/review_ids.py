"""Own how a review table carries its ids, and how they are found in a file that came back.

A segment's id is the text of its № cell; a bookmark in that cell names it a second time, with a hash of the
source. The job's id is a custom document property and stands in the footer. Nothing here reads an edit.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from typing import TYPE_CHECKING

from translator.errors import InputError
from translator.formats.docx_out import FOOTER_JOB, JOB_PROPERTY
from translator.formats.docx_styles import W

if TYPE_CHECKING:
    from lxml.etree import _Element

NUMBER_HEAD = "№"
"""Heads the first column; a table that begins with it is part of the review table."""

_PLAIN_ID = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*")
_BOOKMARK = re.compile(r"seg_(\w+)_[0-9a-f]{8}")


def source_hash(source: str) -> str:
    """Give eight hex digits that change with the source."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def bookmark_name(segment_id: str, source: str) -> str:
    """Name a row's bookmark, or give nothing for an id that Word's 40 letters, digits and ``_`` cannot hold."""
    name = f"seg_{segment_id.replace('.', '_')}_{source_hash(source)}"
    return name if _PLAIN_ID.fullmatch(segment_id) and len(name) <= 40 else ""


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
                return line.removeprefix(FOOTER_JOB).strip()
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
    found = next((match for name in names if (match := _BOOKMARK.fullmatch(name))), None)
    return found[1].replace("_", ".") if found else ""


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
