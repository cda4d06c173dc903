"""Own the term base between the files: all jobs of a folder, the CSV files that change, what was decided before.

Nothing here prints, and nothing decides what is proposed or what disagrees: `translator.terms.proposals` does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from translator import workspace
from translator.commands.review import job_folder, load_job
from translator.commands.run import now, read_termbase
from translator.errors import (
    JobError,
    OutputError,
    TranslatorError,
    UsageError,
)
from translator.model import Document
from translator.terms.csv_write import put_terms
from translator.terms.impact import JobImpact, impact_on
from translator.terms.matching import Matcher
from translator.terms.proposals.evidence import Example, examples_of
from translator.terms.proposals.search import (
    LEAST,
    Kind,
    Proposal,
    propose,
)
from translator.terms.termbase import Term, Termbase, match_form

DECISIONS = "translator.proposals.json"
"""What was accepted and dismissed, in the out folder beside the translation memory."""

LEARNED = "learned.csv"
"""Where new entries go, in a folder of term bases."""

ACCEPTED, DISMISSED = "accepted", "dismissed"


# --- the jobs of a folder ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """Hold jobs by name, the out folders they stand in, and the errors of those that cannot be read."""

    documents: tuple[tuple[str, Document], ...]
    folders: tuple[Path, ...]
    errors: tuple[TranslatorError, ...] = ()


def read_jobs(paths: Sequence[Path], out: Path) -> Jobs:
    """Read the jobs that paths mean: a job (.xlf or its folder) or a folder of jobs; without paths those of ``out``.

    A damaged job is an error in the result and does not stop the others. Raises `UsageError` for a path that is
    neither.
    """
    documents: dict[Path, tuple[str, Document]] = {}
    folders: dict[Path, bool] = {}
    errors: list[TranslatorError] = []
    for path in paths or [out]:
        for folder in _folders(path):
            folders[folder.out] = True
            try:
                documents[folder.job.resolve()] = (folder.name, load_job(folder))
            except TranslatorError as error:
                errors.append(error)
    return Jobs(
        documents=tuple(documents.values()), folders=(*(folders or {out: True}),), errors=tuple(errors)
    )


def _folders(path: Path) -> list[workspace.JobFolder]:
    if not path.is_dir() or (path / f"{path.resolve().name}.xlf").is_file():
        if not path.exists():
            raise UsageError(
                f"{path}: there is no such folder",
                hint="Make jobs with 'translator run PAGE.txt -o out/', or name their folder with --out.",
            )
        return [job_folder(path)]
    inside = (
        workspace.JobFolder(out=path, name=entry.name) for entry in sorted(path.iterdir()) if entry.is_dir()
    )
    return [folder for folder in inside if folder.job.is_file()]


# --- what was decided before -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Remember a proposal that was accepted (``written`` is the English that went into the file) or dismissed."""

    id: str
    source: str
    target: str
    decision: str
    written: str = ""
    time: str = ""


def decisions(out: Path) -> dict[str, Decision]:
    """Read what was decided in an out folder, by id; raise `JobError` when the file is damaged."""
    path = out / DECISIONS
    if not path.exists():
        return {}
    try:
        rows = [Decision(**row) for row in json.loads(workspace.read_input(path))["decisions"]]
        if not all(isinstance(value, str) for row in rows for value in asdict(row).values()):
            raise ValueError(DECISIONS)
        return {row.id: row for row in rows}
    except (ValueError, TypeError, KeyError):
        raise JobError(
            f"{path}: is damaged",
            hint="Delete it; what was dismissed is then proposed again.",
        ) from None


def _deciding(out: Path) -> AbstractContextManager[None]:
    """Hold the decisions of an out folder, so that of two people who accept at the same time none loses an entry."""
    return workspace.lock(workspace.JobFolder(out=out, name=DECISIONS.removesuffix(".json")))


def _remember(out: Path, taken: Iterable[Decision], undone: Iterable[str] = ()) -> None:
    known = decisions(out) | {decision.id: decision for decision in taken}
    for name in undone:
        known.pop(name, None)
    rows = [asdict(known[name]) for name in sorted(known)]
    data = json.dumps({"decisions": rows}, ensure_ascii=False, indent=1)
    workspace.write_atomically(out / DECISIONS, f"{data}\n".encode())


