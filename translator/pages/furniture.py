"""Page furniture: lines that belong to the paper or the web site, and to no article.

What is recognised here stays in the job and is never translated, so that nothing here may hold for a line of an
article. Most furniture is made up of parts: a date, the lunar date, the issue, a page, a section, the editors, a
button. A line is furniture where such parts fill it from end to end and one of them says enough by itself; the words
are in ``furniture.toml``. What has no parts (a title with its page, the weather, a notice) has a rule of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import chain

from translator.text.bylines import dateline_length
from translator.text.bylines.grammar import any_of
from translator.text.pinyin import COMPOUND_SURNAMES, SURNAMES
from translator.text.scripts import HAN, has_han, narrow, simplified_for_matching
from translator.text.tables import table

LONGEST_FURNITURE = 90
"""Characters; of longer lines only notices are furniture."""

_LONGEST_NOTICE = 300

_WORDS = table("translator.pages", "furniture.toml")


def _any(group: str, *keys: str) -> str:
    """Return a regular expression of the words under these keys."""
    return f"(?:{any_of(re.escape(word) for key in keys for word in _WORDS[group][key].split())})"


# --- parts -----------------------------------------------------------------------------------------

_ENDS = rf"(?![{HAN}A-Za-z0-9])"
_LETTER = "[A-FT]"
"""Of a part of the paper before the number of its page; other letters are those of roads and trains: G50."""
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_NUMERALS = "[〇零○一二三四五六七八九十]"
_OF_A_SENTENCE = "读(?![书者])|[订的了在是向对从给被将把和与上看他她我你们这那诉说过]"
_PAPER_NAME = rf"(?:(?!{_OF_A_SENTENCE})[{HAN}]){{0,8}}?{_any('paper', 'names')}"
_OFFICE = rf"{_any('staff', 'before')}?{_any('staff', 'offices')}"
_LABELS_OF_SITES = _any("labels", "site", "contacts", "topics")
_LABEL = f"(?:{_OFFICE}|{_LABELS_OF_SITES}|{_any('labels', 'other', 'people')})"
_NAME = (
    rf"(?!{_LABEL})(?:[{HAN}·]{{2,6}}(?![{HAN}:：])|[{HAN}][ \u3000]{{1,2}}[{HAN}](?![{HAN}])"
    r"|[A-Za-z.@0-9_-]{2,30})(?:[（(](?:实习|见习|特约)[）)])?"
)
_SURE_NAME = (
    rf"(?:{any_of(COMPOUND_SURNAMES)}|[{''.join(sorted(SURNAMES))}])[ \u3000]?[{HAN}]{{1,2}}(?![{HAN}:：])"
)
_VALUE = r"[^\s:：|｜。，？！]{0,30}"
_COUNT = r"\d[\d,.]{0,11}\s?(?:万|亿|[kKwW])?\+?\s?(?:人|次|条)?"

_MINGUO_DAY = r"1\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)"
"""A day as Taiwan's news agency writes it: 1110921 is 21 September of the 111th year of the Republic, 2022."""
_DAY_IN_WORDS = (
    r"\d{4}\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?"
    rf"|{_NUMERALS}{{4}}年{_NUMERALS}{{1,2}}月(?:{_NUMERALS}{{1,3}}日)?"
)

