"""Word files for publication: both languages, interleaved or side by side, and English only.

They are made of whole paragraphs and of tables; segments, ids, notes and page furniture stay in the job. Every role has
a style of its own for each language. In the bilingual files a table stands once, with both languages in each cell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby
from operator import itemgetter

from translator.model import Article, Block, Document, Layout, Role
from translator.ooxml.styles import (
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
from translator.publish.tables import NORMAL, SMALL, Content, Grid, GridCell, Look, with_grids

_MARGIN = 25
"""Millimetres on all sides, where the two languages do not stand side by side."""


def bilingual_docx(document: Document, layout: Layout = Layout.INTERLEAVED) -> bytes:
    """Return the job as a Word file in Chinese and English; the same document gives the same bytes."""
    languages = language_tags(document)
    if layout is Layout.INTERLEAVED:
        texts = ("".join(map(_interleaved, entries)) for entries in _articles(document))
        return _file(document, texts, _both_languages([style.name for style in _STYLES]), languages)
    margin = 20
    width = text_width(landscape=False, margin=margin)
    columns = (width // 2, width - width // 2)
    tables = ("".join(_side_by_side(entries, columns)) for entries in _articles(document))
    articles = chain(tables, [""])  # Word wants a paragraph after a table that ends the file; the rule is one
    stacked = [_NAMES[role] for role in _HEAD_MATTER]
    return _file(document, articles, _both_languages(stacked), languages, margin)


def english_docx(document: Document) -> bytes:
    """Return the job as a Word file in English only; the same document gives the same bytes."""
    articles = ("".join(map(_in_english, entries)) for entries in _articles(document))
    styles = [_in_language(style, _EN) for style in _STYLES]
    return _file(document, articles, styles, language_tags(document)[1:])


def _file(
    document: Document,
    articles: Iterable[str],
    styles: Iterable[Style],
    languages: tuple[str, ...],
    margin: float = _MARGIN,
) -> bytes:
    return pack(
        WordFile(
            document=document,
            title=_title(document),
            languages=languages,
            body=_with_rules_between(articles),
            fonts=SERIF,
            size=11,
            styles=(*styles, *_COMMON),
            table_styles=_PARALLEL + _TABLES,
            margin=margin,
        )
    )


def _with_rules_between(articles: Iterable[str]) -> Iterator[str]:
    for number, article in enumerate(articles):
        yield paragraph(_RULE) + article if number else article


def _title(document: Document) -> str:
    """Return the English headline of a file with one article, else the job's name."""
    articles = [article for article in document.articles if any(True for _ in article.segments())]
    headlines = [block for article in articles for block in article.blocks if block.role is Role.HEADLINE]
    targets = [segment.target.strip() for segment in headlines[0].segments] if headlines else []
    return (" ".join(targets) if len(articles) == 1 and all(targets) else "") or document.name


# --- paragraphs ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One paragraph in both languages, as runs; ``name`` is its style without the language."""

    role: Role
    name: str
    chinese: str
    english: str
    length: int

    def style(self, language: str) -> str:
        return f"{self.name} ({language})"


_ZH, _EN = "zh", "en"
_RULE = "Article rule"
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
_OWN_NUMBER = re.compile(
    r"\s*(?:[•·●■□◆—-]|[（(]?[0-9一二三四五六七八九十]{1,3}(?:[、)）]|[.．](?!\d))|第[一二三四五六七八九十]{1,3}[条项]|[①-⑳])"
)


def _articles(document: Document) -> Iterator[list[_Entry | Grid]]:
    return filter(None, (list(_entries(article)) for article in document.articles))


def _entries(article: Article) -> Iterator[_Entry | Grid]:
    """Yield an article's paragraphs and tables, a dateline run in at the head of the paragraph it opens."""
    blocks = list(with_grids(b for b in article.blocks if b.translatable and b.text.strip()))
    held: Block | None = None
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Grid):
            yield block
            continue
        opens = isinstance(following, Block) and following.role is Role.PARAGRAPH
        if block.role is Role.DATELINE and opens:
            held = block
            continue
        yield _entry(block, held)
        held = None


def _entry(block: Block, dateline: Block | None) -> _Entry:
    style = "Dateline" if block.role is Role.DATELINE else ""
    chinese, english = run(block.text, style, chinese=True), _english(block, style)
    if dateline is not None:
        chinese = run(dateline.text, "Dateline", chinese=True) + run("　", chinese=True) + chinese
        english = run(" ").join(filter(None, (_english(dateline, "Dateline"), english)))
    name = _NAMES[block.role]
    if block.role is Role.LIST_ITEM and _OWN_NUMBER.match(block.text):
        name = "Numbered item"
    return _Entry(role=block.role, name=name, chinese=chinese, english=english, length=len(block.text))


