"""The command ``run``: inputs, the pipeline and the job folders put together, input by input.

Nothing here prints; a file that fails is a result with its error, so that the other files are still done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from threading import Event, Timer
from typing import Protocol

from translator import __version__, pipeline, qa, workspace
from translator.commands.defaults import OUT
from translator.commands.drafting import Drafted, Drafter, Finish, LocalDrafter
from translator.commands.houses import read_house
from translator.commands.in_parallel import Stop, in_parallel
from translator.commands.jobs import DOCUMENTS, TABLE, check_chinese, memory_path, remember
from translator.commands.left_out import LeftOut, left_out
from translator.commands.reuse import reused
from translator.commands.structure import Structured, structured
from translator.commands.termbases import read_gazetteer, read_termbase
from translator.commands.unapplied import unapplied, what_to_apply
from translator.engines import Engine, Metered, Options, Usage, load_engine
from translator.errors import BusyError, EngineError, JobError, TranslatorError, UsageError, quoted
from translator.identity import file_hash
from translator.model import (
    Document,
    HeadlineCase,
    JobMeta,
    Layout,
    Origin,
    OriginKind,
    Progress,
    no_progress,
)
from translator.names import Gazetteer
from translator.pages.doubts import Finding, doubts
from translator.style import House
from translator.terms import enforcement, proof
from translator.terms.coverage import Coverage, coverage
from translator.terms.termbase import Termbase
from translator.text.counting import counted
from translator.workspace import LoadedJob, now

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to run: where to, with which engine and glossaries, and in which layout.

    ``house`` is the name or the file of a house style, ``headlines`` says otherwise how headlines are capitalized.
    ``structure`` is a file in which a person corrected the structure of the one input. ``cluster`` says whose workers
    translate, see `cluster_drafter`.
    """

    out: Path
    engine: str = ""
    engine_options: Options = field(default_factory=dict, repr=False)
    glossaries: tuple[Path, ...] = ()
    memory: Path | None = None
    layout: Layout = Layout.INTERLEAVED
    house: str = ""
    headlines: HeadlineCase | None = None
    structure: Path | None = None
    checks: Mapping[str, str] = field(default_factory=dict)
    force: bool = False
    cluster: str = ""

    @property
    def memory_file(self) -> str:
        """Return the path from the out folder to the translation memory, empty for the usual one."""
        usual = self.memory is None or self.memory.resolve() == memory_path(self.out).resolve()
        return "" if self.memory is None or usual else workspace.key_of(self.memory, self.out)

    @property
    def memory_path(self) -> Path:
        """Return the translation memory."""
        return self.memory or memory_path(self.out)