_PARTS: dict[str, str] = {
    "date": rf"{_DAY_IN_WORDS}|\d{{4}}\s?\d{{2}}/\d{{2}}(?!\d)|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d)|{_MINGUO_DAY}"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2},? \d{4}(?!\d)",
    "weekday": rf"(?:星期|礼拜)[一二三四五六日天](?![{HAN}])",
    "lunar date": rf"(?:农历|夏历)[{HAN}]{{0,4}}月(?:初|十|廿|二|三)?[一二三四五六七八九十]{_ENDS}"
    r"|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年闰?[正一二三四五六七八九十冬腊]{1,2}月"
    rf"(?:初|十|廿|二|三)?[一二三四五六七八九十]{_ENDS}",
    "local time": rf"(?:北京|香港|台北)时间\s?(?:上午|下午)?\s?\d{{1,2}}时(?:\d{{1,2}}分)?{_ENDS}",
    "time": r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)",
    "day": rf"\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}/\d{{1,2}}{_ENDS}|周[一二三四五六日]{_ENDS}"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
    "issue": rf"(?:总|总第)\s?\d{{1,6}}\s?[期号]|第\s?\d{{4,6}}\s?号"
    rf"|(?:第|新)?\s?\d{{3,6}}\s?期|\d{{4}}年第\d{{1,2}}期{_ENDS}"
    r"|(?:今日|本期|今天)\s?(?:共|出版)?\s?(?:\d{1,3}\s?[版页]|[一二三四五六七八]大?张)",
    "publication number": r"国内统一(?:连续出版物|刊)号\s?[:：]?\s?(?:CN)?\s?\d{2}\s?[-—－–]\s?\d{4}(?:/[A-Z]{1,2})?"
    r"|CN\s?\d{2}[-—－–]\d{4}|ISSN\s?\d{4}[-—－–]\d{3}[\dX]|(?:邮发)?代号\s?[:：]?\s?\d{1,3}\s?[-—－–]\s?\d{1,4}",
    "page number": rf"(?:第?\s?(?:[A-Z]?\d{{1,3}}|{_NUMERAL})\s?版{_ENDS}|{_LETTER}\s?\d{{1,2}}{_ENDS}|0\d{_ENDS}"
    rf"|第\s?\d{{1,3}}\s?页|共\s?\d{{1,3}}\s?[页版]|Page \d{{1,3}}(?: of \d{{1,3}})?{_ENDS})\s?[:：]?",
    "people": rf"{_any('labels', 'people')}\s?[:：]\s?{_NAME}(?:[\s、/]{{1,3}}{_NAME}){{0,5}}",
    "staff line": rf"{_OFFICE}(?:\s?[:：/|｜丨]\s?{_NAME}(?:[\s、/]{{1,3}}{_NAME}){{0,5}}"
    rf"|[ \u3000]{{1,3}}{_SURE_NAME}(?:[\s、/]{{1,3}}{_SURE_NAME}){{0,5}})",
    "breadcrumb": rf"{_any('site', 'here')}\s?[:：]\s?{_any('site', 'home')}{_ENDS}",
    "share": rf"{_any('site', 'share')}\s?[:：]?\s?(?={_any('site', 'networks')})"
    rf"|分享(?:[到至]\s?[:：]?|\s?[:：]){_ENDS}",
    "label of a site": rf"{_LABELS_OF_SITES}\s?"
    rf"(?:[:：]\s?{_VALUE}|[ \u3000]?[\[［【(（]|[ \u3000]\d[\d-]{{4,16}}{_ENDS})",
    "address": rf"(?:本报|本社|本刊){_any('labels', 'other')}\s?[:：]\s?{_VALUE}"
    rf"|(?:[{HAN}]{{0,8}}[网报站社台刊]|官方)?网址\s?[:：]\s?[!-~]{{4,60}}",
    "label": rf"{_any('staff', 'before')}?{_any('labels', 'other')}\s?[:：|｜丨]\s?{_VALUE}",
    "host": rf"{_any('labels', 'hosts')}\s?[:：]\s?{_VALUE}",
    "counter": rf"\d{{1,6}}\s?条(?:评论|回复|留言){_ENDS}"
    rf"|{_any('site', 'counted')}(?:量|数|次数|人数)?\s?[:：]?\s?[（(]?{_COUNT}[)）]?{_ENDS}",
    "count": rf"{_COUNT}{_any('site', 'counted')}(?:量|数)?{_ENDS}",
    "call": rf"{_any('site', 'calls')}(?:[^\s。！？；：、]{{0,12}}?{_any('site', 'objects')}){{1,3}}{_ENDS}"
    rf"|{_any('site', 'purposes')}{_ENDS}|[{HAN}A-Za-z]{{0,10}}官方{_any('site', 'accounts')}(?:公众号|号)?{_ENDS}",
    "channel": rf"{_any('paper', 'channels')}号?{_ENDS}",
    "command": rf"{_any('site', 'commands')}{_ENDS}",
    "supplement": rf"{_any('paper', 'supplements')}[·・｜|][{HAN}]{{1,4}}{_ENDS}"
    rf"|[{HAN}]{{2,4}}{_any('paper', 'supplements')}{_ENDS}",
    "section": rf"{_any('paper', 'sections', 'topics')}(?:要闻|新闻){_ENDS}|{_any('paper', 'sections')}{_ENDS}"
    rf"|{_any('paper', 'topics')}\s?[·・|｜/]\s?{_any('paper', 'topics')}{_ENDS}",
    "masthead": rf"{_PAPER_NAME}(?:客户端|官网)?{_ENDS}",
    "price": r"(?:零售|定|售|全年|每月|全月|单)价\s?[:：]?\s?\d{1,4}(?:\.\d{1,2})?\s?元",
    "heads of contents": rf"{_any('contents', 'heads')}{_ENDS}",
    "network": rf"{_any('site', 'networks')}(?={_any('site', 'networks')}|[^{HAN}A-Za-z0-9]|$)",
    "button": rf"{_any('site', 'buttons')}{_ENDS}",
    "topic": rf"{_any('paper', 'topics')}{_ENDS}",
    "publisher of a paper": rf"中共[{HAN}]{{2,10}}委(?:员会)?(?:机关报|主管主办|主管|主办){_ENDS}"
    rf"|[{HAN}]{{2,12}}(?:报业|报社|日报社|传媒)[{HAN}]{{0,6}}?(?:主管主办|主管|主办|出版|编印){_ENDS}",
    "place of posting": rf"(?:发表于|发布于|IP属地[:：]?)[ \u3000]?[{HAN}]{{2,4}}{_ENDS}",
    "outlet": rf"[{HAN}]{{1,8}}(?:网|发布|社|在线|融媒|传媒|电视|广播){_ENDS}",
    "publisher": rf"[{HAN}]{{2,16}}(?:主管主办|主管|主办|承办|编印){_ENDS}",
    "number": rf"第?\s?\d{{1,4}}[期号]?{_ENDS}",
}
"""What furniture is made of, by the name that a block gets as its evidence; the first that matches is taken."""

