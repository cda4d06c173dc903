"""The common parts of all Word files we write: package, text, tables, page, footer, properties.

python-docx makes the package, the page, the footer and the properties. Text and styles are written as WordprocessingML
(ISO/IEC 29500-1): python-docx's table calls cost quadratic time, and its template has 160 styles and fonts for one
script only. Functions here return XML as `str`; text enters a page through `run` and nowhere else.

The same value always gives the same bytes: the zip's times are fixed and no clock is read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from translator.identity import job_id
from translator.model import Document, State
from translator.ooxml.styles import (
    Fonts,
    Style,
    W,
    base_styles,
    font_table_xml,
    numbering_xml,
    style_id,
    styles_xml,
)
from translator.text.scripts import is_traditional
from translator.text.xml import escaped, safe_parser, xml_text

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties
    from docx.parts.document import DocumentPart
    from docx.section import Section

JOB_PROPERTY = "TranslatorJob"
"""The custom document property with the job id; LibreOffice keeps those, but not ``dc:identifier``."""

PAGE_LABEL = "Page "
"""Opens the page number in the footer, behind the text of the footer."""

PAGE_SHORT, PAGE_LONG = 11906, 16838
"""Sides of A4 in twentieths of a point, Word's unit of length (210 and 297 mm)."""

_FIXED = {"\t": "<w:tab/>", "\n": "<w:br/>"}
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def mm(length: float) -> int:
    """Convert millimetres to twentieths of a point."""
    return round(length * 1440 / 25.4)


# --- text ----------------------------------------------------------------------------------------


def run(text: str, style: str = "", *, chinese: bool = False) -> str:
    """Return a run of ``text`` in a character style, or nothing for no text.

    ``chinese`` tells Word to take quotation marks, dashes and dots, which both scripts share, from the
    Chinese font (``w:hint``, ISO/IEC 29500-1, 17.3.2.26).
    """
    if not text:
        return ""
    properties = f'<w:rStyle w:val="{style_id(style)}"/>' if style else ""
    if chinese:
        properties += '<w:rFonts w:hint="eastAsia"/>'
    if properties:
        properties = f"<w:rPr>{properties}</w:rPr>"
    pieces = (
        _FIXED.get(piece) or f'<w:t xml:space="preserve">{escaped(piece)}</w:t>'
        for piece in re.split("([\t\n])", xml_text(text))
        if piece
    )
    return f"<w:r>{properties}{''.join(pieces)}</w:r>"


def paragraph(style: str, runs: str = "") -> str:
    """Return a paragraph of ``runs`` in a paragraph style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>{runs}</w:p>'


# --- tables --------------------------------------------------------------------------------------


def cell(width: int, paragraphs: str, properties: str = "") -> str:
    """Return a table cell; ``properties`` is further content of ``w:tcPr``."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{paragraphs}</w:tc>'


def row(cells: str, *, header: bool = False, may_split: bool = False) -> str:
    """Return a table row that stays on one page unless it ``may_split``; a ``header`` row is repeated."""
    properties = ("" if may_split else "<w:cantSplit/>") + ("<w:tblHeader/>" if header else "")
    if properties:
        properties = f"<w:trPr>{properties}</w:trPr>"
    return f"<w:tr>{properties}{cells}</w:tr>"


def table(style: str, widths: Iterable[int], rows: Iterable[str]) -> str:
    """Return a table of fixed column ``widths``, so that no program squeezes a column to fit another."""
    columns = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style_id(style)}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


# --- the file ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFile:
    """All that one Word file is made of; ``body``, in pieces of any size, and ``table_styles`` are XML.

    ``languages`` are BCP 47 tags. ``fonts`` and ``size`` are those of ordinary text, ``styles`` come on top of the
    base styles. ``margin`` is in millimetres, on all sides. ``footer`` is text to the left of the page numbers.
    """

    document: Document
    title: str
    languages: tuple[str, ...]
    body: Iterable[str]
    fonts: Fonts
    size: float
    styles: tuple[Style, ...]
    table_styles: str
    landscape: bool = False
    margin: float = 25
    footer: str = ""
    track_changes: bool = False


def text_width(*, landscape: bool, margin: float) -> int:
    """Return the width of the text on an A4 page, in twentieths of a point."""
    return (PAGE_LONG if landscape else PAGE_SHORT) - 2 * mm(margin)


def pack(file: WordFile) -> bytes:
    """Return the file's bytes: the same for the same value, on every machine with the same zlib."""
    import docx
    from lxml import etree

    package = docx.Document(io.BytesIO(_template()))
    parser = safe_parser(huge=True)

    def fill(root: Any, xml: str) -> None:  # noqa: ANN401  # an element of python-docx, which lxml does not type
        root[:] = list(etree.fromstring(xml, parser))

    width = text_width(landscape=file.landscape, margin=file.margin)
    styles = (*base_styles(file.fonts, file.size, width), *file.styles)
    fill(package.styles.element, styles_xml(styles, file.table_styles, _chinese(file)))
    fill(package.part.numbering_part.element, numbering_xml())
    fill(package.settings.element, _settings(file))
    _set_page(package.sections[0], file)
    fill(package.sections[0].footer._element, _footer(file.footer))  # it has no public name
    _set_properties(package.core_properties, file)
    _add_parts(package.part, job_id(file.document))
    buffer = io.BytesIO()
    package.save(buffer)
    return _with_body(buffer, file.body)


