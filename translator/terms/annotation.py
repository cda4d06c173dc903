"""Terms marked in the source of a document, and the form that a term with an abbreviation takes where it stands.

In each article the first mention in running text is the full name with the abbreviation behind it, `Full Name (ABBR)`,
and every later one the abbreviation. Headlines and the other display lines, and cells of tables, have the abbreviation
and are not mentions, as newspapers do it: readers of a story start with its text. Captions, bylines and datelines
are read apart from the text; they have the full name and are no mentions either. Where the source has the abbreviation
beside the name, 国内生产总值（GDP）, the term is the full name, and the abbreviation comes with what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from translator.model import Article, Document, Role, Segment, TermMatch
from translator.terms.matching import Matcher
from translator.terms.proof import proofs
from translator.terms.termbase import Termbase, match_form

_RUNNING_TEXT = frozenset({Role.PARAGRAPH, Role.LIST_ITEM})
_SHORT_LINES = frozenset({Role.HEADLINE, Role.KICKER, Role.SUBHEAD, Role.LABEL, Role.TABLE_CELL})

_BRACKET_BEHIND = re.compile(r"[^\W_]{0,4}[\"'》〉]?\s*\(([^()]*)\)")
"""A bracket behind a name, or behind a word that belongs to the name: 人工智能技术（AI）."""


def annotate(document: Document, termbase: Termbase) -> Document:
    """Mark the terms of every translatable segment that no person has approved.

    A match that was there before, unchanged, keeps its status. Segments whose terms did not change are the same
    objects as before, and so is the document when none changed.
    """
    matcher = termbase.matcher
    articles = tuple(_annotated_article(article, matcher) for article in document.articles)
    annotated = replace(document, articles=articles)
    return document if annotated == document else annotated


def same_entry(earlier: TermMatch, term: TermMatch) -> bool:
    """Return whether an occurrence has the English of the same entry, in whatever form its place asks for.

    ``term`` is an occurrence as `Matcher.find` returns it.
    """
    forms = {term.target, *term.variants, *(_first_mention(term.target, form) for form in term.variants)}
    return earlier.target == term.target or (earlier.target in forms and term.target in earlier.variants)


def _annotated_article(article: Article, matcher: Matcher) -> Article:
    mentioned: set[str] = set()

    def marked(segment: Segment, role: Role) -> Segment:
        found = matcher.find(segment.source)
        if segment.state.by_person:
            mentioned.update(_abbreviations_in(segment, found, matcher))
            return segment
        before = {match.opened: match for match in segment.terms}
        terms = tuple(
            before.get(match, match) for match in _in_place(segment.source, found, role, matcher, mentioned)
        )
        return segment if terms == segment.terms else replace(segment, terms=terms)

    blocks = (
        replace(block, segments=tuple(marked(segment, block.role) for segment in block.segments))
        if block.translatable
        else block
        for block in article.blocks
    )
    return replace(article, blocks=tuple(blocks))


def _abbreviations_in(segment: Segment, found: tuple[TermMatch, ...], matcher: Matcher) -> Iterator[str]:
    """Yield the abbreviations of a segment's terms that its English has, and thus makes known to the reader."""
    for match in found:
        short = matcher.abbreviation(match)
        if short and proofs([replace(match, target=short, variants=())], segment.target)[0]:
            yield short


def _in_place(
    source: str, found: tuple[TermMatch, ...], role: Role, matcher: Matcher, mentioned: set[str]
) -> Iterator[TermMatch]:
    for match in found:
        short = matcher.abbreviation(match)
        variants = tuple(variant for variant in match.variants if variant != short)
        if short and _has_beside(source, match, short, found, matcher):
            mentioned.update({short} if role in _RUNNING_TEXT else ())
            yield match
        elif short and role in _RUNNING_TEXT and short not in mentioned:
            mentioned.add(short)
            target = _first_mention(match.target, short)
            yield replace(match, target=target, variants=(match.target, *variants))
        elif short and role in _RUNNING_TEXT | _SHORT_LINES:
            yield replace(match, target=short, variants=(match.target, *variants))
        else:
            yield match


def _has_beside(
    source: str, match: TermMatch, short: str, found: tuple[TermMatch, ...], matcher: Matcher
) -> bool:
    """Return whether the source has the abbreviation of a match beside it, or in a bracket a term with the same one."""
    form = match_form(source)
    word = rf"(?<![A-Za-z0-9]){re.escape(match_form(short))}s?(?![A-Za-z0-9])"
    if re.match(rf"\s*{word}", form[match.end :]) or re.search(rf"{word}\s*\(?$", form[: match.start]):
        return True
    bracket = _BRACKET_BEHIND.match(form, match.end)
    if not bracket:
        return False
    inside = (term for term in found if bracket.start(1) <= term.start < bracket.end(1))
    return bool(re.search(word, bracket[1])) or any(matcher.abbreviation(term) == short for term in inside)


def _first_mention(name: str, abbreviation: str) -> str:
    return f"{name} ({abbreviation})"
