"""What a reviewer does to the rows, cells and columns of a review table."""

from __future__ import annotations

import uno
from office import BYLINE, CELL, CITY, COLUMNS, CUSTOMS, HEADLINE, ITEM, LONG, SHORT, SUBHEAD, ZONE, Table


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


def rows_cut_and_pasted(table: Table) -> None:
    """Move a row by Cut and Paste, copy another, and empty a third with the Delete key."""
    table.replace(SHORT, "All this", "This")
    table.select_rows(SHORT)
    table.do("Cut")
    table.view(HEADLINE, "№")
    table.do("PasteRowsBefore")
    table.replace(HEADLINE, "Helping", "How to help")
    table.select_rows(ITEM)
    table.do("Delete")
    table.select_rows(CELL)
    table.do("Copy")
    table.view(CUSTOMS, "№")
    table.do("PasteRowsBefore")


def rows_moved_away(table: Table) -> None:
    """Move rows together, and one to another article, with edits in them."""
    table.replace(SHORT, "All this", "This")
    table.document.RecordChanges = False
    table.select_rows(BYLINE, LONG)
    table.do("Copy")
    table.do("DeleteRows")
    table.view(SHORT, "№")
    table.do("PasteRowsBefore")
    table.replace(CITY, "By 2025", "Before 2025")
    table.select_rows(CITY)
    table.do("Copy")
    table.do("DeleteRows")
    table.view(SUBHEAD, "№")
    table.do("PasteRowsBefore")


def article_deleted(table: Table) -> None:
    """Delete all rows of an article."""
    whole, _ = table.place(CITY)
    rows = whole.getCellRangeByPosition(0, 0, len(COLUMNS) - 1, whole.Rows.Count - 1)
    table.document.CurrentController.select(rows)
    table.do("DeleteRows")
    table.replace(HEADLINE, "Helping", "How to help")


def sentence_over_two_rows(table: Table) -> None:
    """Insert a row and move the second half of a sentence into it."""
    whole, at = table.place(SHORT)
    whole.Rows.insertByIndex(at + 1, 1)
    table.replace(SHORT, " and to provide talent for a modern socialist international metropolis", "")
    whole.getCellByPosition(2, at + 1).String = "It also provides talent."
    table.replace(HEADLINE, "Helping", "How to help")


def numbers_written_over(table: Table) -> None:
    """Write other numbers into the № cells: that of another row, a plain one, nothing."""
    table.overwrite(SHORT, LONG, "№")
    table.replace(ITEM, "smart", "clever")
    table.overwrite(ITEM, "17", "№")
    table.replace(CITY, "By 2025", "Before 2025")
    table.overwrite(CITY, "", "№")


def cells_merged_and_split(table: Table) -> None:
    """Merge cells side by side, split one in two columns, merge two whole rows."""
    whole, at = table.place(LONG)
    cursor = whole.createCursorByCellName(f"C{at + 1}")
    cursor.goRight(1, True)
    cursor.mergeRange()
    table.replace(HEADLINE, "Helping", "How to help")
    whole, at = table.place(CITY)
    whole.createCursorByCellName(f"C{at + 1}").splitRange(1, False)
    whole, at = table.place(CUSTOMS)
    for column in "ABCDE":
        cursor = whole.createCursorByCellName(f"{column}{at + 1}")
        cursor.goDown(1, True)
        cursor.mergeRange()


def column_inserted(table: Table) -> None:
    """Insert a column in one table, and write into it; write over a head of another table."""
    whole, at = table.place(SHORT)
    whole.Columns.insertByIndex(3, 1)
    whole.getCellByPosition(3, 0).String = "Second opinion"
    whole.getCellByPosition(3, at).String = "Fine by me"
    table.replace(HEADLINE, "Helping", "How to help")
    whole, _ = table.place(CITY)
    whole.getCellByPosition(2, 0).String = "英文"
    table.replace(CITY, "By 2025", "Before 2025")


def column_deleted(table: Table) -> None:
    """Delete the Status column of all tables."""
    for whole in table.tables():
        whole.Columns.removeByIndex(3, 1)


def tables_split_and_joined(table: Table) -> None:
    """Split a table, join two others."""
    table.view(SHORT)
    table.do("SplitTable")
    table.replace(SHORT, "All this", "This")
    table.document.RecordChanges = False
    heading = table.paragraph("三方累计")
    heading.Text.removeTextContent(heading)
    table.view(SUBHEAD)
    table.do("MergeTable")
    table.replace(ZONE, "Since", "Ever since")


def table_made_text(table: Table) -> None:
    """Turn a table into lines of text."""
    table.view(SUBHEAD)
    table.do("ConvertTableToText", Delimiter="\t")
    table.replace(HEADLINE, "Helping", "How to help")
