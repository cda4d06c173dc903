"""Own what one line of a newspaper page shows by itself: small named rules, each with its evidence.

A rule looks at one line's words, length, punctuation, emphasis and markup, never at particular strings of a page.
What a line is in its article depends on its neighbours too: that is `translator.articles`' business.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from translator.model import Line, Markup

LONGEST_HEADLINE = 40
"""Characters; newspaper headlines run to about 30, kickers a little longer."""

SHORTEST_RUNNING_TEXT = 22
"""Characters from which a line with a comma in it is taken for running text."""

_CLOSERS = "”’」』）》】〉）)\"'］]"
_TERMINAL = "。！？!?…；;：:.⋯~～—"


class Shape(StrEnum):
    """What a line looks like by itself."""

    FURNITURE = "furniture"
    BYLINE = "byline"
    HEADING = "heading"
    CAPTION = "caption"
    TABLE_CELL = "table cell"
    LIST_ITEM = "list item"
    ORDINAL = "ordinal heading"
    BOLD = "bold line"
    SHORT = "short line"
    BODY = "running text"


Rule = Callable[[Line], bool]


# --- page furniture --------------------------------------------------------------------------------

_PAPER = r"(?:日报|晚报|早报|晨报|时报|商报|周报|周刊|都市报|快报|参考|新闻网|电视台|广播电台)"
_CHANNEL = r"(?:客户端|微信|微博|抖音|快手|公众号|视频号|小程序|官网|扫码|二维码)"
_MASTHEAD = re.compile(
    rf"(?:{_CHANNEL}\s*)?\S{{0,6}}{_PAPER}(?:\s*{_CHANNEL})?|(?:\S{{0,8}}{_PAPER})?{_CHANNEL}(?:号)?"
)
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第?\s*[0-9０-９A-Z]{1,4}\s*版?(?:\s*[/／]\s*\d{1,3})?|第[一二三四五六七八九十]{1,3}版)[-—–·\s]*"
    r"|[A-Z]?\d{1,3}\s*版?\s*[:：|｜]?\s*(?:要闻|综合|国际|国内|经济|体育|文化|社会|专题|广告|评论|副刊|时政|财经|理论)"
)
_DATE = re.compile(
    r"(?:\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-./]\d{1,2}[-./]\d{1,2})"
    r"[\s,，|｜]*(?:星期[一二三四五六日天]|周[一二三四五六日])?[\s,，|｜]*(?:农历\S{2,12}|第?\d{1,6}期|\d{1,2}:\d{2}(?::\d{2})?)?"
)
_STAFF_WORD = (
    r"(?:责任?编辑?|美术?编辑?|编辑|校对|版式|组版|主编|审读|检校|监制"
    r"|值班主任|值班编辑|图编|排版|制图|策划|统筹)"
)
_STAFF = re.compile(rf"[□■◆●]?\s*(?:本版|今日)?{_STAFF_WORD}(?:\s*[:：/／|｜]\s*|\s+)\S.{{0,60}}")
_JUMP = re.compile(
    r"[（(【\[]?\s*(?:紧|下|上)?(?:转|接)第?\s*[0-9一二三四五六七八九十A-Z]{1,4}\s*版.{0,12}[）)】\]]?"
)
_IMPRINT = re.compile(
    r"(?:https?://|www\.)\S+|.{0,20}(?:版权所有|未经授权|ICP备|刊号|邮发代号|新闻热线|投稿邮箱|广告热线|订阅热线).{0,60}"
)


def masthead(line: Line) -> bool:
    """Hold when the whole line is the name of a paper or of its channels (app, WeChat)."""
    return line.markup is Markup.TEXT and bool(_MASTHEAD.fullmatch(line.text))


def page_number(line: Line) -> bool:
    """Hold when the whole line is a page number, with or without the name of the section."""
    return bool(_PAGE_NUMBER.fullmatch(line.text))


def date_line(line: Line) -> bool:
    """Hold when the whole line is a date, with weekday or issue number."""
    return bool(_DATE.fullmatch(line.text))


def staff_line(line: Line) -> bool:
    """Hold when the line opens with an editor's or proof-reader's office and goes on with names only."""
    return bool(_STAFF.fullmatch(line.text)) and not re.search("[，。！？]", line.text)


def jump_line(line: Line) -> bool:
    """Hold when the whole line sends the reader to another page."""
    return bool(_JUMP.fullmatch(line.text))


def imprint(line: Line) -> bool:
    """Hold when the line is an address, a copyright notice or an issue number of the paper."""
    return bool(_IMPRINT.fullmatch(line.text)) and len(line.text) <= 90


FURNITURE_RULES: tuple[Rule, ...] = (masthead, page_number, date_line, staff_line, jump_line, imprint)


def jump_at_end(text: str) -> int:
    """Give the offset at which a paragraph's text ends and a jump line set run-in begins, or the length."""
    found = re.search(rf"{_JUMP.pattern}$", text)
    return found.start() if found and found.start() > 0 and text[found.start()] in "（([【" else len(text)


# --- bylines and datelines -------------------------------------------------------------------------

