"""Stages of a job in their order; every stage is a function from value to value.

This module knows no file, clock or screen: bytes come in through a `Page`, progress leaves through one callback.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import TypeVar

from translator import __version__
from translator.engines import ContextReader, Correction, Corrector, Engine, OnResult, Question
from translator.engines.guards import find_fault
from translator.errors import EngineError, InputError, TranslatorError
from translator.model import (
    ENGINE,
    Ability,
    Article,
    Block,
    Document,
    Evidence,
    Issue,
    JobMeta,
    Origin,
    OriginKind,
    Page,
    Progress,
    Role,
    Segment,
    Severity,
    State,
    TermMatch,
    Translation,
    no_progress,
)
from translator.names import Gazetteer
from translator.names import annotation as names
from translator.pages.articles import PAGE_RULES_VERSION, articles_of
from translator.qa import serious_findings, without_doubled_words
from translator.style import House, segment_guard, styled
from translator.terms import annotation, enforcement, proof, requests
from translator.terms.enforcement import Attempt
from translator.terms.repair import in_own_case
from translator.terms.splicing import capitalized
from translator.terms.termbase import Termbase
from translator.text.bylines import translate_byline, translate_dateline
from translator.text.chunks import lower_first
from translator.text.scripts import has_han
from translator.text.sentences import SEGMENTATION_VERSION, goes_on_after, segments_of

MAX_SEGMENT_CHARS = 300
"""Sentences longer than this many characters are split; far below every engine's limit, so that changing the
engine never changes the segments of a job."""

SEGMENTATION = f"{PAGE_RULES_VERSION}/{SEGMENTATION_VERSION}/{MAX_SEGMENT_CHARS}"
"""Version of the rules that cut the text; a job cut by other rules is cut again."""


NO_PLACES = Gazetteer()

_Question = TypeVar("_Question")

_LINES_OF_NAMES = (Role.BYLINE, Role.DATELINE)
_DRAFTS = (OriginKind.MT, OriginKind.RULE)
_WITHIN = (",", ";", ":")
"""Marks of an English segment after which its sentence goes on."""

_HEADLINES = (Role.HEADLINE, Role.KICKER, Role.SUBHEAD)


class BrokenContract(EngineError):
    """An engine gave other than one answer for each question: none of its answers can be trusted."""


class Interrupted(Exception):
    """The translation stage was stopped; ``document`` holds everything that was ready by then.

    ``error`` is what stopped it, None for Ctrl-C.
    """

    def __init__(self, document: Document, error: TranslatorError | None = None) -> None:
        super().__init__("interrupted")
        self.document = document
        self.error = error


# --- building ------------------------------------------------------------------------------------


Correct = Callable[[tuple[Article, ...]], tuple[Article, ...]]
"""Called with the articles that the rules make of a page; returns those that a person wants."""


def build(page: Page, name: str, correct: Correct = lambda articles: articles) -> Document:
    """Turn a page into an untranslated document: articles, blocks, segments.

    Raises `InputError` when the page holds no Chinese to translate, and what ``correct`` raises.
    """
    articles = tuple(
        replace(article, blocks=tuple(map(_segmented, article.blocks)))
        for article in correct(articles_of(page))
    )
    if not any(has_han(block.text) for article in articles for block in article.blocks if block.translatable):
        raise InputError(
            f"{page.name}: holds no Chinese text to translate",
            hint="Check that this is the right file; this program translates Chinese into English.",
        )
    return Document(
        name=name,
        articles=articles,
        skipped=page.skipped,
        meta=JobMeta(segmentation=SEGMENTATION, program=__version__),
    )


def _segmented(block: Block) -> Block:
    if not block.translatable:
        return block
    pieces = (
        [(block.text, "")] if block.role in _LINES_OF_NAMES else segments_of(block.text, MAX_SEGMENT_CHARS)
    )
    return replace(
        block,
        segments=tuple(
            Segment(id=f"{block.id}.s{number:02d}", source=source, space_after=space)
            for number, (source, space) in enumerate(pieces, start=1)
        ),
    )


# --- what an earlier run or a person has done ------------------------------------------------------


def is_drafted_alike(role: Role, other: Role) -> bool:
    """Return whether a machine translates the same text in the same way in both roles."""
    same_kind = (role in _HEADLINES) == (other in _HEADLINES) and other not in _LINES_OF_NAMES
    return role is other or (same_kind and role not in _LINES_OF_NAMES)


def map_segments(document: Document, change: Callable[[Segment], Segment]) -> Document:
    """Return the document with every segment replaced by ``change(segment)``, in order."""
    return map_blocks(document, lambda block: replace(block, segments=tuple(map(change, block.segments))))


def map_blocks(document: Document, change: Callable[[Block], Block]) -> Document:
    """Return the document with every block replaced by ``change(block)``, in order."""
    return replace(
        document,
        articles=tuple(
            replace(article, blocks=tuple(map(change, article.blocks))) for article in document.articles
        ),
    )


# --- terms and names -----------------------------------------------------------------------------------------


def annotate(document: Document, termbase: Termbase, gazetteer: Gazetteer = NO_PLACES) -> Document:
    """Return the document with terms and names marked, without the machine's work that a changed one touches.

    A target that a person approved stays; only the status of its terms is looked up again.
    """
    before = {segment.id: _draft_keys(segment.terms) for segment in document.segments()}

    def touched(segment: Segment) -> Segment:
        if segment.state is State.TRANSLATED and _draft_keys(segment.terms) != before[segment.id]:
            return segment.emptied()
        return proof.verify(segment) if segment.target else segment

    marked = annotation.annotate(document, termbase)
    return map_segments(names.annotate(marked, gazetteer, earlier=document), touched)


def _draft_keys(terms: Sequence[TermMatch]) -> list[tuple[object, ...]]:
    return [term.draft_key for term in terms]


def forget_machine_work(document: Document, keep: Callable[[Origin], bool]) -> Document:
    """Return the document without what a machine translated, except where ``keep`` accepts the origin."""

    def change(segment: Segment) -> Segment:
        stale = segment.origin is not None and not keep(segment.origin)
        return segment.emptied() if stale else segment

    return map_segments(document, change)


def forget_lines_of_names(document: Document) -> Document:
    """Return the document without the bylines and datelines that a machine translated."""
    return _forget_roles(document, _LINES_OF_NAMES)


def _forget_roles(document: Document, roles: Collection[Role]) -> Document:
    def change(block: Block) -> Block:
        if block.role not in roles:
            return block
        kept = (s if s.origin and s.origin.by_person else s.emptied() for s in block.segments)
        return replace(block, segments=tuple(kept))

    return map_blocks(document, change)


# --- translation -------------------------------------------------------------------------------------


def translate(
    document: Document,
    engine: Engine,
    progress: Progress = no_progress,
    *,
    gazetteer: Gazetteer = NO_PLACES,
) -> Document:
    """Fill every segment in state *initial*, in one batch of the engine; leave all others alone.

    Bylines, datelines, segments that are one term, and segments without Chinese are answered by rule. Segments
    whose terms or figures the first pass missed are asked again in other ways, in one more batch, and the best answer
    stays.
    Raises `Interrupted` on Ctrl-C and when the engine fails after it gave something, `EngineError` when it fails before
    and, as `BrokenContract`, when its answers cannot be trusted.
    """
    ruled = _answered_by_rule(document, gazetteer)
    waiting = [s for s in _translatable(ruled) if s.state is State.INITIAL]
    results: dict[str, Segment] = {}
    try:
        if waiting:
            _first_pass(ruled, waiting, engine, progress, results)
        done = [*_not_asked_again(ruled), *results.values()]
        _second_pass(done, _roles(ruled), engine, progress, results)
    except KeyboardInterrupt:
        raise Interrupted(_merged(ruled, results, stopped=True)) from None
    except EngineError as error:
        if isinstance(error, BrokenContract) or not results:
            raise
        raise Interrupted(_merged(ruled, results, stopped=True), error) from error
    return _merged(ruled, results, stopped=False)


def _not_asked_again(document: Document) -> list[Segment]:
    """Return the machine's work of a run that was stopped before its second pass."""
    if not document.meta.stopped:
        return []
    return [
        segment
        for segment in _translatable(document)
        if segment.state is State.TRANSLATED and segment.origin and segment.origin.kind is OriginKind.MT
    ]


