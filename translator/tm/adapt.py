"""Number adaptation: a target with the numbers of a similar source.

Only Arabic digits count, half or full width. A changed number is adapted only if it occurs once in the old source
and once in the target, and if English writes the number as Chinese does. So 5月 (May), 60亿元 (6 billion
yuan), 3rd, and 8时 beside *a.m.* are left for a person, and so is a target whose figures do not agree with its source.
"""

from __future__ import annotations

import re
from decimal import Decimal
from hashlib import blake2b

from translator.numbers import compare
from translator.numbers.chinese.numerals import value_of
from translator.text.scripts import narrow

# The look-behind comes after the first digit, so that the search jumps from digit to digit: twice as fast.
_NUMBER = re.compile(r"\d(?<![A-Za-z0-9.,]\d)\d*(?:,\d{3})*(?:\.\d+)?(?![A-Za-z0-9])", re.ASCII)
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_ANY_DIGIT = re.compile(r"[0-9０-９]")
_SCALED = re.compile(r"\s*(?:[多余餘几幾]\s*)?[十百千万亿萬億兆月]")
_HOUR = re.compile(r"\s*[时時点點:：]")
_HALF_OF_THE_DAY = re.compile(
    r"\b[ap]\.?m\b|\bo.clock\b|\b(?:noon|midnight|morning|afternoon|evening)\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"\ban?\s[^\w\s]?$", re.IGNORECASE)
_NUMERAL = re.compile("[零〇一二三四五六七八九十百千万亿两]+")
_MONTH = re.compile(r"\s*月")
_DAY = re.compile(r"\s*[日号號年]")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_CHINESE_WEEKDAY = re.compile("星期|礼拜|禮拜|[周週][一二三四五六日末]")


def shape(source: str) -> int | None:
    """Return a 64-bit hash of the text without its numbers, None when it has none.

    Texts that differ only in their numbers have the same hash; compare `skeleton` to be certain.
    """
    if not _ANY_DIGIT.search(source):
        return None
    bare = skeleton(source).encode("utf-8", "replace")
    return int.from_bytes(blake2b(bare, digest_size=8).digest(), "big", signed=True)


def skeleton(source: str) -> str:
    """Return the text with ``0`` for every number and in half width."""
    return _NUMBER.sub("0", narrow(source) if _WIDE.search(source) else source)


def adapted(old_source: str, new_source: str, target: str) -> str | None:
    """Return the target of ``old_source`` with the numbers of ``new_source``.

    None when the sources differ in anything but numbers, or when the place of a number in the target is not certain.
    """
    old, new = narrow(old_source), narrow(new_source)
    if _NUMBER.sub("0", old) != _NUMBER.sub("0", new):
        return None
    pairs = list(zip(_NUMBER.finditer(old), _NUMBER.finditer(new), strict=True))
    changed = [(a, b) for a, b in pairs if a[0] != b[0]]
    places = [_place(a, b, [m[0] for m, _ in pairs], target) for a, b in changed]
    # A day of the week that the source does not name changes with the date.
    names_a_day = _WEEKDAY.search(target) and not _CHINESE_WEEKDAY.search(old)
    edits = [(place, a, b) for place, (a, b) in zip(places, changed, strict=True) if place]
    if (
        not changed
        or len(edits) < len(changed)
        or _has_derived(target, [a for a, _ in pairs])
        or (names_a_day and any(_DAY.match(old, a.end()) for a, _ in changed))
    ):
        return None
    result = target
    for place, a, b in sorted(edits, key=lambda edit: edit[0].start(), reverse=True):
        result = result[: place.start()] + _written(place[0], a, b) + result[place.end() :]
    # The figures of the new pair must agree as well as those of the old: 5 kg may stand for 10斤.
    agree = len(compare(new_source, result)) <= len(compare(old_source, target))
    return result if agree else None


def _has_derived(target: str, numbers: list[re.Match[str]]) -> bool:
    """Return whether the target has a number that may be derived from a changed one: 350 km/h (217 mph).

    A Chinese numeral explains a number with its digits, as 六亿 does 600 million. A number of the source that is not
    in the target explains any other: 60亿 is 6 billion, 15时 is 3 p.m.
    """
    source = numbers[0].string
    written = {_plain(number[0]) for number in _NUMBER.finditer(target)}
    ours = {_plain(number[0]): number for number in numbers}
    otherwise = [name for name in set(ours) - written if not _MONTH.match(source, ours[name].end())]
    spelled = {_digits(f"{value:f}") for value in _spelled_values(source)}
    extra = [number for number in written - set(ours) if _digits(number) not in spelled]
    return len(extra) > len(otherwise)


def _digits(number: str) -> str:
    return number.replace(".", "").strip("0")


def _place(old: re.Match[str], new: re.Match[str], all_old: list[str], target: str) -> re.Match[str] | None:
    # After 1 the noun is in the singular.
    if _SCALED.match(old.string, old.end()) or (old[0] == "1") != (new[0] == "1"):
        return None
    if _HOUR.match(old.string, old.end()) and _HALF_OF_THE_DAY.search(target):
        return None
    # The target may mean the same number in Chinese numerals: 三组, 3人.
    spelled = Decimal(_plain(old[0])) in _spelled_values(old.string)
    if spelled or sum(_plain(number) == _plain(old[0]) for number in all_old) != 1:
        return None
    found = [m for m in _NUMBER.finditer(target) if _plain(m[0]) == _plain(old[0])]
    if len(found) != 1 or (_ARTICLE.search(target[: found[0].start()]) and _an(old[0]) != _an(new[0])):
        return None
    return found[0]


def _spelled_values(source: str) -> set[Decimal]:
    values = (value_of(numeral) for numeral in _NUMERAL.findall(source))
    return {value for value in values if value is not None}


def _plain(number: str) -> str:
    return number.replace(",", "")


def _an(number: str) -> bool:
    whole = _plain(number).partition(".")[0]
    return whole.startswith("8") or (whole[:2] in ("11", "18") and len(whole) % 3 == 2)


def _written(in_target: str, old: re.Match[str], new: re.Match[str]) -> str:
    digits, _, decimals = _plain(new[0]).partition(".")
    small = len(_plain(old[0]).partition(".")[0]) < 4
    year = new.string[new.end() :].lstrip().startswith("年")
    commas = "," in in_target or (small and not year)
    whole = f"{int(digits):,}" if commas and len(digits) >= 4 and digits[0] != "0" else digits
    return f"{whole}.{decimals}" if decimals else whole
