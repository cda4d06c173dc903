"""Own how lines that say who reports, and from where, are told from other text; must not translate them.

A credit is taken apart into words: offices (记者, 通讯员 …), what was done (报道, 摄 …) and names. Every pattern is
tried on a few dozen characters only, so that no line, however long, costs more than its length.
"""

from __future__ import annotations

import re

from translator.text.pinyin import could_be_surname, starts_with_compound_surname
from translator.text.scripts import HAN, to_simplified

_LONGEST = 80
"""Characters; no byline is longer."""

_MARKS = "□■◆◇●▲○☆★◎◈※"
_PREFIX = (
    r"(?:本报|本刊|本台|本网|本社|融媒体?|全媒体|首席|特约|特派|見習|见习|實習|实习|高级|攝影|摄影|摄影报道|"
    rf"驻[{HAN}]{{2,4}}|[{HAN}]{{2,6}}(?:社|报|報|网|網|台|客户端))"
)
_OFFICE = re.compile(
    rf"{_PREFIX}{{0,3}}(?:记者|記者|通讯员|通信员|通訊員|评论员|評論員|特派员|特派員|实习生|實習生|撰稿人?|撰文|作者)"
    r"(?!手记|札记|日记|调查|观察|述评|来信|连线|直击|体验|见闻|感言|简介|站|节|团|会)"
)
_UNNAMED = re.compile("(?:本报|本刊|本台|新华社|新華社)(?:特约|特約)?(?:评论员|評論員|记者|記者)")
"""The paper's own commentator signs without a name."""
_DONE = (
    "摄影报道|图文报道|整理报道|综合报道|联合报道|采访报道|報導|報道|报道|專訪|专访|采写|整理|供图"
    "|摄影|攝影|攝|摄|文并摄|文图|图文|文|图"
)
_HAS_DONE = re.compile(rf"[{HAN}·•・]{{0,8}}(?:{_DONE})")
_BETWEEN = re.compile(r"[\s、，,;；/／:：|｜丨]+")
_NAME = re.compile(rf"[{HAN}]{{1,4}}|[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}}){{1,3}}|[A-Z][A-Za-z.'’-]{{0,20}}")
_OF_A_SENTENCE = re.compile("[。！？!?…“”「」《》；;]")
_LABELS = "来源|來源|稿源|转自|轉自|作者|记者|記者|通讯员|文字|摄影"
_FIELD = re.compile(
    rf"(?P<label>{_LABELS}|责任编辑|责编|编辑|发布时间|时间)\s?[:：]\s?[^\s:：|｜]{{1,20}}"
    rf"(?:[ \u3000][{HAN}]{{2,4}}(?![{HAN}:：])){{0,4}}"
)
_TIME = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{1,2}:\d{2}(?::\d{2})?|[\s|｜]")
_ENGLISH = re.compile(r"[Bb][Yy] [A-Z]")
_AUTHOR_NOTE = re.compile(r"[（(](?:本文|文章)?(?:作者|笔者)(?:单位|系|为|是|均为|[:：]).{2,50}[）)]")
_BRACKETS = {"（": "）", "(": ")", "【": "】", "〔": "〕", "[": "]", "［": "］"}


def is_byline(text: str) -> bool:
    """Hold when the whole text says who wrote it: ``□ 本报记者 …``, ``记者 … 报道``, ``来源：…``, ``By …``."""
    if len(text) > _LONGEST:
        return False
    return (
        _is_credit(_without_marks(text), marked=text[0] in "□■") or _is_web_credit(text) or _is_english(text)
    )


def is_closing_credit(text: str) -> bool:
    """Hold for a credit in round brackets: ``（记者 …）``, ``（王小明 李红）``, ``（作者单位：…）``."""
    if not (4 <= len(text) <= _LONGEST and text[0] in "（(" and text[-1] in "）)"):
        return False
    return bool(_AUTHOR_NOTE.fullmatch(text)) or _is_credit(text[1:-1].strip(), marked=True)


