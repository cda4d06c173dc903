"""Names of places and organizations that no term base has: the specific part in pinyin, the generic part in English.

A name is found where a generic part (街道, 镇, 医院) follows two to four characters that begin at the end of another
name or unit (市南区|八大湖街道), at punctuation, or at a word such as 在, and that describe nothing (重点, 示范). Names
of minorities and foreigners, which are not in pinyin, are left to the glossary.

Texts are in Simplified characters, see `translator.text.scripts.simplified_for_matching`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from translator.names.lexicon import abroad, is_han, is_word
from translator.text.pinyin import spell_place
from translator.text.spans import Span, overlaps
from translator.text.tables import table

_DATA = table("translator.names", "places.toml")
GENERICS: dict[str, list[str]] = _DATA["generics"]
"""Generic parts of names with their English forms, the first for use."""
_INNER: dict[str, str] = _DATA["inner"]
_WORDS: dict[str, str] = _DATA["words"]
_GENERIC = re.compile("|".join(sorted(GENERICS, key=len, reverse=True)))
_UNITS = tuple(_WORDS["units"].split())
_AUTONOMOUS = tuple(_WORDS["autonomous"].split())
_LINKS, _NEVER, _TRANSLITERATING = (frozenset(_WORDS[key]) for key in ("links", "never", "transliterating"))
_NOT_PINYIN = frozenset(_WORDS["not_pinyin"].split())
_MINORITIES = re.compile("|".join(_WORDS["minorities"].split()))
_DESCRIPTIVE = frozenset(_WORDS["descriptive"].split())
_NO_NAMES = tuple(_WORDS["endings"].split())
_ONLY_SURE, _ONLY_PLAIN, _ONLY_SHORT = (
    frozenset(_DATA["sure"][key].split()) for key in ("generics", "plain", "short")
)
_LONGEST_KNOWN = 4
_FAR = 24
_DIRECTIONS: dict[str, str] = _DATA["directions"]
_OWNED = frozenset(("小区", "公园"))
"""What goes by a name also after 的: 龙山街道的好事小区."""
_DIRECTED = frozenset(("路", "大道", "街道"))
_BEGIN_NAMES = frozenset("路港")
_SMALLER_UNIT = re.compile("[\u4e00-\u9fff]{2,3}(?:街道|镇|乡|村|社区|区)")
_NUMERALS = frozenset("一二三四五六七八九十")


class Place(NamedTuple):
    """Name at ``[start, end)`` with its English: the one to use, then others to accept."""

    start: int
    end: int
    english: tuple[str, ...]


def find_places(text: str, taken: Sequence[Span] = (), places: Collection[str] = ()) -> list[Place]:
    """Return the derivable names of a text, in order, without overlap and outside the ``taken`` spans.

    ``places`` are Chinese names of places, after which another name may begin.
    """
    found: list[Place] = []
    ends = {end for _, end in taken}
    for match in _GENERIC.finditer(text):
        at, end = match.span()
        start = _start(text, at, end, ends, places)
        if start is None or overlaps((start, end), [*taken, *((p.start, p.end) for p in found)]):
            continue
        english = _english(text[start:at], match[0])
        if english:
            found.append(Place(start, end, english))
            ends.add(end)
    return found


def _start(text: str, at: int, end: int, ends: Collection[int], places: Collection[str]) -> int | None:
    """Return the start of the name with its generic part at ``[at, end)``, ``None`` if there is no name."""
    generic = text[at:end]
    if _goes_on(text, end):
        return None
    for length in (2, 3) if generic in _ONLY_SHORT else (2, 3, 4):
        start = at - length
        if start < 0 or not is_han(text[start:at]):
            return None
        if length > 2 and text[start : start + 2] in places:
            return None
        sure = _is_sure(text, start, ends, places) or (
            generic in _OWNED and text[start - 1] == "的" and _is_sure(text, start - 1, ends, places)
        )
        likely = sure or (_linked(text, start) and (generic not in _ONLY_SURE or _heads_chain(text, at, end)))
        if likely and _is_name(text[start:at], generic, sure=sure):
            return None if abroad(text, start) or _MINORITIES.search(text, max(0, at - _FAR), at) else start
    return None


def _linked(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return not before or before in _LINKS or not (before.isalnum() or before == "·")


def _heads_chain(text: str, at: int, end: int) -> bool:
    """Return whether a city, a district or a village is followed by a smaller unit: 海沧区|嵩屿街道."""
    return text[at:end] in "市区村" and _SMALLER_UNIT.match(text, end) is not None


def _goes_on(text: str, end: int) -> bool:
    """Return whether the generic part belongs to a longer word or name: 市场, 路|桥镇."""
    if is_word(text[end - 1 : end + 1]) or _GENERIC.match(text, end):
        return True
    return text[end - 1] in _BEGIN_NAMES and _GENERIC.match(text, end + 1) is not None


def _is_sure(text: str, start: int, ends: Collection[int], places: Collection[str]) -> bool:
    return start in ends or _after_unit(text, start, places)


def _after_unit(text: str, start: int, places: Collection[str]) -> bool:
    before = text[:start]
    if before.endswith(_AUTONOMOUS):
        return True
    if before.endswith(_UNITS):
        return not before.endswith(_NO_NAMES) or before[-2:-1] in "东西南北新"
    return any(before[-length:] in places for length in range(2, _LONGEST_KNOWN + 1))


def _is_name(specific: str, generic: str, *, sure: bool) -> bool:
    if not _NEVER.isdisjoint(specific) or (specific + generic).endswith(_NO_NAMES):
        return False
    if specific in _NOT_PINYIN or (len(specific) > 2 and specific[0] in _LINKS):
        return False
    if len(_TRANSLITERATING.intersection(specific)) > 1 or not _DESCRIPTIVE.isdisjoint(_parts(specific)):
        return False
    if specific[-1] in _NUMERALS:
        return False
    return (sure and generic not in _ONLY_PLAIN) or not any(
        is_word(specific[i : i + 2]) for i in range(len(specific) - 1)
    )


def _parts(specific: str) -> set[str]:
    return {specific, specific[:2], specific[-2:]}


def _english(specific: str, generic: str) -> tuple[str, ...]:
    """Return the English forms of a name; none where a part has no spelling.

    A road in the name of something else stands in English first (Changjiang Road Subdistrict) and in pinyin among the
    other forms (Changjianglu Subdistrict).
    """
    names: list[str | None] = []
    inner = next((i for i in _INNER if specific.endswith(i) and len(specific) - len(i) > 1), "")
    if inner:
        names.append(_road(specific.removesuffix(inner), f" {_INNER[inner]}"))
    elif generic in _DIRECTED and len(specific) > 2 and specific[-1] in _DIRECTIONS:
        names.append(_road(specific, ""))
    names.append(spell_place(specific))
    return tuple(f"{name} {form}".strip() for name in names if name for form in GENERICS[generic])


def _road(specific: str, road: str) -> str | None:
    """Return the English of a road without its generic part, a direction after the name: 韶山北, Shaoshan North."""
    direction = _DIRECTIONS.get(specific[-1]) if len(specific) > 2 else None
    spelled = spell_place(specific[:-1] if direction else specific)
    return (
        f"{spelled} {direction}{road}" if spelled and direction else f"{spelled}{road}" if spelled else None
    )
