"""The list of inputs that failed, in the out folder, for a run over many of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from translator import workspace
from translator.commands.run import JobResult
from translator.errors import OutputError

FILE_NAME = "failed.txt"


def list_failures(out: Path, results: Sequence[JobResult]) -> Path | None:
    """Write the inputs that failed, each with its error and what to do, and return the file; None where none did.

    The columns are parted by tabs. A run over several inputs replaces the list of the run before, or removes it.
    """
    path = out / FILE_NAME
    rows = [
        "\t".join(
            " ".join(text.split()) for text in (str(result.input), result.error.message, result.error.hint)
        )
        for result in results
        if result.error is not None
    ]
    if len(results) < 2:
        return None
    if not rows:
        with suppress(OSError):
            path.unlink()
        return None
    try:
        workspace.write_atomically(path, "".join(f"{row}\n" for row in rows).encode("utf-8", "replace"))
    except OutputError:
        return None  # an out folder that cannot be written to is what every row says
    return path
