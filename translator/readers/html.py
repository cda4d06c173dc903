"""HTML files as pages, as people save them from newspaper sites: old encodings, open tags, layout tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from translator.errors import InputError
from translator.model import Cell, Markup, Page
from translator.readers.encodings import decode
from translator.readers.html_lists import has_number, numbers_of
from translator.readers.html_parts import Part, Parts, parts_of
from translator.readers.html_survey import BLOCKS, HEADINGS, SKIPPED_TAGS, words
from translator.readers.html_tables import places_of
from translator.readers.html_tree import Aside, Element, parse
from translator.readers.lines import COMMENT, PageBuilder, Run, normalise_breaks

_SKIPPED_ATTRIBUTES = {"alt": "image description", "title": "tooltip"}

_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIGHT_STYLE = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ALIGNED = re.compile(r"text-align\s*:\s*([\w-]+)", re.IGNORECASE)
_CAPTION_NAME = re.compile(
    r"\b(?:img|image|pic|photo|picture)[-_]?(?:caption|desc|descr|description|info|intro|title|txt|text)s?\b"
    r"|(?:^|[\s_-])(?:caption|tuzhu|tushuo)(?:$|[\s_-])",
    re.IGNORECASE,
)

_PLAIN = words("html body div p span font section article main a br img tr tbody thead tfoot")
_TELLING = words("style align class hidden")
"""Elements of these names change nothing for their content unless they have one of these attributes."""

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_WIDE = re.compile("[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u201c\u201d\u2018\u2019\u2026]")
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """The state that an element passes on to its content."""

    markup: Markup = Markup.TEXT
    level: int = 0
    cell: Cell | None = None
    list_depth: int = 0
    item: Element | None = None
    """The item of a list that this is in."""
    bold: bool = False
    centred: bool = False
    preformatted: bool = False
    joined: bool = False
    """A line break only wraps the line."""
    skip: str = ""
    beside: bool = False


def read_html(data: bytes, name: str, declared: str = "") -> Page:
    """Read an HTML file.

    Hidden text, scripts, navigation and the like are skipped by name; what stands beside the article is marked.
    ``declared`` is an encoding that was said outside of the file.

    Raises `InputError` when the bytes are no text or hold none, or when the text is in other files, in frames.
    """
    found = _DECLARED.search(data[:4096])
    text, encoding = decode(data, name, declared or (found[1].decode("ascii") if found else ""))
    page = PageBuilder(name, encoding)
    root = parse(page.clean(normalise_breaks(text)), comment=COMMENT)
    _refuse_frames(root, name)
    _Walk(page, parts_of(root)).run(root)
    return page.page()


def _refuse_frames(root: Element, name: str) -> None:
    elements = list(root.elements())
    frames = [element.get("src") for element in elements if element.name == "frame" and element.get("src")]
    if frames and any(element.name == "frameset" for element in elements):
        raise InputError(
            f"{name}: holds only frames; the text is in other files: {', '.join(frames)}",
            hint="Use the file of the frame with the article, or open that frame in a browser and save it.",
        )


class _Walk:
    """Walk the tree without recursion (saved pages can be nested thousands deep) and fill the page."""

    def __init__(self, page: PageBuilder, parts: Parts) -> None:
        self._page = page
        self._parts = parts
        self._cells: dict[Element, Cell | None] = {}
        self._tables = 0
        self._numbers: dict[Element, str] = {}
        self._runs: list[Run] = []
        self._context = _Context()  # of the line's first text
        self._blank = True
        self._gap = True

    def run(self, root: Element) -> None:
        """Visit ``root`` and everything in it, in order."""
        stack: list[tuple[Element | Aside | str | None, _Context]] = [(root, _Context())]
        while stack:
            node, context = stack.pop()
            if node is None:
                self._flush()
            elif isinstance(node, Element):
                stack.extend(reversed(list(self._element(node, context))))
            elif isinstance(node, Aside):
                self._page.skip(node.text, node.reason)
            else:
                self._string(node, context)
        self._flush()

    def _element(
        self, element: Element, context: _Context
    ) -> Iterator[tuple[Element | Aside | str | None, _Context]]:
        """Read an element and yield what is to be visited next; None stands for the end of a block."""
        for attribute, reason in _SKIPPED_ATTRIBUTES.items():
            self._page.skip(element.get(attribute), reason)
        inner = self._inner(element, context)
        block = element.name in BLOCKS and not inner.skip
        if block:
            self._flush()
        elif element.name == "br" and not inner.skip:
            self._wrap(context)
        yield from ((child, inner) for child in element.children)
        if block:
            yield None, context

    def _string(self, text: str, context: _Context) -> None:
        if context.skip:
            self._page.skip(text, context.skip)
            return
        first, *others = text.split("\n") if context.preformatted else [text]
        self._text(first, context)
        for other in others:
            self._break()
            self._text(other, context)

    def _text(self, text: str, context: _Context) -> None:
        if self._blank and text.strip():
            self._context, self._blank = context, False
        self._runs.append(Run(text, context.bold))

    def _flush(self) -> None:
        """End a block: what follows is a new paragraph."""
        self._line()
        self._gap = True

    def _wrap(self, context: _Context) -> None:
        if context.joined:
            self._runs.append(Run("\n", context.bold))
        else:
            self._break()

    def _break(self) -> None:
        """End a line; a second break in a row makes a blank line."""
        self._gap = not self._line()

    def _line(self) -> bool:
        context = self._context
        runs = self._runs if context.preformatted else _collapse(self._runs)
        self._runs, self._blank = [], True
        self._number(runs, context)
        return self._page.line(
            runs,
            markup=Markup.BESIDE if context.beside else context.markup,
            level=0 if context.beside else context.level,
            gap_before=self._gap,
            cell=None if context.beside else context.cell,
            centred=context.centred,
        )

    def _number(self, runs: list[Run], context: _Context) -> None:
        """Put the number of an item before its first text, unless that brings its own."""
        first = next((run for run in runs if run.text.strip()), None)
        if first is None or context.item is None or context.beside:
            return
        number = self._numbers.pop(context.item, "")
        if number and not has_number("".join(run.text for run in runs)):
            # The number takes the format of the text after it, so that a bold lead still leads.
            runs.insert(0, Run(number, first.bold))

    # --- what elements mean ---

    def _inner(self, element: Element, context: _Context) -> _Context:
        silent = element.name in _PLAIN and _TELLING.isdisjoint(element.attributes)
        if silent and element not in self._parts.left_out and element is not self._parts.headline:
            return context
        style = element.get("style")
        part = self._parts.left_out.get(element)
        inner = replace(
            context,
            skip=SKIPPED_TAGS.get(element.name)
            or context.skip
            or (part.value if part and part.skipped else ""),
            beside=context.beside or part is Part.BESIDE,
            bold=_bold(element.name, style, context.bold),
            centred=_centred(element, style, context.centred),
            preformatted=context.preformatted or element.name == "pre",
            list_depth=context.list_depth + (element.name in ("ul", "ol")),
        )
        if element.name == "ol" and not inner.skip:
            self._numbers |= numbers_of(element)
        if element.name == "li":
            inner = replace(inner, item=element)
        if element.name == "table":
            return self._in_table(element, inner)
        return self._marked(element, inner)

    def _in_table(self, table: Element, context: _Context) -> _Context:
        """Return what a table passes on, and find the places of its cells when it holds data."""
        if table in self._parts.pictures:
            return replace(context, markup=Markup.CAPTION, level=0)
        if table in self._parts.layout:
            return replace(context, markup=Markup.TEXT, level=0, cell=None)
        if not context.skip:
            self._tables += 1
            self._cells |= places_of(table, self._tables)
        return context

    def _marked(self, element: Element, context: _Context) -> _Context:
        name = element.name
        if element is self._parts.headline:
            return replace(context, markup=Markup.HEADING, level=1, joined=True)
        if name in HEADINGS:
            return replace(context, markup=Markup.HEADING, level=int(name[1]))
        if name in ("td", "th") and element in self._cells:
            return replace(context, markup=Markup.TABLE_CELL, level=0, cell=self._cells[element])
        if name == "li" and context.markup is not Markup.TABLE_CELL:
            return replace(context, markup=Markup.LIST_ITEM, level=max(1, context.list_depth))
        if name in ("caption", "figcaption") or _CAPTION_NAME.search(element.get("class")):
            return replace(context, markup=Markup.CAPTION, level=0)
        return context


def _bold(name: str, style: str, outer: bool) -> bool:
    if _LIGHT_STYLE.search(style):
        return False
    return outer or name in ("b", "strong") or bool(_BOLD_STYLE.search(style))


def _centred(element: Element, style: str, outer: bool) -> bool:
    """Return whether text is set in the middle of the line; the innermost that says how it is set decides."""
    if element.name in ("table", "body"):
        return False  # there it is the table that is set in the middle
    aligned = _ALIGNED.search(style)
    where = aligned[1] if aligned else element.get("align")
    if element.name == "center":
        where = "center"
    return where.lower() in ("center", "middle") if where else outer


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
