"""Rules about single lines of a newspaper page.

A rule looks at a line's words, length, punctuation, emphasis and markup. What the line is in its article depends on
its neighbours too; see `translator.pages.articles`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from translator.model import Line, Markup
from translator.pages.documents import document_title, note
from translator.pages.fields import BLANKS, label
from translator.pages.furniture import LONGEST_FURNITURE, continued, ends_article, furniture_rule
from translator.text.bylines import dateline_length, is_byline, is_closing_credit
from translator.text.pinyin import RARE_SURNAMES, could_be_surname, starts_with_compound_surname
from translator.text.scripts import HAN, to_simplified

INDENT = 4
"""Columns that the first line of a paragraph is indented by, which its text no longer shows."""

LONGEST_HEADLINE = 80
"""Columns, a Chinese character taking two; Chinese headlines run to about 30 characters, English ones to 80 letters."""

SHORTEST_RUNNING_TEXT = 44
"""Columns from which a line with a comma in it is taken for running text."""

_CLOSERS = "”’」』）》】〉）)\"'］]"
_TERMINAL = "。！？!?…；;：:.⋯~～—"


class Shape(StrEnum):
    """What a line looks like by itself."""

    FURNITURE = "furniture"
    BYLINE = "byline"
    CREDIT = "closing credit"
    NOTE = "note of a document"
    SIGNATURE = "signature"
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
TEXTS = (Shape.BODY, Shape.LIST_ITEM, Shape.TABLE_CELL, Shape.CAPTION, Shape.SIGNATURE)


# --- bylines, datelines, and what is set run-in ---------------------------------------------------------


OFFICE = re.compile(
    rf"[{HAN}、（）]{{0,24}}(?:长|任|记|席|理|员|授|士|师|監|長|記|員|師|理事|代表|顾问|作家|诗人|市民|居民|村民|读者|网友|学生)"
)
_AUTHOR_OF_A_BOOK = re.compile(rf"[{HAN}·]{{2,8}}\s+[著译編编]")
_AFFILIATION = re.compile(rf"(?<=[{HAN}])\s?[（(][{HAN}·、]{{2,20}}[）)](?=\s|$)")
_LONGEST_NAMES = 60
_FULL_NAME = 3
"""Characters of most names; shorter ones are often words too, and longer ones have a surname of two."""


def author_line(text: str) -> bool:
    """Return whether the whole text is people's names, an office before them or not: ``县长　刘文国``.

    Brackets behind a name hold a place or an office: ``柴一鸣（大学教师）``. Such a line is a byline only where it
    stands right under a headline.
    """
    if _AUTHOR_OF_A_BOOK.fullmatch(text[:_LONGEST_NAMES]):
        return True
    bare = _AFFILIATION.sub(" ", text[:_LONGEST_NAMES].lstrip("□■○●◎◇◆· "))
    words = unspaced(bare).split()
    names = words[1:] if len(words) > 1 and OFFICE.fullmatch(words[0]) else words
    return 0 < len(names) <= 4 and len(text) <= _LONGEST_NAMES and all(map(_is_name, names))


def unspaced(text: str) -> str:
    """Return the text, names of two characters that were set apart to fill the width as one word."""
    return re.sub(rf"(?<![{HAN}])([{HAN}])\s+([{HAN}])(?![{HAN}])", r"\1\2", text)


def _is_name(word: str) -> bool:
    if not re.fullmatch(f"[{HAN}]{{2,4}}", word):
        return False
    simplified = to_simplified(word)
    if len(word) > _FULL_NAME:
        return starts_with_compound_surname(simplified)
    rare = len(word) == _FULL_NAME and simplified[0] in RARE_SURNAMES
    return could_be_surname(simplified[0]) or rare


def dateline_end(line: Line) -> int:
    """Return the length of the dateline that opens the line, or 0.

    Evidence is the sender and 讯, 电 or 消息 (``新华社北京3月5日电（记者 …）``); where the line opens in bold, the
    bold must reach as far as the dateline.
    """
    end = dateline_length(line.text)
    return end if line.emphasis == 0 or line.emphasis >= end - 1 else 0


_HEAD_LENGTH = 110
_SHORTEST_TITLE, _LONGEST_TITLE = 5, 40
_ROLE = re.compile("记者|記者|通讯员|通訊員|[□■]")
_CUT = re.compile(r"\s+|(?=[□■])")


def run_in_head(text: str) -> tuple[tuple[int, int], ...]:
    """Return the headline and the byline that open a text in the same line, as ``[start, end)``, or nothing.

    Evidence is a byline with a role or a box mark between white space, and before it a title without the end of
    a sentence: ``碳汇平台上线　□本报记者 张三　5月16日，…``.
    """
    head = text[:_HEAD_LENGTH]
    if len(text) < _HEAD_LENGTH or not _ROLE.search(head) or dateline_length(text):
        return ()
    cuts = [(found.start(), found.end()) for found in _CUT.finditer(head)]
    titles = [cut for cut in cuts if _SHORTEST_TITLE <= cut[0] <= _LONGEST_TITLE]
    for title, start in titles:
        if re.search("[。！？；，,]", head[:title]):
            break
        ends = [end for end, _ in cuts if end > start and is_byline(head[start:end])]
        if ends and _ROLE.search(head[start : ends[-1]]):
            return (0, title), (start, ends[-1])
    return ()


def continued_end(text: str) -> int:
    """Return the offset up to which a paragraph opens with ``（上接第一版）`` set run-in, or 0."""
    if text[0] not in "（(【[":
        return 0
    end = 1 + min((text.find(closer) for closer in "）)】]" if closer in text[:24]), default=-1)
    return end if end and continued(text[:end]) else 0


def closing_start(text: str) -> int:
    """Return the offset at which ``（下转第三版）``, ``（完）`` or ``（记者 张三）`` closes a text, or its length.

    A credit or the editor's name must stand after the end of a sentence, because a name in brackets may belong to the
    sentence. Taiwan's news agency puts the day behind it: ``（編輯：林芳）1130517``.
    """
    if text[-1] not in "）)】]" and not _DAY_BEHIND.search(text[-8:]):
        return len(text)
    tail = text[-LONGEST_FURNITURE:]
    opener = max(tail.rfind(char) for char in "（(【[")
    start = len(text) - len(tail) + opener
    if opener < 0 or start == 0:
        return len(text)
    closing, before = tail[opener:], text[:start].rstrip()
    if ends_article(closing):
        return start
    signed = is_closing_credit(closing) or furniture_rule(closing)
    return start if before and before[-1] in "。！？”…" and signed else len(text)


_DAY_BEHIND = re.compile(r"[）)]\d{7}$")


# --- the text itself ---------------------------------------------------------------------------------

_ORDINAL_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|第[一二三四五六七八九十百\d]{1,4}(?:[章编]|(?:节|部分|篇)(?=[\s:：])))\s*\S"
)
_ITEM = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]\s*\S|\d{1,2}(?:[.．、](?!\d(?!\d{3}年))|[)）])\s*\S|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|[•●◆▪]\s*\S"
)
ARTICLE_OF_A_LAW = "article of a law"
_ARTICLE_OF_A_LAW = re.compile(r"第[一二三四五六七八九十百零\d]{1,6}条(?:之[一二三四五六七八九十])?\s")
_POINTER = re.compile(
    r"[▲△▼↑↓◀▶◁▷◄►]|[图圖表]\s?\d{1,2}[\s.．]\s?[^。！？]{2,40}$"
    r"|图[①-⑩一二三四五六七八九十\d]{0,2}[:：为]|[上下左右][图圖][:：为，]|[图圖]说[:：]"
)
_ARCHIVE = re.compile(r"[（(](?:资料|本报资料|网络|视频截图|效果|示意)(?:图片?|照片?|片)?[）)]")
_PHOTOGRAPHER = re.compile(
    rf"[\s。](?:制图|製圖|制表|製表|摄影|攝影|供图|供圖|绘图)\s?[:：/／]\s?[{HAN}]{{2,4}}$|"
    r"[（(][^（）()]{2,20}(?:摄影|攝影|摄|攝|供图|供圖)[）)]。?$"
    rf"|[\s。](?:本报|新华社)?(?:记者|記者|通讯员|作者)?\s?[{HAN}]{{2,4}}\s?(?:摄影报道|摄影|攝影|摄|攝|供图)$"
)
_WHO = rf"[{HAN}A-Za-z·、/／\s]{{2,24}}"
_PICTURE_DESK = rf"(?:[{HAN}]{{2}}视觉|视觉中国|影像中国|东方IC|IC\s?photo|CFP|新华社?[/／][{HAN}]{{2,4}})"
_GIVER = r"(?:局|委|部|办|馆|院|校|公司|单位|中心|政府|受访者)"
_CREDIT_OF_A_PICTURE = re.compile(
    rf"""
    (?: {_WHO} (?: (?<!拍)摄 | 供图 )
      | [{HAN}]{{2,6}} [社报] \s? [发图]
      | {_PICTURE_DESK} \s? [发图]?
      | {_WHO} (?<![文\s/／]) [\s/／]+ 图片?
      | (?: (?![由为]) [{HAN}] ){{0,14}} {_GIVER} \s? (?: 提供 | 图 )
      | [{HAN}]{{0,2}} (?: 图片 | 照片 ) [均皆]? [由为系] {_WHO} (?: 提供 | 图片 )
      | (?: 供?图 | 图源 | (?: 图片 | 照片 ) (?: 来源 | 提供 )? ) \s?[:：/／|｜]\s? (?!文) [^，。！？；]{{2,20}}
      | (?: 本报 )? (?: 资料 | 网络 | 视频 | 电视 | 效果 | 示意 ) (?: 图片? | 照片? | 截图 | 画面 )
    )
    (?: \s?[（(][^（）()]{{2,20}}[）)] )?
    """,
    re.VERBOSE,
)
"""Of simplified text."""

_LONGEST_CREDIT = 40


def credits_picture(text: str) -> bool:
    """Return whether the whole text says who took or gave a picture: ``受访者供图``, ``方喆摄（影像中国）``.

    Few words do, and some are a headline's too; such a line is a credit only where a caption stands above.
    """
    bare = text[1:-1] if in_brackets(text) else text
    return len(text) <= _LONGEST_CREDIT and bool(_CREDIT_OF_A_PICTURE.fullmatch(to_simplified(bare.strip())))


def columns(text: str) -> int:
    """Return the width of a text, a Chinese character or mark taking two columns.

    Counted on UTF-8, where these take three bytes and ASCII one, because every line is measured several times.
    """
    return (len(text) + len(text.encode("utf-8", "surrogatepass"))) // 2


def ends_sentence(text: str) -> bool:
    """Return whether the text ends as a sentence or a heading of a list does, closing quotes and brackets aside."""
    bare = text.rstrip(_CLOSERS)
    return bare == "" or bare != text or bare[-1] in _TERMINAL


_IN_BRACKETS = re.compile(r"[（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)]|【[^【】]*】")


def in_brackets(text: str) -> bool:
    """Return whether the whole text stands in one pair of brackets, as notes do: ``（本文有删减）``."""
    return bool(_IN_BRACKETS.fullmatch(text))


def says_a_sentence(text: str) -> bool:
    """Return whether the text ends in the mark of a sentence, within closing quotes and brackets or before them.

    A title may end in a quotation or a book's name; what stands in brackets as a whole is no title.
    """
    bare = text.rstrip(_CLOSERS)
    if bare == "" or bare[-1] in _TERMINAL or in_brackets(text):
        return True
    opener = max(text.rfind(mark) for mark in "（(") if text[-1] in "）)" else 0
    return opener > 0 and text[opener - 1] in "。！？"


def running_text(line: Line) -> bool:
    """Return whether the line has the punctuation and length of running text rather than of a headline.

    A short line whose only mark is the question or exclamation mark at its end may be either. A line in the middle
    that ends no sentence is a title, with or without a comma.
    """
    text = line.text
    if line.centred and columns(text) <= LONGEST_HEADLINE and not ends_sentence(text):
        return False
    if text.endswith("—") and columns(text) <= LONGEST_HEADLINE and "。" not in text:
        return False  # a kicker that leads to its headline
    if re.search(r"[。；;]|[a-z][.](?:\s|$)", text):
        return True
    if says_a_sentence(text) and re.search("[，,。！？：]", text[:-1]):
        return True
    width = columns(text)
    return width > LONGEST_HEADLINE or (width >= SHORTEST_RUNNING_TEXT and bool(re.search("[，,]", text)))


_LEAD = re.compile(
    r"(?:近日|日前|昨[日天]|今[日天]|连日来|連日來|近期|最近|上周|本周|本月)"
    r"|(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日[^，,。]{0,8}[，,]"
    r"|(?:本报)?(?:记者|記者)(?:从|從|近日|日前|昨日|今日|获悉|獲悉|\d{1,2}日)|本报[讯\d]|编辑(?:同志|部)?[:：]"
)
_COLUMNS = re.compile(rf"[{HAN}]{{2,}}[ \u3000]{{2,}}[{HAN}]{{2,}}")
_ROW = 5
"""Words in columns from which a line is a row of a table rather than names or a title."""


def _is_row(text: str) -> bool:
    return len(text.split()) >= _ROW and not re.search("[，。；！？]", text) and bool(re.search(r"\d", text))


LONGEST_ROLE = 4
"""Characters of the label before the people of an office; a longer one before a name is a headline's."""


