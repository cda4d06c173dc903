"""Small pieces of XLIFF text: escaped characters, attributes, indented elements, ids.

The writers of both versions are built on this module, which does not know the layout of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from translator.text.xml import UNWRITABLE, escape_unwritable
from translator.xliff.vocabulary import PREFIX

Meta = tuple[str, str]

_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\r": "&#13;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
}
_IN_CONTENT = re.compile(rf"[&<>\r{UNWRITABLE}]")
_IN_TEXT = re.compile(r"[&<>\r]")
_IN_ATTRIBUTE = re.compile(r'[&<>\r"\t\n]')
# Most texts need no change; to know that from one search makes long jobs a quarter faster.
_ANY_IN_TEXT = re.compile(rf"[&<>\r\\{UNWRITABLE}]")
_ANY_IN_ATTRIBUTE = re.compile(rf'[&<>\r"\t\n\\{UNWRITABLE}]')


def content(text: str) -> str:
    """Return translatable text escaped, where ``<cp>`` stands for what XML cannot hold."""
    return _IN_CONTENT.sub(lambda c: _ENTITIES.get(c[0]) or f'<cp hex="{ord(c[0]):04X}"/>', text)


def escaped(value: str) -> str:
    """Return text escaped that is not translatable, where the standard has no ``<cp>``."""
    if not _ANY_IN_TEXT.search(value):
        return value
    return _IN_TEXT.sub(lambda c: _ENTITIES[c[0]], escape_unwritable(value))


def attribute_value(value: str) -> str:
    """Return an attribute's value escaped."""
    if not _ANY_IN_ATTRIBUTE.search(value):
        return value
    return _IN_ATTRIBUTE.sub(lambda c: _ENTITIES[c[0]], escape_unwritable(value))


def attributes(**values: str | None) -> str:
    """Return the attributes that are not None, with ``_`` for ``:`` in their names."""
    return "".join(
        f' {name.replace("_", ":")}="{attribute_value(value)}"'
        for name, value in values.items()
        if value is not None
    )


def meta_group(category: str, metas: Iterable[Meta], indent: int, group_id: str | None = None) -> list[str]:
    """Return one metadata group of ours, nothing for an empty group, which the schema forbids."""
    lines = [
        f"{' ' * (indent + 2)}<mda:meta{attributes(type=kind)}>{escaped(value)}</mda:meta>"
        for kind, value in metas
    ]
    if not lines:
        return []
    opening = f"{' ' * indent}<mda:metaGroup{attributes(id=group_id, category=PREFIX + category)}>"
    return [opening, *lines, f"{' ' * indent}</mda:metaGroup>"]


def wrapped(tag: str, lines: Sequence[str], indent: int, more: str = "") -> list[str]:
    """Return lines inside an element, or nothing for none; ``more`` is its attributes."""
    if not lines:
        return []
    return [f"{' ' * indent}<{tag}{more}>", *lines, f"{' ' * indent}</{tag}>"]


_SAFE_ID = re.compile(r"[A-Za-z0-9._-]+")


class Ids:
    """Ids of one scope, each used once."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._counters: dict[str, Iterator[int]] = {}

    def keep(self, wanted: str, prefix: str) -> str:
        """Return ``wanted`` where XML and fragment identifiers allow it, else a new id."""
        if wanted in self._used or not _SAFE_ID.fullmatch(wanted):
            return self.new(prefix)
        self._used.add(wanted)
        return wanted

    def reserve(self, ids: Iterable[str]) -> None:
        """Mark ids as used by others."""
        self._used.update(ids)

    def new(self, prefix: str) -> str:
        """Return an id that is free, made of the prefix and a number."""
        numbers = self._counters.setdefault(prefix, count(1))
        free = next(name for name in (f"{prefix}{n}" for n in numbers) if name not in self._used)
        self._used.add(free)
        return free
