"""Own how a document becomes XLIFF 2.1 text; see `translator.formats.xliff` for what goes where.

The text is put together directly: in a format where white space is content, the writer must know every
character it writes, and a tree of a long job would cost ten times the memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import quote

from translator.formats import xliff
from translator.formats.xliff import PREFIX, UNWRITABLE, escape_unwritable
from translator.model import Article, Block, Candidate, Document, Issue, Note, Origin, Segment, State

_NAMESPACES = (
    f'xmlns="{xliff.CORE}" xmlns:mtc="{xliff.MATCHES}" xmlns:gls="{xliff.GLOSSARY}" '
    f'xmlns:mda="{xliff.METADATA}" xmlns:its="{xliff.ITS}" its:version="2.0"'
)
_ISSUE_TYPES = {
    "term": "terminology",
    "number": "numbers",
    "omission": "omission",
    "missing": "omission",
    "untranslated": "untranslated",
    "repe": "duplication",
    "consisten": "inconsistency",
    "punctuation": "typographical",
    "space": "whitespace",
    "length": "length",
}
"""The ITS type of an issue, by a part of the check's name."""

_SEVERITIES = {"info": "10", "warning": "50", "error": "100"}

Meta = tuple[str, str]


# --- characters ------------------------------------------------------------------------------------

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


def _content(text: str) -> str:
    """Escape translatable text, where ``<cp>`` stands for what XML cannot hold."""
    return _IN_CONTENT.sub(lambda c: _ENTITIES.get(c[0]) or f'<cp hex="{ord(c[0]):04X}"/>', text)


def _text(text: str) -> str:
    return _IN_TEXT.sub(lambda c: _ENTITIES[c[0]], escape_unwritable(text))


def _attributes(**values: str | None) -> str:
    """Give the attributes that are not None, with ``_`` for ``:`` in their names."""
    return "".join(
        f' {name.replace("_", ":")}="{_value(value)}"' for name, value in values.items() if value is not None
    )


def _value(text: str) -> str:
    return _IN_ATTRIBUTE.sub(lambda c: _ENTITIES[c[0]], escape_unwritable(text))


# --- ids -------------------------------------------------------------------------------------------

_SAFE_ID = re.compile(r"[A-Za-z0-9._-]+")


