"""Names that no term base has, marked in the source of a document: people by rule, places and organizations derived.

What is marked depends on the document and its terms alone, so that marking twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from translator.model import Block, Document, Role, Segment, TermKind, TermMatch
from translator.names.gazetteer import Gazetteer
from translator.names.lexicon import Span, overlaps
from translator.names.people import find_honorifics, find_known, find_people
from translator.names.places import Place, find_places
from translator.text.pinyin import spellings, surname_spellings
from translator.text.scripts import simplified_for_matching

_LINES_OF_NAMES = (Role.BYLINE, Role.DATELINE)
"""Blocks whose names are written by a rule of their own."""

_ORGANIZATIONS = ("医院", "大学", "海关", "农场")


def annotate(document: Document, gazetteer: Gazetteer, earlier: Document | None = None) -> Document:
    """Return the document with the names in its translatable segments marked that no person has approved.

    A name that is found once beside a post, a verb of saying or the like is found in the whole document. A term of
    the term base wins over a name that overlaps it. A name that ``earlier`` had in the same place keeps its status and
    evidence. ``gazetteer`` tells where the name of a place ends and the next begins.
    """
    texts = {segment.id: simplified_for_matching(segment.source) for segment in _open_segments(document)}
    people = {
        text[start:end]
        for segment in _open_segments(document)
        if (text := texts[segment.id])
        for start, end in find_people(text, _spans(segment.terms))
    }
    before = {segment.id: segment.terms for segment in (earlier or document).segments()}

    def marked(segment: Segment) -> Segment:
        if segment.id not in texts:
            return segment
        own = tuple(term for term in segment.terms if term.kind is TermKind.TERM)
        names = _names(texts[segment.id], own, people, gazetteer)
        known = {match.opened: match for match in (*segment.terms, *before.get(segment.id, ()))}
        terms = sorted((*own, *(known.get(name, name) for name in names)), key=lambda match: match.start)
        return segment if tuple(terms) == segment.terms else replace(segment, terms=tuple(terms))

    def marked_block(block: Block) -> Block:
        return replace(block, segments=tuple(map(marked, block.segments)))

    articles = (
        replace(article, blocks=tuple(map(marked_block, article.blocks))) for article in document.articles
    )
    annotated = replace(document, articles=tuple(articles))
    return document if annotated == document else annotated


def _open_segments(document: Document) -> Iterator[Segment]:
    for block in document.blocks():
        if block.translatable and block.role not in _LINES_OF_NAMES:
            yield from (segment for segment in block.segments if not segment.state.by_person)


def _spans(terms: Sequence[TermMatch]) -> list[Span]:
    return [(term.start, term.end) for term in terms]


def _names(
    text: str, terms: Sequence[TermMatch], people: Collection[str], gazetteer: Gazetteer
) -> list[TermMatch]:
    spans = (span for span in _people(text, _spans(terms), people) if spellings(text[slice(*span)]))
    names = [_person(text, span) for span in spans]
    names += [_with_title(text, *hit) for hit in find_honorifics(text, _spans([*terms, *names]))]
    places = find_places(text, _spans([*terms, *names]), gazetteer.names)
    return [*names, *(_derived(text, place) for place in places)]


def _people(text: str, taken: Sequence[Span], people: Collection[str]) -> list[Span]:
    """Return the names in a text that stand beside a post or the like, or are in ``people``; the longest win."""
    spans: list[Span] = []
    for span in sorted({*find_people(text, taken), *find_known(text, people, taken)}, key=_longest_first):
        if not overlaps(span, spans):
            spans.append(span)
    return spans


def _longest_first(span: Span) -> tuple[int, int]:
    return span[0] - span[1], span[0]


def _person(text: str, span: Span) -> TermMatch:
    """Return a person's name; one that is read in two ways is advisory, with its other spellings as variants."""
    forms = spellings(text[slice(*span)])
    return replace(_match(text, span, forms, TermKind.PERSON), domain="person", advisory=len(forms) > 1)


def _with_title(text: str, span: Span, surname: str, titles: Sequence[str]) -> TermMatch:
    readings = surname_spellings(surname)
    forms = [f"{title} {reading}" for reading in readings for title in titles]
    return replace(_match(text, span, forms, TermKind.PERSON), domain="person", advisory=len(readings) > 1)


def _derived(text: str, place: Place) -> TermMatch:
    match = _match(text, (place.start, place.end), place.english, TermKind.DERIVED)
    return replace(match, domain="organization" if match.source.endswith(_ORGANIZATIONS) else "place")


def _match(text: str, span: Span, forms: Sequence[str], kind: TermKind) -> TermMatch:
    start, end = span
    target, *variants = forms
    return TermMatch(
        start=start, end=end, source=text[start:end], target=target, variants=tuple(variants), kind=kind
    )