_KINDS = tuple(_PARTS)
_GAP = re.compile(r"[\s、|｜丨/·•;；>＞\-—–_()（）\[\]［］【】〔〕.…▼▲↓↑▶►]*")
_WORD = re.compile(rf"[{HAN}·]{{2,8}}{_ENDS}")

_WEAK = frozenset(
    (
        "people",
        "label",
        "host",
        "count",
        "network",
        "button",
        "topic",
        "publisher",
        "outlet",
        "time",
        "day",
        "number",
        "word",
    )
)
"""Kinds that texts have too."""
_OF_PAPERS = frozenset(
    ("masthead", "date", "issue", "page number", "staff line", "publication number", "place of posting")
)
_OF_SITES = frozenset(("label of a site", "counter", "share", "command"))
_SEVERAL = ("network", "button", "host")
"""Weak kinds that say enough where a line has two of them."""


@cache
def _part() -> re.Pattern[str]:
    """Return the pattern of one part; it takes a fifth of a second to make, which only a page that is cut needs."""
    return re.compile("|".join(f"(?P<k{at}>{part})" for at, part in enumerate(_PARTS.values())))


def _parts(text: str) -> list[str] | None:
    """Return the kinds of the parts that fill the text from end to end, ``None`` where they do not.

    A short word that is no known part, such as the name of a section, gets the kind ``word``.
    """
    kinds = []
    at = _end_of_gap(text, 0)
    while at < len(text):
        found = _part().match(text, at)
        word = _WORD.match(text, at) if not found or found.end() == at else None
        if word and (at == 0 or not text[at - 1].isalnum()):
            kinds.append("word")
            at = word.end()
        elif found and found.end() > at:
            kinds.append(_kind(found))
            at = found.end()
        else:
            return None
        at = _end_of_gap(text, at)
    return kinds


