"""Checks across the sentences of a job, and against what other jobs have published.

Each takes time in proportion to the number of sentences.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import NamedTuple

from translator.model import Role, TermKind, TermMatch, TermStatus
from translator.qa.model import HEADINGS, Found, Material, Pair, Remark
from translator.terms.proof import proofs, word_forms
from translator.text.scripts import has_han, to_simplified
from translator.text.spans import Span

_SIGNS = re.compile(r"[\W_]+")
_FIGURES = re.compile(r"[\d零〇一二三四五六七八九十百千万亿两第年月日]+")
_SHORTEST = 4
"""Chinese characters, or English words, of the shortest sentence that is compared: 是的 may be said in many ways."""


def same_source(material: Material) -> Iterator[Found]:
    """Report one Chinese sentence with two translations, in the job or against a published one.

    Passes:
        会议在北京举行。 = The meeting was held in Beijing.
        会议在北京举行。 = The meeting was held in Beijing.

    Fails:
        会议在北京举行。 = The meeting was held in Beijing.
        会议在北京举行。 = A conference took place in Beijing.
    """
    for pair, usual in _with_usual(material, _source_key, _target_key):
        said = f"the same Chinese is “{usual.target}” in {usual.place}"
        yield pair, Remark(said, use=usual.target)


def same_target(material: Material) -> Iterator[Found]:
    """Report two Chinese sentences with one translation, unless they differ in signs, figures or script alone.

    Passes:
        会议在北京举行。 = The meeting was held in Beijing.
        会议在上海举行。 = The meeting was held in Shanghai.

    Fails:
        会议在北京举行。 = The meeting was held in Beijing.
        论坛在上海闭幕了。 = The meeting was held in Beijing.
    """
    for pair, usual in _with_usual(material, _target_key, _source_key):
        yield pair, f"this is the English of other Chinese too: “{usual.source}” in {usual.place}"


def _with_usual(
    material: Material, key_of: Callable[[Pair], Hashable], other_of: Callable[[Pair], Hashable]
) -> Iterator[tuple[Pair, Pair]]:
    """Yield (segment, usual) for segments that share the first key but differ from the usual one in the second.

    The usual one is what is published, else what most of the job has.
    """
    published = {key_of(pair): pair for pair in material.published}
    groups: dict[Hashable, list[Pair]] = defaultdict(list)
    for pair in material.pairs:
        if pair.target.strip() and pair.role not in (Role.BYLINE, Role.DATELINE) and (key := key_of(pair)):
            groups[key].append(pair)
    for key, pairs in groups.items():
        if len(pairs) == 1 and key not in published:
            continue
        usual = published.get(key) or _usual(pairs, other_of)
        others = (pair for pair in pairs if _is_other(other_of(pair), other_of(usual)))
        yield from ((pair, usual) for pair in others)


def _is_other(one: Hashable, usual: Hashable) -> bool:
    return bool(one) and bool(usual) and one != usual


def _usual(pairs: list[Pair], other_of: Callable[[Pair], Hashable]) -> Pair:
    counts = Counter(map(other_of, pairs))
    # Of equally many a person's, then the first.
    return max(pairs, key=lambda pair: (counts[other_of(pair)], pair.segment.state.by_person))


def _source_key(pair: Pair) -> str:
    bare = _SIGNS.sub("", to_simplified(_FIGURES.sub("0", pair.source)))
    heading = "#" if pair.role in HEADINGS else ""
    return f"{heading}{bare}" if len(bare) >= _SHORTEST and has_han(bare) else ""


def _target_key(pair: Pair) -> str:
    bare = _SIGNS.sub(" ", re.sub(r"\d[\d,.]*", "0", pair.target)).casefold().strip()
    return bare if bare.count(" ") >= _SHORTEST - 1 else ""


# --- terms and names -----------------------------------------------------------------------------------------


def term_variants(material: Material) -> Iterator[Found]:
    """Report a term that most of the job, or what is published, has by another of its accepted forms.

    Terms:
        民营企业 = private enterprise | private firm

    Passes:
        支持民营企业。 = Support private enterprises.
        民营企业增加。 = Private enterprises increased.

    Fails:
        支持民营企业。 = Support private enterprises.
        民营企业增加。 = Private firms increased.
    """
    return _forms(material, lambda term: term.kind is TermKind.TERM, "the term")


def name_spelling(material: Material) -> Iterator[Found]:
    """Report a name that most of the job, or what is published, spells in another way.

    Passes:
        市长覃小明说，青岛很好。 = Qingdao is fine, Mayor Qin Xiaoming said.
        市长覃小明说，青岛很美。 = Qingdao is lovely, Mayor Qin Xiaoming said.

    Fails:
        市长覃小明说，青岛很好。 = Qingdao is fine, Mayor Qin Xiaoming said.
        市长覃小明说，青岛很美。 = Qingdao is lovely, Mayor Tan Xiaoming said.
    """
    return _forms(material, lambda term: term.kind is not TermKind.TERM, "the name")


def _forms(material: Material, applies: Callable[[TermMatch], bool], what: str) -> Iterator[Found]:
    used: dict[str, list[_Use]] = defaultdict(list)
    for pair in (*material.published, *material.pairs):
        for use in _uses(pair, applies):
            used[use.term.source].append(use)
    own = {id(pair) for pair in material.pairs}
    for source, uses in used.items():
        counts = Counter(use.key for use in uses)
        if len(counts) < 2:
            continue
        first = next(iter(counts))  # what is published comes first, so it wins over equally many
        usual = max(counts, key=lambda key: (counts[key], key == first))
        there = next(use for use in uses if use.key == usual)
        for use in uses:
            if use.key != usual and id(use.pair) in own:
                said = f"{what} {source} is “{use.form}” here and “{there.form}” in {there.pair.place}"
                place = (use.term.start, use.term.end)
                yield use.pair, Remark(said, source=[place], target=[use.span], use=there.form)


class _Use(NamedTuple):
    """A term with the span of the English that has it; ``key`` is the same for forms that count as one."""

    pair: Pair
    term: TermMatch
    span: Span
    key: str

    @property
    def form(self) -> str:
        return self.pair.target[slice(*self.span)]


def _uses(pair: Pair, applies: Callable[[TermMatch], bool]) -> Iterable[_Use]:
    """Yield the terms of a segment that are found in the English with the words found, where there are several forms.

    An abbreviation stands for its term in its own places.
    """
    terms = pair.segment.terms
    if not any(term.variants and applies(term) and term.status is TermStatus.FOUND for term in terms):
        return
    for term, span in zip(terms, proofs(terms, pair.target), strict=True):
        if span and term.variants and applies(term):
            form = pair.target[slice(*span)]
            if not any(map(_is_abbreviation, (form, term.target))):
                yield _Use(pair, term, span, "".join(word_forms(form)))


def _is_abbreviation(form: str) -> bool:
    return any(word.isupper() and len(word) > 1 for word in re.findall(r"[A-Za-z]+", form))
