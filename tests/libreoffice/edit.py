"""Edit a review table in LibreOffice as a reviewer does, with Track Changes on, and save it as DOCX.

Run by a Python that has LibreOffice's ``uno`` module: ``edit.py IN.docx FOLDER [SCENARIO…]`` writes
``FOLDER/SCENARIO.docx`` for each scenario, all of them by default. Nothing here knows the project: a scenario is
what a hand on the keyboard does, and rows are found by the № that stands in them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import LINE_BREAK, PARAGRAPH_BREAK
from com.sun.star.util import DateTime

DOCX = "MS Word 2007 XML"
COLUMNS = ("№", "中文", "English", "Status", "Notes")
HEADLINE, BYLINE, LONG, SHORT, NOTED, EMPTY = (
    "a01.p004.s01", "a01.p005.s01", "a01.p006.s01", "a01.p006.s02", "a01.p007.s01", "a01.p007.s02",
)  # fmt: skip
CITY, ITEM = "a02.p005.s02", "a02.p006.s01"


def prop(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


class Office:
    """Drive one LibreOffice of its own."""

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


@contextmanager
def office() -> Iterator[Office]:
    """Start LibreOffice with a new profile, and end it whatever happens."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        pipe = f"review{time.monotonic_ns()}"
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            profile,
            f"--accept=pipe,name={pipe};urp;",
        ]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            running = Office(_connected(pipe, process))
            yield running
            with suppress(Exception):  # the connection ends with the program
                running.desktop.terminate()
            process.wait(20)
        finally:
            process.kill()


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
    """Find and edit the cells of an open review table."""

    def __init__(self, office: Office, document: Any) -> None:
        self.office = office
        self.document = document

    def place(self, row: str) -> tuple[Any, int]:
        """Give the table and the row's position, by the first line of its № cell."""
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
        cell = self.cell(row, column)
        cursor = cell.createTextCursor()
        cursor.gotoStart(False)
        cursor.gotoEnd(True)
        cursor.String = text

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


# --- what a reviewer does ------------------------------------------------------------------------------------


def nothing(table: Table) -> None:
    """Save, and do nothing else."""


def words(table: Table) -> None:
    """Type inside a word, over words, at the end; delete words; type a whole cell anew."""
    table.replace(HEADLINE, "projects", "research projects")
    table.replace(BYLINE, "By our staff reporters ", "")
    table.type(BYLINE, " in Qingdao")
    table.find(SHORT, "provide").String = "pro-vide"
    table.replace(SHORT, "pro-vide", "provide")
    table.overwrite(ITEM, "Digital infrastructure will be upgraded.")
    table.type(EMPTY, "A total of 6,972 postdoctoral researchers, 46 percent of the province's total.")


def paragraphs(table: Table) -> None:
    """Press Enter and Shift+Enter inside a cell."""
    cursor = table.find(SHORT, " and to provide")
    cursor.collapseToStart()
    cursor.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    cursor = table.find(CITY, ", making")
    cursor.collapseToStart()
    cursor.Text.insertControlCharacter(cursor, LINE_BREAK, False)


def joined(table: Table) -> None:
    """Delete, tracked, the paragraph mark that stood in a cell before."""
    table.document.RecordChanges = False
    cursor = table.find(SHORT, " and to provide")
    cursor.collapseToStart()
    cursor.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    table.document.RecordChanges = True
    cell = table.cell(SHORT)
    cursor = cell.createTextCursor()
    cursor.gotoStart(False)
    cursor.gotoEndOfParagraph(False)
    cursor.goRight(1, True)
    cursor.String = ""


def formatted(table: Table) -> None:
    """Set words in bold, in colour, as a link, and type between them."""
    bold = table.find(HEADLINE, "projects")
    bold.CharWeight, bold.CharColor, bold.CharFontName = 150.0, 0xC00000, "Courier New"
    link = table.find(SHORT, "talent")
    link.HyperLinkURL = "https://example.org/talent"
    table.replace(HEADLINE, "blossom", "flower")
    table.type(SHORT, " Truly.")


def replaced_everywhere(table: Table) -> None:
    """Find and replace in the whole document."""
    search = table.document.createReplaceDescriptor()
    search.SearchString, search.ReplaceString = "Qingdao", "Tsingtao"
    table.document.replaceAll(search)


def row_deleted(table: Table) -> None:
    """Delete a row, and edit another."""
    table.select_rows(SHORT)
    table.do("DeleteRows")
    table.replace(HEADLINE, "Helping", "How to help")


def row_deleted_untracked(table: Table) -> None:
    """Delete a row with Track Changes off."""
    table.document.RecordChanges = False
    row_deleted(table)


def row_moved(table: Table) -> None:
    """Copy a row, paste it above another, and delete it where it was."""
    table.replace(SHORT, "All this", "This")
    table.select_rows(SHORT)
    table.do("Copy")
    table.do("DeleteRows")
    table.view(HEADLINE, "№")
    table.do("PasteRowsBefore")


def row_moved_untracked(table: Table) -> None:
    """Move a row with Track Changes off."""
    table.document.RecordChanges = False
    row_moved(table)


def row_pasted_over(table: Table) -> None:
    """Paste a row over another by mistake."""
    table.select_rows(SHORT)
    table.do("Copy")
    table.view(HEADLINE, "№")
    table.do("Paste")


def rows_sorted(table: Table) -> None:
    """Sort a table by its English."""
    table.document.RecordChanges = False  # sorting drops what is tracked
    table.replace(HEADLINE, "Helping", "How to help")
    whole, _ = table.place(HEADLINE)
    rows = whole.getCellRangeByPosition(0, 1, len(COLUMNS) - 1, whole.Rows.Count - 1)
    table.document.CurrentController.select(rows)
    descriptor = rows.createSortDescriptor()
    fields = next(p for p in descriptor if p.Name == "SortFields")
    field = fields.Value[0]
    field.Field, field.IsAscending = 3, True
    fields.Value = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    rows.sort(descriptor)


