"""The ladder by which approved terms, names and figures come into a translation, and the choice among answers.

The protocol for a caller with an engine:

1. `annotation.annotate` the document. A segment for which `single_term` returns a text needs no engine.
2. Translate `first_request` of the others, and take the `best_first_attempt` of each: the best of the engine's answers,
   with what they lack put in where their alignment shows the place.
3. Translate `further_requests` of what is not complete or is faulty, all in one batch, and `choose` among all attempts.

Every step is kept only if nothing else gets worse by it, and each term found says which step brought it. The engine's
abilities decide which steps there are: without `Ability.INLINE` it is asked once, without `Ability.ALIGNMENT` only
variants, forbidden forms and wrong figures are replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from translator.model import Ability, Evidence, Priority, Segment, TermStatus, Translation
from translator.numbers import regrouped
from translator.terms import requests
from translator.terms.repair import Sound, in_own_case, in_preferred_forms, in_right_number, judged, repaired
from translator.terms.requests import Request
from translator.terms.splicing import capitalized
from translator.text.typography import tidy

_MOST_SINGLE_TERMS = 2
_SIGNS = str.maketrans("。！？；：，、“”‘’「」『』《》（）【】", '.!?;:,,""\'\'""\'\'""()[]')


def single_term(segment: Segment) -> str | None:
    """Return the English of a segment that is one term and, at most, punctuation; None for any other.

    It begins with a capital, because such a segment is a headline, a label or a cell of its own, unless the term has
    its own spelling everywhere.
    """
    if len(segment.terms) != 1 or segment.terms[0].advisory:
        return None
    match = segment.terms[0]
    before, after = segment.source[: match.start], segment.source[match.end :]
    if any(character.isalnum() for character in before + after):
        return None
    english = match.target if match.case else capitalized(match.target)
    return (before.translate(_SIGNS) + english + after.translate(_SIGNS)).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A translation of a segment and how far it is right.

    ``evidence`` has, for each term of the segment, how it came into the text, None where it did not. ``lacking`` counts
    the terms and figures that are missing, ``figures`` the figures alone, ``repairs`` those that were put in.
    """

    text: str
    score: float | None = None
    warnings: tuple[str, ...] = ()
    evidence: tuple[Evidence | None, ...] = ()
    lacking: int = 0
    figures: int = 0
    repairs: int = 0

    @property
    def complete(self) -> bool:
        """Return whether nothing is missing."""
        return not self.lacking


def attempt_of(segment: Segment, warnings: tuple[str, ...]) -> Attempt:
    """Return what a segment's own target is as an attempt."""
    judgement = judged(segment, segment.target)
    evidence = [
        (term.evidence or Evidence.DRAFT) if term.status is TermStatus.FOUND else None
        for term in segment.terms
    ]
    return Attempt(
        text=segment.target,
        score=segment.origin.score if segment.origin else None,
        warnings=warnings,
        evidence=tuple(evidence),
        lacking=len(judgement.lacking),
        figures=judgement.figures,
        repairs=evidence.count(Evidence.ALIGNED),
    )


def first_request(segment: Segment, abilities: Collection[Ability] = (Ability.INLINE,)) -> Request:
    """Return the first thing to ask an engine: the source with its forced terms and names in English, if it can be.

    Amounts stay Chinese, because English ones cost a small model 1 BLEU and alignment mends the wrong ones as well.
    """
    if Ability.CONTEXT in abilities:
        return requests.told(segment)
    if Ability.INLINE in abilities:
        return requests.with_terms(segment, requests.forced(segment), briefly=Ability.ALIGNMENT in abilities)
    return requests.plain(segment)


def limitation(abilities: Collection[Ability]) -> str:
    """Return what an engine of these abilities cannot be asked for, as a sentence; empty where it can be told terms."""
    if {Ability.CONTEXT, Ability.INLINE, Ability.CORRECTION} & set(abilities):
        return ""
    return "This engine cannot be told the English of terms and names: what its drafts lack is named for the reviewer."


def best_first_attempt(segment: Segment, request: Request, translation: Translation, sound: Sound) -> Attempt:
    """Return the best of an engine's answers to the first request, each also with what it lacks put in."""
    first = _attempt(segment, request, translation, translation.text, Evidence.DRAFT, sound)
    whole = _completed(segment, request, translation, first, Evidence.DRAFT, sound)
    best = choose([first, whole])
    other = _best(segment, request, translation.alternatives, sound, best)
    if other is best:
        return best
    evidence = tuple(
        Evidence.CHOSEN if how is Evidence.INLINE and before is None else how
        for how, before in zip(other.evidence, first.evidence, strict=True)
    )
    return replace(other, evidence=evidence)


def further_requests(
    segment: Segment,
    attempt: Attempt,
    abilities: Collection[Ability] = (Ability.INLINE,),
    *,
    faulty: bool = False,
) -> tuple[Request, ...]:
    """Return other things to ask for a segment whose attempt lacks something or is ``faulty``; each only once.

    What was asked first is not asked again.
    """
    lacks = not attempt.complete and Ability.INLINE in abilities
    tries = [
        *(_requests_for_lacks(segment, attempt) if lacks else ()),
        *(_requests_for_faults(segment, abilities) if faulty else ()),
    ]
    different = {request.text: request for request in tries}
    different.pop(first_request(segment, abilities).text, None)
    return tuple(different.values())


