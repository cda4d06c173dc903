"""Other tools' data in a job's file: read as `Extension` values, and written back.

Kept are elements and attributes of other namespaces and of modules of the standard that this program does not write,
other tools' entries in the modules it writes, groups, skeletons, original data, and further data of notes, states and
targets. Texts are in exclusive canonical XML (W3C, 2002), so that equal data have equal texts, independent of the rest
of the file. Of inline codes only the text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import chain, count

from lxml import etree

from translator.model import Block, Document, Extension
from translator.xliff import vocabulary
from translator.xliff.inline import SPACE
from translator.xliff.text import attribute_value
from translator.xliff.tree import ITS, Fault, X

OURS = {
    None: vocabulary.CORE,
    "mtc": vocabulary.MATCHES,
    "gls": vocabulary.GLOSSARY,
    "mda": vocabulary.METADATA,
    "its": vocabulary.ITS,
}
"""The prefixes that every file we write declares."""

_XML = "http://www.w3.org/XML/1998/namespace"
_PREFIXES = {uri: prefix for prefix, uri in OURS.items() if prefix} | {_XML: "xml"}
_QNAME = re.compile(r"""[">]\s*([A-Za-z_][\w.-]*):[A-Za-z_]""")
_NAME = re.compile(r"<[^\s>/]+")
_ID = re.compile(r'\s(?:id="|ref="#)([^"]*)"')
_XML_ID = re.compile(r'\sxml:id="([^"]*)"')


# --- reading ---------------------------------------------------------------------------------------------------


def element_text(element: etree._Element) -> str:
    """Return an element as text that means the same in any file, also in one with another default namespace."""
    for inner in element.iter():
        for name in (str(inner.tag), *map(str, inner.keys())):
            _check_prefix(inner, name)
    plain = _canonical(element, None)
    used = {prefix for prefix in _QNAME.findall(plain) if prefix in element.nsmap}
    whole = _canonical(element, sorted(used)) if used else plain
    start = _NAME.match(whole)
    declares = start is None or start[0] == f"<{etree.QName(element).localname}" != f"<{element.tag}"
    if start is None or declares or all(str(inner.tag).startswith("{") for inner in element.iter()):
        return whole
    # Under our default namespace, elements without any would become ours.
    return f'{start[0]} xmlns=""{whole[start.end() :]}'


def _check_prefix(element: etree._Element, name: str) -> None:
    """Raise `Fault` for a name whose prefix nothing declares: nobody can tell what it means."""
    if ":" in name and not name.startswith("{"):
        raise Fault(element, f"the prefix of {name} is not declared")


def _canonical(element: etree._Element, prefixes: Sequence[str] | None) -> str:
    try:
        return etree.tostring(
            element, method="c14n", exclusive=True, with_comments=False, inclusive_ns_prefixes=prefixes
        ).decode()
    except etree.C14NError:
        raise Fault(element, "a namespace here is not an absolute URI") from None


def attributes_text(
    element: etree._Element, known: frozenset[str], declared: Mapping[str, str] | None = None
) -> str:
    """Return the attributes that are not ``known`` as they can stand in a start tag of ours.

    ``declared`` are prefixes with their namespaces that are declared there in any case.
    """
    if not declared and known.issuperset(map(str, element.keys())):
        return ""  # as in nearly all files
    prefixes = dict(_PREFIXES)
    pieces = []
    for prefix, uri in sorted((declared or {}).items()):
        prefixes.setdefault(uri, prefix)
        pieces.append(f' xmlns:{prefix}="{attribute_value(uri)}"')
    for name, value in sorted((str(name), str(value)) for name, value in element.attrib.items()):
        if name in known:
            continue
        _check_prefix(element, name)
        uri, _, local = name.rpartition("}")
        uri = uri.removeprefix("{")
        if uri and uri not in prefixes:
            prefixes[uri] = _prefix(element, uri, set(prefixes.values()))
            pieces.append(f' xmlns:{prefixes[uri]}="{attribute_value(uri)}"')
        qualified = f"{prefixes[uri]}:{local}" if uri else local
        pieces.append(f' {qualified}="{attribute_value(value)}"')
    return "".join(pieces)


def _prefix(element: etree._Element, uri: str, taken: set[str]) -> str:
    """Return the file's own prefix for a namespace, or a new prefix if the file's would hide one of ours."""
    own = sorted(prefix for prefix, name in element.nsmap.items() if prefix and name == uri)
    return next(prefix for prefix in chain(own, (f"ns{n}" for n in count(1))) if prefix not in taken)


