"""Application of a returned file to its job: which edits count, which conflict, and the job afterwards.

A row is applied only when it is certain which segment it belongs to and which target the reviewer started from. All
else is a conflict, never a guess. A job whose own file a tool has edited is its own returned file: it holds both what
was and what is, told apart by the fingerprints of its segments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from translator import pipeline
from translator.errors import InputError
from translator.identity import comparable, content_hash, is_copied, job_id, table_version, target_hash
from translator.model import Conflict, ConflictKind, Document, RowFault, Segment, State
from translator.ooxml.comments import Comment
from translator.review.corrections import corrected, with_corrected_blocks
from translator.review.decide import Decider, Outcome
from translator.review.match import UnmatchedRow, match_rows
from translator.review.repetitions import with_repetitions
from translator.review.results import NOBODY, Action, Edit, ListedConflict, Options, Review
from translator.review.returned import OUTSIDE, Approval, ReturnedFile, ReturnedSegment
from translator.review.table import own_lines

_RIGHT_JOB = "Name the right job with --job, for example --job out/NAME/NAME.xlf."


def apply_returned(document: Document, returned: ReturnedFile, options: Options) -> Review:
    """Apply a returned file to its job: everything certain, or with ``strict`` nothing if there is a conflict.

    Applying the same file again changes nothing. Raises `InputError` when the file belongs to another job or holds
    another language.
    """
    current = (returned.version and returned.version == table_version(document)) or (
        returned.content and returned.content == content_hash(document)
    )
    return _apply(document, returned, options, current=bool(current))


def _apply(document: Document, returned: ReturnedFile, options: Options, *, current: bool) -> Review:
    _check_language(document, returned)
    returned = replace(returned, segments=tuple(_rows(document, returned.segments)))
    returned, unsure = _without_blanket(returned, options)
    matches, unmatched = match_rows(returned.segments, document)
    sources = {segment.id: comparable(segment.source) for segment in document.segments()}
    _check_job(document, returned, sum(m.row.source == sources[name] for name, m in matches.items()))
    decider = Decider(
        document=document,
        returned=returned,
        options=options,
        matches=matches,
        current=current,
        reviewer=_worked_in(document, returned),
    )
    outcomes = {
        segment.id: decider.decide(segment, matches[segment.id])
        for segment in document.segments()
        if segment.id in matches
    }
    unmatched, absent = _without_absent(document, unmatched, options)
    strangers = []
    for outcome in decider.unmatched(unmatched):
        if outcome.segment.id:
            outcomes[outcome.segment.id] = outcome
        else:
            strangers.append(outcome)
    listed = (
        outcome.conflict
        for outcome in (*(outcomes[name] for name in sources if name in outcomes), *strangers)
    )
    rows = [row for found in unmatched if not found.segment_id for row in found.rows]
    loose = tuple(_loose(document, returned, rows))
    review = _review(document, outcomes, [conflict for conflict in listed if conflict], options, loose)
    return replace(review, warnings=(*absent, *unsure, *review.warnings))


def _without_blanket(returned: ReturnedFile, options: Options) -> tuple[ReturnedFile, list[str]]:
    """Return the file without confirmations that stand on every draft of it, and a line about these.

    OmegaT marks each sentence of XLIFF 1.2 that has a target as translated, also one that nobody has looked at.
    """
    drafts = [row for row in returned.segments if _is_draft(row)]
    if options.confirmed or not drafts or any(row.approval is not Approval.TRANSLATED for row in drafts):
        return returned, []
    line = (
        "every draft is marked as translated, as some programs do with what nobody has read: those that are not edited "
        f"({len(drafts)}) stay drafts; if a person confirmed them, apply the file with --confirmed"
    )
    segments = (replace(row, approval=Approval.NONE) if _is_draft(row) else row for row in returned.segments)
    return replace(returned, segments=tuple(segments)), [line]


def _is_draft(row: ReturnedSegment) -> bool:
    """Return whether a row has the very draft that was sent out."""
    baseline = row.baseline
    return (
        baseline is not None
        and baseline.state is State.TRANSLATED
        and bool(baseline.matches_target(row.target))
    )


def _without_absent(
    document: Document, unmatched: Sequence[UnmatchedRow], options: Options
) -> tuple[list[UnmatchedRow], list[str]]:
    """Return the rows in doubt without those that a part of the table need not have, and a line for each such article.

    Desks divide a page: a file without one row of an article says nothing of it.
    """
    missing = {found.segment_id for found in unmatched if found.kind is ConflictKind.MISSING}
    absent, lines = set(missing) if options.part else set(), []
    for article in document.articles:
        ids = {segment.id for segment in article.segments()}
        if ids and ids <= missing and not options.part:
            absent |= ids
            lines.append(
                f"{article.id} {article.title}: the file has none of its rows, and nothing of it was "
                "changed; to leave sentences out write DELETE in place of their English"
            )
    return [found for found in unmatched if found.segment_id not in absent], lines


def _check_language(document: Document, returned: ReturnedFile) -> None:
    # Some tools write en_GB, which the standard does not know.
    langs = (returned.target_lang, document.target_lang)
    theirs, ours = (lang.replace("_", "-").partition("-")[0].lower() for lang in langs)
    if theirs and theirs != ours:
        raise InputError(
            f"{returned.name}: holds translations into '{returned.target_lang}', the job into '{document.target_lang}'",
            hint=_RIGHT_JOB,
        )


def _check_job(document: Document, returned: ReturnedFile, matched: int) -> None:
    """Raise `InputError` unless the file was made from this job, in this or an earlier version.

    A file that lost its job's id in another program must hold at least half of its rows unmistakably. One of a job of
    the same name counts as an earlier version if a tenth of its Chinese is in this job: pages of other days share less.
    """
    own, rows = job_id(document), returned.segments
    name, _, content = returned.job_id.rpartition("-")
    if own.rpartition("-")[2] == content:
        return  # the same text, though the job may have been renamed
    if name == document.name and is_earlier_version(
        ((row.source, row.source_before) for row in rows), document
    ):
        return
    if returned.job_id or matched * 2 < len(rows):
        theirs = f"job {returned.job_id}" if returned.job_id else "another job"
        raise InputError(f"the review file belongs to {theirs}, not to {own}", hint=_RIGHT_JOB)


def is_earlier_version(rows: Iterable[tuple[str, ...]], document: Document) -> bool:
    """Return whether a tenth of the rows, each with the texts that its source has had, is in a job."""
    sources = {comparable(segment.source) for segment in document.segments()}
    there = [not sources.isdisjoint(map(comparable, texts)) for texts in rows]
    return sum(there) * 10 >= len(there)


def _rows(document: Document, rows: Sequence[ReturnedSegment]) -> Iterable[ReturnedSegment]:
    """Yield the rows with their texts as Word would have them, those of units that were cut as faulty.

    Units of blocks without segments are left out. A row is not cut if its source is the job's, or as it was written:
    then the job has moved on.
    """
    sources = {segment.id: comparable(segment.source) for segment in document.segments()}
    blocks = {block.id: Counter(segment.id for segment in block.segments) for block in document.blocks()}
    units: dict[str, Counter[str]] = {}
    for row in rows:
        units.setdefault(row.unit, Counter())[row.id] += 1
    for row in rows:
        ids = blocks.get(row.unit)
        if ids is not None and not ids and row.id not in sources:
            continue
        source = comparable(row.source)
        moved = not row.is_as_made and source != sources.get(row.id)
        cut = ids is not None and units[row.unit] != ids and moved
        faults = row.faults | {RowFault.CUT} if cut else row.faults
        yield replace(row, source=source, target=comparable(row.target), faults=faults)


def _worked_in(document: Document, returned: ReturnedFile) -> str:
    """Return who worked in the file: who saved it, or alone wrote its new comments, else the program."""
    if returned.saved_by:
        return returned.saved_by
    old = {(note.author, note.text) for segment in document.segments() for note in segment.notes}
    new = {(note.author, note.text) for row in returned.segments for note in row.comments} - old
    authors = {author for author, _ in new if author}
    return authors.pop() if len(authors) == 1 else returned.tool


def _loose(document: Document, returned: ReturnedFile, rows: Sequence[ReturnedSegment]) -> Iterable[Comment]:
    """Yield the comments, notes and lines that belong to no segment; ``rows`` are those of none."""
    yield from returned.comments
    yield from (comment for row in rows for comment in row.comments)
    for line in (line for row in rows for line in row.notes if not line.labelled):
        yield Comment(text=line.text, author=line.by.author, time=line.by.time)
    is_own = own_lines(document)
    yield from (Comment(text=f"{OUTSIDE} {line}") for line in returned.lines if not is_own(line))


def _review(
    document: Document,
    outcomes: Mapping[str, Outcome],
    conflicts: Sequence[ListedConflict],
    options: Options,
    loose: Sequence[Comment],
) -> Review:
    if options.strict and conflicts:
        return Review(document=document, conflicts=tuple(conflicts), unchanged=len(outcomes))
    after = pipeline.map_segments(document, lambda s: outcomes[s.id].segment if s.id in outcomes else s)
    after = with_corrected_blocks(document, after)
    edits = tuple(outcome.edit for outcome in outcomes.values() if outcome.edit)
    after, repeated = with_repetitions(after, edits) if options.propagate else (after, ())
    return Review(
        document=document if after == document else after,
        edits=edits,
        conflicts=tuple(conflicts),
        unchanged=len(outcomes) - len(edits) - sum(1 for o in outcomes.values() if o.conflict),
        comments=sum(outcome.comments for outcome in outcomes.values()),
        repeated=repeated,
        unclear=sum(1 for outcome in outcomes.values() if outcome.unclear),
        warnings=(
            *_unclear(outcome.unclear for outcome in outcomes.values() if outcome.unclear),
            *(outcome.warning for outcome in outcomes.values() if outcome.warning),
            *(f"belongs to no sentence, by {c.author or 'unknown'}: {c.text}" for c in loose),
        ),
    )


def _unclear(words: Iterable[str]) -> Iterable[str]:
    """Yield one warning about all Status cells that say something else than an approval."""
    counted = Counter(words)
    if counted:
        named = ", ".join(f"“{word}” ({number})" for word, number in counted.most_common(5))
        more = " and others" if len(counted) > 5 else ""
        yield f"Status: not understood as an approval and kept as notes: {named}{more}; OK approves a row"


# --- a job that was edited in its place ------------------------------------------------------------------------


def apply_in_place(document: Document, returned: ReturnedFile, options: Options) -> Review:
    """Take what a CAT tool changed in the job's own file as a review of it; both values are that file.

    Its edited Chinese is a conflict, and then nothing is applied, unless ``options`` accept it.
    """
    rows = {row.id: row for row in returned.segments if row.id and row.baseline}
    others = {name for name, row in rows.items() if not row.is_as_made}
    if others and not options.accept_source:
        changed = [segment for segment in document.segments() if segment.id in others]
        return Review(document=document, conflicts=tuple(map(_source_conflict, changed)))
    before = pipeline.map_segments(document, lambda segment: _as_it_was(segment, rows.get(segment.id)))
    started = replace(returned, segments=tuple(map(_from_nothing, returned.segments)))
    review = _apply(before, started, options, current=True)
    done = {edit.segment_id for edit in review.edits}
    now = document.segments()

    def settled(segment: Segment) -> Segment:
        own = next(now)  # what is in doubt stays as the tool left it
        kept = own if _is_changed(rows.get(own.id)) and own.id not in done else segment
        return corrected(kept, kept.source) if own.id in others else kept

    emptied = [name for name, row in rows.items() if _is_changed(row) and _lacks_target(row)]
    sources = tuple(
        Edit.of(segment, segment.target, Action.SOURCE, "")
        for segment in document.segments()
        if segment.id in others
    )
    return replace(
        review,
        document=pipeline.map_segments(review.document, settled),
        edits=(*review.edits, *sources),
        unchanged=review.unchanged - len(sources),
        warnings=(
            *review.warnings,
            *(f"{name}: there is no English any more; the next run translates it anew" for name in emptied),
        ),
    )


def _is_changed(row: ReturnedSegment | None) -> bool:
    return row is not None and row.baseline is not None and not row.baseline.matches_target(row.target)


def _lacks_target(row: ReturnedSegment) -> bool:
    return not row.target.strip() or is_copied(row.source, row.target)


def _as_it_was(segment: Segment, row: ReturnedSegment | None) -> Segment:
    """Return a segment as it was before the tool, except for a changed target, which is lost: it is empty."""
    if row is None or row.baseline is None:
        return segment
    if _is_changed(row):
        return replace(segment, target="", state=State.INITIAL, origin=None)
    return replace(segment, state=row.baseline.state or segment.state)


def _from_nothing(row: ReturnedSegment) -> ReturnedSegment:
    """Let a changed target start from the empty one of `_as_it_was`."""
    if row.baseline is None or not _is_changed(row):
        return row
    target = "" if _lacks_target(row) else row.target
    return replace(row, target=target, baselines=(replace(row.baseline, target_hash=target_hash("")),))


def _source_conflict(segment: Segment) -> ListedConflict:
    conflict = Conflict(kind=ConflictKind.SOURCE, reviewer=NOBODY, fault=RowFault.IN_THE_JOB)
    return ListedConflict(conflict=conflict, segment=segment)
