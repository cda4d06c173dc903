"""Several pieces of work at a time, in threads, each result as soon as it is there."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from threading import Event, current_thread, main_thread
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_POLL_SECONDS = 0.2
"""Some systems notice a signal only between two waits."""


class Stop(Event):
    """An event after which no work is begun; ``by_signal`` says that Ctrl-C or its like has set it."""

    by_signal = False


def in_parallel(
    items: Iterable[_Item], work: Callable[[_Item], _Result], *, jobs: int, stop: Stop
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
    items: Iterator[_Item], work: Callable[[_Item], _Result], jobs: int, stop: Stop
) -> Iterator[_Result]:
    with ThreadPoolExecutor(jobs, thread_name_prefix="job") as pool, _set_by_signals(stop):
        running: set[Future[_Result]] = set()
        try:
            while True:
                if not stop.is_set():
                    running |= {pool.submit(work, item) for item in islice(items, jobs - len(running))}
                if not running:
                    return
                done, running = wait(running, _POLL_SECONDS, FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        finally:
            stop.set()


@contextmanager
def _set_by_signals(stop: Stop) -> Iterator[None]:
    """Have ``stop`` set by the first signal that would raise `KeyboardInterrupt` somewhere; the next one does so."""

    def begin_to_stop(_number: int, _frame: object) -> None:
        stop.by_signal = True
        stop.set()
        restore()

    def restore() -> None:
        for number in caught:
            signal.signal(number, signal.default_int_handler)

    caught = []
    if current_thread() is main_thread():  # no other may set handlers
        numbers = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))
        caught = [number for number in numbers if signal.getsignal(number) is signal.default_int_handler]
    for number in caught:
        signal.signal(number, begin_to_stop)
    try:
        yield
    finally:
        restore()
