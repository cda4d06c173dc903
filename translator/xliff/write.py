"""Writing of a job as XLIFF 2.1; see `translator.xliff` for the places of all values.

The text is put together directly: in a format where white space is content, the writer must know every
character it writes, and a tree of a long job would cost ten times the memory.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import quote

from translator.identity import job_id
from translator.model import (
    Article,
    Block,
    Candidate,
    Conflict,
    Document,
    Issue,
    Note,
    Origin,
    Priority,
    Segment,
    Severity,
    State,
    TermKind,
    TermMatch,
)
from translator.text.xml import escape_unwritable
from translator.xliff import cells, conflicts, vocabulary
from translator.xliff.fingerprint import ABOUT, FINGERPRINT, fingerprint_of, state_to_leave
from translator.xliff.foreign import Groups, Kept, Slots, ids_in, joined
from translator.xliff.marks import Mark, marked
from translator.xliff.metadata import entries_of
from translator.xliff.text import Ids, Meta, attributes, content, escaped, meta_group, wrapped
from translator.xliff.vocabulary import PREFIX

_NAMESPACES = (
    f'xmlns="{vocabulary.CORE}" xmlns:mtc="{vocabulary.MATCHES}" xmlns:gls="{vocabulary.GLOSSARY}" '
    f'xmlns:mda="{vocabulary.METADATA}" xmlns:its="{vocabulary.ITS}" its:version="2.0"'
)
_SEVERITIES = {Severity.INFO: "10", Severity.WARNING: "50", Severity.ERROR: "100"}


# --- file level ------------------------------------------------------------------------------------


def write_xliff(document: Document) -> bytes:
    """Return a document as XLIFF 2.1 in UTF-8."""
    written = io.BytesIO()  # line by line: in one string a job of millions of characters takes gigabytes
    for line in _Writer(document, Kept(document.extensions)).lines():
        written.write(line.encode() + b"\n")
    return written.getvalue()


class _Writer:
    """Writer of one document; it counts the ids that are unique in the whole document."""

    def __init__(self, document: Document, kept: Kept) -> None:
        self._document = document
        self._kept = kept
        self._file_ids = Ids()
        self._issue_ids = (name for n in count(1) if (name := f"lqi{n}") not in kept.xml_ids)

    def lines(self) -> Iterator[str]:
        document = self._document
        languages = attributes(srcLang=document.source_lang, trgLang=document.target_lang)
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield f'<xliff {_NAMESPACES} version="2.1"{languages}{joined(self._kept.at(), "attributes")}>'
        for number, article in enumerate(document.articles or (None,)):
            yield from self._file(article, _job_groups(document) if number == 0 else [])
        yield "</xliff>"

    def _file(self, article: Article | None, groups: list[str]) -> Iterator[str]:
        file_id = self._file_ids.keep(article.id, "f") if article else self._file_ids.new("f")
        slots = self._kept.at(article.id) if article else {}
        if article:
            groups += meta_group("article", [("title", article.title), *_id_if_other(article.id, file_id)], 6)
        name = self._document.name
        more = attributes(id=file_id, original=name, canResegment="no", xml_space="preserve")
        yield f"  <file{more}{joined(slots, 'attributes')}>"
        yield from slots.get("skeleton", ())
        yield from wrapped("mda:metadata", [*groups, *slots.get("metaGroup", ())], 4)
        yield from slots.get("element", ())
        yield from wrapped("notes", slots.get("note", ()), 4)
        if article and article.blocks:
            yield from self._units(article, Groups(slots.get("group", ())))
        else:
            yield from _EMPTY_UNIT
        yield "  </file>"

    def _units(self, article: Article, groups: Groups) -> Iterator[str]:
        ids = Ids()
        for block in article.blocks:
            slots = self._kept.at(article.id, block.id)
            unit = _Unit(block, ids.keep(block.id, "u"), self._issue_ids, slots)
            if self._document.extensions:
                unit.kept = [self._kept.at(article.id, block.id, part.id) for part in block.segments]
                yield from groups.before(slots)
            yield from unit.lines()
        yield from groups.after()


def _job_groups(document: Document) -> list[str]:
    metas = [
        (vocabulary.FORMAT, vocabulary.FORMAT_VERSION),
        ("name", document.name),
        ("id", job_id(document)),
        ("segments", str(sum(1 for _ in document.segments()))),
    ]
    return [
        *meta_group("job", metas, 6),
        *meta_group("signature", entries_of(document.meta), 6),
        *meta_group("skipped", [(item.reason, item.text) for item in document.skipped], 6),
    ]


_EMPTY_UNIT = (
    f'    <unit id="u1" translate="no" type="{vocabulary.EMPTY}">',
    '      <segment id="s1" state="initial">',
    "        <source></source>",
    "      </segment>",
    "    </unit>",
)


def _id_if_other(own: str, written: str) -> list[Meta]:
    return [("id", own)] if own != written else []


# --- unit level ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Unit:
    """One block as a unit; its segments' entries in the modules stand before the segments.

    ``slots`` has other tools' data of the unit, ``kept`` their data of each segment, if any.
    """

    block: Block
    id: str
    issue_ids: Iterator[str]
    slots: Slots
    kept: Sequence[Slots] = ()
    ids: Ids = field(default_factory=Ids)
    glossary: list[str] = field(default_factory=list)
    matches: list[str] = field(default_factory=list)
    issues: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        block, slots = self.block, self.slots
        # Segments first: their ids are the readable ones, markers take what is left.
        segment_ids = [self.ids.keep(segment.id, "s") for segment in block.segments]
        self.ids.reserve(ids_in(slots))
        self.groups += meta_group("block", self._metas(), 8)
        self.groups += meta_group(cells.CATEGORY, cells.entries_of(block.cell), 8)
        body: list[str] = []
        for number, segment in enumerate(block.segments):
            body += self._segment(segment, segment_ids[number], self.kept[number] if self.kept else {})
        if not block.segments:
            body = _segment_lines(self.ids.new("s"), ' state="initial"', content(block.text), None, {})
        return [
            f"    <unit{self._attributes()}>",
            *wrapped("mda:metadata", [*self.groups, *slots.get("metaGroup", ())], 6),
            *wrapped("gls:glossary", [*self.glossary, *slots.get("glossEntry", ())], 6),
            *wrapped("mtc:matches", [*self.matches, *slots.get("match", ())], 6),
            *self.issues,
            *slots.get("element", ()),
            *wrapped("notes", self.notes, 6),
            *slots.get("originalData", ()),
            *body,
            "    </unit>",
        ]

    def _attributes(self) -> str:
        block = self.block
        own = attributes(
            id=self.id,
            name=block.id if block.id != self.id else None,
            translate=None if block.translatable else "no",
            type=PREFIX + block.role.value.replace(" ", "-"),
        )
        return own + joined(self.slots, "attributes")

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

    def _segment(self, segment: Segment, segment_id: str, slots: Slots) -> list[str]:
        source = marked(segment.source, self._terms(segment, segment_id))
        written = segment.target or segment.state is not State.INITIAL
        target = content(segment.target) if written else None
        about: list[str] = []
        if segment.issues or segment.open_conflicts:
            list_id = next(self.issue_ids)  # xml:id is unique in the whole file, unlike the ids of the core
            about.append(f"its={list_id}")
            # Round the source: tools that set a target's text would leave a marker with the old text behind.
            source = f"{self._issues(segment, list_id)}{source}</mrk>"
        if segment.candidates or segment.draft:
            marker_id = self.ids.new("m")
            about.append(marker_id)
            source = f'<mrk id="{marker_id}" type="mtc:match">{source}</mrk>'
            if segment.draft:  # as a match, where other tools show it
                self._match(
                    segment.draft.as_candidate(segment.source), marker_id, [(vocabulary.DRAFT, "yes")]
                )
            for candidate in segment.candidates:
                self._match(candidate, marker_id, [("similarity", repr(candidate.score))])
        for note in segment.notes:
            source = self._note(note, source, slots, about)
        metas = [
            *_id_if_other(segment.id, segment_id),
            *_origin_metas(segment.origin),
            *([(ABOUT, " ".join(about))] if about else []),
            *([(vocabulary.UNSTYLED, segment.unstyled)] if segment.unstyled else []),
            (FINGERPRINT, fingerprint_of(segment)),
        ]
        self.groups += meta_group("segment", metas, 8, segment_id)
        self.groups += conflicts.groups_of(segment.conflicts, segment_id)
        lines = _segment_lines(segment_id, _state(segment, slots), source, target, slots)
        if segment.space_after:
            space = f"        <source>{content(segment.space_after)}</source>"
            lines += ["      <ignorable>", space, "      </ignorable>"]
        return lines

    def _terms(self, segment: Segment, segment_id: str) -> list[Mark]:
        marks = []
        for term in segment.terms:
            entry_id = self.ids.new("g")
            metas = [*_term_metas(term)]
            ref = None
            if 0 <= term.start < term.end <= len(segment.source):
                marks.append(Mark(term.start, term.end, self.ids.new("t"), f"#gls={entry_id}"))
                ref = f"#{marks[-1].id}"
            else:  # no marker can show a place that the text does not have
                metas += [("segment", segment_id), ("start", str(term.start)), ("end", str(term.end))]
            lines = [f"          <gls:term>{escaped(term.source)}</gls:term>"]
            lines += [
                f"          <gls:translation>{escaped(translation)}</gls:translation>"
                for translation in (term.target, *term.variants)
            ]
            if term.note:
                lines.append(f"          <gls:definition>{escaped(term.note)}</gls:definition>")
            lines += wrapped("mda:metadata", meta_group("term", metas, 12), 10)
            self.glossary += wrapped("gls:glossEntry", lines, 8, attributes(id=entry_id, ref=ref))
        return marks

    def _match(self, candidate: Candidate, marker_id: str, metas: list[Meta]) -> None:
        origin = candidate.origin
        percent = f"{min(max(candidate.score, 0.0), 1.0) * 100:.2f}"
        more = attributes(
            id=self.ids.new("c"),
            ref=f"#{marker_id}",
            type=vocabulary.MATCH_TYPES[origin.kind],
            subType=PREFIX + origin.kind.value,
            origin=origin.name or None,
            similarity=percent,
            matchQuality=percent,
        )
        if origin.score is not None:
            metas.append(("score", repr(origin.score)))
        lines = [
            *wrapped("mda:metadata", meta_group("match", metas, 12), 10),
            f"          <source>{content(candidate.source)}</source>",
            f"          <target>{content(candidate.target)}</target>",
        ]
        self.matches += wrapped("mtc:match", lines, 8, more)

    def _note(self, note: Note, source: str, slots: Slots, about: list[str]) -> str:
        note_id = self.ids.new("n")
        about.append(f"n={note_id}")
        text = escaped(note.text)
        more = next(
            (kept[: -len(text) - 1] for kept in slots.get("note", ()) if kept.endswith(f">{text}")), ""
        )
        self.notes.append(f'        <note id="{note_id}"{more}>{text}</note>')
        metas = [(kind, value) for kind, value in (("author", note.author), ("time", note.time)) if value]
        self.groups += meta_group("note", metas, 8, note_id)
        return f'<mrk id="{self.ids.new("m")}" type="comment" ref="#n={note_id}">{source}</mrk>'

    def _issues(self, segment: Segment, list_id: str) -> str:
        """Write quality issues, and return the start of the marker that leads to them."""
        said = (*map(_issue_attributes, segment.issues), *map(_conflict_attributes, segment.open_conflicts))
        lines = [f"        <its:locQualityIssue{found}/>" for found in said]
        self.issues += wrapped("its:locQualityIssues", lines, 6, f' xml:id="{list_id}"')
        return f'<mrk id="{self.ids.new("q")}" type="its:generic" its:locQualityIssuesRef="#its={list_id}">'


def _issue_attributes(issue: Issue) -> str:
    if issue.foreign:
        return issue.foreign
    check = quote(escape_unwritable(issue.check), safe="")
    return attributes(
        locQualityIssueType=issue.category,
        locQualityIssueComment=issue.message,
        locQualityIssueSeverity=_SEVERITIES[issue.severity],
        locQualityIssueProfileRef=f"{vocabulary.CHECK_URN}{check}:{issue.severity.value}",
    )


def _conflict_attributes(conflict: Conflict) -> str:
    return attributes(
        locQualityIssueType="uncategorized",
        locQualityIssueComment=conflicts.comment_on(conflict),
        locQualityIssueSeverity=_SEVERITIES[Severity.ERROR],
        locQualityIssueProfileRef=vocabulary.CONFLICT_URN,
    )


def _term_metas(term: TermMatch) -> Iterator[Meta]:
    """Yield a term's values that the glossary module has no place for, such as forbidden translations."""
    yield "status", term.status.value
    if term.domain:
        yield "domain", term.domain
    yield from (("forbidden", form) for form in term.forbidden)
    if term.pos:
        yield "pos", term.pos
    if term.case:
        yield "case", term.case
    if term.kind is not TermKind.TERM:
        yield "kind", term.kind.value
    if term.priority is not Priority.FORCE:
        yield "priority", term.priority.value
    if term.evidence:
        yield "evidence", term.evidence.value


def _origin_metas(origin: Origin | None) -> Iterator[Meta]:
    if origin is not None and origin.name:
        yield vocabulary.ORIGIN_NAMES[origin.kind], origin.name
    if origin is not None and origin.score is not None:
        yield "score", repr(origin.score)


def _state(segment: Segment, slots: Slots) -> str:
    """Return the attributes of state; another tool's ``subState`` stays as long as the state does."""
    state, origin = state_to_leave(segment).value, segment.origin
    own = attributes(state=state, subState=PREFIX + origin.kind.value if origin else None)
    return next((text for text in slots.get("state", ()) if text.startswith(f' state="{state}" ')), own)


def _segment_lines(segment_id: str, state: str, source: str, target: str | None, slots: Slots) -> list[str]:
    lines = [f"        <source{joined(slots, 'source')}>{source}</source>"]
    if target is not None:
        lines.append(f"        <target{joined(slots, 'target')}>{target}</target>")
    more = attributes(id=segment_id) + state + joined(slots, "attributes")
    return wrapped("segment", lines, 6, more)
