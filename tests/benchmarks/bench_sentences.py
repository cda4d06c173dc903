"""Compare our sentence splitter with others on real news and on the hard set, in one run.

    python -m tests.benchmarks.bench_sentences [PAIRS.tsv]

PAIRS.tsv (or the environment variable TRANSLATOR_EVAL) holds one Chinese sentence in the first column of each
line; runs of `RUN` lines are joined into paragraphs, and each splitter has to find the joints again. A splitter that
is not installed is left out with a line saying so: `pip install pysbd sentencex PyICU`.

A boundary is the end of a sentence, white space aside; the end of a paragraph, which is given, does not count.
References keep clauses joined by ；in one line, while we cut there because the engine translates the clauses better
(see `translator/text/sentences.py`). One table counts these cuts as errors, the next leaves out boundaries after ；
for every splitter alike.
"""

from __future__ import annotations

import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table

from translator.text.brackets import pairs_of
from translator.text.sentences import split

RUN = 5
HARD_SET = Path(__file__).parents[1] / "unit" / "hard_sentences.txt"
LONG_QUOTE = 40

Pieces = Callable[[str], list[str]]


@dataclass(slots=True)
class Score:
    """Count what one splitter did; positions are counted without white space."""

    found: int = 0
    wanted: int = 0
    right: int = 0
    lost: int = 0
    inside: int = 0
    inexact: int = 0
    paragraphs: int = 0
    whole: int = 0
    sentences: int = 0
    seconds: float = 0.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


# --- the splitters ---------------------------------------------------------------------------------


def ours() -> Pieces:
    def pieces(text: str) -> list[str]:
        return [text[span.start : span.end] for span in split(text, max_chars=1000)]

    return pieces


def pysbd_zh() -> Pieces:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pysbd

    segmenter = pysbd.Segmenter(language="zh", clean=False)
    return lambda text: [str(piece) for piece in segmenter.segment(text)]


def sentencex_zh() -> Pieces:
    import sentencex

    return lambda text: list(sentencex.segment("zh", text))


def icu_zh() -> Pieces:
    import icu

    breaker = icu.BreakIterator.createSentenceInstance(icu.Locale("zh"))

    def pieces(text: str) -> list[str]:
        units = text.encode("utf-16-le")  # ICU counts UTF-16 code units
        breaker.setText(text)
        ends = [0, *breaker]
        return [units[2 * a : 2 * b].decode("utf-16-le") for a, b in pairwise(ends)]

    return pieces


def full_stops() -> Pieces:
    """Split after every 。！？, as the Chinese segmentation rules of OmegaT do."""
    marks = str.maketrans({mark: f"{mark}\0" for mark in "。！？"})
    return lambda text: [piece for piece in text.translate(marks).split("\0") if piece.strip()]


SPLITTERS: dict[str, Callable[[], Pieces]] = {
    "translator": ours,
    "pysbd": pysbd_zh,
    "sentencex": sentencex_zh,
    "ICU": icu_zh,
    "。！？ only": full_stops,
}


# --- measuring -------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    return "".join(text.split())


def joints(pieces: list[str], ignored: str = "") -> set[int]:
    """Return the positions of the inner boundaries, in characters that are not white space."""
    ends, position = set(), 0
    for piece in map(squeezed, pieces):
        position += len(piece)
        if not piece.endswith(tuple(ignored)):
            ends.add(position)
    return ends - {0, position}


def offsets_exact(text: str, pieces: list[str]) -> bool:
    """Return whether the pieces are found in the text one after the other with only white space between them."""
    position = 0
    for piece in pieces:
        start = text.find(piece.strip(), position)
        if start < 0 or text[position:start].strip():
            return False
        position = start + len(piece.strip())
    return not text[position:].strip()


def breaks_inside(text: str, ends: set[int]) -> int:
    """Count boundaries inside a title 《》, or inside a quotation “” that is short."""
    bare = squeezed(text)
    spans = [
        (o, c)
        for c, o in pairs_of(bare).items()
        if bare[o] == "《" or (bare[o] == "“" and c - o <= LONG_QUOTE)
    ]
    return sum(any(opener < end <= closer for opener, closer in spans) for end in ends)


def measure(split_text: Pieces, paragraphs: list[list[str]], ignored: str = "") -> Score:
    score = Score()
    texts = ["".join(paragraph) for paragraph in paragraphs]
    begin = time.perf_counter()
    results = [split_text(text) for text in texts]
    score.seconds = time.perf_counter() - begin
    for text, paragraph, pieces in zip(texts, paragraphs, results, strict=True):
        found, wanted = joints(pieces, ignored), joints(paragraph, ignored)
        score.found += len(found)
        score.wanted += len(wanted)
        score.right += len(found & wanted)
        score.lost += abs(len(squeezed(text)) - len(squeezed("".join(pieces))))
        score.inside += breaks_inside(text, found)
        score.inexact += not offsets_exact(text, pieces)
        score.sentences += len(pieces)
        score.paragraphs += 1
        score.whole += found == wanted
    return score


def news_paragraphs(path: Path) -> list[list[str]]:
    rows = path.read_text(encoding="utf-8").splitlines()
    sentences = [source for row in rows if (source := row.split("\t")[0].strip())]
    return [sentences[start : start + RUN] for start in range(0, len(sentences), RUN)]


def hard_paragraphs() -> list[list[str]]:
    groups = HARD_SET.read_text(encoding="utf-8").split("\n\n")[1:]
    return [[line.replace("▁", " ") for line in group.strip("\n").split("\n")[1:]] for group in groups]


# --- showing ---------------------------------------------------------------------------------------


def available() -> Iterator[tuple[str, Pieces]]:
    for name, load in SPLITTERS.items():
        try:
            yield name, load()
        except ImportError:
            print(f"{name}: not installed, left out")


def show(
    title: str, splitters: list[tuple[str, Pieces]], paragraphs: list[list[str]], ignored: str = ""
) -> None:
    scores = {name: measure(pieces, paragraphs, ignored) for name, pieces in splitters}
    best = scores["translator"]
    table = Table(title=title)
    table.add_column("splitter")
    for column in (
        "P",
        "R",
        "F1",
        "errors ×",
        "whole",
        "lost",
        "inside 《》“”",
        "inexact",
        "sent/s",
        "time ×",
    ):
        table.add_column(column, justify="right")
    for name, s in scores.items():
        errors, ours_errors = s.found + s.wanted - 2 * s.right, best.found + best.wanted - 2 * best.right
        table.add_row(
            name,
            *(f"{value:.3f}" for value in (s.precision, s.recall, s.f1)),
            f"{errors / ours_errors:.2f}" if ours_errors else f"{errors}:0",
            f"{s.whole}/{s.paragraphs}",
            str(s.lost),
            str(s.inside),
            str(s.inexact),
            f"{s.sentences / s.seconds:,.0f}",
            f"{s.seconds / best.seconds:.2f}",
        )
    Console(width=120).print(table)


def main() -> None:
    """Compare on the hard set and, where a file is given, on news."""
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("TRANSLATOR_EVAL", "")
    splitters = list(available())
    show("hard set", splitters, hard_paragraphs())
    if not given or not Path(given).is_file():
        print("No news: give a TSV with Chinese in its first column, or set TRANSLATOR_EVAL.")
        return
    paragraphs = news_paragraphs(Path(given))
    name = f"{Path(given).name}, paragraphs of {RUN}"
    show(name, splitters, paragraphs)
    show(f"{name}, boundaries after ； left out", splitters, paragraphs, "；;")


if __name__ == "__main__":
    main()
