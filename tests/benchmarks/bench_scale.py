"""An archive: many pages against one long job, workers of a cluster against none, memory and a second run.

    python -m tests.benchmarks.bench_scale [PAIRS.tsv ...] [--pages 60] [--workers 1 --workers 2]

Makes pages of ten sentences from those of the seed page, and of the first column of files that you name. Their figures
and places are changed, so that no sentence comes twice and neither the memory nor the engine's list of equal sentences
can answer. Every run is a process of its own, and what a run over the first page alone takes is subtracted from it:
start, connection and loading of the model. Processor time counts the workers; it tells what a busy machine hides in
the wall clock.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from translator.commands import run as run_command
from translator.text.sentences import segments_of

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "qingdao-page-2023-05.txt"
SENTENCES = 10
PLACES = ("青岛", "烟台", "济南", "大连", "宁波", "厦门", "广州", "武汉", "成都", "西安", "长沙", "福州")

_FIGURE = re.compile(r"[1-9]\d*")
_PLACE = re.compile("|".join(PLACES))
_CAN_VARY = re.compile(rf"{_FIGURE.pattern}|{_PLACE.pattern}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a run took: ``own`` and ``workers`` are seconds of processor time, ``peak`` is in MiB."""

    segments: int
    wall: float
    own: float
    workers: float
    peak: float

    @property
    def processor(self) -> float:
        return self.own + self.workers


# --- the archive -------------------------------------------------------------------------------------------------


def sentences_of(files: Sequence[Path]) -> list[str]:
    """Return the sentences of the seed page and of the first column of files in which something can be varied."""
    lines = SEED.read_text(encoding="utf-8").splitlines()
    lines += [row.split("\t")[0] for file in files for row in file.read_text(encoding="utf-8").splitlines()]
    found = (text.strip() for line in lines if line.endswith("。") for text, _ in segments_of(line, 400))
    return [text for text in found if _CAN_VARY.search(text) and 10 <= len(text) <= 120]


def varied(sentences: Sequence[str]) -> Iterator[str]:
    """Yield sentences without end, no two of them the same."""
    chance = random.Random(0)
    seen: set[str] = set()

    def figure(match: re.Match[str]) -> str:
        size = len(match[0])
        return str(chance.randrange(10 ** (size - 1), 10**size))

    while True:
        for sentence in sentences:
            text = _PLACE.sub(lambda _: chance.choice(PLACES), _FIGURE.sub(figure, sentence))
            if text not in seen:
                seen.add(text)
                yield text


def write_archive(folder: Path, sentences: Sequence[str], pages: int) -> None:
    """Write the first page, the first half of the pages and all, and all as one long page."""
    source = varied(sentences)
    texts = []
    for number in range(pages):
        body = [next(source) for _ in range(SENTENCES)]
        paragraphs = ("".join(body[start : start + 3]) for start in range(0, SENTENCES, 3))
        texts.append("\n\n".join([f"第{number + 1}号报道标题", *paragraphs]) + "\n")
    for name, count in (("first", 1), ("half", pages // 2), ("all", pages)):
        (folder / name).mkdir()
        for number, text in enumerate(texts[:count]):
            (folder / name / f"page-{number:06}.txt").write_text(text, encoding="utf-8")
    (folder / "one.txt").write_text("\n\n\n".join(texts), encoding="utf-8")


# --- one run -----------------------------------------------------------------------------------------------------


def run_here(source: Path, out: Path, cluster: str) -> Measured:
    """Run in this process, which does nothing else, and return what it took."""
    before, start = os.times(), time.perf_counter()
    settings = run_command.Settings(
        out=out, engine="argos", glossaries=(ROOT / "glossaries",), cluster=cluster
    )
    segments = 0
    for result in run_command.run_all([source], settings):
        if result.error is not None:
            raise result.error
        segments += result.segments
    wall, after = time.perf_counter() - start, os.times()
    return Measured(
        segments=segments,
        wall=wall,
        own=after.user + after.system - before.user - before.system,
        workers=after.children_user + after.children_system,
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def measured(source: Path, out: Path, cluster: str = "") -> Measured:
    """Return what a run takes in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_scale", "--one", str(source), str(out), cluster]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


# --- the report --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pair:
    """The same on the first page and on all."""

    first: Measured
    all: Measured

    def more(self, name: str) -> float:
        """Return what all pages took more than the first, at least a thousandth of a second."""
        return max(0.001, float(getattr(self.all, name)) - float(getattr(self.first, name)))

    def rates(self) -> tuple[float, float]:
        """Return segments a second of wall clock and of processor time, start left out."""
        segments = self.all.segments - self.first.segments
        return segments / self.more("wall"), segments / self.more("processor")


def compare(name: str, pair: Pair, base: Pair | None) -> None:
    wall, processor = pair.rates()
    line = f"{name:24} {pair.all.segments:6} segments {wall:7.1f}/s {processor:7.1f} a second of processor"
    if base is not None:
        by_wall, by_processor = (own / other for own, other in zip(pair.rates(), base.rates(), strict=True))
        line += f"   ratio {by_wall:.2f}, by processor {by_processor:.2f}"
    print(line, flush=True)


def report(folder: Path, pages: int, workers: Sequence[int]) -> None:
    def both(name: str, whole: str = "all", cluster: str = "") -> Pair:
        first, every = (
            measured(folder / source, folder / f"out-{name}-{source}", cluster) for source in ("first", whole)
        )
        return Pair(first, every)

    one = both("one", "one.txt")
    compare("one job", one, None)
    many = both("many")
    compare(f"{pages} jobs, to one job", many, one)
    for count in workers:
        pair = both(f"cluster-{count}", cluster=f"local:{count}")
        compare(f"local:{count}, to no cluster", pair, many)
        print(f"{'':24} {pair.more('own') / (pages - 1) * 1000:.0f} ms of the client's processor time a page")
    half = measured(folder / "half", folder / "out-half")
    print(f"peak memory: {half.peak:.0f} MiB after half of the pages, {many.all.peak:.0f} MiB after all")
    again = measured(folder / "all", folder / "out-many-all")
    print(
        f"all up to date: {again.wall:.1f} s, {pages / again.wall:.0f} pages a second with the start of the run"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="sentences, Chinese in the first column")
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--workers", type=int, action="append", help="as often as you like; 0 for no cluster")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        source, out, cluster = arguments.one
        print(json.dumps(asdict(run_here(Path(source), Path(out), cluster))))
        return
    with tempfile.TemporaryDirectory() as folder:
        write_archive(Path(folder), sentences_of(arguments.files), arguments.pages)
        workers = [1, 2] if arguments.workers is None else [count for count in arguments.workers if count]
        report(Path(folder), arguments.pages, workers)


if __name__ == "__main__":
    main()
