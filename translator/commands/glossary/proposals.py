"""Proposals for the term base from the jobs of a folder: listing, accepting, dismissing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from translator import workspace
from translator.commands.glossary.jobs import Jobs, read_jobs
from translator.commands.termbases import (
    check_own_files,
    check_starter_stay,
    content_to_change,
    file_of_new_entries,
    read_termbase,
    uses_own_files,
)
from translator.errors import JobError, UsageError, quoted
from translator.terms.csv_write import put_terms
from translator.terms.proposals.evidence import Example, examples_of
from translator.terms.proposals.names import kept_names
from translator.terms.proposals.phrases import spelled
from translator.terms.proposals.proposal import Kind, Proposal, Rendering
from translator.terms.proposals.search import propose
from translator.terms.termbase import Term, Termbase, match_form
from translator.text.counting import counted, first_of

DECISIONS = "translator.proposals.json"
"""File of accepted and dismissed proposals, in the out folder beside the translation memory."""


# --- decisions -------------------------------------------------------------------------------------------------


class Verdict(StrEnum):
    """What was decided about a proposal."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision about a proposal; ``written`` is the English that went into the file of an accepted one."""

    id: str
    source: str
    target: str
    decision: Verdict
    written: str = ""
    time: str = ""

    @classmethod
    def on(cls, proposal: Proposal, decision: Verdict, written: str = "") -> Decision:
        """Return the decision made now about a proposal."""
        return cls(
            id=proposal.id,
            source=proposal.source,
            target=proposal.target,
            decision=decision,
            written=written,
            time=workspace.now().isoformat(timespec="seconds"),
        )


def decisions(out: Path) -> dict[str, Decision]:
    """Return the decisions of an out folder by the id of the proposal; raise `JobError` when the file is damaged."""
    path = out / DECISIONS
    if not path.exists():
        return {}
    try:
        rows = json.loads(workspace.read_input(path))["decisions"]
        if not all(isinstance(value, str) for row in rows for value in row.values()):
            raise ValueError(DECISIONS)
        found = (Decision(**(row | {"decision": Verdict(row["decision"])})) for row in rows)
        return {decision.id: decision for decision in found}
    except (ValueError, TypeError, KeyError, AttributeError):
        hint = "Delete it; what was dismissed is then proposed again."
        raise JobError(f"{path}: is damaged", hint=hint) from None


def _decisions_lock(out: Path) -> AbstractContextManager[None]:
    return workspace.lock(workspace.JobFolder(out=out, name=DECISIONS.removesuffix(".json")))


def _save_decisions(out: Path, new: Iterable[Decision], undone: Iterable[str] = ()) -> None:
    known = decisions(out) | {decision.id: decision for decision in new}
    rows = [asdict(known[name]) for name in sorted(known.keys() - set(undone))]
    data = json.dumps({"decisions": rows}, ensure_ascii=False, indent=1)
    workspace.write_atomically(out / DECISIONS, f"{data}\n".encode())


# --- proposals -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedJobs:
    """Everything that proposals are made from; ``examples`` are the reviewed sentences."""

    out: Path
    jobs: Jobs
    glossaries: tuple[Path, ...]
    termbase: Termbase
    examples: tuple[Example, ...]
    decisions: dict[str, Decision]


def reviewed_jobs(paths: Sequence[Path], out: Path, glossaries: Sequence[Path]) -> ReviewedJobs:
    """Read jobs, term bases and decisions; raises as `read_jobs`, `read_termbase` and `decisions` do."""
    termbase = read_termbase(glossaries)
    jobs = read_jobs(paths, out)
    decided: dict[str, Decision] = {}
    for folder in dict.fromkeys((*jobs.folders, out)):
        decided |= decisions(folder)
    return ReviewedJobs(
        out=out,
        jobs=jobs,
        glossaries=tuple(glossaries),
        termbase=termbase,
        examples=examples_of(jobs.documents, termbase.matcher),
        decisions=decided,
    )


