"""Checks of entries against reviewed sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from translator.terms.lint.model import Problem, TermTables
from translator.terms.matching import Matcher
from translator.terms.proof import proofs
from translator.text.scripts import has_han

_FEW = 2
"""A term is short with so many characters."""
_LEAST = 2
"""So many reviewed sentences must lack the English of a term."""
_SHARE = 1 / 3
"""That share of its occurrences must be without its English."""


def ambiguous(tables: TermTables) -> Iterator[Problem]:
    """Report a short term that is often something else.

    A term of one character always is, unless it is advisory. One of two characters is reported where reviewers left its
    English out of a third of the sentences that have it, and of two at least.

    Passes:
        source,target,priority
        海,sea,advise
        试点,pilot,repair

    Reviewed:
        试点启动。 = The pilot was launched.
        各地试点。 = The pilot runs everywhere.

    Fails:
        source,target
        开放,opening-up

    Reviewed:
        公园开放。 = The park is open.
        展览开放。 = The exhibition is open.
    """
    counts, lacking = _counted(tables)
    for row in tables.rows:
        size = sum(map(has_han, row.source))
        if row.advisory or size != len(row.source) or size > _FEW:
            continue
        total, lost = counts[row.form], lacking[row.form]
        if size == 1:
            yield Problem(
                row=row, what="is a single character, nearly always a part of a word", advice=_ADVICE
            )
        elif lost >= _LEAST and lost >= _SHARE * total:
            yield Problem(
                row=row,
                what=f"has other English in {lost} of {total} reviewed sentences",
                advice=_ADVICE,
            )


_ADVICE = "Name words in which it means something else in except, other English in variants, or set priority to advise."


def _counted(tables: TermTables) -> tuple[Counter[str], Counter[str]]:
    """Return how often each term is found in reviewed sentences, and how often its English is not there."""
    counts: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    if tables.reviews:
        matcher = Matcher(row.term for row in tables.rows)
        forms = {row.source: row.form for row in tables.rows}
        for review in tables.reviews:
            terms = matcher.find(review.source)
            for term, span in zip(terms, proofs(terms, review.english), strict=True):
                counts[forms[term.source]] += 1
                lacking[forms[term.source]] += span is None
    return counts, lacking
