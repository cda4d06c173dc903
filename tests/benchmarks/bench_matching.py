"""Measure how fast term bases load and terms are found, and what the words of the text decide.

    python -m tests.benchmarks.bench_matching [--entries 100000] [--segments 1000]
    python -m tests.benchmarks.bench_matching PAIRS.tsv [--show 30]

Speed, in CPU seconds and the best of several runs: reading of a term base against the csv module alone, and finding
in sentences made from the clauses of the real page against the automaton alone. The entries are generated; a tenth
are pieces of those sentences.

With pairs (source TAB reference), the matches of the starter glossaries with and without the borders of words. A match
counts as proved when the reference has its English: one that is gone without a shorter one in its place is a loss
where it was proved, and a mistake less, as a rule, where it was not. ``--show`` prints some of each.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from translator.terms.csv_read import read_csv
from translator.terms.formats import load_glossaries
from translator.terms.matching import Matcher
from translator.terms.proof import proofs
from translator.terms.termbase import Termbase, match_form
from translator.terms.word_borders import WordBorders

ROOT = Path(__file__).parents[2]
RUNS = 5


def seconds(call: Callable[[], object]) -> float:
    """Return the CPU time of the fastest of several calls."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def sentences(count: int, chance: random.Random) -> list[str]:
    """Return sentences made from the clauses of the real page."""
    text = (ROOT / "seeds" / "qingdao-page-2023-05.txt").read_text("utf-8")
    clauses = [clause for clause in re.split(r"[，。；：\n]+", text) if 5 <= len(clause) <= 30]
    return ["，".join(chance.choices(clauses, k=3)) + "。" for _ in range(count)]


def entries(count: int, texts: list[str], chance: random.Random) -> bytes:
    """Return a term base of this many entries."""
    characters = sorted(
        {character for text in texts for character in text if "\u4e00" <= character <= "\u9fff"}
    )
    sources: set[str] = set()
    while len(sources) < count:
        size, text = chance.choice((2, 3, 4, 4, 5, 6)), chance.choice(texts)
        at = chance.randrange(len(text))
        piece = text[at : at + size]
        new = piece if chance.random() < 0.1 else "".join(chance.choices(characters, k=size))
        if len(new) > 1 and new.isalnum():
            sources.add(match_form(new))
    rows = (
        f"{source},term {n},variant {n}|other {n},generated\n" for n, source in enumerate(sorted(sources))
    )
    return ("source,target,variants,domain\n" + "".join(rows)).encode()


def speed(size: int, segments: int) -> None:
    """Print how long reading and finding take, and how many times longer than the plain thing."""
    chance = random.Random(2023)
    texts = sentences(segments, chance)
    data = entries(size, texts, chance)
    plain = seconds(lambda: list(csv.reader(io.StringIO(data.decode()))))
    read = seconds(lambda: read_csv(data, "generated.csv"))
    terms = read_csv(data, "generated.csv").terms
    built = seconds(lambda: Matcher(terms))
    print(
        f"{size} entries: read {read:.2f} s, {read / plain:.1f} times the csv module; automaton {built:.2f} s"
    )
    for name, matcher in (("generated", Matcher(terms)), ("starter", Matcher(starter().terms))):
        found = sum(len(matcher.find(text)) for text in texts)
        whole = seconds(lambda matcher=matcher: [matcher.find(text) for text in texts])
        with patch.object(WordBorders, "cut_by", return_value=False):
            without = seconds(lambda matcher=matcher: [matcher.find(text) for text in texts])
        print(
            f"{segments} segments, {name}: {found} terms in {whole:.3f} s, "
            f"{whole / without:.1f} times the time without words"
        )


def starter() -> Termbase:
    """Return the starter glossaries."""
    files = sorted((ROOT / "glossaries").glob("*.csv"))
    return load_glossaries((path.name, path.read_bytes()) for path in files)


@dataclass(frozen=True, slots=True)
class Found:
    """A match: where it is, and whether the reference has its English."""

    line: int
    start: int
    shown: str
    proved: bool


def found(matcher: Matcher, pairs: Iterable[tuple[str, str]]) -> list[Found]:
    """Return all matches in the sources of pairs."""
    matches = []
    for line, (source, reference) in enumerate(pairs):
        terms = matcher.find(source)
        for term, span in zip(terms, proofs(terms, reference), strict=True):
            before, after = source[max(0, term.start - 4) : term.start], source[term.end : term.end + 4]
            shown = f"{before}[{source[term.start : term.end]}]{after}"
            matches.append(Found(line, term.start, shown, span is not None))
    return matches


def effect(path: Path, show: int) -> None:
    """Print what the borders of words change on pairs."""
    lines = path.read_text("utf-8").splitlines()
    pairs = [(source, reference) for source, reference, *_ in (line.split("\t") for line in lines)]
    matcher = Matcher(starter().terms)
    with patch.object(WordBorders, "cut_by", return_value=False):
        without = found(matcher, pairs)
    kept = found(matcher, pairs)
    still, places = set(kept), {(match.line, match.start) for match in kept}
    gone = [match for match in without if match not in still]
    before, after = (Counter(m.line for m in matches if m.proved) for matches in (without, kept))
    lost = {line: before[line] - after[line] for line in before if before[line] > after[line]}
    proved = sum(before.values())
    wrong = [match for match in gone if not match.proved]
    print(
        f"without words: {len(without)} matches, {proved} proved; with: {len(kept)}, {sum(after.values())} proved"
    )
    print(f"gone, not proved: {len(wrong)}; proved ones lost: {sum(lost.values())}", end=" ")
    print(f"= {sum(lost.values()) / max(proved, 1):.2%}; a shorter term instead: ", end="")
    print(sum((match.line, match.start) in places for match in gone))
    chance = random.Random(2023)
    losses = [match for match in gone if match.proved and match.line in lost]
    for name, matches in (("gone, not proved", wrong), ("proved and lost", losses)):
        if show and matches:
            print(f"{name}: " + " ; ".join(m.shown for m in chance.sample(matches, min(show, len(matches)))))


def main() -> None:
    """Print the comparisons."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("pairs", nargs="?", type=Path, help="source TAB reference, one pair a line")
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--segments", type=int, default=1_000)
    parser.add_argument("--show", type=int, default=0, help="how many matches to print")
    arguments = parser.parse_args()
    if arguments.pairs:
        effect(arguments.pairs, arguments.show)
    else:
        speed(arguments.entries, arguments.segments)


if __name__ == "__main__":
    main()
