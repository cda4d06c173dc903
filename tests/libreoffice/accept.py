"""Accept, and reject, all tracked changes of a file in LibreOffice: ``accept.py IN.docx FOLDER``.

Writes ``accepted.txt`` and ``rejected.txt``. Run by a Python that has LibreOffice's ``uno`` module.
"""

import sys
from pathlib import Path

from office import Running, prop

COMMANDS = {"accepted.txt": "AcceptAllTrackedChanges", "rejected.txt": "RejectAllTrackedChanges"}


def main(arguments: list[str]) -> int:
    source, folder = (Path(argument).resolve() for argument in arguments)
    with Running() as office:
        for name, command in COMMANDS.items():
            document = office.open(source)
            office.dispatch(document, command)
            as_text = (prop("FilterName", "Text (encoded)"), prop("FilterOptions", "UTF8,LF"))
            document.storeToURL((folder / name).as_uri(), as_text)
            document.close(True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