def _requests_for_lacks(segment: Segment, attempt: Attempt) -> Iterator[Request]:
    """Yield what may bring the terms and figures that an attempt lacks, for an engine with inline English.

    That is the source with its amounts in English too, where figures are wrong, the plain source, and the source with
    one missing term in English at a time (two at most): a small model keeps a single English term more often than
    several at once.
    """
    missing = [
        term
        for term, how in zip(segment.terms, attempt.evidence, strict=True)
        if how is None and not term.advisory
    ]
    if attempt.lacking > len(missing):
        yield requests.with_everything(segment)
    yield requests.plain(segment)
    for term in missing[:_MOST_SINGLE_TERMS]:
        yield requests.with_terms(segment, [term])
    freed = [term for term in missing if term.priority is not Priority.FORCE]
    if freed:
        yield requests.with_terms(segment, [*requests.forced(segment), *freed])


def _requests_for_faults(segment: Segment, abilities: Collection[Ability]) -> Iterator[Request]:
    """Yield what may bring a draft without a serious fault: shorter parts, the plain source, both."""
    terms = requests.forced(segment) if Ability.INLINE in abilities else ()
    yield requests.in_parts(segment, terms, briefly=Ability.ALIGNMENT in abilities)
    yield requests.plain(segment)
    yield requests.in_parts(segment, ())


def best_further_attempt(
    segment: Segment, request: Request, translation: Translation, sound: Sound
) -> Attempt:
    """Return the best of an engine's answers to a further request."""
    first = _attempt(segment, request, translation, translation.text, Evidence.CHOSEN, sound)
    whole = _completed(segment, request, translation, first, Evidence.CHOSEN, sound)
    return _best(segment, request, translation.alternatives, sound, choose([first, whole]))


def certainly_missing(segment: Segment, attempt: Attempt) -> tuple[tuple[str, str], ...]:
    """Return each piece of Chinese whose English an attempt certainly lacks, with that English."""
    certain = (one for one in judged(segment, attempt.text).lacking if not one.doubtful)
    return tuple((segment.source[one.start : one.end], one.english) for one in certain)


def corrected(segment: Segment, before: Attempt, translation: Translation, sound: Sound) -> Attempt:
    """Return an engine's correction of an attempt, after it was told what was lacking."""
    request = requests.plain(segment)
    attempt = _attempt(segment, request, translation, translation.text, Evidence.CORRECTED, sound)
    evidence = tuple(
        (earlier or how) if how else None
        for earlier, how in zip(before.evidence, attempt.evidence, strict=True)
    )
    return replace(attempt, evidence=evidence)


def choose(attempts: Sequence[Attempt], faults: Callable[[Attempt], int] = lambda _attempt: 0) -> Attempt:
    """Return the attempt with the fewest faults and lacks among those with the fewest warnings of the engine.

    Of equal ones it is that which lacks less, then that with fewer wrong figures, then that with fewer repairs, then
    the first. One without text is chosen only when there is no other. ``attempts`` must not be empty.
    """
    return min(attempts, key=lambda attempt: _rank(attempt, faults(attempt)))


def _rank(attempt: Attempt, faults: int = 0) -> tuple[int, ...]:
    wrong = faults + attempt.lacking
    empty = not attempt.text.strip()
    return empty, len(attempt.warnings), wrong, attempt.lacking, attempt.figures, attempt.repairs


def _can_be_better(translation: Translation, than: Attempt, *, repairs: int = 0) -> bool:
    """Return whether an attempt with this translation can rank before another, if it takes so many repairs."""
    return (False, len(translation.warnings), 0, 0, 0, repairs) < _rank(than)


def _best(
    segment: Segment, request: Request, others: Sequence[Translation], sound: Sound, best: Attempt
) -> Attempt:
    """Return the best attempt there is so far and with other answers; what cannot win is not looked at."""
    for other in others:
        if _can_be_better(other, best):
            plain = _attempt(segment, request, other, other.text, Evidence.CHOSEN, sound)
            best = choose([best, plain])
            if _can_be_better(other, best, repairs=plain.lacking):
                best = choose([best, _completed(segment, request, other, plain, Evidence.CHOSEN, sound)])
    return best


def _completed(
    segment: Segment,
    request: Request,
    translation: Translation,
    plain: Attempt,
    otherwise: Evidence,
    sound: Sound,
) -> Attempt:
    """Return a translation with what its ``plain`` attempt lacks put in, or that attempt where nothing can be."""
    if plain.complete or not plain.text:
        return plain
    text, put_in = repaired(segment, request, translation, sound)
    if text == translation.text:
        return plain
    attempt = _attempt(segment, request, translation, text, otherwise, sound)
    evidence = tuple(how and put_in.get(at, how) for at, how in enumerate(attempt.evidence))
    return replace(attempt, evidence=evidence, repairs=plain.lacking - attempt.lacking)


def _attempt(
    segment: Segment, request: Request, translation: Translation, raw: str, otherwise: Evidence, sound: Sound
) -> Attempt:
    text = in_preferred_forms(segment, regrouped(segment.source, tidy(raw)), sound)
    text = in_right_number(segment, text, sound)
    judgement = judged(segment, text)
    if any(span and not text[: span[0]].strip("\"“‘'(") for span in judgement.found):
        text = capitalized(text)  # an engine copies a term as it was given
    return Attempt(
        text=in_own_case(segment.terms, text),
        score=translation.score,
        warnings=translation.warnings,
        evidence=tuple(
            (Evidence.INLINE if (term.start, term.end) in request.inline else otherwise) if span else None
            for term, span in zip(segment.terms, judgement.found, strict=True)
        ),
        lacking=len(judgement.lacking),
        figures=judgement.figures,
    )
