"""Writing of XLIFF 1.2 (OASIS Standard, 1 February 2008) for older CAT tools.

One ``<file>`` an article, one ``<group>`` a block with its role in ``restype``, one ``<trans-unit>`` a segment under
the segment's own id. The file is a working copy, not a job: edits come back through ``translator review apply``. Our
own remarks (terms, findings) are notes whose ``from`` begins with `OURS`, so that they are not taken for a person's.
``extradata`` holds the segment's fingerprint. Characters that XML forbids become U+FFFD.

The file carries the digest of its own bytes, which shows later whether anybody has changed the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from translator import __version__
from translator.identity import job_id
from translator.model import (
    Article,
    Block,
    Candidate,
    Document,
    Evidence,
    OriginKind,
    Segment,
    Severity,
    State,
    TermKind,
    TermMatch,
)
from translator.qa import OF_TERMS
from translator.text.xml import escaped, xml_text
from translator.xliff.conflicts import comment_on
from translator.xliff.fingerprint import fingerprint_of
from translator.xliff.text import attributes

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
OURS = "translator:"
"""Opens the ``from`` of notes that this program wrote itself."""

TOOL = "translator"
STATES = {
    State.INITIAL: "needs-translation",
    State.TRANSLATED: "needs-review-translation",
    State.REVIEWED: "signed-off",
    State.FINAL: "final",
}
"""The state of a target. In XLIFF 1.2 an approved target is *signed-off*. A target that a person confirms in a CAT tool
becomes *translated*, so a draft has another state."""

CONFIRMED = "translated"
"""The state of a draft that a person confirmed, and of any draft in copies of earlier versions."""

_QUALIFIERS = {OriginKind.MT: "leveraged-mt", OriginKind.TM: "leveraged-tm"}
_PHASE = "draft"
_DIGEST = re.compile(rb'(<note from="translator:digest">)([0-9a-f]{64})(</note>)')
_NO_DIGEST = "0" * 64
_NO_ARTICLE = Article(id="a01", title="", blocks=())


def write_xliff12(document: Document) -> bytes:
    """Return a document as XLIFF 1.2 in UTF-8; the same document always gives the same bytes."""
    data = "\n".join(_lines(document)).encode()
    digest = hashlib.sha256(data).hexdigest().encode()
    return _DIGEST.sub(rb"\g<1>" + digest + rb"\g<3>", data, count=1)


def is_as_written(data: bytes) -> bool:
    """Return whether the bytes are still those that `write_xliff12` gave."""
    found = _DIGEST.search(data)
    if found is None:
        return False
    empty = data[: found.start(2)] + _NO_DIGEST.encode() + data[found.end(2) :]
    return hashlib.sha256(empty).hexdigest().encode() == found[2]


def _lines(document: Document) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<xliff xmlns="{NAMESPACE}" version="1.2">'
    job = xml_text(job_id(document))
    content = document.meta.content
    for number, article in enumerate(document.articles or (_NO_ARTICLE,)):
        more = {
            "original": xml_text(f"{document.name}/{article.id}"),
            "source-language": document.source_lang,
            "target-language": document.target_lang,
            "datatype": "plaintext",
            "tool-id": TOOL,
            "product-name": xml_text(document.name),
        }
        yield f"  <file{attributes(**more)}>"
        yield from _header(job, article.title, [content] if number == 0 else [])
        yield "    <body>"
        for block in article.blocks:
            yield from _group(block)
        yield "    </body>"
        yield "  </file>"
    yield "</xliff>\n"


def _header(job: str, title: str, contents: list[str]) -> Iterator[str]:
    """Yield a file's header; ``contents``, the job's content hash, stands in the first one with our digest."""
    phase = {
        "phase-name": _PHASE,
        "process-name": "machine translation",
        "tool-id": TOOL,
        "job-id": job,
    }
    tool = {"tool-id": TOOL, "tool-name": TOOL, "tool-version": __version__}
    yield "    <header>"
    yield f"      <phase-group><phase{attributes(**phase)}/></phase-group>"
    yield f"      <tool{attributes(**tool)}/>"
    if title:
        yield f'      <note from="{OURS}title">{escaped(title)}</note>'
    for content in contents:
        yield f'      <note from="{OURS}content">{escaped(content)}</note>'
        yield f'      <note from="{OURS}digest">{_NO_DIGEST}</note>'
    yield "    </header>"


def _group(block: Block) -> Iterator[str]:
    more = {
        "id": xml_text(block.id),
        "restype": f"x-{block.role.value.replace(' ', '-')}",
        "translate": None if block.translatable else "no",
    }
    yield f"      <group{attributes(**more)}>"
    if not block.segments:
        unit = attributes(id=xml_text(block.id), translate="no", xml_space="preserve")
        yield f"        <trans-unit{unit}>"
        yield f"          <source>{escaped(block.text)}</source>"
        yield "        </trans-unit>"
    for segment in block.segments:
        yield from _unit(segment)
    yield "      </group>"


def _unit(segment: Segment) -> Iterator[str]:
    more = {
        "id": xml_text(segment.id),
        "approved": "yes" if segment.state.by_person else None,
        "xml:space": "preserve",
        "extradata": fingerprint_of(segment),
    }
    yield f"        <trans-unit{attributes(**more)}>"
    yield f"          <source>{escaped(segment.source)}</source>"
    yield f"          <target{_target_attributes(segment)}>{escaped(segment.target)}</target>"
    for name, text in _notes(segment):
        said = attributes(**{"from": xml_text(name) or None})
        yield f"          <note{said}>{escaped(text)}</note>"
    drafts = [segment.draft.as_candidate(segment.source)] if segment.draft else []
    for candidate in (*drafts, *segment.candidates):
        if candidate.target:  # an empty one is a sentence that was left out
            yield from _alternative(candidate)
    yield "        </trans-unit>"


def _target_attributes(segment: Segment) -> str:
    origin = segment.origin
    qualifier = _QUALIFIERS.get(origin.kind) if origin and not segment.state.by_person else None
    made = {"state": STATES[segment.state], "state-qualifier": qualifier}
    return attributes(**made, **({"phase-name": _PHASE} if qualifier else {}))


def told_notes(segment: Segment) -> tuple[str, ...]:
    """Return the notes that the program writes itself: the terms and findings of a segment."""
    return tuple(text for _, text in _own_notes(segment))


def _notes(segment: Segment) -> Iterator[tuple[str, str]]:
    """Yield (author, text) of notes: the program's own notes, then people's."""
    yield from _own_notes(segment)
    for note in segment.notes:
        yield note.author, note.text


def _own_notes(segment: Segment) -> Iterator[tuple[str, str]]:
    for text in dict.fromkeys(map(_told, segment.terms)):
        yield f"{OURS}term", text
    for issue in segment.issues:
        if issue.severity is not Severity.INFO and issue.check not in OF_TERMS:
            yield f"{OURS}{issue.check}", issue.message
    for conflict in segment.open_conflicts:
        yield f"{OURS}conflict", comment_on(conflict)


def _told(term: TermMatch) -> str:
    """Return a term in words for a translator, with the known facts about its place in the target."""
    facts = [
        *(["name by rule"] if term.kind is not TermKind.TERM else []),
        *(["to consider"] if term.advisory else []),
        term.status.value,
        *([Evidence.ALIGNED.value] if term.put_in else []),
        *([f"not {' or '.join(term.forbidden)}"] if term.forbidden else []),
    ]
    return f"{term.source} = {term.target} ({', '.join(facts)})"


def _alternative(candidate: Candidate) -> Iterator[str]:
    # A similarity of 99.9 % is not the same sentence, so it must not read as 100 %.
    percent = f"{int(min(max(candidate.score, 0.0), 1.0) * 100)}%"
    origin = f"{candidate.origin.kind.value} {candidate.origin.name}".strip()
    more = {"match-quality": percent, "origin": xml_text(origin), "xml:space": "preserve"}
    yield f"          <alt-trans{attributes(**more)}>"
    yield f"            <source>{escaped(candidate.source)}</source>"
    yield f"            <target>{escaped(candidate.target)}</target>"
    yield "          </alt-trans>"
