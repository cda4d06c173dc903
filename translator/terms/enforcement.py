"""Own the use of approved terms: marking them, handing them to an engine, and proving them in the English.

This is the one place that knows how a term base and a translation meet. It never prints, calls no engine and
touches no file; every function turns values into values. The protocol for a caller with an engine:

1. `annotate` the document. A segment for which `answer` gives a text needs no engine.
2. Translate `engine_source` of the others, then `verify`.
3. Translate `retry_sources` of those with a missing term, all in one batch, and `choose` among the answers.

The English stands inside the Chinese source because a model that has met such input keeps it (Dinu et al.
2019, arXiv 1906.01105). It helps no model always, so the plain source is one of the second tries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from translator.model import (
    NUMBER_CHECK,
    Block,
    Document,
    Segment,
    TermMatch,
    TermStatus,
    Translation,
)
from translator.numbers import Kind, chinese_quantities, render
from translator.terms.matching import Found, Matcher
from translator.terms.termbase import Termbase

_MOST_RETRIES = 2
_SIGNS = str.maketrans("。！？；：，、“”‘’「」『』《》（）【】", '.!?;:,,""\'\'""\'\'""()[]')


# --- marking -------------------------------------------------------------------------------------


def annotate(document: Document, termbase: Termbase) -> Document:
    """Mark the terms of every translatable segment that no person has approved.

    A match that was there before, unchanged, keeps its status; segments whose terms did not change are the
    same objects as before, and so is the document when none changed.
    """
    matcher = Matcher(termbase.terms)
    articles = []
    for article in document.articles:
        blocks = tuple(_annotated_block(block, matcher) for block in article.blocks)
        same = all(new is old for new, old in zip(blocks, article.blocks, strict=True))
        articles.append(article if same else replace(article, blocks=blocks))
    if all(new is old for new, old in zip(articles, document.articles, strict=True)):
        return document
    return replace(document, articles=tuple(articles))


def _annotated_block(block: Block, matcher: Matcher) -> Block:
    if not block.translatable:
        return block
    segments = tuple(_annotated(segment, matcher) for segment in block.segments)
    same = all(new is old for new, old in zip(segments, block.segments, strict=True))
    return block if same else replace(block, segments=segments)


def _annotated(segment: Segment, matcher: Matcher) -> Segment:
    if segment.state.by_person:
        return segment
    before = {replace(match, status=TermStatus.OPEN): match.status for match in segment.terms}
    terms = []
    for found in matcher.find(segment.source):
        match = term_match(found)
        terms.append(replace(match, status=before.get(match, TermStatus.OPEN)))
    return segment if tuple(terms) == segment.terms else replace(segment, terms=tuple(terms))


def term_match(found: Found) -> TermMatch:
    """Give an occurrence of a term as a mark for a segment, open as yet."""
    return TermMatch(
        start=found.start,
        end=found.end,
        source=found.term.source,
        target=found.term.target,
        variants=found.term.variants,
        domain=found.term.domain,
        note=found.term.note,
    )


# --- handing to an engine ------------------------------------------------------------------------


def answer(segment: Segment) -> str | None:
    """Give the English of a segment that is one term and, at most, punctuation; None for any other.

    It begins with a capital, because such a segment is a headline, a label or a cell of its own.
    """
    if len(segment.terms) != 1:
        return None
    match = segment.terms[0]
    before, after = segment.source[: match.start], segment.source[match.end :]
    if any(character.isalnum() for character in before + after):
        return None
    text = before.translate(_SIGNS) + _capitalized(match.target) + after.translate(_SIGNS)
    return text.strip()


def _capitalized(target: str) -> str:
    """Put a capital on a lower-case first word; leave names such as `iPhone` as they are."""
    first = target.split(" ", 1)[0]
    return target[:1].upper() + target[1:] if first.islower() else target


def engine_source(segment: Segment) -> str:
    """Give the source with every term replaced by its approved English, single spaces around it."""
    return inline(segment.source, _replacements(segment.terms))


def retry_sources(segment: Segment) -> tuple[str, ...]:
    """Give other sources worth a second decode for a verified segment; empty when no term is missing.

    They are the plain source, then the source with one missing term in place at a time (two at most): a
    small model keeps a single English term more often than several at once.
    """
    missing = [match for match in segment.terms if match.status is TermStatus.MISSING]
    if not missing:
        return ()
    singles = [inline(segment.source, _replacements([match])) for match in missing[:_MOST_RETRIES]]
    tries = dict.fromkeys([segment.source, *singles])
    return tuple(source for source in tries if source != engine_source(segment))


def _replacements(matches: Sequence[TermMatch]) -> list[tuple[int, int, str]]:
    return [(match.start, match.end, match.target) for match in matches]


def inline(source: str, replacements: Sequence[tuple[int, int, str]]) -> str:
    """Give a Chinese text with English at ``[start, end)``, single spaces round it; in order, without overlap."""
    parts, at = [], 0
    for start, end, english in replacements:
        parts += [source[at:start].strip(), english]
        at = end
    parts.append(source[at:].strip())
    return " ".join(part for part in parts if part)


def choose(
    segment: Segment, candidates: Sequence[Translation], faults: Callable[[str], int] = lambda _text: 0
) -> Translation:
    """Choose the candidate that has most terms among those the engine warned about least.

    ``faults`` counts what else is wrong with a text; a fault weighs as much as a missing term. Ties go to the earlier
    candidate, so give them in order of preference: the decode of `engine_source` first. Candidates without text are
    taken only when there is no other. ``candidates`` must not be empty.
    """

    def worth(candidate: Translation) -> tuple[bool, int, int]:
        found = sum(_found(segment.terms, candidate.text)) - faults(candidate.text)
        return bool(candidate.text.strip()), -len(candidate.warnings), found

    return max(candidates, key=worth)


# --- proving in the English ----------------------------------------------------------------------


def verify(segment: Segment) -> Segment:
    """Set every term to found or missing by what the target says; all are open while there is no target.

    An approved form is found whatever its case, plural or possessive ending, articles, and hyphens or
    spaces. Words of the target prove one term only: a term that stands twice in the source must be found
    twice, and `Qingdao` inside `Qingdao Municipal People's Congress` does not prove a second 青岛.
    """
    if segment.target.strip():
        found = _found(segment.terms, segment.target)
        statuses = [TermStatus.FOUND if is_found else TermStatus.MISSING for is_found in found]
    else:
        statuses = [TermStatus.OPEN] * len(segment.terms)
    terms = tuple(replace(m, status=s) for m, s in zip(segment.terms, statuses, strict=True))
    return segment if terms == segment.terms else replace(segment, terms=terms)


def coverage(document: Document) -> tuple[int, int]:
    """Give how many term occurrences are found, and how many there are."""
    statuses = [match.status for segment in document.segments() for match in segment.terms]
    return statuses.count(TermStatus.FOUND), len(statuses)


def _found(terms: Sequence[TermMatch], target: str) -> list[bool]:
    return [bool(form) for form in _proofs(terms, target)]


def _proofs(terms: Sequence[TermMatch], target: str) -> list[str]:
    """Give for each term the approved form that the target holds for it, or an empty string."""
    words = word_forms(target)
    forms = [(word_forms(form), at, form) for at, m in enumerate(terms) for form in (m.target, *m.variants)]
    # Longest first, or the words of a long term would be used up by a short one inside it.
    forms.sort(key=lambda item: -len(item[0]))
    proofs, free = [""] * len(terms), [True] * len(words)
    for wanted, at, form in forms:
        place = None if proofs[at] else _free_place("".join(wanted), words, free)
        if place is not None:
            proofs[at] = form
            free[place] = [False] * (place.stop - place.start)
    return proofs


def _free_place(wanted: str, words: Sequence[str], free: Sequence[bool]) -> slice | None:
    """Find unused words that together spell ``wanted``, so that `start-up` and `startup` are one form."""
    for start in range(len(words) if wanted else 0):
        if not wanted.startswith(words[start]):
            continue
        spelled, end = "", start
        while end < len(words) and free[end] and len(spelled) < len(wanted):
            spelled += words[end]
            end += 1
        if spelled == wanted:
            return slice(start, end)
    return None


# --- English words that count as the same --------------------------------------------------------

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")
_APOSTROPHES = str.maketrans("’‘ʼ＇", "''''")
_POSSESSIVE = re.compile(r"'s?$")
_ACRONYM = re.compile(r"[A-Z]{2,4}")
_SIBILANT_PLURAL = re.compile(r"(ss|x|z|ch|sh)es$")
_NO_PLURAL = re.compile(r"(ss|us|is|ics)$")
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "news": "news", "series": "series",
    "species": "species",
}  # fmt: skip
_ARTICLES = frozenset({"the", "The", "a", "an", "An"})


@lru_cache(maxsize=4096)
def word_forms(text: str) -> tuple[str, ...]:
    """Reduce English to words that compare equal across case, number, possessives and punctuation.

    Short acronyms keep their capitals (`WHO` is not `who`); articles are left out.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).replace("&", " and "))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(plain)]
    return tuple(_reduced(word) for word in words if word and word not in _ARTICLES)


def _reduced(word: str) -> str:
    stem = word[:-1] if word.endswith("s") and len(word) > 2 else word
    if _ACRONYM.fullmatch(stem):
        return stem
    return _singular(word.replace("'", "").lower())


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or not word.endswith("s") or _NO_PLURAL.search(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if _SIBILANT_PLURAL.search(word) else word[:-1]


_HANDED_OVER = frozenset((Kind.COUNT, Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE, Kind.FRACTION))
"""Dates and ordinals come out better when the engine sees them in Chinese."""


def retry_with_figures(segment: Segment) -> tuple[str, ...]:
    """Give another source worth a second decode for a segment with wrong figures: its amounts, and terms, in English.

    Empty when no figure is wrong, or none can be put into English.
    """
    if not any(issue.check == NUMBER_CHECK for issue in segment.issues):
        return ()
    terms = [(term.start, term.end, term.target) for term in segment.terms]
    amounts = [
        (quantity.start, quantity.end, english)
        for quantity in chinese_quantities(segment.source)
        if quantity.kind in _HANDED_OVER
        and (english := render(quantity))
        and all(quantity.end <= start or end <= quantity.start for start, end, _ in terms)
    ]
    return (inline(segment.source, sorted([*terms, *amounts])),) if amounts else ()
