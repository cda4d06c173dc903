"""TMX 1.4b (LISA OSCAR, 2005), the exchange format of translation memories.

State, origin and job are in ``x-`` properties of this program, the neighbours in memoQ's ``x-context-pre`` and
``x-context-post``; OmegaT's ``prev`` and ``next`` are read as well. Files are read and written unit by unit.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from html import unescape
from typing import IO
from xml.parsers import expat

from translator import __version__
from translator.errors import InputError
from translator.model import Origin, OriginKind, State
from translator.text.xml import escape_unwritable, unescape_unwritable
from translator.tm.units import TranslationUnit, utc

SOURCE_LANG = "zh-CN"
TARGET_LANG = "en"

_STATE, _KIND, _ENGINE, _SCORE, _JOB = ("x-state", "x-origin", "x-engine", "x-score", "x-job")
_BEFORE, _AFTER = "x-context-pre", "x-context-post"
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
_GAP = "\0"
"""Stands for a code until the text is whole; no XML file has this character."""

_BETWEEN_WORDS = re.compile(r"(?<=[0-9A-Za-z\u00c0-\u024f.,;:!?)%])\0+(?=[0-9A-Za-z\u00c0-\u024f(])")
"""Codes that stand alone, as a line break does, between words that would run together without them."""

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_MEMOQ_SEG = re.compile(r"<seg>(.*)</seg>", re.DOTALL)
_TO_ESCAPE = re.compile('[&<>"\r\n\t]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}

_STRETCH = 1 << 16
"""Bytes parsed at once."""

_BEGINNINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip
"""First bytes that tell the encoding, whatever the file declares."""

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._\-]*)""")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}
"""Files have characters that these declared encodings lack."""

Skip = Callable[[str], None]
"""Called with the reason for each translation unit that is skipped."""


# --- writing ---------------------------------------------------------------------------------------------


def write_tmx(units: Iterable[TranslationUnit], stream: IO[bytes], time: str) -> int:
    """Write units as TMX 1.4b in UTF-8 and return their number; ``time`` is as in `TranslationUnit.time`."""
    stream.write(_header(time).encode())
    count = 0
    for unit in units:
        stream.write(_tu(unit).encode())
        count += 1
    stream.write(b"</body>\n</tmx>\n")
    return count


def _header(time: str) -> str:
    created = f' creationdate="{stamp}"' if (stamp := _stamp(time)) else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="translator" creationtoolversion="{__version__}" segtype="sentence"'
        f' o-tmf="translator" adminlang="en" srclang="{SOURCE_LANG}" datatype="plaintext"{created}/>\n<body>\n'
    )


def _tu(unit: TranslationUnit) -> str:
    attributes = f' changedate="{stamp}"' if (stamp := _stamp(unit.time)) else ""
    attributes += f' changeid="{_escaped(unit.author)}"' if unit.author else ""
    props = "".join(f'<prop type="{kind}">{_escaped(value)}</prop>' for kind, value in _props(unit))
    return (
        f'<tu{attributes}>{props}<tuv xml:lang="{SOURCE_LANG}"><seg>{_escaped(unit.source)}</seg></tuv>'
        f'<tuv xml:lang="{TARGET_LANG}"><seg>{_escaped(unit.target)}</seg></tuv></tu>\n'
    )


def _props(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    yield _STATE, unit.state.value
    if unit.origin:
        yield _KIND, unit.origin.kind.value
        if unit.origin.name:
            yield _ENGINE, unit.origin.name
        if unit.origin.score is not None:
            yield _SCORE, repr(unit.origin.score)
    if unit.job:
        yield _JOB, unit.job
    if unit.previous is not None:
        yield _BEFORE, unit.previous
    if unit.following is not None:
        yield _AFTER, unit.following


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], escape_unwritable(text))


def _stamp(time: str) -> str:
    """Return a time as TMX writes it (``20230516T080000Z``), or an empty string."""
    return re.sub("[-:]", "", time) if _ISO.fullmatch(time) else ""


# --- reading ---------------------------------------------------------------------------------------------


