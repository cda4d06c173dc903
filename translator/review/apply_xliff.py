"""Own what a file of a CAT tool does to its job: the rules of a review table, and what only XLIFF can say.

That is *final*, and a job whose own file a tool has edited: then the file holds both what was and what is, told
apart by the seals of its segments. Everything here turns values into values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from translator import pipeline
from translator.errors import InputError
from translator.identity import comparable, content_hash, is_copied, target_hash
from translator.model import Document, Segment, State
from translator.review.apply import apply_sheet
from translator.review.change import corrected as with_source
from translator.review.match import ConflictKind
from translator.review.read_xliff import ReturnedFile, ReturnedSegment
from translator.review.results import (
    Action,
    Conflict,
    Edit,
    Options,
    Review,
)
from translator.review.xliff_rows import final_ids, sheet_of


def apply_returned(document: Document, returned: ReturnedFile, options: Options) -> Review:
    """Apply a copy of a job that a CAT tool has edited; see `translator.review.apply.apply_sheet`.

    Raises `InputError` when the file belongs to another job or holds another language.
    """
    return _apply(document, returned, options, current=_is_current(document, returned))


def _apply(document: Document, returned: ReturnedFile, options: Options, *, current: bool) -> Review:
    _check_language(document, returned)
    sheet = sheet_of(returned, document, current=current, reviewer=options.reviewer)
    review = apply_sheet(document, sheet, options)
    if options.strict and review.conflicts:
        return review
    return _with_final(document, review, final_ids(returned))


def _check_language(document: Document, returned: ReturnedFile) -> None:
    # Some tools write en_GB, which the standard does not know.
    langs = (returned.target_lang, document.target_lang)
    theirs, ours = (lang.replace("_", "-").partition("-")[0].lower() for lang in langs)
    if theirs and theirs != ours:
        raise InputError(
            f"{returned.name}: holds translations into '{returned.target_lang}', the job into '{document.target_lang}'",
            hint="Name the right job with --job, for example --job out/NAME/NAME.xlf.",
        )


def _is_current(document: Document, returned: ReturnedFile) -> bool:
    return bool(returned.content) and returned.content == content_hash(document)


def _with_final(before: Document, review: Review, final: Mapping[str, str]) -> Review:
    """Raise to *final* what the tool did, where that very text is in the job now."""
    doubtful = {conflict.segment_id for conflict in review.conflicts}
    edits = {edit.segment_id: edit for edit in review.edits}
    old = {segment.id: segment for segment in before.segments()}

    def change(segment: Segment) -> Segment:
        here = segment.id not in doubtful and final.get(segment.id) == comparable(segment.target)
        if not here or segment.state is not State.REVIEWED:
            return segment
        if segment.id not in edits:
            edits[segment.id] = _confirmed(old[segment.id], segment)
        return segment.finalized()

    document = pipeline.map_segments(review.document, change) if final else review.document
    if document == review.document:
        return review
    added = len(edits) - len(review.edits)
    return replace(review, document=document, edits=tuple(edits.values()), unchanged=review.unchanged - added)


def _confirmed(before: Segment, after: Segment) -> Edit:
    return Edit(
        action=Action.CONFIRMED,
        segment_id=after.id,
        source=after.source,
        before=before.target,
        after=after.target,
        reviewer=after.origin.reviewer if after.origin else "",
    )


# --- a job that was edited in its place ------------------------------------------------------------------------


def apply_in_place(document: Document, returned: ReturnedFile, options: Options) -> Review:
    """Take what a CAT tool changed in the job's own file as a review of it; both values are that file.

    Its edited Chinese is a conflict, and then nothing is applied, unless ``options`` accept it.
    """
    parts = {part.id: part for part in returned.segments if part.id and part.seal}
    corrected = [part for part in parts.values() if part.seal and not part.seal.holds_source(part.source)]
    if corrected and not options.accept_source:
        return Review(document=document, conflicts=tuple(_source_conflicts(corrected)))
    before = pipeline.map_segments(document, lambda segment: _as_it_was(segment, parts.get(segment.id)))
    started = replace(returned, segments=tuple(_from_nothing(part) for part in returned.segments))
    review = _apply(before, started, options, current=True)
    done = {edit.segment_id for edit in review.edits}
    now = document.segments()
    other_chinese = {part.id for part in corrected}

    def settled(segment: Segment) -> Segment:
        own = next(now)  # what is in doubt stays as the tool left it
        kept = own if _changed(parts.get(own.id)) and own.id not in done else segment
        return with_source(kept, kept.source) if own.id in other_chinese else kept

    emptied = [part.id for part in parts.values() if _changed(part) and _lacks_english(part)]
    sources = tuple(_source_edit(part) for part in corrected)
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


def _changed(part: ReturnedSegment | None) -> bool:
    return part is not None and part.seal is not None and not part.seal.holds_target(part.target)


def _lacks_english(part: ReturnedSegment) -> bool:
    return not part.target or is_copied(part.source, part.target)


def _as_it_was(segment: Segment, part: ReturnedSegment | None) -> Segment:
    """Give a segment as it was before the tool, except for a changed text, which is lost: it is empty."""
    if part is None or part.seal is None:
        return segment
    if _changed(part):
        return replace(segment, target="", state=State.INITIAL, origin=None)
    return replace(segment, state=part.seal.state)


def _from_nothing(part: ReturnedSegment) -> ReturnedSegment:
    """Let a changed text start from the empty one of `_as_it_was`."""
    if part.seal is None or not _changed(part):
        return part
    target = "" if _lacks_english(part) else part.target
    return replace(part, target=target, seal=replace(part.seal, target_hash=target_hash("")))


def _source_conflicts(corrected: Sequence[ReturnedSegment]) -> list[Conflict]:
    return [
        Conflict(
            kind=ConflictKind.SOURCE,
            segment_id=part.id,
            source=part.source,
            ours=part.target,
            theirs=part.target,
            proposal="The Chinese was changed in the job's own file, so nothing of it was applied. "
            "Accept it with --accept-source, or put the Chinese back.",
        )
        for part in corrected
    ]


def _source_edit(part: ReturnedSegment) -> Edit:
    return Edit(
        action=Action.SOURCE,
        segment_id=part.id,
        source=part.source,
        before=part.target,
        after=part.target,
        reviewer="",
    )
