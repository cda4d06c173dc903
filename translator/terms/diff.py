"""Differences between two term bases, entry by entry and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from translator.terms.rows import COLUMN_OF
from translator.terms.termbase import Term, Termbase, match_form

_PLACE = frozenset({"file", "line"})
"""Fields that say where an entry stands and not what it is."""


class ChangeKind(StrEnum):
    """What happened to an entry."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field of an entry before and after; ``column`` is its name in a term base file."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """An entry before and after, of which there is at least one; ``fields`` are those that differ between two."""

    kind: ChangeKind
    old: Term | None
    new: Term | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def entry(self) -> Term:
        """Return the entry as it is now, or as it was when it was removed."""
        return next(term for term in (self.new, self.old) if term)


def changes(old: Termbase, new: Termbase) -> tuple[EntryChange, ...]:
    """Return the entries of ``new`` that are added or changed, in its order, then those that it no longer has.

    Entries are the same when their sources have one `match_form`. The order of entries, files and of the values in one
    field does not matter.
    """
    before, after = ({term.form: term for term in base.terms} for base in (old, new))
    found = [change_of(before.get(form), term) for form, term in after.items()]
    found += [change_of(term, None) for form, term in before.items() if form not in after]
    return tuple(change for change in found if change.kind is not ChangeKind.CHANGED or change.fields)


def change_of(old: Term | None, new: Term | None) -> EntryChange:
    """Return the change of one entry; it has no fields when two are the same."""
    if old and new:
        return EntryChange(kind=ChangeKind.CHANGED, old=old, new=new, fields=tuple(_differing(old, new)))
    return EntryChange(kind=ChangeKind.ADDED if new else ChangeKind.REMOVED, old=old, new=new)


def _differing(old: Term, new: Term) -> Iterator[FieldChange]:
    for field in fields(Term):
        name = field.name
        before, after = (_shown(name, getattr(term, name)) for term in (old, new))
        if name not in _PLACE and before != after:
            yield FieldChange(column=COLUMN_OF.get(name, name), before=before, after=after)


def _shown(name: str, value: object) -> str:
    if isinstance(value, tuple):
        return "|".join(sorted(match_form(text) for text in value) if name == "exceptions" else sorted(value))
    return str(value)
