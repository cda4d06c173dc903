"""Checks of entries against each other: doubles, contradictions, entries that are never found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.terms.lint.model import Problem, TermTables, grouped
from translator.terms.lint.rows import Row
from translator.terms.matching import Matcher
from translator.terms.proof import word_forms
from translator.terms.termbase import bare_form, match_form
from translator.text.scripts import to_simplified


def duplicate(tables: TermTables) -> Iterator[Problem]:
    """Report an entry that stands a second time with the same English.

    A row that repeats another of the same file in every cell is deleted by --fix; of others a person must choose.

    Passes:
        source,target
        数字经济,digital economy
        数字政府,digital government

    Fails:
        source,target
        数字经济,digital economy
        数字经济,digital economy
    """
    for row, earlier in _repeated(tables):
        if row.target == earlier.target and not _other_script(row, earlier):
            same = row.file == earlier.file and _content(row) == _content(earlier)
            yield Problem(
                row=row,
                what=f"repeats {_place(earlier, row)}",
                advice="Delete the row." if same else "Delete one of the two rows.",
                mendable=same,
            )


def script(tables: TermTables) -> Iterator[Problem]:
    """Report a term that has a row in Simplified and another in Traditional characters.

    One is enough: either is found in both kinds of text.

    Passes:
        source,target
        数字经济,digital economy

    Fails:
        source,target
        数字经济,digital economy
        數字經濟,digital economy
    """
    for row, earlier in _repeated(tables):
        if row.target == earlier.target and _other_script(row, earlier):
            yield Problem(
                row=row,
                what=f"is {earlier.source} of {_place(earlier, row)} in the other script",
                advice="Delete one of the two rows; either is found in Simplified and in Traditional text.",
            )


def several_targets(tables: TermTables) -> Iterator[Problem]:
    """Report a term to which two rows give different English, unless one has the status admitted.

    Passes:
        source,target,variants,status
        民营企业,private enterprise,private company,
        民营企业,private firm,,admitted

    Fails:
        source,target
        民营企业,private enterprise
        民营企业,private company
    """
    for row, earlier in _repeated(tables):
        if row.target != earlier.target and "admitted" not in (row.status, earlier.status):
            yield Problem(
                row=row,
                what=f"is '{row.target}' here and '{earlier.target}' in {_place(earlier, row)}",
                advice="Keep one row; move other accepted English to its variants.",
            )


def shared_target(tables: TermTables) -> Iterator[Problem]:
    """Report terms that look unrelated and have the same English, so that a reader cannot tell them apart.

    Forms of one name (全国人大, 全国人民代表大会) share characters and are not reported, nor are terms of which
    one is named in the note of the other ('same as 创业投资'), nor advisory ones.

    Passes:
        source,target
        国务院办公厅,General Office of the State Council
        国办,General Office of the State Council

    Fails:
        source,target
        保税区,bonded zone
        园区,bonded zone
        试点,bonded zone
    """
    forced = tuple(row for row in tables.rows if not row.advisory)
    for rows in grouped(forced, lambda row: " ".join(word_forms(row.target))).values():
        for at, row in enumerate(rows):
            others = [other for other in rows[:at] if other.form != row.form]
            if others and not any(_related(row, other) for other in rows if other is not row):
                named = ", ".join(dict.fromkeys(other.source for other in others[:3]))
                yield Problem(
                    row=row,
                    what=f"has the English of {named}: '{row.target}'",
                    advice="Give it English of its own, or name the other term in its note if both are one thing.",
                )


def cycle(tables: TermTables) -> Iterator[Problem]:
    """Report rows that lead back to themselves: English that is the source of another row, notes 'short for …'.

    Passes:
        source,target,note
        国家发展和改革委员会,National Development and Reform Commission,
        国家发改委,National Development and Reform Commission,short for 国家发展和改革委员会

    Fails:
        source,target
        人工智能,AI
        AI,人工智能
    """
    reported: set[int] = set()
    for row in tables.rows:
        path = [] if id(row) in reported else _way_back(row, tables)
        if path:
            reported.update(id(step) for step in path)
            names = " → ".join(step.source for step in (*path, row))
            yield Problem(
                row=row, what=f"leads back to itself: {names}", advice="Delete one of these references."
            )


def shadowed(tables: TermTables) -> Iterator[Problem]:
    """Report a term that can never be found, not even where it stands alone.

    Its own exceptions hide it, or it is a part of a word or a number that is never looked at alone.

    Passes:
        source,target,except
        重庆,Chongqing,隆重庆祝

    Fails:
        source,target,except
        重庆,Chongqing,重庆
    """
    matcher = Matcher(row.term for row in tables.rows)
    for row in tables.rows:
        found = [match_form(term.source) for term in matcher.find(row.source)]
        if found != [row.form]:
            instead = f"; found instead: {', '.join(found)}" if found else ""
            yield Problem(
                row=row,
                what=f"is never found{instead}",
                advice="Look at its exceptions and its first and last character, or delete the row.",
            )


def exception(tables: TermTables) -> Iterator[Problem]:
    """Report a word in the column except that does not contain the term, and so does nothing.

    Passes:
        source,target,except
        重庆,Chongqing,隆重庆祝

    Fails:
        source,target,except
        重庆,Chongqing,隆重庆
        党员,Party member,党委
    """
    for row in tables.rows:
        for word in row.values("except"):
            if bare_form(row.form) not in bare_form(match_form(word)):
                yield Problem(
                    row=row,
                    what=f"has the exception {word}, which does not contain it",
                    advice="Write a longer word that contains the term, or delete the exception.",
                )


# --- helpers ---------------------------------------------------------------------------------------------------


def _repeated(tables: TermTables) -> Iterator[tuple[Row, Row]]:
    """Yield each row whose source stood before, with the row where it did first."""
    for first, *later in tables.by_form.values():
        for row in later:
            yield row, first


def _other_script(row: Row, other: Row) -> bool:
    return row.source != other.source and (to_simplified(row.source) != row.source) != (
        to_simplified(other.source) != other.source
    )


def _content(row: Row) -> dict[str, str]:
    return {column: row.value(column) for column in row.cells}


def _place(row: Row, seen_from: Row) -> str:
    return f"line {row.line}" if row.file == seen_from.file else f"{row.file}:{row.line}"


def _related(row: Row, other: Row) -> bool:
    """Return whether two sources are forms of one name: they share half of the shorter, or a note says so."""
    if row.form == other.form or other.source in row.value("note") or row.source in other.value("note"):
        return True
    short, long = sorted((row.form, other.form), key=len)
    return 2 * _common(short, long) >= len(short)


def _common(one: str, other: str) -> int:
    """Return the length of the longest common subsequence."""
    best = [0] * (len(other) + 1)
    for character in one:
        before = 0
        for at, another in enumerate(other, 1):
            before, best[at] = best[at], before + 1 if character == another else max(best[at], best[at - 1])
    return best[-1]


_REFERENCE = re.compile(r"\b(?:short for|same as|see) ([^\s;,|]+)")


def _way_back(row: Row, tables: TermTables) -> list[Row]:
    """Return the rows from one along its references until it comes again; empty where it does not."""
    ways = [[row]]
    seen = {row.form}
    while ways:
        way = ways.pop(0)
        for form in _references(way[-1]):
            if form == row.form and len(way) > 1:
                return way
            if form in tables.by_form and form not in seen:
                seen.add(form)
                ways.append([*way, tables.by_form[form][0]])
    return []


def _references(row: Row) -> list[str]:
    named = _REFERENCE.findall(row.value("note"))
    return [match_form(text) for text in (*row.accepted, *named)]
