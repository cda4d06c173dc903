"""Terms read from CSV term bases, with every fault of the files in one error.

The first row names the columns: ``source`` and ``target`` are required, those of `OPTIONAL` may be left out:
``variants`` (further accepted English forms), ``forbidden`` (English that must not stand for the term), ``pos``
(noun, verb, adjective), ``domain``, ``priority`` (force or advise), ``abbreviation`` (English short form),
``except`` (longer Chinese words in which the source is not this term) and ``note``. ``variants``, ``forbidden`` and
``except`` take several values separated by ``|``. The order is free; other columns are ignored, and a warning
names them. The separator is the comma, semicolon or tab of the header row, because spreadsheets save all three under
the name of CSV; quoting is that of RFC 4180.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from translator.errors import GlossaryError, TranslatorError
from translator.terms.proof import word_forms
from translator.terms.termbase import PARTS_OF_SPEECH, Term, Termbase, match_form, prepare_forms
from translator.text.scripts import has_han

REQUIRED = ("source", "target")
OPTIONAL = ("variants", "forbidden", "pos", "domain", "priority", "abbreviation", "except", "note")
_ONE_LINE = frozenset({*REQUIRED, *OPTIONAL} - {"note"})
_SHOWN = 10

_ALLOWED = {"pos": PARTS_OF_SPEECH, "priority": ("force", "advise")}

_HINT_HEADER = f"Make the first row name the columns: source,target and, where needed, {','.join(OPTIONAL)}."
_HINT_QUOTES = 'Put quotation marks around the whole field and double those inside it: "a ""b"", c".'
_HINT_COMMA = 'Put a field that holds a separator in quotation marks: "Beijing, China".'
_HINT_FILL = "Fill in the field or delete the row."
_HINT_ONE = "Keep one translation for the term; move other accepted forms to the column variants."
_HINT_VALUE = "Write one of the allowed values, or leave the field empty."
_HINT_ENGLISH = (
    "Write English into target, variants, forbidden and abbreviation, and Chinese into source and except."
)
_HINT_FORBIDDEN = "A form is either accepted or forbidden: delete it from one of the two columns."
_HINT_SAVE = "Save the term base as 'CSV UTF-8' in your spreadsheet program."

# Characters of no width that get into files: byte order marks, joiners.
_ZERO_WIDTH = re.compile("[\ufeff\u200b-\u200d\u2060]")


@dataclass(slots=True)
class _File:
    name: str
    terms: dict[str, Term] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def fault(self, line: int, message: str, hint: str) -> None:
        self.faults.append((line, message))
        self.hints.append(hint)

    def warn(self, line: int, message: str) -> None:
        self.warnings.append(f"{self.name}:{line}: {message}")


def read_csv(data: bytes, name: str) -> Termbase:
    """Return the term base of one file; see `load_glossaries`."""
    return load_glossaries([(name, data)])


def load_glossaries(files: Iterable[tuple[str, bytes]]) -> Termbase:
    """Return the merged term base of files given as ``(name, bytes)``; a later file overrides an earlier one.

    Raises `GlossaryError` that names every faulty line (the first ten of a file, and how many more): a missing
    column, an empty source or target, unbalanced quotation marks, too many fields, one source with two translations.
    """
    read = [_read(data, name) for name, data in files]
    faulty = [file for file in read if file.faults]
    if faulty:
        hints = dict.fromkeys(hint for file in faulty for hint in file.hints)
        raise GlossaryError("\n".join(_report(file) for file in faulty), hint=" ".join(hints))
    return Termbase.merge(
        Termbase(terms=tuple(f.terms.values()), names=(f.name,), warnings=tuple(f.warnings)) for f in read
    )


def _report(file: _File) -> str:
    faults = [f"line {line}: {message}" for line, message in sorted(file.faults, key=lambda fault: fault[0])]
    if len(faults) == 1:
        return f"{file.name}, {faults[0]}"
    shown = faults[:_SHOWN]
    if len(faults) > _SHOWN:
        shown.append(f"and {len(faults) - _SHOWN} more")
    return "\n  ".join([f"{file.name}: {len(faults)} faults", *shown])


def _read(data: bytes, name: str) -> _File:
    file = _File(name)
    text = _decoded(data, file)
    if text is None:
        return file
    rows = rows_of(list(io.StringIO(text, newline="")), file)
    start, _, header = next(rows, (0, 0, []))
    columns = _columns(header, start + 1, file)
    if columns is not None:
        given = list(rows)
        at = columns["source"]
        prepare_forms({row[at].strip() for _, _, row in given if len(row) > at and "\n" not in row[at]})
        for start_of_row, end, row in given:
            _add(range(start_of_row + 1, end + 1), row, columns, file)
        if not file.terms and not file.faults:
            file.warn(start + 1, "there are no terms below the header row")
    return file


def _decoded(data: bytes, file: _File) -> str | None:
    from translator.readers.encodings import decode

    if not data.strip():
        file.fault(1, "the file is empty", _HINT_HEADER)
    elif data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        file.fault(1, "this is a workbook or another packed file, not CSV", _HINT_SAVE)
    else:
        try:
            return decode(data, file.name)[0]
        except TranslatorError as error:
            file.fault(1, error.message.removeprefix(f"{file.name}: "), _HINT_SAVE)
    return None


def rows_of(lines: Sequence[str], file: _File | None = None) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the rows with text, each with the range of lines it takes; broken ones become faults of ``file``."""
    reader = csv.reader(map(_without_marks, lines), delimiter=delimiter_of(lines), strict=True)
    while True:
        start = reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if file is None:
                raise
            file.fault(start + 1, f"the quotation marks do not balance ({error})", _HINT_QUOTES)
        else:
            if any(map(str.strip, row)):
                yield start, reader.line_num, row


