"""Joining of lines that a column break, a page break or a fixed line width cut, and cutting of what is set run-in.

The text of the items is the text of the lines, in order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, pairwise, zip_longest

from translator.model import Flag, Line, Markup
from translator.pages.documents import CLOSING_NOTES, date_in_words, names_bodies, signer
from translator.pages.facts import FACT, with_facts
from translator.pages.fields import is_field, label
from translator.pages.furniture import continued, names_a_paper
from translator.pages.items import Item, item_of, joined, part_of
from translator.pages.letters import last_words, with_writers
from translator.pages.line_rules import (
    LONGEST_HEADLINE,
    SHORT_LINES,
    TEXTS,
    Shape,
    closing_start,
    columns,
    continued_end,
    credits_picture,
    dateline_end,
    ends_sentence,
    opens_text,
    run_in_head,
    running_text,
    says_a_sentence,
)
from translator.pages.titles import with_titles
from translator.pages.verse import VERSE, as_verse, first_lines_of_verse
from translator.text.bylines import is_byline, is_closing_credit


def items_of(lines: Sequence[Line]) -> list[Item]:
    """Return the lines with their shapes, joined where they were cut, datelines and jump lines by themselves."""
    found = [item_of(line) for line in _with_telling_breaks([line for line in lines if line.text.strip()])]
    stanzas = _stanzas(without_page_header(with_picture_credits(found)))
    titled = _numbered_parts(without_running_heads(with_facts(with_titles(list(_unwrapped(stanzas))))))
    items = signed(_rejoined(with_entries(_cut(without_false_captions(titled)))))
    return [_finished(item, following) for item, following in zip_longest(items, items[1:])]


def _with_telling_breaks(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines, without breaks where most lines have one: there a break says no more than a gap."""
    if 2 * sum(line.break_before for line in lines) <= len(lines):
        return lines
    return [replace(line, break_before=False) for line in lines]


