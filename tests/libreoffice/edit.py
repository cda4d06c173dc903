"""Edit a review table in LibreOffice as a reviewer does, with Track Changes on, and save it as DOCX.

Run by a Python that has LibreOffice's ``uno`` module: ``edit.py IN.docx FOLDER [SCENARIO…]`` writes
``FOLDER/SCENARIO.docx`` for each scenario, all of them by default. A scenario is a public function of `edits_of_text`
or `edits_of_rows`: what a hand on the keyboard does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FunctionType

import edits_of_rows
import edits_of_text
from office import DOCX, Table, office, prop

SCENARIOS: dict[str, Callable[[Table], None]] = {
    name: found
    for module in (edits_of_text, edits_of_rows)
    for name, found in vars(module).items()
    if isinstance(found, FunctionType) and found.__module__ == module.__name__
}
OTHER_SOURCES = {"threads_kept": "threads.docx"}
"""The file a scenario starts from, beside the one named, where it is another one."""
OTHER_FILTERS = {"pasted": "Office Open XML Text"}
"""The other way in which LibreOffice saves DOCX."""


def main(arguments: list[str]) -> None:
    source, folder, *wanted = arguments
    Path(folder).mkdir(parents=True, exist_ok=True)
    with office() as running:
        for name in wanted or SCENARIOS:
            running.be("Li Wen")
            given = Path(source).with_name(OTHER_SOURCES[name]) if name in OTHER_SOURCES else Path(source)
            table = Table(running, running.open(given.resolve()))
            table.document.RecordChanges = True
            SCENARIOS[name](table)
            saved = (Path(folder) / f"{name}.docx").resolve()
            way = OTHER_FILTERS.get(name, DOCX)
            table.document.storeToURL(saved.as_uri(), (prop("FilterName", way),))
            table.document.close(True)


if __name__ == "__main__":
    main(sys.argv[1:])
