"""Term bases imported into one another and exported, between CSV, XLSX and TBX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from translator import workspace
from translator.commands.termbases import glossary_paths, open_warnings, replaces_starter
from translator.errors import GlossaryError, OutputError, UsageError
from translator.terms import merging, tbx
from translator.terms.formats import format_of, read_table
from translator.terms.merging import Clash, Decide, good_rows
from translator.terms.rows import COLUMNS, Fault, Table, faults_error


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred:
    """Outcome of `import_files` or `export_files`.

    ``faulty`` are the tables read with faults, whose other rows were taken nevertheless. Nothing was written when there
    are unsettled ``clashes``, or when nothing changed. ``backup`` is the copy of what stood in the file before.
    """

    file: Path
    written: bool
    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    settled: int = 0
    clashes: tuple[Clash, ...] = ()
    faulty: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()
    backup: Path | None = None

    @property
    def faults(self) -> tuple[tuple[str, Fault], ...]:
        """Return all faults, each with the name of its file."""
        return tuple((table.name, fault) for table in self.faulty for fault in table.faults)


def import_files(files: Sequence[Path], into: Path, decide: Decide) -> Transferred:
    """Merge the rows of term bases into one file, and write it unless a clash is unsettled.

    The file is made when there is none, and locked meanwhile, so that two people who add at once both keep their rows.
    Faulty rows are left out and the good ones taken. Raises `GlossaryError` when ``into`` itself is faulty or cannot be
    changed, `OutputError` when it cannot be written.
    """
    target = format_of(str(into))
    tables = _read(files)
    with workspace.lock_file(into):
        data = _old(into)
        ours = read_table(data, str(into)) if data else Table(str(into), COLUMNS)
        error = faults_error([_checked(ours)]) if data else None
        if error:
            raise error
        done = merging.merge(ours, tables, decide)
        backup = None
        writes = bool(done.changes) and not done.clashes
        warnings = _replaced_starter(into) if writes else ()
        if writes:
            changed = (
                target.change(data, ours, done.changes)
                if data
                else target.write(merging.applied(ours, done.changes))
            )
            _check_result(changed, into)
            backup = workspace.replace_file(into, changed)
    return Transferred(
        file=into,
        written=writes,
        rows=len(ours.rows),
        new=done.new,
        changed=done.changed,
        same=done.same,
        settled=done.settled,
        clashes=tuple(done.clashes),
        faulty=tuple(table for table in tables if table.faults),
        warnings=(
            *(w for table in tables for w in table.warnings),
            *warnings,
            *open_warnings((*files, into)),
        ),
        backup=backup,
    )


def export_files(paths: Sequence[Path], to: Path, *, tbx_2008: bool = False) -> Transferred:
    """Write term bases as one file of the format that its name asks for; without paths those that a run would use.

    Where two have the same term, the rows of the later one are written, as a run uses them. Faulty rows are left out.
    Raises `UsageError` for a format that is not known, `OutputError` when the file cannot be written.
    """
    write = format_of(str(to)).write
    if tbx_2008:
        if to.suffix.lower() != ".tbx":
            raise UsageError(
                f"{to}: --tbx-2008 is for .tbx files", hint="Name a file ending in .tbx, or leave it out."
            )
        write = tbx.write_table_2008
    given = workspace.read_glossaries(glossary_paths(paths))
    tables = [_with_good_rows(read_table(data, name)) for name, data in given]
    table = merging.overlaid(tables, to.stem)
    if not table.rows:
        raise faults_error(tables) or GlossaryError(
            "there are no terms to export", hint="Name term bases that have some."
        )
    with workspace.lock_file(to):
        data = write(table)
        backup = workspace.replace_file(to, data) if data != _old(to) else None
    return Transferred(
        file=to,
        written=True,
        rows=len(table.rows),
        faulty=tuple(one for one in tables if one.faults),
        warnings=(
            *(w for one in tables for w in one.warnings),
            *open_warnings([*map(Path, (n for n, _ in given)), to]),
        ),
        backup=backup,
    )


def _read(files: Sequence[Path]) -> list[Table]:
    tables = [_with_good_rows(read_table(workspace.read_input(file), str(file))) for file in files]
    if not any(table.rows for table in tables):
        raise faults_error(tables) or GlossaryError(
            f"{', '.join(map(str, files))}: there are no terms", hint="Name a file that has some."
        )
    return tables


def _replaced_starter(into: Path) -> tuple[str, ...]:
    """Return a warning for a file that is now in use in place of the entries that come with the program."""
    if not replaces_starter((), into):
        return ()
    return (
        f"{into} is now the only term base in use; the entries that came with the program are not used. To have both, "
        f"move {into.parent}/ away, run 'translator init', and move {into.name} back into it",
    )


def _checked(table: Table) -> Table:
    good_rows(table)
    return table


def _with_good_rows(table: Table) -> Table:
    table.rows = good_rows(table)
    return table


def _old(file: Path) -> bytes:
    workspace.check_is_file(file)
    if file.exists() and not file.stat().st_mode & 0o222:
        raise OutputError(f"{file}: is read-only", hint="Make it writable, or name another file.")
    return workspace.read_input(file) if file.exists() else b""


def _check_result(data: bytes, into: Path) -> None:
    """Raise `GlossaryError` when two files that are right each contradict each other together."""
    error = faults_error([_checked(read_table(data, str(into)))])
    if error:
        message = (
            f"the files contradict each other, nothing was written; merged they would have\n{error.message}"
        )
        raise GlossaryError(message, hint=error.hint)
