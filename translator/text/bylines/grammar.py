"""The grammar that the recognition and the translation of bylines and datelines share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from translator.text.scripts import HAN, narrow
from translator.text.tables import WORDS

OUTLETS: dict[str, str] = WORDS["outlets"]
RANKS: dict[str, str] = WORDS["ranks"]
ROLES: dict[str, str] = WORDS["roles"]
TITLES: dict[str, str] = WORDS["titles"]
DEEDS: dict[str, str] = WORDS["deeds"]
SOURCES: dict[str, str] = WORDS["sources"]
"""Chinese words with their English, which is empty for a role that is not named."""

ENDS_OF_NAMES = frozenset("文著译绘")
"""Deeds that names end in too when no blank stands before them: 李博文."""

OWN_OUTLET = "staff"

LONGEST = 80
"""Characters; no byline or dateline is longer, and a longer line is not worth taking apart."""

MARKS = "□■◆◇●○◎▲△★☆▼▽◤◢◣◥◈※"
BRACKETS = {"（": "）", "(": ")", "【": "】", "〔": "〕", "[": "]", "［": "］"}
BETWEEN = re.compile(r"[\s、，,;；/:：|｜丨]+")


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression of the words, a longer one before its own beginning."""
    return "|".join(sorted(words, key=len, reverse=True))


def plain(text: str) -> str:
    """Return the text with half-width digits, letters and slashes; every offset stays."""
    return narrow(text).replace("／", "/").replace("∕", "/")


_SPREAD = re.compile(rf"(?<![{HAN}])[{HAN}](?:[ \u3000]+[{HAN}](?![{HAN}]))+")
_SPREAD_NAME = 3
"""Characters of one name at most; a longer run of single characters is several names, or words of a role too."""


def together(text: str) -> str:
    """Return the text with characters that were set apart to fill the width put together: 本 报 记 者, 白 晓."""
    return _SPREAD.sub(_joined, text)


def _joined(found: re.Match[str]) -> str:
    chars = "".join(found[0].split())
    if len(chars) <= _SPREAD_NAME or any(role in chars for role in ROLES):
        return chars
    return " ".join(chars[at : at + 2] for at in range(0, len(chars), 2))


def without_marks(text: str) -> str:
    """Return the text without the marks around it and one pair of brackets within them."""
    bare = text.strip().strip(MARKS).strip()
    if bare and BRACKETS.get(bare[0]) == bare[-1]:
        bare = bare[1:-1].strip()
    return bare


_PLACE = rf"(?:(?![的了在从与向对将被把获]|和(?![浩田]))[{HAN}·])"
DATELINE = re.compile(
    rf"""
    (?:据\s?)?
    (?:(?P<outlet>{any_of(OUTLETS)})
      |[{HAN}]{{2,4}}(?:日报|晚报|早报|晨报|时报|商报|都市报|快报|通讯社|新闻网|在线)社?)\s?
    (?P<place>{_PLACE}{{0,8}}?(?:[、/]{_PLACE}{{1,8}}?)?)\s?
    (?:(?P<year>\d{{4}})年)?(?:(?P<month>\d{{1,2}})月)?\s?(?:(?P<day>\d{{1,2}})日)?
    (?P<hour>上午|下午|凌晨|晚|综合)?\s?
    (?:专电|电|讯|消息)
    (?![视话影台脑器子力网商动信稿息线报机称说显，,])
    """,
    re.VERBOSE,
)
"""What opens an agency's or paper's story: ``新华社北京3月5日电``. The last line keeps 电视, 讯息 and the like out."""

_NO_SENDER = "通资短快简电喜音视问闻传腾科瑞闪"
BRACKETED_DATELINE = re.compile(
    rf"""
    {DATELINE.pattern}(?:\s?[{HAN}]{{0,4}}记者.{{2,20}})?
    |(?:(?:{any_of(OUTLETS)})?\s?(?:记者)?(?:{_PLACE}|、){{2,20}}?(?:\d{{1,2}}月)?\d{{1,2}}日(?:综合)?(?:外电|专电|电|讯)(?:报道|报导)?)
    |[^，。！？]{{2,24}}(?:\d{{1,2}}月)?\d{{1,2}}日(?:报道|报导|文章|电|消息)
    |[{HAN}]{{2,10}}\s?/\s?(?:{_PLACE}{{2,6}}?)?(?:即时|现场|综合|外电)?(?:报道|报导)
    |(?:本|{_PLACE}{{1,5}})(?:报|市|省|港|台)?(?<![{_NO_SENDER}])讯
    """,
    re.VERBOSE,
)
"""A dateline in brackets: ``本报讯``, ``台北讯``, ``中央社记者…台北5日电``;
in Taiwan also the desk: ``财经频道/综合报导``."""
