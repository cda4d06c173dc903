"""Compare the translation stage with bare CTranslate2 and with Argos Translate, in one run.

Run it with the folder of the evaluation sets:

    python -m tests.benchmarks.bench_translate EVAL_FOLDER [--count 1000] [--rounds 2]

or with the folder in TRANSLATOR_EVAL. It uses the embedded model and the Chinese column of
``newstest2019.zh-en.tsv``. The contestants take turns, so that other work on the machine hits all of them;
each one's best round counts. Besides the ratios of wall time it gives those of processor time, which show
whether a poor ratio came from a busy machine.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.argos_packages import embedded_archive, embedded_engine
from translator.engines.argos.archive import unpacked
from translator.engines.argos.engine import SMALL_MODEL, ArgosEngine
from translator.engines.argos.packages import embedded_model, open_package, open_translator
from translator.engines.cores import usable_cores

SET = "newstest2019.zh-en.tsv"
BARE_BATCHES = (512, 1024, 2048)
PARAGRAPH_SENTENCES = 4
FIGURE_BARE = 0.9
FIGURE_ARGOS = 4.0


def read_sources(folder: Path, count: int) -> list[str]:
    """Return the Chinese column of the first ``count`` lines."""
    lines = (folder / SET).read_text("utf-8").splitlines()[:count]
    return [line.split("\t")[0] for line in lines]


def measure(work: Callable[[], object]) -> tuple[float, float]:
    """Return the wall and processor seconds that ``work`` takes."""
    start = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start[0], time.process_time() - start[1]


def bare(translator: Any, pieces: Sequence[list[str]], batch: int) -> Callable[[], object]:
    """Make one bare call over all tokens with batches of ``batch`` tokens, our beam and our length penalty."""
    beam, penalty = SMALL_MODEL.beam_size, SMALL_MODEL.length_penalty
    return lambda: translator.translate_batch(
        pieces, max_batch_size=batch, batch_type="tokens", beam_size=beam, length_penalty=penalty
    )


def argos(folder: Path, sources: Sequence[str]) -> Callable[[], object]:
    """Make Argos Translate's own way over the same package, paragraph by paragraph.

    Its sentence splitter would download a model, so it is given one that splits at end marks.
    """
    from argostranslate import sbd, translate
    from argostranslate.package import Package

    class Splitter:
        def __init__(self, package: object) -> None:
            pass

        def split_sentences(self, text: str) -> list[str]:
            return re.findall(r"[^。！？]+[。！？]*[”’」』）]*|.+", text)

    sbd.MiniSBDSentencizer = translate.MiniSBDSentencizer = Splitter
    chinese, english = translate.Language("zh", "Chinese"), translate.Language("en", "English")
    own = translate.PackageTranslation(chinese, english, Package(folder))
    own.translate("你好。")
    paragraphs = [
        "".join(sources[start : start + PARAGRAPH_SENTENCES])
        for start in range(0, len(sources), PARAGRAPH_SENTENCES)
    ]
    return lambda: [own.translate(paragraph) for paragraph in paragraphs]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get("TRANSLATOR_EVAL"))
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    if arguments.folder is None:
        parser.error("give the folder of the evaluation sets, or set TRANSLATOR_EVAL")
    with tempfile.TemporaryDirectory() as home, embedded_engine(Path(home)) as engine:
        compare(read_sources(Path(arguments.folder), arguments.count), arguments.rounds, engine)


def ours(sources: Sequence[str]) -> Callable[[], object]:
    """Make a call of an engine that has its model and no answers yet."""
    engine = ArgosEngine(embedded_model())
    engine.load()
    return lambda: engine.translate(sources)


def compare(sources: Sequence[str], rounds: int, engine: ArgosEngine) -> None:
    start = time.perf_counter()
    engine.translate(["你好。"])
    print(f"first sentence of a fresh account (unpack, load, translate): {time.perf_counter() - start:.2f} s")
    folder = unpacked(embedded_archive())
    translator = open_translator(folder, workers=usable_cores())
    pieces = [open_package(folder)[0].encode(source) for source in sources]
    translator.translate_batch(pieces[:32])
    contestants: dict[str, Callable[[], object]] = {"engine": ours(sources)}
    contestants |= {f"bare {batch}": bare(translator, pieces, batch) for batch in BARE_BATCHES}
    contestants["argos"] = argos(folder, sources)
    best: dict[str, tuple[float, float]] = {}
    for number in range(rounds):
        for name, work in contestants.items():
            if name == "argos" and number:
                continue  # it takes longer than all the others together
            best[name] = min(best.get(name, (float("inf"), 0.0)), measure(work))
        contestants["engine"] = ours(sources)
    report(best, len(sources))


def report(best: dict[str, tuple[float, float]], count: int) -> None:
    for name, (wall, processor) in best.items():
        print(f"{name:10} {wall:7.2f} s {count / wall:7.1f} sentences/s {processor:7.2f} s of processor time")
    fastest = min(times for name, times in best.items() if name.startswith("bare"))
    for title, other, figure in (
        ("best bare call", fastest, FIGURE_BARE),
        ("Argos Translate", best["argos"], FIGURE_ARGOS),
    ):
        wall, processor = (one / own for one, own in zip(other, best["engine"], strict=True))
        print(f"engine against {title}: {wall:.2f} x (processor time {processor:.2f} x), at least {figure}")


if __name__ == "__main__":
    main()
