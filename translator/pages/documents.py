"""What official documents have and newspaper articles do not: numbers, notes, annexes, signatures, titles in lines.

The forms are those of GB/T 9704-2012 (layout of official documents of Party and government bodies).
"""

from __future__ import annotations

import re

from translator.text.scripts import HAN

_LONGEST_TITLE = 90
"""Characters of a title, however many lines it takes."""

_LONGEST_HISTORY = 600
"""Characters of the note that names every amendment of a law."""

_NUMERALS = "一二三四五六七八九十百零〇"
_YEAR = r"(?:\d{4}|[一二三四五六七八九〇○零]{4})年"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
_DATE = _YEAR + _DAY

_GENRE = (
    "通知|意见|解释|规则|准则|决定|决议|通告|公告|公示|通报|报告|请示|批复|函|纪要|命令|办法|规定|条例|细则|方案|计划|规划|纲要"
    "|措施|公报|倡议书|公开信|说明|名单|汇报|讲话|致辞|发言|建议|批评|表彰"
)
_ABOUT = re.compile(
    rf"[^。；！？，,：:]{{0,50}}关于[^。；！？]{{2,80}}(?:{_GENRE})(?:[（(][^（）()]{{1,20}}[）)])?"
)
_SPEECH = re.compile(r"在[^。；！？，]{4,60}(?:上|时)的(?:讲话|致辞|发言|报告|演讲|主持词|总结讲话)")
_WORD_OF_A_SENTENCE = (
    "[了把被的]|如何|怎[样樣么麼]|召[开開]|[举舉][行办辦]|主持|[实實][现現]|走[进進访訪]|[开開][创創]|打造|成立|新增|揭牌|慰[问問]|出席"
    "|[会會][见見]|看望|来到|來到|印[发發]|出[台臺]|入[选選]|荣获|榮獲|迎[来來]|成[为為]|[奋奮]力|全力|力[争爭]"
)
"""A text that has one of them says what happens, and is no name."""
_WORD_IN_A_BODY = (
    "政府|委员会|办公厅|办公室|大会|委|院|会议|法院|检察院|总队|调查队|支队|(?<!上市)公司|(?<![客餐展大])厅"
    "|(?<![干幹内內外中东東西南北])(?<!(?<!安)全)部|(?<![开開布格棋变變大破僵困])(?<![开開]新)(?<!(?<!安)全)局"
)
"""The last word of a name; 开局, 格局, 全局, 干部, 内部 and 客厅 are no bodies."""
_BODY = re.compile(rf"(?!.*(?:{_WORD_OF_A_SENTENCE}))[{HAN}（）\s]{{2,40}}(?:{_WORD_IN_A_BODY})")
_MOST_BODIES = 6
_KIND = re.compile(rf"[{HAN}]{{0,4}}(?:{_GENRE}|令)(?:[（(][^（）()]{{1,20}}[）)])?")
_NOTICE = re.compile(
    rf"[{HAN}《》“”（）]{{0,24}}(?:声明|启事|公告|公示|通告|讣告|倡议书|公开信|更正|致歉信|感谢信|招聘信息|寻人启示|告示|聲明|啟事|公示)"
)
_TITLE_PART = re.compile(
    r"[（(](?:试行|暂行|草案|修订|修正|修订稿|征求意见稿|讨论稿|摘要|节选|全文|代拟稿|送审稿"
    r"|\d{4}(?:年)?\s?[—–－~～至-]{1,2}\s?\d{4}年|\d{4}年(?:版|度|本)?|第[^（）()]{1,6}[号批版期])[）)]"
)

