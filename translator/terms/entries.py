"""Rows of term base files as terms: what is checked, what a status means, and what to do about a fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from translator.model import Priority
from translator.terms.proof import word_forms
from translator.terms.rows import ALLOWED, REQUIRED, Row, Table, faults_error
from translator.terms.termbase import STATUSES, Term, Termbase, bare_form, match_form, prepare_forms
from translator.text.scripts import has_han

_HINT_FILL = "Fill in the field or delete the row."
_HINT_ONE = (
    "Keep one translation for the term; move other accepted forms to the column variants, or give their rows "
    "the status admitted."
)
_HINT_VALUE = "Write one of the allowed values, or leave the field empty."
_HINT_ENGLISH = (
    "Write English into target, variants, forbidden and abbreviation, and Chinese into source and except."
)
_HINT_FORBIDDEN = "A form is either accepted or forbidden: delete it from one of the two columns."


def termbase_of(tables: Iterable[Table]) -> Termbase:
    """Return the merged term base of files; a later file overrides an earlier one.

    Raises `GlossaryError` that names every faulty row: an empty source or target, a value that is not allowed, one
    source with two translations.
    """
    read = [(table, terms_of(table)) for table in tables]
    error = faults_error(table for table, _ in read)
    if error:
        raise error
    return Termbase.merge(
        Termbase(
            terms=tuple(term for term in terms if term.status != "deprecated"),
            deprecated=tuple(term for term in terms if term.status == "deprecated"),
            names=(table.name,),
            warnings=tuple(table.warnings),
        )
        for table, terms in read
    )


def terms_of(table: Table) -> list[Term]:
    """Return the terms of a file, of which no two have the same `match_form`; faults are noted in ``table``.

    A source may have several rows, if at most one is *preferred*: its *admitted* rows are further accepted forms of
    it, *proposed* ones wait while there is any other, and a source that is only *deprecated* is a deprecated term.
    """
    prepare_forms({s for row in table.rows if "\n" not in (s := row.values.get("source", ""))})
    first: dict[str, Term] = {}
    rows: dict[str, Row] = {}
    others: dict[str, list[tuple[Row, Term]]] = {}
    for row in table.rows:
        term = _term_of_row(row, table)
        if term is None:
            continue
        form = term.form
        if first.setdefault(form, term) is term:
            rows[form] = row
        else:
            others.setdefault(form, []).append((row, term))
    if not first and not table.faults and table.columns:
        table.warn(Row(1, {}), "there are no terms below the header row")
    for form, further in others.items():
        first[form] = _combined([(rows[form], first[form]), *further], table)
    return list(first.values())


def _term_of_row(row: Row, table: Table) -> Term | None:
    values = row.values
    if not (values["source"] and values["target"]):
        empty = [name for name in REQUIRED if not values[name]]
        present = values["source"] or values["target"]
        beside = f" ({present})" if present else ""
        table.fault(row, f"the {' and the '.join(empty)} of the term is empty{beside}", _HINT_FILL)
        return None
    words = _words_of_few(tuple(map(values.get, ALLOWED)))
    for name in words.unknown:
        allowed = ", ".join(ALLOWED[name])
        message = f"the {name} of {values['source']} is '{values[name]}'; allowed are {allowed}"
        table.fault(row, message, _HINT_VALUE)
    if words.unknown:
        return None
    term = _term(values, words, table.name, row.line)
    _check_english(row, term, table)
    for word in term.exceptions:
        if bare_form(term.form) not in bare_form(match_form(word)):
            table.warn(row, f"the exception {word} does not contain {term.source}")
    return term


class _Words(NamedTuple):
    """What a row has in the columns that `ALLOWED` restricts; ``unknown`` are those with another value."""

    pos: str
    status: str
    priority: Priority
    case: str
    unknown: tuple[str, ...]


@lru_cache(maxsize=1024)
def _words_of_few(values: tuple[str | None, ...]) -> _Words:
    """Return what values of the columns in `ALLOWED` say, in its order."""
    given = {name: (value or "").lower() for name, value in zip(ALLOWED, values, strict=True)}
    status = given["status"]
    return _Words(
        pos=given["pos"],
        status="" if status == "preferred" else status,
        priority=priority_of(status, given["priority"]),
        case=given["case"],
        unknown=tuple(name for name, value in given.items() if value and value not in ALLOWED[name]),
    )


def term_of(values: Mapping[str, str]) -> Term:
    """Return the values of one row as the term that is read from it, unchecked and without its place."""
    return _term(values, _words_of_few(tuple(map(values.get, ALLOWED))), "", 0)


def _term(values: Mapping[str, str], words: _Words, name: str, line: int) -> Term:
    get = values.get
    target = spaced(values["target"])
    variants = several(text) if (text := get("variants")) else ()
    return Term(
        source=values["source"],
        target=target,
        variants=tuple(variant for variant in variants if variant != target)
        if target in variants
        else variants,
        forbidden=several(text) if (text := get("forbidden")) else (),
        pos=words.pos,
        domain=get("domain", ""),
        status=words.status,
        priority=words.priority,
        abbreviation=spaced(text) if (text := get("abbreviation")) else "",
        case=words.case,
        exceptions=several(text) if (text := get("except")) else (),
        note=spaced(text) if (text := get("note")) else "",
        reference=spaced(text) if (text := get("reference")) else "",
        file=name,
        line=line,
    )


def priority_of(status: str, priority: str) -> Priority:
    """Return the priority of an entry by its status and the field of that name; *force* where it says nothing."""
    if status == "proposed":
        return Priority.ADVISE
    return Priority(priority) if priority in tuple(Priority) else Priority.FORCE


def spaced(text: str) -> str:
    """Return a text with single spaces, on one line."""
    return text if _is_spaced(text) else " ".join(text.split())


def _is_spaced(text: str) -> bool:
    return "  " not in text and text.isprintable()


def several(value: str) -> tuple[str, ...]:
    """Return the values of a field that takes several, each once."""
    if not value:
        return ()
    pieces = map(str.strip, value.replace("｜", "|").split("|"))
    return tuple(dict.fromkeys(filter(None, pieces if _is_spaced(value) else map(spaced, pieces))))


def _combined(group: list[tuple[Row, Term]], table: Table) -> Term:
    ranked = sorted(group, key=lambda one: STATUSES.index(one[1].status or "preferred"))
    (_, first), *others = ranked
    further: list[str] = []
    for row, term in others:
        if term.status not in (first.status, "admitted"):
            continue
        if term.target == first.target:
            table.warn(row, f"{term.source} repeats line {first.line}; this row is ignored")
        elif not term.status:
            both = f"'{first.target}' on line {first.line}, '{term.target}' on line {term.line}"
            table.fault(row, f"{term.source} has two translations: {both}", _HINT_ONE)
        else:
            further += [term.target, *term.variants]
    variants = dict.fromkeys((*first.variants, *further))
    variants.pop(first.target, None)
    combined = replace(first, variants=tuple(variants))
    if further and first.forbidden:
        _check_forbidden(others[0][0], combined, table)
    return combined


def _check_english(row: Row, term: Term, table: Table) -> None:
    english = (term.target, *term.variants, *term.forbidden, term.abbreviation)
    chinese = "" if "".join(english).isascii() else next(filter(has_han, english), "")
    if chinese:
        message = f"the English of {term.source} has Chinese characters: {chinese}"
        table.fault(row, message, _HINT_ENGLISH)
    if term.forbidden:
        _check_forbidden(row, term, table)


def _check_forbidden(row: Row, term: Term, table: Table) -> None:
    """Compare as the proof does: whatever the case, plural and hyphens."""
    accepted = (term.target, *term.variants, term.abbreviation or term.target)
    forms = {"".join(word_forms(form)): form for form in accepted}
    for form in term.forbidden:
        same = forms.get("".join(word_forms(form)))
        if same is not None:
            message = f"'{form}' is forbidden for {term.source} and accepted for it as '{same}'"
            table.fault(row, message, _HINT_FORBIDDEN)