_NAME = r"(?:[㐀-鿿]{2,4}|[㐀-鿿]\s[㐀-鿿]|[㐀-鿿]{1,8}(?:[·•・][㐀-鿿]{1,8})+)"
_OFFICE = (
    r"(?:(?:本报|本刊|本台|本网|[㐀-鿿]{2,8}(?:社|报|网|台|客户端)|融媒体?|全媒体|首席|特约|特派|驻[㐀-鿿]{2,6}|见习|实习|高级)*"
    r"(?:记者|通讯员|通信员|實習生|实习生|評論員|评论员|撰稿人?|撰文|特派員|特派员|攝影|摄影|作者|文/图|图/文|文[/／]?|图[/／]?)"
    r"|記者|通訊員)"
)
_DONE = r"(?:摄影报道|整理报道|综合报道|联合报道|报道|報道|報導|攝|摄|文/图|图/文|文|图|整理)"
_BYLINE = re.compile(
    rf"[□■◆●▲○☆★◎]?\s*[（(]?(?:{_OFFICE}\s*[:：/／]?\s*{_NAME}(?:[\s、，,]+{_NAME})*[\s、，,/／]*)+{_DONE}?[）)]?"
)
_SOURCE = re.compile(r"(?:来源|來源|转自|据)\s*[:：]\s*\S{2,20}")

_PLACE_AND_DAY = r"(?:[㐀-鿿]{2,8})?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[㐀-鿿]{2,6})?(?:专电|電|电|讯|訊|消息)"
_SENDER = r"(?:本报|本刊|本网|[㐀-鿿]{2,6}(?:社|报|网)|中新网|央视网)"
_DATELINE = re.compile(
    rf"(?:据)?{_SENDER}(?:[㐀-鿿]{{2,10}})?(?:\d{{4}}年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:晚|上午|下午)?(?:专电|電|电|讯|訊|消息)"
    rf"(?:\s*[（(](?:{_OFFICE}\s*[:：]?\s*{_NAME}(?:[\s、，,]+{_NAME})*[\s、，,；;]*)+[）)])?"
)


def byline(line: Line) -> bool:
    """Hold when the whole line is offices (记者, 通讯员 …) with names, or names the source."""
    return len(line.text) <= 60 and bool(_BYLINE.fullmatch(line.text) or _SOURCE.fullmatch(line.text))


def dateline_end(line: Line) -> int:
    """Give the length of the dateline that opens the line, or 0.

    Evidence is the sender and 讯, 电 or 消息 (``新华社北京3月5日电（记者 …）``), when set in bold or
    followed by white space, a colon or a full sentence.
    """
    found = _DATELINE.match(line.text)
    if not found:
        return 0
    end = found.end()
    return end if end < len(line.text) and (line.emphasis == 0 or line.emphasis >= end - 1) else 0


# --- the text itself ---------------------------------------------------------------------------------

_ORDINAL_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,4}[章节部分编])\s*\S"
)
_ITEM = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]\s*\S|\d{1,2}(?:[.．](?!\d)|、|[)）])\s*\S|[①-⑳]|第[一二三四五六七八九十百\d]{1,4}条"
    r"|[•●◆▪]\s*\S"
)
_CAPTION = re.compile(
    r"(?:[▲△▼↑↓]|图[①-⑩一二三四五六七八九十\d]{0,2}[:：为]|(?:上|下|左|右)图[:：为，]).+|.+[（(][^（）()]{2,16}摄[）)]。?"
)


def ends_sentence(text: str) -> bool:
    """Hold when the text ends as a sentence or a heading of a list does, closing quotes and brackets aside."""
    bare = text.rstrip(_CLOSERS)
    return bare == "" or bare != text or bare[-1] in _TERMINAL


def running_text(line: Line) -> bool:
    """Hold when the line has the punctuation and length of running text rather than of a headline."""
    text = line.text
    if re.search("[。；;]", text) or (ends_sentence(text) and re.search("[，,。！？：]", text)):
        return True
    if len(text) > LONGEST_HEADLINE:
        return True
    return len(text) >= SHORTEST_RUNNING_TEXT and bool(re.search("[，,]", text))


def ordinal_heading(line: Line) -> bool:
    """Hold for ``一、…`` or ``第一章 …`` that is short and does not end as a sentence."""
    return (
        bool(_ORDINAL_HEADING.match(line.text))
        and len(line.text) <= LONGEST_HEADLINE
        and not ends_sentence(line.text)
    )


def list_item(line: Line) -> bool:
    """Hold for the input's own lists, and for lines that open with ``（一）``, ``1.``, ``①`` or ``第一条``."""
    return line.markup is Markup.LIST_ITEM or bool(_ITEM.match(line.text))


def caption(line: Line) -> bool:
    """Hold for the input's own captions, and for lines that point at a picture or end in a photographer."""
    return line.markup is Markup.CAPTION or bool(_CAPTION.fullmatch(line.text))


def bold_line(line: Line) -> bool:
    """Hold when a short line is set in bold from end to end."""
    return 0 < len(line.text) <= line.emphasis and len(line.text) <= LONGEST_HEADLINE


SHAPE_RULES: tuple[tuple[Rule, Shape], ...] = (
    *((rule, Shape.FURNITURE) for rule in FURNITURE_RULES),
    (byline, Shape.BYLINE),
    (lambda line: line.markup is Markup.HEADING, Shape.HEADING),
    (lambda line: line.markup is Markup.TABLE_CELL, Shape.TABLE_CELL),
    (caption, Shape.CAPTION),
    (ordinal_heading, Shape.ORDINAL),
    (list_item, Shape.LIST_ITEM),
    (lambda line: dateline_end(line) > 0, Shape.BODY),
    (bold_line, Shape.BOLD),
    (running_text, Shape.BODY),
)


def shape_of(line: Line) -> tuple[Shape, str]:
    """Give the first shape whose rule holds and the rule's name; what is left is a short plain line."""
    for rule, shape in SHAPE_RULES:
        if rule(line):
            name = rule.__name__
            return shape, shape.value if name == "<lambda>" else name.replace("_", " ")
    return Shape.SHORT, Shape.SHORT.value
