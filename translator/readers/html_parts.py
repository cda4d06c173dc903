"""Parts of a web page: navigation, parts beside the article, hidden parts and tables for layout.

The evidence is in the page itself: the place of its running text, the share of links in a part, and the names of the
elements. A part is left out only on such evidence; a doubtful part is read.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from translator.readers.html_survey import (
    BLOCKS,
    HEADINGS,
    SHORT,
    Measure,
    Survey,
    is_hidden,
    word_count,
    words,
)
from translator.readers.html_tables import Tables
from translator.readers.html_tree import Element
from translator.text.scripts import squeezed


class Part(StrEnum):
    """A kind of part that does not belong to the article; the value is the reason or the evidence."""

    HIDDEN = "hidden text"
    NAVIGATION = "navigation"
    LINKS = "links to other pages"
    BESIDE = "beside the article"
    """Read, and marked in its lines: shares, related pages and notices of the site."""

    @property
    def skipped(self) -> bool:
        """Return whether the part makes no lines."""
        return self is not Part.BESIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The elements of a page that are not read as their tags say."""

    left_out: Mapping[Element, Part]
    layout: frozenset[Element]
    """Tables that hold no data but arrange the page."""
    pictures: frozenset[Element]
    """Layout tables that arrange pictures, so that their text is captions."""
    headline: Element | None
    """The element that holds the page's title and nothing else."""


def parts_of(root: Element) -> Parts:
    """Return what the parts of a page are, in time linear in its size."""
    survey = Survey(root)
    hidden = frozenset(_Hidden(survey).numbers())
    sums = survey.sums(without=hidden)
    tables = Tables(survey, sums)
    headline = _headline(survey, sums, tables.data, frozenset(_titles(root)))
    surroundings = _Surroundings(survey, sums, headline)
    return Parts(
        left_out={survey.elements[number]: part for number, part in surroundings.parts(hidden)},
        layout=tables.layout,
        pictures=tables.pictures,
        headline=None if headline is None else survey.elements[headline],
    )


# --- names -------------------------------------------------------------------------------------------


