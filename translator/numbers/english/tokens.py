"""Own how a number begins in English text: one pattern for every form, each its own named group; no values here."""

from __future__ import annotations

import re

from translator.numbers.english import words

_FIGURES = r"(?:\d{1,3}(?:,\d{3}|,\s000)+(?!\d)|\d+)(?:\.\d+)?"
_MONTH = f"(?-i:(?:{'|'.join(sorted((m.title() for m in words.MONTHS), key=len, reverse=True))})\\b\\.?)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%:]|[,.]\d)"
_YEAR = r"[12]\d{3}\b(?!,\d)"
_DASH = r"\s?(?:[-–—]|to|and)\s?"
_PARTS = "|".join(words.PARTS)
_ONES = "|".join(sorted(words.ONES, key=len, reverse=True))
_SCALES = "|".join(words.SCALES)
_GROUPS = "|".join(words.GROUPS)
_NUMERALS = (*words.ONES, *words.TENS, *words.SCALES, *words.GROUPS, *words.ORDINALS)
_WORD = f"(?:{'|'.join(sorted(_NUMERALS, key=len, reverse=True))})"
_ARTICLE = f"(?:half[\\s-]an?|an?|several|few|many|couple)[\\s-](?=(?:{_SCALES}|{_GROUPS})\\b)"

_FORMS = (
    r"(?P<dotted>\d+(?:\.\d+){2,}|\b\d(?:-\d){2,}\b|\b(?:five|5)-year(?=\s(?:plan|program|guideline|blueprint)))",
    r"(?P<iso>\b(?P<iso_year>[12]\d{3})(?P<sep>[-/.])(?P<iso_month>1[0-2]|0?[1-9])(?P=sep)"
    r"(?P<iso_day>[12]\d|3[01]|0?[1-9])(?!\d))",
    r"(?P<span>\b(?:(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d(?:\.\d{1,3})?)"
    r"|(?P<minutes2>\d{1,3}):(?P<seconds2>[0-5]\d\.\d{1,3}))(?![\d:]))",
    r"(?P<decade>(?<![\d,.])(?:[12]\d)?\d0['’]?s\b|\b(?:twenti|thirti|forti|fifti|sixti|seventi|eighti|nineti)es\b)",
    rf"(?P<american>\b(?P<month>{_MONTH})(?:\s(?P<day>{_DAY})(?:{_DASH}(?P<last>{_DAY})(?!\s{_MONTH}))?)?"
    rf"(?:,?\s(?:of\s)?(?P<year>{_YEAR}))?)",
    rf"(?P<british>\b(?P<day2>{_DAY})(?:{_DASH}(?P<last2>{_DAY}))?\s(?:of\s)?(?P<month2>{_MONTH})(?:,?\s(?P<year2>{_YEAR}))?)",
    r"(?P<clock>\b(?P<hour>0?[1-9]|1[0-2])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|\b(?P<hour2>[01]?\d|2[0-4]):(?P<minute2>[0-5]\d)(?![\d:]|,\d)|\b(?:noon|midnight)\b)",
    rf"(?P<half_past>\b(?:half|(?:a\s)?(?P<quarter_past>quarter))\spast\s(?P<past>{_ONES})\b)",
    r"(?P<round_the_clock>\b(?:a?round[\s-]the[\s-]clock|day\sand\snight)\b)",
    r"(?P<slash>\b(?P<above>\d{1,3})/(?P<below>\d{1,3})(?![\d/.]|,\d))",
    r"(?P<quarter_century>\b(?:a\s)?quarter[\s-](?:of\sa\s)?century\b)",
    rf"(?P<part>\b(?:(?P<single>one|an?|another)[\s-](?P<of>{_PARTS})|(?P<parts>{_ONES})[\s-](?P<of2>{_PARTS})s)\b(?!-[a-z]))",
    r"(?P<half_more>\b(?:an?|one)\s(?P<unit>year|month|week|day|hour|minute|century)\sand\sa\shalf\b)",
    rf"(?P<half_of>\bhalf\b(?![\s-]an?\s(?:{_SCALES}|{_GROUPS})\b)|\bhalv(?:ed|es|ing)\b)",
    r"(?P<roman>\b(?-i:X{0,2}(?:IX|IV|VI{0,3}|I{2,3})|XX|X)(?<=[IVX]{2})\b)",
    rf"(?P<multiple>\b(?:{'|'.join(words.MULTIPLES)})\b(?!-digit)|\b(?P<fold>\d+(?:\.\d+)?)-?fold\b)",
    r"(?P<indefinite>\b(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions|decades|centuries|multi-?[mb]illion)\b"
    r"(?:\sof\s(?:thousands|millions|billions|trillions)\b)?)",
    rf"(?P<figures>(?<![\d.])(?P<digits>{_FIGURES})(?:(?P<ordinal>st|nd|rd|th)\b"
    rf"|[\s-]?(?P<scale>{_SCALES}|bn|tn|mn|mln|bln)\b|(?P<short>[mk])\b)?)",
    rf"(?P<words>\b(?P<article>{_ARTICLE})?{_WORD}(?:[\s-](?:and[\s-](?={_WORD}\b))?{_WORD}){{0,12}}\b)",
)

TOKEN = re.compile("|".join(_FORMS), re.IGNORECASE | re.ASCII)
"""A number, date, word …; the name of the group that closed last says which. Match it at a place of `STARTS`."""

STARTS = re.compile(r"[a-z]+|\d+", re.IGNORECASE | re.ASCII)
"""A word or a row of digits."""

_OTHER_FIRST_WORDS = (
    "a an another half halved halves halving several few many couple tens dozens scores hundreds thousands millions "
    "billions trillions multi multimillion multibillion quarter noon midnight round around day "
    "twenties thirties forties fifties sixties seventies eighties nineties "
    "ii iii iv vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
)
FIRST_WORDS = frozenset((*_NUMERALS, *words.MONTHS, *words.MULTIPLES, *_OTHER_FIRST_WORDS.split()))
"""The words with which a number may begin; looking a word up is far quicker than matching the pattern."""