def _end_of_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _kind(found: re.Match[str]) -> str:
    return _KINDS[int((found.lastgroup or "k0")[1:])]


def _made_of_parts(text: str) -> str | None:
    """Return the kind of part by which a line made up of parts is furniture, or ``None``."""
    kinds = _parts(text)
    if not kinds:
        return None
    counts = Counter(kinds)
    if counts["word"] > _words_allowed(counts) or (counts["people"] and not counts.keys() & _OF_SITES):
        return None
    strong = (kind for kind in counts if kind not in _WEAK)
    several = (kind for kind in _SEVERAL if counts[kind] > 1)
    return next(chain(strong, several), None)


def _words_allowed(counts: Counter[str]) -> int:
    """Return how many words of no known kind a running head may have: the names of the paper and the section."""
    if len(counts.keys() & _OF_PAPERS) > 1 or counts["issue"] > 1:
        return 2
    return 1 if counts["supplement"] else 0


# --- whole lines -------------------------------------------------------------------------------------

_PAGE_NUMBER = re.compile(
    rf"第?\s?(?:\d{{1,3}}|{_LETTER}\d{{1,2}}|{_NUMERAL}(?=版))\s?版?"
    rf"(?:\s?[/／]\s?\d{{1,3}}|\s?[:：|｜]?\s?{_any('paper', 'sections', 'topics')})?"
)
_ENGLISH_NAME = re.compile(
    rf"(?:[A-Z][A-Za-z'’]{{0,15}} ){{1,4}}(?:{_any('paper', 'english')}|{_any('paper', 'english').upper()})"
)
_JUMP = re.compile(
    rf"[（(【\[]?\s?(?:紧|下|上)?(?:转|接)第?\s?(?:[A-Z]?\d{{1,3}}|{_NUMERAL})\s?版[^，。！？（）()]{{0,10}}[）)】\]]?"
    rf"|[（(【\[]?\s?(?:相关)?(?:报道|全文|内容|详情)?(?:详见|见|刊)第?\s?(?:[A-Z]?\d{{1,3}}|{_NUMERAL})\s?版[）)】\]]?"
)
_CONTINUED = re.compile(r"[（(【\[]?\s?(?:上|紧)接第?\s?\w{1,4}\s?版[^，。！？（）()]{0,10}[）)】\]]?")
_END_MARK = re.compile(
    r"[（(\[【—\-–·\s]{0,4}(?:(?:全文|本文)?完|待续|未完待续|(?:The |THE )?(?:END|End))[）)\]】—\-–·\s]{0,4}"
)
_RULE = re.compile(r"([^\w\s。！？…])(?:\s?\1){2,}")
_ENTRY = re.compile(
    r"[^。！？]{2,60}?(?:[\s（(【…·—>＞▶►→]{1,12}(?:详见|全文见|见)\s?第?\s?(?:[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,2})\s?版"
    r"|[…·>＞▶►→]{1,12}\s?第?\s?(?:[A-Z]?\d{1,2}\s?版|[A-Z]\s?\d{1,2}))[）)】]?"
)
_OTHER_PAGE = re.compile(r"[<>《«←→▲▼◀▶\s]{0,3}[上下前后]一[篇条页版期个](?:文章|新闻)?\s?[:：].*")
_CRUMBS = re.compile(r"\s*(?:>>|::|[>＞»›→/／])\s*| [-—] ")
_HERE = re.compile(rf"{_any('site', 'here')}\s?[:：]?\s*")
_HOME = re.compile(rf"{_any('site', 'home')}(?![{HAN}])")
_SITE = re.compile(rf"[{HAN}]{{2,8}}网")
_SECTION = re.compile(
    rf"正文|{_any('paper', 'sections', 'topics')}(?:新闻|要闻|频道)?|[{HAN}]{{0,4}}(?:新闻|要闻|频道)"
)
_RESERVED = "版权所有(?![者人权方])"
_IMPRINT = re.compile(
    rf".{{0,40}}(?:{_RESERVED}|Copyright|©|All rights reserved|ICP备(?!案(?!编?号|[:：]))|ICP证|公网安备"
    r"|支持IPv6|\d{3,4}[*×x]\d{3,4}.{0,4}分辨率).{0,60}"
    r"|未经\S{0,8}\s?(?:不得|请勿|严禁|谢绝)(?:转载|复制|摘编|翻印)",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"\d{4}(?:[-./]\d{1,2}[-./]|\s?年\s?\d{1,2}\s?月\s?)\d{1,2}日?\s{0,3}\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
)
_LONGEST_POSTING = 60
_SPAN_OF_TIME = re.compile(r"\d{1,2}:\d{2}\s?[-—–~至到]+\s?\d")
_OTHER_FIELD = re.compile(
    rf"(?!(?:最[后近新]|首次|本文|文章|稿件|信息)?(?:{_LABEL}|更新|发布|发表|上传|录入)\s?[:：])[{HAN}]{{2,10}}\s?[:：]"
)


