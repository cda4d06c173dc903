"""Check of names in pinyin against their Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from translator.terms.lint.model import Problem, TermTables
from translator.text.pinyin import spell_place
from translator.text.scripts import HAN, to_simplified
from translator.text.tables import table

_WORDS = table("translator.terms.lint", "lint.toml")["pinyin"]
_ESTABLISHED = frozenset(_WORDS["names"])
_GENERIC = frozenset(_WORDS["generic"])
_SUFFIXES = _WORDS["suffixes"]
_ONLY_HAN = re.compile(f"[{HAN}]{{2,8}}")


def pinyin(tables: TermTables) -> Iterator[Problem]:
    """Report a name in pinyin that is not the reading of its Chinese.

    The English must look like pinyin and have as many syllables as the Chinese has characters, of which half fit; any
    reading of a character counts. Established spellings (Taipei) and other languages (Harbin) are left alone.

    Passes:
        source,target
        青岛市,Qingdao City
        单县,Shanxian County

    Fails:
        source,target
        青岛市,Qingdou City
        西安,Xian'an
    """
    for row in tables.rows:
        words = row.target.replace("-", " ").split()
        name = " ".join(word for word in words if word not in _GENERIC)
        if name in _ESTABLISHED or not _ONLY_HAN.fullmatch(row.source) or not name.istitle():
            continue
        letters = re.sub(r"[ ']", "", name).lower().replace("ü", "yu")
        readings = _possible(to_simplified(row.source))
        if letters.isalpha() and not any(_reads(chinese, letters) for chinese in readings):
            likely = [chinese for chinese in readings if _half_fits(chinese, letters)]
            if likely:
                expected = spell_place(likely[-1])
                yield Problem(
                    row=row,
                    what=f"is not read '{name}'",
                    advice=f"Write {expected}, or check the reading." if expected else "Check the reading.",
                )


def _possible(source: str) -> list[str]:
    """Return the Chinese that a name in pinyin may stand for: all of it, or without its generic ending."""
    ending = source[-1] in _SUFFIXES and len(source) > 2
    return [source, source[:-1]] if ending else [source]


def _reads(chinese: str, letters: str) -> bool:
    """Return whether the letters are a reading of the Chinese, character by character."""
    if not chinese or not letters:
        return not chinese and not letters
    return any(
        letters.startswith(reading) and _reads(chinese[1:], letters[len(reading) :])
        for reading in _readings(chinese[0])
    )


def _half_fits(chinese: str, letters: str) -> bool:
    return any(
        2 * sum(syllable in _readings(char) for char, syllable in zip(chinese, split, strict=True))
        >= len(chinese)
        for split in _splits(letters, len(chinese))
    )


def _splits(letters: str, count: int) -> Iterator[tuple[str, ...]]:
    """Yield the ways to divide letters into so many syllables of pinyin."""
    if count == 0:
        if not letters:
            yield ()
        return
    for size in range(1, min(6, len(letters)) + 1):
        if letters[:size] in _syllables():
            for rest in _splits(letters[size:], count - 1):
                yield (letters[:size], *rest)


@lru_cache(maxsize=4096)
def _readings(char: str) -> frozenset[str]:
    from pypinyin import Style
    from pypinyin import pinyin as read

    spelled = read(char, style=Style.NORMAL, heteronym=True, v_to_u=True)[0]
    return frozenset(reading.replace("ü", "yu") for reading in spelled)


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    """Return all syllables of pinyin, by the readings of the characters of common use."""
    return frozenset(syllable for code in range(0x4E00, 0x9FA6) for syllable in _readings(chr(code)))
