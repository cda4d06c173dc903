"""Own TMX 1.4b (LISA OSCAR, 2005), the exchange format of translation memories; know no path and no database.

What TMX has no place for stands in properties: state, origin and job in ``x-`` properties of this program, the
neighbours in memoQ's ``x-context-pre`` and ``x-context-post``, which other tools know. OmegaT's ``prev`` and
``next`` are read as well. Files are read and written unit by unit, so that their size does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import IO, TYPE_CHECKING

from translator import __version__
from translator.errors import InputError
from translator.formats.xliff import escape_unwritable, unescape_unwritable
from translator.memory.units import TranslationUnit
from translator.model import Origin, OriginKind, State

if TYPE_CHECKING:
    from lxml import etree

SOURCE_LANG = "zh-CN"
TARGET_LANG = "en"

_STATE, _KIND, _ENGINE, _SCORE, _JOB = ("x-state", "x-origin", "x-engine", "x-score", "x-job")
_BEFORE, _AFTER = "x-context-pre", "x-context-post"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z")
_MEMOQ_SEG = re.compile(r"<seg>(.*)</seg>", re.DOTALL)
_TO_ESCAPE = re.compile('[&<>"\r\n\t]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}

Skip = Callable[[str], None]
"""Called with the reason for each translation unit that is passed over."""


def _no_skip(_reason: str) -> None:
    """Ignore what is passed over."""


# --- writing ---------------------------------------------------------------------------------------------


def write_tmx(units: Iterable[TranslationUnit], stream: IO[bytes], time: str) -> int:
    """Write units as TMX 1.4b in UTF-8 and give their number; ``time`` is as in `TranslationUnit.time`."""
    stream.write(_header(time).encode())
    count = 0
    for unit in units:
        stream.write(_tu(unit).encode())
        count += 1
    stream.write(b"</body>\n</tmx>\n")
    return count


def _header(time: str) -> str:
    created = f' creationdate="{_stamp(time)}"' if _stamp(time) else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="translator" creationtoolversion="{__version__}" segtype="sentence"'
        f' o-tmf="translator" adminlang="en" srclang="{SOURCE_LANG}" datatype="plaintext"{created}/>\n<body>\n'
    )


def _tu(unit: TranslationUnit) -> str:
    attributes = ""
    if stamp := _stamp(unit.time):
        attributes += f' changedate="{stamp}"'
    if unit.author:
        attributes += f' changeid="{_escaped(unit.author)}"'
    props = "".join(_prop(kind, value) for kind, value in _props(unit))
    return (
        f'<tu{attributes}>{props}<tuv xml:lang="{SOURCE_LANG}"><seg>{_escaped(unit.source)}</seg></tuv>'
        f'<tuv xml:lang="{TARGET_LANG}"><seg>{_escaped(unit.target)}</seg></tuv></tu>\n'
    )


def _props(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    yield _STATE, unit.state.value
    if unit.origin:
        yield _KIND, unit.origin.kind.value
        yield from ((_ENGINE, unit.origin.engine) for _ in range(bool(unit.origin.engine)))
        if unit.origin.score is not None:
            yield _SCORE, repr(unit.origin.score)
    if unit.job:
        yield _JOB, unit.job
    if unit.previous is not None:
        yield _BEFORE, unit.previous
    if unit.following is not None:
        yield _AFTER, unit.following


def _prop(kind: str, value: str) -> str:
    return f'<prop type="{kind}">{_escaped(value)}</prop>'


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], escape_unwritable(text))


def _stamp(time: str) -> str:
    """Give a time as TMX writes it (``20230516T080000Z``), empty when there is none."""
    found = _ISO.fullmatch(time)
    return "{}{}{}T{}{}{}Z".format(*found.groups()) if found else ""


# --- reading ---------------------------------------------------------------------------------------------


def read_tmx(stream: IO[bytes], name: str, skip: Skip = _no_skip) -> Iterator[TranslationUnit]:
    """Yield the Chinese → English units of a TMX file; ``stream`` must be able to go back to its start.

    ``name`` is used in messages. A unit without both languages, or without text, is passed over. Raises
    `InputError` when the file is not TMX, is damaged, or has no unit of this pair of languages; damage shows only
    when it is reached, so that units before it have been given already.
    """
    from lxml import etree

    reader = _Reader(skip)
    found = False
    try:
        _check_root(stream, name)
        for element in _elements(stream):
            unit = reader.read(element)
            if unit is not None:
                found = True
                yield unit
    except etree.XMLSyntaxError as error:
        where = f"line {error.lineno}" if error.lineno else "the file is empty"
        raise InputError(
            f"{name}: is damaged or not XML ({where})",
            hint="Export the file again from the program it comes from; nothing of it can be trusted.",
        ) from None
    if not found:
        listed = ", ".join(sorted(reader.languages)[:8]) or "no units"
        raise InputError(
            f"{name}: holds no Chinese and English pair (found: {listed})",
            hint="Give a TMX file with tuv elements of xml:lang zh (or zh-CN) and en.",
        )


def _check_root(stream: IO[bytes], name: str) -> None:
    """Refuse other XML, and entities, before the whole of a large file is read."""
    from lxml import etree

    _, root = next(iter(etree.iterparse(stream, events=("start",), **_SAFE)))
    if root.tag != "tmx":
        raise InputError(
            f"{name}: is XML, but not TMX", hint="Give a translation memory exported as TMX 1.4."
        )
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise InputError(
            f"{name}: declares entities, which TMX does not need",
            hint="Such a file can be an attack; use it only after removing the <!ENTITY …> parts.",
        )
    stream.seek(0)


_SAFE = {"resolve_entities": False, "load_dtd": False, "no_network": True}


def _elements(stream: IO[bytes]) -> Iterator[etree._Element]:
    from lxml import etree

    for _, element in etree.iterparse(
        stream, events=("end",), tag=("header", "tu"), remove_comments=True, remove_pis=True, **_SAFE
    ):
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


class _Reader:
    """Turn the elements of one file into units, and remember which languages it holds."""

    def __init__(self, skip: Skip) -> None:
        self.languages: set[str] = set()
        self._skip = skip
        self._ours = False  # only this program writes characters that XML cannot hold as \\uXXXX

    def read(self, element: etree._Element) -> TranslationUnit | None:
        """Give the unit of a ``tu``; None for the header and for what is passed over."""
        if element.tag == "header":
            self._ours = element.get("creationtool") == "translator"
            return None
        props, texts = self._parts(element)
        if "zh" not in texts or "en" not in texts:
            self._skip("no Chinese and English pair")
        elif not texts["zh"].strip() or not texts["en"].strip():
            self._skip("no text")
        else:
            return self._unit(element, texts, props)
        return None

    def _unit(self, element: etree._Element, texts: dict[str, str], props: dict[str, str]) -> TranslationUnit:
        return TranslationUnit(
            source=texts["zh"],
            target=texts["en"],
            previous=_neighbour(props, _BEFORE, "prev"),
            following=_neighbour(props, _AFTER, "next"),
            state=_state(props.get(_STATE, "")),
            origin=_origin(props.get(_KIND, ""), props.get(_ENGINE, ""), props.get(_SCORE, "")),
            author=self._plain({"": _attribute(element, "changeid") or _attribute(element, "creationid")})[
                ""
            ],
            time=_iso(_attribute(element, "changedate") or _attribute(element, "creationdate")),
            job=props.get(_JOB, ""),
        )

    def _parts(self, element: etree._Element) -> tuple[dict[str, str], dict[str, str]]:
        """Give the properties and, by main language, the texts; Simplified Chinese goes before Traditional."""
        props: dict[str, str] = {}
        texts: dict[str, str] = {}
        traditional: dict[str, str] = {}
        for child in element:
            kind = child.tag
            if kind == "prop":
                props[child.get("type", "")] = child.text or ""
            elif kind == "tuv":
                main, is_traditional = self._language(child)
                text = _seg(child, props)
                if text is not None:
                    (traditional if is_traditional else texts).setdefault(main, text)
        if traditional:
            texts = {**traditional, **texts}
        return self._plain(props), self._plain(texts)

    def _language(self, variant: etree._Element) -> tuple[str, bool]:
        language = variant.get(_XML_LANG) or variant.get("lang") or ""
        self.languages.add(language)
        return _language(language)

    def _plain(self, values: dict[str, str]) -> dict[str, str]:
        if not self._ours:
            return values
        for key, value in values.items():
            if "\\u" in value:
                values[key] = unescape_unwritable(value)
        return values


def _seg(variant: etree._Element, props: dict[str, str]) -> str | None:
    """Give the text of a variant, and add its properties to those of the unit, which go first."""
    text = None
    for child in variant:
        if child.tag == "seg":
            text = _text(child)
        elif child.tag == "prop":
            props.setdefault(child.get("type", ""), child.text or "")
    return text


@lru_cache(maxsize=64)
def _language(tag: str) -> tuple[str, bool]:
    """Give the main language of a tag, and whether it is Traditional Chinese."""
    main, _, rest = tag.lower().replace("_", "-").partition("-")
    main = {"cmn": "zh", "zho": "zh", "chi": "zh", "eng": "en"}.get(main, main)
    return main, main == "zh" and any(part in ("tw", "hk", "mo", "hant") for part in rest.split("-"))


def _attribute(element: etree._Element, name: str) -> str:
    """Read an attribute of a unit, else of its last variant that has it: tools differ in where they write it."""
    value = element.get(name)
    if value is None:
        value = next((v for child in reversed(element) if (v := child.get(name)) is not None), "")
    return value


def _text(element: etree._Element) -> str:
    """Give the text of a segment without the codes of the program it comes from."""
    if not len(element):
        return element.text or ""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in _CODES:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _neighbour(props: dict[str, str], name: str, omegat: str) -> str | None:
    value = props.get(name, props.get(omegat))
    if value is None or "<seg>" not in value:
        return value
    wrapped = _MEMOQ_SEG.fullmatch(value.strip())
    return wrapped[1] if wrapped else value


_STATES = {state.value: state for state in State}
_KINDS = {kind.value: kind for kind in OriginKind}


def _state(value: str) -> State:
    """Read a state; a memory of another program holds finished work, but nobody here has approved it."""
    return _STATES.get(value, State.TRANSLATED)


@lru_cache(maxsize=1024)
def _origin(kind: str, engine: str, score: str) -> Origin | None:
    if kind not in _KINDS:
        return None
    try:
        value = float(score) if score else None
    except ValueError:
        value = None
    return Origin(kind=_KINDS[kind], engine=engine, score=value)


@lru_cache(maxsize=1024)
def _iso(stamp: str) -> str:
    found = _STAMP.fullmatch(stamp.strip())
    return "{}-{}-{}T{}:{}:{}Z".format(*found.groups()) if found else ""
