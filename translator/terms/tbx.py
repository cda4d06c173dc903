"""Term bases as TBX-Basic (ISO 30042:2019): one concept entry a row.

Written in DCA style, in the element names of 2019 or, for older programs, in those of 2008 (``martif``). Read in both,
in DCA and DCT style; a file of another dialect is read as far as TBX-Basic goes, and warnings say what is not. The
target is the preferred English term, variants are *admitted*, forbidden forms *deprecated* or *superseded* ones, and an
abbreviation has that term type. What TBX-Basic has no place for stands in a note as JSON, ``translator {…}``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from translator import __version__
from translator.errors import GlossaryError
from translator.terms.entries import several, spaced
from translator.terms.merging import applied
from translator.terms.rows import COLUMNS, REQUIRED, Change, Row, Table
from translator.terms.termbase import PARTS_OF_SPEECH, match_form
from translator.text.counting import counted
from translator.text.invisible import visible
from translator.text.xml import ended_elements

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_DEFAULT: dict[Any, str] = {None: NAMESPACE}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OURS = "translator "
"""The first word of the file's description, and of the notes with what TBX-Basic has no place for."""

NAMES_2019 = {name: name for name in ("tbx", "tbxHeader", "conceptEntry", "langSec", "termSec")}
NAMES_2008 = {
    "tbx": "martif",
    "tbxHeader": "martifHeader",
    "conceptEntry": "termEntry",
    "langSec": "langSet",
    "termSec": "tig",
}

_ADMITTED, _DEPRECATED = "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"
_EXTRA = ("definition", "context")
"""Categories of TBX-Basic that become columns of their own names."""

_HINT = "Export it again as TBX-Basic from the program it comes from."
_HINT_OTHER = "Parts of it would be lost. Import both files into a new one."
_HINT_ENTITIES = "Such a file can be an attack; use it only after removing the <!ENTITY …> parts."


# --- writing -----------------------------------------------------------------------------------------------------


def write_table(table: Table, names: Mapping[str, str] = NAMES_2019) -> bytes:
    """Return rows as TBX-Basic in DCA style, with the element names of an edition."""
    from lxml import etree

    root = etree.Element("martif", {"type": "TBX-Basic"})
    if names is NAMES_2019:
        root = etree.Element("tbx", type="TBX-Basic", style="dca", nsmap=_DEFAULT)
    root.set(_LANG, "en")
    writer = _Writer(names)
    header = writer.add(root, "tbxHeader")
    description = writer.add(header, "fileDesc")
    writer.add(writer.add(description, "titleStmt"), "title", table.name)
    writer.add(writer.add(description, "sourceDesc"), "p", f"{_OURS}{__version__}")
    body = writer.add(writer.add(root, "text"), "body")
    for number, row in enumerate(table.rows, start=1):
        writer.concept(body, f"c{number}", row.values)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def write_table_2008(table: Table) -> bytes:
    """Return rows as TBX-Basic in the element names of 2008, which OmegaT and older programs read."""
    return write_table(table, NAMES_2008)


def change_table(data: bytes, table: Table, changes: Sequence[Change]) -> bytes:
    """Return a file of this program written anew with changed and added rows.

    Raises `GlossaryError` for a file of another program, of which not everything is read.
    """
    if not table.rewritable:
        raise GlossaryError(f"{table.name}: a TBX file of another program is not changed", hint=_HINT_OTHER)
    return write_table(applied(table, changes), NAMES_2008 if b"<martif" in data[:1024] else NAMES_2019)


