"""The structure of a page as a person has the last word on it: written to be corrected, taken back, kept in the job."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from translator import pipeline, workspace
from translator.commands.defaults import OUT
from translator.errors import InputError, quoted
from translator.identity import file_hash
from translator.model import Article, Document, Page
from translator.pages.structure import (
    Carried,
    Row,
    arranged,
    carried,
    rows_from,
    rows_of,
    structure_hash,
    visible_text,
    written,
)
from translator.readers.encodings import decode
from translator.text.counting import first_of
from translator.workspace import InputFile, LoadedJob

SUFFIX = "structure.txt"
"""Of the file that `edit` writes beside the job."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Structured:
    """A page as an untranslated document; ``hash`` is empty where its structure is the rules' own."""

    document: Document
    hash: str = ""
    warnings: tuple[str, ...] = ()


def structured(
    file: InputFile, data: bytes, *, old: LoadedJob | None = None, given: Path | None = None
) -> Structured:
    """Return a page with the structure that a person gave it: ``given`` now, else earlier in the job ``old``.

    Raises `InputError` when the page cannot be read or is the document of a job, or the structure is that of another
    page.
    """
    _check_page(file.path, data)
    page = workspace.page_of(data, file.path)
    result = _structured(page, file, data, old=old, given=given)
    unread = (f"{file.path}: not read: {part}" for part in page.unread)
    return replace(result, warnings=(*result.warnings, *unread))


def _check_page(path: Path, data: bytes) -> None:
    """Raise `InputError` for a Word file that a run wrote: the work of its reviewer would be translated as a page."""
    if path.suffix.lower() != ".docx":
        return
    from translator.commands.review import is_of_a_job

    if is_of_a_job(path, data):
        raise InputError(
            f"{path}: is the document of a job and not a page",
            hint=f"To take over what was changed in it: translator review apply {quoted(path)}. To translate its text "
            "anew, copy the text into a new Word file.",
        )


def _structured(
    page: Page, file: InputFile, data: bytes, *, old: LoadedJob | None, given: Path | None
) -> Structured:
    if given is not None:
        return _with_rows(page, file.job.name, read_rows(given), str(given))
    ruled = pipeline.build(page, file.job.name)
    if old is None or not old.meta.structure:
        return Structured(document=ruled)
    return _kept(page, ruled, file, old, is_same=old.meta.source == file_hash(data))


def read_rows(path: Path) -> tuple[Row, ...]:
    """Return the blocks of a structure file, whatever editor saved it; raise `InputError` when it is none."""
    data = workspace.read_input(path)
    text, _encoding = decode(data, str(path)) if data.strip() else ("", "")
    return rows_of(text, str(path))


def _with_rows(page: Page, name: str, rows: Sequence[Row], file: str) -> Structured:
    ruled: list[Sequence[Article]] = []

    def correct(articles: tuple[Article, ...]) -> tuple[Article, ...]:
        ruled.append(articles)
        return arranged(rows, articles, file)

    document = pipeline.build(page, name, correct)
    return Structured(document=document, hash=_hash(document.articles, ruled[0]))


def _hash(articles: Sequence[Article], ruled: Sequence[Article]) -> str:
    own = structure_hash(articles)
    return "" if own == structure_hash(ruled) else own


def _kept(page: Page, ruled: Document, file: InputFile, old: LoadedJob, *, is_same: bool) -> Structured:
    """Return a page with the structure of its job, as far as that fits the page as it is now."""
    before = old.document.articles
    result = carried(ruled.articles, before)
    if is_same or result.lost or visible_text(before) != visible_text(ruled.articles):
        with suppress(InputError):  # the text has changed
            return _with_rows(page, ruled.name, rows_from(before), file.job.name)
    document = pipeline.build(page, ruled.name, lambda _articles: result.articles)
    return Structured(
        document=document,
        hash=_hash(document.articles, ruled.articles),
        warnings=(_in_words(result, file, is_same),),
    )


def _in_words(result: Carried, file: InputFile, is_same: bool) -> str:
    change = "the Chinese of its job was corrected" if is_same else "has changed"
    said = f"{file.path}{':' if is_same else ''} {change}; of the blocks that you corrected {result.kept} still fit"
    if result.lost:
        named = first_of([f"{block.id} '{block.text[:12]}'" for block in result.lost])
        said += f" and {len(result.lost)} no longer ({named})"
    if result.moved:
        said += "; their order is that of the page again"
    return f"{said}; look at its structure with: {edit_command(file.path, file.job.out)}"


# --- to be corrected -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ToEdit:
    """The file to correct a structure in, and the command line that takes it back.

    ``left`` means that the file holds corrections that were not given back yet, and was left as it is.
    """

    path: Path
    command: str
    left: bool = False
    backup: Path | None = None


def current(file: Path, out: Path, *, rules: bool = False) -> Structured:
    """Return the structure that the next run of a file uses; with ``rules`` that of the rules alone.

    Raises `InputError` or `JobError` when the file or its job cannot be read.
    """
    return _current(_input(file, out), rules)


def _input(file: Path, out: Path) -> InputFile:
    if file.is_dir():
        raise InputError(f"{file}: is a folder", hint="Name one file; a structure belongs to one page.")
    found = workspace.inputs([file], out)
    for _, error in found.errors:
        raise error
    return found.files[0]


def _current(file: InputFile, rules: bool) -> Structured:
    old = None if rules else workspace.load(file.job)
    return structured(file, workspace.read_input(file.path), old=old)


def edit(path: Path, out: Path, *, rules: bool = False) -> tuple[Structured, ToEdit]:
    """Write the structure of a file beside its job, to be corrected; what a person changed there is never lost.

    A file with corrections that were not given back is left alone; ``rules`` replaces it, after a copy.
    """
    file = _input(path, out)
    structure = _current(file, rules)
    target = file.job.file(SUFFIX)
    command = _run_command(path, out, target)
    data = written(structure.document.articles, str(path), command).encode()
    before = workspace.read_input(target) if target.exists() else None
    if before is not None and not rules and _has_corrections(target, file, structure):
        return structure, ToEdit(path=target, command=command, left=True)
    backup = None if before == data else workspace.replace_file(target, data)
    return structure, ToEdit(path=target, command=command, backup=backup)


def _has_corrections(path: Path, file: InputFile, structure: Structured) -> bool:
    """Return whether a structure file fits its page and has another structure than the next run would use."""
    try:
        waiting = structured(file, workspace.read_input(file.path), given=path).document
    except InputError:
        return False
    return structure_hash(waiting.articles) != structure_hash(structure.document.articles)


def edit_command(file: Path, out: Path) -> str:
    """Return the command line that writes the structure of a file to be corrected."""
    return f"translator segment {quoted(file)} --edit{_out_option(out)}"


def _run_command(file: Path, out: Path, structure: Path) -> str:
    return f"translator run {quoted(file)} --structure {quoted(structure)}{_out_option(out)}"


def _out_option(out: Path) -> str:
    return "" if out == OUT else f" --out {quoted(out)}"
