"""What is missing in a translation, put where the engine wrote something else for it.

The place is that of a form that the term base forbids, of a wrong figure, or the words that the engine's own alignment
links to the missing part of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from translator.model import Evidence, Link, Segment, TermKind, TermMatch, Translation
from translator.numbers import Kind, Mismatch
from translator.numbers.issues import missing
from translator.terms.proof import proofs, proofs_and_faults, word_forms
from translator.terms.requests import Request
from translator.terms.splicing import FUNCTION_WORD, in_number, spliced
from translator.text.spans import Span, overlaps

LEAST_MASS = 0.35
"""Share of a word's attention that must be on the missing part of the source for the word to render it.

On policy and news pairs of the training corpora 0.35 gave 0.1 to 0.3 BLEU more than 0.2 and 0.5.
"""

_WORD = re.compile(r"[^\W_](?:[^\s,;:!?()\[\]{}“”\"]*[^\W_])?%?")
_POSSESSIVE = re.compile(r"['’]s?$")

_GOES_ON = re.compile(
    "[零又]?[0-9〇一二两三四五六七八九十百千几]|半|零|(?<=[0-9一二两三四五六七八九])[角毛分厘]"
)
"""What may be more of an amount than was read: the 零两天 of 三个月零两天, the 5厘 of 3钱5厘."""

_AT_LEAST_AND_AT_MOST = re.compile("以上.+以[下内]")

Sound = Callable[[str], bool]
"""Return whether a text has none of the faults of machine translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """English that a translation lacks, and the part ``[start, end)`` of the segment's source that it renders.

    ``term`` is its place among the segment's terms, None for a figure; a ``person`` is one of them. ``wrong`` is where
    the translation has something else for it, where that is known. A ``doubtful`` figure is reported, not put in.
    """

    start: int
    end: int
    english: str
    term: int | None = None
    person: bool = False
    wrong: Span | None = None
    doubtful: bool = False

    @property
    def key(self) -> Span:
        """Return what stays the same when a text changes."""
        return self.start, self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a text has of a segment's terms and figures: the span that proves each term, and what it lacks."""

    found: tuple[Span | None, ...]
    lacking: tuple[Wanted, ...]

    @property
    def figures(self) -> int:
        """Return how many figures are lacking."""
        return sum(one.term is None for one in self.lacking)

    def lacks_only_what(self, other: Judgement) -> bool:
        """Return whether nothing is lacking here that ``other`` does not lack too."""
        return {one.key for one in self.lacking} <= {one.key for one in other.lacking}


def judged(segment: Segment, text: str) -> Judgement:
    """Return what a text has of the segment's terms and figures; advisory terms are nobody's lack."""
    found, forbidden = proofs_and_faults(segment.terms, text)
    figures = [one for one in missing(segment.source, text) if one.expected]
    terms = [
        Wanted(
            start=term.start,
            end=term.end,
            english=term.target,
            term=at,
            person=term.kind is TermKind.PERSON,
            wrong=wrong or _figure_of(term, [one for one in figures if not _doubtful(segment.source, one)]),
        )
        for at, (term, right, wrong) in enumerate(zip(segment.terms, found, forbidden, strict=True))
        if right is None and not term.advisory
    ]
    spans = [(term.start, term.end) for term in segment.terms]
    amounts = [
        Wanted(
            start=one.start,
            end=one.end,
            english=one.replacement or one.expected,
            wrong=_found(one),
            doubtful=_doubtful(segment.source, one),
        )
        for one in figures
        if not overlaps((one.start, one.end), spans)
    ]
    return Judgement(found=found, lacking=(*terms, *amounts))


def _figure_of(term: TermMatch, figures: Sequence[Mismatch]) -> Span | None:
    """Return where the text has a wrong figure for one that is part of a term."""
    span = term.start, term.end
    return next((_found(one) for one in figures if overlaps(span, [(one.start, one.end)])), None)


def _found(figure: Mismatch) -> Span | None:
    return (figure.found_start, figure.found_end) if figure.replacement else None


def _doubtful(source: str, figure: Mismatch) -> bool:
    """Return whether the Chinese may say more than was read, or the English the two ends of a range apart.

    3钱5厘 with 3钱 read alone would make *3 qian* of *3.5 qian*; *3 to 7 years* for 三年以上七年以下 does not fit
    in the place of *less than nine years* only.
    """
    if figure.kind is Kind.COUNT and _GOES_ON.match(source, figure.end):
        return True
    return bool(_AT_LEAST_AND_AT_MOST.search(figure.chinese)) and " to " not in figure.found


def repaired(
    segment: Segment, request: Request, translation: Translation, sound: Sound
) -> tuple[str, dict[int, Evidence]]:
    """Return the text of a translation with what it lacked put in, and the terms that were, by their places.

    Of each it says how: inline where the engine kept the words that stood for the term in the request, else by
    alignment. A change is kept only if it removes a lack, adds none, and the text stays as ``sound``.
    """
    text, now = translation.text, judged(segment, translation.text)
    places = [(_place(lack, translation, request, now), lack) for lack in now.lacking if not lack.doubtful]
    done: dict[int, Evidence] = {}
    limit = len(text)
    # From the end, so that the places before stay where they are.
    for place, lack in sorted(((p, lack) for p, lack in places if p), key=lambda item: item[0], reverse=True):
        if place[1] > limit:
            continue
        noun = lack.term is not None and _is_noun(segment.terms[lack.term])
        changed = spliced(text, place, lack.english, person=lack.person, noun=noun)
        then = judged(segment, changed)
        fewer = len(then.lacking) < len(now.lacking) and then.lacks_only_what(now)
        if fewer and (sound(changed) or not sound(translation.text)):
            limit = min(place[0], _agreement(text, changed))
            kept = _kept(text[slice(*place)], request.given(lack.start, lack.end))
            text, now = changed, then
            if lack.term is not None:
                done[lack.term] = Evidence.INLINE if kept else Evidence.ALIGNED
    return text, done