def _translatable(document: Document) -> Iterator[Segment]:
    for block in document.blocks():
        if block.translatable:
            yield from block.segments


def _merged(document: Document, results: Mapping[str, Segment], *, stopped: bool) -> Document:
    def block_merged(block: Block) -> Block:
        done: list[Segment] = []
        for segment in block.segments:
            fresh = results.get(segment.id)
            before = done[-1] if done else None
            done.append(_in_its_block(fresh, block.role, before) if fresh else segment)
        return replace(block, segments=tuple(done))

    merged = map_blocks(document, block_merged)
    return replace(merged, meta=replace(merged.meta, stopped=stopped))


def _in_its_block(segment: Segment, role: Role, before: Segment | None) -> Segment:
    """Return a fresh draft as its block asks: a headline begins with a capital, the rest of a sentence without one.

    ``before`` is the segment before it in the block, if there is one.
    """
    if role in _HEADLINES:
        return _respelled(segment, capitalized)
    if before and before.target.rstrip().endswith(_WITHIN) and goes_on_after(before.source, before.target):
        return _respelled(segment, lower_first)
    return segment


def _first_pass(
    document: Document,
    waiting: Sequence[Segment],
    engine: Engine,
    progress: Progress,
    results: dict[str, Segment],
) -> None:
    asked = [enforcement.first_request(segment, engine.abilities) for segment in waiting]

    def take(index: int, translation: Translation) -> None:
        segment = waiting[index]
        attempt = enforcement.best_first_attempt(segment, asked[index], translation, _soundness(segment))
        results[segment.id] = _with_attempt(segment, attempt, engine.signature)
        progress("translate", len(results), len(waiting))

    progress("translate", 0, len(waiting))
    if Ability.CONTEXT in engine.abilities and isinstance(engine, ContextReader):
        questions = _questions(document, {segment.id for segment in waiting})
        _asked(engine, engine.translate_in_context, questions, take)
    else:
        _asked(engine, engine.translate, [request.text for request in asked], take)


