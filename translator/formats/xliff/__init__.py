"""Own the job format, XLIFF 2.1 (OASIS Standard, 13 February 2018), as bytes; know no path and no screen.

There is no private job format: everything a `Document` holds has its place in the core or in a module of the
standard, so that reading what was written gives the same document, and any other tool can open it.

=============================  =====================================================================
`Document.signature, skipped`  metadata module of the first ``<file>``
`Article`                      ``<file>``; title in its metadata
`Block`                        ``<unit>``; role in ``type``, level, rule and flags in its metadata;
                               ``translate="no"`` for furniture
`Segment`                      ``<segment>``; state in ``state``, kind of origin in ``subState``, engine
                               and score in the unit's metadata, and there its seal, see `seal`
`Segment.space_after`          ``<ignorable>``
`TermMatch`                    ``<mrk type="term">`` in the source and an entry of the glossary module
`Candidate`                    translation candidates module, bound by ``<mrk type="mtc:match">``
`Note`                         ``<note>``, bound by ``<mrk type="comment">``; author and time in metadata
`Issue`                        localization quality issue of the ITS module, bound by a marker
`Extension`                    where the tool had put it, see `foreign`
=============================  =====================================================================

Issues use the ITS module and not plain metadata because that is where other tools look for them: type,
comment and severity are the standard's; the profile reference carries our check's and severity's exact names.

A text that its seal does not hold was typed by a person with another tool: it is read as that person's work,
reviewed, whatever state and ``subState`` the tool left. An intact one keeps its origin and never loses its rank.
"""

from __future__ import annotations

import re

from translator.model import Document, OriginKind

CORE = "urn:oasis:names:tc:xliff:document:2.0"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
ITS = "http://www.w3.org/2005/11/its"

PREFIX = "translator:"
"""Opens every value that is ours where the standard wants ``authority:value``."""

EMPTY = PREFIX + "none"
"""The ``type`` of the unit that stands in an article without blocks, because a file needs one."""

CHECK_URN = "urn:x-translator:check:"
"""Opens the quality profile of an issue; the names of check and severity follow, percent-encoded."""

MATCH_TYPES = {OriginKind.MT: "mt", OriginKind.TM: "tm", OriginKind.HUMAN: "other", OriginKind.RULE: "other"}

UNWRITABLE = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff"
"""The characters, as a regular expression's set, that XML 1.0 cannot hold, even as a reference."""

_TO_ESCAPE = re.compile(rf"[{UNWRITABLE}]|\\(?=u[0-9a-f]{{4}})")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


def escape_unwritable(text: str) -> str:
    r"""Write characters that XML cannot hold as ``\uXXXX``, where the standard has no ``<cp>``."""
    return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def unescape_unwritable(text: str) -> str:
    """Undo `escape_unwritable`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text


def write_xliff(document: Document) -> bytes:
    """Write a document as XLIFF 2.1 in UTF-8; the same document always gives the same bytes."""
    from translator.formats.xliff.write import write

    return write(document)


def read_xliff(data: bytes, name: str) -> Document:
    """Read a document that `write_xliff` wrote, also after another tool has changed it.

    ``name`` is used in messages. Elements and attributes of other tools become `Document.extensions`; their inline
    codes go, the text in them stays. Raises `JobError` for what is not XML, not XLIFF 2, damaged, not a job of this
    program, or cut into other segments than it was written with.
    """
    from translator.formats.xliff.read import read

    return read(data, name)


def read_signature(data: bytes, name: str) -> dict[str, str]:
    """Read only the signature of a job, checking that the file is whole.

    Raises `JobError` like `read_xliff`, but looks at no segment.
    """
    from translator.formats.xliff.read import signature

    return signature(data, name)
