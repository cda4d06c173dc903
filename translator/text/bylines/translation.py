"""Own the English of bylines and datelines by rule; must not answer for a line it does not understand in full.

Names are printed, and a translation engine invents them, so these lines are built from their parts. The English
follows newspaper and agency style: ``By Yang Guosheng and Bo Keguo, staff reporters``; Xinhua's
``BEIJING, March 5 (Xinhua) —``; months shortened as in the Associated Press Stylebook. Anything unknown, a single
character too much included, gives ``None``, and the line goes the way of any other text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from translator.text.pinyin import could_be_surname, spell_name
from translator.text.scripts import narrow

# --- bylines ---------------------------------------------------------------------------------------

# A role as it stands before the names, and its English, which takes an s for several people.
_ROLES = {
    "本报记者": "staff reporter",
    "本报首席记者": "chief staff reporter",
    "首席记者": "chief reporter",
    "本报特派记者": "special correspondent",
    "特派记者": "special correspondent",
    "特约记者": "contributing reporter",
    "见习记者": "trainee reporter",
    "实习记者": "trainee reporter",
    "本报见习记者": "trainee staff reporter",
    "本报实习记者": "trainee staff reporter",
    "摄影记者": "photojournalist",
    "全媒体记者": "reporter",
    "融媒体记者": "reporter",
    "新华社记者": "Xinhua reporter",
    "中新社记者": "China News Service reporter",
    "中新网记者": "China News Service reporter",
    "人民日报记者": "People's Daily reporter",
    "大众日报记者": "Dazhong Daily reporter",
    "记者": "reporter",
    "本报通讯员": "staff correspondent",
    "特约通讯员": "contributing correspondent",
    "通讯员": "correspondent",
    "本报评论员": "staff commentator",
    "特约评论员": "guest commentator",
    "评论员": "commentator",
    "实习生": "intern",
    "作者": "",
}
_WORDS = "By"
_PHOTO = "Photo by"
_BOTH = "Text and photo by"
# What a byline may begin or end with, and what it says the people did.
_CREDITS = {
    "文/图": _BOTH,
    "图/文": _BOTH,
    "文并摄": _BOTH,
    "文、摄影": _BOTH,
    "摄影报道": _BOTH,
    "图文报道": _BOTH,
    "采写": _WORDS,
    "报道": _WORDS,
    "文": _WORDS,
    "图": _PHOTO,
    "摄影": _PHOTO,
    "摄": _PHOTO,
}
_LEADING = ("文/图", "图/文", "文", "图", "摄影")

_MARKERS = "□■◆◇●○◎▲△★☆▼▽◤◢◣◥•·◈※【】[]"
_WRAPPED = re.compile(r"[（(]([^（()）]*)[）)]")
_ROLE = re.compile("|".join(sorted(_ROLES, key=len, reverse=True)))
_LEAD = re.compile(rf"({'|'.join(_LEADING)})(?:\s*[/:：]\s*|\s+)")
_TRAIL = re.compile(rf"(?:(\s*)/\s*|(\s*))({'|'.join(sorted(_CREDITS, key=len, reverse=True))})")
_PAIRED = re.compile(r"文\s*[/:：]\s*(.+?)[\s;；、，]+(?:图|摄影|摄)\s*[/:：]\s*(.+)")
_BETWEEN = re.compile(r"[\s、，,;；/:：|丨]+")
_AND = frozenset("和与")
_LONGEST = 120
"""Characters; no byline or dateline is longer, and a longer line is not worth taking apart."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Hold the people who share one role; ``role`` is English, or empty."""

    role: str
    names: tuple[str, ...]


Places = Callable[[str], str | None]
"""The English name of a place by its Chinese one, or ``None``."""


def translate_byline(text: str, places: Places) -> str | None:
    """Return the English of a byline such as ``□ 本报记者 杨国胜 薄克国``, or ``None``.

    ``None`` means that some part was not understood: an unknown role or surname, an office among the names, a
    name in Traditional characters or with ``·``, the name of a place, or no name at all.
    """
    if len(text) > _LONGEST:
        return None
    line, marked = _bare(text)
    paired = _PAIRED.fullmatch(line)
    if paired:
        words, photo = (_people(_groups(people, places)) for people in paired.groups())
        return f"Text by {words}; photo by {photo}" if words and photo else None
    credit, rest = _credit(line)
    people = _people(_groups(rest, places))
    if not (credit and people) or not (marked or credit != _WORDS or rest != line or _ROLE.search(rest)):
        return None
    return f"{credit} {people}"


def _bare(text: str) -> tuple[str, bool]:
    """Give the line without marks and brackets around it, and whether there were any."""
    whole = narrow(text).replace("／", "/").strip()
    line = whole.strip(_MARKERS).strip()
    wrapped = _WRAPPED.fullmatch(line)
    line = wrapped.group(1).strip() if wrapped else line
    return line, line != whole


def _credit(line: str) -> tuple[str | None, str]:
    """Give what the people did, and the line without the words that say so; ``None`` where these clash."""
    lead = _LEAD.match(line)
    if lead:
        return _CREDITS[lead.group(1)], line[lead.end() :]
    for trail in _TRAIL.finditer(line):
        if trail.end() == len(line):
            return _trailing(line, trail)
    return _WORDS, line