def _questions(document: Document, waiting: Collection[str]) -> list[Question]:
    """Return the segments of these ids, in order, each in its article and with the English that is settled for it."""
    return [question for article in document.articles for question in _questions_of(article, waiting)]


def _questions_of(article: Article, waiting: Collection[str]) -> Iterator[Question]:
    placed = [(s, block.role) for block in article.blocks if block.translatable for s in block.segments]
    sentences = tuple((segment.source, segment.target) for segment, _ in placed)
    for place, (segment, role) in enumerate(placed):
        if segment.id in waiting:
            yield Question(
                source=segment.source,
                role=role,
                known=requests.known(segment),
                article=sentences,
                place=place,
            )


def _roles(document: Document) -> dict[str, Role]:
    return {segment.id: block.role for block in document.blocks() for segment in block.segments}


def _second_pass(
    done: Sequence[Segment],
    roles: Mapping[str, Role],
    engine: Engine,
    progress: Progress,
    results: dict[str, Segment],
) -> None:
    """Ask again, all in one batch, for the segments that lack a term or figure or have a serious fault.

    The best of the attempts is kept. An engine that can be told what is missing is told that, and asked for nothing
    else; any other is asked in other ways. What was answered before Ctrl-C counts.
    """
    first = {segment.id: _attempt_of(segment) for segment in done}
    faults = {segment.id: serious_findings(segment, roles[segment.id]) for segment in done}
    lacking = [segment for segment in done if not first[segment.id].complete or faults[segment.id]]
    if not lacking:
        return
    # By the place of their question: answers come in any order, and of equal ones the first question's is chosen.
    answers: dict[str, dict[int, Attempt]] = {}
    try:
        if Ability.CORRECTION in engine.abilities and isinstance(engine, Corrector):
            lacking = [segment for segment in lacking if not first[segment.id].complete]
            _correct(engine, lacking, first, answers, progress)
        else:
            _ask_otherwise(engine, lacking, first, faults, answers, progress)
    finally:
        for segment in lacking:
            if own := answers.get(segment.id):
                attempts = [first[segment.id], *(own[at] for at in sorted(own))]
                results[segment.id] = _best(segment, roles[segment.id], attempts, engine.signature)