def _is_posting(text: str) -> bool:
    """Return whether the line has the day and the minute of posting, and beside it no sentence and no writer.

    What names another time (``报名时间:…``), or a span of time, belongs to a text.
    """
    return (
        len(text) <= _LONGEST_POSTING
        and bool(_POSTED.search(text))
        and not _SPAN_OF_TIME.search(text)
        and not _OTHER_FIELD.match(text)
        and not re.search("[，,。！？；“”]|记者|作者|通讯员|撰文|摄影", text)
    )


_LIKED = '[“「"]?(?:在看|赞|星标|关注|小?红?心|推荐)[”」"]?'
_CALL = re.compile(
    rf"(?![^。]{{0,8}}[为给](?!我|本|小编|作者)[{HAN}]{{2,12}}点)[^。！？]{{0,16}}"
    rf"(?:点击\s?(?!心){_LIKED}|(?:点个|点亮|点一?下)\s?{_LIKED}(?:[和与、/]?\s?{_LIKED}){{0,3}}[吧哦呗啦呀]?(?![{HAN}]))"
    r"[^。]{0,6}[。！]?"
)
"""What is praised for its deeds is a text's: ``为家乡点个赞``."""
_ALMANAC = re.compile(r".{0,12}[宜忌]\s?[:：].{1,40}[宜忌]\s?[:：].{1,40}")
_READING_TIME = re.compile(r"[^。]{0,8}\d字[，, ]?[^。]{0,6}阅读[^。]{0,12}分钟")
_COLLECTION = re.compile(r"收录于\s?(?:合集|话题|专辑|专题).{0,40}")
_ACCOUNT = re.compile(r"原创[\s:]+[^\s。，！？:]{2,16}(?:\s+[^\s。，！？:]{2,16})?")
"""The author and the name of a public account, under the title of a saved page."""
_PRINTED = re.compile(
    rf"[（(]?\s?《\s?[{HAN}]{{2,10}}\s?》\s?[（(]?\s?(?:{_DAY_IN_WORDS})\s*第?\s?\d{{1,2}}\s?版\s?[）)]{{0,2}}"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def _is_contents(text: str) -> bool:
    """Return whether the line is a title with the page where it stands: ``全省夏粮收购 详见5版``."""
    return bool(_ENTRY.fullmatch(text))


def _is_breadcrumb(text: str) -> bool:
    """Return whether the line is the way from the first page of a site to this one: ``当前位置：首页 > 新闻``."""
    here = _HERE.match(text)
    crumbs = _CRUMBS.split(text[here.end() :] if here else text)
    first, *others = crumbs
    if not others or re.search("[。！？；]", text):
        return False
    arrows = bool(re.search("[>＞»›→]", text))
    of_a_site = _SITE.fullmatch(first) and (arrows or any(map(_SECTION.fullmatch, others)))
    led = bool(here or _HOME.fullmatch(first) or of_a_site)
    return (led or (arrows and all(map(has_han, crumbs)) and len(first) <= 8)) and all(
        len(crumb) <= 16 for crumb in crumbs[:-1]
    )


def _is_imprint(text: str) -> bool:
    """Return whether the line is an address, a copyright notice or the licence of a site."""
    says_a_sentence = text.endswith("。") and ("，" in text or not re.search(_RESERVED, text))
    return bool((_IMPRINT.fullmatch(text) and not says_a_sentence) or _ADDRESS.fullmatch(text))


_DEGREES = re.compile(
    r"-?\d{1,2}\s?(?:℃|°C)(?:\s?[～~—–-]\s?-?\d{1,2}\s?(?:℃|°C))?|-?\d{1,2}\s?[～~—–-]\s?-?\d{1,2}\s?(?:℃|°C|度)"
)
_SKY = re.compile(rf"(?:{_any('weather', 'sky')}|{_any('weather', 'wind')})")
_OTHER_WEATHER = re.compile(
    rf"{_any('weather', 'labels', 'values')}|\d{{1,2}}(?:[～~—–-]\d{{1,2}})?\s?级|\d{{1,3}}%?|[:：,，、/|｜\s]"
)


def _is_weather(text: str) -> bool:
    """Return whether the line is a forecast in note form: temperatures, sky or wind, and names of towns."""
    if "。" in text or not _SKY.search(text):
        return False
    rest, degrees = _DEGREES.subn(" ", text)
    if not degrees:
        return False
    words = _OTHER_WEATHER.sub(" ", _SKY.sub(" ", rest)).split()
    return len(words) <= 2 * degrees and all(len(word) <= 4 for word in words)


_ITSELF = r"(?<![日基成资根版样剧课标脚])本"
_DECLARED = rf"{_RESERVED}|(?:版权|免责)声明\s*(?:[:：】〕\])）]|(?<=\s))"
_OUTLET = re.compile(
    rf"{_DECLARED}|{_ITSELF}(?:网站|网|站|报|刊|平台|公众号|号|社(?![会区])|文(?!化)|台|页)"
    r"|版权[均皆都]?[属归]|版权必究|网友评论|网页分享"
)
_HEAD_OF_NOTICE = re.compile(rf"(?:{_DECLARED})|^\W*本(?:网站|网|站|公众号|平台)")
"""What makes the other sentences of a line a notice too."""
_REPORT = re.compile(rf"(?<![凡“\"]){_ITSELF}[报网台社刊站](?:讯|记者)")
_NOTICE = re.compile(
    r"(?:未经|非经)[^。]{0,24}(?:授权|许可|同意|允许)[^。]{0,12}(?:不得|禁止|严禁|谢绝|请勿)"
    r"|(?:不代表|不表明|不意味着)[^。]{0,12}(?:立场|观点)|转载请[^。]{0,12}(?:注明|联系|留言|标明|授权)"
    r"|不得转载|授权转载|传递更多信息|往下阅读|如有侵权|凡(?:本网|本站|本报)|文明上网|不构成[^。]{0,8}建议|使用“扫一扫”"
)


def _is_notice(text: str) -> bool:
    """Return whether the line is a notice of rights or a disclaimer, in which a site speaks of itself.

    The sentence of the notice names the site, or the line declares itself a notice. A report of news is none.
    """
    if not _NOTICE.search(text) or _REPORT.search(text) or dateline_length(text):
        return False
    return bool(_HEAD_OF_NOTICE.search(text)) or any(
        _NOTICE.search(sentence) and _OUTLET.search(sentence) for sentence in re.split("[。！？]", text)
    )


_RULES: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("page number", lambda text: _PAGE_NUMBER.fullmatch(text.strip("-—–－· "))),
    ("masthead", _ENGLISH_NAME.fullmatch),
    ("jump line", _JUMP.fullmatch),
    ("end mark", _END_MARK.fullmatch),
    ("rule", _RULE.fullmatch),
    ("link to another page", _OTHER_PAGE.fullmatch),
    ("breadcrumb", _is_breadcrumb),
    ("imprint", _is_imprint),
    ("weather", _is_weather),
    ("posting line", _is_posting),
    ("call", _CALL.fullmatch),
    ("collection", _COLLECTION.fullmatch),
    ("account", _ACCOUNT.fullmatch),
    ("page of the printed paper", _PRINTED.fullmatch),
    ("almanac", _ALMANAC.fullmatch),
    ("entry of contents", _is_contents),
    ("reading time", _READING_TIME.fullmatch),
)
"""What holds for a whole line without parts, by the name that the block gets as its evidence."""


