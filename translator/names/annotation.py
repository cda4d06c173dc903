"""Names that no term base has, marked in the source of a document: people by rule, places and organizations derived.

What is marked depends on the document and its terms alone, so that marking twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from translator.model import Block, Document, Priority, Role, Segment, TermKind, TermMatch
from translator.names.gazetteer import Gazetteer
from translator.names.people import find_honorifics, find_known, find_people, pattern_of
from translator.names.places import Place, find_places
from translator.text.pinyin import spellings, surname_spellings
from translator.text.scripts import is_traditional, simplified_for_matching
from translator.text.spans import Span, overlaps

_LINES_OF_NAMES = (Role.BYLINE, Role.DATELINE)
"""Blocks whose names are written by a rule of their own."""

_ORGANIZATIONS = ("医院", "大学", "海关", "农场")


def annotate(document: Document, gazetteer: Gazetteer, earlier: Document | None = None) -> Document:
    """Return the document with the names in its translatable segments marked that no person has approved.

    A name that is found once beside a post, a verb of saying or the like is found in the whole document. A term of
    the term base wins over a name that overlaps it. A doubtful name is advisory: it is looked for in the English, but
    never put there. Every name of a document in Traditional characters is advisory too, because Taiwan and Hong Kong
    spell names in their own ways. A name that ``earlier`` had in the same place keeps its status and evidence.
    ``gazetteer`` tells where the name of a place ends and the next begins.
    """
    texts = {segment.id: _text(segment) for segment in _open_segments(document)}
    beside = {s.id: find_people(texts[s.id], _spans(_own(s))) for s in _open_segments(document)}
    people: dict[str, bool] = {}
    for id_, start, end, sure in ((id_, *person) for id_, found in beside.items() for person in found):
        people[texts[id_][start:end]] = sure or people.get(texts[id_][start:end], False)
    pattern = pattern_of(people)
    traditional = is_traditional("".join(segment.source for segment in _open_segments(document)))
    before = {segment.id: segment.terms for segment in (earlier or document).segments()}

    def marked(segment: Segment) -> Segment:
        if segment.id not in texts:
            return segment
        own, text = _own(segment), texts[segment.id]
        spans = [(person.start, person.end) for person in beside[segment.id]]
        spans = _longest([*spans, *find_known(text, pattern, _spans(own))])
        names = [_person(text, span, sure=people[text[slice(*span)]]) for span in spans]
        names += _others(text, [*own, *names], gazetteer)
        names = [replace(name, priority=Priority.ADVISE) for name in names] if traditional else names
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


def _text(segment: Segment) -> str:
    """Return the source in Simplified characters, but for 乾, which is also one in names (倪乾, 乾安)."""
    simplified = simplified_for_matching(segment.source)
    return "".join(old if old == "乾" else new for old, new in zip(segment.source, simplified, strict=True))


def _own(segment: Segment) -> tuple[TermMatch, ...]:
    """Return the terms of the term base in a segment."""
    return tuple(term for term in segment.terms if term.kind is TermKind.TERM)


def _spans(terms: Sequence[TermMatch]) -> list[Span]:
    return [(term.start, term.end) for term in terms]


def _others(text: str, taken: Sequence[TermMatch], gazetteer: Gazetteer) -> list[TermMatch]:
    """Return the surnames with a form of address, the places and the organizations beside what is marked already."""
    names = [_with_title(text, *hit) for hit in find_honorifics(text, _spans(taken))]
    places = find_places(text, _spans([*taken, *names]), gazetteer.names)
    return [*names, *(_derived(text, place) for place in places)]


def _longest(spans: Collection[Span]) -> list[Span]:
    """Return the spans without those that overlap a longer one or, of two alike, the first."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=_longest_first):
        if not overlaps(span, kept):
            kept.append(span)
    return kept


def _longest_first(span: Span) -> tuple[int, int]:
    return span[0] - span[1], span[0]


def _person(text: str, span: Span, *, sure: bool) -> TermMatch:
    """Return a person's name; advisory if the evidence is weak or its characters have two readings."""
    forms = spellings(text[slice(*span)])
    match = _match(text, span, forms, TermKind.PERSON)
    return replace(match, domain="person", priority=_priority(sure=sure and len(forms) == 1))


def _with_title(text: str, span: Span, surname: str, titles: Sequence[str]) -> TermMatch:
    readings = surname_spellings(surname)
    forms = [f"{title} {reading}" for reading in readings for title in titles]
    match = _match(text, span, forms, TermKind.PERSON)
    return replace(match, domain="person", priority=_priority(sure=len(readings) == 1))


def _priority(*, sure: bool) -> Priority:
    return Priority.FORCE if sure else Priority.ADVISE


def _derived(text: str, place: Place) -> TermMatch:
    match = _match(text, (place.start, place.end), place.english, TermKind.DERIVED)
    return replace(match, domain="organization" if match.source.endswith(_ORGANIZATIONS) else "place")


def _match(text: str, span: Span, forms: Sequence[str], kind: TermKind) -> TermMatch:
    start, end = span
    target, *variants = forms
    return TermMatch(
        start=start, end=end, source=text[start:end], target=target, variants=tuple(variants), kind=kind
    )