def _trailing(line: str, trail: re.Match[str]) -> tuple[str | None, str]:
    rest, word = line[: trail.start()], trail.group(3)
    if trail.group(1) is None and not trail.group(2):
        if word == "文":  # the end of a name, as in 李博文
            return _WORDS, line
        if word == "图" or re.search(r"\s", _after_last_role(rest).strip()):
            return None, line  # in 王伟 李丽 济南报道 a place comes before the word
    return _CREDITS[word], rest


def _after_last_role(line: str) -> str:
    ends = [match.end() for match in _ROLE.finditer(line)]
    return line[ends[-1] :] if ends else line


def _groups(line: str, places: Places) -> list[_Group]:
    """Give the people role by role, or nothing when any part is not understood."""
    starts = list(_ROLE.finditer(line))
    if not starts:
        parts = [("", line)]
    else:
        ends = [match.start() for match in starts[1:]] + [len(line)]
        parts = [(_ROLES[m.group()], line[m.end() : end]) for m, end in zip(starts, ends, strict=True)]
        if line[: starts[0].start()].strip():
            return []
    groups = [_Group(role, tuple(names)) for role, part in parts if (names := _names(part, places))]
    return groups if len(groups) == len(parts) else []


def _names(part: str, places: Places) -> list[str]:
    words = [word for word in _BETWEEN.split(part) if word and word not in _AND]
    names = [None if places(word) else spell_name(word) for word in _rejoined(words)]
    return [name for name in names if name] if all(names) else []


def _rejoined(words: list[str]) -> list[str]:
    """Put names of two characters together again that were set apart to fill the width: 白 晓."""
    joined: list[str] = []
    for word in words:
        if len(word) == 1 and joined and len(joined[-1]) == 1 and could_be_surname(joined[-1]):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _people(groups: list[_Group]) -> str:
    """List everyone with their roles; an empty string for nobody."""
    said = [_group(group) for group in groups]
    if len(said) < 2:
        return "".join(said)
    if len(said) == 2:
        return f"{said[0]}, and {said[1]}"
    return "; ".join(said[:-1]) + f"; and {said[-1]}"


def _group(group: _Group) -> str:
    names = group.names
    listed = " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + f" and {names[-1]}"
    if not group.role:
        return listed
    return f"{listed}, {group.role}{'s' if len(names) > 1 else ''}"


# --- datelines -------------------------------------------------------------------------------------

_SOURCES = {
    "新华社": "Xinhua",
    "新华网": "Xinhuanet",
    "中新社": "China News Service",
    "中新网": "China News Service",
    "人民网": "People's Daily Online",
    "央视网": "CCTV.com",
    "央广网": "CNR.cn",
    "中国日报网": "China Daily",
    "海外网": "Haiwainet",
    "光明网": "Guangming Online",
}
_MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_OWN_REPORT = "STAFF REPORT"
_DATELINE = re.compile(
    rf"""
    (?:据\s*)?(?:(?P<own>本报|本刊|本社|本网)|(?P<source>{"|".join(_SOURCES)}))\s*
    (?P<place>[\u4e00-\u9fff]+?(?:[、/][\u4e00-\u9fff]+?)*)??\s*
    (?:(?:(?P<year>(?:19|20)\d\d)年)?\s*(?P<month>\d{{1,2}})月\s*(?P<day>\d{{1,2}})日)?\s*
    (?:讯|电|专电)\s*
    (?:[（(](?P<people>[^（()）]+)[）)])?\s*[:：]?
    """,
    re.VERBOSE,
)


def translate_dateline(text: str, places: Places, terms: Mapping[str, str]) -> str | None:
    """Return the English of a dateline such as ``新华社北京3月5日电（记者 张三）``, or ``None``.

    A place is looked up among the ``terms`` first and then with ``places``. ``None`` means that neither knows it,
    that the date is impossible, or that `translate_byline` does not understand the reporter.
    """
    line = narrow(text).replace("／", "/").strip()
    found = _DATELINE.fullmatch(line) if len(line) <= _LONGEST else None
    if found is None:
        return None
    where = _where(found.group("place") or "", lambda name: terms.get(name) or places(name))
    when = _when(found.group("year"), found.group("month"), found.group("day"))
    who = _who(_SOURCES.get(found.group("source") or "", ""), found.group("people") or "", places)
    if where is None or when is None or who is None:
        return None
    place = where.upper() or ("" if found.group("source") else _OWN_REPORT)
    head = ", ".join(part for part in (place, when) if part)
    return " ".join(part for part in (head, f"({who})" if who else "", "—") if part)


def _where(names: str, places: Places) -> str | None:
    english = [places(name) for name in re.split("[、/]", names) if name]
    return "/".join(name for name in english if name) if all(english) else None


def _when(year: str | None, month: str | None, day: str | None) -> str | None:
    """Give the date in words, an empty string where there is none, ``None`` where it cannot be."""
    if month is None or day is None:
        return ""
    leap_year = 2000
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= monthrange(int(year or leap_year), int(month))[1]:
        return None
    date = f"{_MONTHS[int(month) - 1]} {int(day)}"
    return f"{date}, {year}" if year else date


def _who(source: str, people: str, places: Places) -> str | None:
    if not people:
        return source
    byline = translate_byline(people, places)
    if byline is None or not byline.startswith(_WORDS):
        return None
    return "; ".join(part for part in (source, byline[0].lower() + byline[1:]) if part)
