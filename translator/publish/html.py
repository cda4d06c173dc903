"""Web pages for publication, each one file that loads nothing: both languages, or English only.

A page is set for the screen, light and dark, and for A4 paper. Text enters it through `_inline` and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from translator.model import Document, Layout, Role
from translator.ooxml.writing import language_tags
from translator.publish.grid import Grid, GridCell
from translator.publish.html_style import STYLE
from translator.publish.parts import (
    Entry,
    Mark,
    Paragraph,
    Piece,
    PublishedArticle,
    Text,
    english_articles,
    paragraphs_of,
    plain,
    published_articles,
    stands_beside,
    title,
)
from translator.publish.readiness import notice
from translator.text.xml import escaped
from translator.webpages import frame


def bilingual_html(document: Document, layout: Layout = Layout.INTERLEAVED) -> bytes:
    """Return the job as a page in Chinese and English; the same document gives the same bytes."""
    chinese, english = language_tags(document)
    return _page(document, _Setting(chinese=chinese, english=english, both=True, layout=layout))


def english_html(document: Document) -> bytes:
    """Return the job as a page in English only; the same document gives the same bytes."""
    chinese, english = language_tags(document)
    return _page(document, _Setting(chinese=chinese, english=english, both=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """How a page is set; ``chinese`` and ``english`` are language tags, ``headline`` is the level of a headline."""

    chinese: str
    english: str
    both: bool
    layout: Layout = Layout.INTERLEAVED
    headline: int = 1


def _page(document: Document, setting: _Setting) -> bytes:
    articles = list(published_articles(document) if setting.both else english_articles(document))
    name, draft = title(document, articles), notice(document)
    alone = len(articles) == 1
    setting = replace(setting, headline=1 if alone else 2)
    body = [
        f'<p class="notice" role="note">{escaped(draft)}</p>\n' if draft else "",
        "" if alone else f"<header>\n<h1>{escaped(name)}</h1>\n{_contents(articles, setting)}</header>\n",
        "<main>\n",
        *(_article(article, setting) for article in articles),
        "</main>\n",
    ]
    return frame(name, "".join(body), style=STYLE, lang=setting.english)


_OPENING = 80
"""Characters of the text of an article without a headline that stand for it in the contents."""


def _contents(articles: Sequence[PublishedArticle], setting: _Setting) -> str:
    if not articles:
        return ""
    items = "".join(
        f'<li><a href="#{escaped(article.id)}">{_name(article, setting)}</a></li>\n' for article in articles
    )
    return f'<nav aria-label="Articles">\n<ol>\n{items}</ol>\n</nav>\n'


def _name(article: PublishedArticle, setting: _Setting) -> str:
    if article.headline is not None and (spans := _spans(article.headline, setting)):
        return spans
    texts = (plain(entry.english) for entry in article.entries if isinstance(entry, Paragraph))
    return escaped(next(filter(None, texts), article.id)[:_OPENING])


# --- articles ------------------------------------------------------------------------------------

_HEAD = (Role.KICKER, Role.HEADLINE, Role.LABEL, Role.BYLINE)


def _article(article: PublishedArticle, setting: _Setting) -> str:
    entries = list(zip(article.entries, stands_beside(article.entries), strict=True))
    head = list(takewhile(lambda pair: isinstance(pair[0], Paragraph) and pair[0].role in _HEAD, entries))
    above = "".join(_grouped(head, setting))
    header = f"<header>\n{above}</header>\n" if above else ""
    body = "".join(_grouped(entries[len(head) :], setting))
    return f'<article id="{escaped(article.id)}">\n{header}{body}</article>\n'


def _grouped(entries: Sequence[tuple[Entry, bool]], setting: _Setting) -> Iterator[str]:
    """Yield the entries, those of a list in a list."""
    for kind, group in groupby(entries, key=lambda pair: _list_of(pair[0])):
        texts = "".join(_entry(entry, setting, beside=beside) for entry, beside in group)
        yield f"<ul{kind}>\n{texts}</ul>\n" if kind is not None and texts else texts


def _list_of(entry: Entry) -> str | None:
    """Return the attributes of the list that an entry is in, None where it is in none."""
    if isinstance(entry, Grid) or entry.role is not Role.LIST_ITEM:
        return None
    return ' class="numbered"' if entry.numbered else ""


def _entry(entry: Entry, setting: _Setting, *, beside: bool) -> str:
    if isinstance(entry, Grid):
        return _table(entry, setting)
    columns = beside and setting.layout is Layout.SIDE_BY_SIDE
    if entry.role in (Role.HEADLINE, Role.SUBHEAD):
        level = setting.headline + (entry.role is Role.SUBHEAD)
        spans = _spans(entry, setting)
        attributes = ' class="beside"' if columns else ""
        return f"<h{level}{attributes}>{spans}</h{level}>\n" if spans else ""
    if not setting.both:
        return _in_english(entry, setting)
    pair = ("pair", "beside") if columns else ("pair",)
    texts = "".join(f'<p lang="{tag}">{text}</p>' for tag, text in _languages(entry, setting))
    return _element(entry.role, "div", pair, texts)


def _in_english(entry: Paragraph, setting: _Setting) -> str:
    return _element(entry.role, "p", (), _inline(entry.english, setting)) if entry.english else ""


_TAGS = {Role.LIST_ITEM: "li", Role.CAPTION: "figcaption"}
_NAMED = (Role.KICKER, Role.LABEL, Role.BYLINE)


def _element(role: Role, ordinary: str, classes: Sequence[str], content: str) -> str:
    """Return the element of a paragraph; ``ordinary`` is its name where the role has none of its own."""
    tag = _TAGS.get(role, ordinary)
    names = " ".join((*((role.value,) if role in _NAMED else ()), *classes))
    attributes = f' class="{names}"' if names else ""
    element = f"<{tag}{attributes}>{content}</{tag}>"
    return f"<figure>{element}</figure>\n" if role is Role.CAPTION else f"{element}\n"


# --- text ----------------------------------------------------------------------------------------


def _spans(entry: Paragraph, setting: _Setting) -> str:
    """Return the languages of a heading, which is one element in the outline of the page."""
    texts = _languages(entry, setting)
    if not setting.both:
        return "".join(text for _, text in texts)
    return " ".join(f'<span lang="{tag}">{text}</span>' for tag, text in texts)


def _languages(entry: Paragraph, setting: _Setting) -> list[tuple[str, str]]:
    """Return the tag and the text of each language that the page shows."""
    texts = [(setting.chinese, entry.chinese)] if setting.both else []
    texts.append((setting.english, entry.english))
    return [(tag, _inline(text, setting)) for tag, text in texts if text]


def _inline(text: Text, setting: _Setting) -> str:
    return "".join(_piece(piece, setting) for piece in text)


def _piece(piece: Piece, setting: _Setting) -> str:
    text = escaped(piece.text).replace("\n", "<br>")
    if piece.mark is Mark.DATELINE:
        return f'<span class="dateline">{text}</span>'
    return f'<mark lang="{setting.chinese}">{text}</mark>' if piece.mark is Mark.UNTRANSLATED else text


# --- tables --------------------------------------------------------------------------------------


def _table(grid: Grid, setting: _Setting) -> str:
    heads = grid.head_rows()
    scopes = {number: "col" if number <= heads else "row" for number in range(1, grid.rows + 1)}
    rows = [_row(grid, number, setting, scope) for number, scope in scopes.items()]
    head = f"<thead>\n{''.join(rows[:heads])}</thead>\n" if heads else ""
    return f'<div class="table">\n<table>\n{head}<tbody>\n{"".join(rows[heads:])}</tbody>\n</table>\n</div>\n'


def _row(grid: Grid, number: int, setting: _Setting, scope: str) -> str:
    cells = (_cell(slot.cell, setting, scope) for slot in grid.row(number) if slot.begins)
    return f"<tr>{''.join(cells)}</tr>\n"


def _cell(cell: GridCell, setting: _Setting, scope: str) -> str:
    place = cell.place
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("rowspan", place.row_span), ("colspan", place.column_span))
        if count > 1
    )
    tag, attributes = ("th", f' scope="{scope}"{spans}') if place.head else ("td", spans)
    return f"<{tag}{attributes}>{''.join(_cell_texts(cell, setting))}</{tag}>"


def _cell_texts(cell: GridCell, setting: _Setting) -> Iterator[str]:
    """Yield the paragraphs of a cell, both languages once where they are the same."""
    for entry in paragraphs_of(cell):
        if setting.both and not entry.same:
            yield from (f'<p lang="{tag}">{text}</p>' for tag, text in _languages(entry, setting))
        elif entry.english:
            yield f"<p>{_inline(entry.english, setting)}</p>"
