"""Terms and term bases, and the form in which Chinese sources are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from translator.model import Priority
from translator.text.scripts import simplified_for_matching, to_simplified

if TYPE_CHECKING:
    from translator.terms.matching import Matcher

# Signs that editors, Traditional typesetting and PDF extraction use for one another. Every entry replaces one
# character by one, so that offsets stay valid. The full-width comma stays: it never belongs to a number.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if chr(wide) != "，"}
_SAME_SIGN = {
    '"': "“”„‟＂「」﹁﹂〝〞",
    "'": "‘’‚‛＇『』﹃﹄",
    "-": "—–―‐‑－",
    "·": "•・‧∙･",
    " ": "\u3000\u00a0",
}
_NARROWING = _NARROW | {ord(sign): plain for plain, signs in _SAME_SIGN.items() for sign in signs}


def match_form(text: str) -> str:
    """Return the form in which sources are compared: Simplified, half-width, one kind of quote and dash.

    The result has exactly as many characters as ``text``, so that an offset means the same in both.
    """
    return simplified_for_matching(text).translate(_NARROWING)


SEPARATORS = " \t\n\"'"
"""What may stand inside a term without hiding it, as it is in a `match_form`."""
_NO_SEPARATORS = dict.fromkeys(map(ord, SEPARATORS))


def bare_form(form: str) -> str:
    """Return a `match_form` without white space and quotation marks."""
    return form.translate(_NO_SEPARATORS)


_FORMS: dict[str, str] = {}
_MOST_FORMS = 1 << 18


def prepare_forms(sources: Collection[str]) -> None:
    """Look up the forms of the sources of a file together, several times faster than one by one."""
    joined = "\n".join(sources)
    simplified = to_simplified(joined)
    if len(simplified) == len(joined):  # else some would depend on their neighbors
        forms = simplified.translate(_NARROWING).split("\n")
        _FORMS.update(zip(sources, forms, strict=bool(sources)))


def source_form(source: str) -> str:
    """Return the `match_form` of a term's source, which is looked up once."""
    form = _FORMS.get(source)
    if form is None:
        if len(_FORMS) > _MOST_FORMS:
            _FORMS.clear()
        form = _FORMS[source] = match_form(source)
    return form


PARTS_OF_SPEECH = ("noun", "verb", "adjective")
STATUSES = ("preferred", "admitted", "proposed", "deprecated")
"""What a term base says of an entry, the best first; see `translator.terms.entries.terms_of`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One approved translation and its place in a file.

    ``target`` is the approved English; ``variants`` are other accepted forms, ``forbidden`` forms that must not stand
    for it. ``pos`` is one of `PARTS_OF_SPEECH` or empty, ``status`` one of `STATUSES`, empty for *preferred*. The
    ``priority`` of a *proposed* term is *advise*. ``abbreviation``
    is the English short form after the first mention (CPC). ``case`` is ``as-is`` for a target that has its own small
    and capital letters everywhere (adidas), else empty. ``exceptions`` are longer Chinese words in which the
    source is not this term (重庆 in 隆重庆祝). ``reference`` says where the rendering comes from. ``line`` counts from
    1 and is 0 when the term is from no file.
    """

    source: str
    target: str
    variants: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    pos: str = ""
    domain: str = ""
    status: str = ""
    priority: Priority = Priority.FORCE
    abbreviation: str = ""
    case: str = ""
    exceptions: tuple[str, ...] = ()
    note: str = ""
    reference: str = ""
    file: str = ""
    line: int = 0

    @property
    def form(self) -> str:
        """Return the `match_form` of the source."""
        return source_form(self.source)

    @property
    def advisory(self) -> bool:
        """Return whether the English is looked for in a translation and never put there."""
        return self.priority is Priority.ADVISE

    @property
    def place(self) -> str:
        """Return ``file:line`` for messages."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, kw_only=True)
class Termbase:
    """Terms of which no two have the same `match_form`, and the warnings about their files.

    ``names`` are the files in the order in which they were merged. ``deprecated`` entries are not used. What costs
    time to make of the terms is made once, since a run asks for it with every page.
    """

    terms: tuple[Term, ...] = ()
    deprecated: tuple[Term, ...] = ()
    names: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @cached_property
    def hash(self) -> str:
        """Return the SHA-256, in hex, of everything that can change a translation or its annotations.

        File names, line numbers and the order of terms are left out, since moving a row changes nothing.
        """
        rows = sorted("\x1f".join(_content(term)) for term in self.terms)
        return sha256("\x1e".join(rows).encode()).hexdigest()

    @cached_property
    def matcher(self) -> Matcher:
        """Return the search for the terms in texts."""
        from translator.terms.matching import Matcher

        return Matcher(self.terms)

    def term_of(self, source: str) -> Term | None:
        """Return the entry for a source, compared in its `match_form`, or None."""
        form = match_form(source)
        return next((term for term in self.terms if term.form == form), None)

    @classmethod
    def merge(cls, bases: Iterable[Termbase]) -> Termbase:
        """Return the merged term bases; a later term replaces an earlier one with the same `match_form`.

        A later deprecated entry takes an earlier term out of use. Where a term changes the English, there is one
        warning for each pair of files, since it may be a mistake.
        """
        merged = tuple(bases)
        if len(merged) == 1:
            return merged[0]
        chosen: dict[str, Term] = {}
        overridden: list[tuple[Term, Term]] = []
        for term in (t for base in merged for t in (*base.deprecated, *base.terms)):
            form = term.form
            before = chosen.get(form)
            if before and before.target != term.target and "deprecated" not in (before.status, term.status):
                overridden.append((term, before))
            chosen[form] = term
        warnings = [w for base in merged for w in base.warnings]
        names = (name for base in merged for name in base.names)
        warnings += _overrides(overridden)
        return cls(
            terms=tuple(term for term in chosen.values() if term.status != "deprecated"),
            deprecated=tuple(term for term in chosen.values() if term.status == "deprecated"),
            names=tuple(names),
            warnings=tuple(warnings),
        )


def _overrides(pairs: Sequence[tuple[Term, Term]]) -> list[str]:
    counts = Counter((new.file, old.file) for new, old in pairs)
    examples = {(new.file, old.file): (new, old) for new, old in reversed(pairs)}
    return [
        f"{new.place} overrides {old.place} ({new.source}: {new.target}, not {old.target})"
        + (f" and {counts[files] - 1} more of that file" if counts[files] > 1 else "")
        for files, (new, old) in sorted(examples.items())
    ]


def _content(term: Term) -> tuple[str, ...]:
    several = (sorted(term.variants), sorted(term.forbidden), sorted(map(match_form, term.exceptions)))
    head = (term.form, term.target, term.domain, term.note, term.pos, term.abbreviation)
    how = f"{term.priority}{term.case}"
    return (*head, how, *("\x1d".join(values) for values in several))
