"""What a web page consists of, counted: text, links, running text, headings and pictures of every element.

It only counts; `translator.readers.html_parts` decides. Running text is what has whole sentences and is no link.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from translator.readers.html_tree import Element
from translator.text.scripts import squeezed

SKIPPED_TAGS = {
    "script": "script",
    "style": "style",
    "noscript": "shown only without scripts",
    "noframes": "shown only without frames",
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
"""Elements whose text is never read, with the reason to skip it."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text that blanks divide."""
    return frozenset(text.split())


BLOCKS = words(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody td tfoot"
    " th thead tr ul"
)
HEADINGS = words("h1 h2 h3 h4 h5 h6")

SHORT = 120
"""Characters of a line that can be one of names, dates and sources."""

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SENTENCE = re.compile(r"[，。！？；]|[a-z][,.](?:\s|$)")
_SHORTEST_SENTENCE = 14
_WORDS = re.compile(r"\W+")
_TEASER = re.compile(r"(?:…|\.{3}|[\[【［](?:详细|全文|更多)[\]】］])$")
_ATTACHMENT = re.compile(r"[（(【]?附件|附[:：]")
_CREDIT = re.compile(
    r"[\[（(【]?\s?(?:(?:(?:信息|稿件|文章)?来源|來源|作者|编辑|編輯|记者|記者|撰文|文|图|摄影|攝影|通讯员|责任编辑|责编|责任|供稿|供图"
    r"|发布日期|发布时间|发表时间|日期|时间|時間)\s?[:：/／]|\d{4}\s?[-年/.]\s?\d{1,2})"
)


@dataclass(slots=True)
class Measure:
    """Counts of one element with all in it; ``own_running`` is of the blocks of text that are right inside it.

    ``text``, ``linked`` and ``running`` count letters and digits, which Chinese characters are too. The cut-off text
    of a teaser, which leads to another page, counts as linked.
    """

    parent: int
    text: int = 0
    linked: int = 0
    links: int = 0
    running: int = 0
    paragraphs: int = 0
    headings: int = 0
    pictures: int = 0
    tables: int = 0
    """Tables inside the element."""
    own_running: int = 0
    credit: bool = False
    """There is a short line that opens as one of names, dates and sources does."""
    attachment: bool = False
    """There is a line that names an attachment."""

    def add(self, other: Measure) -> None:
        """Add what is in another element."""
        self.text += other.text
        self.linked += other.linked
        self.links += other.links
        self.running += other.running
        self.paragraphs += other.paragraphs
        self.headings += other.headings
        self.pictures += other.pictures
        self.tables += other.tables
        self.credit = self.credit or other.credit
        self.attachment = self.attachment or other.attachment


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text of one block; ``hidden`` is the number of the hidden element it is in, or -1."""

    text: str
    hidden: int


class Survey:
    """One pass over a page, in time linear in its size; elements go by their number in document order."""

    def __init__(self, root: Element) -> None:
        self.elements: list[Element] = []
        self.measures: list[Measure] = []
        """The counts of each element without those in it."""
        self.ends: list[int] = []
        """For each element the number of the first element after its content."""
        self.hidden: list[int] = []
        """The outermost elements that are hidden by style."""
        self.paragraphs: list[Paragraph] = []
        self.flows: set[int] = set()
        """The elements in which running text that is seen stands, by itself or in paragraphs."""
        self._pieces: list[tuple[str, bool, int]] = []
        self._walk(root)

    def inside(self, number: int, outer: int) -> bool:
        """Return whether an element is another one or in it."""
        return outer <= number < self.ends[outer]

    def children(self, number: int) -> Iterator[int]:
        """Yield the numbers of the elements right inside an element."""
        child = number + 1
        while child < self.ends[number]:
            yield child
            child = self.ends[child]

    def sums(self, without: Collection[int] = ()) -> list[Measure]:
        """Return the counts of all elements with their content, not counting the elements ``without``."""
        sums = [Measure(parent=own.parent, own_running=own.own_running) for own in self.measures]
        for number in range(len(sums) - 1, -1, -1):
            whole = sums[number]
            whole.add(self.measures[number])
            if number not in without and whole.parent >= 0:
                sums[whole.parent].add(whole)
                sums[whole.parent].tables += self.elements[number].name == "table"
        return sums

    def _walk(self, root: Element) -> None:
        """Visit all nodes without recursion; None on the stack stands for the end of an element."""
        stack: list[tuple[Element | str | None, int, bool, int]] = [(root, -1, False, -1)]
        while stack:
            node, parent, linked, hidden = stack.pop()
            if isinstance(node, str):
                self._pieces.append((node, linked, hidden))
            elif node is None:
                self._close(parent)
            else:
                number = self._open(node, parent)
                if hidden < 0 and is_hidden(node):
                    hidden = number
                    self.hidden.append(number)
                stack.append((None, number, False, -1))
                inner = (number, linked or node.name == "a", hidden)
                stack.extend((child, *inner) for child in reversed(_content(node)))

    def _open(self, element: Element, parent: int) -> int:
        if element.name in BLOCKS or element.name == "br":
            self._end_text(parent)
        number = len(self.elements)
        self.elements.append(element)
        self.ends.append(number + 1)
        self.measures.append(
            Measure(
                parent=parent,
                links=int(element.name == "a"),
                headings=int(element.name in HEADINGS),
                pictures=int(element.name == "img"),
            )
        )
        return number

    def _close(self, number: int) -> None:
        if self.elements[number].name in BLOCKS or number == 0:
            self._end_text(number)
        self.ends[number] = len(self.elements)

    def _end_text(self, number: int) -> None:
        """Count the block of text that ends here for the element that it is right inside of."""
        pieces, self._pieces = self._pieces, []
        text = "".join(piece for piece, _, _ in pieces).strip()
        if not text:
            return
        size = word_count(text)
        linked = sum(word_count(piece) for piece, in_link, _ in pieces if in_link)
        teaser = bool(_TEASER.search(text))
        measure = self.measures[number]
        measure.text += size
        measure.linked += size if teaser else linked
        measure.credit = measure.credit or bool(len(text) <= SHORT and _CREDIT.match(text))
        measure.attachment = measure.attachment or bool(_ATTACHMENT.match(text))
        runs = not teaser and 2 * linked < size
        if runs and size >= _SHORTEST_SENTENCE and _SENTENCE.search(text):
            measure.running += size
            measure.own_running += size
            measure.paragraphs += 1
            self._add_paragraph(number, Paragraph(squeezed(text), pieces[-1][2]))

    def _add_paragraph(self, number: int, paragraph: Paragraph) -> None:
        self.paragraphs.append(paragraph)
        if paragraph.hidden < 0:
            self.flows.add(number)
            if self.elements[number].name == "p":
                self.flows.add(self.measures[number].parent)


def _content(element: Element) -> list[Element | str]:
    """Return the content of an element, nothing for an element that is not read."""
    if element.name in SKIPPED_TAGS:
        return []
    return [child for child in element.children if isinstance(child, Element | str)]


def is_hidden(element: Element) -> bool:
    """Return whether the page hides an element until a script shows it."""
    return "hidden" in element.attributes or bool(_HIDDEN.search(element.get("style")))


def word_count(text: str) -> int:
    """Count the letters, digits and Chinese characters of a text."""
    return len(_WORDS.sub("", text))
