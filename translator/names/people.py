"""Names of people in Chinese text, found by the words beside them.

A surname with one or two characters of given name is a candidate. It gets points for the words before it (a post, a
role, another name), for the text after it (a verb of saying, a title, the beginning of a word, punctuation) and for
its own characters; enough points make a name. The weights were set on newspaper text
(``tests/benchmarks/bench_names.py``); precision came first, because a wrong name is printed.

Texts are in Simplified characters, see `translator.text.scripts.simplified_for_matching`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from translator.names.lexicon import abroad, begins_word, ends_with_any, is_han, is_word, starts_with_any
from translator.text.pinyin import COMPOUND_SURNAMES, RARE_SURNAMES, SURNAMES
from translator.text.spans import Span, overlaps
from translator.text.tables import table

_WORDS = table("translator.names", "people.toml")


def _listed(key: str) -> frozenset[str]:
    return frozenset(_WORDS[key].split())


_POSTS, _NO_POSTS, _SAYS, _AFTER = map(_listed, ("posts", "no_posts", "says", "after"))
_TITLES, _NOT_PINYIN, _NOT_NAMES, _INSIDE = map(_listed, ("titles", "not_pinyin", "not_names", "inside"))
_ADDRESS = tuple(_WORDS["address"].split())
_GIVEN = frozenset("".join(_WORDS["given"].split()))
_NEVER_GIVEN, _NEVER_LAST, _PLACE_ENDS, _TRANSLITERATING, _ALSO_WORDS, _OF_PLACES, _NUMBERS, _ADVERBS = (
    frozenset(_WORDS[key])
    for key in (
        "never_given",
        "never_last",
        "place_ends",
        "transliterating",
        "also_words",
        "of_places",
        "numbers",
        "adverbs",
    )
)
_HONORIFICS: dict[str, list[str]] = _WORDS["honorifics"]
_SURE_POSTS = frozenset("员长师官")
_CLAUSE = frozenset("，。；：、！？“”‘’（）()《》【】… \u3000,;:\"'—\n")
_LINKS = frozenset("、和与及兼")
_CREDIT = re.compile(r"[ \u3000/（(]{1,3}(?:摄|供图|绘|制图|文|报道|/)|摄(?![\u4e00-\u9fff])")
_QUOTES = re.compile('[:：]\\s*[“"]')
_DOTTED = re.compile("[\u4e00-\u9fff]{0,4}[·•]")

_SURNAME = re.compile(f"(?=({'|'.join(COMPOUND_SURNAMES)}|[{''.join(SURNAMES | RARE_SURNAMES)}]))")

_ENOUGH = 5
_RULED_OUT = -99
_POST, _NAME_IN_LIST, _QUOTED_POST, _CLAUSE_START = 4, 3, 2, 1
_SAYING, _WORD, _BOUNDARY, _NO_GIVEN_NAME = 4, 3, 2, 1


class Person(NamedTuple):
    """Name of a person at ``[start, end)``; not ``sure`` if the evidence is weak."""

    start: int
    end: int
    sure: bool


class _Candidate(NamedTuple):
    """One possible end of a name; of two with equal points that with more points of its own characters is better."""

    points: int
    own_points: int
    end: int


def find_people(text: str, taken: Sequence[Span] = ()) -> list[Person]:
    """Return the people's names in a text, in order, without overlap and outside the ``taken`` spans."""
    found: list[Person] = []
    for match in _SURNAME.finditer(text):
        start, length = match.start(), len(match[1])
        if found and start < found[-1].end:
            continue
        best = max(_candidates(text, start, length, found), default=None)
        if (
            best
            and best.points >= _ENOUGH
            and not overlaps((start, best.end), taken)
            and not abroad(text, start)
        ):
            found.append(Person(start, best.end, best.points > _ENOUGH))
    return found


def pattern_of(names: Collection[str]) -> re.Pattern[str]:
    """Return a pattern of the names for `find_known`, a longer one before its own beginning."""
    return re.compile("|".join(sorted(names, key=lambda name: (-len(name), name))) or "(?!)")


def find_known(text: str, names: re.Pattern[str], taken: Sequence[Span] = ()) -> list[Span]:
    """Return where names that are known from elsewhere in the document stand in a text, without overlap.

    They need no word beside them, unless they are common words themselves or may go on (王伟 in 王伟民路).
    """
    spans = (match.span() for match in names.finditer(text))
    return [span for span in spans if not overlaps(span, taken) and _stands_alone(text, *span)]


def _stands_alone(text: str, start: int, end: int) -> bool:
    if is_word(text[start:end]) or text[start:end] in _NOT_NAMES or _DOTTED.match(text, end):
        return False
    after = text[end : end + 1]
    if after in _PLACE_ENDS:
        return starts_with_any(text, end, _TITLES, 3)
    return end - start > 2 or _after(text, end) > 0


def find_honorifics(text: str, taken: Sequence[Span] = ()) -> list[tuple[Span, str, tuple[str, ...]]]:
    """Return the surnames with 女士 or 先生 in a text: the span, the surname, and the English titles."""
    found = []
    for match in re.finditer("|".join(_HONORIFICS), text):
        for length in (2, 1):
            start = match.start() - length
            surname = text[max(start, 0) : match.start()]
            known = surname in COMPOUND_SURNAMES if length == 2 else surname in SURNAMES - _ALSO_WORDS
            if start >= 0 and known and not _goes_on_before(text, start):
                if not overlaps((start, match.end()), taken):
                    found.append(((start, match.end()), surname, tuple(_HONORIFICS[match[0]])))
                break
    return found