@lru_cache(maxsize=4096)
def furniture_rule(text: str) -> str | None:
    """Return the name of the rule by which the whole text of a line is furniture, or ``None``."""
    if len(text) > _LONGEST_NOTICE:
        return None
    plain = _plain(text)
    found = _of_a_line(plain) if len(text) <= LONGEST_FURNITURE else None
    return found or ("notice" if _is_notice(plain) else None)


def _plain(text: str) -> str:
    return simplified_for_matching(narrow(text)).replace("／", "/").strip()


def _of_a_line(plain: str) -> str | None:
    if _BRACKETED_DATE.fullmatch(plain):
        return None
    if _SPREAD.fullmatch(plain):
        plain = re.sub(r"\s", "", plain)
    plain = _SPREAD_NAME.sub(lambda found: re.sub(r"\s", "", found[0]), plain)
    return _made_of_parts(plain) or next((name for name, holds in _RULES if holds(plain)), None)


_BRACKETED_DATE = re.compile(rf"[（(](?:{_DAY_IN_WORDS})[）)]")
"""The day of a document, under its title."""
_SPREAD_NAME = re.compile(rf"(?<![{HAN}])[{HAN}](?:\s[{HAN}]){{3,5}}(?![{HAN}])")
"""The name of a paper set wide beside its date: ``人 民 日 报``."""
_SPREAD = re.compile(rf"[{HAN}](?:\s{{1,4}}[{HAN}]){{1,3}}")
"""A short word set wide: ``导　读``."""


