"""Measure how many proposals from reviews are right, and how fast they come, on a simulated desk.

    python -m tests.benchmarks.bench_proposals CORPUS.tsv [--count 600] [--offset 7 --step 14] [--show]

CORPUS has ``source TAB reference TAB zh=en|zh=en…``. Two desks: *rewritten*, where the embedded engine drafts and the
reviewer puts the reference in its place, which is much harder than a real review; and *corrected*, where the draft is
the reference with the English of every span replaced by what the engine makes of its Chinese alone. A proposal is
*right* when a span of the corpus says the same, and *near* when one overlaps it in Chinese and in English; spans mark
only a part of what is a term, so that the rest still has to be judged by eye (``--show``). Every 14th line
from 0 and from 1 on was read when the rules were written; ``--offset 7 --step 14`` takes others.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.argos_packages import embedded_engine
from translator.engines import Engine
from translator.terms.proposals.evidence import Example
from translator.terms.proposals.phrases import spelled
from translator.terms.proposals.proposal import Proposal
from translator.terms.proposals.search import propose
from translator.terms.termbase import match_form


@dataclass(frozen=True)
class Row:
    """One line of the corpus."""

    source: str
    reference: str
    spans: tuple[tuple[str, str], ...]


def rows_of(path: Path, count: int, offset: int = 0, step: int = 0) -> list[Row]:
    """Read lines at even distances, by default so that the whole corpus is seen."""
    lines = path.read_text("utf-8").splitlines()
    rows = []
    for line in lines[offset :: step or max(len(lines) // count, 1)][:count]:
        source, reference, spans = [*line.split("\t"), ""][:3]
        pairs = (span.partition("=") for span in spans.split("|") if "=" in span)
        rows.append(Row(source, reference, tuple((chinese, english) for chinese, _, english in pairs)))
    return rows


def rewritten(rows: Sequence[Row], engine: Engine) -> list[str]:
    """Return the drafts of the engine."""
    return [answer.text for answer in engine.translate([row.source for row in rows])]


def corrected(rows: Sequence[Row], engine: Engine) -> list[str]:
    """Return the references with the spans as the engine translates them."""
    spans = sorted({chinese for row in rows for chinese, _ in row.spans})
    said = dict(zip(spans, (answer.text.rstrip(".") for answer in engine.translate(spans)), strict=True))
    drafts = []
    for row in rows:
        draft = row.reference
        for chinese, english in row.spans:
            draft = draft.replace(english, said[chinese])
        drafts.append(draft)
    return drafts


def verdict(proposal: Proposal, known: dict[str, set[str]]) -> str:
    """Compare a proposal with the spans of the corpus."""
    source, words = match_form(proposal.source), spelled(proposal.target)
    if words in known.get(source, ()):
        return "right"
    near = (
        english
        for other, several in known.items()
        if other in source or source in other
        for english in several
    )
    return "near" if any(english in words or words in english for english in near) else ""


def report(name: str, rows: Sequence[Row], drafts: Sequence[str], *, show: bool) -> None:
    """Print the counts of one desk, and with ``show`` every proposal."""
    examples = [
        Example(
            job="desk",
            segment_id=str(number),
            source=row.source,
            before=draft,
            after=row.reference,
            form=match_form(row.source),
        )
        for number, (row, draft) in enumerate(zip(rows, drafts, strict=True))
    ]
    known: dict[str, set[str]] = {}
    for row in rows:
        for chinese, english in row.spans:
            known.setdefault(match_form(chinese), set()).add(spelled(english))
    start = time.perf_counter()
    found = propose(examples)
    seconds = time.perf_counter() - start
    verdicts = [verdict(proposal, known) for proposal in found]
    for proposal, word in zip(found, verdicts, strict=True) if show else ():
        print(f"  {word:<6}{len(proposal.evidence):>3} {proposal.source} → {_english(proposal)}")
    right, near = verdicts.count("right"), verdicts.count("near")
    share = (right + near) / max(len(found), 1)
    print(f"{name:<10} {len(found)} proposals: {right} right, {near} near = {share:.0%}; {seconds:.2f} s")


def _english(proposal: Proposal) -> str:
    sides = (f"{side.target} ({len(side.evidence)})" for side in proposal.renderings)
    return " | ".join(sides) or proposal.target


def main() -> None:
    """Print both desks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--offset", type=int, default=0, help="number of the first line taken, from 0")
    parser.add_argument("--step", type=int, default=0, help="every how many lines one is taken")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    rows = rows_of(arguments.corpus, arguments.count, arguments.offset, arguments.step)
    with tempfile.TemporaryDirectory() as home, embedded_engine(Path(home)) as engine:
        print(engine.signature, f"{len(rows)} sentences")
        for desk in (rewritten, corrected):
            report(desk.__name__, rows, desk(rows, engine), show=arguments.show)


if __name__ == "__main__":
    main()
