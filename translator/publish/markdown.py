"""Articles in Markdown (CommonMark, tables as in GitHub's), each a text of its own: both languages, or English only.

What looks like markup, a formula or HTML in the text stays text: it enters a page through `_inline` and nowhere else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from translator.model import Document, Role
from translator.ooxml.writing import language_tags
from translator.publish.grid import Grid, GridCell
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
)
from translator.publish.readiness import notice
from translator.text.xml import xml_text


def bilingual_markdown(document: Document) -> dict[str, bytes]:
    """Return each article in Chinese and English, by id; the same document gives the same bytes."""
    return _texts(document, both=True)


def english_markdown(document: Document) -> dict[str, bytes]:
    """Return each article in English only, by id; the same document gives the same bytes."""
    return _texts(document, both=False)


def _texts(document: Document, *, both: bool) -> dict[str, bytes]:
    sources = {article.id: article for article in document.articles}
    return {
        article.id: _text(replace(document, articles=(sources[article.id],)), article, both=both)
        for article in (published_articles(document) if both else english_articles(document))
    }


def _text(document: Document, article: PublishedArticle, *, both: bool) -> bytes:
    draft = notice(document)
    blocks = [_front_matter(document, article, draft, both=both)]
    blocks += [f"> **{_escaped(draft)}**"] if draft else []
    for bulleted, group in groupby(article.entries, key=_is_bulleted):
        texts = filter(None, (_entry(entry, both=both) for entry in group))
        blocks.append(("\n" if bulleted else "\n\n").join(texts))
    return ("\n\n".join(filter(None, blocks)) + "\n").encode()


def _front_matter(document: Document, article: PublishedArticle, draft: str, *, both: bool) -> str:
    """Return the fields that site generators read, as YAML; a JSON string is one in YAML."""
    chinese, english = language_tags(document)
    headline = article.headline
    fields = {
        "title": plain(headline.english) if headline else "",
        "original_title": plain(headline.chinese) if headline else "",
        "lang": f"{chinese}, {english}" if both else english,
        "job": document.name,
        "article": article.id,
        "status": "draft" if draft else "reviewed",
    }
    lines = (f"{name}: {json.dumps(xml_text(value), ensure_ascii=False)}" for name, value in fields.items())
    return "\n".join(("---", *lines, "---"))


# --- paragraphs ----------------------------------------------------------------------------------

_AROUND = {Role.KICKER: "**", Role.LABEL: "**", Role.BYLINE: "*", Role.CAPTION: "*"}
"""The marks round the paragraphs that stand out."""

_HEADINGS = {Role.HEADLINE: "# ", Role.SUBHEAD: "## "}


def _is_bulleted(entry: Entry) -> bool:
    return isinstance(entry, Paragraph) and entry.role is Role.LIST_ITEM and not entry.numbered


def _entry(entry: Entry, *, both: bool) -> str:
    if isinstance(entry, Grid):
        return _table(entry, both=both)
    languages = [entry.chinese, entry.english] if both else [entry.english]
    texts = list(filter(None, (_paragraph(entry, text) for text in languages)))
    if _is_bulleted(entry) and texts:
        return "- " + "\n\n  ".join(texts)
    return "\n\n".join(texts)


def _paragraph(entry: Paragraph, text: Text) -> str:
    heading = _HEADINGS.get(entry.role)
    if heading:
        inline = _inline(text, " ")
        return heading + inline if inline else ""
    inline, around = _inline(text, "\\\n  " if _is_bulleted(entry) else "\\\n"), _AROUND.get(entry.role, "")
    return f"{around}{inline}{around}" if inline else ""


# --- text ----------------------------------------------------------------------------------------

_SIGNS = re.compile(r"([\\`*\[\]<>&$|~#]|(?<![^\W_])_|_(?![^\W_]))")
"""What is markup anywhere; an underscore inside a word is none."""

_OPENS = re.compile(r"[-+](?=[ -]|$)|=|:(?=-)|\d{1,9}(?=[.)](?: |$))")
"""Signs that make a list, a rule or a heading at the beginning of a line."""


def _inline(text: Text, line_end: str) -> str:
    """Return a text on lines that end with ``line_end``; signs at its beginning are escaped."""
    lines = "".join(map(_piece, text)).split("\n")
    return line_end.join(_opened(line.strip()) for line in lines if line.strip())


def _piece(piece: Piece) -> str:
    text = _escaped(piece.text)
    stripped = text.strip()
    return f"**{stripped}**" if piece.mark is Mark.DATELINE and stripped and "\n" not in stripped else text


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", xml_text(text).replace("\t", " "))


def _opened(line: str) -> str:
    found = _OPENS.match(line)
    if found is None:
        return line
    end = found.end()
    return f"{line[:end]}\\{line[end:]}" if found[0].isdigit() else f"\\{line}"


# --- tables --------------------------------------------------------------------------------------


def _table(grid: Grid, *, both: bool) -> str:
    """Return a table whose first row is its head, as the format wants it; a merged cell stands in its first place."""
    rows = [_row(grid, number, both=both) for number in range(1, grid.rows + 1)]
    if not grid.head_rows():
        rows.insert(0, "|" + " |" * grid.columns)
    rows.insert(1, "|" + " --- |" * grid.columns)
    return "\n".join(rows)


def _row(grid: Grid, number: int, *, both: bool) -> str:
    cells: list[str] = []
    for slot in grid.row(number):
        text = "<br>".join(_cell_texts(slot.cell, both=both)) if slot.begins else ""
        cells += [text, *[""] * (slot.cell.place.column_span - 1)]
    return f"| {' | '.join(cells)} |"


def _cell_texts(cell: GridCell, *, both: bool) -> Iterator[str]:
    for entry in paragraphs_of(cell):
        languages = [entry.chinese, entry.english] if both and not entry.same else [entry.english]
        yield from filter(None, (_inline(text, "<br>") for text in languages))
