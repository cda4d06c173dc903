"""Drafts made by the workers of a Dask cluster: one on this machine, or one that is there already.

The client does all that needs the disk: it reads inputs, asks the translation memory, marks the terms, and writes
what comes back. A worker gets a prepared document and returns it filled, with its Word files as bytes; it needs this
program, the engine's model and nothing else. The same document gives the same bytes here and there.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pkgutil import resolve_name
from threading import Lock, Semaphore
from typing import TYPE_CHECKING, Any

from translator import __version__, pipeline
from translator.commands.drafting import Drafted, Finish, LocalDrafter
from translator.commands.termbases import read_gazetteer
from translator.engines import Engine, Metered, Options, load_engine
from translator.engines.cores import usable_cores
from translator.engines.network import check_allowed
from translator.errors import EngineError, UsageError
from translator.model import Document, Progress, no_progress
from translator.names import Gazetteer

if TYPE_CHECKING:
    from distributed import Client, Future

_LOCAL = re.compile(r"local:([1-9]\d{0,3})")
_ADDRESS = re.compile(r"(?:tcp|tls|ws|wss)://\S+")

_CONNECT_SECONDS = 10
_POLL_SECONDS = 0.1
_LOCAL_THREADS = 3
"""Pages at a time for a worker on this machine: Python works at one while the model works at the others."""

_TRIES = 3
"""Times that a page is handed over when the connection or the scheduler is lost; Dask itself tries again when a worker
dies."""

_WAIT_SECONDS = 60
"""How long to wait for a scheduler that was lost, or for workers when all are gone."""

_LOOK_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Versions:
    """What must be the same on the client and on every worker, so that the same page gives the same bytes."""

    program: str
    engine: str
    places: str


@dataclass(frozen=True, slots=True)
class Work:
    """An engine as a worker loads it, with what it must be the same as on the client."""

    engine: str
    options: tuple[tuple[str, str], ...]
    wanted: Versions


@contextmanager
def cluster_drafter(
    where: str, engine: Engine, name: str, options: Options, gazetteer: Gazetteer
) -> Iterator[ClusterDrafter]:
    """Connect to a cluster and yield its drafter: ``local:N`` starts N workers here, an address is of a scheduler.

    Raises `UsageError` for another address, where Dask is not installed, and for an engine with a budget, because each
    worker would count for itself and from run to run. Raises `EngineError` when the cluster cannot be reached, has no
    workers, or has another version of the program, the model or the places.
    """
    if isinstance(engine, Metered) and engine.has_budget:
        raise UsageError(
            "--cluster: a budget cannot be kept, because each worker would count for itself",
            hint="Take the budget (max_tokens, max_cost) out of the options and settings, or run without --cluster.",
        )
    wanted = Versions(__version__, engine.signature, gazetteer.hash)
    work = Work(name, tuple(sorted(options.items())), wanted)
    with _client(where) as client:
        _check(client, work)
        yield ClusterDrafter(client, work)


class ClusterDrafter:
    """Drafts of a cluster's workers."""

    def __init__(self, client: Client, work: Work) -> None:
        self._client, self._work = client, work
        self._watch = _Watch(client)

    @property
    def jobs(self) -> int:
        """Return one job for every thread of the workers there are now, and one that waits at each worker."""
        return sum(worker["nthreads"] + 1 for worker in _workers(self._client).values()) or 1

    def expect(self) -> None:
        """Do nothing: the workers have loaded their models when they were asked for their versions."""

    def draft(self, document: Document, finish: Finish, progress: Progress = no_progress) -> Drafted:
        """Return a document with every segment filled, in house style and checked, and its Word files.

        Raises `pipeline.Interrupted` with the document as it was when the run is to stop, and `EngineError` when the
        engine fails there, or the cluster or all its workers are lost.
        """
        for _ in range(_TRIES):
            future = self._client.submit(_draft, document, finish, self._work, pure=False)
            try:
                self._wait(future, progress)
                drafted: Drafted | None = self._result(future)
            except KeyboardInterrupt:
                raise pipeline.Interrupted(document) from None
            finally:
                future.cancel()  # forgotten there, also when it is ready: nobody asks for it again
            if drafted is not None:
                with suppress(
                    KeyboardInterrupt
                ):  # a page that is ready is kept, also when the run is to stop
                    translated = pipeline.untranslated(document)
                    progress("translate", translated, translated)
                return drafted
            self._reconnect()
        raise EngineError(
            f"{document.name}: the connection to the cluster was lost {_TRIES} times",
            hint="Look at the scheduler's log; run the same command again to go on.",
        )

    def _wait(self, future: Future, progress: Progress) -> None:
        """Wait for a page; ``progress`` raises `KeyboardInterrupt` when the run is to stop."""
        while not future.done():
            progress("translate", 0, 0)
            self._watch.check()
            time.sleep(_POLL_SECONDS)

    def _result(self, future: Future) -> Drafted | None:
        """Return what a worker made of a page, None where it was lost on the way."""
        from concurrent.futures import CancelledError

        from distributed.scheduler import KilledWorker

        try:
            answer: Drafted = future.result()
        except KilledWorker:
            raise EngineError(
                "workers ended again and again over the same page",
                hint="Look at their logs; a worker needs some 500 MB of memory beside the model.",
            ) from None
        except (CancelledError, OSError):
            return None
        return answer

    def _reconnect(self) -> None:
        deadline = time.monotonic() + _WAIT_SECONDS
        while time.monotonic() < deadline and not (
            self._client.status == "running" and _workers(self._client)
        ):
            time.sleep(_POLL_SECONDS)


