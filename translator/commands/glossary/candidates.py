"""Candidates for the term base in pages and jobs, and the file in which somebody translates them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator import pipeline, workspace
from translator.commands.glossary.jobs import read_jobs
from translator.commands.jobs import has_jobs
from translator.commands.run import read_document
from translator.commands.termbases import read_gazetteer, read_termbase
from translator.errors import TranslatorError, UsageError
from translator.model import Document, Role, TermKind
from translator.terms.candidates.pieces import Shape
from translator.terms.candidates.ranking import Context, Sentence, TermCandidate, candidates
from translator.terms.matching import Matcher
from translator.terms.termbase import Termbase

_LINES_OF_NAMES = (Role.BYLINE, Role.DATELINE)
_HEADER = ("source", "target", "domain", "note")
_DOMAINS = {Shape.INSTITUTION: "institution", Shape.PROGRAMME: "programme"}
_BESIDE = 20
"""Characters of the sentence on either side of a candidate in its note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Candidates, the most worthy first, how much was looked at, and the errors of inputs that cannot be read."""

    candidates: tuple[TermCandidate, ...]
    inputs: int
    sentences: int
    errors: tuple[TranslatorError, ...] = ()


def find_candidates(paths: Sequence[Path], out: Path, glossaries: Sequence[Path], least: int) -> Found:
    """Return the Chinese terms of pages and jobs that no term base has; without paths those of the jobs in ``out``.

    An input that cannot be read is an error in the result and does not stop the others. Raises as `read_jobs` and
    `read_termbase` do, and `UsageError` for a page that does not exist.
    """
    termbase = read_termbase(glossaries)
    read = _Read(documents=[], errors=[])
    for path in paths or (out,):
        read.add(path, out, termbase)
    matcher = termbase.matcher
    sentences = [
        sentence for name, document in read.documents for sentence in sentences_of(name, document, matcher)
    ]
    return Found(
        candidates=candidates(sentences, {term.form for term in termbase.terms}, least),
        inputs=len(read.documents),
        sentences=len(sentences),
        errors=tuple(read.errors),
    )


def sentences_of(name: str, document: Document, matcher: Matcher) -> Iterator[Sentence]:
    """Yield the sentences of a document with their known terms, and with the names that a rule has marked in it."""
    for block in document.blocks():
        if block.translatable and block.role not in _LINES_OF_NAMES:
            for segment in block.segments:
                names = [term for term in segment.terms if term.kind is not TermKind.TERM]
                taken = (*matcher.find(segment.source), *names)
                spans = tuple((term.start, term.end) for term in taken)
                yield Sentence(name=name, segment=segment, taken=spans)


@dataclass(frozen=True, slots=True)
class _Read:
    """The documents read so far, by name, and the errors."""

    documents: list[tuple[str, Document]]
    errors: list[TranslatorError]

    def add(self, path: Path, out: Path, termbase: Termbase) -> None:
        if path.suffix.lower() == ".xlf" or has_jobs(path):
            jobs = read_jobs([path], out)
            self.documents.extend(jobs.documents)
            self.errors.extend(jobs.errors)
        elif path == out and not path.exists():
            raise UsageError(
                f"{out}: there is no such folder",
                hint="Name pages or jobs: translator glossary candidates PAGE.txt",
            )
        else:
            self._add_pages(path, out, termbase)

    def _add_pages(self, path: Path, out: Path, termbase: Termbase) -> None:
        found = workspace.inputs([path], out)
        self.errors.extend(error for _, error in found.errors)
        gazetteer = read_gazetteer() if found.files else None
        for file in found.files:
            try:
                document = read_document(file.path)
            except TranslatorError as error:
                self.errors.append(error)
            else:
                marked = pipeline.annotate(document, termbase, gazetteer or pipeline.NO_PLACES)
                self.documents.append((file.path.name, marked))


# --- the file to fill in -----------------------------------------------------------------------------------------


_FORMULA = ("=", "+", "-", "@")
"""What spreadsheets take for the beginning of a formula, which a page from a stranger must not bring in."""


def write_csv(path: Path, chosen: Sequence[TermCandidate], *, force: bool) -> None:
    """Write candidates as a term base without targets, each with a context in its note.

    Raises `UsageError` when there is a file and it is not to be replaced, `OutputError` when it cannot be written.
    """
    if path.exists() and not force:
        raise UsageError(
            f"{path}: exists already", hint="Name another file, or replace this one with --force."
        )
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_HEADER)
    for one in chosen:
        times = f"{len(one.contexts)} times: " if len(one.contexts) > 1 else ""
        note = times + excerpt(one.contexts[0], _BESIDE)
        note = f"…{note}" if note.startswith(_FORMULA) else note
        rows.writerow((one.source, "", _DOMAINS.get(one.shape, ""), note))
    # With a byte order mark, or spreadsheets take the Chinese for another encoding.
    workspace.write_atomically(path, text.getvalue().encode("utf-8-sig"))


def excerpt(context: Context, beside: int) -> str:
    """Return the sentence around a candidate, on one line, with an ellipsis where it is cut."""
    text, start, end = context.segment.source, context.start, context.end
    left = ("…" if start > beside else "") + text[max(start - beside, 0) : start]
    right = text[end : end + beside] + ("…" if len(text) > end + beside else "")
    return " ".join(f"{left}{text[start:end]}{right}".split())
