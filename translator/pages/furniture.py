"""Page furniture: lines that belong to the paper or the web site, and to no article.

A rule looks at the whole of one line. What it recognises stays in the job and is never translated, so that a rule
must hold for no line of an article.
"""

from __future__ import annotations

import re
from collections.abc import Callable

LONGEST_FURNITURE = 90
"""Characters; longer lines are not even looked at."""

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


def furniture_rule(text: str) -> str | None:
    """Return the name of the first rule by which the line is furniture, or ``None``."""
    if len(text) > LONGEST_FURNITURE:
        return None
    return next((name for name, is_furniture in FURNITURE_RULES if is_furniture(text)), None)


def ends_article(text: str) -> bool:
    """Return whether the whole text sends readers to another page or marks an end: ``（下转第三版）``, ``（完）``."""
    return bool(_JUMP.fullmatch(text) or _END_MARK.fullmatch(text))


def continued(text: str) -> bool:
    """Return whether the whole text says that what follows began on another page: ``（上接第一版）``."""
    return bool(_CONTINUED.fullmatch(text))