class _Watch:
    """Whether there are workers, looked up now and then however many pages wait for them."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._lock = Lock()
        self._looked = self._seen = time.monotonic()

    def check(self) -> None:
        """Raise `EngineError` when there have been no workers for `_WAIT_SECONDS`."""
        with self._lock:
            now = time.monotonic()
            if now - self._looked >= _LOOK_SECONDS:
                self._looked = now
                self._seen = now if _workers(self._client) else self._seen
            without = self._looked - self._seen
        if without >= _WAIT_SECONDS:
            raise EngineError(
                f"the cluster has had no workers for {without:.0f} seconds",
                hint="Start some, and run the same command again to go on.",
            )


# --- on the client -----------------------------------------------------------------------------------------------


@contextmanager
def _client(where: str) -> Iterator[Client]:
    local = _LOCAL.fullmatch(where)
    if not local and not _ADDRESS.fullmatch(where):
        raise UsageError(
            f"--cluster {where}: this is no cluster",
            hint="Give the scheduler's address, such as tcp://scheduler:8786, or local:4 for four workers here.",
        )
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            "--cluster needs Dask, which is not installed",
            hint="Install it with: pip install 'translator-zh-en[cluster]'",
        ) from None
    if local:
        with _local_cluster(int(local[1])) as cluster, Client(cluster, set_as_default=False) as client:
            yield client
        return
    check_allowed(where)
    try:
        client = Client(where, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise EngineError(
            f"{where}: the cluster cannot be reached ({_reason(error)})",
            hint="Check the address, and that 'dask scheduler' runs there and is not behind a firewall.",
        ) from None
    with client:
        yield client


def _local_cluster(workers: int) -> Any:  # noqa: ANN401  # distributed has no types
    from distributed import LocalCluster

    return LocalCluster(
        n_workers=workers,
        threads_per_worker=_LOCAL_THREADS,
        dashboard_address=":0",
        silence_logs=50,
        env={"TRANSLATOR_CORES": str(max(1, usable_cores() // workers))},
    )


def _workers(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.scheduler_info(n_workers=-1)["workers"]
    return found


def _check(client: Client, work: Work) -> None:
    """Raise `EngineError` unless there are workers and all have what the client has."""
    addresses = list(_workers(client))
    if not addresses:
        raise EngineError(
            "the cluster has no workers",
            hint="Start some with: dask worker SCHEDULER --nthreads 3, each with this program installed.",
        )
    for address, program in _asked(client, addresses, resolve_name, _PROGRAM):
        check_versions(work.wanted, replace(work.wanted, program=program), f"the worker {address}")
    for address, found in _asked(client, addresses, _versions, work):
        check_versions(work.wanted, found, f"the worker {address}")


_PROGRAM = "translator:__version__"
"""What is asked first, by a function of Python's own: a worker that gets a value of ours and lacks its class ends."""


