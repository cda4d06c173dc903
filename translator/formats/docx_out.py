"""Own what every Word file we write has in common: package, text, tables, page, footer, properties.

The files are written part by part as WordprocessingML (ISO/IEC 29500-1) rather than through python-docx,
whose table calls cost quadratic time and whose template brings 160 styles and fonts for one script only.
Functions here give XML as `str`; text enters a page through `run` and nowhere else. Nothing here knows how a
review or a publication looks.

The same value always gives the same bytes: the zip's times are fixed and no clock is read.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from translator.formats.docx_styles import Style, W, font_table_xml, numbering_xml, style_id, styles_xml
from translator.model import Document, State

FOOTER_JOB = "Job "
"""Opens the footer of a file that names its job."""

JOB_PROPERTY = "TranslatorJob"
"""Names the custom document property with the job id; LibreOffice keeps those, but not ``dc:identifier``."""

PAGE_SHORT, PAGE_LONG = 11906, 16838
"""Sides of A4 in twentieths of a point, Word's unit of length (210 and 297 mm)."""

_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def mm(length: float) -> int:
    """Turn millimetres into twentieths of a point."""
    return round(length * 1440 / 25.4)


# --- text ----------------------------------------------------------------------------------------


def xml_text(text: str) -> str:
    """Give ``text`` as Word can hold it: every line end as LF, what XML 1.0 forbids as U+FFFD."""
    return _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def run(text: str, style: str = "", *, chinese: bool = False) -> str:
    """Give a run of ``text`` in a character style, or nothing for no text.

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
    pieces = (_piece(piece) for piece in re.split("([\t\n])", xml_text(text)) if piece)
    return f"<w:r>{properties}{''.join(pieces)}</w:r>"


def _piece(piece: str) -> str:
    if piece == "\t":
        return "<w:tab/>"
    if piece == "\n":
        return "<w:br/>"
    return f'<w:t xml:space="preserve">{escape(piece)}</w:t>'


def paragraph(style: str, runs: str = "") -> str:
    """Give a paragraph of ``runs`` in a paragraph style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>{runs}</w:p>'


# --- tables --------------------------------------------------------------------------------------


def cell(width: int, paragraphs: str, properties: str = "") -> str:
    """Give a table cell; ``properties`` is further content of ``w:tcPr``."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{paragraphs}</w:tc>'


def row(cells: str, *, header: bool = False, may_split: bool = False) -> str:
    """Give a table row that stays on one page unless it ``may_split``; a ``header`` row is repeated."""
    properties = ("" if may_split else "<w:cantSplit/>") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def table(style: str, widths: Iterable[int], rows: Iterable[str]) -> str:
    """Give a table of fixed column ``widths``, so that no program squeezes a column to fit another."""
    columns = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style_id(style)}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


# --- the file ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """Hold a file's core properties (ISO/IEC 29500-2, 11); ``languages`` are BCP 47 tags."""

    title: str
    subject: str
    identifier: str
    languages: tuple[str, ...]
    status: str
    created: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFile:
    """Hold all that one Word file is made of; ``body`` and ``table_styles`` are XML.

    ``margin`` is in millimetres, on all sides. ``footer`` is text to the left of the page numbers.
    """

    body: str
    styles: tuple[Style, ...]
    table_styles: str
    properties: Properties
    landscape: bool = False
    margin: float = 25
    footer: str = ""
    track_changes: bool = False


def text_width(*, landscape: bool, margin: float) -> int:
    """Give the width of the text on an A4 page, in twentieths of a point."""
    return (PAGE_LONG if landscape else PAGE_SHORT) - 2 * mm(margin)


