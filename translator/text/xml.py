"""Characters that XML 1.0 cannot hold: left out, or written as escapes."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

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
