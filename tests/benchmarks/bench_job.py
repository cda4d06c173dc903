"""Time everything of a job except the model: read, segment, terms, XLIFF and three DOCX.

    python -m tests.benchmarks.bench_job [--segments 1000] [--segments 10000]

Prints, for the seed page, the share of a real run's wall time that is not translation; for pages of the given
sizes, seconds and peak memory of the non-translation stages with an engine that answers at once; and the start
of ``translator --help`` against ``python -c "import typer"``.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import statistics
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from translator.commands import run as run_command
from translator.engines import ENGINES, EngineEntry, OnResult
from translator.model import Ability, Translation

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "qingdao-page-2023-05.txt"


class InstantEngine:
    """Answer at once, so that only the other stages are timed."""

    signature = "instant 1"
    notice = ""
    abilities: frozenset[Ability] = frozenset()

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        """Return for every source a target of the usual length, no two of them the same."""
        names = map("".join, itertools.product(string.ascii_lowercase, repeat=4))
        said = "A translated sentence of the usual length about the {0}. Another of them, about {0} too."
        answers = [Translation(text=said.format(name)) for name, _ in zip(names, sources, strict=False)]
        for index, answer in enumerate(answers):
            if on_result is not None:
                on_result(index, answer)
        return answers


def page_of(segments: int) -> str:
    """Make a page of about the given number of sentences from the seed page's paragraphs, all different."""
    paragraphs = [line for line in SEED.read_text(encoding="utf-8").splitlines() if line.endswith("。")]
    lines: list[str] = []
    count = 0
    while count < segments:
        number = len(lines)
        if number % 12 == 0:
            lines += [f"# 第{number}号报道标题", "□ 本报记者 杨国胜"]
        text = paragraphs[number % len(paragraphs)].replace("。", f"（{number}）。")
        lines.append(text)
        count += text.count("。")
    return "\n\n".join(lines)


def seconds_of(page: str, engine: str) -> tuple[run_command.JobResult, float]:
    """Run one job in a new folder and give its result and wall seconds."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.txt"
        source.write_text(page, encoding="utf-8")
        settings = run_command.Settings(
            out=Path(folder) / "out", engine=engine, glossaries=(ROOT / "glossaries",)
        )
        start = time.perf_counter()
        (result,) = run_command.run_all([source], settings)
        return result, time.perf_counter() - start


def start_ratio(runs: int = 9) -> tuple[float, float]:
    """Return the median seconds of ``translator --help`` and of importing typer, alternating."""
    commands = ([sys.executable, "-m", "translator", "--help"], [sys.executable, "-c", "import typer"])
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for command, bucket in zip(commands, times, strict=True):
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            bucket.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, action="append")
    sizes = parser.parse_args().segments or [1000, 10000]
    ENGINES["instant"] = EngineEntry(lambda _options: InstantEngine())

    shown, typer_alone = start_ratio()
    print(f"--help {shown:.3f} s, import typer {typer_alone:.3f} s, ratio {shown / typer_alone:.2f}")

    seconds_of("青岛市召开会议。", "argos")  # unpack and load the model once
    result, wall = seconds_of(SEED.read_text(encoding="utf-8"), "argos")
    other = wall - result.seconds["translate"]
    print(f"seed page: {wall:.2f} s, not translation {other:.2f} s = {other / wall:.1%}")

    for size in sizes:
        result, wall = seconds_of(page_of(size), "instant")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        stages = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in result.seconds.items())
        per = wall / result.segments * 1000
        print(f"{result.segments} segments: {wall:.2f} s ({stages}), {per:.2f} ms each, peak {peak:.0f} MiB")


if __name__ == "__main__":
    main()
