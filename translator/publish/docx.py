"""Word files for publication: both languages, interleaved or side by side, and English only.

Every role has a style of its own for each language. In the bilingual files a table stands once, with both languages in
each cell. A file with drafts in it says so in its first line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from operator import itemgetter

from translator.model import Document, Layout, Role
from translator.ooxml.styles import (
    AMBER,
    BLUE,
    BULLETS,
    GREY,
    LIGHT,
    MORE_BULLETS,
    NAVY,
    SANS,
    SERIF,
    Style,
    table_style_xml,
)
from translator.ooxml.writing import (
    WordFile,
    cell,
    language_tags,
    pack,
    paragraph,
    row,
    run,
    table,
    text_width,
)
from translator.publish.docx_tables import NORMAL, SMALL, Content, Look, table_xml
from translator.publish.grid import Grid, GridCell
from translator.publish.parts import (
    HEAD_MATTER,
    Entry,
    Mark,
    Paragraph,
    PublishedArticle,
    Text,
    english_articles,
    paragraphs_of,
    published_articles,
    stands_beside,
    title,
)
from translator.publish.readiness import notice

_MARGIN = 25
"""Millimetres on all sides, where the two languages do not stand side by side."""


def bilingual_docx(document: Document, layout: Layout = Layout.INTERLEAVED) -> bytes:
    """Return the job as a Word file in Chinese and English; the same document gives the same bytes."""
    languages = language_tags(document)
    articles = list(published_articles(document))
    if layout is Layout.INTERLEAVED:
        texts = ("".join(map(_interleaved, article.entries)) for article in articles)
        return _file(document, articles, texts, _both_languages([style.name for style in _STYLES]), languages)
    margin = 20
    width = text_width(landscape=False, margin=margin)
    columns = (width // 2, width - width // 2)
    tables = ("".join(_side_by_side(article.entries, columns)) for article in articles)
    closed = chain(tables, [""])  # Word wants a paragraph after a table that ends the file; the rule is one
    stacked = [_NAMES[role] for role in HEAD_MATTER]
    return _file(document, articles, closed, _both_languages(stacked), languages, margin)


def english_docx(document: Document) -> bytes:
    """Return the job as a Word file in English only; the same document gives the same bytes."""
    articles = list(english_articles(document))
    texts = ("".join(map(_in_english, article.entries)) for article in articles)
    styles = [_in_language(style, _EN) for style in _STYLES]
    return _file(document, articles, texts, styles, language_tags(document)[1:])


def _file(
    document: Document,
    articles: Sequence[PublishedArticle],
    texts: Iterable[str],
    styles: Iterable[Style],
    languages: tuple[str, ...],
    margin: float = _MARGIN,
) -> bytes:
    return pack(
        WordFile(
            document=document,
            title=title(document, articles),
            languages=languages,
            body=_body(notice(document), texts),
            fonts=SERIF,
            size=11,
            styles=(*styles, *_COMMON),
            table_styles=_PARALLEL + _TABLES,
            margin=margin,
        )
    )


def _body(draft: str, texts: Iterable[str]) -> Iterator[str]:
    if draft:
        yield paragraph(_NOTICE, run(draft))
    for number, text in enumerate(texts):
        yield paragraph(_RULE) + text if number else text


# --- paragraphs ----------------------------------------------------------------------------------

_ZH, _EN = "zh", "en"
_RULE = "Article rule"
_NOTICE = "Draft notice"
_NAMES = {
    Role.HEADLINE: "Headline",
    Role.KICKER: "Kicker",
    Role.SUBHEAD: "Subhead",
    Role.LABEL: "Label",
    Role.BYLINE: "Byline",
    Role.DATELINE: "Body",
    Role.PARAGRAPH: "Body",
    Role.CAPTION: "Caption",
    Role.LIST_ITEM: "List item",
    Role.TABLE_CELL: f"{NORMAL.name} cell",
}
_MARKS = {Mark.DATELINE: "Dateline", Mark.UNTRANSLATED: "Untranslated"}


def _runs(text: Text) -> str:
    return "".join(
        run(piece.text, _MARKS[piece.mark] if piece.mark else "", chinese=piece.chinese) for piece in text
    )


def _style(entry: Paragraph, language: str) -> str:
    numbered = entry.role is Role.LIST_ITEM and entry.numbered
    return f"{'Numbered item' if numbered else _NAMES[entry.role]} ({language})"


# --- layouts -------------------------------------------------------------------------------------

_FLUSH_LEFT = '<w:tcMar><w:left w:w="0" w:type="dxa"/></w:tcMar>'
"""Lines the Chinese column up with the headlines above it."""

_NOTHING = paragraph("Body (en)")
"""What Word wants in a cell without text."""

_LONG = 120
"""Paragraphs of more Chinese characters than this may break over a page in a table."""


def _in_english(entry: Entry) -> str:
    if isinstance(entry, Grid):
        return _data_table(entry, text_width(landscape=False, margin=_MARGIN), _english_cell)
    return _paragraph(entry, _EN) if entry.english else ""


def _interleaved(entry: Entry) -> str:
    if isinstance(entry, Grid):
        return _data_table(entry, text_width(landscape=False, margin=_MARGIN), _bilingual_cell)
    return _paragraph(entry, _ZH) + _in_english(entry)


def _paragraph(entry: Paragraph, language: str) -> str:
    return paragraph(_style(entry, language), _runs(entry.chinese if language == _ZH else entry.english))


def _side_by_side(entries: Sequence[Entry], columns: tuple[int, int]) -> Iterator[str]:
    beside = stands_beside(entries)
    for in_table, group in groupby(zip(beside, entries, strict=True), key=itemgetter(0)):
        rows = []
        for _, entry in group:
            if isinstance(entry, Grid):
                yield _data_table(entry, sum(columns), _bilingual_cell)
                continue
            chinese, english = _paragraph(entry, _ZH), _in_english(entry)
            if in_table:
                cells = cell(columns[0], chinese, _FLUSH_LEFT) + cell(columns[1], english or _NOTHING)
                rows.append(row(cells, may_split=entry.length > _LONG))
            else:
                yield chinese + english
        if rows:
            yield table("Parallel text", columns, rows)


# --- tables of data -------------------------------------------------------------------------------

_AFTER_TABLE = "After table"
"""The paragraph after a table; without it Word would read a following table as more rows of the first."""

_HEAD_FILL = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'


def _data_table(grid: Grid, width: int, content: Content) -> str:
    return table_xml(grid, width, content, _HEAD_FILL) + paragraph(_AFTER_TABLE)


def _english_cell(found: GridCell, look: Look) -> str:
    style = look.style(found.place, _EN)
    texts = [_runs(text.english) for text in paragraphs_of(found) if text.english]
    return "".join(paragraph(style, text) for text in texts) or paragraph(style)


def _bilingual_cell(found: GridCell, look: Look) -> str:
    """Return both languages of each paragraph of a cell, once where they are the same."""
    parts = []
    for text in paragraphs_of(found):
        parts.append(paragraph(look.style(found.place, _ZH), _runs(text.chinese)))
        if text.english and not text.same:
            parts.append(paragraph(look.style(found.place, _EN), _runs(text.english)))
    return "".join(parts) or paragraph(look.style(found.place, _ZH))


# --- styles --------------------------------------------------------------------------------------

_STYLES = (
    Style(name="Kicker", fonts=SANS, size=10, color=GREY, before=4, after=1, keep_next=True),
    Style(name="Headline", based_on="heading 1", before=2, after=4),
    Style(name="Label", fonts=SANS, size=9, bold=True, color=BLUE, after=2, keep_next=True),
    Style(name="Byline", fonts=SANS, size=9, color=GREY, after=4, keep_next=True),
    Style(name="Subhead", based_on="heading 2", before=6, after=3),
    Style(name="Body", after=6),
    Style(name="Caption", fonts=SANS, size=9.5, color="404040", left=12, after=6),
    Style(name="List item", left=16, hanging=16, after=3, numbering=BULLETS),
    Style(name="Numbered item", left=16, hanging=16, after=3),
    Style(name=f"{NORMAL.name} cell", size=10, after=2),
    Style(name=f"{NORMAL.name} head", size=10, bold=True, after=2),
    Style(name=f"{SMALL.name} cell", size=8, after=1),
    Style(name=f"{SMALL.name} head", size=8, bold=True, after=1),
)
_COMMON = (
    Style(name=_NOTICE, fonts=SANS, size=9, color=AMBER, after=8, rule=AMBER),
    Style(name=_RULE, size=4, before=6, after=8, line=1, rule=LIGHT, keep_next=True),
    Style(name=_AFTER_TABLE, size=4, line=1, after=4),
    Style(name=_MARKS[Mark.DATELINE], character=True, bold=True, color=NAVY),
    Style(name=_MARKS[Mark.UNTRANSLATED], character=True, fill="FFF2CC", underline=("dotted", "8A5A00")),
)
_PARALLEL = table_style_xml(
    "Parallel text",
    f'<w:insideV w:val="single" w:sz="4" w:space="0" w:color="{LIGHT}"/>',
    (20, 110, 40, 110),
)


_GRID = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{GREY if side in ("top", "bottom") else LIGHT}"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES = table_style_xml(NORMAL.table, _GRID, (40, 85, 40, 85)) + table_style_xml(
    SMALL.table, _GRID, (30, 45, 30, 45)
)


def _both_languages(stacked: Collection[str]) -> Iterator[Style]:
    """Yield the styles of both languages; those ``stacked`` stand above each other."""
    for style in _STYLES:
        # In a table the next row would be kept on the page with this one, and so on to its end.
        close = style.name in stacked and not style.name.endswith((" cell", " head"))
        yield _in_language(style, _ZH, above=close)
        yield _in_language(style, _EN, below=close)


def _in_language(style: Style, language: str, *, above: bool = False, below: bool = False) -> Style:
    """Return a style for one language; text ``above`` or ``below`` its other language is set close to it."""
    styled = replace(
        style,
        name=f"{style.name} ({language})",
        next=f"Body ({language})" if style.based_on else f"{style.name} ({language})",
    )
    if language == _EN and style.numbering:
        styled = replace(styled, numbering=MORE_BULLETS)
    if language == _ZH and style.name == "Body":
        styled = replace(styled, indent=2, align="both", size=11)
    if above:
        return replace(styled, after=1, keep_next=True)
    return replace(styled, before=0) if below else styled