def _best(segment: Segment, role: Role, attempts: Sequence[Attempt], engine: str) -> Segment:
    """Return the segment with the best of its attempts, and what that one rescued it from.

    Each attempt counts as it is and, after it, without words that stand twice in a row.
    """
    attempts = [one for attempt in attempts for one in (attempt, *_undoubled(segment, attempt))]
    drafts = {id(attempt): _with_attempt(segment, attempt, engine) for attempt in attempts}
    found = {key: serious_findings(draft, role) for key, draft in drafts.items()}
    best = enforcement.choose(attempts, lambda attempt: len(found[id(attempt)]))
    before, after = ([issue.check for issue in found[id(one)]] for one in (attempts[0], best))
    rescued = [check for check in before if check not in after]
    if not rescued:
        return drafts[id(best)]
    message = f"translated again, because the first draft failed: {', '.join(rescued)}"
    rescue = Issue(check=ENGINE, message=message, severity=Severity.INFO)
    return replace(drafts[id(best)], issues=(*drafts[id(best)].issues, rescue))


def _undoubled(segment: Segment, attempt: Attempt) -> Iterator[Attempt]:
    text = without_doubled_words(attempt.text)
    if text != attempt.text:
        again = enforcement.attempt_of(replace(segment, target=text), attempt.warnings)
        yield replace(attempt, text=text, lacking=again.lacking, figures=again.figures)


def _ask_otherwise(
    engine: Engine,
    lacking: Sequence[Segment],
    first: Mapping[str, Attempt],
    faults: Mapping[str, Sequence[Issue]],
    answers: dict[str, dict[int, Attempt]],
    progress: Progress,
) -> None:
    tries = [
        (segment, request)
        for segment in lacking
        for request in enforcement.further_requests(
            segment, first[segment.id], engine.abilities, faulty=bool(faults[segment.id])
        )
    ]
    ready = count(1)

    def take(index: int, translation: Translation) -> None:
        segment, request = tries[index]
        attempt = enforcement.best_further_attempt(segment, request, translation, _soundness(segment))
        answers.setdefault(segment.id, {})[index] = attempt
        progress("terms", next(ready), len(tries))

    if tries:
        _asked(engine, engine.translate, [request.text for _, request in tries], take)


def _correct(
    engine: Corrector,
    lacking: Sequence[Segment],
    first: Mapping[str, Attempt],
    answers: dict[str, dict[int, Attempt]],
    progress: Progress,
) -> None:
    corrections = [
        Correction(
            source=segment.source,
            draft=first[segment.id].text,
            lacking=enforcement.certainly_missing(segment, first[segment.id]),
        )
        for segment in lacking
    ]

    def take(index: int, translation: Translation) -> None:
        segment = lacking[index]
        attempt = enforcement.corrected(segment, first[segment.id], translation, _soundness(segment))
        answers[segment.id] = {index: attempt}
        progress("terms", len(answers), len(corrections))

    _asked(engine, engine.correct, corrections, take)


def _soundness(segment: Segment) -> Callable[[str], bool]:
    """Return a judge of texts: whether one has no fault as a translation of the segment with its terms in English."""
    source = requests.with_terms(segment, requests.forced(segment)).text
    return lambda text: find_fault(source, text) is None


def _attempt_of(segment: Segment) -> Attempt:
    warnings = (
        issue.message
        for issue in segment.issues
        if issue.check == ENGINE and issue.severity is not Severity.INFO
    )
    return enforcement.attempt_of(segment, tuple(warnings))