def row_of_columns(text: str) -> bool:
    """Return whether the text is set in columns, or names the people of an office: ``出席：张三　李四``."""
    whole = unspaced(text)
    role = label(whole, LONGEST_ROLE)
    return bool(_COLUMNS.search(whole)) or (role != "" and author_line(whole[len(role) :]))


_SPEAKER = re.compile(rf"(?:[{HAN}·]{BLANKS}){{1,12}}[:：](?!\s*$)")
"""Wider than a label: ``问：`` has one character, and names may have a dot."""


def news_lead(text: str) -> bool:
    """Return whether the text opens as a report does, with its day or its source."""
    return bool(_LEAD.match(text))


def opens_text(text: str) -> bool:
    """Return whether the text begins something new: a report, a speaker's words, a field, a note, a dash."""
    return text[0] in "【—□■●◆▲" or news_lead(text) or bool(_SPEAKER.match(text))


_NUMBER_IN_BRACKETS = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*")
_LONGEST_NUMBERED_TITLE = 20


def numbered_title(text: str) -> bool:
    """Return whether the text is a number in brackets and a short title without a mark: ``（一）借卡``."""
    number = _NUMBER_IN_BRACKETS.match(text)
    title = text[number.end() :] if number else ""
    return 0 < len(title) <= _LONGEST_NUMBERED_TITLE and not re.search("[，,。；;：:、！!？?…]", title)


