"""The list of inputs that failed, in the out folder, for a run over many of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from translator import workspace
from translator.commands.run import JobResult
from translator.errors import OutputError, TranslatorError

FILE_NAME = "failed.txt"


def list_failures(out: Path, results: Sequence[JobResult]) -> Path | None:
    """Write the inputs that failed, each with its error and what to do, and return the file; None where none did.

    The columns are separated by tabs; paths are relative to the folder that the out folder is in. Inputs of other runs
    stay in the list while they exist. A run over a single input begins no list.
    """
    path = out / FILE_NAME
    base = out.resolve().parent
    failed = [_row(_name(one.input, base), one.error) for one in results if one.error is not None]
    ran = {_name(result.input, base) for result in results}
    others = [
        row for row in _rows(path) if (name := row.split("\t")[0]) not in ran and (base / name).exists()
    ]
    if not failed and not others:
        with suppress(OSError):
            path.unlink()
        return None
    if len(results) < 2 and not path.exists():
        return None
    text = "".join(f"{row}\n" for row in sorted([*failed, *others]))
    try:
        workspace.write_atomically(path, text.encode("utf-8", "replace"))
    except OutputError:
        return None  # an out folder that cannot be written to is what every row says
    return path if failed else None


def _name(path: Path, base: Path) -> str:
    """Return a path relative to a folder, as it is but for the characters that separate cells and rows."""
    return re.sub(r"[\t\r\n]", " ", str(Path(workspace.key_of(path.parent, base), path.name)))


def _row(name: str, error: TranslatorError) -> str:
    return "\t".join((name, _cell(error.message), _cell(error.hint)))


def _cell(text: str) -> str:
    return " ".join(text.split())


def _rows(path: Path) -> list[str]:
    try:
        rows = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return []
    return [row for row in rows if row]
