"""A text in the style of a house: each rule's edits, held to what has to stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from translator.model import Role, Segment
from translator.numbers import english_quantities
from translator.numbers.issues import missing
from translator.numbers.values import Date, Number, Quantity
from translator.style.houses import House
from translator.style.model import Edit, Guard, Rule, applied
from translator.terms.proof import proofs, proofs_and_faults
from translator.text.spans import Span

_MOST_PASSES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Styled:
    """A styled text, and the names of the rules that changed it."""

    text: str
    rules: tuple[str, ...] = ()


def styled(text: str, house: House, guard: Guard, role: Role = Role.PARAGRAPH) -> Styled:
    """Return a text in the style of a house; styled once more it is the same.

    An edit that touches what has to stay, or that the guard does not accept, is left out. A text on which the rules do
    not come to rest stays as it is.
    """
    done, used = text, dict[str, None]()
    for _ in range(_MOST_PASSES):
        before = done
        for rule, value in house.rules():
            changed = _by_rule(done, rule, value, guard, role)
            if changed != done:
                used[rule.name] = None
                done = changed
        if done == before:
            return Styled(text=done, rules=tuple(used))
    return Styled(text=text)


def _by_rule(text: str, rule: Rule, value: str, guard: Guard, role: Role) -> str:
    passage = guard.passage(text, role)
    edits = [edit for edit in rule.find(passage, value) if passage.allows(edit, signs=rule.signs)]
    if not edits:
        return text
    changed = applied(text, edits)
    return changed if guard.accepts(text, changed) else _one_by_one(text, edits, guard)


def _one_by_one(text: str, edits: Sequence[Edit], guard: Guard) -> str:
    """Return a text with the edits that the guard accepts, applied from the last one, so that offsets stay true."""
    for edit in reversed(edits):
        changed = applied(text, [edit])
        if guard.accepts(text, changed):
            text = changed
    return text


# --- what has to stay --------------------------------------------------------------------------------------------


def english_guard(phrases: Iterable[str] = ()) -> Guard:
    """Return the guard of an English text without its Chinese: its quantities stay, and the given phrases in it."""
    every = sorted(map(re.escape, phrases), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(every)})\b", re.IGNORECASE) if every else None

    def fixed(text: str) -> Sequence[Span]:
        return [found.span() for found in pattern.finditer(text)] if pattern else ()

    return Guard(fixed=fixed, exact=lambda _text: (), accepts=_same_quantities)


def segment_guard(segment: Segment) -> Guard:
    """Return the guard of a segment's target: terms, names and quantities stay, and what proofs have found right."""
    terms, source = segment.terms, segment.source

    def fixed(text: str) -> Sequence[Span]:
        return [span for span in proofs(terms, text) if span]

    def exact(text: str) -> Sequence[Span]:
        return [span for span, term in zip(proofs(terms, text), terms, strict=True) if span and term.case]

    def accepts(before: str, after: str) -> bool:
        if not _same_quantities(before, after):
            return False
        found, wrong = (proofs_and_faults(terms, text) for text in (before, after))
        lost = any(one and not other for one, other in zip(found[0], wrong[0], strict=True))
        faults = any(other and not one for one, other in zip(found[1], wrong[1], strict=True))
        return not lost and not faults and len(missing(source, after)) <= len(missing(source, before))

    return Guard(fixed=fixed, exact=exact, accepts=accepts)


def _same_quantities(before: str, after: str) -> bool:
    return _values(before) == _values(after)


@lru_cache(maxsize=1024)
def _values(text: str) -> tuple[str, ...]:
    return tuple(sorted(map(_value, english_quantities(text))))


def _value(one: Quantity) -> str:
    """Return the value of a quantity as text, without its place and its hedges."""
    match one:
        case Number():
            return f"{one.kind} {one.value} {one.high} {one.unit}"
        case Date():
            until = f"{one.until.month} {one.until.day}" if one.until else ""
            return f"date {one.year} {one.month} {one.day} {until}"
        case _:
            parts = (
                getattr(one, name, "")
                for name in ("text", "hour", "hours", "minute", "minutes", "seconds", "half")
            )
            return f"{one.kind} {' '.join(map(str, parts))}"