@dataclass(frozen=True, slots=True)
class _Writer:
    names: Mapping[str, str]

    def add(self, parent: _Element, tag: str, text: str = "", **attributes: str) -> _Element:
        from lxml import etree

        element = etree.SubElement(parent, self.names.get(tag, tag), attributes)
        if text:
            element.text = text
        return element

    def concept(self, body: _Element, identifier: str, values: Mapping[str, str]) -> None:
        concept = self.add(body, "conceptEntry", id=identifier)
        elsewhere = _elsewhere(values)
        for column, category in (("domain", "subjectField"), ("definition", "definition")):
            if values.get(column):
                self.add(concept, "descrip", values[column], type=category)
        if values.get("note") and "note" not in elsewhere:
            self.add(concept, "note", values["note"])
        if elsewhere:
            self.add(concept, "note", _OURS + json.dumps(elsewhere, ensure_ascii=False))
        self.add(self._language(concept, "zh"), "term", values["source"])
        english = self.add(concept, "langSec")
        english.set(_LANG, "en")
        self._target(english, values)
        if values.get("status", "").lower() != "deprecated":
            self._other_forms(english, values)

    def _language(self, concept: _Element, language: str) -> _Element:
        section = self.add(concept, "langSec")
        section.set(_LANG, language)
        return self.add(section, "termSec")

    def _target(self, english: _Element, values: Mapping[str, str]) -> None:
        section = self.add(english, "termSec")
        self.add(section, "term", spaced(values["target"]))
        if values.get("pos"):
            self.add(section, "termNote", values["pos"].lower(), type="partOfSpeech")
        status = values.get("status", "").lower()
        if status and status != "proposed":
            self.add(section, "termNote", f"{status}Term-admn-sts", type="administrativeStatus")
        if values.get("context"):
            self.add(section, "descrip", values["context"], type="context")
        if values.get("reference"):
            self.add(section, "admin", values["reference"], type="source")

    def _other_forms(self, english: _Element, values: Mapping[str, str]) -> None:
        forms = [(form, "administrativeStatus", _ADMITTED) for form in _variants(values)]
        forms += [
            (form, "administrativeStatus", _DEPRECATED) for form in several(values.get("forbidden", ""))
        ]
        if values.get("abbreviation"):
            forms.append((spaced(values["abbreviation"]), "termType", "abbreviation"))
        for form, category, value in forms:
            section = self.add(english, "termSec")
            self.add(section, "term", form)
            self.add(section, "termNote", value, type=category)


def _variants(values: Mapping[str, str]) -> list[str]:
    return [form for form in several(values.get("variants", "")) if form != spaced(values["target"])]


_IN_TBX = {
    "source",
    "target",
    "variants",
    "forbidden",
    "pos",
    "domain",
    "abbreviation",
    "note",
    "reference",
    *_EXTRA,
}


def _elsewhere(values: Mapping[str, str]) -> dict[str, str]:
    """Return the fields for which TBX-Basic has no place, or none that could be told apart when it is read."""
    status = values.get("status", "").lower()
    names = {name for name in values if name and name not in _IN_TBX | {"status"}}
    if status == "proposed":
        names.add("status")
    if status == "deprecated":
        names |= {"variants", "forbidden", "abbreviation"}
    if values.get("note", "").startswith(_OURS):
        names.add("note")
    return {name: values[name] for name in values if name in names and values[name]}


# --- reading -----------------------------------------------------------------------------------------------------

_CONCEPTS = ("conceptEntry", "termEntry", "entry")
_LANGUAGES = frozenset({"langSec", "langSet", "langGroup"})
_TERMS = frozenset({"termSec", "tig", "ntig", "termGroup"})
_TYPED = frozenset({"descrip", "termNote", "admin", "descripNote", "adminNote", "ref", "xref", "hi"})
_CHINESE = frozenset({"zh", "cmn", "zho", "chi"})
_ENGLISH = frozenset({"en", "eng"})
_BAD = ("deprecated", "superseded", "obsolete", "notrecommended", "forbidden")
_KNOWN = frozenset({
    "subjectField", "partOfSpeech", "administrativeStatus", "termStatus", "termType", "source", "note", *_EXTRA,
})  # fmt: skip

_OF_ENTRY = {"subjectField": "domain", "note": "note", "definition": "definition"}
"""The columns of what an entry says as a whole."""
_OF_TERM = frozenset({"note", "administrativeStatus", "termStatus", "termType"})
"""What is read of every term."""
_OF_TARGET = _OF_TERM | {"partOfSpeech", "source", "context"}


def read_table(data: bytes, name: str) -> Table:
    """Return the Chinese → English rows of a TBX file of any dialect and edition; warnings say what is left out."""
    reader = _Reader(Table(name))
    reader.read(data)
    return reader.table


