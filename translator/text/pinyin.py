"""English spelling of the names of Chinese people.

The standard is GB/T 28039-2011 (Chinese names in pinyin): surname first, then the given name in one word, both
with a capital, a compound surname in one word (Zhuge Liang), an apostrophe before a later syllable that begins
with a, o or e (Wang Xi'an; GB/T 16159-2012). ``ü`` after l and n is written ``yu``, as in Chinese passports:
吕 is Lyu. Readings of given names are pypinyin's, one character at a time, because phrases mislead
(朝阳 is read zhaoyang there); surnames have readings of their own. The bearer decides how a character of two
readings is read, so that such a name has several spellings here, the likeliest first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from translator.text.scripts import to_simplified
from translator.text.tables import WORDS

SURNAMES = frozenset("".join(WORDS["surnames"]["single"].split()))
_SURNAME_READINGS: dict[str, str] = WORDS["surnames"]["readings"]
_RARE = frozenset("".join(WORDS["surnames"]["rare"].split()))
_SURNAMES_READ_TWICE: dict[str, list[str]] = WORDS["surnames"]["two_readings"]
_COMPOUND: dict[str, str] = WORDS["surnames"]["compound"]
_RARE_COMPOUND: dict[str, str] = WORDS["surnames"]["rare_compound"]
_GIVEN_READINGS: dict[str, str] = WORDS["given_names"]["readings"]
_GIVEN_READ_TWICE: dict[str, list[str]] = WORDS["given_names"]["two_readings"]

RARE_SURNAMES = _RARE | frozenset(_SURNAMES_READ_TWICE)
"""Surnames of one character that are rarer, also common words, or read in two ways."""
COMPOUND_SURNAMES = frozenset(_COMPOUND) | frozenset(_RARE_COMPOUND)

_PLACES: dict[str, str] = WORDS["places"]["names"]
_PLACE_READINGS: dict[str, str] = WORDS["places"]["readings"]
_PLACE_READINGS_DIFFER: str = WORDS["places"]["differ"]

_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_SYLLABLE = re.compile("[a-z]+")
_NOT_PEOPLE = re.compile(r".+[区县市局处院部厂室乡镇村队组网报站署厅委社台]$")
"""Offices and places that begin with the character of a surname: 安全局, 黄岛区."""


@lru_cache(maxsize=4096)
def spell_name(name: str) -> str | None:
    """Return a Chinese person's name in pinyin, surname first, or ``None``.

    ``None`` stands for a text that may not be the name of a Han Chinese in Simplified characters, or that may be read
    in two ways: an unknown surname, three characters of given name, a name with ``·``, a character of two readings.
    """
    if not _NAME.fullmatch(name) or _traditional(name) or _NOT_PEOPLE.match(name):
        return None
    surname, given = _parts(name)
    syllables = [_reading(char) for char in given]
    if surname is None or not 1 <= len(given) <= 2 or None in syllables:
        return None
    return f"{surname} {_joined([syllable for syllable in syllables if syllable])}"


def spellings(name: str) -> tuple[str, ...]:
    """Return the spellings that a Chinese person's name may have, the likeliest first; empty where there is none.

    They are several where the surname or a character of the given name is read in two ways. Rare surnames are
    spelled too, so the caller must know that this is a person's name in Simplified characters.
    """
    return tuple(dict.fromkeys(_spellings(name)))


@lru_cache(maxsize=4096)
def _spellings(name: str) -> tuple[str, ...]:
    surnames, given = _surname_readings(name)
    if not surnames or not 1 <= len(given) <= 2:
        return ()
    readings = [
        _GIVEN_READ_TWICE.get(char) or _one(_GIVEN_READINGS.get(char) or _pinyin(char)) for char in given
    ]
    return tuple(f"{surname} {_joined(list(rest))}" for surname, *rest in product(surnames, *readings))


def _one(reading: str | None) -> list[str]:
    return [reading] if reading else []


def surname_spellings(surname: str) -> tuple[str, ...]:
    """Return the spellings of a surname, the likeliest first; empty if it is no surname."""
    readings, rest = _surname_readings(surname) if surname else ([], "")
    return () if rest else tuple(readings)


@lru_cache(maxsize=4096)
def spell_place(name: str) -> str | None:
    """Return the specific part of a place name in pinyin, in one word with a capital, or ``None``.

    Readings are pypinyin's for the whole, which knows many names (乐亭 is Laoting), but for characters that names of
    places read otherwise. ``None`` stands for a character whose reading differs from place to place. The spelling
    follows GB/T 16159-2012, with ``yu`` for ``ü`` after l and n as in `spellings`.
    """
    from pypinyin import lazy_pinyin

    if name in _PLACES:
        return _PLACES[name]
    if any(char in _PLACE_READINGS_DIFFER for char in name):
        return None
    readings = lazy_pinyin(name, v_to_u=True)
    if len(readings) != len(name):
        return None
    syllables = [
        _PLACE_READINGS.get(char, reading.replace("ü", "yu"))
        for char, reading in zip(name, readings, strict=True)
    ]
    return _joined(syllables) if all(_SYLLABLE.fullmatch(syllable) for syllable in syllables) else None


def _surname_readings(name: str) -> tuple[list[str], str]:
    """Return the capitalized readings of the surname of a name, and the rest of the name."""
    compound = _COMPOUND.get(name[:2]) or _RARE_COMPOUND.get(name[:2])
    if compound:
        return [compound], name[2:]
    char = name[0]
    if char in _SURNAMES_READ_TWICE:
        return [reading.capitalize() for reading in _SURNAMES_READ_TWICE[char]], name[1:]
    reading = (_SURNAME_READINGS.get(char) or _pinyin(char)) if char in SURNAMES | _RARE else None
    return [reading.capitalize()] if reading else [], name[1:]


def _traditional(name: str) -> bool:
    # 乾, read qian as in names, is a Simplified character too.
    bare = name.replace("乾", "")
    return to_simplified(bare) != bare


def could_be_surname(char: str) -> bool:
    """Return whether one character is a known surname."""
    return char in SURNAMES


def starts_with_compound_surname(name: str) -> bool:
    """Return whether the name begins with a surname of two characters and goes on."""
    return len(name) > 2 and name[:2] in _COMPOUND


def _parts(name: str) -> tuple[str | None, str]:
    if starts_with_compound_surname(name):
        return _COMPOUND[name[:2]], name[2:]
    if name[0] not in SURNAMES:
        return None, name[1:]
    reading = _SURNAME_READINGS.get(name[0]) or _pinyin(name[0])
    return reading.capitalize() if reading else None, name[1:]


def _reading(char: str) -> str | None:
    if char in _GIVEN_READ_TWICE:
        return None
    return _GIVEN_READINGS.get(char) or _pinyin(char)


def _pinyin(char: str) -> str | None:
    from pypinyin import lazy_pinyin

    syllable = lazy_pinyin(char, v_to_u=True)[0].replace("ü", "yu")
    return syllable if _SYLLABLE.fullmatch(syllable) else None


def _joined(syllables: list[str]) -> str:
    first, *later = syllables
    return first.capitalize() + "".join(f"'{s}" if s[0] in "aoe" else s for s in later)