def _asked(
    engine: Engine,
    ask: Callable[[Sequence[_Question], OnResult], list[Translation]],
    questions: Sequence[_Question],
    take: OnResult,
) -> None:
    """Ask, and hold the engine to its contract: one answer for every question, in order."""
    seen: Counter[int] = Counter()

    def counted(index: int, translation: Translation) -> None:
        seen[index] += 1
        take(index, translation)

    answers = ask(questions, counted)
    if len(answers) != len(questions) or seen != Counter(range(len(questions))):
        raise BrokenContract(
            f"{engine.signature}: gave {len(answers)} translations for {len(questions)} segments",
            hint="This is a fault of the engine; choose another with --engine and report it.",
        )


def _with_attempt(segment: Segment, attempt: Attempt, engine: str) -> Segment:
    origin = Origin(kind=OriginKind.MT, engine=engine, score=attempt.score)
    warnings = [Issue(check=ENGINE, message=warning) for warning in attempt.warnings]
    return proof.verify(segment.drafted(attempt.text, origin, warnings), attempt.evidence)


def _answered_by_rule(document: Document, gazetteer: Gazetteer) -> Document:
    """Fill the segments of state *initial* that need no engine."""

    def block_answered(block: Block) -> Block:
        if not block.translatable:
            return block
        return replace(block, segments=tuple(_by_rule(s, block.role, gazetteer) for s in block.segments))

    return map_blocks(document, block_answered)


def _by_rule(segment: Segment, role: Role, gazetteer: Gazetteer) -> Segment:
    if segment.state is not State.INITIAL:
        return segment
    for rule, answer in _rule_answers(segment, role, gazetteer):
        if answer:
            drafted = segment.drafted(answer, Origin(kind=OriginKind.RULE, rule=rule))
            return proof.verify(drafted, [Evidence.RULE] * len(segment.terms))
    return segment


def _rule_answers(segment: Segment, role: Role, gazetteer: Gazetteer) -> Iterator[tuple[str, str | None]]:
    if role is Role.BYLINE:
        yield "byline", translate_byline(segment.source, gazetteer.place)
    if role is Role.DATELINE:
        terms = {term.source: term.target for term in segment.terms}
        yield "dateline", translate_dateline(segment.source, gazetteer.place, terms)
    yield "term", enforcement.single_term(segment)
    if not has_han(segment.source):
        yield "no Chinese", segment.source


# --- house style -------------------------------------------------------------------------------------


def in_house_style(document: Document, house: House) -> Document:
    """Return the document with a machine's drafts in the style of a house, whatever their style was before.

    Terms, names, quantities and the words of quotations stay, and so does what a person has approved.
    """

    def change(block: Block) -> Block:
        return replace(block, segments=tuple(_in_style(s, house, block.role) for s in block.segments))

    return map_blocks(without_style(document), change) if house.values else without_style(document)


def without_style(document: Document) -> Document:
    """Return the document with a machine's drafts as they were before house style."""
    return map_segments(document, lambda s: proof.verify(s.styled(s.unstyled)) if s.unstyled else s)


def _in_style(segment: Segment, house: House, role: Role) -> Segment:
    if not _is_draft(segment):
        return segment
    done = styled(segment.target, house, segment_guard(segment), role)
    return proof.verify(segment.styled(done.text)) if done.rules else segment


def _is_draft(segment: Segment) -> bool:
    return segment.state is State.TRANSLATED and segment.origin is not None and segment.origin.kind in _DRAFTS


def _respelled(segment: Segment, spell: Callable[[str], str]) -> Segment:
    """Return a machine's segment with other capitals, but for terms that have their own letters everywhere."""
    if not _is_draft(segment):
        return segment
    own = [issue for issue in segment.issues if issue.of_target]
    spelled = in_own_case(segment.terms, spell(segment.target))
    drafted = segment.drafted(spelled, segment.origin, own)
    return proof.verify(drafted, [term.evidence for term in segment.terms])


# --- what a job consists of --------------------------------------------------------------------------


def untranslated(document: Document) -> int:
    """Count the segments that still wait for a translation."""
    return sum(segment.state is State.INITIAL for segment in _translatable(document))
