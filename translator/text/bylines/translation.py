"""English of bylines and datelines, built from their parts.

Names are printed, and a translation engine invents them. The English follows newspaper and agency style: ``By Yang
Guosheng and Bo Keguo, staff reporters``; Xinhua's ``BEIJING, March 5 (Xinhua) —``; months shortened as in the
Associated Press Stylebook. A line of which a single character is not understood has no English here.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping

from translator.text.bylines.grammar import (
    BETWEEN,
    DATELINE,
    DEEDS,
    ENDS_OF_NAMES,
    LONGEST,
    OUTLETS,
    OWN_OUTLET,
    RANKS,
    ROLES,
    SOURCES,
    TITLES,
    any_of,
    plain,
    together,
    without_marks,
)
from translator.text.pinyin import spell_name
from translator.text.scripts import HAN, simplified_for_matching

_BY = "By"
_ROLE = re.compile(
    rf"(?P<outlet>{any_of(OUTLETS)})??"
    rf"(?:(?P<title>{any_of(TITLES)})|(?P<rank>{any_of(RANKS)})?(?P<role>{any_of(ROLES)}))"
)
_LEAD = re.compile(rf"(?:本版|参与)?({any_of(DEEDS)})(?:\s*[/:：|｜]\s*|\s+)")
_TRAIL = re.compile(rf"(?:(?P<slash>\s*)/\s*|(?P<blanks>\s*))(?P<deed>{any_of(DEEDS)})")
_PAIRED = re.compile(
    r"(?:本版)?(?:文字|撰文|文)\s*[/:：|｜]\s*(.+?)[\s;；、，]+(?:图片|摄影|图|摄)\s*[/:：|｜]\s*(.+)"
)
_WHERE = re.compile(
    rf"[\s/]+(?:(?:发自)(?P<sent>[{HAN}]{{2,8}}?)(?:报道)?|(?P<told>[{HAN}]{{2,8}}?)(?:现场|综合)?(?:报道|报导))"
)
_TAKEN_FROM = re.compile(
    rf"(?:(?:{any_of(SOURCES)})\s*[:：|｜丨]|据)\s*(?P<outlet>{any_of(OUTLETS)})(?:[{HAN}]{{0,8}}\d{{1,2}}月\d{{1,2}}日)?(?:电|讯|消息|报道)?"
)
_AND = frozenset("和与")

Places = Callable[[str], str | None]
"""The English name of a place by its Chinese one, or ``None``."""


# --- bylines ---------------------------------------------------------------------------------------


def translate_byline(text: str, places: Places) -> str | None:
    """Return the English of a byline such as ``□ 本报记者 杨国胜 薄克国``, or ``None``.

    ``None`` means that some part was not understood: an unknown role or surname, an office among the names, a
    name in Traditional characters or with ``·``, a place that is not known, or no name at all.
    """
    if len(text) > LONGEST:
        return None
    whole = together(plain(text).strip())
    line = without_marks(whole)
    paired = _PAIRED.fullmatch(line)
    if paired:
        words, photo = (_people(people, places) for people in paired.groups())
        return f"Text by {words}; photo by {photo}" if words and photo else None
    return _source(line) or _signed(line, places, marked=line != whole)


def _source(line: str) -> str | None:
    """Return the English of a line that names the outlet from which the text was taken."""
    taken = _TAKEN_FROM.fullmatch(line)
    english = OUTLETS[taken["outlet"]] if taken else OWN_OUTLET
    return f"Source: {english}" if english != OWN_OUTLET else None


def _signed(line: str, places: Places, *, marked: bool) -> str | None:
    """Return the English of people, what they did and where; unmarked names alone are no byline."""
    who, where = _located(line, places)
    credit, rest = _credit(who)
    people = _people(rest, places)
    signed = marked or credit != _BY or rest != line or _ROLE.search(rest)
    return f"{credit} {people}{where}" if credit and people and signed else None


def _located(line: str, places: Places) -> tuple[str, str]:
    """Return the line without the place of the report at its end, and that place in English."""
    for found in _WHERE.finditer(line):
        place = places(found["sent"] or found["told"]) if found.end() == len(line) else None
        if place:
            return line[: found.start()], f", in {place}"
    return line, ""


def _credit(line: str) -> tuple[str | None, str]:
    """Return the English of what the people did, and the line without those words; ``None`` where these clash."""
    lead = _LEAD.match(line)
    if lead:
        return DEEDS[lead.group(1)], line[lead.end() :]
    for trail in _TRAIL.finditer(line):
        if trail.end() == len(line):
            return _trailing(line, trail)
    return _BY, line


def _trailing(line: str, trail: re.Match[str]) -> tuple[str | None, str]:
    rest, deed = line[: trail.start()], trail["deed"]
    if trail["slash"] is None and not trail["blanks"]:
        if deed in ENDS_OF_NAMES:
            return _BY, line
        names = _ROLE.split(rest)[-1].strip()
        if deed == "图" or re.search(r"\s", names):
            return None, line  # in 王伟 李丽 济南报道 a place comes before the word
    return DEEDS[deed], rest


def _people(line: str, places: Places) -> str:
    """Return everyone with their roles, or an empty string when any part is not understood."""
    starts = list(_ROLE.finditer(line))
    ends = [found.start() for found in starts[1:]] + [len(line)]
    parts = [(_role(found), line[found.end() : end]) for found, end in zip(starts, ends, strict=False)]
    if starts and line[: starts[0].start()].strip():
        return ""
    groups = [(role, _names(part, places)) for role, part in parts or [("", line)]]
    if not all(names for _, names in groups):
        return ""
    *others, last = [_with_role(role, names) for role, names in groups]
    if len(others) < 2:
        return ", and ".join([*others, last])
    return "; ".join(others) + f"; and {last}"


def _with_role(role: str, names: tuple[str, ...]) -> str:
    *others, last = names
    listed = f"{', '.join(others)} and {last}" if others else last
    return f"{listed}, {role}{'s' if others else ''}" if role else listed


def _role(found: re.Match[str]) -> str:
    role = TITLES.get(found["title"]) or ROLES[found["role"]]
    if not role:
        return ""
    words = (RANKS.get(found["rank"]), OUTLETS.get(found["outlet"]), role)
    return " ".join(word for word in words if word)


def _names(part: str, places: Places) -> tuple[str, ...]:
    words = [word for word in BETWEEN.split(part) if word and word not in _AND]
    names = [None if word in DEEDS or places(word) else spell_name(word) for word in words]
    return tuple(name for name in names if name) if all(names) else ()


# --- datelines -------------------------------------------------------------------------------------

_MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_OWN_REPORT = "STAFF REPORT"
_REPORTERS = re.compile(r"(?:[（(](?P<people>[^（()）]+)[）)])?\s*[:：]?")


def translate_dateline(text: str, places: Places, terms: Mapping[str, str]) -> str | None:
    """Return the English of a dateline such as ``新华社北京3月5日电（记者 张三）``, or ``None``.

    A place is looked up among the ``terms`` first and then with ``places``. ``None`` means an unknown place, an
    impossible date, or a reporter whom `translate_byline` does not understand. Brackets around the whole
    (``【本報訊】``) and Traditional characters, except in names, are understood.
    """
    written = without_marks(plain(text)) if len(text) <= LONGEST else ""
    line = simplified_for_matching(written)
    found = DATELINE.match(line)
    # Names are taken as they are written: in Traditional characters they are not spelled by rule.
    rest = found and _REPORTERS.fullmatch(written[found.end() :].strip())
    if not found or not found["outlet"] or found["hour"] or not rest:
        return None
    own = OUTLETS[found["outlet"]] == OWN_OUTLET
    named = {simple: terms.get(name) for simple, name in _both(found, written)}
    where = _where(found["place"], lambda name: named.get(name) or places(name))
    when = _when(found["year"], found["month"], found["day"])
    who = _who("" if own else OUTLETS[found["outlet"]], rest["people"] or "", places)
    if where is None or when is None or who is None:
        return None
    place = where.upper() or (_OWN_REPORT if own else "")
    head = ", ".join(part for part in (place, when) if part)
    return " ".join(part for part in (head, f"({who})" if who else "", "—") if part)


def _both(found: re.Match[str], written: str) -> Iterator[tuple[str, str]]:
    """Yield the names of the places in Simplified characters and as they are written."""
    start, end = found.span("place")
    return zip(_PLACES.split(found["place"]), _PLACES.split(written[start:end]), strict=True)


_PLACES = re.compile("[、/]")


def _where(names: str, places: Places) -> str | None:
    english = [places(name) for name in _PLACES.split(names) if name]
    return "/".join(name for name in english if name) if all(english) else None


def _when(year: str | None, month: str | None, day: str | None) -> str | None:
    """Return the date in words, an empty string for no date, ``None`` for an impossible date."""
    if year is month is day is None:
        return ""
    if month is None or day is None:
        return None
    leap_year = 2000
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= monthrange(int(year or leap_year), int(month))[1]:
        return None
    date = f"{_MONTHS[int(month) - 1]} {int(day)}"
    return f"{date}, {year}" if year else date


def _who(outlet: str, people: str, places: Places) -> str | None:
    if not people:
        return outlet
    byline = translate_byline(people, places)
    if byline is None or not byline.startswith(_BY):
        return None
    return "; ".join(part for part in (outlet, byline[0].lower() + byline[1:]) if part)
