"""Words for conflicts: how a conflict is told to a person, on the terminal and in the review table."""

from __future__ import annotations

from translator.model import Conflict, ConflictKind, Origin, OriginKind, RowFault
from translator.review.results import ListedConflict
from translator.text.scripts import has_han

_PROPOSALS = {
    ConflictKind.MISSING: "Kept as it is in the job, which may have got the sentence after the table was made. If the "
    "row was removed to leave the sentence out, write DELETE as its English instead.",
    ConflictKind.DOUBLED: "Keep one of the rows with this number and remove the others, then apply the file again.",
    ConflictKind.CELLS: "Edit this sentence in a fresh file, one row for each number.",
    ConflictKind.IDENTITY: "Put the right number back into the № cell, or edit the row in a fresh file.",
    ConflictKind.UNKNOWN: "Move the text into the English cell of the sentence it belongs to.",
    ConflictKind.EMPTIED: "There is no English to approve. Write it, or DELETE to leave the sentence out.",
    ConflictKind.COPIED: "There is no English to approve. Write it, or DELETE to leave the sentence out.",
    ConflictKind.BASELINE: "It is not known which text was edited here. Choose one of the two.",
}
_FAULTS = {
    RowFault.CELLS: "Some of its cells were split or merged. ",
    RowFault.MERGED: "Its cells were merged with those of another row. ",
    RowFault.CUT: "The tool cut or joined sentences here. ",
    RowFault.SEVERAL_IDS: "It carries the numbers of several rows. ",
    RowFault.NEIGHBOUR: "The row beside it has no number. ",
    RowFault.NO_ID: "It has lost its number. ",
    RowFault.ID_TWICE: "The job has this id twice. ",
    RowFault.OTHER_ID: "Its number says {ids}. ",
    RowFault.OTHER_SOURCE: "Its number says {ids}, its Chinese another sentence. ",
    RowFault.SHIFTED_NEIGHBOUR: "The row beside it has the English of another. ",
}


def proposal(listed: ListedConflict) -> str:
    """Return what a conflict is about and what to do about it."""
    conflict = listed.conflict
    fault = _FAULTS.get(conflict.fault, "") if conflict.fault else ""
    return fault.format(ids=" and ".join(conflict.ids)) + _left_out(conflict) + _advice(listed)


def _left_out(conflict: Conflict) -> str:
    if "" not in conflict.texts:
        return ""
    return f"{'The file' if len(conflict.texts) == 1 else 'One of the rows'} leaves the sentence out. "


def conflict_title(listed: ListedConflict) -> str:
    """Return what a conflict is, and where two texts stand against each other, whose these are."""
    name = listed.kind.value
    if listed.kind not in (ConflictKind.CLASH, ConflictKind.BASELINE):
        return name
    # A clash is known to have another starting text, so the job's draft is new; with a lost baseline nobody knows.
    draft = "drafted anew" if listed.kind is ConflictKind.CLASH else "has a draft"
    return f"{name}: job {_maker(listed.segment.origin, draft)}, file by {listed.conflict.reviewer}"


def _maker(origin: Origin | None, draft: str) -> str:
    if origin is not None and origin.reviewer:
        return f"by {origin.reviewer}"
    return "from memory" if origin and origin.kind is OriginKind.TM else draft


def _advice(listed: ListedConflict) -> str:
    conflict = listed.conflict
    if conflict.offer == "" and conflict.kind in (ConflictKind.CLASH, ConflictKind.BASELINE):
        return "Keep the job's text, or take the file's to leave it out."
    match conflict.kind:
        case ConflictKind.CLASH:
            both = "Both edits fit together: take the suggestion."
            return both if listed.suggestion else "Choose one of the two texts."
        case ConflictKind.SHIFTED:
            if conflict.offer == "":
                return "Its English stands in another row. Keep the job's text, or take the file's to leave it out."
            of = f"It was that of {' and '.join(conflict.ids)}. " if conflict.ids else ""
            return (
                f"{of}Take the file's text if it belongs here; "
                "cells that moved up by mistake are put right in the file."
            )
        case ConflictKind.STALE | ConflictKind.SOURCE:
            return _other_source(listed)
        case _:
            return _PROPOSALS[conflict.kind]


def _other_source(listed: ListedConflict) -> str:
    conflict = listed.conflict
    if conflict.fault is RowFault.IN_THE_JOB:
        return (
            "The Chinese was changed in the job's own file, so nothing of it was applied. "
            "Accept it with --accept-source, or put the Chinese back."
        )
    unedited = "" if conflict.texts else "The English is not edited. "
    found = f"{unedited}The file has the Chinese “{conflict.source}”. "
    if conflict.kind is ConflictKind.STALE:
        return f"{found}Make the edit again in a fresh file."
    accept = (
        "Accept it with --accept-source, or put"
        if can_correct(conflict.source, listed.segment.source)
        else "Put"
    )
    return f"{found}{accept} the Chinese back."


def can_correct(source: str, ours: str) -> bool:
    """Return whether a source can be a correction of the job's: columns may have changed places."""
    return has_han(source) or (bool(source) and not has_han(ours))


def note_text(listed: ListedConflict) -> str:
    """Return the paragraph of a conflict in the Notes column, with the texts that cannot be offered there."""
    conflict = listed.conflict
    several = conflict.kind in (ConflictKind.DOUBLED, ConflictKind.CELLS, ConflictKind.IDENTITY)
    texts = " and ".join(f"“{text}”" for text in conflict.texts if text) if several else ""
    found = f" The file has {texts}." if texts else ""
    return f"{conflict.kind.value} ({conflict.reviewer}). {proposal(listed)}{found}"
