"""The Notes column of the review table: what it says, and in which order.

First what is wrong, then what is missing, then where the English came from and what else it could be, and last
what people wrote. Nothing here judges a translation: it only words what the job already holds. What is only to be
checked, such as a name made by rule, is left out once a person has approved the segment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple
from xml.sax.saxutils import unescape

from translator.identity import conflict_hash
from translator.model import (
    ENGINE,
    Candidate,
    ConflictKind,
    Flag,
    Note,
    OriginKind,
    Segment,
    Severity,
    TermKind,
    TermMatch,
    TermStatus,
)
from translator.ooxml.writing import paragraph, run
from translator.qa import OF_TERMS
from translator.review.results import ListedConflict
from translator.review.wording import note_text
from translator.terms.proof import forbidden_spans, proofs
from translator.text.scripts import HAN
from translator.text.spans import Span

TERM, PUT_IN, NAME, WRONG = "Term", "Term put in", "Name by rule", "Term missing"
"""The character styles of terms, of those that were put into a finished target, of names that a rule made, and of any
of them where the English lacks it."""

LABEL_STYLES = NOTE, WARNING, ERROR = ("Note label", "Warning label", "Error label")
"""The character styles of the labels, of which one opens every paragraph that we write in the Notes column."""

_FLAGS = {
    Flag.UNFINISHED: ("Unfinished", "the page itself breaks off here.", WARNING),
    Flag.REJOINED: ("Rejoined", "this paragraph was put together from broken lines.", NOTE),
}
_CHECK, _CONFLICT, _FROM_MEMORY, _ENGLISH_BY = "Check", "Review", "From memory", "English by"
_OTHER_TEXT, _MEMORY, _OTHER_DRAFT = "Other text", "Memory", "Other draft"


def _is_name(term: TermMatch) -> bool:
    return term.kind is not TermKind.TERM


def _is_lost(term: TermMatch) -> bool:
    return term.status is TermStatus.MISSING and not term.advisory


class _TermLine(NamedTuple):
    """A paragraph on the terms to which it applies; one ``of_draft`` goes when a person approves the segment."""

    label: str
    style: str
    of_draft: bool
    applies: Callable[[TermMatch], bool]


_TERM_LINES = (
    _TermLine("Terms missing", ERROR, False, lambda term: _is_lost(term) and not _is_name(term)),
    _TermLine("Forbidden", ERROR, False, lambda term: term.status is TermStatus.FORBIDDEN),
    _TermLine("Names missing", WARNING, True, lambda term: _is_lost(term) and _is_name(term)),
    _TermLine("Put in", WARNING, True, lambda term: term.put_in),
    _TermLine("Names by rule", NOTE, True, lambda term: _is_name(term) and term.status is TermStatus.FOUND),
    _TermLine(
        "Terms to consider", NOTE, True, lambda term: term.advisory and term.status is TermStatus.MISSING
    ),
)
_OPENINGS = (
    *(re.escape(f"{label}: {text}") for label, text, _ in _FLAGS.values()),
    rf"{_CHECK} \(.+?\): ",
    f"{ENGINE.capitalize()}: ",
    rf"(?:Term missing|{'|'.join(line.label for line in _TERM_LINES)}): .*(?: → |[{HAN}])",
    rf"{_FROM_MEMORY}: \d+ %",
    f"{_ENGLISH_BY}: ",
    rf"(?:{_MEMORY}|{_OTHER_DRAFT}) \d+ %: ",
    rf"{_OTHER_TEXT} \(.+?\): ",
    rf"{_CONFLICT}: (?:{'|'.join(map(re.escape, ConflictKind))}) \(",
)
OUR_LINE = re.compile("|".join(_OPENINGS))
"""How our paragraphs open, by which they are known in a file that has lost its styles; a person, too, may write
*Check: …*, so that this is more than the label where we always write more."""

_CONFLICT_BOOKMARK = re.compile(r"conflict_([0-9a-f]{8})")


def note_texts(segment: Segment, flags: tuple[Flag, ...]) -> tuple[str, ...]:
    """Return the paragraphs that stand in a segment's Notes cell as plain text."""
    texts = (re.sub("<w:tab/>", "\t", re.sub("<w:br/>", "\n", line)) for line in _lines(segment, flags))
    return tuple(unescape(re.sub("<[^>]*>", "", text)).strip() for text in texts)


def notes_cell(segment: Segment, flags: tuple[Flag, ...], numbers: Iterator[int]) -> str:
    """Return the paragraphs of a row's Notes cell: at least one, which is empty when there is nothing to say.

    ``flags`` are those of the segment's block that this row should show, ``numbers`` the free ids of bookmarks.
    """
    lines = (
        bookmarked(line, name, next(numbers)) if name else line
        for line, name in _lines(segment, flags).items()
    )
    return "".join(paragraph("Review note", line) for line in lines) or paragraph("Review note")


