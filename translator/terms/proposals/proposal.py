"""Proposals for the term base, and how certain they are."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from translator.terms.proposals.evidence import Example
from translator.terms.proposals.phrases import spelled
from translator.terms.termbase import match_form
from translator.text.counting import counted

LEAST = 2
"""Default number of reviewed sentences that must agree."""

CERTAIN = 3
"""Number of reviewed sentences from which a new rendering is accepted without a look."""


class Kind(StrEnum):
    """What a proposal does to the term base: add an entry, change its English, or accept a further form.

    A *name* adds an entry as well: a name made by rule that reviewers kept. A *disagreement* does nothing before
    somebody chooses one of its renderings.
    """

    NEW = "new"
    CHANGE = "change"
    VARIANT = "variant"
    NAME = "name"
    DISAGREEMENT = "disagreement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """One side of a disagreement: the English, and the reviewed sentences that have it, edited or approved so."""

    target: str
    evidence: tuple[Example, ...]

    @property
    def reviewers(self) -> dict[str, int]:
        """Return the number of sentences by reviewer, most first; the name is empty where it is not known."""
        return dict(Counter(example.reviewer for example in self.evidence).most_common())


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The proposal of ``target`` for ``source``; ``approved`` is the present English, empty for a new term.

    ``by_rule`` is the English that a rule made where the source is a name. ``kept`` counts the reviewed sentences with
    the source and the approved English, or that of the rule, ``against`` those with the source and any other English.
    ``score`` is the Dice coefficient of source and target. ``renderings`` are the sides of a disagreement, the most
    frequent first, which is also the target.
    """

    kind: Kind
    source: str
    target: str
    approved: str = ""
    by_rule: str = ""
    kept: int = 0
    against: int = 0
    score: float
    evidence: tuple[Example, ...]
    renderings: tuple[Rendering, ...] = ()

    @property
    def id(self) -> str:
        """Return an id that stays the same as long as source and target, or renderings, do."""
        targets = sorted(spelled(one.target) for one in self.renderings) or [spelled(self.target)]
        text = "\x1f".join([match_form(self.source), *targets])
        return f"p{hashlib.sha256(text.encode()).hexdigest()[:8]}"

    @property
    def doubt(self) -> str:
        """Return why a person has to look at a proposal before it is accepted, or an empty string."""
        if self.kind is Kind.DISAGREEMENT:
            return "reviewers disagree"
        if self.approved:
            return "the term base has other English"
        if self.against or (self.by_rule and self.kind is not Kind.NAME):
            return "other sentences have other English"
        few = self.kind is Kind.NEW and len(self.evidence) < CERTAIN
        return (
            f"only {counted(len(self.evidence), 'sentence supports', 'sentences support')} it" if few else ""
        )
