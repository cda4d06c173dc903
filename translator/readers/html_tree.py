"""HTML as a tree: elements, text, and what stands between them without being text.

The parser is libxml2's, which repairs open tags and broken nesting. It reports to a target that builds the tree here:
its own tree ends at a depth of 2048, and saved pages go deeper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Aside:
    """A comment, a document type or an instruction, with the reason to skip it."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """One element with its content, in order; elements are compared by identity."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Element | Aside | str] = field(default_factory=list)

    def get(self, attribute: str) -> str:
        """Return the value of an attribute, empty where it has none."""
        return self.attributes.get(attribute) or ""

    def elements(self) -> Iterator[Element]:
        """Yield this element and all in it, in document order."""
        stack: list[Element] = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def text(self) -> str:
        """Return all text in this element."""
        pieces = []
        stack: list[Element | Aside | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                pieces.append(node)
            elif isinstance(node, Element):
                stack.extend(reversed(node.children))
        return "".join(pieces)


def parse(text: str, comment: str) -> Element:
    """Return the document that ``text`` holds, as an element without a name; ``comment`` is the reason of comments."""
    from lxml import etree

    target = _Target(comment)
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)  # type: ignore[arg-type]
    parser.feed(text.encode("utf-8", "replace"))
    parser.close()
    return target.root


class _Target:
    """What libxml2 reports to; see "The target parser interface" in lxml's documentation."""

    def __init__(self, comment: str) -> None:
        self.root = Element("")
        self._open = [self.root]
        self._comment = comment
        self._text: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        element = Element(tag, dict(attributes))
        self._add(element)
        self._open.append(element)

    def end(self, tag: str) -> None:
        self._end_text()
        if self._open[-1].name == tag:
            self._open.pop()

    def data(self, data: str) -> None:
        self._text.append(data)

    def comment(self, text: str) -> None:
        self._add(Aside(text, "processing instruction" if text.startswith("?") else self._comment))

    def pi(self, target: str, data: str | None = None) -> None:
        self._add(Aside(f"{target} {data or ''}", "processing instruction"))

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        self._add(Aside(" ".join(part for part in (name, public, system) if part), "document type"))

    def close(self) -> Element:
        self._end_text()
        return self.root

    def _add(self, node: Element | Aside) -> None:
        self._end_text()
        self._open[-1].children.append(node)

    def _end_text(self) -> None:
        if self._text:
            self._open[-1].children.append("".join(self._text))
            self._text = []