@dataclass(slots=True)
class _Reader:
    table: Table
    ours: bool = False
    other: Counter[str] = field(default_factory=Counter)
    skipped: int = 0

    def read(self, data: bytes) -> None:
        from lxml import etree

        if (
            b"<!ENTITY" in data
            or "<!ENTITY".encode("utf-16-le") in data
            or "<!ENTITY".encode("utf-16-be") in data
        ):
            self.table.fault_at(1, "the file declares entities, which TBX does not need", _HINT_ENTITIES)
            return
        try:
            self._read(data)
        except etree.XMLSyntaxError as error:
            self.table.fault_at(error.lineno or 1, "the file is damaged or not XML from here on", _HINT)
        except RecursionError:
            self.table.fault_at(1, "an entry is nested too deeply", _HINT)

    def _read(self, data: bytes) -> None:
        context = ended_elements(data, [f"{{*}}{tag}" for tag in _CONCEPTS])
        begun = False
        for _, concept in context:
            begun = begun or self._begin(concept.getroottree().getroot())
            self._concept(concept)
            concept.clear()
            while concept.getprevious() is not None:
                del concept.getparent()[0]
        if not begun and self._begin(context.root):
            self.table.fault_at(1, "there are no entries", _HINT)
        self._end()

    def _begin(self, root: _Element) -> bool:
        tag, dialect = _name(root), root.get("type") or root.get("dialect") or "of no dialect"
        if tag not in ("tbx", "martif", "TBX"):
            self.table.fault_at(1, "the file is XML, but not TBX", _HINT)
            return False
        description = next(root.iter("{*}sourceDesc"), None)
        self.ours = description is not None and _text(description).startswith(_OURS)
        self.table.rewritable = self.ours
        self.table.columns = COLUMNS
        if dialect != "TBX-Basic":
            edition = "" if tag == "tbx" else " of 2008"
            self._warn(
                f"the dialect is {dialect}{edition}, not TBX-Basic; what it has beyond TBX-Basic is not read"
            )
        return True

    def _warn(self, message: str) -> None:
        self.table.warnings.append(f"{self.table.name}: {message}")

    def _end(self) -> None:
        if self.skipped:
            entries = counted(self.skipped, "entry is", "entries are")
            self._warn(f"{entries} skipped, without a Chinese and an English term")
        if unread := +self.other:
            listed = ", ".join(f"{category} ({count})" for category, count in sorted(unread.items()))
            self._warn(f"not read: {listed}")
        extra = {name: None for row in self.table.rows for name in row.values if name not in COLUMNS}
        used = {name for row in self.table.rows for name in row.values}
        self.table.columns = (*(name for name in COLUMNS if name in REQUIRED or name in used), *extra)
        if extra:
            self._warn(f"columns that are not used: {', '.join(extra)}")

    def _concept(self, concept: _Element) -> None:
        chinese: list[_Term] = []
        english: list[_Term] = []
        for section in _languages(concept):
            language = (
                (section.get(_LANG) or section.get("lang") or "").lower().replace("_", "-").split("-")[0]
            )
            into = chinese if language in _CHINESE else english if language in _ENGLISH else []
            into += [self._term(one) for one in section if _name(one) in _TERMS]
        sources = {match_form(term.text): term.text for term in reversed(chinese) if term.text}
        english = [term for term in english if term.text]
        if not sources or not english:
            self.skipped += 1
            return
        target = _best(english)
        others = [term for term in (*english, *chinese) if term is not target and term.text]
        facts = self._facts(concept)
        notes = [facts.get("note", ""), *target.facts.get("note", ())]
        notes += [f"{term.text}: {note}" for term in others for note in term.facts.get("note", ())]
        facts["note"] = "; ".join(dict.fromkeys(filter(None, notes)))
        values = _english_values(target, english) | {name: text for name, text in facts.items() if text}
        self._count_unread(target, {}, _OF_TARGET)
        for term in others:
            self._count_unread(term, target.facts, _OF_TERM)
        self.other["administrativeStatus"] += sum(term.status == "deprecated" for term in chinese)
        line = concept.sourceline if isinstance(concept.sourceline, int) else 0
        for source in reversed(sources.values()):
            row = {"source": source} | values
            self.table.add(Row(line, {name: visible(text) for name, text in row.items()}))

    def _facts(self, concept: _Element) -> dict[str, str]:
        """Return what an entry says as a whole."""
        facts: dict[str, list[str]] = {}
        elsewhere: dict[str, str] = {}
        for part in (concept, *_languages(concept)):
            for category, text in self._categories(part):
                if self.ours and category == "note" and text.startswith(f"{_OURS}{{"):
                    elsewhere |= _elsewhere_of(text)
                elif text and category in _OF_ENTRY:
                    facts.setdefault(_OF_ENTRY[category], []).append(text)
                elif text:
                    self.other[category] += 1
        return {name: "; ".join(facts[name]) for name in _OF_ENTRY.values() if name in facts} | elsewhere

    def _count_unread(self, term: _Term, known: Mapping[str, Sequence[str]], read: Collection[str]) -> None:
        """Count what a term says in categories that are not read of it, unless it is known already."""
        for category, texts in term.facts.items():
            left = [text for text in texts if text not in known.get(category, ())]
            if category == "partOfSpeech" and category in read:
                left = left if not term.pos and left != ["other"] else []
            elif category in read:
                left = []
            self.other[category] += len(left)

    def _term(self, section: _Element) -> _Term:
        parts = (one for child in section for one in (child, *child) if _name(one) == "term")
        term = next(parts, None)
        facts: dict[str, list[str]] = {}
        for category, text in self._categories(section):
            if text:
                facts.setdefault(category, []).append(text)
        return _Term(spaced(_text(term)) if term is not None else "", facts)

    def _categories(self, element: _Element) -> Iterator[tuple[str, str]]:
        """Yield the data categories of an element itself with their texts; count those that are not known."""
        for child in element:
            tag = _name(child)
            if tag in _LANGUAGES or tag in _TERMS or tag == "term":
                continue
            category = str(child.get("type", tag)) if tag in _TYPED else tag
            if tag in ("termGrp", "descripGrp", "adminGrp"):
                for known, text in self._categories(child):
                    if tag == "descripGrp" and known == "source":  # of a definition, and not of the English
                        self.other[known] += 1
                    else:
                        yield known, text
            elif category in _KNOWN:
                text = _text(child)
                yield category, text if self.ours else " ".join(text.split())
            else:
                self.other[category] += 1


