"""Checks of how a row is typed: width, spaces, cells that are empty or hold what they may not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.terms.lint.model import Problem, TermTables
from translator.terms.lint.rows import CHINESE, ENGLISH, Row, TermTable
from translator.terms.rows import ALLOWED, CONTROL
from translator.text.invisible import INVISIBLE, JOINERS
from translator.text.scripts import HAN, narrow

_WIDE = re.compile("[\uff01-\uff5e、。《》〈〉「」【】]")
_NO_ASCII_FORM = frozenset("、。《》〈〉「」【】")
_SPACED = {"，": ", ", "；": "; ", "：": ": ", "（": " (", "）": ") "}
_UNSEEN = re.compile(f"(?!^\ufeff)[{INVISIBLE}{JOINERS}]")
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}])[ \u3000\u00a0]+(?=[{HAN}])")
_OTHER_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u3000\t]")


def width(tables: TermTables) -> Iterator[Problem]:
    """Report full-width signs in the English and full-width letters and digits in the Chinese; mended by --fix.

    Passes:
        source,target
        “十四五”规划（草案）,14th Five-Year Plan (draft)

    Fails:
        source,target
        ５Ｇ基站,5G base station
        一国两制,one country， two systems
    """
    for row in tables.rows:
        for column in (*CHINESE, *ENGLISH):
            value = row.value(column)
            wide = _wide(column, value)
            if wide:
                yield Problem(
                    row=row,
                    what=f"has full-width {wide} in {column}",
                    advice=f"Write '{in_ascii_width(column, value)}'.",
                    mendable=not _NO_ASCII_FORM & set(wide),
                )


def _wide(column: str, value: str) -> str:
    if column in CHINESE:
        return "".join(dict.fromkeys(sign for sign in value if narrow(sign) != sign))
    found = dict.fromkeys(_WIDE.findall(value))
    return "".join(sign for sign in found if sign != "｜")


def in_ascii_width(column: str, text: str) -> str:
    """Return a cell with half-width letters and digits, and in the English also half-width signs."""
    if column in CHINESE:
        return narrow(text)
    if column not in ENGLISH or not _wide(column, text):
        return text
    signs = (_SPACED.get(sign) or _narrow_sign(sign) for sign in text)
    return re.sub(r" +([,;:)])", r"\1", " ".join("".join(signs).split()))


def _narrow_sign(sign: str) -> str:
    return chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" and sign != "｜" else sign


def spaces(tables: TermTables) -> Iterator[Problem]:
    """Report doubled, non-breaking and invisible spaces, and spaces between Chinese characters; mended by --fix.

    Passes:
        source,target
        山东大学,Shandong University

    Fails:
        source,target
        山东 大学,Shandong University
        青岛大学,Qingdao  University
    """
    for row in tables.rows:
        faulty = [
            column
            for column in row.cells
            if with_plain_spaces(column, row.value(column)) != row.value(column)
        ]
        if faulty or _UNSEEN.search(row.raw):
            where = f" in {', '.join(faulty)}" if faulty else ""
            yield Problem(
                row=row,
                what=f"has superfluous, non-breaking or invisible spaces{where}",
                advice="Write single plain spaces, and none between Chinese characters.",
                mendable=True,
            )


def with_plain_spaces(column: str, text: str) -> str:
    """Return a cell with single plain spaces, and in the Chinese without those between Chinese characters."""
    if "\n" in text or "\r" in text:
        return text
    plain = re.sub(" {2,}", " ", _OTHER_SPACE.sub(" ", text)).strip()
    return _BETWEEN_HAN.sub("", plain) if column in CHINESE else plain


def fields(tables: TermTables) -> Iterator[Problem]:
    """Report a row without source or target, with more fields than the header row has columns, with control characters.

    Passes:
        source,target
        一国两制,"one country, two systems"

    Fails:
        source,target
        一国两制,one country, two systems
        数字经济,
    """
    for table in tables.tables:
        for row in table.rows:
            empty = [column for column in ("source", "target") if not row.value(column)]
            if empty:
                yield Problem(
                    row=row, what=f"has no {' and no '.join(empty)}", advice="Fill it in or delete the row."
                )
            if control := CONTROL.search(row.raw):
                yield Problem(
                    row=row,
                    what=f"has a control character (U+{ord(control[0]):04X})",
                    advice="Delete it; it may be invisible, so write the field again.",
                )
            if any(field.strip() for field in row.fields[len(table.columns) :]):
                yield Problem(
                    row=row,
                    what=f"has {len(row.fields)} fields for {len(table.columns)} columns",
                    advice="Put a field that holds a separator in quotation marks.",
                )


def values(tables: TermTables) -> Iterator[Problem]:
    """Report a word that a column of few words does not know.

    Passes:
        source,target,pos,priority
        试点,pilot,noun,advise

    Fails:
        source,target,pos,priority
        试点,pilot,n.,advisory
    """
    for row in tables.rows:
        for column, allowed in ALLOWED.items():
            value = row.value(column)
            if value and value.lower() not in allowed:
                yield Problem(
                    row=row,
                    what=f"has '{value}' in {column}",
                    advice=f"Write {' or '.join(allowed)}, or leave it empty.",
                )


def domain(tables: TermTables) -> Iterator[Problem]:
    """Report a row without a domain.

    Passes:
        source,target,domain
        数字经济,digital economy,economy

    Fails:
        source,target,domain
        数字经济,digital economy,
    """
    yield from _missing("domain", "Say what it belongs to: policy, institutions, places …", tables)


def reference(tables: TermTables) -> Iterator[Problem]:
    """Report a row that does not say where its English comes from.

    Passes:
        source,target,reference
        数字经济,digital economy,China Daily 2025-03-31

    Fails:
        source,target,reference
        数字经济,digital economy,
    """
    yield from _missing("reference", "Say where the English comes from, or that it is coined.", tables)


def _missing(column: str, advice: str, tables: TermTables) -> Iterator[Problem]:
    for table in tables.tables:
        if column not in table.columns:
            yield Problem(row=_header(table), what=f"has no column {column}", advice=advice)
            continue
        for row in table.rows:
            if row.source and row.target and not row.value(column):
                yield Problem(row=row, what=f"has no {column}", advice=advice)


def _header(table: TermTable) -> Row:
    return Row(
        file=table.name, start=table.header_line - 1, end=table.header_line, cells={}, fields=(), raw=""
    )
