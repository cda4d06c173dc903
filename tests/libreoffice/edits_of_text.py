"""What a reviewer does to the texts, the Status and the Notes of a review table."""

from __future__ import annotations

import uno
from com.sun.star.text.ControlCharacter import LINE_BREAK, PARAGRAPH_BREAK
from office import (
    BYLINE,
    CAPTION,
    CITY,
    CUSTOMS,
    EMPTY,
    HEADLINE,
    ITEM,
    LONG,
    NOTED,
    SHORT,
    SUBHEAD,
    ZONE,
    Table,
)


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
    table.break_before(SHORT, " and to provide")
    table.break_before(CITY, ", making", LINE_BREAK)


def joined(table: Table) -> None:
    """Delete, tracked, the paragraph mark that stood in a cell before."""
    table.document.RecordChanges = False
    table.break_before(SHORT, " and to provide")
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
    table.whole(CITY).CharStrikeout = 1
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
    table.by_way_of("odt", "writer8")
    table.type(HEADLINE, " at last")


def by_way_of_word_97(table: Table) -> None:
    """Save in the old Word format, with a comment and an approval, open that, and go on."""
    words(table)
    table.comment(table.find(SHORT, "talent"), "People?", "Li Wen")
    table.overwrite(CITY, "OK", "Status")
    table.by_way_of("doc", "MS Word 97")
    table.type(HEADLINE, " at last")


def saved_twice(table: Table) -> None:
    """Save as DOCX, open that, go on, and save again."""
    words(table)
    table.comment(table.find(SHORT, "talent"), "People?", "Li Wen")
    table.by_way_of("docx", "MS Word 2007 XML")
    table.type(HEADLINE, " at last")


def typed_at_the_caret(table: Table) -> None:
    """Type, delete, press Enter and change case with the caret, as the keyboard does."""
    table.caret(table.end(SHORT))
    table.do("InsertText", Text=" Typed at the caret.")
    table.caret(table.find(HEADLINE, "blossom"))
    table.do("InsertText", Text="flower")
    table.caret(table.find(BYLINE, "staff "))
    table.do("Delete")
    table.caret(table.end(CITY))
    table.do("InsertPara")
    table.do("InsertText", Text="A new paragraph.")
    table.caret(table.end(ITEM))
    table.do("InsertLinebreak")
    table.do("InsertText", Text="A new line.")
    table.caret(table.find(SUBHEAD, "Three parties"))
    table.do("ChangeCaseToUpper")


def pasted(table: Table) -> None:
    """Paste formatted words with a link, three paragraphs, and a table."""
    other = table.office.desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, ())
    italic = uno.Enum("com.sun.star.awt.FontSlant", "ITALIC")
    for words, look, value in (
        ("pasted ", "CharPosture", italic),
        ("bold", "CharWeight", 150.0),
        (" red", "CharColor", 0xC00000),
        (" link", "HyperLinkURL", "https://example.org/"),
    ):
        end = other.Text.createTextCursorByRange(other.Text.End)
        end.String = words
        end.setPropertyValue(look, value)
    table.office.dispatch(other, "SelectAll")
    table.office.dispatch(other, "Copy")
    table.caret(table.end(SHORT))
    table.do("Paste")
    other.Text.String = "First.\nSecond.\nThird."
    table.office.dispatch(other, "SelectAll")
    table.office.dispatch(other, "Copy")
    table.caret(table.end(CITY))
    table.do("Paste")
    other.close(True)
    nested = table.document.createInstance("com.sun.star.text.TextTable")
    nested.initialize(1, 2)
    table.cell(ZONE).insertTextContent(table.end(ZONE), nested, False)
    nested.getCellByName("A1").String = "one"
    nested.getCellByName("B1").String = "two"


def words_moved(table: Table) -> None:
    """Cut words out of a sentence and paste them into another; move a paragraph up."""
    table.caret(table.find(SHORT, " and to provide talent"))
    table.do("Cut")
    table.caret(table.end(BYLINE))
    table.do("Paste")
    table.document.RecordChanges = False
    table.break_before(ITEM, "smart upgrades")
    table.document.RecordChanges = True
    table.caret(table.end(ITEM))
    table.do("MoveUp")


def characters(table: Table) -> None:
    """Change quotes and dashes, type full-width, rare and invisible characters, tick a row with a symbol."""
    table.replace(LONG, "“", '"')
    table.replace(LONG, "”", '"')
    table.replace(LONG, "2023–2025", "2023-2025")
    table.overwrite(SHORT, "Ｆｕｌｌ－ｗｉｄｔｈ，“quotes”：（１２３）, a\u00a0hard space, a tab\there…")
    table.replace(BYLINE, "Yang Guosheng", "Yáng Guó\u00adshēng 𠮷 😀")
    table.whole(CITY, "Status").String = ""
    table.caret(table.end(CITY, "Status"))
    table.do("InsertSymbol", Symbols="\uf0fc", FontName="Wingdings")


def formatting_cleared(table: Table) -> None:
    """Clear all formatting, make a list of a cell, drop the footer and the bookmarks."""
    table.do("SelectAll")
    table.do("SelectAll")
    table.do("ResetAttributes")
    table.caret(table.whole(SHORT))
    table.do("DefaultBullet")
    styles = table.document.StyleFamilies.getByName("PageStyles")
    for name in styles.ElementNames:
        if styles.getByName(name).FooterIsOn:
            styles.getByName(name).FooterIsOn = False
    for name in table.document.Bookmarks.ElementNames:
        bookmark = table.document.Bookmarks.getByName(name)
        bookmark.Anchor.Text.removeTextContent(bookmark)
    table.replace(HEADLINE, "Helping", "How to help")
    table.replace(SHORT, "All this", "This")


