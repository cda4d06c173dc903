"""Term bases as Excel workbooks: what people and Excel put into them, read and written."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Sequence

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.worksheet import Worksheet

from translator.errors import GlossaryError
from translator.terms import xlsx
from translator.terms.entries import termbase_of, terms_of
from translator.terms.rows import Change, Row, Table

HEADER = ("source", "target", "domain", "note")
FIRST_SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(*sheets: tuple[str, list[tuple[object, ...]]], merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(*rows: tuple[object, ...], merge: str = "") -> Table:
    return xlsx.read_table(workbook(("terms", [HEADER, *rows]), merge=merge), "t.xlsx")


def table(*rows: dict[str, str]) -> Table:
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    return Table("t.csv", columns, [Row(line, dict(row)) for line, row in enumerate(rows, start=2)])


def faults(found: Table) -> list[str]:
    terms_of(found)
    return [f"{fault.place}: {fault.message}" for fault in found.faults]


def with_part(data: bytes, part: str, old: str, new: str) -> bytes:
    """Return a workbook with a text of one of its parts replaced, as only other programs write it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        assert part in before.namelist()
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            after.writestr(name, content)
    return stream.getvalue()


def renamed(data: bytes, old: str, new: str) -> bytes:
    """Return a workbook with a part of another name, which all other parts use too."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name.replace(old, new), before.read(name).replace(old.encode(), new.encode()))
    return stream.getvalue()


def with_shared_texts(data: bytes) -> bytes:
    """Return a workbook with its texts in a part of their own, as Excel writes it and openpyxl does not."""
    texts: list[str] = []

    def index(found: re.Match[str]) -> str:
        texts.append(found[1])
        return f't="s"><v>{len(texts) - 1}</v>'

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = before.read(name).decode()
            if name.startswith("xl/worksheets/"):
                content = re.sub('t="inlineStr"><is>(.*?)</is>', index, content)
            after.writestr(name, content)
        items = "".join(f"<si>{text}</si>" for text in texts)
        after.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{items}</sst>')
    relation = f'<Relationship Id="texts" Type="{RELATION}/sharedStrings" Target="sharedStrings.xml"/>'
    end = "</Relationships>"
    return with_part(stream.getvalue(), "xl/_rels/workbook.xml.rels", end, relation + end)


# --- reading -----------------------------------------------------------------------------------------------------


def test_every_sheet_with_a_header_is_read_and_the_others_are_named():
    data = workbook(
        ("places", [("Our places",), (), HEADER, ("青岛", "Qingdao", "place", None)]),
        ("people", [("name", "phone"), ("Li Wen", 5)]),
        ("policy", [("Target", "SOURCE"), ("pilot", "试点")]),
        ("empty", []),
    )
    found = xlsx.read_table(data, "t.xlsx")
    assert [(row.place, row.values["source"], row.values["target"]) for row in found.rows] == [
        ("sheet places, row 4", "青岛", "Qingdao"),
        ("sheet policy, row 2", "试点", "pilot"),
    ]
    assert found.warnings == [
        "t.xlsx, sheet people, row 1: the sheet is skipped: no row at its top names the columns source and target"
    ]


def test_a_column_of_the_users_own_is_named_once():
    rows = [("source", "target", "owner"), ("青岛", "Qingdao", "Li")]
    found = xlsx.read_table(workbook(("one", rows), ("two", rows)), "t.xlsx")
    assert found.warnings == ["t.xlsx, sheet one, row 1: columns that are not used: owner"]
    assert [row.values["owner"] for row in found.rows] == ["Li", "Li"]


def test_the_mark_of_an_open_workbook_is_no_workbook():
    found = xlsx.read_table(b"\x05Li Wen" + b" " * 160, "terms/~$t.xlsx")
    assert faults(found) == ["line 1: this is not a workbook but the file by which Excel marks an open one"]


def test_a_workbook_without_a_header_is_a_fault_with_what_was_found():
    found = xlsx.read_table(workbook(("one", [("zh", "en"), ("青岛", "Qingdao")])), "t.xlsx")
    assert faults(found) == ["sheet one, row 1: the columns source and target are missing; found zh, en"]


def test_numbers_dates_and_line_breaks_become_plain_text():
    found = read(("一二三", "1 2\n3", 5.0, datetime.date(2023, 5, 16)), ("四", "four", True, "two\nlines"))
    assert [row.values for row in found.rows] == [
        {"source": "一二三", "target": "1 2 3", "domain": "5", "note": "2023-05-16"},
        {"source": "四", "target": "four", "domain": "TRUE", "note": "two\nlines"},
    ]


def test_a_formula_counts_with_its_value_and_one_without_a_value_is_a_fault():
    data = workbook(("terms", [HEADER, ("青岛", "=A1&A2", "place", None), ("试点", "=A3", None, None)]))
    data = with_part(data, FIRST_SHEET, "<f>A1&amp;A2</f><v></v>", "<f>A1&amp;A2</f><v>5</v>")
    found = xlsx.read_table(data, "t.xlsx")
    assert [row.values["target"] for row in found.rows] == ["5"]
    assert faults(found) == ["sheet terms, row 3: cell B3: the formula has no value"]
    assert "replace the formula by its value" in found.faults[0].hint


def test_an_error_value_is_a_fault():
    found = read(("青岛", "#REF!", None, None), ("济南", "Jinan", None, None))
    assert faults(found) == ["sheet terms, row 2: cell B2: the value is the error #REF!"]
    assert len(found.rows) == 1


def test_a_cell_merged_over_rows_counts_for_each_of_them():
    rows = (("青岛", "Qingdao", "place", None), ("济南", "Jinan", None, None), ("试点", "pilot", None, None))
    assert [row.values["domain"] for row in read(*rows, merge="C2:C3").rows] == ["place", "place", ""]


def test_cells_merged_over_columns_are_a_fault_and_the_other_rows_are_read():
    found = read(("青岛", None, None, None), ("济南", "Jinan", None, None), merge="A2:B2")
    assert faults(found) == ["sheet terms, row 2: the cells A2:B2 are merged over several columns"]
    assert [row.values["source"] for row in found.rows] == ["济南"]


def test_reading_aids_over_characters_are_no_text():
    data = with_part(
        with_shared_texts(workbook(("terms", [HEADER, ("zh", "Qingdao", None, None)]))),
        "xl/sharedStrings.xml",
        "<si><t>zh</t></si>",
        '<si><r><t>青</t></r><r><t>岛</t></r><rPh sb="0" eb="1"><t>qing</t></rPh></si>',
    )
    assert [row.values["source"] for row in xlsx.read_table(data, "t.xlsx").rows] == ["青岛"]


def test_texts_and_formats_are_found_under_any_name_of_their_parts():
    rows = [HEADER, ("青岛", "Qingdao", None, datetime.date(2023, 5, 16))]
    data = renamed(with_shared_texts(workbook(("terms", rows))), "sharedStrings.xml", "SharedStrings.xml")
    data = renamed(data, "styles.xml", "styles1.xml")
    assert [row.values for row in xlsx.read_table(data, "t.xlsx").rows] == [
        {"source": "青岛", "target": "Qingdao", "domain": "", "note": "2023-05-16"}
    ]


def test_texts_that_take_too_much_room_are_named(monkeypatch):
    data = with_shared_texts(workbook(("terms", [HEADER, ("青岛", "Qingdao", None, "long " * 5000)])))
    monkeypatch.setattr(xlsx, "_LARGEST_PART", 20_000)
    (fault,) = faults(xlsx.read_table(data, "t.xlsx"))
    assert "xl/sharedStrings.xml unpacks to more than" in fault


def test_a_text_that_is_missing_is_named():
    data = with_part(with_shared_texts(workbook(("terms", [HEADER]))), FIRST_SHEET, "<v>3</v>", "<v>99</v>")
    assert faults(xlsx.read_table(data, "t.xlsx")) == ["line 1: the workbook is damaged (text 99 is missing)"]


def test_a_row_with_a_number_sign_alone_is_a_comment():
    found = read(("# cities",), ("青岛", "Qingdao"), ("#济南", "Jinan"))
    assert [row.values["source"] for row in found.rows] == ["青岛", "#济南"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0 old", "this is an old workbook (.xls), or one that is locked with a password"),
        (b"source,target", "this is not an Excel workbook, or a damaged one"),
        (b"PK\x03\x04", "this is not an Excel workbook, or a damaged one"),
    ],
)
def test_what_is_no_workbook_is_named(data, message):
    assert faults(xlsx.read_table(data, "t.xlsx")) == [f"line 1: {message}"]


def test_a_document_type_is_refused_so_that_no_entity_is_expanded():
    attack = "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet"
    (fault,) = faults(
        xlsx.read_table(with_part(workbook(("terms", [HEADER])), FIRST_SHEET, "<worksheet", attack), "t.xlsx")
    )
    assert "declares a document type" in fault


# --- writing -----------------------------------------------------------------------------------------------------


def test_a_workbook_has_a_sheet_for_each_domain_with_filters_and_a_frozen_header():
    data = xlsx.write_table(
        table(
            {"source": "青岛", "target": "Qingdao", "domain": "place"},
            {"source": "试点", "target": "pilot", "domain": "policy: [new]/old?" + "x" * 30},
            {"source": "济南", "target": "Jinan", "domain": "place"},
            {"source": "一", "target": "one", "domain": ""},
        )
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["place", "policy- -new--old-xxxxxxxxxxxxx", "terms"]
    sheet = book["place"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:C3")
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["C"].width
    assert [cell.value for cell in sheet["A"]] == ["source", "青岛", "济南"]


def test_rows_are_as_high_as_their_longest_text_which_wraps():
    rows = ({"source": "词", "target": "word"}, {"source": "数字经济" * 8, "target": "word"})
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.write_table(table(*rows)))).active
    assert sheet["A3"].alignment.wrap_text
    assert [sheet.row_dimensions[line].height for line in (2, 3)] == [None, 45]


@pytest.mark.parametrize("text", ["=1+1", "+1", "#N/A", "2035", "_x0041_", "TRUE", "a\nb", '=HYPERLINK("x")'])
def test_every_cell_is_text_and_comes_back_as_it_was(text):
    data = xlsx.write_table(table({"source": "词", "target": "word", "note": text}))
    cell = openpyxl.load_workbook(io.BytesIO(data)).active["C2"]
    assert (cell.data_type, cell.number_format) == ("s", "@")
    assert xlsx.read_table(data, "t.xlsx").rows[0].values["note"] == text


def test_changed_and_new_rows_go_into_their_sheets_and_everything_else_stays():
    data = workbook(
        ("place", [("owner", *HEADER), ("Li", "青岛", "Qingdao", "place", None)]),
        ("policy", [HEADER, ("试点", "pilot", "policy", None)]),
        ("people", [("name",), ("Li",)]),
    )
    before = xlsx.read_table(data, "t.xlsx")
    changes = [
        (before.rows[0], {"target": "=Tsingtao"}),
        (None, {"source": "特区", "target": "special zone", "domain": "policy", "status": "proposed"}),
    ]
    changed = xlsx.change_table(data, before, changes)
    book = openpyxl.load_workbook(io.BytesIO(changed))
    assert [cell.value for cell in book["place"][2]] == ["Li", "青岛", "=Tsingtao", "place", None]
    assert [cell.value for cell in book["policy"][3]] == ["特区", "special zone", "policy", None, "proposed"]
    assert book["people"]["A2"].value == "Li"
    targets = [term.target for term in termbase_of([xlsx.read_table(changed, "t.xlsx")]).terms]
    assert targets == ["=Tsingtao", "pilot", "special zone"]


def test_a_header_below_blank_rows_is_the_one_that_was_read():
    blank = [()] * 11
    data = workbook(
        ("policy", [*[(n, "kept") for n in range(2)], HEADER, *[("试点", "pilot")] * 10]),
        ("place", [("Places",), *blank, HEADER, ("青岛", "Qingdao")]),
    )
    before = xlsx.read_table(data, "t.xlsx")
    changed = xlsx.change_table(data, before, [(before.rows[-1], {"target": "Tsingtao"})])
    book = openpyxl.load_workbook(io.BytesIO(changed))
    assert (book["policy"]["B14"].value, book["place"]["B14"].value) == (None, "Tsingtao")


def changed_sheet(data: bytes, changes: Callable[[Table], Sequence[Change]]) -> Worksheet:
    before = xlsx.read_table(data, "t.xlsx")
    return openpyxl.load_workbook(
        io.BytesIO(xlsx.change_table(data, before, changes(before))), rich_text=True
    ).active


def test_merged_cells_of_which_one_changes_become_single_cells_with_their_value():
    rows = [
        ("试点", "pilot", "policy", None),
        ("特区", "special zone", None, None),
        ("新区", "new area", None, None),
    ]
    data = workbook(("terms", [HEADER, *rows]), merge="C2:C6")
    new = {"source": "青岛", "target": "Qingdao", "domain": "place"}
    sheet = changed_sheet(data, lambda before: [(before.rows[1], {"domain": "economy"}), (None, new)])
    assert [sheet.cell(line, 3).value for line in range(2, 7)] == [
        "policy", "economy", "policy", "place", None,
    ]  # fmt: skip
    assert not sheet.merged_cells.ranges


def test_merged_cells_stay_when_none_of_them_changes():
    data = workbook(("terms", [HEADER, ("试点", "pilot", "policy"), ("特区", "special zone")]), merge="C2:C3")
    sheet = changed_sheet(data, lambda before: [(before.rows[1], {"target": "economic zone"})])
    assert [one.coord for one in sheet.merged_cells.ranges] == ["C2:C3"]


def test_formatted_parts_of_other_cells_stay():
    bold, struck = InlineFont(b=True), InlineFont(strike=True)
    note = CellRichText(
        "use ", TextBlock(bold, "never "), TextBlock(struck, "numeric twin"), " digital twins"
    )
    data = workbook(("terms", [HEADER, ("数字孪生", "digital twin", None, note)]))
    sheet = changed_sheet(data, lambda _: [(None, {"source": "青岛", "target": "Qingdao"})])
    assert sheet["D2"].value == note


def test_an_excel_table_takes_in_new_rows_and_columns():
    book = openpyxl.Workbook()
    for row in (HEADER, ("试点", "pilot", "policy", "x")):
        book.active.append(row)
    book.active.add_table(ExcelTable(displayName="Terms", ref="A1:D2"))
    stream = io.BytesIO()
    book.save(stream)
    news = [{"source": name, "target": "x", "status": "proposed"} for name in ("特区", "青岛")]
    sheet = changed_sheet(stream.getvalue(), lambda _: [(None, new) for new in news])
    table = sheet.tables["Terms"]
    assert (table.ref, table.autoFilter.ref) == ("A1:E4", "A1:E4")
    assert [column.name for column in table.tableColumns] == [*HEADER, "status"]
    assert sheet["E4"].value == "proposed"


def test_a_row_of_a_sheet_that_is_not_there_is_never_written_into_another():
    data = workbook(("policy", [HEADER, ("试点", "pilot")]))
    before = xlsx.read_table(data, "t.xlsx")
    with pytest.raises(GlossaryError, match="sheet place, row 2: the sheet has no header row"):
        xlsx.change_table(data, before, [(Row(2, {}, "place"), {"target": "Tsingtao"})])


@pytest.mark.parametrize("ref", ["A2:A1048576", "A2:B1048576"])
def test_a_large_range_of_merged_cells_counts_for_the_rows_that_are_there(ref):
    data = with_part(
        workbook(
            (
                "terms",
                [HEADER, ("青岛", "Qingdao"), ("济南", "Jinan")],
            ),
            merge="A2:A3",
        ),
        FIRST_SHEET,
        'ref="A2:A3"',
        f'ref="{ref}"',
    )
    table = xlsx.read_table(data, "t.xlsx")
    assert len(table.rows) + len(table.faults) == 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('<row r="2"', '<row r="two"', "a number in it is two"),
        ('<row r="2"', f'<row r="{"9" * 5000}"', "a number in it is 9"),
        ("<v>5</v>", "<v>five</v>", "the value of a cell is five"),
        ("<v>5</v>", "<v>1e999</v>", "the value of a cell is 1e999"),
        ('ref="A2:A3"', 'ref="A2:A99999999999"', "a number in it is 99999999999"),
    ],
)
def test_a_damaged_number_is_a_fault_of_the_workbook(old, new, message):
    data = workbook(("terms", [HEADER, ("青岛", 5), ("济南", "Jinan")]), merge="A2:A3")
    (fault,) = faults(xlsx.read_table(with_part(data, FIRST_SHEET, old, new), "t.xlsx"))
    assert message in fault


def test_what_shows_nothing_is_left_out_and_a_control_character_is_a_fault():
    found = read(("青\u200b\u200e岛", "Qing\u00addao"), ("济南", "_x001B_[31mX"))
    assert [row.values["source"] + row.values["target"] for row in found.rows] == ["青岛Qingdao"]
    assert [fault.message for fault in found.faults] == ["the target has a control character (U+001B)"]
