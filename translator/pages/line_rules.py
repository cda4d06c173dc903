"""Rules about single lines of a newspaper page.

A rule looks at a line's words, length, punctuation, emphasis and markup. What the line is in its article depends on
its neighbours too; see `translator.pages.articles`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from translator.model import Line, Markup
from translator.text.bylines import dateline_length, is_byline, is_closing_credit
from translator.text.scripts import HAN

LONGEST_HEADLINE = 80
"""Columns, a Chinese character taking two; Chinese headlines run to about 30 characters, English ones to 80 letters."""

SHORTEST_RUNNING_TEXT = 44
"""Columns from which a line with a comma in it is taken for running text."""

_LONGEST_FURNITURE = 90
"""Characters; longer lines are not even looked at."""

_CLOSERS = "”’」』）》】〉）)\"'］]"
_TERMINAL = "。！？!?…；;：:.⋯~～—"


class Shape(StrEnum):
    """What a line looks like by itself."""

    FURNITURE = "furniture"
    BYLINE = "byline"
    CREDIT = "closing credit"
    HEADING = "heading"
    CAPTION = "caption"
    TABLE_CELL = "table cell"
    LIST_ITEM = "list item"
    ORDINAL = "ordinal heading"
    BOLD = "bold line"
    SHORT = "short line"
    BODY = "running text"


BYLINES = (Shape.BYLINE, Shape.CREDIT)
SHORT_LINES = (Shape.SHORT, Shape.BOLD)
TEXTS = (Shape.BODY, Shape.LIST_ITEM, Shape.TABLE_CELL, Shape.CAPTION)


# --- page furniture --------------------------------------------------------------------------------

_PAPER = (
    r"(?:日报|晚报|早报|晨报|时报|商报|周报|周刊|都市报|快报|日報|晚報|時報|参考消息|新闻网|电视台|广播电台)"
)
_CHANNEL = r"(?:客户端|微信|微博|抖音|快手|公众号|视频号|小程序|官网|扫码|二维码)"
_MASTHEAD = re.compile(
    rf"(?:{_CHANNEL}\s?)?[^\s:：]{{0,6}}{_PAPER}(?:\s?{_CHANNEL})?|(?:[^\s:：]{{0,8}}{_PAPER})?{_CHANNEL}(?:号)?"
)
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_SECTION = (
    "要闻|综合|国际|国内|经济|体育|文化|社会|专题|广告|评论|副刊|时政|财经|理论|教育|健康|科技|民生|本地|时事"
    "|特刊"
)
_PAGE_NUMBER = re.compile(
    rf"第?\s?(?:[0-9０-９]{{1,3}}|[A-Z][0-9]{{1,3}}|{_NUMERAL}(?=版))\s?版?(?:\s?[/／]\s?\d{{1,3}}|\s?[:：|｜]?\s?(?:{_SECTION}))?"
)
_SECTION_NAME = re.compile(rf"(?:{_SECTION}|本市|天下)(?:要闻|新闻)|要闻|综合|副刊|专版|广告")
_DATE = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-./]\d{1,2}[-./]\d{1,2}|星期[一二三四五六日天]|周[一二三四五六日]|农历\S{2,12}"
    r"|[总第]{0,2}\d{1,6}期|今日\d{1,3}版|\d{1,2}:\d{2}(?::\d{2})?|[\s,，|｜]"
)
_STAFF_WORD = (
    r"(?:责任编辑|责编|美术编辑|美编|编辑|責任編輯|責編|編輯|校对|校對|版式|组版|主编|审读|检校|监制"
    r"|值班主任|值班编辑|图编|排版|制图|策划|统筹)"
)
_STAFF = re.compile(
    rf"[□■◆●]?\s?(?:本版|今日|执行)?{_STAFF_WORD}(?P<colon>\s?[:：/／|｜])?\s*(?P<rest>\S.{{0,60}})"
)
_JUMP = re.compile(
    rf"[（(【\[]?\s?(?:紧|下|上)?(?:转|接|轉|緊接)第?\s?(?:[A-Z]?[0-9]{{1,3}}|{_NUMERAL})\s?版.{{0,12}}[）)】\]]?"
)
_CONTINUED = re.compile(r"[（(【\[]?\s?(?:上|紧)接第?\s?\w{1,4}\s?版.{0,12}[）)】\]]?")
_END_MARK = re.compile(r"[（(](?:全文)?(?:完|待续|未完待续|待續|END|End)[）)]")
_IMPRINT = re.compile(
    r".{0,20}(?:版权所有|未经授权|ICP备|刊号|邮发代号|新闻热线|投稿邮箱|广告热线|订阅热线|发行热线).{0,60}"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def _is_staff_line(text: str) -> bool:
    """Return whether the line opens with an editor's or proof-reader's office and goes on with names only."""
    found = _STAFF.fullmatch(text)
    if not found or re.search("[，。！？]", text):
        return False
    words = re.sub(rf"{_STAFF_WORD}|[:：/／|｜、]", " ", found["rest"]).split()
    return bool(found["colon"]) or all(len(word) <= 3 for word in words)


def _is_imprint(text: str) -> bool:
    """Return whether the line is an address, a copyright notice or an issue number of the paper."""
    notice = _IMPRINT.fullmatch(text) and (not text.endswith("。") or re.search("版权所有|未经授权", text))
    return bool(notice or _ADDRESS.fullmatch(text))


FURNITURE_RULES: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("masthead", _MASTHEAD.fullmatch),
    ("page number", lambda text: _PAGE_NUMBER.fullmatch(text.strip("-—–· "))),
    ("section name", _SECTION_NAME.fullmatch),
    ("date line", lambda text: text[0].isdigit() and _DATE.match(text) and not _DATE.sub("", text)),
    ("staff line", _is_staff_line),
    ("jump line", _JUMP.fullmatch),
    ("end mark", _END_MARK.fullmatch),
    ("imprint", _is_imprint),
)
"""What holds for a whole line of page furniture, by the name that the block gets as its evidence."""


def bare_date(text: str) -> bool:
    """Return whether the whole text is a date in words: ``2024年6月20日``."""
    return bool(re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", text))


def continued(text: str) -> bool:
    """Return whether the whole text says that what follows began on another page: ``（上接第一版）``."""
    return bool(_CONTINUED.fullmatch(text))


# --- bylines, datelines, and what is set run-in ---------------------------------------------------------


def dateline_end(line: Line) -> int:
    """Return the length of the dateline that opens the line, or 0.

    Evidence is the sender and 讯, 电 or 消息 (``新华社北京3月5日电（记者 …）``); where the line opens in bold, the
    bold must reach as far as the dateline.
    """
    end = dateline_length(line.text)
    return end if line.emphasis == 0 or line.emphasis >= end - 1 else 0


def continued_end(text: str) -> int:
    """Return the offset up to which a paragraph opens with ``（上接第一版）`` set run-in, or 0."""
    if text[0] not in "（(【[":
        return 0
    end = 1 + min((text.find(closer) for closer in "）)】]" if closer in text[:24]), default=-1)
    return end if end and continued(text[:end]) else 0


def closing_start(text: str) -> int:
    """Return the offset at which ``（下转第三版）``, ``（完）`` or ``（记者 张三）`` closes a text, or its length.

    A credit must stand after the end of a sentence, because a name in brackets may belong to the sentence.
    """
    if text[-1] not in "）)】]":
        return len(text)
    tail = text[-_LONGEST_FURNITURE:]
    opener = max(tail.rfind(char) for char in "（(【[")
    start = len(text) - len(tail) + opener
    if opener < 0 or start == 0:
        return len(text)
    closing, before = tail[opener:], text[:start].rstrip()
    if _JUMP.fullmatch(closing) or _END_MARK.fullmatch(closing):
        return start
    return start if before and before[-1] in "。！？”…" and is_closing_credit(closing) else len(text)


# --- the text itself ---------------------------------------------------------------------------------

_ORDINAL_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|第[一二三四五六七八九十百\d]{1,4}(?:章|节|部分|编|篇)(?=[\s:：]))\s*\S"
)
_ITEM = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]\s*\S|\d{1,2}(?:[.．、](?!\d)|[)）])\s*\S|[①-⑳]|第[一二三四五六七八九十百\d]{1,4}条"
    r"|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|[•●◆▪]\s*\S"
)
_POINTER = re.compile(
    r"[▲△▼↑↓]|图[①-⑩一二三四五六七八九十\d]{0,2}[:：为]|[上下左右][图圖][:：为，]|[图圖]说[:：]"
)
_PHOTOGRAPHER = re.compile(
    r"[（(][^（）()]{2,20}(?:摄影|攝影|摄|攝|供图|供圖)[）)]。?$"
    rf"|[\s。](?:本报|新华社)?(?:记者|記者|通讯员|作者)?\s?[{HAN}]{{2,4}}\s?(?:摄影报道|摄影|攝影|摄|攝|供图)$"
)


def columns(text: str) -> int:
    """Return the width of a text, a Chinese character or mark taking two columns.

    Counted on UTF-8, where these take three bytes and ASCII one, because every line is measured several times.
    """
    return (len(text) + len(text.encode("utf-8", "surrogatepass"))) // 2


def ends_sentence(text: str) -> bool:
    """Return whether the text ends as a sentence or a heading of a list does, closing quotes and brackets aside."""
    bare = text.rstrip(_CLOSERS)
    return bare == "" or bare != text or bare[-1] in _TERMINAL


def running_text(line: Line) -> bool:
    """Return whether the line has the punctuation and length of running text rather than of a headline.

    A short line whose only mark is the question or exclamation mark at its end may be either.
    """
    text = line.text
    if re.search(r"[。；;]|[a-z][.](?:\s|$)", text):
        return True
    if ends_sentence(text) and re.search("[，,。！？：]", text[:-1]):
        return True
    width = columns(text)
    return width > LONGEST_HEADLINE or (width >= SHORTEST_RUNNING_TEXT and bool(re.search("[，,]", text)))


def bracketed_label(text: str) -> bool:
    """Return whether the text is the name of a column in brackets: ``【时评】``."""
    return len(text) <= 14 and text[0] + text[-1] in ("【】", "〔〕", "［］", "[]")


def _is_ordinal_heading(line: Line) -> bool:
    """Return whether the line is ``一、…`` or ``第一章 …``, short, and does not end as a sentence."""
    return (
        bool(_ORDINAL_HEADING.match(line.text))
        and columns(line.text) <= LONGEST_HEADLINE
        and not ends_sentence(line.text)
    )


def _is_caption(line: Line) -> bool:
    """Return whether the input says so, or the line points at a picture or ends in a photographer."""
    return (
        line.markup is Markup.CAPTION
        or bool(_POINTER.match(line.text))
        or bool(_PHOTOGRAPHER.search(line.text[-40:]))
    )


def _is_bold(line: Line) -> bool:
    """Return whether a short line is set in bold from end to end."""
    return 0 < len(line.text) <= line.emphasis and columns(line.text) <= LONGEST_HEADLINE


_LOOSE = (Markup.TEXT, Markup.HEADING, Markup.TEXT_BOX)
"""Cells, list items and captions are never furniture or bylines, whatever is in them."""

SHAPE_RULES: tuple[tuple[str, Callable[[Line], object], Shape], ...] = (
    ("closing credit", lambda line: line.markup in _LOOSE and is_closing_credit(line.text), Shape.CREDIT),
    ("byline", lambda line: line.markup in _LOOSE and is_byline(line.text), Shape.BYLINE),
    ("heading", lambda line: line.markup is Markup.HEADING, Shape.HEADING),
    ("table cell", lambda line: line.markup is Markup.TABLE_CELL, Shape.TABLE_CELL),
    ("caption", _is_caption, Shape.CAPTION),
    ("ordinal heading", _is_ordinal_heading, Shape.ORDINAL),
    ("list item", lambda line: line.markup is Markup.LIST_ITEM or _ITEM.match(line.text), Shape.LIST_ITEM),
    ("opens with dateline", dateline_end, Shape.BODY),
    ("bold line", _is_bold, Shape.BOLD),
    ("running text", running_text, Shape.BODY),
)
"""Name, rule and shape; the first rule that holds decides."""


def shape_of(line: Line) -> tuple[Shape, str]:
    """Return the shape of the first rule that holds, and the rule's name; what is left is a short plain line."""
    if line.markup in _LOOSE and len(line.text) <= _LONGEST_FURNITURE:
        for name, is_furniture in FURNITURE_RULES:
            if is_furniture(line.text):
                return Shape.FURNITURE, name
    for name, holds, shape in SHAPE_RULES:
        if holds(line):
            return shape, name
    return Shape.SHORT, Shape.SHORT.value