def partly_tracked(table: Table) -> None:
    """Edit with Track Changes on and off, also in the same sentence."""
    table.replace(HEADLINE, "Helping", "How to help")
    table.document.RecordChanges = False
    table.replace(SHORT, "All this", "This")
    table.replace(BYLINE, "our staff", "our own")
    table.document.RecordChanges = True
    table.type(BYLINE, " in Qingdao")


def all_accepted(table: Table) -> None:
    """Accept all changes before saving."""
    words(table)
    table.do("AcceptAllTrackedChanges")


def all_rejected(table: Table) -> None:
    """Reject all changes before saving."""
    words(table)
    table.do("RejectAllTrackedChanges")


def undone(table: Table) -> None:
    """Take back everything."""
    words(table)
    for _ in range(40):
        table.do("Undo")


def edited_by_the_other(table: Table) -> None:
    """Zhao Min deletes what Li Wen typed; Li Wen types inside what Zhao Min typed."""
    table.type(SHORT, " Li adds this.")
    table.office.be("Zhao Min")
    table.find(SHORT, "Li adds this.").String = ""
    table.type(HEADLINE, " and ripen")
    table.office.be("Li Wen")
    table.replace(HEADLINE, "ripen", "be ripe")


def hidden_and_struck(table: Table) -> None:
    """Hide words; strike a sentence through in two steps by two people, and another with a double line."""
    table.find(SHORT, "All this is ").CharHidden = True
    table.find(LONG, "The Qingdao Municipal").CharStrikeout = 1
    table.office.be("Zhao Min")
    table.whole(LONG).CharStrikeout = 1
    table.office.be("Li Wen")
    table.whole(CITY).CharStrikeout = 2


def remarks_in_notes(table: Table) -> None:
    """Write into the Notes: alone, behind and before what stands there, and with Track Changes off."""
    table.type(HEADLINE, "Is this too flowery?", "Notes")
    table.type(CITY, " Agreed, Li.", "Notes")
    table.type(NOTED, "\nCommercialisation is right.", "Notes")
    table.overwrite(LONG, "All of it checked.", "Notes")
    table.type(ITEM, "中文有误：应为“数字化”。", "Notes")
    table.document.RecordChanges = False
    table.type(SHORT, "An untracked remark", "Notes")


def approvals(table: Table) -> None:
    """Write into the Status what is not quite OK."""
    table.type(HEADLINE, " OK", "Status")
    table.overwrite(LONG, "o.k.", "Status")
    table.overwrite(NOTED, "OK, but see the note", "Status")
    table.overwrite(CITY, "√", "Status")
    table.overwrite(ITEM, "不通过", "Status")
    table.overwrite(SHORT, "", "Status")


def comments_more(table: Table) -> None:
    """Comment on Status, Notes, headings, the title and the very end; write two lines; mark a thread as done."""
    table.comment(table.end(CITY, "Status"), "Ready?", "Li Wen")
    table.comment(table.find(NOTED, "Commercialisation", "Notes"), "About the note", "Zhao Min")
    table.comment(table.find(ITEM, "Digital"), "First line\nSecond line", "Li Wen")
    heading = table.paragraph("擘画")
    table.comment(heading.Text.createTextCursorByRange(heading.Start), "Heading wording", "Li Wen")
    title = table.document.Text.createTextCursor()
    title.goRight(3, True)
    table.comment(title, "About the whole file", "Li Wen")
    end = table.document.Text.createTextCursor()
    end.gotoEnd(False)
    table.comment(end, "At the very end", "Zhao Min")


def threads_kept(table: Table) -> None:
    """Edit a table that holds comments, an answer and a resolved thread made in Word."""
    table.replace(HEADLINE, "Helping", "How to help")


def beside(table: Table) -> None:
    """Add a footnote, a text box, a shape, lines outside the table, a table of one's own; edit a heading."""
    make = table.document.createInstance
    note = make("com.sun.star.text.Footnote")
    table.cell(SHORT).insertTextContent(table.end(SHORT), note, False)
    note.setString("See the decree.")
    box = make("com.sun.star.text.TextFrame")
    table.cell(HEADLINE).insertTextContent(table.cell(HEADLINE).Start, box, False)
    box.String = "A note in a box"
    shape = make("com.sun.star.drawing.RectangleShape")
    table.cell(BYLINE).insertTextContent(table.cell(BYLINE).Start, shape, False)
    shape.String = "A call-out"
    body = table.document.Text
    above = body.createTextCursorByRange(table.paragraph("擘画").Start)
    body.insertControlCharacter(above, PARAGRAPH_BREAK, False)
    above.goLeft(1, False)
    body.insertString(above, "A remark on the article above.", False)
    body.insertString(table.paragraph("自然资源部").Start, "Marine: ", False)
    mine = make("com.sun.star.text.TextTable")
    mine.initialize(2, 2)
    body.insertTextContent(body.End, mine, False)
    for cell, text in (("A1", "№"), ("B1", "Question"), ("A2", "1"), ("B2", "Who is Bai Xiao?")):
        mine.getCellByName(cell).String = text
    table.type(CAPTION, " (file photo)")
    table.type(CUSTOMS, " Truly.")


def traditional(table: Table) -> None:
    """Replace a Chinese character everywhere, and edit some English."""
    table.replace(HEADLINE, "Helping", "How to help")
    search = table.document.createReplaceDescriptor()
    search.SearchString, search.ReplaceString = "规划", "規劃"
    table.document.replaceAll(search)
    table.type(EMPTY, "6,972 in all.")