def _asked(
    client: Client, addresses: Sequence[str], function: Callable[[Any], Any], argument: object
) -> Iterator[tuple[str, Any]]:
    """Yield what a function returns on each worker; raise `EngineError` where it fails or the worker ends."""
    asked = {
        address: client.submit(function, argument, workers=[address], allow_other_workers=False, pure=False)
        for address in addresses
    }
    for address, future in asked.items():
        while not future.done():
            if address not in _workers(client):
                raise _unfit(
                    address,
                    EngineError("it stopped while its versions were being checked", hint="Look at its log."),
                )
            time.sleep(_POLL_SECONDS)
        if error := future.exception():
            raise _unfit(address, error)
        yield address, future.result()


def _unfit(address: str, error: BaseException) -> EngineError:
    if isinstance(error, EngineError):
        return EngineError(f"the worker {address}: {error.message}", hint=error.hint)
    return EngineError(
        f"the worker {address} cannot run this program ({_reason(error)})",
        hint=f"Install translator {__version__} on it, in the environment that 'dask worker' runs in.",
    )


def check_versions(wanted: Versions, found: Versions, who: str) -> None:
    """Raise `EngineError` where ``who`` has another version of something than is wanted."""
    names = {"program": "translator", "engine": "the engine", "places": "the starter glossaries"}
    for field in fields(Versions):
        theirs, ours = getattr(found, field.name), getattr(wanted, field.name)
        if theirs != ours:
            shown = (
                f" {theirs[:60]}, and here it is {ours[:60]}"
                if field.name != "places"
                else ", and here others"
            )
            raise EngineError(
                f"{who} has {names[field.name]}{shown}",
                hint="Install the same on all machines, or run without --cluster.",
            )


def _reason(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


# --- on a worker -------------------------------------------------------------------------------------------------


_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""The parameters of glibc's ``mallopt`` by their numbers."""

_KEPT_BYTES = 32 * 2**20


def _keep_memory() -> None:
    """Let the C library keep the memory of one batch for the next.

    Dask sets MALLOC_TRIM_THRESHOLD_ for its workers, with which glibc maps and clears every larger block anew: a page
    then takes half as long again. Other C libraries are left as they are.
    """
    import ctypes

    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(_MMAP_THRESHOLD, _KEPT_BYTES)
        library.mallopt(_TRIM_THRESHOLD, 2 * _KEPT_BYTES)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What a worker keeps from page to page: its drafter, what it is made of, and a seat for each page at a time."""

    drafter: LocalDrafter
    versions: Versions
    seats: Semaphore


_LOADING = Lock()


def _loaded(work: Work) -> _Loaded:
    with _LOADING:  # several pages may come at once
        return _load(work.engine, work.options)


@lru_cache(maxsize=1)
def _load(engine: str, options: tuple[tuple[str, str], ...]) -> _Loaded:
    _keep_memory()
    loaded, gazetteer = load_engine(engine, dict(options)), read_gazetteer()
    drafter = LocalDrafter(loaded, gazetteer)
    versions = Versions(__version__, loaded.signature, gazetteer.hash)
    return _Loaded(drafter, versions, Semaphore(drafter.jobs))


def _versions(work: Work) -> Versions:
    return _loaded(work).versions


def _draft(document: Document, finish: Finish, work: Work) -> Drafted:
    worker = _loaded(work)
    check_versions(work.wanted, worker.versions, "a worker that joined later")
    try:
        with worker.seats:
            return worker.drafter.draft(document, finish)
    except pipeline.Interrupted as stopped:
        raise stopped.error or EngineError(
            f"{document.name}: the worker was stopped", hint="Run the same command again to go on."
        ) from None
