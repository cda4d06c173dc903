"""Measure the translation memory: import, exact and fuzzy recall, each against something plain.

    python -m tests.benchmarks.bench_memory --units 100000
    python -m tests.benchmarks.bench_memory --units 1000000

The import runs in a fresh process, for its peak memory. Its peers: `executemany` of the same rows into one table
without an index, which is what Python and SQLite can do at best, and translate-toolkit reading TMX. Recall is
compared with a scan of all sources by rapidfuzz.

Sources are made from the clauses of the real page, in new combinations, with words from a phrase dictionary and
numbers put in their place: repeated phrases as in a newspaper, and a vocabulary as large. Queries are units with
10 to 25 % of their characters changed. Wall-clock milliseconds and units a second; medians of the queries.
"""

from __future__ import annotations

import argparse
import filecmp
import random
import re
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from translator.model import Origin, OriginKind, State
from translator.tm import Match, TranslationUnit, open_memory
from translator.tm.rows import unit_row
from translator.tm.tmx import read_tmx, write_tmx
from translator.tm.transfer import export_tmx, import_tmx
from translator.tm.units import utc

SEED = Path(__file__).parents[2] / "seeds" / "qingdao-page-2023-05.txt"
NOW = datetime(2023, 5, 16, tzinfo=UTC)
SAMPLE = 100_000
"""Inserting without an index and reading are timed over at most this many units."""


class Writer:
    """Write sentences that read like the page, each different; the same seed gives the same ones."""

    def __init__(self, seed: int = 2023) -> None:
        from pypinyin.phrases_dict import phrases_dict

        text = SEED.read_text(encoding="utf-8")
        self.clauses = [c for c in re.split(r"[，。；：\n]+", text) if 5 <= len(c) <= 30]
        self.words = [word for word in phrases_dict if 2 <= len(word) <= 4]
        self.random = random.Random(seed)

    def sentence(self) -> str:
        """Write one sentence of one to four clauses."""
        return "，".join(self._clause() for _ in range(self.random.choice((1, 2, 2, 3, 3, 4)))) + "。"

    def _clause(self) -> str:
        r = self.random
        clause = re.sub(r"\d+", lambda _: str(r.randrange(2, 9999)), r.choice(self.clauses))
        for _ in range(r.choice((1, 2, 3))):
            clause = self._with_word(clause)
        return clause

    def _with_word(self, text: str) -> str:
        at, word = self.random.randrange(len(text)), self.random.choice(self.words)
        return text[:at] + word + text[at + len(word) :]

    def changed(self, text: str) -> str:
        """Change 10 to 25 % of the characters, as another reporter would: words replaced, dropped, put in."""
        budget = max(1, round(len(text) * self.random.uniform(0.1, 0.25)))
        while budget > 0 and len(text) > 6:
            at, word = self.random.randrange(len(text) - 2), self.random.choice(self.words)
            drop = self.random.choice((0, len(word), len(word)))
            text = text[:at] + word + text[at + drop :]
            budget -= len(word)
        return text

    def units(self, count: int) -> Iterator[TranslationUnit]:
        """Write units with neighbours and a target as long as English is."""
        before, here = "", self.sentence()
        for number in range(count):
            after = self.sentence()
            yield TranslationUnit(
                source=here,
                target=f"Sentence {number} of the memory, "
                + "which says this in English " * (len(here) // 12),
                previous=before,
                following=after,
                state=State.REVIEWED,
                origin=Origin(kind=OriginKind.HUMAN, reviewer="Li Hua"),
                author="Li Hua",
                time="2023-05-16T08:00:00Z",
                job=f"page-{number // 100}",
            )
            before, here = here, after


def timed(call: Callable[[str], object], texts: list[str]) -> list[float]:
    """Return the milliseconds of each call, sorted."""
    times = []
    for text in texts:
        start = time.perf_counter()
        call(text)
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)


def shown(name: str, times: list[float]) -> str:
    """Return median and 95th percentile as a line."""
    return (
        f"{name:<22} median {statistics.median(times):8.3f} ms   p95 {times[int(len(times) * 0.95)]:8.3f} ms"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options.units, options.queries)


