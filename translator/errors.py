"""Errors that may cross a module border, and what their hints are made of: quoted paths and the nearest known name.

Each says what happened (``message``) and what to do next (``hint``). Only the command line turns them into text and
an exit code.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable
from pathlib import Path

_NO_QUOTES = re.compile(r"[\w+:./\\-]+" if os.name == "nt" else r"[\w@%+=:,./-]+")


class TranslatorError(Exception):
    """An expected failure, with a message for the user, the next step, and the exit code of the command."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """Return how a copy is made in another process, where an error on a worker comes from."""
        return _remade, (type(self), self.args, self.__dict__)


def _remade(
    kind: type[TranslatorError], args: tuple[object, ...], attributes: dict[str, object]
) -> TranslatorError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(attributes)
    return error


class UsageError(TranslatorError):
    """A command was given something that does not exist or does not fit together."""

    exit_code = 2


class ConfigError(UsageError):
    """The project's translator.toml has a fault; ``message`` names the file and the line."""


class InputError(TranslatorError):
    """An input file cannot be read as what it claims to be."""


class UnreadableError(InputError):
    """The operating system does not let an input file be read, perhaps only for a moment."""


class GlossaryError(TranslatorError):
    """A term base has a fault; ``message`` names the file and the line."""


class EngineError(TranslatorError):
    """An engine or its model is missing, broken, or broke its contract."""


class JobError(TranslatorError):
    """A job file cannot be read, or does not belong to this program."""


class BusyError(JobError):
    """Another process is at work on the job; the same command succeeds when it has finished."""


class OutputError(TranslatorError):
    """A result could not be written; whatever stood there before is untouched."""


def os_reason(error: OSError) -> str:
    """Return the operating system's reason in words, without the number or the path."""
    return (error.strerror or str(error)).rstrip(".").lower()


def quoted(word: Path | str) -> str:
    """Return a path or another word as a shell reads it, quoted if necessary, for a command line to copy."""
    text = str(word)
    if _NO_QUOTES.fullmatch(text):
        return text
    return f'"{text}"' if os.name == "nt" else shlex.quote(text)


_LIKENESS = 0.5
"""The least share of two names that is the same, by `difflib`, for one to be taken for the other."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``Did you mean 'NAME'? `` with the known name that is most like a word, or an empty string."""
    name = nearest(word, known)
    return f"Did you mean '{name}'? " if name else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known name that is most like a word, or an empty string; capitals, hyphens and spaces do not count."""
    from difflib import get_close_matches

    forms = {_folded(name): name for name in known}
    found = get_close_matches(_folded(word), forms, n=1, cutoff=_LIKENESS)
    return forms[found[0]] if found else ""


def _folded(name: str) -> str:
    return re.sub("[-_ ]+", "_", name).lower()


def unreadable(path: Path, error: OSError) -> UnreadableError:
    """Return the error for a file that the operating system does not let us read."""
    return UnreadableError(
        f"{path}: cannot be read ({os_reason(error)})",
        hint="Check that the file exists and that you may read it.",
    )