def bookmarked(xml: str, name: str, number: int) -> str:
    """Return runs inside a bookmark."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{xml}<w:bookmarkEnd w:id="{number}"/>'


def read_conflict_bookmark(name: str) -> str:
    """Return the hash of the conflict that a bookmark names, empty for any other bookmark."""
    match = _CONFLICT_BOOKMARK.fullmatch(name)
    return match[1] if match else ""


def _lines(segment: Segment, flags: tuple[Flag, ...]) -> dict[str, str]:
    """Return the runs of each paragraph with the name of its bookmark, empty for none.

    Every paragraph opens in a label's style, by which we know it from a person's.
    """
    notes = (_label(*_note_label(note), note.text) for note in segment.notes)
    candidates = map(_candidate_line, _open_candidates(segment))
    before = chain(_flag_lines(flags), _issue_lines(segment))
    after = chain(_term_lines(segment), _origin_lines(segment), _merged_lines(segment), candidates, notes)
    return {**dict.fromkeys(before, ""), **dict(_conflict_lines(segment)), **dict.fromkeys(after, "")}


def _label(label: str, detail: str, text: str, style: str = NOTE) -> str:
    return run(f"{label} ({detail}): " if detail else f"{label}: ", style) + run(text)


def note_labels(note: Note) -> tuple[str, str]:
    """Return how a note is shown, without its date and with it."""
    label, date = _note_label(note)
    return f"{label}: {note.text}", f"{label} ({date}): {note.text}"


def _note_label(note: Note) -> tuple[str, str]:
    return note.author or "Note", note.time[:10]


def _flag_lines(flags: tuple[Flag, ...]) -> Iterator[str]:
    for flag in flags:
        label, text, style = _FLAGS[flag]
        yield _label(label, "", text, style)


def _issue_lines(segment: Segment) -> Iterator[str]:
    for issue in segment.issues:
        if issue.severity is not Severity.INFO and issue.check not in OF_TERMS:
            style = ERROR if issue.severity is Severity.ERROR else WARNING
            label = (ENGINE.capitalize(), "") if issue.check == ENGINE else (_CHECK, issue.check)
            yield _label(*label, issue.message, style)


def _conflict_lines(segment: Segment) -> Iterator[tuple[str, str]]:
    for conflict in segment.open_conflicts:
        listed = ListedConflict(conflict=conflict, segment=segment)
        yield _label(_CONFLICT, "", note_text(listed), ERROR), f"conflict_{conflict_hash(conflict)}"


def _merged_lines(segment: Segment) -> Iterator[str]:
    for conflict in segment.open_conflicts:
        both = ListedConflict(conflict=conflict, segment=segment).suggestion
        if both:
            yield _label(_OTHER_TEXT, "both edits merged", both)


def _term_lines(segment: Segment) -> Iterator[str]:
    """Yield a paragraph for each label, with its terms, each once, so that the row stays low."""
    spans = term_spans(segment)
    for line in _TERM_LINES:
        if line.of_draft and segment.state.by_person:
            continue
        named: dict[str, int] = {}
        for term, span in zip(segment.terms, spans, strict=True):
            if line.applies(term):
                text = _named(term, segment.target[slice(*span)] if span else "", term_style(term, segment))
                named[text] = named.get(text, 0) + 1
        if named:
            each = (text + (run(f" (×{times})") if times > 1 else "") for text, times in named.items())
            yield run(f"{line.label}: ", line.style) + run("; ").join(each)


def _named(term: TermMatch, used: str, style: str) -> str:
    """Return the runs of a term with its English, and with the form that is forbidden for it, ``used`` where known.

    The English of a term that was put in is marked where it stands.
    """
    if style == PUT_IN:
        return run(term.source, style, chinese=True)
    forms = (used,) if used else term.forbidden
    wrong = " or ".join(f"“{form}”" for form in forms) if term.status is TermStatus.FORBIDDEN else ""
    return run(term.source, style, chinese=True) + run(
        f" → {term.target}" + (f", not {wrong}" if wrong else "")
    )


def term_spans(segment: Segment) -> tuple[Span | None, ...]:
    """Return for every term the span of the target that proves it, or else has a form that is forbidden for it."""
    texts = (segment.terms, segment.target)
    return tuple(right or wrong for right, wrong in zip(proofs(*texts), forbidden_spans(*texts), strict=True))


def term_style(term: TermMatch, segment: Segment) -> str:
    """Return the character style of a term, empty for one that is only a suggestion which the English does not take.

    A person who approves a segment may spell a name as they like.
    """
    if term.advisory and term.status is TermStatus.MISSING:
        return ""
    is_settled = _is_name(term) and segment.state.by_person
    if term.status is TermStatus.FORBIDDEN or (_is_lost(term) and not is_settled):
        return WRONG
    if term.put_in:
        return PUT_IN
    return NAME if _is_name(term) else TERM


def _origin_lines(segment: Segment) -> Iterator[str]:
    origin = segment.origin
    if origin is not None and origin.kind is OriginKind.TM:
        yield _label(_FROM_MEMORY, "", _percent(origin.score))
    elif origin is not None and origin.reviewer:
        yield _label(_ENGLISH_BY, "", origin.reviewer)


def _open_candidates(segment: Segment) -> Iterator[Candidate]:
    """Yield the texts that may still be chosen.

    What a reviewer has replaced or confirmed stays with its segment for the statistics; it is not shown to the next
    reviewer, unless two reviewers' texts stand against each other.
    """
    is_open = bool(segment.open_conflicts)
    for candidate in segment.candidates:
        by_person = candidate.origin.by_person
        if candidate.target not in ("", segment.target) and (
            is_open if by_person else not segment.state.by_person
        ):
            yield candidate


def _candidate_line(candidate: Candidate) -> str:
    if candidate.origin.by_person:
        return _label(_OTHER_TEXT, candidate.origin.reviewer, candidate.target)
    kind = _MEMORY if candidate.origin.kind is OriginKind.TM else _OTHER_DRAFT
    source = run(f" ({candidate.source})", chinese=True) if candidate.score < 1 else ""
    return _label(f"{kind} {_percent(candidate.score)}", "", candidate.target) + source


def _percent(score: float | None) -> str:
    # A similarity of 99.9 % is not the same sentence, so it must not read as 100 %.
    return "" if score is None else f"{int(max(0.0, min(1.0, score)) * 100)} %"
