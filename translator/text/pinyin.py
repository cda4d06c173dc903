"""English spelling of the names of Chinese people.

The standard is GB/T 28039-2011 (Chinese names in pinyin): surname first, then the given name in one word, both
with a capital, a compound surname in one word (Zhuge Liang), an apostrophe before a later syllable that begins
with a, o or e (Wang Xi'an; GB/T 16159-2012). ``ü`` after l and n is written ``yu``, as in Chinese passports:
吕 is Lyu. Readings of given names are pypinyin's, one character at a time, because phrases mislead
(朝阳 is read zhaoyang there); surnames have readings of their own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from translator.text.scripts import to_simplified
from translator.text.tables import WORDS

_SURNAMES = frozenset("".join(WORDS["surnames"]["single"].split()))
_SURNAME_READINGS: dict[str, str] = WORDS["surnames"]["readings"]
_COMPOUND: dict[str, str] = WORDS["surnames"]["compound"]
_GIVEN_READINGS: dict[str, str] = WORDS["given_names"]["readings"]
_DOUBTFUL_GIVEN: str = WORDS["given_names"]["doubtful"]

_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_SYLLABLE = re.compile("[a-z]+")
_NOT_PEOPLE = re.compile(r".+[区县市局处院部厂室乡镇村队组网报站署厅委社台]$")
"""Offices and places that begin with the character of a surname: 安全局, 黄岛区."""


@lru_cache(maxsize=4096)
def spell_name(name: str) -> str | None:
    """Return a Chinese person's name in pinyin, surname first, or ``None``.

    ``None`` stands for what is not surely the name of a Han Chinese in Simplified characters, or not surely read
    in one way: an unknown surname, three characters of given name, a name with ``·``, a character of two readings.
    """
    if not _NAME.fullmatch(name) or _traditional(name) or _NOT_PEOPLE.match(name):
        return None
    surname, given = _parts(name)
    syllables = [_reading(char) for char in given]
    if surname is None or not 1 <= len(given) <= 2 or None in syllables:
        return None
    return f"{surname} {_joined([syllable for syllable in syllables if syllable])}"


def _traditional(name: str) -> bool:
    # 乾 is a Simplified character too where it is read qian, as it is in names.
    bare = name.replace("乾", "")
    return to_simplified(bare) != bare


def could_be_surname(char: str) -> bool:
    """Return whether one character is a known surname."""
    return char in _SURNAMES


def starts_with_compound_surname(name: str) -> bool:
    """Return whether the name begins with a surname of two characters and goes on."""
    return len(name) > 2 and name[:2] in _COMPOUND


def _parts(name: str) -> tuple[str | None, str]:
    if starts_with_compound_surname(name):
        return _COMPOUND[name[:2]], name[2:]
    if name[0] not in _SURNAMES:
        return None, name[1:]
    reading = _SURNAME_READINGS.get(name[0]) or _pinyin(name[0])
    return reading.capitalize() if reading else None, name[1:]


def _reading(char: str) -> str | None:
    if char in _DOUBTFUL_GIVEN:
        return None
    return _GIVEN_READINGS.get(char) or _pinyin(char)


def _pinyin(char: str) -> str | None:
    from pypinyin import lazy_pinyin

    syllable = lazy_pinyin(char, v_to_u=True)[0].replace("ü", "yu")
    return syllable if _SYLLABLE.fullmatch(syllable) else None


def _joined(syllables: list[str]) -> str:
    first, *later = syllables
    return first.capitalize() + "".join(f"'{s}" if s[0] in "aoe" else s for s in later)