def _goes_on_before(text: str, start: int) -> bool:
    """Return whether a surname belongs to a longer name or word: 王方女士, 杨振宁先生, 对于女士."""
    if ends_with_any(text, start, _POSTS):
        return False
    names = (text[start - length : start + 1] for length in (1, 2))
    return is_word(text[start - 1 : start + 1]) or any(
        name and name[0] in SURNAMES and _GIVEN.issuperset(name[1:]) for name in names
    )


# --- one candidate ---------------------------------------------------------------------------------


def _candidates(text: str, start: int, length: int, found: Sequence[Person]) -> Iterator[_Candidate]:
    before = _before(text, start, found)
    compound = length == 2 and not is_word(text[start : start + 2])
    for end in (start + length + 1, start + length + 2):
        if end > len(text) or not is_han(text[start + length : end]) or before < 0:
            return
        short = end - start - length == 1
        left = min(before, _QUOTED_POST) if short and text[start - 1 : start] == "的" else before
        right = _after(text, end)
        if right < (_BOUNDARY if short else _NO_GIVEN_NAME):
            continue
        if left >= _QUOTED_POST or right >= _SAYING or compound:
            own = _own_points(text, start, length, end)
            yield _Candidate(left + right + own, own, end)


def _before(text: str, start: int, found: Sequence[Person]) -> int:
    """Return the points for what stands before a name; fewer than 0 rule it out."""
    at = start
    while at and text[at - 1] in " \u3000：:":
        at -= 1
    if not at:
        return _CLAUSE_START
    if text[start - 1 : start + 1] in _INSIDE:
        return _RULED_OUT
    crossing = is_word(text[start - 1 : start + 1])
    if not ends_with_any(text, at, _NO_POSTS) and ends_with_any(text, at, _POSTS):
        return _post_points(text, at, crossing)
    return _other_points(text, start, at, crossing, found)


def _post_points(text: str, at: int, crossing: bool) -> int:
    if text[at - 2 : at - 1] in _NUMBERS:  # 三户, 每人
        return 0
    if is_word(text[at - 2 : at]) or text[at - 2 : at] in _POSTS:
        return _POST - 2 * crossing
    sure = text[at - 1] in _SURE_POSTS
    return 0 if crossing else _POST if sure else _POST - 1


def _other_points(text: str, start: int, at: int, crossing: bool, found: Sequence[Person]) -> int:
    char = text[at - 1]
    if found and (char in _LINKS or at < start) and found[-1].end in (at - 1, at):
        return _NAME_IN_LIST
    if char in "”’" and ends_with_any(text, at - 1, _POSTS):
        return _QUOTED_POST
    if char == "的":
        return _POST if text[at - 2 : at - 1] in _OF_PLACES else _CLAUSE_START
    return _CLAUSE_START if char in _CLAUSE or at < start else -2 * crossing


def _after(text: str, end: int) -> int:
    """Return the points for what stands after a name."""
    if end >= len(text):
        return _BOUNDARY
    if (
        _CREDIT.match(text, end)
        or _QUOTES.match(text, end)
        or starts_with_any(text, end, _SAYS, 4)
        or starts_with_any(text, end, _TITLES, 3)
    ):
        return _SAYING
    char, pair = text[end], text[end : end + 2]
    if char in _PLACE_ENDS:
        return 0
    ends_names = char in _AFTER or char in _NEVER_GIVEN
    if is_word(pair) or pair in _AFTER:
        return _WORD if ends_names else _BOUNDARY
    if ends_names or not is_han(char):
        return _BOUNDARY
    return _NO_GIVEN_NAME if char not in _GIVEN else 0


def _own_points(text: str, start: int, length: int, end: int) -> int:
    """Return the points for the characters of a name and how they go with the next word."""
    given = text[start + length : end]
    if _ruled_out(text, start, length, end):
        return _RULED_OUT
    typical = sum(char in _GIVEN for char in given)
    unlikely = len(given) - typical
    points = -unlikely * (2 if length == 2 or len(given) == 1 else 1) if unlikely else len(given) - 1
    points -= 2 * sum(char in _TRANSLITERATING for char in given)
    if length == 2:
        points += 2
    elif text[start] in RARE_SURNAMES or text[start] in _ALSO_WORDS:
        points -= 2 if len(given) == 1 else 1
    points -= 3 * is_word(text[start : start + 2])
    if len(given) == 2 and given[-1] in _ADVERBS and is_han(text[end : end + 1]):
        points -= 2
    return points - _next_word_points(text, end)


def _ruled_out(text: str, start: int, length: int, end: int) -> bool:
    listed = _NOT_PINYIN | _NOT_NAMES
    return (
        not _NEVER_GIVEN.isdisjoint(text[start + length : end])
        or text[end - 1] in _NEVER_LAST
        or not listed.isdisjoint((text[start:end], text[start : start + 2]))
        or text.startswith(_ADDRESS, start + length)
        or text[start - 1 : start] == "·"
        or _DOTTED.match(text, end) is not None
    )


def _next_word_points(text: str, end: int) -> int:
    """Return how much speaks for the last character being the first of the next word."""
    points = 0
    if is_word(text[end - 1 : end + 1]) and text[end : end + 1] not in ("和", "与", "及"):
        points += 1 if begins_word(text, end) else 2
    if any(text[end - 1 : end + n] in _SAYS or text[end - 1 : end + n] in _AFTER for n in (1, 2)):
        return points + 3
    return points + (text[end - 1] in _AFTER)
