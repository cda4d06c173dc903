"""The command ``watch``: pages are translated, and returned files applied to their jobs, as they arrive in folders.

One file is worked on at a time, once it has stopped growing. A record in the out folder says what is done, so that
nothing is done twice, also after a stop. The files are left as they are, where they are. Nothing here prints.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from translator import workspace
from translator.commands.review import Applied, Returned, apply_file, is_of_a_job, is_xliff
from translator.commands.run import JobResult, Status, run_all
from translator.commands.run import Settings as RunSettings
from translator.engines import BudgetSpent, Metered, load_engine
from translator.errors import (
    BusyError,
    EngineError,
    GlossaryError,
    InputError,
    JobError,
    OutputError,
    TranslatorError,
    UnreadableError,
    UsageError,
)
from translator.identity import file_hash
from translator.review.results import Options
from translator.tm.units import TmError

DONE = ".translator.watch.json"
"""The file in the out folder that says which files are done."""

RETRY = 30.0
"""Seconds after which a file is tried again that failed for a reason outside it, such as a job that is in use."""

_PASSING = (JobError, OutputError, UnreadableError, GlossaryError, EngineError, TmError)
"""Errors whose reason is not in the file, and may pass while the watch goes on; a budget that is spent does not."""

_AT_ONCE = 8
"""Pages for which the engine is loaded once; between two such groups returned files have their turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What to watch and how to translate; a file is ready when it has not changed for ``settle`` seconds."""

    folders: tuple[Path, ...]
    run: RunSettings
    settle: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """What became of a file: a page's ``result``, the review that was ``applied``, or an ``error``.

    ``again`` says that it will be tried again.
    """

    path: Path
    result: JobResult | None = None
    applied: Applied | None = None
    error: TranslatorError | None = None
    again: bool = False


def watch(
    settings: Settings, ticks: Iterable[bool], clock: Callable[[], float] = time.monotonic
) -> Iterator[Handled]:
    """Yield what becomes of each file as it is done, until ``ticks`` end; each says whether something has changed.

    Raises `UsageError` when a folder is missing, `OutputError` when another process watches for the same out folder.
    After Ctrl-C what was translated is kept, and the next watch goes on from it.
    """
    for folder in settings.folders:
        if not folder.is_dir():
            raise UsageError(f"{folder}: there is no such folder", hint="Make it, or name another folder.")
    with workspace.lock_file(settings.run.out / DONE):
        desk = _Desk(settings=settings, clock=clock)
        for changed in ticks:
            yield from desk.work(changed=changed)


def changes(folders: Iterable[Path], out: Path, *, every: float, poll: bool = False) -> Iterator[bool]:
    """Yield whether something has changed in folders, at the latest ``every`` so many seconds; at first it has.

    Changes in the out folder do not count, unless they are in a folder that is the out folder or lies in it; there
    hidden files do not. With ``poll`` the folders are looked through, for network drives that tell nobody of changes.
    """
    from watchfiles import Change, watch

    folders = list(folders)
    own = out.resolve()
    inner = [real for folder in folders if (real := folder.resolve()).is_relative_to(own)]

    def counts(_change: Change, path: str) -> bool:
        place = Path(path)
        if not place.is_relative_to(own):
            return True
        return not place.name.startswith(".") and any(map(place.is_relative_to, inner))

    yield True
    yield from map(
        bool,
        watch(
            *folders,
            watch_filter=counts,
            rust_timeout=max(1, round(every * 1000)),
            yield_on_timeout=True,
            force_polling=poll or None,
            poll_delay_ms=1000,
            ignore_permission_denied=True,
        ),
    )


@dataclass(slots=True, kw_only=True)
class _Sight:
    """A file as it was last seen: size and time of change, since when it is so, and whether it was handled.

    ``said`` is the error that was yielded last, ``not_before`` the time from which the file is tried again. ``jobs``
    are the jobs that a returned file is still to be applied to; None stands for the job that the file names.
    ``waits`` tells that the job of a returned file was in use; files that were changed later wait for this file.
    """

    stamp: tuple[int, int]
    since: float
    handled: bool = False
    not_before: float = 0.0
    said: str = ""
    jobs: tuple[Path | None, ...] = (None,)
    waits: bool = False

    @property
    def changed(self) -> int:
        """Return the time of the file's last change."""
        return self.stamp[1]


