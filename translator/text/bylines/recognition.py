"""Recognition of lines that say who reports, and from where.

A credit is taken apart into roles (记者, 通讯员 …), deeds (报道, 摄 …) and names. Every pattern is tried on a few dozen
characters only, so that no line, however long, costs more than its length.
"""

from __future__ import annotations

import re

from translator.text.bylines.grammar import (
    BETWEEN,
    BRACKETS,
    DATELINE,
    DEEDS,
    LONGEST,
    OUTLETS,
    OWN_OUTLET,
    RANKS,
    ROLES,
    any_of,
    plain,
    without_marks,
)
from translator.text.pinyin import could_be_surname, starts_with_compound_surname
from translator.text.scripts import HAN, to_simplified

_TRADITIONAL = str.maketrans(
    "記員習實攝報導專訪電訊華評論聯採駐責編輯來轉發時間與從對將獲視話臺腦動線機網調觀連擊體驗見聞簡節團會",
    "记员习实摄报导专访电讯华评论联采驻责编辑来转发时间与从对将获视话台脑动线机网调观连击体验见闻简节团会",
)
"""The Traditional characters of the grammar's words; names are left as they are."""

_OWN = any_of(outlet for outlet, english in OUTLETS.items() if english == OWN_OUTLET)
_PREFIX = (
    rf"(?:{_OWN}|{any_of(RANKS)}|摄影报道|驻[{HAN}]{{2,4}}"
    rf"|[{HAN}]{{2,6}}(?:社|报|网|台|客户端))"
)
_ROLE = re.compile(
    rf"{_PREFIX}{{0,3}}(?:{any_of(ROLES)})"
    r"(?!手记|札记|日记|调查|观察|述评|来信|连线|直击|体验|见闻|感言|简介|站|节|团|会)"
)
_UNNAMED = re.compile(f"(?:{_OWN}|新华社)(?:特约)?(?:评论员|记者)")
"""The paper's own commentator signs without a name."""

_HAS_DEED = re.compile(rf"[{HAN}·•・]{{0,8}}(?:{any_of(DEEDS)})")
_NAME = re.compile(rf"[{HAN}]{{1,4}}|[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}}){{1,3}}|[A-Z][A-Za-z.'’-]{{0,20}}")
_OF_A_SENTENCE = re.compile("[。！？!?…“”「」《》；;]")
_SOURCES = ("来源", "稿源", "转自", "作者", "记者", "通讯员", "文字", "摄影")
_FIELD = re.compile(
    rf"(?P<label>{any_of(_SOURCES)}|责任编辑|责编|编辑|发布时间|时间)\s?[:：]\s?[^\s:：|｜]{{1,20}}"
    rf"(?:[ \u3000][{HAN}]{{2,4}}(?![{HAN}:：])){{0,4}}"
)
_TIME = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{1,2}:\d{2}(?::\d{2})?|[\s|｜]")
_ENGLISH = re.compile(r"[Bb][Yy] [A-Z]")
_AUTHOR_NOTE = re.compile(r"[（(](?:本文|文章)?(?:作者|笔者)(?:单位|系|为|是|均为|[:：]).{2,50}[）)]")


def is_byline(text: str) -> bool:
    """Return whether the whole text says who wrote it: ``□ 本报记者 …``, ``记者 … 报道``, ``来源：…``, ``By …``."""
    if len(text) > LONGEST:
        return False
    return (
        _is_credit(without_marks(text), marked=text[0] in "□■") or _is_web_credit(text) or _is_english(text)
    )


def is_closing_credit(text: str) -> bool:
    """Return whether the text is a credit in round brackets: ``（记者 …）``, ``（王小明）``, ``（作者单位：…）``."""
    if not (4 <= len(text) <= LONGEST and text[0] in "（(" and text[-1] in "）)"):
        return False
    return bool(_AUTHOR_NOTE.fullmatch(text)) or _is_credit(text[1:-1].strip(), marked=True)


def dateline_length(text: str) -> int:
    """Return the length of the dateline at the front of the text, or 0.

    Such are ``本报讯``, ``新华社北京3月5日电（记者 …）`` and, as in Taiwan, ``〔記者…／台北報導〕``.
    """
    head = text[:LONGEST]
    found = DATELINE.match(plain(head).translate(_TRADITIONAL))
    if not found:
        return _bracketed_length(head)
    rest = head[found.end() :]
    blanks = len(rest) - len(rest.lstrip())
    # Right after a dateline even names without a role are those of the reporters.
    credit = _bracketed_length(rest[blanks:], marked=True)
    return found.end() + (blanks + credit if credit else 0)


def _bracketed_length(text: str, *, marked: bool = False) -> int:
    """Return the length of a credit in brackets that opens the text, or 0."""
    closer = BRACKETS.get(text[:1], "")
    end = text.find(closer, 1) if closer else -1
    return end + 1 if end > 0 and _is_credit(text[1:end].strip(), marked=marked) else 0


def _is_credit(text: str, *, marked: bool) -> bool:
    """Return whether the text is roles, deeds and names only; ``marked`` text may do without a role."""
    if not text or _OF_A_SENTENCE.search(text):
        return False
    text = plain(text).translate(_TRADITIONAL)
    named, roles = _ROLE.subn(" ", re.sub("[文图]/[文图]", " 文图 ", text))
    words = [word for word in BETWEEN.split(named) if word]
    deeds = [word for word in words if _HAS_DEED.fullmatch(word)]
    names = [word for word in words if word not in deeds]
    if not all(_NAME.fullmatch(name) for name in names) or len(names) > 12:
        return False
    if roles:
        return bool(words) or bool(_UNNAMED.fullmatch(text))
    people = bool(names) and all(_is_person(name) for name in names)
    return people and (marked or bool(deeds)) and _are_whole_names(names)


def _is_person(name: str) -> bool:
    simplified = to_simplified(name)
    if len(name) > 4 or "·" in name:
        return "·" in name
    return could_be_surname(simplified[0]) or starts_with_compound_surname(simplified)


def _are_whole_names(names: list[str]) -> bool:
    """Return whether the names are of two or three characters, as nearly all are; four need a surname of two."""
    return all(
        "·" in name or 2 <= len(name) <= 3 or starts_with_compound_surname(to_simplified(name))
        for name in names
    )


def _is_web_credit(text: str) -> bool:
    """Return whether the text is ``2024-05-21 08:30 来源：… 记者：…`` or a part of it with a source or an author."""
    if ":" not in text and "：" not in text:
        return False
    text = text.translate(_TRADITIONAL)
    labels = [found["label"] for found in _FIELD.finditer(text)]
    rest = _TIME.sub("", _FIELD.sub("", text))
    return not rest and any(label in _SOURCES for label in labels)


def _is_english(text: str) -> bool:
    words = re.sub(r",|\band\b|&", " ", text).split()[1:]
    return bool(_ENGLISH.match(text)) and len(words) <= 10 and all(word[0].isupper() for word in words)