def measure(folder: Path, size: int, queries: int) -> None:
    """Build a memory of ``size`` units in ``folder`` and measure it."""
    tmx = folder / "big.tmx"
    with tmx.open("wb") as stream:
        write_tmx(Writer().units(size), stream, utc(NOW))
    path = folder / "big.tm.sqlite"
    measure_import(tmx, path)
    with open_memory(path) as memory:
        print(
            f"file                   {memory.stats().bytes / 2**20:.0f} MiB, TMX {tmx.stat().st_size / 2**20:.0f} MiB"
        )
        start = time.perf_counter()
        with (folder / "again.tmx").open("wb") as stream:
            export_tmx(memory, stream, NOW)
        print(f"export                 {size / (time.perf_counter() - start):,.0f} units/s")
        print("same TMX again:       ", filecmp.cmp(folder / "again.tmx", tmx, shallow=False))
        writer = Writer(7)
        sources = list({unit.source for unit in memory.units()})
        picked = writer.random.sample(sorted(sources), queries)
        print(shown("exact", timed(memory.exact, picked)))
        print(shown("exact, in a run", timed(lambda s: memory.lookup(s, limit=1), picked)))
        texts = [writer.changed(source) for source in picked]
        print(shown("fuzzy", timed(memory.lookup, texts)))
        others = [writer.sentence() for _ in range(queries)]
        print(shown("fuzzy, nothing like it", timed(memory.lookup, others)))
        compare(memory.lookup, texts, sources)


# --- import ----------------------------------------------------------------------------------------------


def measure_import(tmx: Path, path: Path) -> None:
    """Import a file into a new memory, and print the figures beside those of the peers."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as fresh:
        count, seconds, cpu, peak = fresh.submit(imported, tmx, path).result()
    print(
        f"import                 {count / seconds:,.0f} units/s: {count} in {seconds:.1f} s, {cpu:.1f} s of CPU, "
        f"{peak} MiB at most"
    )
    raw = rate_of_plain_inserts(tmx, path.with_name("plain.sqlite"))
    print(f"plain executemany      {raw:,.0f} units/s, {raw * seconds / count:.1f} times the import")
    reading, theirs = rates_of_reading(tmx)
    print(
        f"reading TMX alone      {reading:,.0f} units/s, translate-toolkit {theirs:,.0f}: "
        f"{reading / theirs:.1f} times as fast, the import {count / seconds / theirs:.1f} times"
    )


def imported(tmx: Path, path: Path) -> tuple[int, float, float, int]:
    """Import a file and give the units, the seconds on the clock and of CPU, and this process's peak in MiB."""
    with open_memory(path) as memory:
        start, cpu = time.perf_counter(), time.process_time()
        count = import_tmx(memory, tmx).added.new
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    return count, seconds, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def rate_of_plain_inserts(tmx: Path, path: Path) -> float:
    """Return the units a second that go into one table without an index, the rows ready in memory."""
    with tmx.open("rb") as stream:
        rows = [unit_row(unit, unit.source.encode()) for unit in islice(read_tmx(stream, str(tmx)), SAMPLE)]
    connection = sqlite3.connect(path)
    connection.execute(f"CREATE TABLE plain ({', '.join(f'c{at}' for at in range(len(rows[0])))})")
    start = time.perf_counter()
    with connection:
        connection.executemany(f"INSERT INTO plain VALUES ({', '.join('?' * len(rows[0]))})", rows)
    seconds = time.perf_counter() - start
    connection.close()
    return len(rows) / seconds


def rates_of_reading(tmx: Path) -> tuple[float, float]:
    """Return the units a second of reading alone: ours, and translate-toolkit's over a smaller file."""
    from translate.storage.tmx import tmxfile

    start = time.perf_counter()
    with tmx.open("rb") as stream:
        ours = sum(1 for _ in islice(read_tmx(stream, str(tmx)), SAMPLE)) / (time.perf_counter() - start)
    small = tmx.with_name("small.tmx")
    with tmx.open("rb") as stream, small.open("wb") as copy:
        write_tmx(islice(read_tmx(stream, str(tmx)), SAMPLE // 10), copy, utc(NOW))
    start = time.perf_counter()
    theirs = sum(bool(unit.source and unit.target) for unit in tmxfile.parsefile(str(small)).units)
    return ours, theirs / (time.perf_counter() - start)


# --- recall ----------------------------------------------------------------------------------------------


def compare(lookup: Callable[[str], tuple[Match, ...]], texts: list[str], sources: list[str]) -> None:
    """Compare with scanning every source by rapidfuzz: time, and how often the best score is found."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    best: dict[str, float] = {}

    def scan(text: str) -> None:
        found = process.extractOne(text, sources, scorer=Levenshtein.normalized_similarity, score_cutoff=0.7)
        best[text] = found[1] if found else 0.0

    naive, ours = (statistics.median(timed(call, texts)) for call in (scan, lookup))
    there = [text for text in texts if best[text]]
    found = sum(bool(m := lookup(text)) and m[0].score >= best[text] - 1e-9 for text in there)
    print(f"naive scan             median {naive:8.3f} ms, {naive / ours:.0f} times ours")
    print(f"best match found       {found} of {len(there)} that the scan finds at 0.7 or more")


if __name__ == "__main__":
    main()
