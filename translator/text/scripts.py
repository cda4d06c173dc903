"""Chinese script: Han characters, Simplified and Traditional (by OpenCC), width and white space."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The body of a regular-expression class of Chinese characters: the Unicode blocks CJK Unified Ideographs with
their extensions and compatibility forms, and the numeral 〇."""

_HAN_CHAR = re.compile(f"[{HAN}]")
_WIDE = "０１２３４５６７８９" + "".join(chr(0xFF21 + i) + chr(0xFF41 + i) for i in range(26))
_NARROW = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in _WIDE}

_HONG_KONG = str.maketrans("敍枱粧糭衞衹", "敘檯妝粽衛只")
"""Hong Kong forms that OpenCC's ``hk2s`` converts and ``t2s`` does not; ``t2s`` converts all others."""
_HONG_KONG_CHAR = re.compile(f"[{''.join(map(chr, _HONG_KONG))}]")


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def to_simplified(text: str) -> str:
    """Return the text in Simplified characters by OpenCC's ``t2s``, words looked up as phrases.

    Forms of Hong Kong are converted too (衞). Halves of surrogate pairs, which OpenCC cannot encode, pass through.
    """
    if not _HAN_CHAR.search(text):
        return text
    if _HONG_KONG_CHAR.search(text):
        text = text.translate(_HONG_KONG)
    convert = _converter()
    if text.isprintable():  # no halves; quick, since term bases have many short texts
        return convert(text)
    parts = re.split("([\ud800-\udfff]+)", text)
    return "".join(part if number % 2 else convert(part) for number, part in enumerate(parts))


def simplified_for_matching(text: str) -> str:
    """Return the text in Simplified characters, each at the place of its Traditional one.

    The result has exactly as many code points as ``text``, so that offsets found in it hold in ``text``: where
    a phrase would change the length, the text is converted character by character.
    """
    simplified = to_simplified(text)
    if len(simplified) == len(text):
        return simplified
    single = {char: to_simplified(char) for char in set(text)}
    return "".join(new if len(new := single[char]) == 1 else char for char in text)


def has_han(text: str) -> bool:
    """Return whether the text has a Chinese character."""
    return bool(_HAN_CHAR.search(text))


def count_han(text: str) -> int:
    """Return how many Chinese characters the text has."""
    return sum(1 for _ in _HAN_CHAR.finditer(text))


_TRADITIONAL = 0.1
"""Share of the characters that are only Traditional; about a third are in running text."""


def is_traditional(text: str) -> bool:
    """Return whether enough characters have another Simplified form to show that the text is Traditional."""
    changed = sum(old != new for old, new in zip(text, simplified_for_matching(text), strict=True))
    return changed > _TRADITIONAL * len(text)


def narrow(text: str) -> str:
    """Return the text with full-width digits and Latin letters in half width, all else and all offsets kept."""
    return text.translate(_NARROW)


def squeezed(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())
