"""LibreOffice driven by its UNO interface, and the cells of an open review table.

Run by a Python that has LibreOffice's ``uno`` module. Nothing here knows the project: rows are found by the № in
them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
from com.sun.star.util import DateTime

DOCX = "MS Word 2007 XML"
COLUMNS = ("№", "中文", "English", "Status", "Notes")
HEADLINE, BYLINE, LONG, SHORT, NOTED, EMPTY = (
    "a01.p004.s01", "a01.p005.s01", "a01.p006.s01", "a01.p006.s02", "a01.p007.s01", "a01.p007.s02",
)  # fmt: skip
CITY, ITEM = "a02.p005.s02", "a02.p006.s01"
CAPTION, SUBHEAD, ZONE, CUSTOMS, CELL = (
    "a03.p003.s01", "a04.p004.s01", "a04.p005.s01", "a04.p007.s01", "a04.p008.s01",
)  # fmt: skip


def prop(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


class Office:
    """The interface of a running LibreOffice."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self.desktop = self.make("com.sun.star.frame.Desktop")

    def make(self, service: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(service, self._context)

    def be(self, name: str) -> None:
        """Set the name that changes and comments carry from now on."""
        given, _, family = name.partition(" ")
        path = prop("nodepath", "/org.openoffice.UserProfile/Data")
        access = self.make("com.sun.star.configuration.ConfigurationProvider").createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess", (path,)
        )
        access.setPropertyValue("givenname", given)
        access.setPropertyValue("sn", family)
        access.commitChanges()

    def open(self, path: Path) -> Any:
        return self.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (prop("Hidden", False),))

    def dispatch(self, document: Any, command: str, **arguments: object) -> None:
        """Do what a menu item does."""
        helper = self.make("com.sun.star.frame.DispatchHelper")
        values = tuple(prop(name, value) for name, value in arguments.items())
        helper.executeDispatch(document.CurrentController.Frame, f".uno:{command}", "", 0, values)


class Running:
    """A LibreOffice process with a new profile; ended when the block ends, whatever happens.

    A class and not a generator: Python cannot pass UNO's exceptions through one.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._pipe = f"review{time.monotonic_ns()}"
        profile = f"-env:UserInstallation={(Path(self._folder.name) / 'profile').as_uri()}"
        accept = f"--accept=pipe,name={self._pipe};urp;"
        self._process = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo", profile, accept],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # the program is a child of the script of this name; both must end
        )

    def __enter__(self) -> Office:
        try:
            self._office = Office(_connected(self._pipe, self._process))
        except BaseException:
            self._end()
            raise
        return self._office

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):  # the connection ends with the program
            self._office.desktop.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(20)
        self._end()

    def _end(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._folder.cleanup()


def _connected(pipe: str, process: subprocess.Popen[bytes]) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        with suppress(Exception):  # it says NoConnectException until the program listens
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        if process.poll() is not None:
            break
        time.sleep(0.25)
    raise SystemExit("LibreOffice did not start")


class Table:
    """The cells of an open review table, by row and column."""

    def __init__(self, office: Office, document: Any) -> None:
        self.office = office
        self.document = document

    def place(self, row: str) -> tuple[Any, int]:
        """Return the table and the position of a row, by the first line of its № cell."""
        for name in self.document.TextTables.ElementNames:
            table = self.document.TextTables.getByName(name)
            for cell_name in table.CellNames:
                if cell_name.startswith("A") and cell_name[1:].isdigit():
                    label = table.getCellByName(cell_name).String.split("\n")[0].strip()
                    if label == row:
                        return table, int(cell_name[1:]) - 1
        raise LookupError(row)

    def cell(self, row: str, column: str = "English") -> Any:
        table, at = self.place(row)
        return table.getCellByPosition(COLUMNS.index(column), at)

    def find(self, row: str, words: str, column: str = "English") -> Any:
        """Select words of a cell."""
        cell = self.cell(row, column)
        at = cell.String.index(words)
        cursor = cell.createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(at, False)
        cursor.goRight(len(words), True)
        return cursor

    def replace(self, row: str, old: str, new: str, column: str = "English") -> None:
        """Type over selected words."""
        self.find(row, old, column).String = new

    def type(self, row: str, text: str, column: str = "English") -> None:
        """Type at the end of a cell."""
        cell = self.cell(row, column)
        end = cell.createTextCursor()
        end.gotoEnd(False)
        cell.insertString(end, text, False)

    def overwrite(self, row: str, text: str, column: str = "English") -> None:
        """Select everything in a cell and type."""
        self.whole(row, column).String = text

    def view(self, row: str, column: str = "English") -> Any:
        """Put the caret into a cell."""
        caret = self.document.CurrentController.ViewCursor
        caret.gotoRange(self.cell(row, column).Start, False)
        return caret

    def select_rows(self, first: str, last: str | None = None) -> None:
        table, top = self.place(first)
        _, bottom = self.place(last or first)
        cells = table.getCellRangeByPosition(0, top, len(COLUMNS) - 1, bottom)
        self.document.CurrentController.select(cells)

    def do(self, command: str, **arguments: object) -> None:
        self.office.dispatch(self.document, command, **arguments)

    def comment(self, at: Any, text: str, author: str) -> Any:
        """Comment on a stretch of text."""
        note = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Author, note.Content = author, text
        note.DateTimeValue = DateTime(0, 0, 30, 9, 14, 5, 2026, False)
        at.Text.insertTextContent(at, note, True)
        return note

    def break_before(self, row: str, words: str, kind: int = PARAGRAPH_BREAK) -> None:
        """Press Enter in front of words."""
        cursor = self.find(row, words)
        cursor.collapseToStart()
        cursor.Text.insertControlCharacter(cursor, kind, False)

    def whole(self, row: str, column: str = "English") -> Any:
        """Select everything in a cell."""
        cursor = self.cell(row, column).createTextCursor()
        cursor.gotoStart(False)
        cursor.gotoEnd(True)
        return cursor

    def caret(self, at: Any) -> None:
        """Put the caret on a stretch of text, as a mouse does."""
        self.document.CurrentController.ViewCursor.gotoRange(at, False)

    def end(self, row: str, column: str = "English") -> Any:
        return self.cell(row, column).End

    def tables(self) -> list[Any]:
        return [self.document.TextTables.getByName(name) for name in self.document.TextTables.ElementNames]

    def paragraph(self, words: str) -> Any:
        """Find a paragraph outside the tables."""
        paragraphs = self.document.Text.createEnumeration()
        while paragraphs.hasMoreElements():
            found = paragraphs.nextElement()
            if found.supportsService("com.sun.star.text.Paragraph") and words in found.String:
                return found
        raise LookupError(words)

    def by_way_of(self, extension: str, filter_name: str) -> None:
        """Save in another format, open that, and go on with Track Changes on."""
        with tempfile.TemporaryDirectory() as folder:
            between = Path(folder) / f"between.{extension}"
            self.document.storeToURL(between.as_uri(), (prop("FilterName", filter_name),))
            self.document.close(True)
            self.document = self.office.open(between)
        self.document.RecordChanges = True