# --- what texts have too ---------------------------------------------------------------------------

_IN_EITHER = frozenset(("date", "posting line", "address", "host", "label of a site", "weather"))
_PARTS_IN_EITHER = frozenset(
    ("date", "weekday", "time", "day", "address", "host", "label of a site", "label", "word", "number")
)
_PUBLISHED = re.compile(_any("labels", "site"))
_TOPIC = re.compile(rf"{_any('labels', 'topics')}\s?[:：]")


def also_in_texts(text: str, rule: str) -> bool:
    """Return whether a line that is furniture by a rule may as well stand in a text: a time, a host, an address."""
    plain = _plain(text)
    parts = _parts(plain) or ()
    return rule in _IN_EITHER and _PARTS_IN_EITHER.issuperset(parts) and not _PUBLISHED.search(plain)


def names_topics(text: str) -> bool:
    """Return whether the line is ``关键词：…``, which may head a part of a text."""
    return bool(_TOPIC.match(_plain(text)))


# --- the name of a paper ----------------------------------------------------------------------------

_LONGEST_NAME = 8
"""Characters of a paper's name that has no word for paper in it: ``今日海湾``."""


def names_a_paper(line: str, below: str) -> bool:
    """Return whether the first line of a page is the name of a paper, by the date and number of its issue below."""
    if len(line) > _LONGEST_NAME or not re.fullmatch(f"[{HAN}]+", line) or len(below) > LONGEST_FURNITURE:
        return False
    kinds = _parts(_plain(below)) or []
    return "date" in kinds and any(kind in kinds for kind in ("issue", "lunar date", "publication number"))


# --- what stands run-in in a text ----------------------------------------------------------------------------


def ends_article(text: str) -> bool:
    """Return whether the whole text sends readers to another page or marks an end: ``（下转第三版）``, ``（完）``."""
    plain = simplified_for_matching(narrow(text))
    return bool(_JUMP.fullmatch(plain) or _END_MARK.fullmatch(plain))


def continued(text: str) -> bool:
    """Return whether the whole text says that what follows began on another page: ``（上接第一版）``."""
    return bool(_CONTINUED.fullmatch(text))