def bracketed_label(text: str) -> bool:
    """Return whether the text is the name of a column in brackets: ``【时评】``."""
    return len(text) <= 14 and text[0] + text[-1] in ("【】", "〔〕", "［］", "[]")


def is_numbered(text: str) -> bool:
    """Return whether the text opens with the number of a part: ``一、``, ``第一章``, ``（一）``, ``1.``."""
    return bool(_ORDINAL_HEADING.match(text) or _ITEM.match(text))


def _is_ordinal_heading(line: Line) -> bool:
    """Return whether the line is ``一、…`` or ``第一章 …``, short, and does not end as a sentence."""
    return (
        bool(_ORDINAL_HEADING.match(line.text))
        and columns(line.text) <= LONGEST_HEADLINE
        and (line.text[-1] in "？?" or not says_a_sentence(line.text))
    )


def _is_caption(line: Line) -> bool:
    """Return whether the input says so, or the line points at a picture or ends in a photographer."""
    return (
        line.markup is Markup.CAPTION
        or bool(_POINTER.match(line.text))
        or bool(_ARCHIVE.fullmatch(line.text))
        or bool(_PHOTOGRAPHER.search(line.text[-40:]))
    )


def _is_bold(line: Line) -> bool:
    """Return whether a short line is set in bold from end to end."""
    return 0 < len(line.text) <= line.emphasis and columns(line.text) <= LONGEST_HEADLINE