def dateline_length(text: str) -> int:
    """Give the length of the dateline at the front of the text, or 0.

    Such are ``本报讯``, ``新华社北京3月5日电（记者 …）`` and, as in Taiwan, ``〔記者…／台北報導〕``.
    """
    head = text[:_LONGEST]
    found = _DATELINE.match(head)
    if not found:
        return _bracketed_length(head)
    rest = head[found.end() :]
    blanks = len(rest) - len(rest.lstrip())
    # Right after a dateline even names without an office are those of the reporters.
    credit = _bracketed_length(rest[blanks:], marked=True)
    return found.end() + (blanks + credit if credit else 0)


_DATELINE = re.compile(
    r"(?:据)?(?:本报|本刊|本网|本台|新华社|新華社|新华网|中新社|中新网|中央社|人民网|央视网|法新社|路透社|美联社|塔斯社|共同社|韩联社"
    rf"|[{HAN}]{{2,4}}(?:日报|晚报|早报|晨报|时报|商报|都市报|快报|日報|晚報|時報|通讯社|新闻网|在线)社?)"
    rf"(?:(?![的了在从和与向对将被把获])[{HAN}·]){{0,8}}?"
    r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:上午|下午|凌晨|晚|综合)?"
    r"(?:专电|專電|电|電|讯|訊|消息)(?![视視话話影台脑腦器子力网網商动動信稿息线線报報机機，,])"
)


def _bracketed_length(text: str, *, marked: bool = False) -> int:
    """Give the length of a credit in brackets that opens the text, or 0."""
    closer = _BRACKETS.get(text[:1], "")
    end = text.find(closer, 1) if closer else -1
    return end + 1 if end > 0 and _is_credit(text[1:end].strip(), marked=marked) else 0


def _without_marks(text: str) -> str:
    bare = text.lstrip(_MARKS).strip()
    if bare and _BRACKETS.get(bare[0]) == bare[-1]:
        bare = bare[1:-1].strip()
    return bare


def _is_credit(text: str, *, marked: bool) -> bool:
    """Hold when the text is nothing but offices, deeds and names; ``marked`` text may do without an office."""
    if not text or _OF_A_SENTENCE.search(text):
        return False
    named, offices = _OFFICE.subn(" ", re.sub("[文图][/／][文图]", " 文图 ", text))
    words = [word for word in _BETWEEN.split(named) if word]
    deeds = [word for word in words if _HAS_DONE.fullmatch(word)]
    names = [word for word in words if word not in deeds]
    if not all(_NAME.fullmatch(name) for name in names) or len(names) > 12:
        return False
    if offices:
        return bool(words) or bool(_UNNAMED.fullmatch(text))
    people = bool(names) and all(_is_person(name) for name in names)
    return people and (marked or bool(deeds)) and _are_whole_names(names)


def _is_person(name: str) -> bool:
    simplified = to_simplified(name)
    if len(name) > 4 or "·" in name:
        return "·" in name
    return could_be_surname(simplified[0]) or starts_with_compound_surname(simplified)


def _are_whole_names(names: list[str]) -> bool:
    """Hold when the names are of two or three characters, as nearly all are; four need a surname of two."""
    return all(
        "·" in name or 2 <= len(name) <= 3 or starts_with_compound_surname(to_simplified(name))
        for name in names
    )


def _is_web_credit(text: str) -> bool:
    """Hold for ``2024-05-21 08:30 来源：… 记者：…`` and parts of it that name a source or an author."""
    if ":" not in text and "：" not in text:
        return False
    labels = [found["label"] for found in _FIELD.finditer(text)]
    rest = _TIME.sub("", _FIELD.sub("", text))
    return not rest and any(label in _LABELS.split("|") for label in labels)


def _is_english(text: str) -> bool:
    words = re.sub(r",|\band\b|&", " ", text).split()[1:]
    return bool(_ENGLISH.match(text)) and len(words) <= 10 and all(word[0].isupper() for word in words)