def _english(block: Block, style: str = "") -> str:
    """Return a block's targets joined by spaces; what has no target stands in Chinese, marked as such.

    Nothing stands for a segment that a person left out on purpose.
    """
    if not block.segments:
        return run(block.text, _UNTRANSLATED, chinese=True)
    runs = (
        run(segment.target.strip(), style)
        if segment.target.strip()
        else run(segment.source, _UNTRANSLATED, chinese=True)
        for segment in block.segments
        if segment.target.strip() or not segment.state.by_person
    )
    return run(" ").join(runs)


# --- layouts -------------------------------------------------------------------------------------

_HEAD_MATTER = (Role.KICKER, Role.HEADLINE, Role.LABEL)
"""Roles set over the full width when the rest stands side by side, like all that comes before the headline:
Word's navigation pane leaves out headings inside tables."""

_FLUSH_LEFT = '<w:tcMar><w:left w:w="0" w:type="dxa"/></w:tcMar>'
"""Lines the Chinese column up with the headlines above it."""

_LONG = 120
"""Paragraphs of more Chinese characters than this may break over a page in a table."""


def _in_english(entry: _Entry | Grid) -> str:
    if isinstance(entry, Grid):
        return _data_table(entry, text_width(landscape=False, margin=_MARGIN), _english_cell)
    return paragraph(entry.style(_EN), entry.english) if entry.english else ""


def _interleaved(entry: _Entry | Grid) -> str:
    if isinstance(entry, Grid):
        return _data_table(entry, text_width(landscape=False, margin=_MARGIN), _bilingual_cell)
    return paragraph(entry.style(_ZH), entry.chinese) + _in_english(entry)


def _side_by_side(entries: list[_Entry | Grid], columns: tuple[int, int]) -> Iterator[str]:
    roles = [Role.TABLE_CELL if isinstance(entry, Grid) else entry.role for entry in entries]
    headline = next((i for i, role in enumerate(roles) if role is Role.HEADLINE), -1)
    beside = [
        i > headline and role not in _HEAD_MATTER and not isinstance(entry, Grid)
        for i, (role, entry) in enumerate(zip(roles, entries, strict=True))
    ]
    for in_table, group in groupby(zip(beside, entries, strict=True), key=itemgetter(0)):
        rows = []
        for _, entry in group:
            if isinstance(entry, Grid):
                yield _data_table(entry, sum(columns), _bilingual_cell)
                continue
            chinese = paragraph(entry.style(_ZH), entry.chinese)
            english = paragraph(entry.style(_EN), entry.english)
            if in_table:
                cells = cell(columns[0], chinese, _FLUSH_LEFT) + cell(columns[1], english)
                rows.append(row(cells, may_split=entry.length > _LONG))
            else:
                yield chinese + english
        if rows:
            yield table("Parallel text", columns, rows)


# --- tables of data -------------------------------------------------------------------------------

_AFTER_TABLE = "After table"
"""The paragraph that keeps a table apart from what follows, which Word would take for one more row of it."""

_HEAD_FILL = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'


def _data_table(grid: Grid, width: int, content: Content) -> str:
    return grid.xml(width, content, _HEAD_FILL) + paragraph(_AFTER_TABLE)


def _english_cell(found: GridCell, look: Look) -> str:
    texts = [english for block in found.blocks if (english := _english(block))]
    style = look.style(found.place, _EN)
    return "".join(paragraph(style, text) for text in texts) or paragraph(style)


def _bilingual_cell(found: GridCell, look: Look) -> str:
    """Return both languages of each paragraph of a cell, once where they are the same, as most figures are."""
    parts = []
    for block in found.blocks:
        parts.append(paragraph(look.style(found.place, _ZH), run(block.text, chinese=True)))
        english = _english(block)
        if english and " ".join(segment.target.strip() for segment in block.segments) != block.text.strip():
            parts.append(paragraph(look.style(found.place, _EN), english))
    return "".join(parts) or paragraph(look.style(found.place, _ZH))


# --- styles --------------------------------------------------------------------------------------

_UNTRANSLATED = "Untranslated"
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
    Style(name=_RULE, size=4, before=6, after=8, line=1, rule=LIGHT, keep_next=True),
    Style(name=_AFTER_TABLE, size=4, line=1, after=4),
    Style(name="Dateline", character=True, bold=True, color=NAVY),
    Style(name=_UNTRANSLATED, character=True, fill="FFF2CC", underline=("dotted", "8A5A00")),
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
    """Return a style for one language, set close to its other language ``above`` or ``below`` which it stands."""
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