def _stanzas(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Return the lines that stand together without a gap."""
    starts = [number for number, item in enumerate(items) if number == 0 or item.line.gap_before]
    return [items[start:end] for start, end in pairwise([*starts, len(items)])]


def with_picture_credits(items: Iterable[Item]) -> list[Item]:
    """Return the items, lines that say who took or gave a picture as captions where a caption stands above."""
    found: list[Item] = []
    for item in items:
        under_caption = bool(found) and found[-1].shape is Shape.CAPTION
        credit = under_caption and item.shape in (*SHORT_LINES, Shape.BODY) and credits_picture(item.text)
        found.append(replace(item, shape=Shape.CAPTION, rule="credit of a picture") if credit else item)
    return found


# --- fixed line widths ---------------------------------------------------------------------------------

NARROWEST_WRAP = 24
WIDEST_WRAP = 110
"""Columns, a Chinese character taking two: texts wrapped by hand or by a mail program are this wide."""

_FULL = 0.8
"""Part of the widest line from which a line counts as filled."""

_INDENT = 4
"""Columns that the first line of a paragraph is indented by, which its text no longer shows."""

_PLAIN = (Shape.SHORT, Shape.BODY)


def _unwrapped(stanzas: Sequence[Sequence[Item]]) -> Iterator[Item]:
    """Join the lines of a text that was wrapped at a fixed width, verse, and bold lines set under one another."""
    verses = first_lines_of_verse(stanzas)
    widths = [_wrapped_width(stanza[:verse]) for stanza, verse in zip(stanzas, verses, strict=True)]
    usual, times = Counter(filter(None, widths)).most_common(1)[0] if any(widths) else (0, 0)
    for stanza, verse, width in zip(stanzas, verses, widths, strict=True):
        lines = stanza[:verse]
        as_others = times > 1 and _fills(lines, usual)
        wrap = _Wrap(width or (usual if as_others else 0), _marks_paragraphs(lines))
        yield from _grouped(iter(lines), partial(_goes_on, wrap=wrap))
        if verse < len(stanza):
            yield as_verse(stanza[verse:])


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How a stanza is wrapped: its width in columns, 0 for none, and whether an indent begins each paragraph."""

    width: int
    indents: bool


def _marks_paragraphs(stanza: Sequence[Item]) -> bool:
    """Return whether some lines are indented, and not so many that the whole stanza is."""
    return 0 < 2 * sum(item.line.indented for item in stanza) <= len(stanza)


def _wrapped_width(stanza: Sequence[Item]) -> int:
    """Return the width at which most lines of a stanza are wrapped, 0 where they are not.

    A mark that hangs over the margin makes a single line wider.
    """
    if not _has_wrapped_sentences(stanza):
        return 0
    widths = sorted(columns(item.text) for item in stanza)
    filled = [width for width in widths if width >= _FULL * widths[-1]]
    return filled[len(filled) // 2]


def _fills(stanza: Sequence[Item], width: int) -> bool:
    """Return whether all lines of a stanza but the last one fill a width, as those around it do."""
    widths = [columns(item.text) for item in stanza]
    return len(widths) > 1 and max(widths) <= width + _INDENT and min(widths[:-1]) + _INDENT >= 0.9 * width


def _grouped(
    items: Iterator[Item], goes_on: Callable[[list[Item], Item], bool], flag: Flag | None = None
) -> Iterator[Item]:
    """Yield the items, each joined with those after it for as long as they go on with the group."""
    group: list[Item] = []
    for item in items:
        if group and not goes_on(group, item):
            yield joined(group, flag)
            group = []
        group.append(item)
    if group:
        yield joined(group, flag)


def _goes_on(group: Sequence[Item], item: Item, *, wrap: _Wrap) -> bool:
    """Return whether the item is one more line of the group, in a stanza that is wrapped or not."""
    first, before = group[0], group[-1].line
    if first.shape is item.shape is Shape.BOLD:
        return True
    if first.shape not in (*_PLAIN, Shape.LIST_ITEM) or item.shape not in _PLAIN or item.text.startswith("—"):
        return False
    if (wrap.indents and item.line.indented) or item.rule == "opens with dateline":
        return False
    if (
        not NARROWEST_WRAP <= wrap.width <= WIDEST_WRAP
        or not before.markup is item.line.markup is Markup.TEXT
    ):
        return False
    filled = columns(before.text) + (_INDENT if len(group) == 1 else 0)
    return filled >= _FULL * wrap.width and not (ends_sentence(before.text) and filled < 0.95 * wrap.width)


_LONGEST_LABEL = 13
"""Characters of a label in a form, where most lines have one and a long one is no part of a sentence either."""


def _is_form(stanza: Sequence[Item]) -> bool:
    """Return whether at least half of the lines have a label of their own, and fewer of the others end a sentence.

    In an interview the speakers come again, and each line without a name may be the last one of an answer.
    """
    found = [label(line.text, _LONGEST_LABEL) for line in stanza]
    fields = [opening not in ("", line.text) for line, opening in zip(stanza, found, strict=True)]
    labels = {opening for opening, field in zip(found, fields, strict=True) if field}
    ends = [ends_sentence(line.text) for line, field in zip(stanza, fields, strict=True) if not field]
    return 2 * len(labels) >= len(stanza) and len(labels) > sum(ends)


def _has_wrapped_sentences(stanza: Sequence[Item]) -> bool:
    """Return whether the lines of a stanza (without a gap between them) are wrapped at its width.

    Evidence is that the stanza has sentences, and that most of its lines, and of its wide lines, do not end
    with one: without a gap between paragraphs the headlines and bylines are the lines that end none.
    """
    if len(stanza) < 2 or any(len(line.text) > WIDEST_WRAP for line in stanza) or _is_form(stanza):
        return False
    ends = [ends_sentence(line.text) for line in stanza]
    widths = [columns(line.text) for line in stanza]
    filled = _FULL * max(widths)
    wide = [end for end, width in zip(ends, widths, strict=True) if width >= filled]
    mostly = 2 * sum(ends) <= len(ends) and 2 * sum(wide) <= len(wide)
    return mostly and any(re.search(r"[。！？；]|[a-z][.](?:\s|$)", line.text) for line in stanza)


# --- the head of a page, and running heads ------------------------------------------------------------


_OF_A_PAGE = re.compile(
    r"第\s?[\d一二三四五六七八九十]+\s?[版期]|星期[一二三四五六日天]|[A-Z]\d{1,2}(?!\d)|电话[:：]"
)


def without_page_header(items: Sequence[Item]) -> Sequence[Item]:
    """Return the items, the short lines that a break parts from the rest of the page as furniture.

    Evidence is that one of them is furniture by itself or names a page, an issue or a day of the week.
    """
    if items and _names_its_day(items[0]):
        items = [replace(items[0], shape=Shape.FURNITURE, rule="page header"), *items[1:]]
    end = next((n for n, item in enumerate(items) if n and item.line.break_before), 0)
    head = items[:end]
    alone = all(i.shape in (Shape.FURNITURE, *SHORT_LINES) for i in head) and not any(
        item.line.gap_before for item in head[1:]
    )
    telling = any(i.shape is Shape.FURNITURE or _OF_A_PAGE.search(i.text) for i in head)
    if not (alone and telling and items[end].shape in SHORT_LINES):
        return items
    header = [
        replace(i, shape=Shape.FURNITURE, rule="page header") if i.shape in SHORT_LINES else i for i in head
    ]
    return [*header, *items[end:]]


_DAY = re.compile(r"\d{4}\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}")
_WIDE_BLANK = re.compile(r"\S(?:[ \u3000]{2,}|\t)\S")
_LONGEST_HEADER = 120
"""Columns."""


def _names_its_day(item: Item) -> bool:
    """Return whether the first line of a page has the day of the issue beside other words, in columns."""
    text = item.text
    return (
        item.shape in (*SHORT_LINES, Shape.BODY)
        and columns(text) <= _LONGEST_HEADER
        and bool(_DAY.search(text) and _WIDE_BLANK.search(text))
        and not re.search("[。！？；，]", text)
    )


def without_running_heads(items: Sequence[Item]) -> list[Item]:
    """Return the items, with what stands again and again beside a page number, and the paper's name, as furniture."""
    found = list(items)
    times = Counter(item.text for item in found if item.shape in (*SHORT_LINES, Shape.NOTE))
    numbers = [False, *[item.rule == "page number" for item in found], False]
    named = len(found) > 1 and found[0].shape is Shape.SHORT and names_a_paper(found[0].text, found[1].text)
    return [
        replace(item, shape=Shape.FURNITURE, rule="running head")
        if (times[item.text] > 1 and (numbers[place] or numbers[place + 2])) or (named and place == 0)
        else item
        for place, item in enumerate(found)
    ]


def _numbered_parts(items: Sequence[Item]) -> list[Item]:
    """Return the items, lines ``01``, ``02`` … in order as numbers of parts and not of pages."""
    places = [place for place, item in enumerate(items) if re.fullmatch(r"0\d", item.text)]
    numbers = [int(items[place].text) for place in places]
    if len(places) < 2 or numbers != list(range(1, len(places) + 1)):
        return list(items)
    return [
        replace(item, shape=Shape.ORDINAL, rule="number of a part") if place in places else item
        for place, item in enumerate(items)
    ]


# --- what is set run-in --------------------------------------------------------------------------------


def _cut(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items; what opens a paragraph (``（上接第一版）``, a dateline) or closes it (``（完）``) is cut off."""
    for item in items:
        if item.shape is Shape.BODY or (item.shape is Shape.LIST_ITEM and item.line.markup is Markup.TEXT):
            head = run_in_head(item.text) if item.shape is Shape.BODY else ()
            for start, end in head:
                yield item_of(part_of(item, start, end))
            text = replace(item, line=part_of(item, head[-1][1], len(item.text))) if head else item
            yield from _parts(text)
        else:
            yield item


def _parts(item: Item) -> Iterator[Item]:
    opening, end = continued_end(item.text), len(item.text)
    closings = [end]
    while (start := closing_start(body := item.text[:end].rstrip())) < len(body):
        if item.shape is Shape.LIST_ITEM and is_closing_credit(body[start:]):
            break  # each brief of a list keeps its reporter
        closings.append(end := start)
    if opening >= end:
        yield item
        return
    if opening:
        yield item_of(part_of(item, 0, opening))
    yield from _paragraph(item, opening, end)
    for start, stop in zip(reversed(closings), reversed(closings[:-1]), strict=False):
        yield item_of(part_of(item, start, stop))


def _paragraph(item: Item, start: int, end: int) -> Iterator[Item]:
    """Yield the paragraph that stands in ``[start, end)``, the dateline before it by itself."""
    line = part_of(item, start, end)
    length = 0 if start else dateline_end(replace(line, emphasis=item.line.emphasis))
    if length:
        yield _opening(part_of(item, 0, length))
    if line.text[length:].strip():
        whole = start == length == 0 and end == len(item.text)
        yield replace(item, line=item.line if whole else part_of(item, start + length, end))


def _opening(line: Line) -> Item:
    """Return what opens a paragraph: a credit in brackets is a byline, anything else a dateline."""
    if is_byline(line.text):
        return Item(line=line, shape=Shape.BYLINE, rule="byline")
    return Item(line=line, shape=Shape.BODY, rule="dateline", dateline=True)


# --- broken paragraphs ---------------------------------------------------------------------------------


_TITLE = re.compile(r"题\s?[:：].{1,40}")
"""After its dateline an agency names the feature that follows: ``新华社北京3月5日电 题：…``."""

_MOST_BETWEEN = 6
"""Page numbers, running heads and pictures with their captions between the two parts of a sentence."""

_CLOSING_FURNITURE = frozenset({"jump line", "end mark", "staff line", "imprint"})

_OPEN = "，、,（("
"""Marks after which a sentence always goes on."""


def _rejoined(items: Iterable[Item]) -> list[Item]:
    """Return the items, with paragraphs joined across any number of breaks.

    Page furniture and captions that stand within a sentence come after its paragraph.
    """
    found = list(items)
    groups: list[list[Item]] = []
    broken, between = None, 0
    for item, following in zip_longest(found, found[1:]):
        apart = item.line.break_before and broken == len(groups) - 1
        if broken is not None and not apart and _goes_on_with(groups[broken], item):
            groups[broken].append(item)
            between = 0
            broken = broken if breaks_off(item, within=True) else None
            continue
        above = groups[-1][-1] if groups else None
        groups.append([item])
        if breaks_off(item) or _short_but_cut(above, item, following):
            broken, between = len(groups) - 1, 0
        elif broken is not None:
            between += 1
            broken = broken if _may_stand_within(item) and between <= _MOST_BETWEEN else None
    return [_whole(group) for group in groups]


def _goes_on_with(group: Sequence[Item], item: Item) -> bool:
    """Return whether the item goes on with a group; where both open with an indent it is a paragraph of its own."""
    before = group[-1]
    indents = group[0].line.indented and item.line.indented
    return continues(before, item) and not (indents and before.text[-1] not in _OPEN)


def _short_but_cut(above: Item | None, item: Item, following: Item | None) -> bool:
    """Return whether a short line breaks off: it ends in a comma under a text, or has one at the foot of a page."""
    if item.shape is not Shape.SHORT or above is None:
        return False
    if item.text[-1] in "，、":
        return above.shape in TEXTS
    foot = following is not None and following.rule in ("page number", "running head")
    return foot and "，" in item.text and not says_a_sentence(item.text)


def _whole(group: Sequence[Item]) -> Item:
    item = joined(group, Flag.REJOINED)
    cut = len(group) > 1 and item.shape is Shape.SHORT
    return replace(item, shape=Shape.BODY, rule="running text") if cut else item


def _may_stand_within(item: Item) -> bool:
    """Return whether the item may stand within a sentence: a page number, a running head, a picture's caption."""
    furniture = item.shape is Shape.FURNITURE and item.rule not in _CLOSING_FURNITURE
    return (furniture and not continued(item.text)) or item.shape is Shape.CAPTION


def continues(before: Item, item: Item) -> bool:
    """Return whether the item goes on with a text that broke off: running text, or a short line that ends it."""
    if item.dateline or item.rule in (VERSE, FACT, ENTRY, "introduction"):
        return False
    if before.text[-1] not in _OPEN and opens_text(item.text):
        return False
    return item.shape is Shape.BODY or (item.shape is Shape.SHORT and ends_sentence(item.text))


def breaks_off(item: Item, *, within: bool = False) -> bool:
    """Return whether the item is running text without the end of a sentence, also as an item of a list.

    ``within`` a text that was broken before, any line may be cut again.
    """
    text = item.text
    if (
        item.dateline
        or item.rule in (VERSE, FACT, ENTRY, "row of columns")
        or _TITLE.match(text)
        or ends_sentence(text)
    ):
        return False
    if item.shape is Shape.LIST_ITEM:
        return item.line.markup is Markup.TEXT and running_text(item.line)
    whole = columns(text) <= LONGEST_HEADLINE and is_field(text)
    return item.shape is Shape.BODY and (within or not whole)


def _finished(item: Item, following: Item | None) -> Item:
    """Return the item; a dateline stays one only where a paragraph follows, and an unfinished text is flagged."""
    opens = following and following.shape is Shape.BODY and not following.dateline
    if item.dateline and not opens:
        item = replace(item, dateline=False)
    return replace(item, flags=(*item.flags, Flag.UNFINISHED)) if breaks_off(item) else item


# --- lists without full stops ----------------------------------------------------------------------------

ENTRY = "entry of a list"
"""Rule of an entry of a list whose entries have no full stops."""

_ENTRIES, _SURE_ENTRIES = 3, 2
"""Texts without full stops from which they are a list, by themselves and where something else shows it too."""


def with_entries(items: Iterable[Item]) -> list[Item]:
    """Return the items, texts that stand under one another and end no sentence as entries of a list.

    A break leaves one text without its end, and a long text that is cut more than once has full stops within.
    """
    found = list(items)
    places = [place for place, item in enumerate(found) if not _may_stand_within(item)]
    texts = [found[place] for place in places]
    starts = [n for n in range(len(texts)) if n == 0 or not _in_one_list(texts[n - 1], texts[n])]
    for start, end in pairwise([*starts, len(texts)]):
        above = texts[start - 1] if start else None
        if not _is_list(above, texts[start:end], texts[end] if end < len(texts) else None):
            continue
        for place in places[start:end]:
            if breaks_off(found[place]):
                found[place] = replace(found[place], rule=ENTRY)
    return found


def _in_one_list(before: Item, item: Item) -> bool:
    same = before.shape is item.shape and not item.line.break_before
    return same and _may_be_entry(before) and _may_be_entry(item)


def _may_be_entry(item: Item) -> bool:
    """Return whether the item has no end of a sentence, neither within nor at its end, and does not go on."""
    if item.text[-1] in _OPEN or ends_sentence(item.text) or re.search("[。！？]", item.text):
        return False
    return item.shape is Shape.LIST_ITEM or breaks_off(item)


def _is_list(above: Item | None, run: Sequence[Item], below: Item | None) -> bool:
    """Return whether texts without full stops are a list.

    Two are one under a line that introduces them, or where nothing below can be their end. Lines of one width are
    those of a text that was wrapped.
    """
    if len(run) < _SURE_ENTRIES:
        return False
    if below is None or below.line.break_before or not continues(run[-1], below):
        return True
    introduced = above is not None and above.rule == "introduction"
    return len(run) >= (_SURE_ENTRIES if introduced else _ENTRIES) and not _of_one_width(run)


def _of_one_width(run: Sequence[Item]) -> bool:
    """Return whether the lines have one width, the first with or without the indent of a paragraph."""
    first, *others = (columns(item.text) for item in run)
    widest = max(others)
    return widest - min(others) <= _INDENT and -_INDENT <= widest - first <= 2 * _INDENT


# --- lists of notices ------------------------------------------------------------------------------------

_NOTICES = 3
"""Lines with one mark from which they are a list and no captions; a page has hardly so many pictures in a row."""


def without_false_captions(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items, captions that open with one mark and stand under one another as a list: ``▲某某遗失…``."""
    for mark, group in groupby(items, key=lambda i: i.text[0] if i.shape is Shape.CAPTION else ""):
        same = list(group)
        marked = mark in tuple("▲△▼◀▶◁▷◄►") and len(same) >= _NOTICES
        for item in same:
            yield replace(item, shape=Shape.LIST_ITEM, rule="list item") if marked else item


# --- signatures ----------------------------------------------------------------------------------------

_MOST_SIGNERS = 4


def signed(items: Sequence[Item]) -> list[Item]:
    """Return the items, the date that closes a document and the names of the bodies above it as its signature.

    A date beside page furniture or right under a headline is the page's or the article's. The writers of a letter
    sign without a date as well.
    """
    found = with_writers(items)
    end = max((n for n, item in enumerate(items) if item.shape is not Shape.FURNITURE), default=0)
    for index, item in enumerate(items):
        if item.shape not in (Shape.FURNITURE, Shape.SHORT) or not _is_day(item.text):
            continue
        first = index
        while index - first < _MOST_SIGNERS and first and _may_sign(items[first - 1]):
            first -= 1
        closing = _Closing(
            items[first : index + 1], next(iter(items[index + 1 : index + 2]), None), index >= end
        )
        closed = _closes_text(items, first - 1) or (closing.signs_a_letter and last_words(items, first - 1))
        if closed and closing.signs:
            found[first : index + 1] = [
                replace(line, shape=Shape.SIGNATURE, rule="signature") for line in items[first : index + 1]
            ]
    return found


_DAY_IN_FIGURES = re.compile(r"\d{4}([-./])\d{1,2}\1\d{1,2}")


def _is_day(text: str) -> bool:
    return date_in_words(text) or bool(_DAY_IN_FIGURES.fullmatch(text))


@dataclass(frozen=True, slots=True)
class _Closing:
    """Lines that may be a signature, the last one a date; what is below it, and whether that is furniture alone."""

    lines: Sequence[Item]
    below: Item | None
    ends_page: bool

    @property
    def signs(self) -> bool:
        """Return whether the lines sign a document.

        A date in figures, as sites have it, counts only under the name of a body, or under any signer where nothing
        follows on the page.
        """
        *signers, date = self.lines
        body = bool(signers) and names_bodies(signers[-1].text)
        if self.below is None:
            return date_in_words(date.text) or bool(signers)
        if self.below.shape is Shape.FURNITURE:
            return body and self.ends_page
        return date_in_words(date.text) or (body and self.below.shape not in TEXTS)

    @property
    def signs_a_letter(self) -> bool:
        """Return whether somebody signs above the date, and the text of an article does not follow."""
        opens = (*TEXTS, Shape.ORDINAL, Shape.BYLINE)
        return len(self.lines) > 1 and (self.below is None or self.below.shape not in opens)


def _may_sign(item: Item) -> bool:
    return item.shape in SHORT_LINES and signer(item.text)


def _closes_text(items: Sequence[Item], place: int) -> bool:
    if place < 0:
        return False
    item = items[place]
    closing = item.shape is Shape.NOTE and item.rule in CLOSING_NOTES
    return closing or item.shape in TEXTS or is_field(item.text)
