"""The review table: a job laid out for its reviewer in Word, with a row for every segment.

A row is № · 中文 · English · Status · Notes. Its id is the text of the № cell; a bookmark there names it once more,
with hashes of source and target as they were written: what a reviewer changed is known even without Track Changes.
Bookmarks in the Notes name the conflicts that are shown. The job's id is a document property and stands in the footer,
there with the table's version, because some programs drop document properties.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import count, zip_longest
from xml.sax.saxutils import unescape

from translator.identity import job_id, source_hash, table_version, target_hash
from translator.model import Article, Block, Document, Flag, Role, Segment, State
from translator.ooxml.styles import (
    AMBER,
    BLUE,
    GREY,
    LIGHT,
    NAVY,
    NUMBERS,
    RED,
    SANS,
    Style,
    table_style_xml,
)
from translator.ooxml.writing import (
    WordFile,
    cell,
    language_tags,
    mm,
    pack,
    paragraph,
    row,
    run,
    table,
)
from translator.review.notes_column import (
    NAME,
    PUT_IN,
    TERM,
    WRONG,
    bookmarked,
    note_texts,
    notes_cell,
    term_spans,
    term_style,
)
from translator.review.returned import Baseline
from translator.terms.coverage import coverage
from translator.text.counting import counted

HEADER = NUMBER, SOURCE, TARGET, STATUS_HEAD, NOTES = ("№", "中文", "English", "Status", "Notes")
"""The heads of the columns; a table that begins with the first is part of the review table."""

STATUS = {
    State.INITIAL: "to do",
    State.TRANSLATED: "draft",
    State.REVIEWED: "reviewed",
    State.FINAL: "final",
}
"""The words of the Status column."""

_MARGIN = 15
_WIDTHS = tuple(mm(width) for width in (23, 86, 92, 16, 50))
_LONG = 450
"""Rows that take more room than this many English characters may break over a page, so that it has no large gap."""

_LEADING = (Role.HEADLINE, Role.KICKER, Role.SUBHEAD, Role.LABEL, Role.BYLINE, Role.DATELINE)
"""Roles whose rows stay on one page with the next row, as does the first row of a table."""


def review_docx(document: Document) -> bytes:
    """Return the review table of a job as a Word file; the same document gives the same bytes."""
    return pack(
        WordFile(
            body=_body(document),
            fonts=SANS,
            size=9.5,
            styles=_STYLES,
            table_styles=_TABLE_STYLE,
            document=document,
            title=f"Review of {document.name}",
            languages=language_tags(document),
            landscape=True,
            margin=_MARGIN,
            footer=footer_text(document),
            track_changes=True,
        )
    )


def _body(document: Document) -> Iterator[str]:
    numbers = count(1)
    articles = [article for article in document.articles if any(True for _ in article.segments())]
    yield _opening(document, len(articles))
    for number, article in enumerate(articles, start=1):
        yield _article(number, article, numbers)
    yield _furniture(document)


# --- styles --------------------------------------------------------------------------------------

_ROLE = "Review role"
_LEADING_NUMBER = "Review leading number"
_HEADING_ROLES = (Role.HEADLINE, Role.SUBHEAD)

_STYLES = (
    Style(name="Review facts", size=9, color=GREY, after=6),
    Style(name="How to review", size=9.5, left=16, hanging=16, after=2, numbering=NUMBERS),
    Style(name="Review column head", size=8.5, bold=True, color="FFFFFF", keep_next=True),
    Style(name="Review number", size=7.5, color=GREY),
    Style(name=_LEADING_NUMBER, based_on="Review number", keep_next=True),
    Style(name=_ROLE, based_on="Review number", size=7.5, color=BLUE),
    Style(name="Review Chinese", size=10, line=1.1),
    Style(name="Review Chinese heading", based_on="Review Chinese", bold=True),
    Style(name="Review English", size=10, line=1.1),
    Style(name="Review English heading", based_on="Review English", bold=True),
    Style(name="Review status", size=8.5),
    Style(name="Review note", size=8, after=2, color="262626"),
    Style(name="Kept text", size=9, color=GREY),
    Style(name=TERM, character=True, color="1F5F5B", underline=("dotted", "1F5F5B")),
    Style(name=PUT_IN, character=True, color="1F5F5B", underline=("thick", AMBER)),
    Style(name=NAME, character=True, color=BLUE, underline=("dash", BLUE)),
    Style(name=WRONG, character=True, color=RED, underline=("wave", RED)),
    Style(name="To do", character=True, bold=True, color=AMBER),
    Style(name="Note label", character=True, bold=True, color=GREY),
    Style(name="Warning label", character=True, bold=True, color=AMBER),
    Style(name="Error label", character=True, bold=True, color=RED),
    Style(name="Key word", character=True, bold=True, color=NAVY),
)


def _line(side: str, kind: str, size: int, color: str) -> str:
    return f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="0" w:color="{color}"/>'


_TABLE_STYLE = table_style_xml(
    "Review table",
    "".join(_line(side, "single", 6, "7F7F7F") for side in ("top", "left", "bottom", "right"))
    + _line("insideH", "dotted", 4, "A6A6A6")
    + _line("insideV", "single", 4, LIGHT),
    (45, 85, 55, 85),
)
_NEW_BLOCK = f"<w:tcBorders>{_line('top', 'single', 8, '7F7F7F')}</w:tcBorders>"
_SOURCE_FILL = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
_HEAD_FILL = f'<w:shd w:val="clear" w:color="auto" w:fill="{NAVY}"/>'


# --- the first page ------------------------------------------------------------------------------


_TITLE, _ARTICLE = "Review:", "article"


def _opening(document: Document, articles: int) -> str:
    return (
        paragraph("Title", run(f"{_TITLE} {document.name}"))
        + paragraph("Review facts", run(" · ".join(_facts(document, articles))))
        + "".join(paragraph("How to review", step) for step in _HOW_TO)
    )


def _facts(document: Document, articles: int) -> Iterator[str]:
    states = Counter(segment.state for segment in document.segments())
    yield counted(articles, _ARTICLE)
    yield counted(states.total(), "segment")
    yield ", ".join(f"{states[state]:,} {STATUS[state]}" for state in State if states[state])
    missing = coverage(document).missing
    if missing:
        yield f"{counted(missing, 'term')} missing"
    engine = document.meta.engine
    if engine:
        yield f"translated by {engine}"


def _step(text: str) -> str:
    """Return the runs of a text whose words between asterisks are key words."""
    return "".join(run(part, "Key word" if at % 2 else "") for at, part in enumerate(text.split("*")))


_HOW_TO = (
    _step(
        "Edit the *English* column freely. Track Changes is switched on in this file, so every edit stays visible."
    ),
    _step(
        "Write *OK* over the word in *Status* when the English of a row is right, with or without your edits; "
        "leave the other rows as they are."
    ),
    _step(
        "To leave a sentence out of the English, write *DELETE* in place of it or delete all of it. "
        "With Track Changes off, a cell that is only emptied counts as unchanged."
    ),
    _step(
        "Put questions and remarks in *Notes*, or add a Word comment to the text. "
        "A mistake in the Chinese belongs there too."
    ),
    _step("Leave *№*, the grey *中文* column and the order of the rows alone: a row is known by its №."),
    run("Marked so: ")
    + run("a glossary term", TERM)
    + run(" whose approved English is used, and ")
    + run("a glossary term", WRONG)
    + run(" whose approved English is missing; the Notes give it."),
    run("Marked so: ")
    + run("a glossary term", PUT_IN)
    + run(" that was set into a finished sentence; check the grammar around it. And ")
    + run("a name", NAME)
    + _step(
        " that a rule made and nobody has approved yet; check its spelling. In the Notes, *Forbidden* is English that "
        "the term base rules out, and *Terms to consider* are only suggestions."
    ),
)


_EARLIER = (
    "To leave a sentence out of the English, write DELETE in its cell or delete all of it. "
    "With Track Changes off, a cell that is only emptied counts as unchanged.",
    "To leave a sentence out of the English, write DELETE in its cell or strike its text through. "
    "An English cell that is only emptied counts as unchanged.",
)
"""Lines of tables that were sent out before."""

_END = "End of the review table."
_KEPT = ("Kept, not translated", "Page furniture: part of the job, left out of the published files.")

_FIXED_LINES = frozenset(
    "".join(unescape(re.sub("<[^>]*>", "", line)).split()) for line in (*_HOW_TO, *_EARLIER, _END, *_KEPT)
)
_LINE_OF_FACTS = re.compile(rf"{_TITLE}|\d[\d,]*{_ARTICLE}s?·")


def own_lines(document: Document) -> Callable[[str], bool]:
    """Return a function that returns whether a line outside the table is ours, as the job is now."""
    texts = [
        text for article in document.articles for text in (article.title, *(b.text for b in article.blocks))
    ]
    known = "\n".join("".join(text.split()) for text in (*texts, *(s.source for s in document.segments())))

    def is_own(line: str) -> bool:
        bare = "".join(line.split())
        title = re.sub(r"^\d+|…$", "", bare)
        return bare in _FIXED_LINES or bool(_LINE_OF_FACTS.match(bare)) or title in known or bare in known

    return is_own


# --- articles and rows ---------------------------------------------------------------------------


def _article(number: int, article: Article, numbers: Iterator[int]) -> str:
    """Return an article's heading and its tables, one for each part under a subhead.

    The headings stand between the tables because Word's navigation pane leaves out those inside a table; the
    headline and the subheads have their rows as well, to be reviewed like any other text.
    """
    parts = [paragraph("heading 1", run(f"{number}  {article_title(article)}", chinese=True))]
    rows: list[str] = []
    blocks = [block for block in article.blocks if block.segments]
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.role is Role.SUBHEAD:
            parts += _tables(rows)
            rows = []
            parts.append(paragraph("heading 2", run(block.text, chinese=True)))
        is_last = following is None or following.role is Role.SUBHEAD
        leads = not is_last and (not rows or block.role in _LEADING)
        rows += _rows(block, numbers, leads=leads)
    return "".join(parts + _tables(rows))


def _tables(rows: list[str]) -> list[str]:
    return [table("Review table", _WIDTHS, [_head_row(), *rows])] if rows else []


def article_title(article: Article) -> str:
    """Return the heading of an article, after its number: its title, else its first sentence, not too long."""
    text = article.title or next(article.segments()).source
    return text if len(text) <= 60 else f"{text[:59]}…"


@lru_cache(maxsize=1)
def _head_row() -> str:
    cells = (
        cell(width, paragraph("Review column head", run(name, chinese=name == SOURCE)), _HEAD_FILL)
        for width, name in zip(_WIDTHS, HEADER, strict=True)
    )
    return row("".join(cells), header=True)


def _rows(block: Block, numbers: Iterator[int], *, leads: bool) -> Iterator[str]:
    """Yield the rows of a block; the first of one that ``leads`` stays with the row after it."""
    last = len(block.segments) - 1
    for index, segment in enumerate(block.segments):
        flags = block.flags if index == last else ()
        role = "" if index or block.role is Role.PARAGRAPH else _place(block)
        heading = " heading" if block.role in _HEADING_ROLES else ""
        border = "" if index else _NEW_BLOCK
        contents = (
            (
                _number(segment, role, numbers, _LEADING_NUMBER if leads and not index else "Review number"),
                "",
            ),
            (paragraph(f"Review Chinese{heading}", _source(segment)), _SOURCE_FILL),
            (paragraph(f"Review English{heading}", _target(segment)), ""),
            (paragraph("Review status", _status(segment.state)), ""),
            (notes_cell(segment, flags, numbers), ""),
        )
        cells = (
            cell(width, xml, border + fill) for width, (xml, fill) in zip(_WIDTHS, contents, strict=True)
        )
        yield row("".join(cells), may_split=_room(segment, flags) > _LONG)


def _room(segment: Segment, flags: tuple[Flag, ...]) -> float:
    """Return how many English characters take as much room as a row; its fonts and widths say how much each does."""
    notes = sum(map(len, note_texts(segment, flags)))
    return max(len(segment.source) * 2, len(segment.target), notes * 1.5)


def _place(block: Block) -> str:
    """Return the role of a block, of a table cell where it stands: ``table 1, row 2, column 3``."""
    cell = block.cell
    if block.role is not Role.TABLE_CELL or cell is None:
        return block.role.value
    return f"table {cell.table}, row {cell.row}, column {cell.column}"


PLACE_WORDS = frozenset(("table", "row", "column"))
"""The words by which a row says where its table cell stands, besides numbers."""


def _number(segment: Segment, role: str, numbers: Iterator[int], style: str) -> str:
    name = bookmark_name(segment)
    text = run(segment.id)
    text = bookmarked(text, name, next(numbers)) if name else text
    return paragraph(style, text) + (paragraph(_ROLE, run(role)) if role else "")


def _status(state: State) -> str:
    return run(STATUS[state], "To do" if state is State.INITIAL else "")


# --- marked terms --------------------------------------------------------------------------------


def _source(segment: Segment) -> str:
    marks = [(term.start, term.end, term_style(term, segment)) for term in segment.terms]
    return _marked(segment.source, marks, chinese=True)


def _target(segment: Segment) -> str:
    found = zip(term_spans(segment), segment.terms, strict=True)
    return _marked(segment.target, [(*span, term_style(term, segment)) for span, term in found if span])


def _marked(text: str, marks: list[tuple[int, int, str]], *, chinese: bool = False) -> str:
    """Return ``text`` with its marks; of marks that overlap the first and longest counts."""
    parts: list[str] = []
    done = 0
    for start, end, style in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if done <= start < end <= len(text):
            parts += (
                run(text[done:start], chinese=chinese),
                run(text[start:end], style, chinese=chinese),
            )
            done = end
    return "".join([*parts, run(text[done:], chinese=chinese)])


# --- what the table says of itself ----------------------------------------------------------------

FOOTER_JOB = "Job "
"""Opens the footer, which names the job."""

_PLAIN_ID = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*")
_BOOKMARK = re.compile(r"seg_([A-Za-z0-9_]+?)_([0-9a-f]{8})(?:_([0-9a-f]{8}))?")
_FOOTER = re.compile(re.escape(FOOTER_JOB) + r"(.*?)(?: · sheet ([0-9a-f]{8}))?\s*")


def bookmark_name(segment: Segment) -> str:
    """Return the name of a row's bookmark, empty for an id that Word's 40 letters, digits and ``_`` cannot hold."""
    short = f"seg_{segment.id.replace('.', '_')}_{source_hash(segment.source)}"
    if not _PLAIN_ID.fullmatch(segment.id) or len(short) > 40:
        return ""
    full = f"{short}_{target_hash(segment.target)}"
    return full if len(full) <= 40 else short


def read_bookmark(name: str) -> Baseline | None:
    """Return what the bookmark of a row says, or None for one that is not ours."""
    match = _BOOKMARK.fullmatch(name)
    if match is None:
        return None
    return Baseline(id=match[1].replace("_", "."), source_hash=match[2], target_hash=match[3] or "")


def footer_text(document: Document) -> str:
    """Return the text of the footer."""
    return f"{FOOTER_JOB}{job_id(document)} · sheet {table_version(document)}"


def read_footer(line: str) -> tuple[str, str]:
    """Return the job's id and the table's version from the text of a footer, each empty where it is missing."""
    match = _FOOTER.fullmatch(line)
    return (match[1].strip(), match[2] or "") if match else ("", "")


# --- the end -------------------------------------------------------------------------------------


def _furniture(document: Document) -> str:
    kept = [block.text for block in document.blocks() if not block.segments and block.text.strip()]
    if not kept:
        return paragraph("Kept text", run(_END))
    return (
        paragraph("heading 1", run(_KEPT[0]))
        + paragraph("Review facts", run(_KEPT[1]))
        + "".join(paragraph("Kept text", run(text, chinese=True)) for text in kept)
    )
