"""Entries added to term bases, changed and removed, with what that does before it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from translator import workspace
from translator.commands.glossary.jobs import Jobs, read_jobs
from translator.commands.glossary.lint import findings_in
from translator.commands.termbases import (
    check_own_files,
    check_starter_stay,
    content_to_change,
    file_of_new_entries,
    glossary_paths,
    uses_own_files,
)
from translator.errors import UsageError, quoted
from translator.model import Priority
from translator.terms.csv_write import put_terms, remove_term
from translator.terms.diff import EntryChange, change_of
from translator.terms.formats import FORMATS, load_glossaries
from translator.terms.impact import EntryImpact, impact_between
from translator.terms.lint import Finding
from translator.terms.rows import COLUMN_OF
from translator.terms.termbase import Term, match_form

Values = Mapping[str, Any]
"""Fields of a `Term` by name, only those that are given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The term bases in use, the out folder with the jobs that show the impact, and the file.

    ``file`` is the file that has, or is to get, the entry.
    """

    out: Path
    glossaries: tuple[Path, ...] = ()
    file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A change of one entry of one file that is not written yet.

    ``findings`` are what the checks of term bases say of the entry then, ``impact`` is what the change does to the
    jobs when the file is in use, and ``in_use`` says whether runs use it. ``change`` is the entry as it is read before
    and after, ``wanted`` what is written of it in the columns ``fields``.
    """

    file: Path
    change: EntryChange
    wanted: Term | None
    fields: tuple[str, ...]
    before: bytes
    after: bytes
    findings: tuple[Finding, ...]
    impact: tuple[EntryImpact, ...]
    jobs: Jobs
    in_use: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _InUse:
    """The term base files in use, by name in their order."""

    files: Mapping[str, bytes]

    def entries(self, source: str) -> list[Term]:
        """Return the entries of a source, one of each file that has it."""
        form = match_form(source)
        bases = (load_glossaries([file]) for file in self.files.items())
        return [term for base in bases for term in (*base.terms, *base.deprecated) if term.form == form]


# --- plans -------------------------------------------------------------------------------------------------------


def plan_addition(source: str, target: str, values: Values, settings: Settings) -> Plan:
    """Return the plan of a new entry; without a file in the settings it goes where `file_of_new_entries` says.

    Raises `UsageError` when a term base in use, or the file, has the source, or the file would put the starter entries
    out of use, and `GlossaryError` for an entry that cannot be written.
    """
    source, target = _words(source, "SOURCE", _HINT_ADD), _words(target, "TARGET", _HINT_ADD)
    file = settings.file or file_of_new_entries(settings.glossaries)
    check_starter_stay(settings.glossaries, file)
    content = content_to_change(file)
    used = _used(settings)
    others = (
        used.files if uses_own_files(settings.glossaries) else {}
    )  # the starter entries may be overridden
    known = _InUse(files={**others, str(file): content} if content.strip() else others)
    if there := known.entries(source):
        raise UsageError(
            f"{source} is in {there[0].place} already: {there[0].target}",
            hint=f"Change it with: translator glossary edit {quoted(source)} --target {quoted(target)}",
        )
    term = Term(source=source, target=target, **values)
    _check_priority(term, values)
    return _plan(file, None, term, tuple(values), used, settings)


def plan_edit(source: str, values: Values, settings: Settings) -> Plan | None:
    """Return the plan of a change of the given fields, or None when the entry has them so already.

    Raises `UsageError` when no file has the source, or several have it and the settings name none.
    """
    used, old = _existing(source, settings)
    if "target" in values:
        hint = "Give the English, or take the entry away with: translator glossary remove"
        values = {**values, "target": _words(values["target"], "--target", f"{hint} {quoted(source)}")}
    new = replace(old, **values)
    _check_priority(new, values)
    plan = _plan(Path(old.file), old, new, tuple(values), used, settings)
    return plan if plan.change.fields else None


def plan_removal(source: str, settings: Settings) -> Plan:
    """Return the plan of a removal; raises as `plan_edit` does."""
    used, old = _existing(source, settings)
    return _plan(Path(old.file), old, None, (), used, settings)


_HINT_ADD = "Write: translator glossary add CHINESE ENGLISH"


def _check_priority(term: Term, values: Values) -> None:
    """Raise `UsageError` for a priority that has no effect, because the entry is only proposed."""
    if term.status.lower() == "proposed" and values.get("priority", Priority.ADVISE) is not Priority.ADVISE:
        raise UsageError(
            f"{term.source} is proposed, and a proposed entry advises whatever its priority",
            hint=f"Confirm it as well: --status preferred --priority {values['priority']}; or leave --priority out.",
        )


