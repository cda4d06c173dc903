"""Safe parsers for XML from strangers; characters that XML 1.0 cannot hold, left out or escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, TypedDict
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from lxml import etree

UNWRITABLE = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff"
"""The characters, as a regular expression's set, that XML 1.0 cannot hold, even as a reference."""

_UNWRITABLE = re.compile(f"[{UNWRITABLE}]")
_TO_ESCAPE = re.compile(rf"[{UNWRITABLE}]|\\(?=u[0-9a-f]{{4}})")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


def escape_unwritable(text: str) -> str:
    r"""Write characters that XML cannot hold as ``\uXXXX``, where the standard has no ``<cp>``."""
    return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def unescape_unwritable(text: str) -> str:
    """Undo `escape_unwritable`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text


def xml_text(text: str) -> str:
    """Return ``text`` as Word can hold it: every line end as LF, what XML 1.0 forbids as U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """Return ``text`` as the content of an element: `xml_text` with ``&``, ``<`` and ``>`` as references."""
    return escape(xml_text(text))


# --- opening ---------------------------------------------------------------------------------------


class _Options(TypedDict):
    resolve_entities: bool
    load_dtd: bool
    no_network: bool
    remove_comments: bool
    remove_pis: bool


_SAFE: _Options = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "remove_comments": True,
    "remove_pis": True,
}
"""Entities stay unresolved, nothing outside the file is loaded, comments and processing instructions are dropped."""


def safe_parser(*, huge: bool = False) -> etree.XMLParser:
    """Return a parser for XML that may come from a stranger; ``huge`` lifts the limits on its texts and depth.

    A document type is not refused: a format that has none says so itself.
    """
    from lxml import etree

    return etree.XMLParser(**_SAFE, huge_tree=huge)


def ended_elements(data: bytes, tags: Sequence[str], encoding: str | None = None) -> etree.iterparse:
    """Return the elements of these tags as they end, in a file of any size that may come from a stranger."""
    from lxml import etree

    return etree.iterparse(
        BytesIO(data), events=("end",), tag=tags, encoding=encoding, huge_tree=True, **_SAFE
    )


def begun_elements(data: bytes, encoding: str | None = None) -> etree.iterparse:
    """Return the elements of a file that may come from a stranger as they begin: the root is the first."""
    from lxml import etree

    return etree.iterparse(BytesIO(data), events=("start",), encoding=encoding, **_SAFE)