def read_tmx(stream: IO[bytes], name: str, skip: Skip = lambda _reason: None) -> Iterator[TranslationUnit]:
    """Yield the Chinese → English units of a TMX file; ``stream`` is read once, from its position.

    ``name`` is used in messages. A unit without both languages, or without text, is skipped. Raises `InputError`
    when the file is not TMX, is damaged, or has no unit of this pair of languages; the units before the damage are
    yielded first.
    """
    reader = _Reader(name, skip)
    found = False
    for units in reader.read(stream):
        found = found or bool(units)
        yield from units
    if not found:
        listed = ", ".join(sorted(reader.languages)[:8]) or "no units"
        raise InputError(
            f"{name}: has no Chinese and English pair (found: {listed})",
            hint="Give a TMX file with tuv elements of xml:lang zh (or zh-CN) and en.",
        )


class _Reader:
    """The units of one file, and its languages; a state machine, which takes half the time of a tree."""

    def __init__(self, name: str, skip: Skip) -> None:
        self.languages: set[str] = set()
        self._name = name
        self._skip = skip
        self._ours = False  # only this program writes \\uXXXX for characters that XML does not allow
        self._units: list[TranslationUnit] = []
        self._parts: list[str] = []  # the text since the last prop or seg began
        self._codes = 0  # number of open inline codes of another program
        self._kept = 0  # number of parts before the outermost open code
        self._type = ""  # of the last property
        self._main = ""  # the language of the last variant
        self._into: dict[str, str] = {}  # receives the text of the last variant
        self._begin({})

    def _begin(self, attributes: dict[str, str]) -> None:
        self._props: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._traditional: dict[str, str] = {}
        self._attributes = [attributes]

    # --- the file ----------------------------------------------------------------------------------------

    def read(self, stream: IO[bytes]) -> Iterator[list[TranslationUnit]]:
        """Yield the units of each stretch of the file."""
        first = stream.read(_STRETCH)
        if not first.strip():
            raise self._damaged("the file is empty")
        decoder = codecs.getincrementaldecoder(self._encoding(first))()
        parser = self._parser()
        stretch = first
        try:
            while stretch:
                parser.Parse(decoder.decode(stretch).encode(), False)
                yield self._units
                self._units = []
                stretch = stream.read(_STRETCH)
            parser.Parse(decoder.decode(b"", True).encode(), True)
        except expat.ExpatError as error:
            raise self._damaged(f"line {error.lineno}") from None
        except UnicodeError:
            raise self._damaged(f"near line {parser.CurrentLineNumber}") from None
        yield self._units

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.buffer_size = _STRETCH

        def root(tag: str, _attributes: dict[str, str]) -> None:
            if tag != "tmx":
                hint = "Give a translation memory exported as TMX 1.4."
                raise InputError(f"{self._name}: is XML, but not TMX", hint=hint)
            parser.StartElementHandler = self._start

        parser.StartElementHandler = root
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._parts.append
        parser.EntityDeclHandler = self._refuse
        # Of a DTD that is not read: HTML's names, as in &nbsp;.
        parser.SkippedEntityHandler = lambda name, _is_parameter: self._parts.append(unescape(f"&{name};"))
        return parser

    def _encoding(self, first: bytes) -> str:
        for beginning, encoding in _BEGINNINGS:
            if first.startswith(beginning):
                return encoding
        found = _DECLARED.match(first)
        declared = found[1].decode("ascii").lower() if found else "utf-8"
        encoding = _WIDER.get(declared, declared)
        try:
            b"<".decode(encoding)  # refuses Python's codecs that are not encodings of text, such as base64
        except (LookupError, UnicodeError):
            raise self._damaged(f"unknown encoding {declared}") from None
        return encoding

    def _damaged(self, where: str) -> InputError:
        return InputError(
            f"{self._name}: is damaged or not XML ({where})",
            hint="Export the file again from the program it comes from.",
        )

    def _refuse(self, *_declaration: object) -> None:
        raise InputError(
            f"{self._name}: declares entities, which TMX does not need",
            hint="Such a file can be an attack; use it only after removing the <!ENTITY …> parts.",
        )

    # --- the elements ------------------------------------------------------------------------------------

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "prop":
            self._type = attributes.get("type", "")
            self._parts.clear()
        elif tag == "seg":
            self._parts.clear()
        elif tag == "tuv":
            self._attributes.append(attributes)
            language = attributes.get("xml:lang") or attributes.get("lang") or ""
            self.languages.add(language)
            self._main, traditional = _language(language)
            self._into = self._traditional if traditional else self._texts
        elif tag == "tu":
            self._begin(attributes)
        elif tag in _CODES:
            self._kept = self._kept if self._codes else len(self._parts)
            self._codes += 1
        elif tag == "header":
            self._ours = attributes.get("creationtool") == "translator"

    def _end(self, tag: str) -> None:
        if tag == "prop":
            self._props.setdefault(self._type, "".join(self._parts))
        elif tag == "seg":
            self._into[self._main] = self._into.get(self._main) or _without_gaps("".join(self._parts))
        elif tag == "tu":
            self._end_unit()
        elif tag in _CODES:
            self._codes -= 1
            if not self._codes:
                del self._parts[self._kept :]
                if tag == "ph":  # the others begin or end a format, also in the middle of a word: H₂O
                    self._parts.append(_GAP)

    def _end_unit(self) -> None:
        simplified, target = self._texts.get("zh"), self._texts.get("en")
        source = simplified or self._traditional.get("zh", simplified)
        if source is None or target is None:
            self._skip("no Chinese and English pair")
        elif not source.strip() or not target.strip():
            self._skip("no text")
        else:
            self._units.append(self._unit(source, target))

    def _unit(self, source: str, target: str) -> TranslationUnit:
        props = self._props
        if self._ours:
            source, target = unescape_unwritable(source), unescape_unwritable(target)
            props = {kind: unescape_unwritable(value) for kind, value in props.items()}
        else:  # some programs indent the text, or keep the space after a sentence
            source, target = source.strip(), target.strip()
        author = self._attribute("changeid") or self._attribute("creationid")
        own = props if self._ours else {}  # another program may mean something else by the same names
        return TranslationUnit(
            source=source,
            target=target,
            previous=props.get(_BEFORE) if self._ours else _neighbour(props, _BEFORE, "prev"),
            following=props.get(_AFTER) if self._ours else _neighbour(props, _AFTER, "next"),
            state=_STATES.get(own.get(_STATE, ""), State.TRANSLATED),
            origin=_origin(own.get(_KIND, ""), own.get(_ENGINE, ""), own.get(_SCORE, "")),
            author=unescape_unwritable(author) if self._ours else author,
            time=_iso(self._attribute("changedate") or self._attribute("creationdate")),
            job=own.get(_JOB, ""),
        )

    def _attribute(self, name: str) -> str:
        """Return an attribute of the unit, else of its last variant with this attribute, as tools differ."""
        attributes = self._attributes
        if name in attributes[0]:
            return attributes[0][name]
        return next((each[name] for each in reversed(attributes) if name in each), "")