def _words(text: str, name: str, hint: str) -> str:
    text = " ".join(text.split())
    if not any(character.isalnum() for character in text):
        raise UsageError(f"{name} is empty", hint=hint)
    return text


def _used(settings: Settings) -> _InUse:
    return _InUse(files=dict(workspace.read_glossaries(glossary_paths(settings.glossaries))))


def _existing(source: str, settings: Settings) -> tuple[_InUse, Term]:
    source = _words(source, "SOURCE", "Name the Chinese term of the entry.")
    if settings.file is None:
        check_own_files(settings.glossaries)
    used = _used(settings)
    known = used
    if settings.file is not None:
        known = _InUse(files=dict(workspace.read_glossaries([settings.file])))
    found = known.entries(source)
    if not found:
        raise UsageError(
            f"{source}: {settings.file or 'no term base in use'} has no such entry",
            hint=f"See what there is with: translator glossary lookup {quoted(source)}",
        )
    if len(found) > 1:
        places = ", ".join(f"{term.place} ({term.target})" for term in found)
        raise UsageError(
            f"{source} is in several files: {places}",
            hint=f"Say which one is meant with --file, for example --file {quoted(found[-1].file)}",
        )
    _check_csv(Path(found[0].file))
    return used, found[0]


def _is_csv(file: Path) -> bool:
    """Return whether a file is read as CSV, as every extension is that is not known."""
    return file.suffix.lower() not in FORMATS.keys() - {".csv"}


def _check_csv(file: Path) -> None:
    if not _is_csv(file):
        raise UsageError(
            f"{file}: only CSV files are changed by this command",
            hint="Change it in the program that it comes from, or put new entries into a CSV file with --into.",
        )


def _plan(
    file: Path,
    old: Term | None,
    wanted: Term | None,
    fields: tuple[str, ...],
    used: _InUse,
    settings: Settings,
) -> Plan:
    _check_csv(file)
    fields = tuple(COLUMN_OF.get(field, field) for field in fields)
    before = content_to_change(file)
    after = _changed(file, before, old, wanted, fields)
    new = _InUse(files={str(file): after}).entries(wanted.source)[0] if wanted else None
    change = change_of(old, new)
    name = next((name for name in used.files if Path(name).resolve() == file.resolve()), str(file))
    files = {**used.files, name: after}
    jobs = read_jobs((), settings.out) if settings.out.is_dir() else Jobs(documents=(), folders=())
    bases = [load_glossaries([*content.items()]) for content in (used.files, files)]
    return Plan(
        file=file,
        change=change,
        wanted=wanted,
        fields=fields,
        before=before,
        after=after,
        findings=tuple(
            one
            for one in findings_in([pair for pair in files.items() if _is_csv(Path(pair[0]))], jobs)
            if one.file == name and match_form(one.source) == change.entry.form
        ),
        impact=impact_between(jobs.documents, *bases) if jobs.documents else (),
        jobs=jobs,
        in_use=name in used.files or _is_read_with(file, settings.glossaries),
    )


def _is_read_with(file: Path, glossaries: Sequence[Path]) -> bool:
    """Return whether a new file is in a folder of term bases in use."""
    folders = {path.resolve() for path in glossary_paths(glossaries) if path.is_dir()}
    return file.suffix.lower() == ".csv" and file.resolve().parent in folders


def _changed(file: Path, data: bytes, old: Term | None, new: Term | None, fields: Sequence[str]) -> bytes:
    if new is not None:
        return put_terms(data, [new], str(file), fields)
    return remove_term(data, old.source, str(file)) if old else data


# --- writing -----------------------------------------------------------------------------------------------------


def carry_out(plan: Plan) -> Path | None:
    """Write a plan and return the copy of the file as it was, None for a new file.

    The file is locked meanwhile. What others wrote since the plan was made is kept. Raises `UsageError` when they
    changed the same entry, `OutputError` when the file cannot be written or another process does not leave it.
    """
    with workspace.lock_file(plan.file):
        before, after = content_to_change(plan.file), plan.after
        if before != plan.before:
            after = _changed_again(plan, before)
        return workspace.replace_file(plan.file, after)


def _changed_again(plan: Plan, data: bytes) -> bytes:
    old = plan.change.old
    source = plan.change.entry.source
    there = _InUse(files={str(plan.file): data}).entries(source) if data.strip() else []
    now = replace(there[0], file="", line=0) if there else None
    if now != (replace(old, file="", line=0) if old else None):
        raise UsageError(
            f"{plan.file}: somebody else changed {source} meanwhile; nothing was written",
            hint=f"Give the command again, after a look at it with: translator glossary lookup {quoted(source)}",
        )
    return _changed(plan.file, data, old, plan.wanted, plan.fields)