def _without_marks(text: str) -> str:
    return _ZERO_WIDTH.sub("", text)


def delimiter_of(lines: Sequence[str]) -> str:
    """Return the separator of the columns, by the first line with text."""
    header = next((line for line in map(_without_marks, lines) if line.strip()), "")
    return max(",;\t", key=header.count)


def _columns(header: Sequence[str], line: int, file: _File) -> dict[str, int] | None:
    header = [name.strip() for name in header]
    names = [name.lower() for name in header]
    missing = [column for column in REQUIRED if column not in names]
    double = sorted({name for name in names if name and names.count(name) > 1})
    if missing and not file.faults:
        found = ", ".join(name for name in header if name) or "nothing"
        word = "columns" if len(missing) > 1 else "column"
        file.fault(line, f"the {word} {' and '.join(missing)} missing; found {found}", _HINT_HEADER)
    if double:
        file.fault(line, f"the column {', '.join(double)} occurs twice", _HINT_HEADER)
    if missing or double:
        return None
    unknown = [name for name in names if name and name not in (*REQUIRED, *OPTIONAL)]
    if unknown:
        file.warn(line, f"columns that are not used: {', '.join(unknown)}")
    return {name: position for position, name in enumerate(names)}


def _add(lines: range, row: Sequence[str], columns: dict[str, int], file: _File) -> None:
    line = lines[0]
    if len(row) > len(columns) and any(value.strip() for value in row[len(columns) :]):
        file.fault(line, f"{len(row)} fields, but the header row has {len(columns)}", _HINT_COMMA)
        return
    values = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
    of_one_line = (name for name in columns if name in _ONE_LINE) if len(lines) > 1 else ()
    broken = [name for name in of_one_line if re.search(r"[\r\n]", values[name])]
    if broken:
        file.fault(line, f"a line break inside {broken[0]}; a quotation mark is missing", _HINT_QUOTES)
        return
    if not (values["source"] and values["target"]):
        empty = [name for name in REQUIRED if not values[name]]
        present = values["source"] or values["target"]
        beside = f" ({present})" if present else ""
        file.fault(line, f"the {' and the '.join(empty)} of the term is empty{beside}", _HINT_FILL)
    elif _values_are_known(line, values, file):
        _keep(_term(values, file.name, line), file)


def _values_are_known(line: int, values: dict[str, str], file: _File) -> bool:
    unknown = [
        name for name, known in _ALLOWED.items() if (value := values.get(name)) and value.lower() not in known
    ]
    for name in unknown:
        allowed = ", ".join(_ALLOWED[name])
        message = f"the {name} of {values['source']} is '{values[name]}'; allowed are {allowed}"
        file.fault(line, message, _HINT_VALUE)
    return not unknown


def _term(values: dict[str, str], name: str, line: int) -> Term:
    target = _spaced(values["target"])
    variants = _several(values.get("variants", ""))
    return Term(
        source=values["source"],
        target=target,
        variants=tuple(variant for variant in variants if variant != target) if variants else (),
        forbidden=_several(values.get("forbidden", "")),
        pos=values.get("pos", "").lower(),
        domain=values.get("domain", ""),
        advisory=values.get("priority", "").lower() == "advise",
        abbreviation=_spaced(values.get("abbreviation", "")),
        exceptions=_several(values.get("except", "")),
        note=_spaced(values.get("note", "")),
        file=name,
        line=line,
    )


def _spaced(value: str) -> str:
    """Return a stripped value with single spaces; most have them already, and a term base may have 100,000."""
    return value if value.isprintable() and "  " not in value else " ".join(value.split())


def _several(value: str) -> tuple[str, ...]:
    if not value:
        return ()
    pieces = [_spaced(piece.strip()) for piece in value.replace("｜", "|").split("|")]
    return tuple(dict.fromkeys(filter(None, pieces)))


def _keep(term: Term, file: _File) -> None:
    _check_english(term, file)
    form = term.form
    earlier = file.terms.get(form)
    if earlier is None:
        file.terms[form] = term
    elif earlier.target != term.target:
        both = f"'{earlier.target}' on line {earlier.line}, '{term.target}' on line {term.line}"
        file.fault(term.line, f"{term.source} has two translations: {both}", _HINT_ONE)
    else:
        file.warn(term.line, f"{term.source} repeats line {earlier.line}; this row is ignored")
    for word in term.exceptions:
        if form not in match_form(word):
            file.warn(term.line, f"the exception {word} does not contain {term.source}")


def _check_english(term: Term, file: _File) -> None:
    english = (term.target, *term.variants, *term.forbidden, term.abbreviation)
    chinese = "" if "".join(english).isascii() else next(filter(has_han, english), "")
    if chinese:
        message = f"the English of {term.source} has Chinese characters: {chinese}"
        file.fault(term.line, message, _HINT_ENGLISH)
    if term.forbidden:
        _check_forbidden(term, file)


def _check_forbidden(term: Term, file: _File) -> None:
    """Compare as the proof does: whatever the case, plural and hyphens."""
    accepted = (term.target, *term.variants, term.abbreviation or term.target)
    spelled = {"".join(word_forms(form)): form for form in accepted}
    for form in term.forbidden:
        same = spelled.get("".join(word_forms(form)))
        if same is not None:
            message = f"'{form}' is forbidden for {term.source} and accepted for it as '{same}'"
            file.fault(term.line, message, _HINT_FORBIDDEN)
