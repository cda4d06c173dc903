"""Score the engine's drafts with BLEU and chrF on evaluation sets.

    python -m tests.benchmarks.bench_quality EVAL_FOLDER [--count 500] [--whole]

or with the folder in TRANSLATOR_EVAL. Every ``*.tsv`` there (source TAB reference) is one set. ``--whole``
decodes sentences whole, to see what the engine's cutting of long ones is worth. The embedded model is used.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections import Counter
from pathlib import Path

from sacrebleu.metrics import BLEU, CHRF

from tests.argos_packages import embedded_engine
from translator.engines.argos import engine as argos_engine
from translator.engines.argos.engine import ArgosEngine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get("TRANSLATOR_EVAL"))
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--whole", action="store_true")
    arguments = parser.parse_args()
    if arguments.folder is None:
        parser.error("give the folder of the evaluation sets, or set TRANSLATOR_EVAL")
    if arguments.whole:
        argos_engine.SMALL_MODEL_PART_CHARS = 10_000
    with tempfile.TemporaryDirectory() as home, embedded_engine(Path(home)) as engine:
        print(engine.signature)
        for path in sorted(Path(arguments.folder).glob("*.tsv")):
            score(engine, path, arguments.count)


def score(engine: ArgosEngine, path: Path, count: int) -> None:
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[:count]]
    results = engine.translate([row[0] for row in rows])
    texts, references = [result.text for result in results], [[row[1] for row in rows]]
    print(f"{path.name}, {len(rows)} lines")
    for metric in (BLEU(), CHRF()):
        result = metric.corpus_score(texts, references)
        print(f"  {result.name} {result.score:.2f}  {metric.get_signature()}")
    warnings = Counter(warning for result in results for warning in result.warnings)
    print(f"  warnings: {dict(warnings) or 'none'}")


if __name__ == "__main__":
    main()