@dataclass(frozen=True, slots=True)
class _Term:
    text: str
    facts: Mapping[str, Sequence[str]]

    def first(self, category: str) -> str:
        """Return the first text of a category, empty when there is none."""
        return next(iter(self.facts.get(category, ())), "")

    @property
    def pos(self) -> str:
        """Return the part of speech when it is one of ours, else an empty text."""
        pos = self.first("partOfSpeech").lower().replace("propernoun", "noun")
        return pos if pos in PARTS_OF_SPEECH else ""

    @property
    def status(self) -> str:
        """Return a status of our own; empty for preferred ones and where nothing is said."""
        value = (self.first("administrativeStatus") or self.first("termStatus")).lower()
        if value.startswith(_BAD):
            return "deprecated"
        return "admitted" if value.startswith("admitted") else ""

    @property
    def is_short(self) -> bool:
        return self.first("termType") in ("abbreviation", "acronym", "initialism", "shortForm")


def _best(terms: list[_Term]) -> _Term:
    """Return the English term that is the target."""
    return min(
        terms,
        key=lambda term: (term.status == "deprecated", term.is_short, term.status, not _preferred(term)),
    )


def _english_values(target: _Term, terms: list[_Term]) -> dict[str, str]:
    """Return the fields that come from the English terms of an entry, but for its note."""
    others = [term for term in terms if term is not target and (term.is_short or term.text != target.text)]
    short = next((term for term in others if term.is_short and term.status != "deprecated"), None)
    others = [term for term in others if term is not short]
    values = {
        "target": target.text,
        "variants": "|".join(term.text for term in others if term.status != "deprecated"),
        "forbidden": "|".join(term.text for term in others if term.status == "deprecated"),
        "pos": target.pos,
        "status": "preferred" if _preferred(target) else target.status,
        "abbreviation": short.text if short else "",
        "reference": "; ".join(target.facts.get("source", ())),
        "context": "; ".join(target.facts.get("context", ())),
    }
    return {name: value for name, value in values.items() if value}


def _preferred(term: _Term) -> bool:
    status = term.first("administrativeStatus") or term.first("termStatus")
    return status.lower().startswith("preferred")


def _elsewhere_of(note: str) -> dict[str, str]:
    try:
        values = json.loads(note.removeprefix(_OURS))
    except (ValueError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in values.items()}


def _languages(concept: _Element) -> list[_Element]:
    return [child for child in concept if _name(child) in _LANGUAGES]


def _name(element: _Element) -> str:
    return _local(element.tag)


@lru_cache(maxsize=256)
def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _text(element: _Element) -> str:
    text = "".join(map(str, element.itertext())) if len(element) else element.text or ""
    return text.strip()
