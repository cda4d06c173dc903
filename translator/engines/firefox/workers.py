"""Processes that each hold a model and translate one text at a time.

Threads would wait for one another: fxtranslate keeps Python's lock while it translates, and a translator belongs to the
thread that made it. A process takes about 80 MB, and up to 190 MB while it loads the base model.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path
from typing import Any

from translator.errors import EngineError

AHEAD = 2
"""Texts given to each process ahead, so that none waits, and little is left to finish when the user stops."""

POLL_SECONDS = 0.5
"""How long to wait at most before Python can notice Ctrl-C, which it cannot on Windows while it waits."""

Files = tuple[Path, Path, Path]
"""A model and the vocabularies of its source and its target."""


class Workers:
    """Up to ``count`` processes that translate with the model in ``files``; they start when the first text comes."""

    def __init__(self, files: Files, count: int) -> None:
        self._files = files
        self._count = count
        self._pool: ProcessPoolExecutor | None = None

    def translate(self, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield every text with its translation as it is ready; what has not begun when the caller stops is dropped.

        Raises `EngineError` when the model cannot be used.
        """
        waiting = iter(texts)
        running: dict[Future[str], str] = {}
        try:
            while True:
                for text in itertools.islice(waiting, AHEAD * self._count - len(running)):
                    running[self._submitted(text)] = text
                if not running:
                    return
                done, _ = wait(running, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
                for future in done:
                    yield running.pop(future), future.result()
        except BrokenProcessPool:
            self._pool = None
            raise EngineError(
                "a process of the translation model ended, perhaps for lack of memory",
                hint="Close other programs and run the same command again.",
            ) from None
        except RuntimeError as error:
            raise EngineError(
                f"{self._files[0]}: the model does not run ({error})",
                hint="Get its files again; 'translator models install firefox' replaces the installed ones.",
            ) from None
        finally:
            for future in running:
                future.cancel()

    def _submitted(self, text: str) -> Future[str]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._count, multiprocessing.get_context("spawn"), initializer=_prepare
            )
        return self._pool.submit(_translated, self._files, text)


def _prepare() -> None:
    """Leave Ctrl-C to the process that asks, and the native library's words about its own failures unread."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _translated(files: Files, text: str) -> str:
    try:
        return str(_translator(files).translate(text))
    except Exception as error:
        raise RuntimeError(_first_line(error)) from None
    except BaseException as error:  # a panic of the native library is no Exception
        raise RuntimeError(_first_line(error)) from None


@lru_cache(maxsize=1)
def _translator(files: Files) -> Any:  # noqa: ANN401  # only there with the extra `firefox`
    from fxtranslate import Translator

    model, source, target = (path.read_bytes() for path in files)
    return Translator(model, source, target)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
