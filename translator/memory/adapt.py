"""Own the numbers of similar texts: the shape of a source without them, and a target given new ones; pure.

Only Arabic digits count, half or full width. A changed number is carried over where nothing can go wrong: it
stands once in the old source and once in the target, and English writes it as Chinese does. So 5月 (May), 60亿元
(6 billion yuan) and 3rd are left for a person.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from translator.language.scripts import narrow

# It looks back from its first digit and not before it, so that the search leaps from digit to digit: twice as fast.
_NUMBER = re.compile(r"\d(?<![A-Za-z0-9.,]\d)\d*(?:,\d{3})*(?:\.\d+)?(?![A-Za-z0-9])", re.ASCII)
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_ANY_DIGIT = re.compile(r"[0-9０-９]")
_SCALED = re.compile(r"\s*[十百千万亿萬億兆月]")


def shape(source: str) -> int | None:
    """Give a 64-bit mark of the text without its numbers, None when it has none.

    Texts that differ only in their numbers have the same mark; compare `skeleton` to be certain.
    """
    if not _ANY_DIGIT.search(source):
        return None
    bare = skeleton(source)
    return int.from_bytes(
        blake2b(bare.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True
    )


def skeleton(source: str) -> str:
    """Give the text with ``0`` for every number and in half width."""
    return _NUMBER.sub("0", narrow(source) if _WIDE.search(source) else source)


def adapted(old_source: str, new_source: str, target: str) -> str | None:
    """Give the target of ``old_source`` with the numbers of ``new_source``.

    None when the sources differ in anything but numbers, or when a number's place in the target is in doubt.
    """
    old, new = narrow(old_source), narrow(new_source)
    if _NUMBER.sub("0", old) != _NUMBER.sub("0", new):
        return None
    pairs = list(zip(_NUMBER.finditer(old), _NUMBER.finditer(new), strict=True))
    changed = [(a, b) for a, b in pairs if a[0] != b[0]]
    places = [_place(a, b, [m[0] for m, _ in pairs], target) for a, b in changed]
    edits = [(place, a, b) for place, (a, b) in zip(places, changed, strict=True) if place]
    if not changed or len(edits) < len(changed):
        return None
    for place, a, b in sorted(edits, key=lambda edit: edit[0].start(), reverse=True):
        target = target[: place.start()] + _written(place[0], a, b) + target[place.end() :]
    return target


def _place(old: re.Match[str], new: re.Match[str], all_old: list[str], target: str) -> re.Match[str] | None:
    """Find the one number of the target that stands for ``old``, if it is beyond doubt."""
    if _SCALED.match(old.string, old.end()) or _one(old[0]) != _one(new[0]):
        return None
    if sum(_plain(number) == _plain(old[0]) for number in all_old) != 1:
        return None
    found = [m for m in _NUMBER.finditer(target) if _plain(m[0]) == _plain(old[0])]
    return found[0] if len(found) == 1 else None


def _plain(number: str) -> str:
    return number.replace(",", "")


def _one(number: str) -> bool:
    """Tell whether English sets the noun in the singular after this number."""
    return number == "1"


def _written(in_target: str, old: re.Match[str], new: re.Match[str]) -> str:
    """Write the new number as the target wrote the old one: with or without commas."""
    digits, _, decimals = _plain(new[0]).partition(".")
    small = len(_plain(old[0]).partition(".")[0]) < 4
    year = new.string[new.end() :].lstrip().startswith("年")
    commas = "," in in_target or (small and not year)
    whole = f"{int(digits):,}" if commas and len(digits) >= 4 and digits[0] != "0" else digits
    return f"{whole}.{decimals}" if decimals else whole
