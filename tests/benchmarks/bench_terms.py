"""Measure how many given terms and amounts the drafts hold: bare engine against the pipeline, in one run.

    python -m tests.benchmarks.bench_terms EVAL_FOLDER [--count 350]

or with the folder in TRANSLATOR_EVAL. Reads ``policy-news-dev.zh-en.tsv`` (source TAB reference TAB
``zh=en|zh=en…``) and gives every sentence its own spans as terms. Terms and amounts (spans with a digit or a
number word) are counted apart; a span counts when the draft holds the reference's rendering, plural and case aside.
Figures are all quantities of the Chinese, and count when the draft holds their value.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from dataclasses import replace
from pathlib import Path

from sacrebleu.metrics import BLEU, CHRF

from tests.argos_packages import embedded_engine
from translator import pipeline
from translator.model import (
    Article,
    Block,
    Document,
    Role,
    Segment,
    TermMatch,
    TermStatus,
)
from translator.numbers import chinese_quantities, issues
from translator.terms import proof

SET = "policy-news-dev.zh-en.tsv"
AMOUNT = re.compile(r"[0-9０-９%％]|[一二三四五六七八九十百千万亿]{2,}|percent|million|billion")


def segment_of(number: int, line: str) -> tuple[Segment, str]:
    """Return the segment of a line with its spans as terms, and its reference."""
    source, reference, spans = [*line.split("\t"), ""][:3]
    terms = []
    for span in filter(None, spans.split("|")):
        chinese, _, english = span.partition("=")
        start = source.find(chinese)
        if start >= 0 and all(start >= t.end or start + len(chinese) <= t.start for t in terms):
            terms.append(TermMatch(start=start, end=start + len(chinese), source=chinese, target=english))
    terms.sort(key=lambda term: term.start)
    return Segment(id=f"s{number}", source=source, terms=tuple(terms)), reference


def document_of(segments: list[Segment]) -> Document:
    """Put every sentence into a paragraph of its own."""
    blocks = tuple(Block(id=s.id, role=Role.PARAGRAPH, text=s.source, segments=(s,)) for s in segments)
    return Document(name="terms", articles=(Article(id="a01", title="", blocks=blocks),))


def report(name: str, segments: list[Segment], references: list[str]) -> None:
    """Print a row: spans held, figures held by value, BLEU and chrF."""
    held = {True: [0, 0], False: [0, 0]}
    for segment in segments:
        for term in segment.terms:
            counts = held[bool(AMOUNT.search(term.source + term.target))]
            counts[0] += term.status is TermStatus.FOUND
            counts[1] += 1
    targets = [segment.target for segment in segments]
    bleu, chrf = (metric.corpus_score(targets, [references]).score for metric in (BLEU(), CHRF()))
    terms, amounts = (f"{met}/{of} = {met / max(of, 1):.1%}" for met, of in (held[False], held[True]))
    found = sum(q.value is not None for s in segments for q in chinese_quantities(s.source))
    right = found - sum(len(issues.missing(s.source, s.target)) for s in segments)
    print(f"{name:<22} terms {terms:<18} amounts {amounts:<18} BLEU {bleu:.2f} chrF {chrf:.2f}")
    print(f"{'':<22} figures {right}/{found} = {right / max(found, 1):.1%}")


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get("TRANSLATOR_EVAL"))
    parser.add_argument("--count", type=int, default=350)
    arguments = parser.parse_args()
    if arguments.folder is None:
        parser.error("give the folder of the evaluation sets, or set TRANSLATOR_EVAL")
    lines = (Path(arguments.folder) / SET).read_text("utf-8").splitlines()[: arguments.count]
    pairs = [segment_of(number, line) for number, line in enumerate(lines)]
    segments, references = [s for s, _ in pairs], [r for _, r in pairs]
    with tempfile.TemporaryDirectory() as home, embedded_engine(Path(home)) as engine:
        print(engine.signature)
        answers = engine.translate([s.source for s in segments])
        plain = [proof.verify(replace(s, target=a.text)) for s, a in zip(segments, answers, strict=True)]
        report("bare engine", plain, references)
        bare = document_of([replace(segment, terms=()) for segment in segments])
        answered = pipeline.translate(bare, engine).segments()
        proved = [proof.verify(replace(s, target=a.target)) for s, a in zip(segments, answered, strict=True)]
        report("pipeline without terms", proved, references)
        whole = pipeline.translate(document_of(segments), engine)
        report("pipeline with terms", list(whole.segments()), references)


if __name__ == "__main__":
    main()
