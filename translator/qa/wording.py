"""Checks of terms and names: missing, forbidden, spelled in another way, or named by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.model import OriginKind, Role, TermKind, TermMatch, TermStatus
from translator.qa.model import Pair, Remark, places
from translator.terms.proof import forbidden_spans

OF_TERMS = frozenset(("term", "forbidden-term", "name"))
"""The checks whose findings the statuses of a segment's terms say as well."""


def term(pair: Pair) -> Iterator[str]:
    """Report a term whose approved English is missing, unless the entry only advises.

    Terms:
        民营企业 = private enterprise

    Passes:
        支持民营企业。 = Support private enterprises.

    Fails:
        支持民营企业。 = Support people-run companies.
    """
    for one in dict.fromkeys(_missing(pair)):
        if one.kind is TermKind.TERM:
            said = f"the term {one.source} ({one.target}) is not in the English"
            yield Remark(said, source=[(one.start, one.end)], use=one.target)


def forbidden_term(pair: Pair) -> Iterator[str]:
    """Report English that the term base forbids for a term.

    Terms:
        中国式现代化 = Chinese modernization, not Chinese-style modernization

    Passes:
        推进中国式现代化。 = Advance Chinese modernization.

    Fails:
        推进中国式现代化。 = Advance Chinese-style modernization.
    """
    terms = pair.segment.terms
    if not any(one.status is TermStatus.FORBIDDEN for one in terms):
        return
    for one, span in zip(terms, forbidden_spans(terms, pair.target), strict=True):
        if span:
            used = pair.target[slice(*span)]
            said = f"“{used}” is forbidden for the term {one.source}; write “{one.target}”"
            yield Remark(said, source=[(one.start, one.end)], target=[span], use=one.target)


def name(pair: Pair) -> Iterator[str]:
    """Report a name of a person, place or organization that the English does not have as a rule spells it.

    A person who approved the sentence may spell it in another way.

    Passes:
        记者李明报道。 = Reporter Li Ming reports.

    Fails:
        记者李明报道。 = Reporter Wang reports.
    """
    if pair.segment.state.by_person:
        return
    for one in dict.fromkeys(_missing(pair)):
        if one.kind is not TermKind.TERM and not _disordered(one, pair.target):
            said = f"the name {one.source} ({one.target}) is not in the English"
            yield Remark(said, source=[(one.start, one.end)], use=one.target)


def name_order(pair: Pair) -> Iterator[str]:
    """Report a Chinese name with its parts in another order, or with other spaces or hyphens than pinyin has.

    Passes:
        记者李小明报道。 = Reporter Li Xiaoming reports.

    Fails:
        记者李小明报道。 = Reporter Xiaoming Li reports.
    """
    for one in dict.fromkeys(_missing(pair, advisory=True)):
        if one.kind is TermKind.PERSON and (used := _disordered(one, pair.target)):
            said = f"the name {one.source} is “{used}” in the English; write “{one.target}”"
            where = places(pair.target, used)
            yield Remark(said, source=[(one.start, one.end)], target=where, use=one.target)


def byline(pair: Pair) -> Iterator[str]:
    """Report a byline or dateline that an engine wrote, because engines invent names.

    Passes:
        □记者 李明 = By Li Ming, staff reporter

    Fails:
        @ □记者 李明 通讯社 = Li Ming, reporter, news agency
    """
    origin = pair.segment.origin
    if pair.role in (Role.BYLINE, Role.DATELINE) and origin is not None and origin.kind is OriginKind.MT:
        yield "the engine wrote this line; hold its names against the Chinese"


def _missing(pair: Pair, *, advisory: bool = False) -> Iterator[TermMatch]:
    for one in pair.segment.terms:
        if one.status is TermStatus.MISSING and (advisory or not one.advisory):
            yield one.opened


_APART = "[\\s'’-]*"


def _disordered(one: TermMatch, target: str) -> str:
    """Return how the English has the parts of a person's name in another order or otherwise apart, empty if not."""
    for form in (one.target, *one.variants):
        surname, _, given = form.partition(" ")
        if not given or not surname.isalpha():
            continue
        letters = _APART.join(given.replace("'", ""))
        found = re.search(
            rf"\b(?:{letters},?\s{surname}|{surname}{_APART}{letters})\b", target, re.IGNORECASE
        )
        if found and found[0].casefold() != form.casefold():
            return found[0]
    return ""