def _place(lack: Wanted, translation: Translation, request: Request, now: Judgement) -> Span | None:
    if lack.wrong or not translation.links:
        return lack.wrong
    taken = [span for span in now.found if span]
    place = aligned(translation, request.span(lack.start, lack.end), taken)
    return _with_given(translation.text, place, request.given(lack.start, lack.end))


def _with_given(text: str, place: Span | None, given: str) -> Span | None:
    """Return the place with the words that the engine was given and kept there; without a place, where they are."""
    kept = _kept(text, given)
    if place is None:
        return kept[0] if len(kept) == 1 else None
    beside = place[0] - 2, place[1] + 2
    there = next((span for span in kept if overlaps(span, [beside])), place)
    return min(there[0], place[0]), max(there[1], place[1])


def _kept(text: str, given: str) -> list[Span]:
    """Return where a text has the words that the engine was given, if any, be it in the plural."""
    if not given:
        return []
    pattern = re.compile(rf"(?<!\w){re.escape(given)}(?:s|es)?(?!\w)", re.IGNORECASE)
    return [match.span() for match in pattern.finditer(text)]


def _agreement(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginnings."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))


def in_preferred_forms(segment: Segment, text: str, sound: Sound) -> str:
    """Return a text in which every term found as a variant has its target instead, so that a job has one rendering.

    What an engine wrote in the plural or singular stays where the target is in the other.
    """
    now = judged(segment, text)
    spans = zip(segment.terms, now.found, strict=True)
    variants = [(span, term) for term, span in spans if span and _is_variant(text[slice(*span)], term)]
    for span, term in sorted(variants, key=lambda item: item[0], reverse=True):
        changed = spliced(text, span, term.target, noun=_is_noun(term))
        if judged(segment, changed).lacks_only_what(now) and (sound(changed) or not sound(text)):
            text = changed
    return text


def in_right_number(segment: Segment, text: str, sound: Sound) -> str:
    """Return the text with terms in the plural where the words before them call for it."""
    now = judged(segment, text)
    spans = zip(segment.terms, now.found, strict=True)
    for start, term in sorted(((span[0], term) for term, span in spans if span), key=lambda item: -item[0]):
        end = start + len(term.target)
        whole = text[start:end].lower() == term.target.lower() and not text[end : end + 1].isalnum()
        if term.advisory or not _is_noun(term) or not whole:
            continue
        several = in_number(text[:start], "", text[start:end], text[end:])
        changed = text[:start] + several + text[end:]
        if (
            changed != text
            and judged(segment, changed).lacks_only_what(now)
            and (sound(changed) or not sound(text))
        ):
            text = changed
    return text


def _is_noun(term: TermMatch) -> bool:
    """Return whether a term can be a noun that has a plural: no name, verb or trademark."""
    return term.kind is TermKind.TERM and term.pos in ("", "noun") and not term.case


def in_own_case(terms: Sequence[TermMatch], text: str) -> str:
    """Return a text in which terms that have their own small and capital letters everywhere have them (adidas)."""
    for term, span in zip(terms, proofs(terms, text), strict=True):
        if term.case and span and text[slice(*span)].lower() == term.target.lower():
            text = text[: span[0]] + term.target + text[span[1] :]
    return text


def _is_variant(words: str, term: TermMatch) -> bool:
    if not term.variants:
        return False
    form, target = ("".join(word_forms(one)) for one in (words, term.target))
    variants = {"".join(word_forms(variant)) for variant in term.variants}
    return form != target and form in variants and words.endswith("s") == term.target.endswith("s")


def aligned(translation: Translation, span: Span, taken: Sequence[Span] = ()) -> Span | None:
    """Return the words of a translation that render the characters ``span`` of its source, by the engine's links.

    Words in ``taken`` prove a term already and render nothing else. Where they are only *of* and the like, the span is
    empty and stands behind them.
    """
    text = translation.text
    words = [match.span() for match in _WORD.finditer(text)]
    masses = _masses(translation.links, span, words)
    for at, (start, end) in enumerate(words):
        if any(first < end and start < last for first, last in taken):
            masses[at] = 0.0
    if not masses or max(masses) < LEAST_MASS:
        return None
    region = words[_region(masses)]
    content = [word for word in region if not FUNCTION_WORD.fullmatch(text, *word)]
    if not content:
        return region[-1][1], region[-1][1]
    start, end = content[0][0], content[-1][1]
    return start, end - len(ending[0] if (ending := _POSSESSIVE.search(text[start:end])) else "")


def _region(masses: Sequence[float]) -> slice:
    """Return the words around the one with most mass; one word between two of enough mass is among them."""
    first = last = masses.index(max(masses))
    while any(mass >= LEAST_MASS for mass in masses[max(first - 2, 0) : first]):
        first -= 1
    while any(mass >= LEAST_MASS for mass in masses[last + 1 : last + 3]):
        last += 1
    return slice(first, last + 1)


def _masses(links: Sequence[Link], span: Span, words: Sequence[Span]) -> list[float]:
    """Return for each word the share of its attention on the span: the mean of its characters'."""
    masses = [0.0] * len(words)
    ends = [end for _, end in words]
    for link in links:
        if link.source_start < span[1] and span[0] < link.source_end:
            at = bisect_right(ends, link.start)
            while at < len(words) and words[at][0] < link.end:
                start, end = words[at]
                shared = min(end, link.end) - max(start, link.start)
                masses[at] += link.weight * shared / (end - start)
                at += 1
    return masses
