"""Entries of term bases looked up by a Chinese or English text: the same, longer, shorter and similar ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from translator.terms.proof import word_forms
from translator.terms.proposals.phrases import spelled
from translator.terms.termbase import Term, bare_form, match_form
from translator.text.scripts import has_han

SIMILAR = 70.0
"""Least similarity in percent of what is listed as similar, by Levenshtein's insertions and deletions."""
NEAREST = 34.0
"""Least similarity where nothing better is found."""
LIMIT = 10
"""Most hits of one likeness."""


class Likeness(StrEnum):
    """How an entry is like the text that is looked up."""

    EXACT = "exact"
    INSIDE = "the text is inside"
    PART = "part of the text"
    SIMILAR = "similar"


class Column(StrEnum):
    """The form of an entry that is like the text."""

    SOURCE = "source"
    TARGET = "target"
    VARIANT = "variant"
    ABBREVIATION = "abbreviation"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entry that is like the text in one of its forms; ``score`` is the similarity in percent."""

    term: Term
    likeness: Likeness
    column: Column
    form: str
    score: float = 100.0


def look_up(terms: Sequence[Term], text: str, limit: int = LIMIT) -> tuple[Hit, ...]:
    """Return the entries that are like a text, in the order of `Likeness`, each entry once.

    Chinese is compared with the sources in its `match_form` without quotation marks and spaces, anything else with the
    sources and with all English forms, whatever their case, plural, hyphens and articles. There are at most ``limit``
    hits of a likeness. Similar entries have a similarity of `SIMILAR` or more, or of `NEAREST` where there is no other
    hit. An entry of a term base that a later one overrides is a hit of its own.
    """
    forms = [(term, Column.SOURCE, term.form) for term in terms]
    if has_han(text):
        forms = [(term, column, bare_form(form)) for term, column, form in forms]
        hits = _once(_chinese(forms, match_form(text)))
    else:
        same = [*_same(forms, match_form(text))]
        forms = [form for term in terms for form in _english_forms(term)]
        hits = _once([*same, *_english(forms, text)])
    least = SIMILAR if hits else NEAREST
    similar = _similar(forms, text, least, limit + len(hits))
    return tuple(_limited(_once([*hits, *similar]), limit))


def _chinese(forms: Iterable[tuple[Term, Column, str]], text: str) -> Iterator[Hit]:
    bare = bare_form(text)
    same, longer, parts = [], [], []
    for term, _, form in forms:
        if form == bare:
            same.append((form, term))
        elif bare in form:
            longer.append((form, term))
        elif form in bare:
            parts.append((form, term))
    same.sort(key=lambda item: item[1].form != text)  # the one with the marks of the text stands first
    longer.sort(key=lambda item: len(item[0]))
    whole = [one for one in parts if not any(one[0] in form != one[0] for form, _ in parts)]
    whole.sort(key=lambda item: bare.index(item[0]))
    of_likeness = {Likeness.EXACT: same, Likeness.INSIDE: longer, Likeness.PART: whole}
    for likeness, found in of_likeness.items():
        for _, term in found:
            yield Hit(term=term, likeness=likeness, column=Column.SOURCE, form=term.source)


def _same(forms: Iterable[tuple[Term, Column, str]], text: str) -> Iterator[Hit]:
    folded = text.casefold()
    for term, column, form in forms:
        if form.isascii() and form.casefold() == folded:
            yield Hit(term=term, likeness=Likeness.EXACT, column=column, form=term.source)


# --- English -----------------------------------------------------------------------------------------------------

_TIES = str.maketrans("", "", " -–‐‑'’\u00a0")


def _english(forms: Sequence[tuple[Term, Column, str]], text: str) -> Iterator[Hit]:
    """Yield the entries with the words of a text as an English form, then those with them in a longer one."""
    words = word_forms(text)
    if not words:
        return
    joined, phrase = "".join(words), spelled(text)
    # Comparing words is slow, and nearly every form lacks the beginning of the longest word. One long text is folded
    # much faster than many short ones.
    folded = "\n".join(form for _, _, form in forms).casefold().translate(_TIES).split("\n")
    longest = max(words, key=len).casefold().translate(_TIES)
    stem = longest[: max(len(longest) - 2, 1)]
    longer = []
    for at, text_of_form in enumerate(folded):
        if stem not in text_of_form:
            continue
        term, column, form = forms[at]
        if "".join(word_forms(form)) == joined:
            yield Hit(term=term, likeness=Likeness.EXACT, column=column, form=form)
        elif phrase in spelled(form):
            longer.append(Hit(term=term, likeness=Likeness.INSIDE, column=column, form=form))
    yield from sorted(longer, key=lambda hit: len(hit.form))


def _english_forms(term: Term) -> Iterator[tuple[Term, Column, str]]:
    yield term, Column.TARGET, term.target
    if term.abbreviation:
        yield term, Column.ABBREVIATION, term.abbreviation
    for form in term.variants:
        yield term, Column.VARIANT, form
    for form in term.forbidden:
        yield term, Column.FORBIDDEN, form


# --- similar -----------------------------------------------------------------------------------------------------


def _similar(forms: Sequence[tuple[Term, Column, str]], text: str, least: float, limit: int) -> Iterator[Hit]:
    from rapidfuzz import fuzz, process

    chinese = has_han(text)
    query = bare_form(match_form(text)) if chinese else text.casefold()
    choices = [form for _, _, form in forms] if chinese else [form.casefold() for _, _, form in forms]
    # The words of an English term change places: "mechanism for open competition".
    scorer = fuzz.ratio if chinese else fuzz.token_sort_ratio
    for _, score, at in process.extract(query, choices, scorer=scorer, score_cutoff=least, limit=limit):
        term, column, form = forms[at]
        form = term.source if column is Column.SOURCE else form
        yield Hit(term=term, likeness=Likeness.SIMILAR, column=column, form=form, score=round(score, 1))


def _once(hits: Iterable[Hit]) -> list[Hit]:
    """Return the first hit of every entry."""
    found: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        found.setdefault((hit.term.source, hit.term.place), hit)
    return list(found.values())


def _limited(hits: Sequence[Hit], limit: int) -> Iterator[Hit]:
    for likeness in Likeness:
        yield from [hit for hit in hits if hit.likeness is likeness][:limit]
