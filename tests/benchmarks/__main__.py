"""Run the benchmarks that need no outside data, one after the other, and name those that do.

    python -m tests.benchmarks [--quick]

``--quick`` takes small sizes, to see that they run; its figures mean nothing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

QUICK = {
    "bench_files": ("--runs", "1"),
    "bench_job": ("--segments", "200"),
    "bench_matching": ("--entries", "2000", "--segments", "50"),
    "bench_memory": ("--units", "2000", "--queries", "20"),
    "bench_scale": ("--pages", "4", "--workers", "1"),
    "bench_sentences": (),
}
"""The benchmarks that need no outside data, with the arguments of a quick run."""

WITH_DATA = {
    "bench_candidates": "CORPUS.tsv",
    "bench_ladder": "EVAL_FOLDER",
    "bench_matching": "PAIRS.tsv",
    "bench_names": "CORPUS.tsv",
    "bench_numbers": "EVAL_FOLDER",
    "bench_proposals": "CORPUS.tsv",
    "bench_qa": "EVAL_FOLDER",
    "bench_scale": "PAIRS.tsv",
    "bench_sentences": "PAIRS.tsv",
    "bench_translate": "EVAL_FOLDER",
}
"""The benchmarks that measure on data of your own, with what they need."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Run the benchmarks.")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that they run")
    quick = parser.parse_args().quick
    failed = []
    for name, arguments in QUICK.items():
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", f"tests.benchmarks.{name}", *(arguments if quick else ())]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    print("\nThese need data of your own; each says more with --help or at its top:")
    for name, needed in WITH_DATA.items():
        print(f"  {sys.executable} -m tests.benchmarks.{name} {needed}")
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