class _Ids:
    """Give out the ids of one scope, each once."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._counters: dict[str, Iterator[int]] = {}

    def keep(self, wanted: str, prefix: str) -> str:
        """Give ``wanted`` where XML and fragment identifiers allow it, else a new id."""
        if wanted in self._used or not _SAFE_ID.fullmatch(wanted):
            return self.new(prefix)
        self._used.add(wanted)
        return wanted

    def new(self, prefix: str) -> str:
        numbers = self._counters.setdefault(prefix, count(1))
        free = next(name for name in (f"{prefix}{n}" for n in numbers) if name not in self._used)
        self._used.add(free)
        return free


# --- file level ------------------------------------------------------------------------------------


def write(document: Document) -> bytes:
    """Write the document; see `xliff.write_xliff`."""
    languages = _attributes(srcLang=document.source_lang, trgLang=document.target_lang)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff {_NAMESPACES} version="2.1"{languages}>',
    ]
    ids = _Ids()
    issue_numbers = count(1)
    for number, article in enumerate(document.articles or (None,)):
        groups = _job_groups(document) if number == 0 else []
        lines += _file(article, document.name, groups, ids, issue_numbers)
    lines.append("</xliff>\n")
    return "\n".join(lines).encode()


def _job_groups(document: Document) -> list[str]:
    return [
        *_group("job", [("name", document.name)], 6),
        *_group("signature", sorted(document.signature.items()), 6),
        *_group("skipped", [(item.reason, item.text) for item in document.skipped], 6),
    ]


def _file(
    article: Article | None, name: str, groups: list[str], ids: _Ids, issue_numbers: Iterator[int]
) -> list[str]:
    file_id = ids.keep(article.id, "f") if article else ids.new("f")
    if article:
        groups += _group("article", [("title", article.title), *_id_if_other(article.id, file_id)], 6)
    attributes = _attributes(id=file_id, original=name, canResegment="no", xml_space="preserve")
    lines = [f"  <file{attributes}>", *_wrapped("mda:metadata", groups, 4)]
    units = _Ids()
    for block in article.blocks if article else ():
        lines += _Unit(block, units.keep(block.id, "u"), issue_numbers).lines()
    if article is None or not article.blocks:
        lines += _empty_unit()
    lines.append("  </file>")
    return lines


def _empty_unit() -> list[str]:
    return [
        f'    <unit id="u1" translate="no" type="{xliff.EMPTY}">',
        '      <segment id="s1" state="initial">',
        "        <source></source>",
        "      </segment>",
        "    </unit>",
    ]


def _id_if_other(own: str, written: str) -> list[Meta]:
    return [("id", own)] if own != written else []


def _group(category: str, metas: Iterable[Meta], indent: int, group_id: str | None = None) -> list[str]:
    """Give one metadata group, or nothing when it would be empty, which the schema forbids."""
    lines = [
        f"{' ' * (indent + 2)}<mda:meta{_attributes(type=kind)}>{_text(value)}</mda:meta>"
        for kind, value in metas
    ]
    if not lines:
        return []
    opening = f"{' ' * indent}<mda:metaGroup{_attributes(id=group_id, category=PREFIX + category)}>"
    return [opening, *lines, f"{' ' * indent}</mda:metaGroup>"]


def _wrapped(tag: str, lines: Sequence[str], indent: int, attributes: str = "") -> list[str]:
    if not lines:
        return []
    return [f"{' ' * indent}<{tag}{attributes}>", *lines, f"{' ' * indent}</{tag}>"]


# --- unit level ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Unit:
    """Collect what the segments of one block put into the modules, which stand before them."""

    block: Block
    id: str
    issue_numbers: Iterator[int]
    ids: _Ids = field(default_factory=_Ids)
    glossary: list[str] = field(default_factory=list)
    matches: list[str] = field(default_factory=list)
    issues: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        block = self.block
        # Segments first: their ids are the readable ones, markers take what is left.
        segment_ids = [self.ids.keep(segment.id, "s") for segment in block.segments]
        self.groups += _group("block", self._metas(), 8)
        body = [
            line
            for segment, segment_id in zip(block.segments, segment_ids, strict=True)
            for line in self._segment(segment, segment_id)
        ]
        if not block.segments:
            body = _segment_lines(self.ids.new("s"), State.INITIAL, None, _content(block.text), None)
        attributes = _attributes(
            id=self.id,
            name=block.id if block.id != self.id else None,
            translate=None if block.translatable else "no",
            type=PREFIX + block.role.value.replace(" ", "-"),
        )
        return [
            f"    <unit{attributes}>",
            *_wrapped("mda:metadata", self.groups, 6),
            *_wrapped("gls:glossary", self.glossary, 6),
            *_wrapped("mtc:matches", self.matches, 6),
            *self.issues,
            *_wrapped("notes", self.notes, 6),
            *body,
            "    </unit>",
        ]

    def _metas(self) -> Iterator[Meta]:
        block = self.block
        if block.level:
            yield "level", str(block.level)
        if block.evidence:
            yield "evidence", block.evidence
        for flag in block.flags:
            yield "flag", flag
        if not block.segments:
            yield "segmented", "no"
        elif block.text != "".join(s.source + s.space_after for s in block.segments):
            yield "text", block.text

    def _segment(self, segment: Segment, segment_id: str) -> list[str]:
        source = _marked(segment.source, self._terms(segment, segment_id))
        written = segment.target or segment.state is not State.INITIAL
        target = _content(segment.target) if written else None
        if segment.issues:
            marker = self._issues(segment.issues)
            source, target = (source, marker(target)) if target is not None else (marker(source), None)
        if segment.candidates:
            marker_id = self.ids.new("m")
            source = f'<mrk id="{marker_id}" type="mtc:match">{source}</mrk>'
            for candidate in segment.candidates:
                self._match(candidate, marker_id)
        for note in segment.notes:
            source = self._note(note, source)
        metas = [*_id_if_other(segment.id, segment_id), *_origin_metas(segment.origin)]
        self.groups += _group("segment", metas, 8, segment_id)
        lines = _segment_lines(segment_id, segment.state, segment.origin, source, target)
        if segment.space_after:
            space = f"        <source>{_content(segment.space_after)}</source>"
            lines += ["      <ignorable>", space, "      </ignorable>"]
        return lines

    def _terms(self, segment: Segment, segment_id: str) -> list[_Mark]:
        marks = []
        for term in segment.terms:
            entry_id = self.ids.new("g")
            metas = [("status", term.status.value), *([("domain", term.domain)] if term.domain else [])]
            mark = None
            if 0 <= term.start < term.end <= len(segment.source):
                mark = _Mark(term.start, term.end, self.ids.new("t"), f"#gls={entry_id}")
                marks.append(mark)
            else:  # no marker can show a place that the text does not have
                metas += [("segment", segment_id), ("start", str(term.start)), ("end", str(term.end))]
            lines = [f"          <gls:term>{_text(term.source)}</gls:term>"]
            for translation in (term.target, *term.variants):
                lines.append(f"          <gls:translation>{_text(translation)}</gls:translation>")
            if term.note:
                lines.append(f"          <gls:definition>{_text(term.note)}</gls:definition>")
            lines += _wrapped("mda:metadata", _group("term", metas, 12), 10)
            attributes = _attributes(id=entry_id, ref=f"#{mark.id}" if mark else None)
            self.glossary += _wrapped("gls:glossEntry", lines, 8, attributes)
        return marks

    def _match(self, candidate: Candidate, marker_id: str) -> None:
        origin = candidate.origin
        percent = f"{min(max(candidate.score, 0.0), 1.0) * 100:.2f}"
        attributes = _attributes(
            id=self.ids.new("c"),
            ref=f"#{marker_id}",
            type=xliff.MATCH_TYPES[origin.kind],
            subType=PREFIX + origin.kind.value,
            origin=origin.engine or None,
            similarity=percent,
            matchQuality=percent,
        )
        metas = [("similarity", repr(candidate.score))]
        if origin.score is not None:
            metas.append(("score", repr(origin.score)))
        lines = [
            *_wrapped("mda:metadata", _group("match", metas, 12), 10),
            f"          <source>{_content(candidate.source)}</source>",
            f"          <target>{_content(candidate.target)}</target>",
        ]
        self.matches += _wrapped("mtc:match", lines, 8, attributes)

    def _note(self, note: Note, source: str) -> str:
        note_id = self.ids.new("n")
        self.notes.append(f'        <note id="{note_id}">{_text(note.text)}</note>')
        metas = [(kind, value) for kind, value in (("author", note.author), ("time", note.time)) if value]
        self.groups += _group("note", metas, 8, note_id)
        return f'<mrk id="{self.ids.new("m")}" type="comment" ref="#n={note_id}">{source}</mrk>'

    def _issues(self, issues: Sequence[Issue]) -> _Wrap:
        # xml:id is unique in the whole file, unlike the ids of the core.
        list_id = f"lqi{next(self.issue_numbers)}"
        lines = [f"        <its:locQualityIssue{_issue_attributes(issue)}/>" for issue in issues]
        self.issues += _wrapped("its:locQualityIssues", lines, 6, f' xml:id="{list_id}"')
        return _Wrap(
            f'<mrk id="{self.ids.new("q")}" type="its:generic" its:locQualityIssuesRef="#its={list_id}">'
        )


@dataclass(frozen=True, slots=True)
class _Wrap:
    """Put a marker round a whole source or target."""

    opening: str

    def __call__(self, content: str) -> str:
        return f"{self.opening}{content}</mrk>"


def _issue_attributes(issue: Issue) -> str:
    check, severity = (quote(escape_unwritable(name), safe="") for name in (issue.check, issue.severity))
    kind = next((kind for part, kind in _ISSUE_TYPES.items() if part in issue.check), "uncategorized")
    return _attributes(
        locQualityIssueType=kind,
        locQualityIssueComment=issue.message,
        locQualityIssueSeverity=_SEVERITIES.get(issue.severity),
        locQualityIssueProfileRef=f"{xliff.CHECK_URN}{check}:{severity}",
    )


def _origin_metas(origin: Origin | None) -> Iterator[Meta]:
    if origin is not None and origin.engine:
        yield "engine", origin.engine
    if origin is not None and origin.score is not None:
        yield "score", repr(origin.score)


def _segment_lines(
    segment_id: str, state: State, origin: Origin | None, source: str, target: str | None
) -> list[str]:
    sub_state = PREFIX + origin.kind.value if origin else None
    lines = [f"        <source>{source}</source>"]
    if target is not None:
        lines.append(f"        <target>{target}</target>")
    return _wrapped("segment", lines, 6, _attributes(id=segment_id, state=state.value, subState=sub_state))


# --- markers inside a source -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    id: str
    ref: str


def _marked(text: str, marks: Sequence[_Mark]) -> str:
    """Write text with its terms; a term that crosses another becomes ``<sm/>`` and ``<em/>``."""
    if not marks:
        return _content(text)
    pieces = []
    at = 0
    for position, _, _, markup in sorted(_markup(marks)):
        pieces += [_content(text[at:position]), markup]
        at = position
    return "".join([*pieces, _content(text[at:])])


def _markup(marks: Sequence[_Mark]) -> Iterator[tuple[int, int, int, str]]:
    """Yield position, closing before opening, nesting order, and the tag."""
    open_ends: list[int] = []
    for order, mark in enumerate(sorted(marks, key=lambda mark: (mark.start, -mark.end))):
        while open_ends and open_ends[-1] <= mark.start:
            open_ends.pop()
        attributes = _attributes(id=mark.id, type="term", ref=mark.ref)
        if open_ends and open_ends[-1] < mark.end:
            yield mark.start, 1, order, f"<sm{attributes}/>"
            yield mark.end, 0, -order, f'<em startRef="{mark.id}"/>'
        else:
            open_ends.append(mark.end)
            yield mark.start, 1, order, f"<mrk{attributes}>"
            yield mark.end, 0, -order, "</mrk>"