def _without_gaps(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", text).replace(_GAP, "") if _GAP in text else text


@lru_cache(maxsize=64)
def _language(tag: str) -> tuple[str, bool]:
    """Return the main language of a tag, and whether it is Traditional Chinese."""
    main, _, rest = tag.lower().replace("_", "-").partition("-")
    main = {"cmn": "zh", "zho": "zh", "chi": "zh", "eng": "en"}.get(main, main)
    return main, main == "zh" and any(part in ("tw", "hk", "mo", "hant") for part in rest.split("-"))


def _neighbour(props: dict[str, str], name: str, omegat: str) -> str | None:
    value = props.get(name, props.get(omegat))
    if value is None or "<seg>" not in value:
        return value
    wrapped = _MEMOQ_SEG.fullmatch(value.strip())
    return wrapped[1] if wrapped else value


_STATES = {state.value: state for state in State}


@lru_cache(maxsize=1024)
def _origin(kind: str, engine: str, score: str) -> Origin | None:
    try:
        known = OriginKind(kind)
    except ValueError:
        return None
    try:
        return Origin.of(known, engine, float(score) if score else None)
    except ValueError:
        return Origin.of(known, engine, None)


@lru_cache(maxsize=1024)
def _iso(stamp: str) -> str:
    # Some tools write other forms of ISO 8601: with hyphens, without a time, with another zone than UTC.
    try:
        moment = datetime.fromisoformat(stamp.strip())
        return utc(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return ""
