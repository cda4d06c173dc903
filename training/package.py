"""Turn a trained state into an Argos package (CTranslate2, int8) and measure it.

    python -m training.package make STATE.pt FOLDER VERSION    # FOLDER/translate-zh_en-VERSION.argosmodel
    python -m training.package measure FILE.argosmodel --eval DIR    # BLEU, chrF, spans kept

Sentences are decoded whole here; `tests/benchmarks` measures the program as it is.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.data import DEVELOPMENT, EMBEDDED, Row, newest_package, package_members, rows, span_pairs
from training.weights import HEADS, depth, layer_paths
from translator.engines.argos.engine import SMALL_MODEL

SETS = (
    ("flores200-devtest.zh-en.tsv", 500, False),
    ("newstest2019.zh-en.tsv", 500, False),
    (DEVELOPMENT, 350, False),
    (DEVELOPMENT, 350, True),
)
"""File, lines, and whether the spans are put inline."""


def make(state_path: Path, folder: Path, version: str, pieces: Path) -> Path:
    """Write the package of a state; an existing file is never written over."""
    name = f"translate-zh_en-{version.replace('.', '_')}"
    archive = folder / f"{name}.argosmodel"
    for taken in (archive, EMBEDDED / archive.name):
        if taken.exists():
            raise SystemExit(f"{taken} is there already: give another version")
    from training.states import load

    state = load(state_path)
    spec = specification(state)
    members = package_members(pieces)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            spec.save(scratch)
            _write(archive, name, Path(scratch), {
                "metadata.json": json.dumps(_metadata(version, state.get("tokens", 0)), indent=1).encode(),
                "sentencepiece.model": members["sentencepiece.model"],
            })  # fmt: skip
    except (OSError, RuntimeError) as error:
        reason = str(error).splitlines()[0]
        raise SystemExit(f"{archive} could not be written ({reason}): free 100 MB there") from None
    print(f"{archive.name}: {archive.stat().st_size / 1e6:.1f} MB")
    return archive


def _write(archive: Path, name: str, model: Path, texts: dict[str, bytes]) -> None:
    part = archive.with_suffix(".tmp")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as packed:
            for file, content in texts.items():
                packed.writestr(f"{name}/{file}", content)
            for path in sorted(model.iterdir()):
                packed.write(path, f"{name}/model/{path.name}")
        part.replace(archive)
    finally:
        part.unlink(missing_ok=True)


def _metadata(version: str, tokens: int) -> dict[str, Any]:
    languages = {"from_code": "zh", "from_name": "Chinese", "to_code": "en", "to_name": "English"}
    return {
        "package_version": version,
        "argos_version": "1.9",
        **languages,
        "links": [],
        "trained_tokens": tokens,
    }


def specification(state: dict[str, Any]) -> Any:  # noqa: ANN401  # ctranslate2 has no types
    """Return the CTranslate2 model of a state."""
    from ctranslate2.specs import common_spec, transformer_spec

    weights = {name: value.float().numpy() for name, value in state["net"].items()}
    layers = depth(weights)
    spec = transformer_spec.TransformerSpec.from_config(
        tuple(layers),
        HEADS,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
    )
    for side, embeddings in ((spec.encoder, "es"), (spec.decoder, "et")):
        side.scale_embeddings = True
        side.position_encodings.encodings = weights["pos"]
        target = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        target.weight = weights[f"{embeddings}.weight"]
    for key, path in layer_paths(layers).items():
        layer = _layer(spec, path)
        names = ("gamma", "beta") if hasattr(layer, "gamma") else ("weight", "bias")
        for attribute, kind in zip(names, ("weight", "bias"), strict=True):
            setattr(layer, attribute, weights[f"{key}.{kind}"])
    spec.decoder.projection.weight, spec.decoder.projection.bias = weights["et.weight"], weights["ob"]
    spec.register_source_vocabulary(state["pz"])
    spec.register_target_vocabulary(state["pe"])
    spec.config.add_source_eos = True
    spec.config.bos_token = spec.config.decoder_start_token = "<s>"
    spec.config.eos_token, spec.config.unk_token = "</s>", "<unk>"
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


def _layer(spec: Any, path: str) -> Any:  # noqa: ANN401
    """Return the part of a specification at a path, in which ``layer_2`` may be the third of a list."""
    for name in path.split("/"):
        items, _, at = name.rpartition("_")
        spec = getattr(spec, name) if hasattr(spec, name) else getattr(spec, items)[int(at)]
    return spec


def measure(archive: Path, folder: Path, show: int = 0) -> None:
    """Print BLEU, chrF, sentences a second and spans kept for every evaluation set."""
    import ctranslate2
    import sentencepiece

    model = package_members(archive)["sentencepiece.model"]
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model)
    with tempfile.TemporaryDirectory() as scratch:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(scratch)
        (root,) = Path(scratch).iterdir()
        translator = ctranslate2.Translator(str(root / "model"), intra_threads=2, compute_type="int8")
        for name, limit, inline in SETS:
            pairs = rows(folder, name)[:limit]
            sources = [_with_all_spans(row) if inline else row[0] for row in pairs]
            began = time.monotonic()
            found = translator.translate_batch(
                [pieces.encode(source, out_type=str) for source in sources],
                beam_size=SMALL_MODEL.beam_size, length_penalty=SMALL_MODEL.length_penalty,
                no_repeat_ngram_size=4,  # whole sentences loop where the engine cuts them into parts
                max_batch_size=2048, batch_type="tokens", max_decoding_length=200,
            )  # fmt: skip
            speed = len(pairs) / (time.monotonic() - began)
            answers = [pieces.decode(result.hypotheses[0]) for result in found]
            print(f"{name}{' inline' if inline else ''}: {_scores(pairs, answers)}  {speed:.0f} sentences/s")
            for source, answer in list(zip(sources, answers, strict=True))[:show]:
                print(f"   {source}\n   => {answer}")


def _with_all_spans(row: Row) -> str:
    source = row[0]
    for chinese, english in span_pairs(row[2]):
        source = source.replace(chinese, f" {english} ", 1)
    return " ".join(source.split())


def _scores(pairs: Sequence[Row], answers: Sequence[str]) -> str:
    import sacrebleu

    references = [[row[1] for row in pairs]]
    bleu, chrf = (
        score(answers, references).score for score in (sacrebleu.corpus_bleu, sacrebleu.corpus_chrf)
    )
    spans = [
        (english.lower() in answer.lower())
        for row, answer in zip(pairs, answers, strict=True)
        for _, english in span_pairs(row[2])
    ]
    kept = f"  spans {sum(spans)}/{len(spans)}" if spans else ""
    return f"BLEU {bleu:.1f}  chrF {chrf:.1f}{kept}"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="training.package", description=(__doc__ or "").split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    maker = commands.add_parser("make")
    maker.add_argument("state", type=Path)
    maker.add_argument("folder", type=Path)
    maker.add_argument("version")
    maker.add_argument(
        "--package", type=Path, help="package to take the pieces from; default: the embedded one"
    )
    meter = commands.add_parser("measure")
    meter.add_argument("archive", type=Path)
    meter.add_argument("--eval", type=Path, default=os.environ.get("TRANSLATOR_EVAL"))
    meter.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    if args.command == "make":
        make(args.state, args.folder, args.version, args.package or newest_package())
    elif args.eval is None:
        parser.error("give --eval, or set TRANSLATOR_EVAL")
    else:
        measure(args.archive, Path(args.eval), args.show)


if __name__ == "__main__":
    main()
