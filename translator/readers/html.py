"""HTML files as pages, as people save them from newspaper sites: old encodings, open tags, layout tables."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translator.model import Markup, Page
from translator.readers.encodings import decode
from translator.readers.lines import COMMENT, PageBuilder, Run, normalise_breaks

if TYPE_CHECKING:
    from bs4.element import NavigableString, PageElement, Tag

_SKIPPED_TAGS = {
    "script": "script",
    "style": "style",
    "noscript": "shown only without scripts",
    "template": "template",
    "title": "page title",
    "head": "page head",
    "nav": "navigation",
    "select": "form control",
    "option": "form control",
    "button": "form control",
    "textarea": "form control",
    "iframe": "embedded page",
    "object": "embedded page",
    "svg": "drawing",
    "rt": "phonetic guide",
    "rp": "phonetic guide",
    "del": "deleted text",
}

_SKIPPED_ATTRIBUTES = {"alt": "image description", "title": "tooltip"}

_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|footer"
    "|form|h[1-6]|header|hgroup|hr|html|legend|li|main|menu|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead"
    "|tr|ul"
)

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIGHT_STYLE = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_WIDE = re.compile("[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u201c\u201d\u2018\u2019\u2026]")
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What an element passes on to what it contains."""

    markup: Markup = Markup.TEXT
    level: int = 0
    list_depth: int = 0
    bold: bool = False
    preformatted: bool = False
    skip: str = ""


def read_html(data: bytes, name: str) -> Page:
    """Read an HTML file; hidden text, scripts, navigation and the like are skipped by name.

    Raises `InputError` when the bytes are no text or hold none.
    """
    from bs4 import BeautifulSoup

    declared = _DECLARED.search(data[:4096])
    text, encoding = decode(data, name, declared[1].decode("ascii") if declared else "")
    page = PageBuilder(name, encoding)
    with warnings.catch_warnings():
        # It warns of XHTML and of text without tags; both are read correctly.
        warnings.simplefilter("ignore")
        soup = BeautifulSoup(page.clean(normalise_breaks(text)), "lxml")
    _Walk(page).run(soup)
    return page.page()


class _Walk:
    """Walk the parsed tree without recursion (saved pages can be nested thousands deep) and fill the page."""

    def __init__(self, page: PageBuilder) -> None:
        self._page = page
        self._runs: list[Run] = []
        self._context = _Context()  # of the line's first text
        self._blank = True
        self._gap = True

    def run(self, root: PageElement) -> None:
        """Visit ``root`` and everything in it, in order."""
        stack: list[tuple[PageElement | None, _Context]] = [(root, _Context())]
        while stack:
            node, context = stack.pop()
            if node is None:
                self._flush()
            else:
                stack.extend(reversed(list(self._visit(node, context))))
        self._flush()

    def _visit(self, node: PageElement, context: _Context) -> Iterator[tuple[PageElement | None, _Context]]:
        """Read one node and yield what is to be visited next; None stands for the end of a block."""
        from bs4.element import NavigableString, Tag

        if isinstance(node, NavigableString):
            self._string(node, context)
        elif isinstance(node, Tag):
            for attribute, reason in _SKIPPED_ATTRIBUTES.items():
                self._page.skip(str(node.get(attribute) or ""), reason)
            inner = _inner(node, context)
            block = _BLOCK.fullmatch(node.name) and not inner.skip
            if block:
                self._flush()
            elif node.name == "br" and not inner.skip:
                self._break()
            yield from ((child, inner) for child in node.children)
            if block:
                yield None, context

    def _string(self, node: NavigableString, context: _Context) -> None:
        reason = _string_reason(node) or context.skip
        if reason:
            self._page.skip(str(node), reason)
            return
        first, *others = str(node).split("\n") if context.preformatted else [str(node)]
        self._text(first, context)
        for text in others:
            self._break()
            self._text(text, context)

    def _text(self, text: str, context: _Context) -> None:
        if self._blank and text.strip():
            self._context, self._blank = context, False
        self._runs.append(Run(text, context.bold))

    def _flush(self) -> None:
        """End a block: what follows is a new paragraph."""
        self._line()
        self._gap = True

    def _break(self) -> None:
        """End a line; a second break in a row makes a blank line."""
        self._gap = not self._line()

    def _line(self) -> bool:
        runs = self._runs if self._context.preformatted else _collapse(self._runs)
        self._runs, self._blank = [], True
        return self._page.line(
            runs, markup=self._context.markup, level=self._context.level, gap_before=self._gap
        )


def _string_reason(node: NavigableString) -> str:
    """Return the reason to skip a string that is no text: a comment, a document type, an instruction."""
    from bs4.element import Comment, Doctype, PreformattedString

    if isinstance(node, Comment):
        return COMMENT
    if isinstance(node, Doctype):
        return "document type"
    return "processing instruction" if isinstance(node, PreformattedString) else ""


def _inner(tag: Tag, context: _Context) -> _Context:
    style = str(tag.get("style") or "")
    hidden = tag.has_attr("hidden") or _HIDDEN.search(style)
    inner = replace(
        context,
        skip=_SKIPPED_TAGS.get(tag.name) or context.skip or ("hidden text" if hidden else ""),
        bold=_bold(tag.name, style, context.bold),
        preformatted=context.preformatted or tag.name == "pre",
        list_depth=context.list_depth + (tag.name in ("ul", "ol")),
    )
    markup, level = _markup(tag, inner)
    return replace(inner, markup=markup, level=level)


def _bold(name: str, style: str, outer: bool) -> bool:
    if _LIGHT_STYLE.search(style):
        return False
    return outer or name in ("b", "strong") or bool(_BOLD_STYLE.search(style))


def _markup(tag: Tag, context: _Context) -> tuple[Markup, int]:
    if re.fullmatch("h[1-6]", tag.name):
        return Markup.HEADING, int(tag.name[1])
    if tag.name == "li":
        return Markup.LIST_ITEM, max(1, context.list_depth)
    if tag.name in ("td", "th"):
        # Old newspaper sites lay out whole pages with tables; headings or tables inside give them away.
        layout = tag.find(["table", "h1", "h2", "h3", "h4", "h5", "h6"])
        return (Markup.TEXT if layout else Markup.TABLE_CELL), 0
    if tag.name in ("caption", "figcaption"):
        return Markup.CAPTION, 0
    return context.markup, context.level


def _collapse(runs: list[Run]) -> list[Run]:
    """Collapse white space as a browser does; a line break between two Chinese characters vanishes.

    See CSS Text Module Level 3, section 4.1.
    """
    followings = [""]
    for run in reversed(runs):
        followings.append(run.text.lstrip(" \t\n\r\f")[:1] or followings[-1])
    collapsed = []
    last = " "
    for run, after in zip(runs, followings[-2::-1], strict=True):
        text = _collapse_run(run.text, last, after)
        last = text[-1:] or last
        collapsed.append(Run(text, run.bold))
    return collapsed


def _collapse_run(text: str, before: str, after: str) -> str:
    """Collapse the white space of one run that stands between the characters ``before`` and ``after``."""

    def blank(match: re.Match[str]) -> str:
        previous = text[match.start() - 1] if match.start() else before
        following = text[match.end()] if match.end() < len(text) else after
        joined = "\n" in match[0] and _WIDE.match(previous) and _WIDE.match(following)
        return "" if previous == " " or joined else " "

    return _BLANKS.sub(blank, text)