_NAVIGATION = words("nav navs navbar navigation topnav subnav mainnav menu menus submenu mainmenu hidemenu")
_LAYERS = _NAVIGATION | words(
    "modal dialog popup pop layer mask overlay toast tooltip tip tips tpl template login share qrcode ewm erweima"
    " agreement privacy cookie dropdown print"
)
_BESIDE = words(
    "breadcrumb breadcrumbs crumb crumbs mbx footer foot copyright sidebar share sharebox bdshare bdsharebuttonbox"
    " jiathis social fenxiang related relate relates rel xgyd xgxw xiangguan recommend recommends recommended tuijian"
    " hotnews hotlist ranking comment comments pinglun advert advertisement guanggao login search toolbar tools qrcode"
    " ewm erweima friendlink friendlinks pager pagination subscribe popup modal cookie zihao fontsize"
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def _names(element: Element) -> frozenset[str]:
    """Return the words of an element's id and classes in lower case: of ``moreArticle`` and ``rich_media_tool``."""
    named = f"{element.get('id')} {element.get('class')}"
    return frozenset(word.lower() for word in _WORD.findall(named)) | words(named.lower())


# --- hidden text -------------------------------------------------------------------------------------


class _Hidden:
    """The elements that stay hidden for a reader of the page.

    A script will show an element with most of the running text of the page, and an element that continues the text
    around it; but not an element named as a layer or a template, nor a copy of visible text.
    """

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._sums = survey.sums()
        self._texts: dict[int, set[str]] = defaultdict(set)
        for paragraph in survey.paragraphs:
            self._texts[paragraph.hidden].add(paragraph.text)
        self._under: Counter[int] = Counter()
        for number in survey.hidden:
            self._under[self._sums[number].parent] += self._sums[number].running

    def numbers(self) -> Iterator[int]:
        """Yield the numbers of the elements."""
        seen = self._texts[-1]
        for number in self._survey.hidden:
            texts = self._texts[number]
            layer = _names(self._survey.elements[number]) & _LAYERS
            if not texts or layer or texts <= seen or not self._is_shown(number):
                yield number

    def _is_shown(self, number: int) -> bool:
        parent = self._sums[number].parent
        most = 2 * self._under[parent] >= self._sums[0].running
        return most or parent in self._survey.flows


# --- the page's title --------------------------------------------------------------------------------

_SHORTEST_TITLE = 5
_LONGEST_TITLE = 200
_TITLE_NAMES = ("og:title", "twitter:title", "articletitle", "title")
_SEPARATOR = re.compile(r"\s*[_|｜]+\s*|\s*[-—–]+\s*|\s+·\s+")


def _headline(
    survey: Survey, sums: Sequence[Measure], data: Collection[Element], titles: Collection[str]
) -> int | None:
    """Return the first element whose whole text is the page's title, the innermost of those, not among data."""
    sizes = {word_count(title) for title in titles}
    number = 0
    while number < len(survey.elements):
        element, measure = survey.elements[number], sums[number]
        if element in data or is_hidden(element):
            number = survey.ends[number]
            continue
        block = element.name in HEADINGS or (element.name in BLOCKS and not measure.linked)
        right_size = block and measure.text in sizes and not _holds_all(survey, sums, number)
        if right_size and squeezed(element.text()) in titles:
            return number
        number += 1
    return None


def _holds_all(survey: Survey, sums: Sequence[Measure], number: int) -> bool:
    """Return whether one block in an element has all of its text."""
    inner = (child for child in survey.children(number) if survey.elements[child].name in BLOCKS)
    return any(sums[child].text == sums[number].text for child in inner)


def _titles(root: Element) -> Iterator[str]:
    """Yield the titles that the page states, whole and without the site's addition at the end."""
    for element in root.elements():
        if element.name == "title":
            title = element.text()
        elif element.name == "meta":
            name = element.get("property") or element.get("name")
            title = element.get("content") if name.lower() in _TITLE_NAMES else ""
        else:
            continue
        title = title[:_LONGEST_TITLE]
        ends = [match.start() for match in _SEPARATOR.finditer(title)]
        for end in (*ends, len(title)):
            if word_count(title[:end]) >= _SHORTEST_TITLE:
                yield squeezed(title[:end])


# --- what stands around the article ------------------------------------------------------------------

_LEAST_RUNNING = 60
"""Words of running text from which a page has an article that something can stand beside."""

_BODY_SHARE = 0.8
_LARGEST_PART = 1 / 3
"""Share of the page's running text from which a part belongs to what the page is about, whatever it is called."""

_LINKED_SHARE = 0.5
_LONG_LIST = 8
"""Links from which a list of other pages is left out; in a shorter one the lines are marked."""


class _Surroundings:
    """What stands around the article of a page."""

    def __init__(self, survey: Survey, sums: Sequence[Measure], headline: int | None) -> None:
        self._survey, self._sums = survey, sums
        self._headline = self._first_heading() if headline is None else headline
        self._body = self._find_body()

    def parts(self, hidden: Collection[int]) -> Iterator[tuple[int, Part]]:
        """Yield the parts with their kinds; a part that is only marked may contain menus to skip."""
        number = marked = 0
        while number < len(self._survey.elements):
            part = Part.HIDDEN if number in hidden else self._part(number)
            if part and (part.skipped or number >= marked):
                yield number, part
            if part is Part.BESIDE:
                marked = max(marked, self._survey.ends[number])
            number = self._survey.ends[number] if part and part.skipped else number + 1

    def _first_heading(self) -> int | None:
        names = [element.name for element in self._survey.elements]
        return names.index("h1") if names.count("h1") == 1 else None

    def _find_body(self) -> int:
        """Return the smallest element that has most of the running text, paragraphs aside."""
        number, most = 0, _BODY_SHARE * self._sums[0].running
        while True:
            inner = (child for child in self._survey.children(number) if self._sums[child].running >= most)
            child = next(inner, None)
            if child is None or self._survey.elements[child].name == "p" or not most:
                return number
            number = child

    def _part(self, number: int) -> Part | None:
        """Return the kind of part that an element is, None if nothing speaks against reading it."""
        element, measure = self._survey.elements[number], self._sums[number]
        if element.name not in BLOCKS or not measure.text or self._holds_the_article(number):
            return None
        names = _names(element)
        if names & _NAVIGATION:
            return Part.NAVIGATION
        if self._sums[0].running < _LEAST_RUNNING or self._belongs_to_the_article(measure):
            return None
        if self._is_list_of_links(number):
            return Part.LINKS if measure.links >= _LONG_LIST else Part.BESIDE
        return Part.BESIDE if names & _BESIDE or element.name == "footer" else None

    def _holds_the_article(self, number: int) -> bool:
        inside = self._survey.inside
        holds_headline = self._headline is not None and inside(self._headline, number)
        large = self._sums[number].running > _LARGEST_PART * self._sums[0].running
        return inside(self._body, number) or holds_headline or large

    def _belongs_to_the_article(self, measure: Measure) -> bool:
        """Return whether a part names the source, the authors or the attachments of the article."""
        few_links = measure.links <= 2 or 2 * measure.linked < measure.text
        return measure.text <= SHORT and (measure.attachment or (measure.credit and few_links))

    def _is_list_of_links(self, number: int) -> bool:
        """Return whether a part is links to other pages, and not among the paragraphs of the article."""
        measure = self._sums[number]
        if measure.links < 2 or measure.running or measure.linked < _LINKED_SHARE * measure.text:
            return False
        return not (self._survey.inside(number, self._body) and measure.parent in self._survey.flows)
