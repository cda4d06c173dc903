"""Own what a row of the review table says in its Notes column, and in which order.

First what is wrong, then what is missing, then where the English came from and what else it could be, and last
what people wrote. Nothing here judges a translation: it only words what the job already holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.sax.saxutils import unescape

from translator.model import (
    Candidate,
    Flag,
    OriginKind,
    Segment,
    Severity,
    TermStatus,
)
from translator.ooxml.writing import paragraph, run


def note_texts(segment: Segment, flags: tuple[Flag, ...]) -> tuple[str, ...]:
    """Give the paragraphs that stand in a segment's Notes cell as plain text."""
    texts = (re.sub("<w:tab/>", "\t", re.sub("<w:br/>", "\n", line)) for line in _note_lines(segment, flags))
    return tuple(unescape(re.sub("<[^>]*>", "", text)).strip() for text in texts)


def notes_of(segment: Segment, flags: tuple[Flag, ...]) -> str:
    """Give the paragraphs of a row's Notes cell: at least one, which is empty when there is nothing to say.

    ``flags`` are those of the segment's block that this row should show.
    """
    lines = _note_lines(segment, flags)
    return "".join(paragraph("Review note", line) for line in lines) or paragraph("Review note")


def _note_lines(segment: Segment, flags: tuple[Flag, ...]) -> list[str]:
    """Give the runs of each paragraph; every one opens in a label's style, by which we know it from a person's."""
    lines = [
        *_flag_notes(flags),
        *_issue_notes(segment),
        *_term_notes(segment),
        *_origin_notes(segment),
        *(_candidate_note(candidate) for candidate in _open_candidates(segment)),
        *(_label(note.author or "Note", note.text, note.time[:10]) for note in segment.notes),
    ]
    return list(dict.fromkeys(lines))


def _label(label: str, text: str, time: str = "", style: str = "Note label") -> str:
    dated = f"{label} ({time})" if time else label
    return run(f"{dated}: ", style) + run(text)


def _flag_notes(flags: tuple[Flag, ...]) -> Iterator[str]:
    for flag in flags:
        if flag is Flag.UNFINISHED:
            yield _label("Unfinished", "the page itself breaks off here.", style="Warning label")
        else:
            yield _label("Rejoined", "this paragraph was put together from broken lines.")


def _issue_notes(segment: Segment) -> Iterator[str]:
    for issue in segment.issues:
        if issue.severity is Severity.INFO:
            continue
        style = "Error label" if issue.severity is Severity.ERROR else "Warning label"
        yield _label(issue.check.capitalize(), issue.message, style=style)


def _term_notes(segment: Segment) -> Iterator[str]:
    """Name the missing terms in one paragraph, each once, so that the row stays low."""
    missing = Counter(
        (term.source, term.target) for term in segment.terms if term.status is TermStatus.MISSING
    )
    named = [
        run(source, "Term missing", chinese=True)
        + run(f" → {target}" + (f" (×{times})" if times > 1 else ""))
        for (source, target), times in missing.items()
    ]
    if named:
        yield run("Terms missing: ", "Error label") + run("; ").join(named)


def _origin_notes(segment: Segment) -> Iterator[str]:
    origin = segment.origin
    if origin is not None and origin.kind is OriginKind.TM:
        yield _label("From memory", _percent(origin.score))
    elif origin is not None and origin.reviewer:
        yield _label("English by", origin.reviewer)


def _open_candidates(segment: Segment) -> Iterator[Candidate]:
    """Yield the texts that may still be chosen.

    What a reviewer has replaced or confirmed stays with its segment for the statistics; it is no news to the next one,
    unless two reviewers' texts stand against each other.
    """
    is_open = any(issue.severity is Severity.ERROR for issue in segment.issues)
    for candidate in segment.candidates:
        by_person = candidate.origin.kind is OriginKind.HUMAN
        if candidate.target != segment.target and (is_open if by_person else not segment.state.by_person):
            yield candidate


def _candidate_note(candidate: Candidate) -> str:
    if candidate.origin.kind is OriginKind.HUMAN:
        return _label(f"Other text ({candidate.origin.reviewer})", candidate.target)
    kind = "Memory" if candidate.origin.kind is OriginKind.TM else "Other draft"
    source = run(f" ({candidate.source})", chinese=True) if candidate.score < 1 else ""
    return _label(f"{kind} {_percent(candidate.score)}", candidate.target) + source


def _percent(score: float | None) -> str:
    # A similarity of 99.9 % is not the same sentence, so it must not read as 100 %.
    return "" if score is None else f"{int(max(0.0, min(1.0, score)) * 100)} %"