_NOTES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("issuer of a document", re.compile(rf"[{HAN}（）]{{4,40}}文件")),
    (
        "document number",
        re.compile(
            rf"[{HAN}]{{1,14}}\s?[〔\[（(［【]\s?\d{{4}}\s?[〕\]）)］】]\s?(?:第\s?)?\d{{1,5}}\s?号(?:\s+签发人[:：].{{2,20}})?"
            rf"|[（(]\s?\d{{4}}\s?[）)][{HAN}\d]{{1,12}}\d{{1,6}}号(?:之[{_NUMERALS}]{{1,2}})?"
            rf"|[（(]?第\s?[\d{_NUMERALS}]{{1,6}}\s?号[）)]?|[〔\[]\s?\d{{4}}\s?[〕\]]\s?第?\s?\d{{1,4}}\s?[号期]"
        ),
    ),
    (
        "part of a serial",
        re.compile(rf"[^。，；]{{0,30}}连\s?载\s?[·・:：—－（(]{{0,2}}\s?[\d{_NUMERALS}]{{1,4}}\s?[）)]?"),
    ),
    ("annex", re.compile(rf"附\s*[件表录錄]\s*[\d{_NUMERALS}]{{0,3}}\s?[:：]?")),
    ("table of contents", re.compile(r"目\s*[录錄次]")),
    ("list of annexes", re.compile(r"附[件表]\s?\d{0,2}\s?[:：]\s?\S.{0,80}(?<![。！？])")),
    (
        "note of a document",
        re.compile(
            r"[（(]此[件文][^（）()]{2,20}[）)]"
            rf"|[（(]?(?:信息|政府信息)?公开(?:方式|选项|形式|属性|类别|类型)\s?[:：]\s?[{HAN}]{{2,8}}[）)]?"
        ),
    ),
    ("distribution", re.compile(r"(?:抄送|抄报|抄發|分送|主题词|签发人|会签人)\s?[:：].{1,300}")),
    ("imprint of a document", re.compile(rf".{{4,40}}\s{_DATE}\s?印发")),
    ("occasion", re.compile(rf"[（(]\s?{_DATE}\s?[）)]|[—–－]{{1,2}}\s?{_DATE}[，,]?在.{{2,70}}[上时]")),
    (
        "history of a law",
        re.compile(
            rf"[（(]\s?{_DATE}.{{2,{_LONGEST_HISTORY}}}(?:通过|修正|修订|公布|发布|批准|施行)[^。；！？]{{0,20}}[）)]"
        ),
    ),
)

CLOSING_NOTES = frozenset({"list of annexes", "note of a document", "distribution", "imprint of a document"})
"""Notes that stand under the text of a document; the others stand above it."""


def note(text: str) -> str:
    """Return the name of the note of an official document that the whole text is, or an empty string."""
    if len(text) > _LONGEST_HISTORY:
        return ""
    return next((name for name, form in _NOTES if form.fullmatch(text)), "")


def date_in_words(text: str) -> bool:
    """Return whether the whole text is a date: ``2024年6月20日``, ``二〇二四年六月二十日``."""
    return bool(re.fullmatch(_DATE, re.sub(r"\s", "", text[:30])))


def document_title(text: str) -> bool:
    """Return whether the whole text is a title as documents and speeches have: ``…关于…的通知``, ``在…上的讲话``."""
    return len(text) <= _LONGEST_TITLE and bool(_ABOUT.fullmatch(text) or _SPEECH.fullmatch(text))


def title_of_notice(text: str) -> bool:
    """Return whether the whole text is a title as notices have it: ``遗失声明``, ``招聘启事``."""
    return bool(_NOTICE.fullmatch(re.sub(r"\s", "", text[:_LONGEST_TITLE])))


def names_bodies(text: str) -> bool:
    """Return whether the whole text names the bodies that issue a document, blanks between them."""
    names = text.split()
    return 0 < len(names) <= _MOST_BODIES and all(_BODY.fullmatch(name) for name in names)


def signer(text: str) -> bool:
    """Return whether the text may name a body that signs a document: a name, no number and nothing after a colon."""
    return not re.search(r"[\d：:，。！？]", text)


def title_in_lines(lines: list[str]) -> bool:
    """Return whether the lines are one title that was set in several.

    Evidence is a title as documents have it, none of whose lines is one by itself, a line that an open bracket or
    quotation mark breaks off, or a last line such as ``（试行）``.
    """
    *upper, last = lines
    if _TITLE_PART.fullmatch(last):
        return len(upper) == 1 or title_in_lines(upper)
    whole = "".join(lines)
    if len(whole) > _LONGEST_TITLE or any(document_title(line) for line in upper):
        return False
    return _open_bracket(upper, whole) or _named_by_a_body(lines, whole)


def _named_by_a_body(lines: list[str], whole: str) -> bool:
    """Return whether the lines are the body that issues a document, what it is about, and its kind."""
    by_a_body = bool(_BODY.fullmatch(lines[0]))
    if len(lines) == 2 and by_a_body and _KIND.fullmatch(re.sub(r"\s", "", lines[-1])):
        return True
    if document_title(lines[-1]) and not (by_a_body and lines[-1].startswith("关于")):
        return False
    return document_title(whole) and (by_a_body or bool(re.search("关于|^在", lines[0])))


_PAIRS = ("《》", "“”", "（）", "「」", "『』", "〈〉")


def _open_bracket(upper: list[str], whole: str) -> bool:
    """Return whether the last break stands inside a pair of brackets or quotation marks that the whole closes."""
    before = "".join(upper)
    opened = [pair for pair in _PAIRS if before.count(pair[0]) > before.count(pair[1])]
    return bool(opened) and all(whole.count(pair[0]) == whole.count(pair[1]) for pair in opened)