def _closes_with_names(text: str) -> bool:
    return is_closing_credit(unspaced(text) if len(text) <= _LONGEST_NAMES else text)


def _introduces(line: Line) -> bool:
    """Return whether a short line ends in a colon: a salutation, the addressee, a speaker or what leads to a list."""
    return line.text[-1] in "：:" and columns(line.text) <= LONGEST_HEADLINE


_LOOSE = (Markup.TEXT, Markup.HEADING, Markup.TEXT_BOX)
"""Cells, list items and captions are never furniture or bylines, whatever is in them."""

SHAPE_RULES: tuple[tuple[str, Callable[[Line], object], Shape], ...] = (
    ("closing credit", lambda line: line.markup in _LOOSE and _closes_with_names(line.text), Shape.CREDIT),
    ("byline", lambda line: line.markup in _LOOSE and is_byline(line.text), Shape.BYLINE),
    ("heading", lambda line: line.markup is Markup.HEADING, Shape.HEADING),
    ("table cell", lambda line: line.markup is Markup.TABLE_CELL, Shape.TABLE_CELL),
    ("caption", _is_caption, Shape.CAPTION),
    ("ordinal heading", _is_ordinal_heading, Shape.ORDINAL),
    (ARTICLE_OF_A_LAW, lambda line: _ARTICLE_OF_A_LAW.match(line.text), Shape.LIST_ITEM),
    ("list item", lambda line: line.markup is Markup.LIST_ITEM or _ITEM.match(line.text), Shape.LIST_ITEM),
    ("opens with dateline", dateline_end, Shape.BODY),
    ("introduction", _introduces, Shape.BODY),
    ("row of columns", lambda line: _is_row(line.text), Shape.BODY),
    ("title of a document", lambda line: document_title(line.text), Shape.SHORT),
    ("bold line", _is_bold, Shape.BOLD),
    ("running text", running_text, Shape.BODY),
)
"""Name, rule and shape; the first rule that holds decides."""


def shape_of(line: Line) -> tuple[Shape, str]:
    """Return the shape of the first rule that holds, and the rule's name; what is left is a short plain line."""
    if line.markup is Markup.BESIDE:
        return Shape.FURNITURE, line.markup.value
    if line.markup in _LOOSE and (name := note(line.text)):
        return Shape.NOTE, name
    furniture = furniture_rule(line.text) if line.markup in _LOOSE else None
    if furniture and not (furniture in _NOT_FOR_HEADINGS and line.markup is Markup.HEADING):
        return Shape.FURNITURE, furniture
    return shape_of_text(line)


_NOT_FOR_HEADINGS = ("page number", "call", "breadcrumb")
"""Furniture rules that do not apply to lines that the input marks as headings."""


def shape_of_text(line: Line) -> tuple[Shape, str]:
    """Return the shape of a line that is no furniture, and the name of its rule."""
    for name, holds, shape in SHAPE_RULES:
        if holds(line):
            return shape, name
    return Shape.SHORT, Shape.SHORT.value
