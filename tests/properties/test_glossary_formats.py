"""Term bases from CSV to XLSX or TBX and back on random rows: nothing gets lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.terms.entries import several, spaced
from translator.terms.formats import FORMATS, read_table
from translator.terms.merging import good_rows, merge
from translator.terms.rows import ALLOWED, COLUMNS, SEVERAL, Table

SIGNS = "a b=+-@#|;,'\"<>&\n_x0041_{}[]:青島岛“”é\u3000"
TEXT = st.text(SIGNS, max_size=12)
WORD = st.text("ab-' &<=", min_size=1, max_size=8).map(str.strip).filter(bool)
WORDS = st.lists(WORD, max_size=3).map("|".join)
CHINESE = st.text("青岛海链主企业#=", min_size=1, max_size=4)
CELLS: dict[str, st.SearchStrategy[str]] = {
    "source": CHINESE,
    "target": WORD,
    "variants": WORDS,
    "forbidden": WORDS,
    "abbreviation": st.just("") | WORD,
    "except": st.lists(CHINESE, max_size=2).map("|".join),
    "domain": st.sampled_from(["", "place", "Place", "a/b", "history", "x" * 40]),
    **{name: st.sampled_from(["", *allowed, allowed[0].upper()]) for name, allowed in ALLOWED.items()},
}


@st.composite
def term_bases(draw: st.DrawFn) -> bytes:
    """Draw a CSV file with the columns in any order, and some of the user's own."""
    own = draw(st.lists(st.sampled_from(["owner", "id number", "context", "definition"]), unique=True))
    optional = draw(st.lists(st.sampled_from(COLUMNS[2:]), unique=True))
    columns = draw(st.permutations([*COLUMNS[:2], *optional, *own]))
    row = st.fixed_dictionaries({name: CELLS.get(name, TEXT) for name in columns})
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(draw(st.lists(row, min_size=1, max_size=5)))
    return text.getvalue().encode()


def rows(table: Table) -> list[list[tuple[str, object]]]:
    """Return the rows without empty fields, in any order, each value in the form that a run sees."""
    return sorted(
        sorted(
            (name, plain(name, value)) for name, value in row.values.items() if value and plain(name, value)
        )
        for row in table.rows
    )


def plain(name: str, value: str) -> object:
    if name in SEVERAL:
        return several(value)
    return value.lower() if name in ALLOWED else spaced(value)


def without_doubles(table: Table) -> Table:
    """Leave out the variants that repeat the target, as reading a term base does."""
    for row in table.rows:
        if "variants" in row.values:
            kept = [form for form in several(row.values["variants"]) if form != spaced(row.values["target"])]
            row.values["variants"] = "|".join(kept)
    return table


@pytest.mark.parametrize("extension", [".xlsx", ".tbx", ".csv"])
@settings(max_examples=40, deadline=None)
@given(data=term_bases())
def test_nothing_gets_lost_on_the_way_through_another_format(extension: str, data: bytes) -> None:
    table = without_doubles(read_table(data, "t.csv"))
    table.rows = good_rows(table)
    if not table.rows:
        return
    there = read_table(FORMATS[extension].write(table), f"t{extension}")
    assert there.faults == []
    back = read_table(FORMATS[".csv"].write(there), "back.csv")
    assert rows(back) == rows(there) == rows(table)


@settings(max_examples=60, deadline=None)
@given(one=term_bases(), two=term_bases())
def test_importing_twice_changes_nothing_more(one: bytes, two: bytes) -> None:
    ours, theirs = read_table(one, "ours.csv"), read_table(two, "theirs.csv")
    if good_rows(ours) != ours.rows or ours.faults:
        return
    theirs.rows = good_rows(theirs)
    done = merge(ours, [theirs], lambda clash: True)
    changed = read_table(FORMATS[".csv"].change(one, ours, done.changes), "ours.csv")
    again = merge(changed, [theirs], lambda clash: False)
    assert (again.new, [values for _, values in again.changes]) == (0, [])
    assert len(changed.rows) == len(ours.rows) + done.new