# --- proposals -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Hold everything that proposals come from; ``examples`` are the reviewed sentences."""

    out: Path
    jobs: Jobs
    glossaries: tuple[Path, ...]
    termbase: Termbase
    examples: tuple[Example, ...]
    decided: dict[str, Decision] = field(default_factory=dict)

    def proposals(self, least: int = LEAST) -> tuple[Proposal, ...]:
        """Give what is proposed and not decided yet, the strongest first."""
        return tuple(p for p in propose(self.examples, least) if not self._is_decided(p))

    def _is_decided(self, proposal: Proposal) -> bool:
        decision = self.decided.get(proposal.id)
        if decision is None or decision.decision == DISMISSED:
            return decision is not None
        # Whoever takes an accepted entry out of the file again may want to see the proposal again.
        term = self.term(proposal.source)
        return term is not None and decision.written in (term.target, *term.variants)

    def term(self, source: str) -> Term | None:
        """Give the entry that the term base has for a source."""
        return _term_of(self.termbase, source)


def _term_of(termbase: Termbase, source: str) -> Term | None:
    form = match_form(source)
    return next((term for term in termbase.terms if match_form(term.source) == form), None)


def open_desk(paths: Sequence[Path], out: Path, glossaries: Sequence[Path]) -> Desk:
    """Read jobs and term bases; see `read_jobs` and `read_termbase` for what is raised."""
    termbase = read_termbase(glossaries)
    jobs = read_jobs(paths, out)
    decided: dict[str, Decision] = {}
    for folder in dict.fromkeys((*jobs.folders, out)):
        decided |= decisions(folder)
    examples = examples_of(jobs.documents, Matcher(termbase.terms))
    return Desk(
        out=out,
        jobs=jobs,
        glossaries=tuple(glossaries),
        termbase=termbase,
        examples=examples,
        decided=decided,
    )