class Status(StrEnum):
    """How a run of one input ended."""

    DONE = "done"
    UP_TO_DATE = "up to date"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobResult:
    """Outcome for one input of a run; ``seconds`` are wall-clock seconds by stage.

    ``open`` counts the segments that are still untranslated and ``translated`` those that this run filled;
    ``faulty`` drafts need work by what the checks found; ``left_out`` is what the reader of the input skipped.
    ``corrected`` says that the structure is a person's, and ``doubts`` why one by rules is worth a look. ``usage`` is
    what an engine that counts it has used.
    """

    input: Path
    status: Status
    folder: Path | None = None
    out: Path = OUT
    articles: int = 0
    segments: int = 0
    translated: int = 0
    open: int = 0
    faulty: int = 0
    corrected: bool = False
    doubts: tuple[Finding, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    left_out: LeftOut = field(default_factory=LeftOut)
    seconds: Mapping[str, float] = field(default_factory=dict)
    engine: str = ""
    usage: Usage | None = None
    warnings: tuple[str, ...] = ()
    error: TranslatorError | None = None


_SECONDS_WITHOUT_A_WORD = 2.0


class RunProgress(Protocol):
    """Whoever shows how a run goes; its callbacks come from several threads."""

    def begin(self, inputs: int) -> None:
        """Show that so many inputs are to be run."""

    def job(self, name: str) -> Progress:
        """Return the callback for the job of a name, which is about to begin."""

    def finished(self, name: str) -> None:
        """Show that the job of a name is done, whatever became of it."""


class NoProgress:
    """A run that nobody watches."""

    def begin(self, inputs: int) -> None:
        """Show nothing."""

    def job(self, name: str) -> Progress:  # noqa: ARG002
        """Return a callback that shows nothing."""
        return no_progress

    def finished(self, name: str) -> None:
        """Show nothing."""


def run_all(
    paths: Sequence[Path],
    settings: Settings,
    progress: RunProgress = NoProgress(),  # noqa: B008  # it holds nothing
    say: Say = lambda _line: None,
    engine: Engine | None = None,
) -> Iterator[JobResult]:
    """Run every input, several at a time where the engine can, and yield each result as soon as it is there.

    The engine is loaded as the settings say unless it is given. An input that fails does not stop the others. Raises
    `UsageError`, `GlossaryError`, `InputError` or `EngineError` when nothing can be run at all. After Ctrl-C, or when
    the engine failed in the middle of a job, no other is begun, and those that were are stopped. After Ctrl-C
    `KeyboardInterrupt` is raised once all results are yielded. With one job at a time it is not raised while a job is
    translated: the result of that job has the status *stopped*.
    """
    house = read_house(settings.house, settings.headlines)
    engine = engine or load_engine(settings.engine, settings.engine_options)
    termbase, gazetteer = read_termbase(settings.glossaries), read_gazetteer()
    for warning in termbase.warnings:
        say(f"glossary: {warning}")
    found = _found(paths, settings.out, say)
    _check_structure(settings, len(found.files) + len(found.errors))
    for skipped in found.skipped:
        say(f"{skipped.path}: skipped, {skipped.reason}")
    if found.files:
        say_about(engine, say)
    for path, error in found.errors:
        yield JobResult(input=path, status=Status.FAILED, error=error)
    progress.begin(len(found.files))
    with _drafter(settings, engine, gazetteer) as drafter:
        run = _Run(settings, house, engine, termbase, gazetteer, drafter)
        yield from _results(run, found.files, progress, say)


def _found(paths: Sequence[Path], out: Path, say: Say) -> workspace.Inputs:
    """Return the inputs, and say what takes so long where there are very many of them."""
    waiting = Timer(_SECONDS_WITHOUT_A_WORD, say, ["looking for inputs and their jobs"])
    waiting.start()
    try:
        return workspace.inputs(paths, out)
    finally:
        waiting.cancel()


@contextmanager
def _drafter(settings: Settings, engine: Engine, gazetteer: Gazetteer) -> Iterator[Drafter]:
    if not settings.cluster:
        yield LocalDrafter(engine, gazetteer)
        return
    from translator.commands.cluster import cluster_drafter

    with cluster_drafter(
        settings.cluster, engine, settings.engine, settings.engine_options, gazetteer
    ) as drafter:
        yield drafter


def _results(
    run: _Run, files: Sequence[workspace.InputFile], progress: RunProgress, say: Say
) -> Iterator[JobResult]:
    stop = Stop()

    def attempted(file: workspace.InputFile) -> JobResult:
        task = _Task(file, run, _stoppable(progress.job(file.job.name), stop), say)
        result = _attempted(task)
        progress.finished(file.job.name)
        return result

    done = 0
    halted = False
    for result in in_parallel(files, attempted, jobs=min(run.drafter.jobs, len(files)), stop=stop):
        done += 1
        if result.status is Status.STOPPED or isinstance(result.error, EngineError):
            halted = True
            stop.set()
        yield result
    if left := len(files) - done:
        say(f"{counted(left, 'more input was', 'more inputs were')} not begun")
    if stop.by_signal or (left and not halted):
        raise KeyboardInterrupt


def _stoppable(show: Progress, stop: Event) -> Progress:
    """Return a progress callback that interrupts the translation of a job when the run is to stop."""

    def shown(stage: str, done: int, total: int) -> None:
        if stop.is_set() and stage in ("translate", "terms"):
            raise KeyboardInterrupt
        show(stage, done, total)

    return shown


def _attempted(task: _Task) -> JobResult:
    """Return the result of a task, whatever became of it, with what the engine used for it."""
    before = usage_of(task.run.engine)
    try:
        result = _run_named(task)
    except TranslatorError as error:
        result = JobResult(input=task.file.path, status=Status.FAILED, error=error)
    used = usage_of(task.run.engine)
    return replace(result, usage=used.since(before) if used and before else None)


class _TakenError(BusyError):
    """A job was given to another page after it was chosen for this one."""


_CHOICES = 5
"""Times that a job is chosen for a page, while other runs take one after the other."""


def _run_named(task: _Task) -> JobResult:
    """Return the result of a task, with another job where a run at the same time took the one that was free."""
    for _ in range(_CHOICES - 1):
        try:
            return _run(task)
        except _TakenError:
            chosen = workspace.inputs([task.file.path], task.run.settings.out)
            if not chosen.files:
                raise
            task = replace(task, file=chosen.files[0], seconds={}, warnings=[])
    return _run(task)


def usage_of(engine: Engine) -> Usage | None:
    """Return what an engine has used by now, if it counts that."""
    return engine.usage if isinstance(engine, Metered) else None


def say_about(engine: Engine, say: Say) -> None:
    """Say which model is used, and what cannot be asked of the engine."""
    for line in filter(None, (engine.notice, enforcement.limitation(engine.abilities))):
        say(line)


def read_document(path: Path) -> Document:
    """Return one file as an untranslated document; raise `InputError` when that cannot be done."""
    return pipeline.build(workspace.page_of(workspace.read_input(path), path), path.stem)


def _check_structure(settings: Settings, inputs: int) -> None:
    if settings.structure is not None and inputs != 1:
        raise UsageError(
            f"--structure {settings.structure}: a structure belongs to one page, and {inputs} are named",
            hint="Name the one input that the structure was written for.",
        )


@dataclass(frozen=True, slots=True)
class _Run:
    """What all inputs of a run share."""

    settings: Settings
    house: House
    engine: Engine
    termbase: Termbase
    gazetteer: Gazetteer
    drafter: Drafter

    @property
    def finish(self) -> Finish:
        """Return what becomes of drafts."""
        return Finish(house=self.house, checks=self.settings.checks)


@dataclass(frozen=True, slots=True)
class _Task:
    """One input of a run; ``seconds`` and ``warnings`` are filled on the way."""

    file: workspace.InputFile
    run: _Run
    progress: Progress
    say: Say
    seconds: dict[str, float] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        if stage in ("read", "segment", "recall", "check", "write") and stage not in self.seconds:
            self.progress(stage, 0, 0)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start


def _run(task: _Task) -> JobResult:
    """Do what is new of a job, under its lock."""
    folder, force = task.file.job, task.run.settings.force
    with workspace.lock(folder):
        with task.timed("read"):
            data = workspace.read_input(task.file.path)
            old = _loaded(task, data)
        if old is None:
            task.run.drafter.expect()
            _say_whose_job(task)
        else:
            check_chinese(folder, old)
        cut = _cut(task, data, old)
        wanted = _wanted(task, data, old, cut)
        if old is not None:
            is_done = not force and _is_up_to_date(task, old, wanted)
            _look_for_reviews(task, old, is_done=is_done)
            if is_done:
                return _result(task, Status.UP_TO_DATE, _at_its_path(task, old))
            if reviewed := old.reviewed_elsewhere():
                remember(folder, old.document, reviewed)
        document = _recalled(task, _prepared(task, cut, old, wanted))
        waiting = pipeline.untranslated(document)
        try:
            drafted = task.run.drafter.draft(document, task.run.finish, task.progress)
        except pipeline.Interrupted as stopped:
            saved = workspace.save(folder, stopped.document, {}, now=now, old=old, force=force)
            _say_what_was_kept(task, saved)
            result = _result(task, Status.STOPPED, stopped.document, waiting)
            return replace(result, error=stopped.error)
        return _result(task, Status.DONE, _saved(task, drafted, old), waiting)


def _look_for_reviews(task: _Task, old: LoadedJob, *, is_done: bool) -> None:
    """Raise `JobError` before a table that was edited and not applied becomes outdated; with force only say it."""
    tables = unapplied(task.file.job, old)
    if not tables:
        return
    found, command = what_to_apply(tables[0])
    if is_done:
        task.warnings.append(f"{found}; to take its edits run: {command}")
    elif task.run.settings.force:
        task.say(f"{found}, and becomes outdated now; to take its edits stop here and run: {command}")
    else:
        raise JobError(
            f"{found}; a run would make it outdated",
            hint=f"Apply it first: {command}\nTo run all the same, add --force.",
        )


def _result(task: _Task, status: Status, document: Document, waiting: int | None = None) -> JobResult:
    """Sum up a job as it is now; ``waiting`` counts the segments that the run found untranslated."""
    left = pipeline.untranslated(document)
    skipped = left_out(document)
    if left and status is Status.DONE:
        count = counted(left, "sentence has", "sentences have")
        task.warnings.append(f"{task.file.path}: {count} no English; the Notes of the review table say why")
    if skipped.warning:
        task.warnings.append(f"{task.file.path}: {skipped.warning}")
    return JobResult(
        input=task.file.path,
        status=status,
        folder=task.file.job.path,
        out=task.run.settings.out,
        articles=len(document.articles),
        segments=sum(1 for _ in document.segments()),
        translated=0 if waiting is None else waiting - left,
        open=left,
        faulty=sum(map(qa.needs_work, document.segments())),
        corrected=bool(document.meta.structure),
        doubts=() if document.meta.structure else doubts(document.articles),
        coverage=coverage(document),
        left_out=skipped,
        seconds=task.seconds,
        engine=document.meta.engine,
        warnings=tuple(task.warnings),
    )


# --- what there is, what is wanted -------------------------------------------------------------------------------


def _loaded(task: _Task, data: bytes) -> LoadedJob | None:
    """Return the job of a task; raise `_TakenError` where it has become that of another page."""
    try:
        old = workspace.load(task.file.job)
    except JobError:
        if not task.run.settings.force:
            raise
        return None  # saving with force copies the damaged file away first
    if old is not None and not task.file.owns(old, data):
        raise _TakenError(
            f"{task.file.job.path}: another run has given this job to {old.meta.input or 'another page'}",
            hint="Wait until that run has finished, and run the same command again.",
        )
    return old


def _say_whose_job(task: _Task) -> None:
    """Say where a job of the page's path or name is left to the page that it was made from."""
    if other := task.file.other:
        task.warnings.append(
            f"{task.file.path}: {other.path} was made from another page and stays as it is; the job of this page is "
            f"{task.file.job.path}. Delete {other.path} only if neither its texts nor its tables are needed"
        )


def _at_its_path(task: _Task, old: LoadedJob) -> Document:
    """Return the document of a job that is up to date, whose file now has the path that its page was moved to."""
    if old.meta.input == task.file.job.input:
        return old.document
    with task.timed("write"):
        saved = workspace.save(task.file.job, old.document, {}, now=now, old=old)
    _say_what_was_kept(task, saved)
    return saved.document


def _cut(task: _Task, data: bytes, old: LoadedJob | None) -> Structured:
    """Return the page with its articles and blocks; the document is that of the job where its cut is still good."""
    given = task.run.settings.structure
    meta = old.meta if old else JobMeta()
    is_same = (meta.source, meta.segmentation) == (file_hash(data), pipeline.SEGMENTATION)
    if old and is_same and given is None:
        return Structured(document=old.document, hash=meta.structure)
    with task.timed("segment"):
        cut = structured(task.file, data, old=old, given=given)
    task.warnings.extend(cut.warnings)
    return replace(cut, document=old.document) if old and is_same and cut.hash == meta.structure else cut


def _wanted(task: _Task, data: bytes, old: LoadedJob | None, cut: Structured) -> JobMeta:
    """Return the metadata that the job is to have; the job is up to date if it has that already."""
    return replace(
        old.meta if old else JobMeta(created=now().isoformat(timespec="seconds")),
        source=file_hash(data),
        structure=cut.hash,
        segmentation=pipeline.SEGMENTATION,
        program=__version__,
        engine=task.run.engine.signature,
        glossary=task.run.termbase.hash,
        places=task.run.gazetteer.hash,
        memory=_memory_revision(task),
        memory_file=task.run.settings.memory_file,
        layout=task.run.settings.layout.value,
        house=task.run.house.signature,
        checks=qa.signature(task.run.settings.checks),
    )


def _is_up_to_date(task: _Task, old: LoadedJob, wanted: JobMeta) -> bool:
    return (
        old.meta == wanted
        and not old.meta.incomplete
        and not task.file.job.half_saved
        and old.as_written
        and pipeline.untranslated(old.document) == 0
        and all(task.file.job.file(suffix).exists() for suffix in DOCUMENTS)
    )


# --- the stages --------------------------------------------------------------------------------------------------


def _prepared(task: _Task, cut: Structured, old: LoadedJob | None, wanted: JobMeta) -> Document:
    """Return the document with everything that is still good of the old one, and its terms marked."""

    def is_good(origin: Origin) -> bool:
        is_current = origin.kind is not OriginKind.MT or origin.engine == task.run.engine.signature
        return is_current and not task.run.settings.force

    with task.timed("segment"):
        document = pipeline.forget_machine_work(_built(task, cut, old), keep=is_good)
        if old and old.meta.places != wanted.places:
            document = pipeline.forget_lines_of_names(document)
        document = pipeline.without_style(document)
    with task.timed("annotate"):
        document = pipeline.annotate(document, task.run.termbase, task.run.gazetteer)
    return replace(document, meta=replace(wanted, content=""))


def _built(task: _Task, cut: Structured, old: LoadedJob | None) -> Document:
    if old is None or cut.document is old.document:
        return cut.document
    from translator.review.apply import is_earlier_version

    document, lost = reused(cut.document, old.document)
    earlier = ((segment.source,) for segment in old.document.segments())
    if lost or not is_earlier_version(earlier, document):  # review tables of it could no longer be applied
        what = (
            f"{len(lost)} reviewed sentences, or drafts with notes or conflicts,"
            if lost
            else "most sentences"
        )
        backup = workspace.back_up(task.file.job.job, now())
        task.warnings.append(
            f"{what} are no longer in {task.file.path} as sentences of their own; the job as it was is kept "
            f"as {backup}"
        )
    return document


def _memory_revision(task: _Task) -> str:
    path = task.run.settings.memory_path
    if not path.exists():
        return ""
    from translator.tm import open_memory

    with open_memory(path) as memory:
        return memory.revision


def _recalled(task: _Task, document: Document) -> Document:
    """Fill and offer what the project's translation memory knows, when it has one."""
    path = task.run.settings.memory_path
    if not path.exists():
        return document
    from translator.tm import open_memory, recall

    with task.timed("recall"), open_memory(path) as memory:
        recalled = recall(document, memory, progress=task.progress)
        return pipeline.map_segments(recalled, proof.verify)


def _saved(task: _Task, drafted: Drafted, old: LoadedJob | None) -> Document:
    job = task.file.job
    task.seconds.update(drafted.seconds)
    with task.timed("write"):
        saved = workspace.save(
            job, drafted.document, drafted.files, now=now, old=old, force=task.run.settings.force
        )
    _say_what_was_kept(task, saved)
    return saved.document


def _say_what_was_kept(task: _Task, saved: workspace.Saved) -> None:
    job = task.file.job
    for path, copy in saved.backups:
        returned = path in (job.file(TABLE), job.job)
        use = f"; to take its edits run: translator review apply {quoted(copy)}" if returned else ""
        task.warnings.append(f"{path} had been edited; it is kept as {copy}{use}")
    task.warnings.extend(f"{path} has been edited and was left as it is" for path in saved.edited)
