"""Own one run: inputs, the pipeline and the job folders put together, input by input.

Nothing here prints; a file that fails is a result with its error, so that the other files are still done.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from translator import __version__, pipeline, workspace
from translator.commands.reuse import carry_over
from translator.engines import Engine, load_engine
from translator.errors import JobError, TranslatorError
from translator.identity import content_hash
from translator.model import (
    Document,
    OriginKind,
    Progress,
    no_progress,
)
from translator.names import Gazetteer
from translator.readers.table import read_page
from translator.terms import proof
from translator.terms.csv_read import load_glossaries
from translator.terms.termbase import Termbase

DEFAULT_LAYOUT = "interleaved"
MEMORY = "translator.tm.sqlite"
"""The project's translation memory, in the out folder; it comes to be with the first review."""

ProgressFor = Callable[[str], Progress]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Say how to run: where to, with which engine and glossaries, and what to make."""

    out: Path
    engine: str = "argos"
    glossaries: tuple[Path, ...] = ()
    layout: str = DEFAULT_LAYOUT
    force: bool = False


class Status(StrEnum):
    """How a run of one input ended."""

    DONE = "done"
    UP_TO_DATE = "up to date"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobResult:
    """Outcome for one input of a run; ``seconds`` are wall-clock seconds by stage.

    ``open`` counts the segments that are still untranslated and ``translated`` those that this run filled.
    """

    input: Path
    status: Status
    folder: Path | None = None
    articles: int = 0
    segments: int = 0
    translated: int = 0
    open: int = 0
    terms_found: int = 0
    term_occurrences: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)
    engine: str = ""
    warnings: tuple[str, ...] = ()
    error: TranslatorError | None = None


def no_message(_line: str) -> None:
    """Say nothing."""


def run_all(
    paths: Sequence[Path],
    settings: Settings,
    progress_for: ProgressFor = lambda _name: no_progress,
    say: Say = no_message,
) -> Iterator[JobResult]:
    """Run every input and yield its result as soon as it is there; one that fails does not stop the others.

    Raises `UsageError`, `GlossaryError` or `EngineError` when nothing can be run at all. After Ctrl-C the result
    of the stopped job is the last one.
    """
    engine = load_engine(settings.engine)
    termbase, gazetteer = read_termbase(settings.glossaries), read_gazetteer()
    for warning in termbase.warnings:
        say(f"glossary: {warning}")
    found = workspace.inputs(paths, settings.out)
    for skipped in found.skipped:
        say(f"{skipped.path}: skipped, {skipped.reason}")
    if found.files and engine.notice:
        say(engine.notice)
    for path, error in found.errors:
        yield JobResult(input=path, status=Status.FAILED, error=error)
    for file in found.files:
        run = _Run(file=file, settings=settings, engine=engine, termbase=termbase, gazetteer=gazetteer)
        run.progress = progress_for(file.job.name)
        try:
            yield run.result(run.go())
        except TranslatorError as error:
            yield JobResult(input=file.path, status=Status.FAILED, folder=None, error=error)
        except pipeline.Interrupted as stopped:
            yield run.result(Status.STOPPED, stopped.document)
            return


def read_document(path: Path) -> Document:
    """Read one file into an untranslated document; raise `InputError` when that cannot be done."""
    return pipeline.build(read_page(workspace.read_input(path), str(path)), path.stem)


def read_termbase(paths: Sequence[Path]) -> Termbase:
    """Read term bases; without paths those in ``glossaries/`` here, else those that come with the program."""
    return load_glossaries(workspace.read_glossaries(list(paths) or [_default_glossaries()]))


def read_gazetteer() -> Gazetteer:
    """Read the places of the starter glossaries, which a run knows whatever term bases it is given."""
    return Gazetteer.of(load_glossaries(workspace.read_glossaries([_starter_glossaries() / "places.csv"])))


def _default_glossaries() -> Path:
    here = Path("glossaries")
    return here if any(here.glob("*.csv")) else _starter_glossaries()


def _starter_glossaries() -> Path:
    installed = Path(__file__).parents[1] / "starter_glossaries"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "glossaries"


@dataclass(slots=True, kw_only=True)
class _Run:
    """Take one input through the stages, under the lock of its job."""

    file: workspace.InputFile
    settings: Settings
    engine: Engine
    termbase: Termbase
    gazetteer: Gazetteer
    progress: Progress = no_progress
    seconds: dict[str, float] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    translated: int = 0
    document: Document | None = None

    def go(self) -> Status:
        """Do what is new of the job and give its status; `document` is what is on disk afterwards."""
        with workspace.lock(self.file.job):
            with self._timed("read"):
                data = workspace.read_input(self.file.path)
                old = self._load()
                if old is not None:
                    check_chinese(self.file.job, old)
            wanted = self._wanted(data)
            if old is not None and not self.settings.force and self._up_to_date(old, wanted):
                self.document = old
                return Status.UP_TO_DATE
            if old is not None and (new := done_in_the_file(self.file.job, old)):
                remember(self.file.job, old, new)
            self._save(self._translated(self._recalled(self._prepared(data, old, wanted))))
            return Status.DONE

    def result(self, status: Status, document: Document | None = None) -> JobResult:
        """Sum up the job as it is now."""
        document = document or self.document
        if document is None:
            raise AssertionError("a result is asked for after go() only")
        found, occurrences = proof.coverage(document)
        return JobResult(
            input=self.file.path,
            status=status,
            folder=self.file.job.path,
            articles=len(document.articles),
            segments=sum(1 for _ in document.segments()),
            translated=self.translated,
            open=pipeline.untranslated(document),
            terms_found=found,
            term_occurrences=occurrences,
            seconds=self.seconds,
            engine=document.signature.get("engine", ""),
            warnings=tuple(self.warnings),
        )

    # --- what there is, what is wanted ---------------------------------------------------------------

    def _load(self) -> Document | None:
        try:
            return workspace.load(self.file.job)
        except JobError:
            if not self.settings.force:
                raise
            return None  # saving with force copies the damaged file away first

    def _wanted(self, data: bytes) -> dict[str, str]:
        return {
            "source": hashlib.sha256(data).hexdigest(),
            "segmentation": pipeline.SEGMENTATION,
            "program": __version__,
            "engine": self.engine.signature,
            "glossary": self.termbase.hash,
            "layout": self.settings.layout,
        }

    def _up_to_date(self, old: Document, wanted: Mapping[str, str]) -> bool:
        return (
            all(old.signature.get(key) == value for key, value in wanted.items())
            and workspace.INCOMPLETE not in old.signature
            and old.signature.get("content") == content_hash(old)
            and pipeline.untranslated(old) == 0
            and all(self.file.job.file(suffix).exists() for suffix in WRITERS)
        )

    # --- the stages ----------------------------------------------------------------------------------

    def _prepared(self, data: bytes, old: Document | None, wanted: Mapping[str, str]) -> Document:
        """Give the document with everything that is still good of the old one, and its terms marked."""
        with self._timed("segment"):
            document = self._built(data, old, wanted)
            force, signature = self.settings.force, self.engine.signature
            document = pipeline.forget_machine_work(
                document,
                keep=lambda o: not force and (o.kind is not OriginKind.MT or o.engine == signature),
            )
        with self._timed("annotate"):
            document = pipeline.annotate(document, self.termbase)
        signature_of_old = dict(old.signature) if old else {"created": now().isoformat(timespec="seconds")}
        signature_of_old.pop("content", None)
        return replace(document, signature={**signature_of_old, **wanted})

    def _built(self, data: bytes, old: Document | None, wanted: Mapping[str, str]) -> Document:
        if old and all(old.signature.get(key) == wanted[key] for key in ("source", "segmentation")):
            return old
        new = pipeline.build(read_page(data, str(self.file.path)), self.file.job.name)
        if old is None:
            return new
        document, lost = carry_over(new, old)
        if lost:
            backup = workspace.back_up(self.file.job.job, now())
            self.warnings.append(
                f"{len(lost)} reviewed sentences, or drafts with notes or conflicts, are no longer in "
                f"{self.file.path}; the job as it was is kept as {backup}"
            )
        return document

    def _recalled(self, document: Document) -> Document:
        """Fill and offer what the project's translation memory knows, when it has one."""
        path = self.settings.out / MEMORY
        if not path.exists():
            return document
        from translator.tm import open_memory, recall

        with self._timed("recall"), open_memory(path) as memory:
            recalled = recall(document, memory, progress=self.progress)
            return pipeline.map_segments(recalled, proof.verify)

    def _translated(self, document: Document) -> Document:
        waiting = pipeline.untranslated(document)
        try:
            with self._timed("translate"):
                document = pipeline.translate(document, self.engine, self.progress, gazetteer=self.gazetteer)
        except pipeline.Interrupted as stopped:
            self.translated = waiting - pipeline.untranslated(stopped.document)
            workspace.save(self.file.job, stopped.document, {}, now=now, force=self.settings.force)
            raise
        self.translated = waiting - pipeline.untranslated(document)
        return document

    def _save(self, document: Document) -> None:
        with self._timed("write"):
            saved = save_job(self.file.job, document, force=self.settings.force)
        self.document = saved.document
        self.warnings += [f"{path} had been edited; it is kept as {copy}" for path, copy in saved.backups]
        self.warnings += [f"{path} has been edited and was left as it is" for path in saved.edited]

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        if stage in ("read", "segment", "recall", "write"):
            self.progress(stage, 0, 0)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start