def proposals(reviewed: ReviewedJobs, least: int) -> tuple[Proposal, ...]:
    """Return the undecided proposals: disagreements, then what reviewers changed, then the names they kept.

    Among each the strongest stand first.
    """
    found = [*propose(reviewed.examples, least), *kept_names(reviewed.examples, least)]
    found.sort(key=lambda proposal: proposal.kind is not Kind.DISAGREEMENT)
    return tuple(p for p in found if not _is_decided(reviewed, p) and not _is_forbidden(reviewed, p))


def _is_decided(reviewed: ReviewedJobs, proposal: Proposal) -> bool:
    decision = reviewed.decisions.get(proposal.id)
    if decision is None or decision.decision is Verdict.DISMISSED:
        return decision is not None
    # Whoever takes an accepted entry out of the file again may want to see the proposal again.
    term = reviewed.termbase.term_of(proposal.source)
    return term is not None and decision.written in (term.target, *term.variants)


def _is_forbidden(reviewed: ReviewedJobs, proposal: Proposal) -> bool:
    """Return whether the term base forbids what is proposed: that was decided by whoever wrote the entry."""
    term = reviewed.termbase.term_of(proposal.source)
    return term is not None and spelled(proposal.target) in map(spelled, term.forbidden)


def proposals_with(reviewed: ReviewedJobs, ids: Sequence[str], least: int) -> tuple[Proposal, ...]:
    """Return the undecided proposals with these ids; raise `UsageError` for an id that was never proposed."""
    by_id = {proposal.id: proposal for proposal in proposals(reviewed, least)}
    unknown = [name for name in dict.fromkeys(ids) if name not in by_id and name not in reviewed.decisions]
    if unknown:
        raise UsageError(
            f"{', '.join(unknown)}: there is no such proposal",
            hint="List the ids with: translator glossary proposals (with the same --out and --glossary).",
        )
    return tuple(by_id[name] for name in dict.fromkeys(ids) if name in by_id)


