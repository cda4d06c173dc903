"""Safe opening of an XLIFF 2 file, and small readings that every part of it needs.

The file may come from a stranger: a document type is refused (and with it every entity), and nothing outside
the file is fetched. This module knows nothing of the document model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from translator.errors import JobError
from translator.text.xml import begun_elements, ended_elements, unescape_unwritable
from translator.xliff import vocabulary
from translator.xliff.vocabulary import PREFIX

X = f"{{{vocabulary.CORE}}}"
MTC = f"{{{vocabulary.MATCHES}}}"
GLS = f"{{{vocabulary.GLOSSARY}}}"
MDA = f"{{{vocabulary.METADATA}}}"
ITS = f"{{{vocabulary.ITS}}}"
_PARENTS = (X + "xliff", X + "file", X + "group")
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

RESTORE = "Restore the file from a backup, or move its folder away and run the job again."
_DOCTYPE = re.compile(r"(?>\s+|<\?(?>.*?\?>)|<!--(?>.*?-->))*+<!DOCTYPE", re.DOTALL)
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]*\?>")

Metas = list[tuple[str, str]]
"""The entries of one metadata group: type and value, in order."""


class Group(NamedTuple):
    """One metadata group of ours: its id, if any, its category and its entries."""

    id: str
    category: str
    metas: Metas


class Fault(Exception):
    """Something in the file is not as the standard or this program writes it."""

    def __init__(self, element: etree._Element, problem: str, hint: str = RESTORE) -> None:
        super().__init__(f"line {element.sourceline}: {problem}")
        self.hint = hint


def not_ours(name: str) -> JobError:
    """Return the error for XLIFF that lacks what only this program writes."""
    return JobError(
        f"{name}: is XLIFF, but not a job of this program",
        hint="Give the .xlf file that 'translator run' wrote; files of other programs cannot be continued.",
    )


def elements(data: bytes, name: str) -> Iterator[etree._Element]:
    """Yield the units and files of an XLIFF 2 file as they end.

    Raises `JobError` when the data is not well-formed XML or not XLIFF 2.
    """
    for element in streamed(data, name, (X + "unit", X + "file"), _check_root):
        parent = element.getparent()
        if parent is None or parent.tag in _PARENTS:  # else it is part of what another tool keeps
            yield element


def streamed(
    data: bytes, name: str, tags: Sequence[str], check: Callable[[etree._Element, str], None]
) -> Iterator[etree._Element]:
    """Yield the elements of these tags as they end; ``check`` is called with the root before the first.

    Raises `JobError` when the data is not well-formed XML.
    """
    context = ended_elements(_safe_xml(data, name), tags, "utf-8")
    try:
        checked = False
        for _, element in context:
            if not checked:
                check(element.getroottree().getroot(), name)
                checked = True
            yield element
        if not checked:
            check(context.root, name)
    except etree.XMLSyntaxError as error:
        raise _not_xml(name, context, error) from None


def version_of(data: bytes, name: str) -> str:
    """Return the version that an XLIFF file states; raise `JobError` if the file is not XLIFF."""
    context = begun_elements(_safe_xml(data, name), "utf-8")
    try:
        root = next((element for _, element in context), None)
    except etree.XMLSyntaxError as error:
        raise _not_xml(name, context, error) from None
    if root is None or etree.QName(root).localname != "xliff":
        raise _no_xliff(name)
    return str(root.get("version", ""))


def _not_xml(name: str, context: etree.iterparse, error: etree.XMLSyntaxError) -> JobError:
    # An entity that nothing declares, as &nbsp;, stands in the log only.
    line = error.lineno or next((entry.line for entry in context.error_log), 0)
    where = f"line {line}" if line else "the file is empty"
    return JobError(f"{name}: is damaged or not XML ({where})", hint=RESTORE)


def _no_xliff(name: str) -> JobError:
    return JobError(f"{name}: is XML, but not XLIFF", hint="Give the .xlf file that 'translator run' wrote.")


def _safe_xml(data: bytes, name: str) -> bytes:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise JobError(f"{name}: is damaged or not XML (neither UTF-8 nor UTF-16)", hint=RESTORE) from None
    if _DOCTYPE.match(text):
        raise JobError(
            f"{name}: has a document type declaration, which XLIFF does not use",
            hint="Such a file can be an attack; use it only after removing the <!DOCTYPE …> part.",
        )
    declaration = _DECLARATION.match(text)
    return text[declaration.end() if declaration else 0 :].encode()


def _check_root(root: etree._Element, name: str) -> None:
    tag = etree.QName(root)
    if tag.localname != "xliff":
        raise _no_xliff(name)
    version = root.get("version", "")
    if tag.namespace != vocabulary.CORE or not version.startswith("2."):
        raise JobError(
            f"{name}: is XLIFF {version or 'without a version'}; jobs are XLIFF 2.1",
            hint="Ask for the file in XLIFF 2.1, or give the .xlf file that 'translator run' wrote.",
        )


# --- small readings ----------------------------------------------------------------------------------


def required(element: etree._Element, attribute: str) -> str:
    """Return an attribute's value as it stands; raise `Fault` when it is missing."""
    value = element.get(attribute)
    if value is None:
        raise Fault(element, f"<{etree.QName(element).localname}> has no {attribute}")
    return value


def plain(element: etree._Element | None) -> str:
    """Return the text of an element that holds nothing but text."""
    if element is None:
        return ""
    text = "".join(map(str, element.itertext())) if len(element) else element.text or ""
    return unescape_unwritable(text)


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute's text, or an empty string."""
    return unescape_unwritable(element.get(name, ""))


def first(metas: Metas, kind: str, default: str = "") -> str:
    """Return the first entry of a type."""
    return next((value for name, value in metas if name == kind), default)


def number(element: etree._Element, text: str) -> float:
    """Return a number; raise `Fault` when it is none."""
    try:
        return float(text)
    except ValueError:
        raise Fault(element, f"'{text}' is not a number") from None


def whole_number(element: etree._Element, text: str) -> int:
    """Return a whole number; raise `Fault` when it is none."""
    try:
        return int(text)
    except ValueError:
        raise Fault(element, f"'{text}' is not a whole number") from None


def score(element: etree._Element, metas: Metas) -> float | None:
    """Return the entry ``score``, which may be missing."""
    text = first(metas, "score")
    return number(element, text) if text else None


def groups_of(element: etree._Element) -> tuple[list[Group], list[etree._Element]]:
    """Return the metadata groups directly under an element: ours, and those of other tools."""
    ours: list[Group] = []
    others: list[etree._Element] = []
    for metadata in element.iterchildren(MDA + "metadata"):
        for group in metadata:
            category = group.get("category", "")
            if category.startswith(PREFIX):
                metas = [(attribute(meta, "type"), plain(meta)) for meta in group]
                ours.append(Group(group.get("id", ""), category.removeprefix(PREFIX), metas))
            else:
                others.append(group)
    return ours, others


def groups_by_category(element: etree._Element) -> dict[str, Metas]:
    """Return the entries of our metadata groups directly under an element, by category."""
    return {group.category: group.metas for group in groups_of(element)[0]}