def save_job(folder: workspace.JobFolder, document: Document, *, force: bool = False) -> workspace.Saved:
    """Write a job with its documents, in the layout that its signature names; see `workspace.save`."""
    layout = document.signature.get("layout", DEFAULT_LAYOUT)
    content = {"content": content_hash(document)}
    document = replace(document, signature={**document.signature, **content})
    outputs = {suffix: write(document, layout) for suffix, write in WRITERS.items()}
    return workspace.save(folder, document, outputs, now=now, force=force)


def check_chinese(folder: workspace.JobFolder, document: Document) -> None:
    """Raise `JobError` when another tool changed Chinese in the job's own file.

    Its English is that of the old Chinese, and nobody could tell once the job is written again.
    """
    from translator.review.read_xliff import read_returned

    if document.signature.get("content") == content_hash(document):
        return
    rows = read_returned(workspace.read_input(folder.job), str(folder.job)).segments
    ids = [row.id for row in rows if row.baseline and not row.is_as_made]
    if ids:
        named = ", ".join(ids[:3]) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")
        raise JobError(
            f"{folder.job}: the Chinese of {named} was changed in the job's own file",
            hint=f"Put the Chinese back, or take it as it is: translator review apply {folder.job} --accept-source",
        )


def done_in_the_file(folder: workspace.JobFolder, document: Document) -> set[str]:
    """Give the ids of what a person did in the job's own file with another tool since we wrote it; see `xliff.unit`.

    It is not in the translation memory yet, since only the next command that writes the job gets to know of it.
    """
    from translator.review.read_xliff import read_returned

    if document.signature.get("content") == content_hash(document):
        return set()
    reviewed = {segment.id for segment in document.segments() if segment.state.by_person}
    rows = read_returned(workspace.read_input(folder.job), str(folder.job)).segments
    known = {
        row.id
        for row in rows
        if row.baseline and row.is_as_made and row.baseline.holds_target(row.target)
        if row.baseline.state and row.baseline.state.by_person
    }
    return reviewed - known


def remember(folder: workspace.JobFolder, document: Document, only: Collection[str]) -> None:
    """Keep reviewed segments of a job, by id, in the project's translation memory, which is made when missing."""
    from translator.tm import open_memory

    with open_memory(folder.out / MEMORY) as memory:
        memory.store(document, folder.name, now(), only=only)


def now() -> datetime:
    """Give the time, with the zone of this machine."""
    return datetime.now(UTC).astimezone()


# --- what a job's folder holds ---------------------------------------------------------------------------


def _review(document: Document, _layout: str) -> bytes:
    from translator.review.table import review_docx

    return review_docx(document)


def _bilingual(document: Document, layout: str) -> bytes:
    from translator.publish.docx import Layout, bilingual_docx

    return bilingual_docx(document, Layout(layout))


def _english(document: Document, _layout: str) -> bytes:
    from translator.publish.docx import english_docx

    return english_docx(document)


WRITERS: dict[str, Callable[[Document, str], bytes]] = {
    "review.docx": _review,
    "bilingual.docx": _bilingual,
    "en.docx": _english,
}
"""The documents of a job by file suffix; the job itself, the .xlf, is the store's."""
