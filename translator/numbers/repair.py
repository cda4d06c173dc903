"""Mismatches with their place in both texts, and the words that belong there."""

from __future__ import annotations

import re
from dataclasses import replace

from translator.numbers.chinese.numerals import plain
from translator.numbers.english import words
from translator.numbers.rendering import in_words, label, rank, render
from translator.numbers.units import any_of, singular
from translator.numbers.values import Code, Kind, Mismatch, Number, Quantity
from translator.numbers.wording import Wording, wording

_HEDGE = re.compile(rf"\b(?:{any_of(words.HEDGES)})\s(?:an?\s)?$", re.IGNORECASE)
_BEFORE_TIME = re.compile(r"\b(?:at|by|about|around|before|after|nearly|almost)\s$", re.IGNORECASE)
"""What the hedge of a time takes the place of: *at 7 a.m.*, *before 6 a.m.*"""
_BELOW_ZERO = re.compile(
    r"(?:\sdegrees?)?(?:\s(?:Celsius|C)\b)?\sbelow\b(?:\s(?:zero|freezing)\b)?", re.IGNORECASE
)
_COLD = re.compile("^minus |below zero$")
_VERBS = ("exceed", "topp", "surpass", "approach")
_FIGURE = re.compile(r"(?:minus )?[\d.,]+(?: (?:million|billion|trillion))?(?= |$)|[a-z]+(?= |$)")
_NOUN_AFTER = re.compile(r"-[a-z]|\s[a-z]+s\b")
_PART_OF_TIME = re.compile("the .* (?:quarters?|century)")
_NAMED_PART = re.compile(r"(?:\s[a-z]+)?(?P<link>[\s-])(?:quarters?|century|centuries)\b", re.IGNORECASE)
"""What may follow the rank of a part of time in English: the first *two quarters*, the third*-quarter* results."""
_LONGEST_HEDGE = 20
_NUMBER_SIGN = re.compile(r"(?:Nos?\.?|number)\s", re.IGNORECASE)
_BARE_DIGITS = re.compile("[0-9]{5,}")
_ROMAN = re.compile("[IVX]{2,}")


def mismatch(source: str, target: str, one: Quantity, other: Quantity | None) -> Mismatch:
    """Return the mismatch of a Chinese quantity with the English one that stands for it, ``None`` for none."""
    said = wording(plain(source), one) or Wording(one.start, one.end, render(one))
    start, end = min(said.start, one.start), max(said.end, one.end)
    wrong = Mismatch(chinese=source[start:end], expected=said.english, kind=one.kind, start=start, end=end)
    if other is None:
        return wrong
    match one, other:
        case Number(kind=Kind.ORDINAL), Number(unit="") if said.figure == render(one):
            found = target[other.start : other.end]
            words_there = _fitted(found, "", _numbered(found, one, other))
            return replace(
                wrong, found=found, found_start=other.start, found_end=other.end, replacement=words_there
            )
    return _placed(wrong, target, said, other)


def _numbered(found: str, one: Number, other: Number) -> str:
    """Return an ordinal in the form of the number that it replaces: Article *23*, *No. 803*, the *23rd* article."""
    if sign := _NUMBER_SIGN.match(found):
        return sign[0] + label(one)
    if other.kind is Kind.ORDINAL and not _ROMAN.fullmatch(found):
        return rank(one)
    return in_words(one) if found[:1].isalpha() and not _ROMAN.fullmatch(found) else label(one)


def mismatch_of_digits(source: str, target: str, one: Code, place: tuple[int, int] | None) -> Mismatch:
    """Return the mismatch of a row of digits with the English at ``place``, which they replace as they are."""
    chinese = source[one.start : one.end]
    wrong = Mismatch(chinese=chinese, expected=one.text, kind=one.kind, start=one.start, end=one.end)
    if place is None:
        return wrong
    start, end = place
    return replace(wrong, found=target[start:end], found_start=start, found_end=end, replacement=one.text)


def not_in_chinese(target: str, other: Quantity) -> Mismatch:
    """Return the mismatch of an English quantity that nothing in the Chinese stands for."""
    start, end = other.start, other.end
    return Mismatch(found=target[start:end], found_start=start, found_end=end)


def _placed(wrong: Mismatch, target: str, said: Wording, other: Quantity) -> Mismatch:
    """Return the mismatch with the English that is to be replaced: the figure, its hedge and the noun it counts."""
    if _PART_OF_TIME.fullmatch(said.figure):
        return _of_part(wrong, target, said.figure, other)
    start, end, hedge = other.start, other.end, said.hedge
    if _COLD.search(said.figure) and (below := _BELOW_ZERO.match(target, end)):
        end = below.end()
    hedges = _BEFORE_TIME if other.kind is Kind.TIME else _HEDGE
    before = hedges.search(target[max(0, start - _LONGEST_HEDGE) : start])
    if hedge and before:
        if before[0].casefold().startswith(_VERBS):
            hedge = ""
        else:
            start -= len(before[0])
    figure, noun = _parted(said.figure)
    if _BARE_DIGITS.fullmatch(target[start:end]) and _BARE_DIGITS.fullmatch(wrong.chinese):
        figure = wrong.chinese  # 12345热线: such a row of digits has no commas
    if noun and target[end:].casefold().startswith(f" {noun.casefold()}"):
        end += len(noun) + 1
    elif noun and _says_no_unit(other) and _NOUN_AFTER.match(target, end):
        noun = ""  # another noun stands there: it is not known what it means
    found = target[start:end]
    words_there = _fitted(found, hedge, f"{figure} {noun}".rstrip())
    return replace(wrong, found=found, found_start=start, found_end=end, replacement=words_there)


def _of_part(wrong: Mismatch, target: str, figure: str, other: Quantity) -> Mismatch:
    """Return the mismatch of *the first quarter* or *the 20th century*, replaced only where another one stands."""
    start, end = other.start, other.end
    after = _NAMED_PART.match(target, end)
    if after is None:
        return replace(wrong, found=target[start:end], found_start=start, found_end=end)
    end = after.end()
    has_article = after["link"] == "-" or target[:start].casefold().endswith("the ")
    words_there = _fitted(target[start:end], "", figure.removeprefix("the ") if has_article else figure)
    return replace(wrong, found=target[start:end], found_start=start, found_end=end, replacement=words_there)


def _parted(english: str) -> tuple[str, str]:
    """Return the figure and the noun of an amount: *45 billion* and *jin*."""
    match = _FIGURE.match(english)
    return (match[0], english[match.end() :].strip()) if match else (english, "")


def _says_no_unit(other: Quantity) -> bool:
    return isinstance(other, Number) and other.kind is Kind.COUNT and not other.unit


def _fitted(found: str, hedge: str, amount: str) -> str:
    """Return the words in the form of those they replace: hyphenated, with a capital."""
    if "-" in found and " " not in found:
        amount = singular(amount).replace(" ", "-")
    text = f"{hedge} {amount}".lstrip()
    return text[:1].upper() + text[1:] if found[:1].isupper() and found[1:2].islower() else text