def chosen(desk: Desk, ids: Sequence[str], proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Give the proposals with these ids, without those that are decided already; raise `UsageError` for others."""
    by_id = {proposal.id: proposal for proposal in proposals}
    unknown = [name for name in dict.fromkeys(ids) if name not in by_id and name not in desk.decided]
    if unknown:
        raise UsageError(
            f"{', '.join(unknown)}: there is no such proposal",
            hint="List the ids with: translator glossary proposals (with the same --out and --glossary).",
        )
    return tuple(by_id[name] for name in dict.fromkeys(ids) if name in by_id)


# --- accepting and dismissing ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Say how to accept: into which file new entries go, and what differs from the proposal.

    ``as_variant`` keeps the approved English of a term and accepts the proposed one beside it.
    """

    into: Path | None = None
    target: str = ""
    domain: str = ""
    as_variant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Report an entry that was written: ``written`` is its new English, ``before`` what that replaces, if anything."""

    proposal: Proposal
    term: Term
    file: Path
    written: str
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Report what `accept` wrote; ``backups`` pairs each file that existed with its copy."""

    entries: tuple[Entry, ...] = ()
    backups: tuple[tuple[Path, Path], ...] = ()


def accept(desk: Desk, proposals: Sequence[Proposal], choice: Choice) -> Accepted:
    """Write proposals into the term base and remember that; a file that existed is copied first.

    A term of the term base, or of the file that new entries go into, is changed where it stands. All files are made
    ready before the first is written. Raises `UsageError` when nothing says which file, `GlossaryError` for a file
    that cannot be changed, `OutputError` for one that cannot be written, `JobError` while another process decides in
    the same out folder.
    """
    entries = tuple(_entry(desk, proposal, choice) for proposal in proposals)
    backups = []
    with _deciding(desk.out):
        ready = {}
        for file in dict.fromkeys(entry.file for entry in entries):
            ready[file] = _ready(file, [entry.term for entry in entries if entry.file == file])
        for file, data in ready.items():
            if file.exists():
                backups.append((file, workspace.back_up(file, now())))
            workspace.write_atomically(file, data)
        _remember(desk.out, [_decision(e.proposal, ACCEPTED, e.written) for e in entries])
    return Accepted(entries=entries, backups=tuple(backups))


def _entry(desk: Desk, proposal: Proposal, choice: Choice) -> Entry:
    used = desk.term(proposal.source)
    target = " ".join((choice.target or proposal.target).split())
    old = used or _other_term_in(choice.into, proposal.source, target)
    note = evidence_note(proposal)
    before = ""
    if old is None:
        file = choice.into or _default_file(desk)
        term = Term(source=proposal.source, target=target, domain=choice.domain, note=note)
    elif used and not _is_own(desk):
        raise UsageError(_STARTER, hint="Copy its files into glossaries/ here, and accept again.")
    elif choice.as_variant or proposal.kind is Kind.VARIANT:
        file = Path(old.file)
        note = f"{old.note}; {target}: {note}".removeprefix("; ")
        term = replace(old, variants=tuple(dict.fromkeys((*old.variants, target))), note=note)
    else:
        file, before = Path(old.file), old.target
        was = f"{before} ({old.note})" if old.note else before
        variants = tuple(variant for variant in old.variants if variant != target)
        term = replace(old, target=target, variants=variants, note=f"{note}; was {was}")
    return Entry(proposal=proposal, term=term, file=file, written=target, before=before)


def _other_term_in(file: Path | None, source: str, target: str) -> Term | None:
    """Give the entry that a file not in use has for a source, if its English is another."""
    if file is None or not file.is_file():
        return None
    term = _term_of(read_termbase([file]), source)
    return term if term and term.target != target else None


def evidence_note(proposal: Proposal) -> str:
    """Say in a few words for the column ``note`` where an entry comes from."""
    reviewers = sorted({example.reviewer for example in proposal.evidence if example.reviewer})
    jobs = sorted({example.job for example in proposal.evidence})
    by = f" by {_few(reviewers)}" if reviewers else ""
    return f"{len(proposal.evidence)} edits{by}; {_few(jobs)}"


def _few(names: Sequence[str], most: int = 3) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


_STARTER = "there is no folder glossaries/ here; the term base in use came with the program"


def _is_own(desk: Desk) -> bool:
    """Tell whether the term bases in use belong to the user, and not to the program."""
    return bool(desk.glossaries) or any(Path("glossaries").glob("*.csv"))


def _default_file(desk: Desk) -> Path:
    """Give the file for new entries: in the first folder of term bases in use, else the last file given."""
    if not _is_own(desk):
        raise UsageError(_STARTER, hint="Name a file with --into, and use it in later runs with --glossary.")
    folders = [path for path in desk.glossaries or (Path("glossaries"),) if path.is_dir()]
    return folders[0] / LEARNED if folders else desk.glossaries[-1]


def _ready(file: Path, terms: Sequence[Term]) -> bytes:
    data = b""
    workspace.check_is_file(file)
    if file.exists():
        data = workspace.read_input(file)
        if not file.stat().st_mode & 0o222:
            raise OutputError(
                f"{file}: is read-only",
                hint="Make it writable, or put new entries into another file with --into.",
            )
    return put_terms(data, terms, str(file))


def _decision(proposal: Proposal, decision: str, written: str = "") -> Decision:
    return Decision(
        id=proposal.id,
        source=proposal.source,
        target=proposal.target,
        decision=decision,
        written=written,
        time=now().isoformat(timespec="seconds"),
    )


def dismiss(desk: Desk, proposals: Sequence[Proposal]) -> None:
    """Remember not to propose these again."""
    with _deciding(desk.out):
        _remember(desk.out, [_decision(proposal, DISMISSED) for proposal in proposals])


def undo_dismissal(out: Path, ids: Sequence[str]) -> tuple[Decision, ...]:
    """Let dismissed proposals be proposed again; raise `UsageError` for an id that was not dismissed."""
    known = decisions(out)
    unknown = [name for name in ids if name not in known or known[name].decision != DISMISSED]
    if unknown:
        raise UsageError(
            f"{', '.join(unknown)}: this was not dismissed",
            hint="List what was with: translator glossary proposals --dismissed",
        )
    with _deciding(out):
        _remember(out, [], undone=ids)
    return tuple(known[name] for name in dict.fromkeys(ids))


# --- impact ----------------------------------------------------------------------------------------------------


def impact(jobs: Jobs, termbase: Termbase, only: Iterable[str] = ()) -> tuple[JobImpact, ...]:
    """Hold jobs against a term base, or against the entries of the sources in ``only``; see `impact_on`."""
    matcher, forms = Matcher(termbase.terms), {match_form(source) for source in only}
    return tuple(impact_on(name, document, matcher, forms) for name, document in jobs.documents)


def tried_on(termbase: Termbase, texts: Sequence[str]) -> tuple[Termbase, tuple[str, ...]]:
    """Give the term base as it would be with entries written ``SOURCE=TARGET``, and their sources.

    Raises `UsageError` for a text without either.
    """
    by_form = {match_form(term.source): term for term in termbase.terms}
    tried = []
    for text in texts:
        source, _, target = (part.strip() for part in text.partition("="))
        if not source or not target:
            raise UsageError(
                f"--term {text}: this is no entry", hint="Write --term '揭榜挂帅=open competition mechanism'."
            )
        old = by_form.get(match_form(source), Term(source=source, target=target))
        tried.append(replace(old, target=target, variants=()))
    merged = Termbase.merge([termbase, Termbase(terms=tuple(tried))])
    return merged, tuple(term.source for term in tried)