# --- accepting and dismissing ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptOptions:
    """The file of new entries, and what differs from the proposal.

    ``as_variant`` keeps the approved English of a term and accepts the proposed one beside it.
    """

    into: Path | None = None
    target: str = ""
    domain: str = ""
    as_variant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenEntry:
    """An entry that was written: ``written`` is its new English, ``before`` what that replaces, if anything."""

    proposal: Proposal
    term: Term
    file: Path
    written: str
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What `accept` wrote; ``backups`` pairs each file that existed with its copy."""

    entries: tuple[WrittenEntry, ...]
    backups: tuple[tuple[Path, Path], ...]


def accept(reviewed: ReviewedJobs, chosen: Sequence[Proposal], options: AcceptOptions) -> Accepted:
    """Write proposals into the term base and remember that; a file that existed is backed up first.

    A term of the term base, or of the file that new entries go into, is changed where it is. All files are prepared
    before the first is written. Raises `UsageError` when no file is known or nobody chose a rendering of a
    disagreement, `GlossaryError` for a file that cannot be
    changed, `OutputError` for one that cannot be written, `JobError` while another process decides in the same out
    folder.
    """
    _check_choice(chosen, options)
    entries = tuple(_entry(reviewed, proposal, options) for proposal in chosen)
    backups = []
    files = sorted({entry.file for entry in entries})
    with _decisions_lock(reviewed.out), ExitStack() as locks:
        for file in files:
            locks.enter_context(workspace.lock_file(file))
        prepared = {
            file: put_terms(
                content_to_change(file), [entry.term for entry in entries if entry.file == file], str(file)
            )
            for file in files
        }
        for file, data in prepared.items():
            if backup := workspace.replace_file(file, data):
                backups.append((file, backup))
        decided = [decision for entry in entries for decision in _decisions_on(entry)]
        _save_decisions(reviewed.out, decided)
    return Accepted(entries=entries, backups=tuple(backups))


def _check_choice(chosen: Sequence[Proposal], options: AcceptOptions) -> None:
    for proposal in chosen:
        if proposal.kind is Kind.DISAGREEMENT and not options.target:
            sides = ", ".join(f"{one.target} ({len(one.evidence)})" for one in proposal.renderings)
            raise UsageError(
                f"{proposal.id}: reviewers disagree on {proposal.source}: {sides}",
                hint=f"Say which to take: translator glossary accept {proposal.id} --target {quoted(proposal.target)}",
            )


def _decisions_on(entry: WrittenEntry) -> Iterator[Decision]:
    """Yield that a proposal was accepted, and that the sides of a disagreement that lost were not."""
    yield Decision.on(entry.proposal, Verdict.ACCEPTED, entry.written)
    for side in entry.proposal.renderings:
        if spelled(side.target) != spelled(entry.written):
            lost = replace(entry.proposal, target=side.target, renderings=())
            yield Decision.on(lost, Verdict.DISMISSED)


def _entry(reviewed: ReviewedJobs, proposal: Proposal, options: AcceptOptions) -> WrittenEntry:
    used = reviewed.termbase.term_of(proposal.source)
    if used:
        check_own_files(reviewed.glossaries)
    target = " ".join((options.target or proposal.target).split())
    old = used
    if used is None and options.into and options.into.is_file():  # a file that is not in use
        there = read_termbase([options.into]).term_of(proposal.source)
        old = there if there and there.target != target else None
    note = _evidence_note(proposal)
    before = ""
    if old is None:
        file = _file_of_new_entry(reviewed, proposal, options)
        term = Term(source=proposal.source, target=target, domain=options.domain, note=note)
    elif options.as_variant or proposal.kind is Kind.VARIANT:
        file = Path(old.file)
        note = f"{old.note}; {target}: {note}".removeprefix("; ")
        term = replace(old, variants=tuple(dict.fromkeys((*old.variants, target))), note=note)
    else:
        file, before = Path(old.file), old.target
        was = f"{before} ({old.note})" if old.note else before
        variants = tuple(variant for variant in old.variants if variant != target)
        term = replace(old, target=target, variants=variants, note=f"{note}; was {was}")
    return WrittenEntry(proposal=proposal, term=term, file=file, written=target, before=before)


def _file_of_new_entry(reviewed: ReviewedJobs, proposal: Proposal, options: AcceptOptions) -> Path:
    """Return where a new entry goes: beside a deprecated one that would switch it off, else as the options say."""
    form = match_form(proposal.source)
    deprecated = next((term for term in reviewed.termbase.deprecated if term.form == form), None)
    is_csv = deprecated is not None and not deprecated.file.lower().endswith((".xlsx", ".tbx"))
    if deprecated and is_csv and uses_own_files(reviewed.glossaries):
        return Path(deprecated.file)
    file = options.into or file_of_new_entries(reviewed.glossaries)
    check_starter_stay(reviewed.glossaries, file)
    return file


def _evidence_note(proposal: Proposal) -> str:
    if proposal.renderings:
        return "chosen among " + ", ".join(
            f"{one.target} ({_by_reviewer(one)})" for one in proposal.renderings
        )
    reviewers = {example.reviewer for example in proposal.evidence if example.reviewer}
    by = f" by {first_of(sorted(reviewers))}" if reviewers else ""
    number, is_name = len(proposal.evidence), proposal.kind is Kind.NAME
    made = f"by rule, kept in {counted(number, 'sentence')}" if is_name else counted(number, "edit")
    return f"{made}{by}; {first_of(sorted({example.job for example in proposal.evidence}))}"


def _by_reviewer(side: Rendering) -> str:
    return ", ".join(f"{name} {count}".strip() for name, count in side.reviewers.items())


def dismiss(out: Path, chosen: Sequence[Proposal]) -> None:
    """Remember not to propose these again."""
    with _decisions_lock(out):
        _save_decisions(out, [Decision.on(proposal, Verdict.DISMISSED) for proposal in chosen])


def undo_dismissal(out: Path, ids: Sequence[str]) -> tuple[Decision, ...]:
    """Let dismissed proposals be proposed again; raise `UsageError` for an id that was not dismissed."""
    known = decisions(out)
    unknown = [name for name in ids if name not in known or known[name].decision is not Verdict.DISMISSED]
    if unknown:
        raise UsageError(
            f"{', '.join(unknown)}: this was not dismissed",
            hint="List what was with: translator glossary proposals --dismissed",
        )
    with _decisions_lock(out):
        _save_decisions(out, [], undone=ids)
    return tuple(known[name] for name in dict.fromkeys(ids))
