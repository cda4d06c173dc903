"""Several pieces of work at a time, in threads, each result as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from threading import Event
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_POLL_SECONDS = 0.2
"""Some systems notice Ctrl-C only between two waits."""


def in_parallel(
    items: Iterable[_Item], work: Callable[[_Item], _Result], *, jobs: int, stop: Event
) -> Iterator[_Result]:
    """Yield what ``work`` makes of each item, in the order in which it is done, ``jobs`` items at a time at most.

    After ``stop`` no item is begun; those that were are waited for. Ctrl-C sets it, and so does whoever takes no more
    results. One job at a time is done in the caller's own thread, where Ctrl-C is a `KeyboardInterrupt` as ever.
    """
    if jobs > 1:
        yield from _in_threads(iter(items), work, jobs, stop)
        return
    for item in items:
        if stop.is_set():
            return
        yield work(item)


def _in_threads(
    items: Iterator[_Item], work: Callable[[_Item], _Result], jobs: int, stop: Event
) -> Iterator[_Result]:
    with ThreadPoolExecutor(jobs, thread_name_prefix="job") as pool:
        running: set[Future[_Result]] = set()
        try:
            while True:
                if not stop.is_set():
                    running |= {pool.submit(work, item) for item in islice(items, jobs - len(running))}
                if not running:
                    return
                done, running = _done(running, stop)
                for future in done:
                    yield future.result()
        finally:
            stop.set()


def _done(running: set[Future[_Result]], stop: Event) -> tuple[set[Future[_Result]], set[Future[_Result]]]:
    try:
        done, left = wait(running, _POLL_SECONDS, FIRST_COMPLETED)
    except KeyboardInterrupt:
        stop.set()
        return set(), running
    return done, left