def pack(file: WordFile) -> bytes:
    """Give the file's bytes: the same for the same value, on every machine with the same zlib."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(_PACKAGE_RELS),
        "docProps/core.xml": _core(file.properties),
        "docProps/app.xml": _APP,
        "docProps/custom.xml": _custom(file.properties.identifier),
        "word/document.xml": _document(file),
        "word/_rels/document.xml.rels": _relationships(_DOCUMENT_RELS),
        "word/styles.xml": styles_xml(file.styles, file.table_styles, _chinese(file.properties)),
        "word/numbering.xml": numbering_xml(),
        "word/fontTable.xml": font_table_xml(),
        "word/settings.xml": _settings(file),
        "word/footer1.xml": _footer(file.footer),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else the byte tells Windows from the rest
            archive.writestr(entry, (_HEADER + xml).encode("utf-8"))
    return buffer.getvalue()


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE_RELS = (
    (f"{_RELS}/officeDocument", "word/document.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{_RELS}/extended-properties", "docProps/app.xml"),
    (f"{_RELS}/custom-properties", "docProps/custom.xml"),
)
_DOCUMENT_RELS = (
    (f"{_RELS}/styles", "styles.xml"),
    (f"{_RELS}/numbering", "numbering.xml"),
    (f"{_RELS}/fontTable", "fontTable.xml"),
    (f"{_RELS}/settings", "settings.xml"),
    (f"{_RELS}/footer", "footer1.xml"),
)
_FOOTER_ID = f"rId{len(_DOCUMENT_RELS)}"
_CONTENT = {
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
    "/word/styles.xml": f"{_WORD_TYPE}.styles+xml",
    "/word/numbering.xml": f"{_WORD_TYPE}.numbering+xml",
    "/word/fontTable.xml": f"{_WORD_TYPE}.fontTable+xml",
    "/word/settings.xml": f"{_WORD_TYPE}.settings+xml",
    "/word/footer1.xml": f"{_WORD_TYPE}.footer+xml",
}
_APP = f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>translator</Application></Properties>'


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _CONTENT.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: Iterable[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _core(properties: Properties) -> str:
    fields = [
        ("dc:title", properties.title),
        ("dc:subject", properties.subject),
        ("dc:creator", "translator"),
        ("dc:identifier", properties.identifier),
        ("dc:language", ", ".join(properties.languages)),
        ("cp:lastModifiedBy", "translator"),
        ("cp:contentStatus", properties.status),
    ]
    texts = "".join(f"<{name}>{escape(xml_text(value))}</{name}>" for name, value in fields if value)
    stamp = f"{properties.created:%Y-%m-%dT%H:%M:%SZ}" if properties.created else ""
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
        if stamp
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{texts}{times}</cp:coreProperties>'
    )


def _custom(job: str) -> str:
    return (
        f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{JOB_PROPERTY}">'
        f"<vt:lpwstr>{escape(xml_text(job))}</vt:lpwstr></property></Properties>"
    )


def _document(file: WordFile) -> str:
    width, height = (PAGE_LONG, PAGE_SHORT) if file.landscape else (PAGE_SHORT, PAGE_LONG)
    orient = ' w:orient="landscape"' if file.landscape else ""
    sides = " ".join(f'w:{side}="{mm(file.margin)}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{_RELS}"><w:body>{file.body}<w:sectPr>'
        f'<w:footerReference w:type="default" r:id="{_FOOTER_ID}"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar {sides} w:header="{mm(8)}" w:footer="{mm(8)}" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _footer(text: str) -> str:
    page = run("Page ") + _field("PAGE") + run(" of ") + _field("NUMPAGES")
    return f'<w:ftr xmlns:w="{W}">{paragraph("footer", run(text) + run(chr(9)) + page)}</w:ftr>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} ">{run("1")}</w:fldSimple>'


def _settings(file: WordFile) -> str:
    track = "<w:trackRevisions/>" if file.track_changes else ""
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>{track}<w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="{_chinese(file.properties)}"/>'
        "</w:settings>"
    )


def _chinese(properties: Properties) -> str:
    return next((tag for tag in properties.languages if tag.startswith("zh")), "zh-CN")


# --- what a document says of itself --------------------------------------------------------------


def job_id(document: Document) -> str:
    """Give the job's id: its name and a hash of every segment's id and source.

    The same text cut the same way has the same id, whatever was translated or edited since.
    """
    digest = hashlib.sha256()
    for segment in document.segments():
        digest.update(f"{segment.id}\0{segment.source}\0".encode("utf-8", "surrogatepass"))
    return f"{document.name}-{digest.hexdigest()[:10]}"


def properties_of(document: Document, title: str, languages: tuple[str, ...]) -> Properties:
    """Give the core properties of a file made from ``document``; no clock is read.

    The time is the signature's ``created`` (ISO 8601), where there is one.
    """
    return Properties(
        title=title,
        subject=f"Translation of {document.name}",
        identifier=job_id(document),
        languages=languages,
        status=_status(document),
        created=_created(document.signature.get("created", "")),
    )


def language_tags(document: Document) -> tuple[str, str]:
    """Give the source's and the target's BCP 47 tags in the form Word knows: ``zh-CN``, ``en-US``."""
    traditional = any(mark in document.source_lang.lower() for mark in ("hant", "tw", "hk", "mo"))
    british = document.target_lang.lower() == "en-gb"
    return "zh-TW" if traditional else "zh-CN", "en-GB" if british else "en-US"


def _status(document: Document) -> str:
    lowest = min((segment.state for segment in document.segments()), key=lambda s: s.rank, default=None)
    return {State.REVIEWED: "Reviewed", State.FINAL: "Final"}.get(lowest, "Draft") if lowest else "Draft"


def _created(stamp: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment
