"""Recognition of lines that say who reports, and from where.

A credit is taken apart into roles (记者, 通讯员 …), deeds (报道, 摄 …), places and names, and is one only where nothing
is left. Every pattern is tried on a few dozen characters only, so that no line, however long, costs more
than its length.
"""

from __future__ import annotations

import re
from itertools import pairwise

from translator.text.bylines.grammar import (
    BETWEEN,
    BRACKETED_DATELINE,
    BRACKETS,
    DATELINE,
    DEEDS,
    ENDS_OF_NAMES,
    LONGEST,
    OUTLETS,
    OWN_OUTLET,
    RANKS,
    ROLES,
    SOURCES,
    any_of,
    plain,
    together,
    without_marks,
)
from translator.text.pinyin import (
    COMPOUND_SURNAMES,
    RARE_SURNAMES,
    could_be_surname,
    starts_with_compound_surname,
)
from translator.text.scripts import HAN, simplified_for_matching

_OWN = any_of(outlet for outlet, english in OUTLETS.items() if english == OWN_OUTLET)
_OUTLET = re.compile(
    rf"(?:{any_of(OUTLETS)}|(?:(?![的了是在对向和与这那我他她各每告诉])[{HAN}·]){{2,8}}(?:社|报|网|台|客户端|新闻|周刊|周末|杂志|中心|融媒|传媒)"
    rf"|[A-Z]{{2,5}})(?:驻[{HAN}]{{2,4}})?"
)
_ROLE = re.compile(
    rf"(?P<prefix>(?:{any_of((*OUTLETS, *RANKS))}|摄影报道|驻[{HAN}]{{2,4}}){{0,4}})(?:{any_of(ROLES)})"
    r"(?!手记|札记|日记|调查|观察|述评|来信|连线|直击|体验|见闻|感言|简介|站|节|团|会|们|证|部|室|费|权|群|单位)"
)
_UNNAMED = re.compile(f"(?:{_OWN}|新华社)(?:特约)?(?:评论员|记者)")
"""The paper's own commentator signs without a name."""

_PAIR = re.compile("[文图]/[文图]")
_OPENER = re.compile(rf"(?:本版|本期|本文|参与)(?=(?:本报)?(?:{any_of((*ROLES, *DEEDS))}))")
_OF_A_PLACE = rf"(?:(?![的了与对将被把地得])[{HAN}]){{2,6}}"
_FROM = re.compile(
    rf"(?:发自)?{_OF_A_PLACE}(?:现场|综合|联合|摄影|即时)?(?:报道|报导)|发自{_OF_A_PLACE}(?:报道)?"
)
_FROM_BEHIND_NAME = re.compile(
    rf"(?!下|现场|多年|持续|连续|深度|独家|全程|跟踪|滚动|系列|正在|首次|多次)(?:{_FROM.pattern})"
)
"""A place and a deed right behind a name, without a blank; words for how something was reported are no places."""
_DONE = re.compile(rf"(?P<name>[{HAN}·•・]{{0,8}}?)(?P<deed>{any_of(DEEDS)})")
_NAME = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}}){{1,3}}|[A-Z][A-Za-z.'’-]{{0,20}}")
_OF_A_SENTENCE = re.compile("[。！？!?…“”「」《》；;]")
_PEOPLE = (
    "作者",
    "记者",
    "通讯员",
    "文字",
    "摄影",
    "撰文",
    "撰稿",
    "采写",
    "图片",
    "供图",
    "执笔",
    "文",
    "图",
)
_EDITORS = ("责任编辑", "责编", "编辑")
_TIMES = ("发布时间", "更新时间", "时间")
_NAMES = rf"[{HAN}·]{{2,8}}(?:(?:[ \u3000]|[、，,]\s?)[{HAN}·]{{2,8}}(?![{HAN}·:：])){{0,4}}"
_FIELD = re.compile(
    rf"(?P<source>{any_of(SOURCES)})\s?[:：|｜丨]\s?[^\s:：|｜，？！]{{2,24}}|(?P<time>{any_of(_TIMES)})\s?[:：]\s?(?=\d)"
    rf"|(?P<label>{any_of((*_PEOPLE, *_EDITORS))})\s?[:：]\s?(?P<names>{_NAMES})"
)
_POSTED = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}\s+\d{1,2}:\d{2}(?::\d{2})?\s+(?=\S)")
"""The minute of posting, before the credit in Taiwan."""
_TIME = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{1,2}:\d{2}(?::\d{2})?|[\s|｜/;；]")
_ENGLISH = re.compile(r"[Bb][Yy] [A-Z]")
_AUTHOR_NOTE = re.compile(
    r"[（(](?:本文|文章)?(?:作者|笔者)(?:单位|简介|系|为|是|均为|[:：]).{2,50}[）)]"
    r"|[（(](?:据|(?:本报|本刊)?综合|转自|转载自)[^，。；（）()]{2,40}(?:社|报|网|台|电|新闻|报道|客户端|公众号|》)"
    r"(?:\s?记者.{2,12})?[）)]"
)
_LONGEST_LIST = 12
"""Names in one credit."""
_SHORTEST_NAME, _FULL_NAME = 2, 3
"""Characters of names at least, and of most."""


def is_byline(text: str) -> bool:
    """Return whether the whole text says who wrote it: ``□ 本报记者 …``, ``记者 … 报道``, ``来源：…``, ``By …``."""
    if len(text) > LONGEST:
        return False
    posted = _POSTED.match(text)
    return (
        _is_credit(without_marks(text[posted.end() :] if posted else text), marked=text[0] in "□■")
        or _is_web_credit(text)
        or _is_english(text)
    )


def is_closing_credit(text: str) -> bool:
    """Return whether the text is a credit in round brackets: ``（记者 …）``, ``（王小明）``, ``（作者单位：…）``."""
    if not (4 <= len(text) <= LONGEST and text[0] in "（(" and text[-1] in "）)"):
        return False
    note = _AUTHOR_NOTE.fullmatch(simplified_for_matching(text))
    return bool(note) or _is_credit(text[1:-1].strip(), marked=True)


def dateline_length(text: str) -> int:
    """Return the length of the dateline or the credit in brackets at the front of the text, or 0.

    Such are ``本报讯``, ``新华社北京3月5日电（记者 …）``, ``【本報訊】`` and, as in Taiwan, ``〔記者…／台北報導〕``.
    """
    head = text[:LONGEST]
    found = DATELINE.match(_simplified(head))
    if not found:
        return _bracketed_length(head)
    rest = head[found.end() :]
    blanks = len(rest) - len(rest.lstrip())
    # Right after a dateline even names without a role are those of the reporters.
    credit = _bracketed_length(rest[blanks:], marked=True)
    return found.end() + (blanks + credit if credit else 0)


def _simplified(text: str) -> str:
    return simplified_for_matching(plain(text))


def _bracketed_length(text: str, *, marked: bool = False) -> int:
    """Return the length of a credit or dateline in brackets that opens the text, or 0."""
    closer = BRACKETS.get(text[:1], "")
    end = text.find(closer, 1) if closer else -1
    inner = text[1:end].strip() if end > 0 else ""
    if not inner:
        return 0
    dateline = not marked and BRACKETED_DATELINE.fullmatch(_simplified(inner))
    return end + 1 if dateline or _is_credit(inner, marked=marked) else 0


def _is_credit(text: str, *, marked: bool) -> bool:
    """Return whether the text is roles, deeds, places and names only; ``marked`` text may do without a role."""
    if not text or _OF_A_SENTENCE.search(text):
        return False
    text = _OPENER.sub("", _PAIR.sub(" 文图 ", together(_simplified(text))))
    if _UNNAMED.fullmatch(text) or _is_signature(_words(text), marked=marked):
        return True
    return _has_roles(text, marked=marked)


def _has_roles(text: str, *, marked: bool) -> bool:
    """Return whether the text is roles with names after each, the outlets before them."""
    starts = list(_ROLE.finditer(text))
    if not starts:
        return False
    edges = [0, *(edge for found in starts for edge in found.span()), len(text)]
    before, *parts = [_words(text[start:end]) for start, end in pairwise(edges)][::2]
    outlets = [_pop_outlet(part) for part in (before, *parts[:-1])]
    sure = marked or len(starts) > 1 or any(outlets) or any(found["prefix"] for found in starts)
    glued = bool(before) and not outlets[0] and text[: starts[0].start()][-1].isalnum()
    led = not glued and all(word in DEEDS or _is_person(word) for word in before)
    return led and _are_names([word for part in parts for word in part], sure=sure)


def _pop_outlet(words: list[str]) -> bool:
    """Take the outlet whose role follows from the end of the words, and return whether there was one."""
    last = words[-1] if words else ""
    found = bool(_OUTLET.fullmatch(last)) and ("·" in last or last.isupper() or not _is_person(last))
    if found:
        words.pop()
    return found


def _are_names(words: list[str], *, sure: bool) -> bool:
    """Return whether the words after the roles are names, places and deeds, with a name among them."""
    names = [word for word in words if _is_named(word, sure=sure)]
    others = [word for word in words if word not in names]
    return (
        bool(names)
        and len(words) <= _LONGEST_LIST
        and all(word in DEEDS or _FROM.fullmatch(word) for word in others)
    )


def _words(text: str) -> list[str]:
    return [word for word in BETWEEN.split(text) if word]


def _is_signature(words: list[str], *, marked: bool) -> bool:
    """Return whether the words are people and what they did, or in a ``marked`` text people alone."""
    people = [word for word in words if word not in DEEDS]
    names = [_without_deed(word) for word in people]
    signed = marked or people != words or people != names
    return (
        bool(names)
        and len(names) <= _LONGEST_LIST
        and signed
        and all(_is_person(name, rare=people != words) for name in names)
    )


def _without_deed(word: str) -> str:
    found = _DONE.fullmatch(word)
    split = found and found["deed"] not in {*ENDS_OF_NAMES, "图"} and _is_person(found["name"])
    return found["name"] if found and split else word


def _is_named(word: str, *, sure: bool) -> bool:
    """Return whether the word after a role is a name, optionally followed by its bearer's deed.

    If the line is ``sure`` to be a credit, the first character need not be a surname of the Han.
    """
    name = _without_deed(word)
    if _is_person(name, rare=True):
        return True
    glued = range(_SHORTEST_NAME, min(len(word), _FULL_NAME + 2))
    if any(_FROM_BEHIND_NAME.fullmatch(word, at) and _is_person(word[:at]) for at in glued):
        return True
    return sure and bool(_NAME.fullmatch(name)) and not _FROM.fullmatch(word) and word not in DEEDS


def _is_person(name: str, *, rare: bool = False) -> bool:
    """Return whether the name is of two or three characters, as nearly all are; four need a surname of two.

    Surnames that are also common words count only where ``rare`` surnames may, and with a given name of two characters.
    """
    if not _NAME.fullmatch(name) or name[0] == name[-1]:
        return False
    if "·" in name or name.isascii() or starts_with_compound_surname(name):
        return True
    if rare and len(name) >= _FULL_NAME and name[:2] in COMPOUND_SURNAMES:
        return True
    known = could_be_surname(name[0]) or (rare and len(name) == _FULL_NAME and name[0] in RARE_SURNAMES)
    return known and len(name) <= _FULL_NAME


def _is_web_credit(text: str) -> bool:
    """Return whether the text is ``2024-05-21 08:30 来源：… 记者：…`` or a part of it with a source or an author."""
    if not re.search("[:：|｜丨]", text):
        return False
    text = _simplified(text)
    fields = list(_FIELD.finditer(text))
    rest = _TIME.sub("", _FIELD.sub("", text))
    names = [name for field in fields for name in _words(field["names"] or "")]
    says_who = any(field["source"] or field["label"] in _PEOPLE for field in fields)
    return not rest and says_who and all(_is_person(name, rare=True) for name in names)


def _is_english(text: str) -> bool:
    words = re.sub(r",|\band\b|&", " ", text).split()[1:]
    return bool(_ENGLISH.match(text)) and len(words) <= 10 and all(word[0].isupper() for word in words)