@dataclass(slots=True, kw_only=True)
class _Desk:
    settings: Settings
    clock: Callable[[], float]
    seen: dict[Path, _Sight] = field(default_factory=dict)
    record_said: bool = False
    metered: Metered | None = None
    """The engine where it counts what it uses: its budget is that of the whole watch."""
    done: _Done = field(init=False)

    def __post_init__(self) -> None:
        self.done = _Done(self.settings.run.out)

    def work(self, *, changed: bool) -> Iterator[Handled]:
        """Handle the files that are ready, returned ones before pages, older ones first.

        What a reviewer returns again replaces what came before, whatever the names of the two files are.
        """
        yield from self._recorded()
        if changed or not self.seen or not all(sight.handled for sight in self.seen.values()):
            self._look()
        pages: dict[Path, str] = {}
        for path in sorted(filter(self._is_ready, self.seen), key=lambda path: self.seen[path].changed):
            try:
                data = workspace.read_input(path)
            except InputError as error:
                if path.exists():
                    yield from self._failed(Handled(path=path, error=error))
                continue
            digest = file_hash(data)
            if self.done.has(digest, path):
                self.seen[path].handled = True
            elif is_of_a_job(path, data):
                if not self._has_older_waiting(path):
                    yield from self._applied(path, digest)
            else:
                pages[path] = digest
        yield from self._translated(dict(islice(pages.items(), _AT_ONCE)))

    def _look(self) -> None:
        """See which files there are, and whether they still change."""
        now = self.clock()
        found = workspace.readable_files(self.settings.folders, self.settings.run.out, others=_is_foreign)
        stamps = {}
        for path in found:
            with suppress(OSError):
                stat = path.stat()
                stamps[path] = (stat.st_size, stat.st_mtime_ns)
        self.seen = {
            path: old
            if (old := self.seen.get(path)) and old.stamp == stamp
            else _Sight(stamp=stamp, since=now)
            for path, stamp in stamps.items()
        }

    def _is_ready(self, path: Path) -> bool:
        sight, now = self.seen[path], self.clock()
        rested = now - sight.since >= self.settings.settle and now >= sight.not_before
        return rested and not sight.handled and not workspace.is_open_elsewhere(path)

    def _has_older_waiting(self, path: Path) -> bool:
        """Return whether a returned file that was changed before this one still waits for a job in use."""
        return any(sight.waits and sight.changed < self.seen[path].changed for sight in self.seen.values())

    def _applied(self, path: Path, digest: str) -> Iterator[Handled]:
        """Apply a returned file to each job that it has rows of; one that fails is tried again, and those after it."""
        sight, settings = self.seen[path], self.settings.run
        while sight.jobs:
            job, *left = sight.jobs
            returned = Returned(file=path, out=settings.out, job=job)
            try:
                applied = apply_file(returned, Options(checks=settings.checks))
            except TranslatorError as error:
                yield from self._failed(Handled(path=path, error=error))
                return
            sight.jobs = (*left, *applied.others) if job is None else (*left,)
            if not sight.jobs:
                self.done.returned.add(digest)
            yield from self._succeeded(Handled(path=path, applied=applied))

    def _translated(self, pages: Mapping[Path, str]) -> Iterator[Handled]:
        if not pages:
            return
        run = self.settings.run
        try:
            engine = self.metered or load_engine(run.engine, run.engine_options)
            self.metered = engine if isinstance(engine, Metered) else None
            for result in run_all(list(pages), run, engine=engine):
                if result.status is Status.STOPPED and result.error is None:
                    raise KeyboardInterrupt
                handled = Handled(path=result.input, result=result, error=result.error)
                if handled.error is not None:
                    yield from self._failed(handled)
                    continue
                self.done.add_page(result.input, pages[result.input])
                yield from self._succeeded(handled)
        except TranslatorError as error:  # nothing can be translated now
            for path in pages:
                yield from self._failed(Handled(path=path, error=error))

    def _succeeded(self, handled: Handled) -> Iterator[Handled]:
        """Record what became of a file, and yield it."""
        yield from self._recorded()
        sight = self.seen[handled.path]
        sight.handled, sight.said, sight.waits = True, "", False
        yield handled

    def _failed(self, handled: Handled) -> Iterator[Handled]:
        """Yield the error of a file unless the same was said before, and say whether it is tried again."""
        sight, error = self.seen[handled.path], handled.error
        again = isinstance(error, _PASSING) and not isinstance(error, BudgetSpent)
        sight.handled, sight.not_before = not again, self.clock() + RETRY
        sight.waits = handled.result is None and isinstance(error, BusyError)
        words = error.message if error else ""
        if not again or words != sight.said:
            yield replace(handled, again=again)
        sight.said = words

    def _recorded(self) -> Iterator[Handled]:
        """Write the record where it is behind; say once that it cannot be written."""
        error, said = self.done.save(), self.record_said
        self.record_said = error is not None
        if error is not None and not said:
            yield Handled(path=self.done.file, error=error, again=True)


def _is_foreign(path: Path) -> bool:
    """Return whether a file that is no page is a CAT tool's, and not a job itself."""
    return is_xliff(path) and not workspace.is_job_file(path)


class _Done:
    """What is done, on disk: the hashes of returned files, and of each page, by its place, what it was last.

    A page that goes back to an earlier version is new again.
    """

    def __init__(self, out: Path) -> None:
        self.file = out / DONE
        self.returned: set[str] = set()
        self.pages: dict[str, str] = {}
        self._out = out
        with suppress(InputError, ValueError, TypeError):
            for line in map(str, json.loads(workspace.read_input(self.file))):
                digest, is_page, place = line.partition(" ")
                if is_page:
                    self.pages[place] = digest
                else:
                    self.returned.add(digest)
        self._written = self._lines()

    def has(self, digest: str, path: Path) -> bool:
        """Return whether a file with this hash is done, as a returned file or as the page at this place."""
        return digest in self.returned or self.pages.get(workspace.key_of(path, self._out)) == digest

    def add_page(self, path: Path, digest: str) -> None:
        """Add a page in place of what stood there before."""
        self.pages[workspace.key_of(path, self._out)] = digest

    def save(self) -> OutputError | None:
        """Write what is done where some of it is new; return the error where that cannot be done now."""
        lines = self._lines()
        if lines != self._written:
            try:
                workspace.write_atomically(self.file, json.dumps(lines, indent=0).encode())
            except OutputError as error:
                return error
            self._written = lines
        return None

    def _lines(self) -> list[str]:
        return sorted([*self.returned, *(f"{digest} {place}" for place, digest in self.pages.items())])