def root_text(root: etree._Element) -> str:
    """Return the root's foreign attributes and namespace declarations."""
    known = frozenset(("version", "srcLang", "trgLang", SPACE, ITS + "version"))
    declared = {
        prefix: uri
        for prefix, uri in root.nsmap.items()
        if prefix and prefix not in OURS and uri not in _PREFIXES and uri != vocabulary.CORE
    }
    return attributes_text(root, known, declared)


def group_text(element: etree._Element) -> str:
    """Return a ``<group>`` without its units and inner groups."""
    copy = deepcopy(element)
    copy.text = copy.tail = None  # white space between elements, which grows if it is kept
    for child in list(copy):
        child.tail = None
        if child.tag in (X + "unit", X + "group"):
            copy.remove(child)
    return element_text(copy)


def groups_round(element: etree._Element) -> str:
    """Return the ids of the groups that a unit stands in, outermost first, or nothing."""
    return " ".join(reversed([group.get("id", "") for group in element.iterancestors(X + "group")]))


def repointed(element: etree._Element, segment_of: Mapping[str, str]) -> etree._Element:
    """Return the element with its references to markers, which are renumbered, leading to the marker's segment."""
    for found in element.iter():
        ref = found.get("ref", "")
        if ref.startswith("#") and ref[1:] in segment_of:
            found.set("ref", "#" + segment_of[ref[1:]])
    return element


def reused_extensions(old: Document, new: Document) -> tuple[Extension, ...]:
    """Return the extensions of ``old`` at the places that its blocks have in ``new``, which was cut from another text.

    A block is found again by its text, each once; an article is where its first block is.
    """
    places_of: dict[str, list[tuple[str, Block]]] = {}
    for article in reversed(new.articles):
        for block in reversed(article.blocks):
            places_of.setdefault(block.text, []).append((article.id, block))
    places: dict[tuple[str, ...], tuple[str, ...]] = {(): ()}
    for article in old.articles:
        for block in article.blocks:
            if places_of.get(block.text):
                home, found = places_of[block.text].pop()
                places.setdefault((article.id,), (home,))
                places[article.id, block.id] = (home, found.id)
                if [s.source for s in block.segments] == [s.source for s in found.segments]:
                    for one, two in zip(block.segments, found.segments, strict=True):
                        places[article.id, block.id, one.id] = (home, found.id, two.id)
    return tuple(replace(e, place=places[e.place]) for e in old.extensions if e.place in places)


# --- writing ---------------------------------------------------------------------------------------------------

Slots = Mapping[str, list[str]]
_NOTHING: Slots = {}


class Kept:
    """A document's extensions by their place, each given once."""

    def __init__(self, extensions: Sequence[Extension]) -> None:
        self._places: dict[tuple[str, ...], dict[str, list[str]]] = {}
        for extension in extensions:
            slots = self._places.setdefault(extension.place, {})
            slots.setdefault(extension.slot, []).append(extension.text)
        self.xml_ids = {name for extension in extensions for name in _XML_ID.findall(extension.text)}

    def at(self, *place: str) -> Slots:
        """Return the texts that belong to a place, by slot."""
        return self._places.pop(place, _NOTHING) if self._places else _NOTHING


def ids_in(slots: Slots) -> Iterator[str]:
    """Yield the ids that foreign elements of a unit use or refer to."""
    for texts in slots.values():
        for text in texts:
            yield from _ID.findall(text)


def joined(slots: Slots, slot: str) -> str:
    """Return the text of a slot that stands inside a start tag."""
    return "".join(slots.get(slot, ()))


class Groups:
    """Groups of other tools round units; a group that was closed is never opened twice."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = {(_ID.findall(text) or [""])[0]: text for text in texts}
        self._open: list[str] = []

    def before(self, slots: Slots) -> list[str]:
        """Return the lines that close and open groups before a unit."""
        wanted = joined(slots, "groups").split()
        same = 0
        while same < min(len(wanted), len(self._open)) and wanted[same] == self._open[same]:
            same += 1
        lines = self._closed(same)
        for name in wanted[same:]:
            opening = self._texts.get(name, "")
            if opening and not opening.startswith("</"):
                lines.append(opening[: opening.rindex("</")])
                self._texts[name] = opening[opening.rindex("</") :]
                self._open.append(name)
        return lines

    def _closed(self, keep: int) -> list[str]:
        return [self._texts.pop(self._open.pop()) for _ in range(len(self._open) - keep)]

    def after(self) -> list[str]:
        """Return the lines after the last unit, with the groups that have lost their units."""
        return [*self._closed(0), *self._texts.values()]
