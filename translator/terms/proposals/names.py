"""Proposals of names that a rule made and reviewers kept.

Such a name is found by its rule again without an entry; the entry makes it approved, so that nobody checks it anew. A
person of one page is seldom in the news again, so a person's name must stand in two jobs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from translator.model import TermKind, TermMatch, TermStatus
from translator.terms.proposals.counts import Counts
from translator.terms.proposals.evidence import Example
from translator.terms.proposals.phrases import spelled
from translator.terms.proposals.proposal import LEAST, Kind, Proposal
from translator.terms.termbase import match_form

_LEAST_JOBS = {TermKind.PERSON: 2}
"""Number of jobs that must have a name, where one is not enough."""


def kept_names(examples: Sequence[Example], least: int = LEAST) -> tuple[Proposal, ...]:
    """Return proposals of the names by rule that at least ``least`` different reviewed sentences have unchanged.

    A name that any reviewer spelled in another way, or that the rules made in two ways, is not proposed. The names
    with most sentences stand first.
    """
    places: dict[str, list[tuple[Example, TermMatch]]] = defaultdict(list)
    for example in examples:
        for name in example.names:
            places[match_form(name.source)].append((example, name))
    counts = Counts(examples)
    found = (_proposal(at, counts) for at in places.values() if _is_kept(at, least))
    return tuple(sorted(found, key=lambda proposal: (-proposal.kept, proposal.source)))


def _is_kept(places: Sequence[tuple[Example, TermMatch]], least: int) -> bool:
    names = [name for _, name in places]
    jobs = {example.job for example, _ in places}
    return (
        all(name.status is TermStatus.FOUND and name.target == names[0].target for name in names)
        and len({example.form for example, _ in places}) >= least
        and len(jobs) >= max(_LEAST_JOBS.get(name.kind, 1) for name in names)
    )


def _proposal(places: Sequence[tuple[Example, TermMatch]], counts: Counts) -> Proposal:
    name = places[0][1]
    evidence = tuple({example.form: example for example, _ in places}.values())
    with_words = len(counts.with_words(spelled(name.target)))
    return Proposal(
        kind=Kind.NAME,
        source=name.source,
        target=name.target,
        by_rule=name.target,
        kept=len(evidence),
        score=2 * len(evidence) / (len(evidence) + max(with_words, len(evidence))),
        evidence=evidence,
    )
