"""Candidates for the term base: how many of the first are terms that somebody marked.

    python -m tests.benchmarks.bench_candidates CORPUS.tsv [--size 100] [--part held-out] [--show 0] [--fit]

Each line is ``source TAB reference TAB zh=en|zh=en|…``, the last part the aligned spans; about three of each sentence
are marked, so that a candidate that is none may still be a good term. ``--size`` lines are one page. Known are the
starter glossaries and the names that rules find. Printed is the share of the first 50 and 100 candidates of each page
that are exactly a marked span somewhere, and that overlap one. ``--fit`` prints the weights of the model, fitted to the
other four fifths; the held-out fifth is told by a hash of the line.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np

from translator import pipeline
from translator.commands.glossary.candidates import sentences_of
from translator.commands.termbases import read_gazetteer, read_termbase
from translator.model import Article, Block, Document, Role, Segment
from translator.numbers.chinese import chinese_quantities
from translator.terms.candidates.pieces import pieces
from translator.terms.candidates.ranking import WEIGHTS, Sentence, TermCandidate, candidates, signs_of
from translator.terms.matching import Matcher
from translator.terms.termbase import Termbase, match_form

Spans = set[tuple[int, int]]


class Row(NamedTuple):
    source: str
    spans: Spans


def rows(path: Path, part: str) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        source, _, spans = (*line.split("\t"), "", "")[:3]
        held_out = int(sha256(line.encode()).hexdigest(), 16) % 5 == 0
        if spans and (part == "all" or (part == "held-out") is held_out):
            yield Row(source, set(_spans(source, spans)))


_MARKS = '“”‘’「」『』《》"'
"""Around a term, that are marked with it or not, just as it comes; no candidate has them alone."""


def _spans(source: str, spans: str) -> Iterator[tuple[int, int]]:
    for chinese in (span.partition("=")[0].strip().strip(_MARKS) for span in spans.split("|")):
        start = source.find(chinese)
        if chinese and start >= 0 and not chinese_quantities(chinese):
            yield start, start + len(chinese)


def page(lines: Sequence[Row]) -> Document:
    blocks = tuple(
        Block(
            id=f"a01.p{number:03d}",
            role=Role.PARAGRAPH,
            text=row.source,
            segments=(Segment(id=f"{number}", source=row.source),),
        )
        for number, row in enumerate(lines)
    )
    return Document(name="page", articles=(Article(id="a01", title="", blocks=blocks),))


class Known(NamedTuple):
    termbase: Termbase
    matcher: Matcher
    forms: set[str]

    def sentences(self, lines: Sequence[Row]) -> list[Sentence]:
        document = pipeline.annotate(page(lines), self.termbase, read_gazetteer())
        return [*sentences_of("page", document, self.matcher)]


def is_marked(one: TermCandidate, lines: Sequence[Row]) -> tuple[bool, bool]:
    """Return whether a candidate is a marked span at any of its places, and whether it overlaps one."""
    places = [(lines[int(at.segment.id)].spans, (at.start, at.end)) for at in one.contexts]
    exact = any(span in spans for spans, span in places)
    overlaps = any(start < b and a < end for spans, (start, end) in places for a, b in spans)
    return exact, overlaps


def measure(path: Path, part: str, size: int, show: int, known: Known) -> None:
    lines = [*rows(path, part)]
    pages = [lines[at : at + size] for at in range(0, len(lines) - size + 1, size)]
    ranked = [(lines, candidates(known.sentences(lines), known.forms)) for lines in pages]
    for lines, found in ranked[: 1 if show else 0]:
        for one in found[:show]:
            exact, overlaps = is_marked(one, lines)
            print(
                "=" if exact else "~" if overlaps else ".", one.source, len(one.contexts), f"{one.worth:.2f}"
            )
    for first in (50, 100):
        marks = [is_marked(one, lines) for lines, found in ranked for one in found[:first]]
        exact, overlaps = (sum(mark[at] for mark in marks) / max(len(marks), 1) for at in (0, 1))
        print(
            f"first {first} of {len(pages)} pages of {size} sentences: marked {exact:.1%}, overlap {overlaps:.1%}"
        )


def fit(path: Path, size: int, known: Known) -> None:
    lines = [*rows(path, "tuning")]
    signs, marked = [], []
    for at in range(0, len(lines) - size + 1, size):
        window = lines[at : at + size]
        places: dict[str, list[tuple[Row, object]]] = {}
        for row, sentence in zip(window, known.sentences(window), strict=True):
            for piece in pieces(row.source, sentence.taken):
                form = match_form(row.source)[piece.start : piece.end]
                places.setdefault(form, []).append((row, piece))
        for several in places.values():
            signs.append([*signs_of([piece for _, piece in several]).values()])
            hits = sum((piece.start, piece.end) in row.spans for row, piece in several)
            marked.append(2 * hits >= len(several))
    values, wanted = np.array(signs, float), np.array(marked, float)
    weights = np.zeros(values.shape[1])
    for _ in range(12):  # Newton's method, with a small penalty that keeps it stable
        guess = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (wanted - guess) - 0.01 * weights
        curve = (values.T * (guess * (1 - guess))) @ values + 0.01 * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    print(f"{len(wanted)} pieces, {wanted.mean():.1%} marked")
    for name, weight in zip(WEIGHTS, weights, strict=True):
        print(f"{name} = {weight:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--size", type=int, default=100)
    parser.add_argument("--part", default="held-out", choices=("held-out", "tuning", "all"))
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    termbase = read_termbase(())
    known = Known(termbase, Matcher(termbase.terms), {term.form for term in termbase.terms})
    if options.fit:
        fit(options.corpus, options.size, known)
    else:
        measure(options.corpus, options.part, options.size, options.show, known)


if __name__ == "__main__":
    main()