@cache
def _template() -> bytes:
    """Return python-docx's template without what it brings from its maker's Word: a third of the time to open."""
    import docx

    package = docx.Document()
    for element in (package.styles.element, package.part.numbering_part.element, package.settings.element):
        element[:] = []
    if package.part.package is None:
        raise AssertionError("the main part of an opened file is in a package")
    for rels in (package.part.rels, package.part.package.rels):
        for name in [name for name, link in rels.items() if link.reltype in _NOT_OURS]:
            del rels[name]
    buffer = io.BytesIO()
    package.save(buffer)
    return buffer.getvalue()


def _set_page(section: Section, file: WordFile) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    width, height = (PAGE_LONG, PAGE_SHORT) if file.landscape else (PAGE_SHORT, PAGE_LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if file.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.left_margin = section.right_margin = Twips(mm(file.margin))
    section.top_margin = section.bottom_margin = Twips(mm(file.margin))
    section.header_distance = section.footer_distance = Twips(mm(8))


def _set_properties(core: CoreProperties, file: WordFile) -> None:
    """Set the core properties (ISO/IEC 29500-2, 11)."""
    longest = 255  # characters: what the standard's consumers accept in a core property
    core.title = xml_text(file.title)[:longest]
    core.subject = xml_text(f"Translation of {file.document.name}")[:longest]
    core.identifier = xml_text(job_id(file.document))[:longest]
    core.language = ", ".join(file.languages)
    core.content_status = _status(file.document)
    core.author = core.last_modified_by = "translator"
    core.comments = core.keywords = ""
    core.revision = 1
    core.created = core.modified = _created(file.document.meta.created)


def _add_parts(main: DocumentPart, job: str) -> None:
    """Add the parts that python-docx's template has not, or not as we need them."""
    from docx.opc.constants import CONTENT_TYPE as KIND
    from docx.opc.constants import RELATIONSHIP_TYPE as LINK
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    whole = main.package
    if whole is None:
        raise AssertionError("the main part of an opened file is in a package")
    for owner, path, kind, link, xml in (
        (main, "/word/fontTable.xml", KIND.WML_FONT_TABLE, LINK.FONT_TABLE, font_table_xml()),
        (whole, "/docProps/app.xml", KIND.OFC_EXTENDED_PROPERTIES, LINK.EXTENDED_PROPERTIES, _APP),
        (whole, "/docProps/custom.xml", KIND.OFC_CUSTOM_PROPERTIES, LINK.CUSTOM_PROPERTIES, _custom(job)),
    ):
        owner.relate_to(Part(PackURI(path), kind, (_HEADER + xml).encode(), whole), link)


def _with_body(buffer: io.BytesIO, body: Iterable[str]) -> bytes:
    """Write the zip again with the text in it and with fixed times, so that equal documents are equal files.

    The text goes in as it is, before the page's properties, and piece by piece: for a long table, python-docx's tree
    takes seconds and one string takes much memory.
    """
    result = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else the byte tells Windows from the rest
            with new.open(entry, "w") as part:
                before, mark, after = old.read(name).partition(b"<w:sectPr")
                part.write(before)
                if name == "word/document.xml":
                    for piece in body:
                        part.write(piece.encode())
                part.write(mark + after)
    return result.getvalue()


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_NOT_OURS = frozenset(
    (
        *(f"{_OFFICE}/relationships/{name}"
          for name in ("customXml", "extended-properties", "fontTable", "theme", "webSettings")),
        "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
    )
)  # fmt: skip
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
_APP = f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>translator</Application></Properties>'


def _custom(job: str) -> str:
    return (
        f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{JOB_PROPERTY}">'
        f"<vt:lpwstr>{escaped(job)}</vt:lpwstr></property></Properties>"
    )


def _footer(text: str) -> str:
    number, pages = (
        f'<w:fldSimple w:instr=" {name} ">{run("1")}</w:fldSimple>' for name in ("PAGE", "NUMPAGES")
    )
    page = run(PAGE_LABEL) + number + run(" of ") + pages
    return f'<w:ftr xmlns:w="{W}">{paragraph("footer", run(text) + run(chr(9)) + page)}</w:ftr>'


def _settings(file: WordFile) -> str:
    track = "<w:trackRevisions/>" if file.track_changes else ""
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>{track}<w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="{_chinese(file)}"/>'
        "</w:settings>"
    )


def _chinese(file: WordFile) -> str:
    return next((tag for tag in file.languages if tag.startswith("zh")), "zh-CN")


# --- what a document says of itself --------------------------------------------------------------


def language_tags(document: Document) -> tuple[str, str]:
    """Return the source's and the target's BCP 47 tags in the form Word knows: ``zh-CN``, ``en-US``.

    A source language without a script is that of the text.
    """
    source = document.source_lang.lower()
    traditional = any(mark in source for mark in ("hant", "tw", "hk", "mo"))
    if source == "zh":
        traditional = is_traditional("".join(islice(_texts(document), _SAMPLE)))
    british = document.target_lang.lower() == "en-gb"
    return "zh-TW" if traditional else "zh-CN", "en-GB" if british else "en-US"


_SAMPLE = 200
"""Paragraphs from which the script is known."""


def _texts(document: Document) -> Iterator[str]:
    return (block.text for block in document.blocks() if block.translatable)


def _status(document: Document) -> str:
    lowest = min((segment.state for segment in document.segments()), key=lambda s: s.rank, default=None)
    return {State.REVIEWED: "Reviewed", State.FINAL: "Final"}.get(lowest, "Draft") if lowest else "Draft"


def _created(stamp: str) -> datetime:
    """Read an ISO 8601 time; any other text gives a fixed time, so that equal documents are equal files."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return _NO_TIME
    return moment.astimezone(UTC) if moment.tzinfo else moment
