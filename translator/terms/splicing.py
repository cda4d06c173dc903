"""English put into a translation in place of other words: its article, its capital and its number repaired."""

from __future__ import annotations

import re

from translator.text.nouns import countable, head, plural, singular
from translator.text.spans import Span

_SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"”’)]*\s+)['\"“‘(]*$")
_ARTICLE_BEFORE = re.compile(r"\b(an?|the)\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the)\s+(?=\S)", re.IGNORECASE)
_SCALE = r"(?:hundred|thousand|million|billion)"
_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|many|several|various|these|those|a number of"
    rf"|(?:dozens|hundreds|thousands|millions) of|(?:an?|one)(?= {_SCALE}))(?: {_SCALE})?\s+$",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?:^|(?P<before>\S+)\s)[(“\"]*(?:\d[\d,.]*[-–])?(?P<figure>\d[\d,.]*)" + rf"(?P<scale> {_SCALE})?\s+$"
)
_ONE_OR_YEAR = re.compile(r"[01]|(?:19|20)\d\d")
_LABEL = re.compile(
    r"an?|no|number|phase|stage|level|grade|class|type|line|chapter|article|part|section|tier|category|version|page",
    re.IGNORECASE,
)
"""Words that make one thing of a figure behind them (*level 3 hospital*), as names do (*Line 2*)."""

_OPENER = re.compile(
    r"About|All|Almost|And|Another|Around|At|By|For|From|In|Nearly|Of|Only|Over|Some|The|These|Those|With|Within"
)
_NEXT_WORDS = re.compile(r"(?:\s+[A-Za-z-]+){0,3}")
_OTHER_CLAUSE = re.compile(
    r"\w+(?:ed|ly)|became|began|built|came|grew|held|made|may|must|rose|said|saw|set|through|took|went|won"
)
_QUOTES = tuple('"“”')
_OPENING = "\"“‘'("
FUNCTION_WORD = re.compile(
    r"(?:a|an|and|about|after|all|also|among|are|as|at|be|been|before|between|but|by|during|for|from|had|has|have|he|her"
    r"|his|in|into|is|it|its|more|not|of|on|or|over|she|than|that|the|their|they|this|to|under|until|was|were|which|while"
    r"|who|will|with)",
    re.IGNORECASE,
)
"""Words that bind their neighbours into the sentence."""

_AN_ACRONYM = re.compile(r"[AEFHILMNORSX](?:[A-Z]*[0-9]*\b)")
_CONSONANT = re.compile(r"eu|one\b|one-|once|uni(?![nm])|u[srt][aeio]", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiou]|hour|heir|hono|honest|8|1[18](?:,|\b)", re.IGNORECASE)
"""What is spoken with a vowel first, where neither an acronym nor such words as *European* are (*a university*)."""


def spliced(text: str, span: Span, english: str, *, person: bool = False, noun: bool = True) -> str:
    """Return the text with ``english`` in place of the words at ``span``.

    Words at either end of ``english`` that are already there, before or behind the place, are left once. Of a
    ``person``, whose name takes no article, the article before the place is left out. A ``noun`` is put `in_number`.
    """
    before, after = text[: span[0]], text[span[1] :]
    if noun:
        english = in_number(before, text[slice(*span)], english, after)
    article = _ARTICLE_BEFORE.search(before)
    if article and person:
        before = before[: article.start()]
    elif article:
        english = _ARTICLE.sub("", english, count=1)
        before = before[: article.start()] + _article(article[1], english) + " "
    before, after = _without_doubles(before, english.split(), after)
    before, english, after = _quoted_once(before, english, after, even=_marks(text) % 2 == 0)
    if text.count("(") == text.count(")"):
        before, after = _without_lost_bracket(before, english, after)
    starts = _SENTENCE_START.search(before) and (not before or text[span[0] : span[0] + 1].isupper())
    english = capitalized(english) if starts else _small_article(english)
    space_before = before[-1:].isalnum()
    space_after = after[:1].isalnum()
    return f"{before}{' ' if space_before else ''}{english}{' ' if space_after else ''}{after}"


_LIST_NUMBER = re.compile(r"\(?\d{1,3}[.)]\s+")


def capitalized(english: str) -> str:
    """Return the English with a capital at its beginning, but for a name such as iPhone.

    The number of a list and quotation marks may stand before it.
    """
    number = _LIST_NUMBER.match(english)
    at = number.end() if number else 0
    at += len(english[at:]) - len(english[at:].lstrip(_OPENING))
    first = english[at:].split(" ", 1)[0]
    return english[:at] + first[:1].upper() + english[at + 1 :] if first.islower() else english


def _quoted_once(before: str, english: str, after: str, *, even: bool) -> tuple[str, str, str]:
    """Return the three parts without the quotation marks that stand there twice, or lost their partner.

    None has lost it that had none: ``even`` says that the text had an even number of marks.
    """
    if english[:1] in _QUOTES and before[-1:] in _QUOTES:
        english = english[1:]
    if english[-1:] in _QUOTES and after[:1] in _QUOTES:
        english = english[:-1]
    if even and _marks(before + english + after) % 2:
        before, after = _without_mark(before, after, opening=_QUOTES, closing=_QUOTES)
    return before, english, after


def _without_lost_bracket(before: str, english: str, after: str) -> tuple[str, str]:
    """Return what stands around the English without a bracket beside it whose partner was in the words it replaces."""
    whole = before + english + after
    more = whole.count("(") - whole.count(")")
    opening, closing = ("(",) if more > 0 else (), (")",) if more < 0 else ()
    return _without_mark(before, after, opening=opening, closing=closing)


def _without_mark(
    before: str, after: str, *, opening: tuple[str, ...], closing: tuple[str, ...]
) -> tuple[str, str]:
    """Return both texts without a closing mark where the second begins, else an opening one where the first ends."""
    if after.startswith(closing):
        return before, after[1:]
    if before.endswith(opening):
        return before[:-1], after
    return before, after


def _marks(text: str) -> int:
    return sum(map(text.count, _QUOTES))


def _without_doubles(before: str, words: list[str], after: str) -> tuple[str, str]:
    """Return what stands around the English without the longest row of its words that it begins or ends with.

    A comma may stand before such a row where it does in the English, which then is a list.
    """
    left, right = _plain(before), _plain(after).lstrip('"“”, ')
    for count in range(len(words), 0, -1):
        row = words[:count]
        if not left.endswith(_plain(" ".join(row))):
            continue
        if found := re.search(rf"(?:^|(?<=\s)){_row(row)}\s+$", before, re.IGNORECASE):
            before = before[: found.start()]
            break
    for count in range(len(words), 0, -1):
        row = words[-count:]
        if not right.startswith(_plain(" ".join(row))):
            continue
        comma = ",?" if words[-count - 1 :][0].endswith(",") else ""
        if found := re.match(rf"[\"“”]?{comma}\s+{_row(row)}(?!\w)", after, re.IGNORECASE):
            after = after[found.end() :]
            break
    return before, after


def _plain(text: str) -> str:
    """Return a text in small letters with one space between words: a look at it is cheaper than a pattern."""
    return " ".join(text.lower().split())


def _row(words: list[str]) -> str:
    return r"\s+".join(map(re.escape, words))


def _small_article(english: str) -> str:
    article = _ARTICLE.match(english)
    return english[0].lower() + english[1:] if article else english


def _article(written: str, english: str) -> str:
    """Return the article that stood there, *a* or *an* as the new word is spoken."""
    if written.lower() == "the":
        return written
    acronym = english[:2].isupper() or english[1:2].isdigit()
    vowel = _AN_ACRONYM.match(english) if acronym else not _CONSONANT.match(english) and _VOWEL.match(english)
    spoken = "an" if vowel else "a"
    return spoken.capitalize() if written[0].isupper() else spoken


def in_number(before: str, replaced: str, english: str, after: str) -> str:
    """Return an English noun between two texts in the plural where several precede, or ``replaced`` was a plural.

    What has no plural, or has it already, stays, and so does a name that ends with a capital word, and what only stands
    before the word that is counted (300 *bus* drivers).
    """
    found = head(english)
    if not found or len(found[0]) < 3 or not found[0].islower() or not countable(found[0]):
        return english
    if english[: found.start()].endswith(" and "):
        return english  # nouns that are joined, of which no single one is counted
    if not (_several(before) and not _goes_on(after)) and not _is_plural(before, replaced):
        return english
    return english[: found.start()] + plural(found[0]) + english[found.end() :]


def _several(before: str) -> bool:
    if _SEVERAL.search(before):
        return True
    found = _FIGURE.search(before)
    if not found or (not found["scale"] and _ONE_OR_YEAR.fullmatch(found["figure"])):
        return False
    word = (found["before"] or "").strip('(“".')
    return not _LABEL.fullmatch(word) and (not word[:1].isupper() or bool(_OPENER.fullmatch(word)))


def _goes_on(after: str) -> bool:
    """Return whether a noun in the plural follows, so that it is the one that is counted."""
    if after[:1] in ("-", "‐", "‑", "–"):
        return True
    following = _NEXT_WORDS.match(after)
    for word in following[0].lower().split() if following else ():
        if FUNCTION_WORD.fullmatch(word) or _OTHER_CLAUSE.fullmatch(word):
            return False
        if singular(word) != word or word in ("people", "personnel", "staff"):
            return True
    return False


def _is_plural(before: str, words: str) -> bool:
    """Return whether words are a noun in the plural, unless they are a name or have an article of the singular."""
    found = head(words)
    article = _ARTICLE_BEFORE.search(before)
    if not found or (article and article[1].lower() != "the"):
        return False
    first = not found.start() and _SENTENCE_START.search(before)
    noun = found[0].lower() if first else found[0]
    return noun == "people" or (noun.islower() and singular(noun) != noun)