def row_inserted(table: Table) -> None:
    """Insert a row and write into it."""
    whole, at = table.place(SHORT)
    whole.Rows.insertByIndex(at + 1, 1)
    whole.getCellByPosition(2, at + 1).String = "A sentence of the reviewer's own."
    table.replace(HEADLINE, "Helping", "How to help")


def cells_merged(table: Table) -> None:
    """Merge the English of two rows into one cell."""
    table.replace(HEADLINE, "Helping", "How to help")
    whole, at = table.place(LONG)
    cursor = whole.createCursorByCellName(f"C{at + 1}")
    cursor.goDown(1, True)
    cursor.mergeRange()


def cell_split(table: Table) -> None:
    """Split the English of a row into two rows of cells."""
    table.replace(HEADLINE, "Helping", "How to help")
    whole, at = table.place(LONG)
    whole.createCursorByCellName(f"C{at + 1}").splitRange(1, True)


def comments(table: Table) -> None:
    """Comment on English, Chinese and №, twice on one cell; mark a comment as done."""
    table.comment(table.find(HEADLINE, "blossom"), "Is this too flowery?", "Li Wen")
    table.comment(table.find(HEADLINE, "Helping"), "Passive?", "Zhao Min")
    table.comment(table.find(LONG, "揭榜挂帅", "中文"), "术语要统一。", "Zhao Min")
    table.comment(table.cell(BYLINE, "№").createTextCursor(), "Check both names.", "Li Wen")
    done = table.comment(table.find(CITY, "2025"), "Year checked", "Li Wen")
    done.Resolved = True


def status(table: Table) -> None:
    """Approve rows in the ways people do."""
    for row, text in ((HEADLINE, "OK"), (BYLINE, "已审"), (SHORT, "✓"), (ITEM, "Please check the figure")):
        table.overwrite(row, text, "Status")


def left_out(table: Table) -> None:
    """Leave sentences out: by DELETE, by striking through; strike a single word; empty a cell."""
    table.overwrite(SHORT, "DELETE")
    cell = table.cell(CITY).createTextCursor()
    cell.gotoStart(False)
    cell.gotoEnd(True)
    cell.CharStrikeout = 1
    table.find(HEADLINE, "blossom and ").CharStrikeout = 1
    table.overwrite(ITEM, "")


def chinese(table: Table) -> None:
    """Edit the Chinese of one row and the English of another."""
    table.replace(SHORT, "全方位", "多方位", "中文")
    table.replace(HEADLINE, "Helping", "How to help")


def two_authors(table: Table) -> None:
    """Li Wen edits, then Zhao Min, once in the same sentence."""
    table.replace(HEADLINE, "Helping", "How to help")
    table.replace(SHORT, "All this", "This")
    table.office.be("Zhao Min")
    table.replace(SHORT, "modern", "thoroughly modern")
    table.type(BYLINE, " in Qingdao")
    table.office.be("Li Wen")


def partly_accepted(table: Table) -> None:
    """Accept one change and reject another before saving."""
    table.replace(HEADLINE, "Helping", "How to help")
    for _ in ("deletion", "insertion"):
        table.document.CurrentController.select(table.cell(HEADLINE))
        table.do("AcceptTrackedChange")
    table.replace(SHORT, "All this", "This")
    table.document.CurrentController.select(table.cell(SHORT))
    table.do("RejectTrackedChange")
    table.document.CurrentController.select(table.find(SHORT, "This"))
    table.do("RejectTrackedChange")
    table.type(BYLINE, " in Qingdao")


def untracked(table: Table) -> None:
    """Edit with Track Changes off."""
    table.document.RecordChanges = False
    table.replace(HEADLINE, "Helping", "How to help")
    table.overwrite(SHORT, "“Full-width”，（and） curly ‘quotes’ … １２３")


def by_way_of_odt(table: Table) -> None:
    """Save as ODT, open that, go on, and save as DOCX."""
    words(table)
    with tempfile.TemporaryDirectory() as folder:
        between = Path(folder) / "between.odt"
        table.document.storeToURL(between.as_uri(), (prop("FilterName", "writer8"),))
        table.document.close(True)
        table.document = table.office.open(between)
    table.document.RecordChanges = True
    table.type(HEADLINE, " at last")


SCENARIOS: dict[str, Callable[[Table], None]] = {
    scenario.__name__: scenario
    for scenario in (
        nothing, words, paragraphs, joined, formatted, replaced_everywhere, row_deleted, row_deleted_untracked,
        row_moved, row_moved_untracked, row_pasted_over, rows_sorted, row_inserted, cells_merged, cell_split,
        comments, status, left_out, chinese, two_authors, partly_accepted, untracked, by_way_of_odt,
    )
}  # fmt: skip


def main(arguments: list[str]) -> None:
    source, folder, *wanted = arguments
    Path(folder).mkdir(parents=True, exist_ok=True)
    with office() as running:
        running.be("Li Wen")
        for name in wanted or SCENARIOS:
            table = Table(running, running.open(Path(source).resolve()))
            table.document.RecordChanges = True
            SCENARIOS[name](table)
            saved = (Path(folder) / f"{name}.docx").resolve()
            table.document.storeToURL(saved.as_uri(), (prop("FilterName", DOCX),))
            table.document.close(True)


if __name__ == "__main__":
    main(sys.argv[1:])
