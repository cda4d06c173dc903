"""Edit a review table in LibreOffice as a reviewer does, with Track Changes on, and save it as DOCX.

Run by a Python that has LibreOffice's ``uno`` module: ``edit.py IN.docx FOLDER [SCENARIO…]`` writes
``FOLDER/SCENARIO.docx`` for each scenario, all of them by default. A scenario is a public function of `edits_of_text`
or `edits_of_rows`: what a hand on the keyboard does.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import FunctionType

import edits_of_rows
import edits_of_text
from com.sun.star.uno import Exception as UnoError
from office import DOCX, Office, Running, Table, prop

SCENARIOS: dict[str, Callable[[Table], None]] = {
    name: found
    for module in (edits_of_text, edits_of_rows)
    for name, found in vars(module).items()
    if isinstance(found, FunctionType) and found.__module__ == module.__name__
}
OTHER_SOURCES = {"threads_kept": "threads.docx"}
"""The file beside IN.docx that a scenario starts from, where it is another one."""
OTHER_FILTERS = {"pasted": "Office Open XML Text"}
"""The other way in which LibreOffice saves DOCX."""


def main(arguments: list[str]) -> int:
    """Make the scenarios; where LibreOffice itself fails, ``FOLDER/SCENARIO.failed`` says why (exit code 3)."""
    source, folder, *wanted = arguments
    Path(folder).mkdir(parents=True, exist_ok=True)
    waiting = list(wanted or SCENARIOS)
    failed = False
    while waiting:
        with Running() as office:
            try:
                while waiting:
                    make(office, waiting[0], Path(source), Path(folder))
                    del waiting[0]
            except UnoError as error:  # LibreOffice refused, or it has crashed
                name = waiting.pop(0)
                reason = " ".join([type(error).__name__, *str(error).splitlines()[:1]])
                (Path(folder) / f"{name}.failed").write_text(reason, encoding="utf-8")
                sys.stderr.write(f"{name}: {reason}\n")
                failed = True
    return 3 if failed else 0


def make(office: Office, name: str, source: Path, folder: Path) -> None:
    """Open a copy of the table, which a crash would leave locked, edit it, and save it."""
    office.be("Li Wen")
    source = source.with_name(OTHER_SOURCES[name]) if name in OTHER_SOURCES else source
    copy = shutil.copy(source, folder.resolve() / f"{name}.source.docx")
    table = Table(office, office.open(copy))
    table.document.RecordChanges = True
    SCENARIOS[name](table)
    saved = (folder / f"{name}.docx").resolve()
    table.document.storeToURL(saved.as_uri(), (prop("FilterName", OTHER_FILTERS.get(name, DOCX)),))
    table.document.close(True)
    copy.unlink()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
