"""Training pairs: reading, English put inline, pieces, and batches of like lengths. Needs no torch."""

from __future__ import annotations

import json
import lzma
import random
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

import numpy as np

UNKNOWN, BOS, EOS = 0, 1, 2
"""Ids of the first three pieces of both vocabularies; the first also fills short rows."""

IGNORE = -100
"""The label of a place that does not count."""

CHUNK = 100_000
"""Lines that are encoded and sorted into batches together."""

MOST_PIECES = 128
"""Longer pairs are left out."""

GENERAL, DOMAIN, TERMS = "general.zh-en.tsv.xz", "policy-news.zh-en.tsv", "terms.zh-en.tsv"
DEVELOPMENT = "policy-news-dev.zh-en.tsv"

EMBEDDED = Path(__file__).parents[1] / "translator" / "engines" / "argos" / "embedded"

Row = tuple[str, str, str]
Ids = list[list[int]]


def rows(folder: Path, name: str) -> list[Row]:
    """Return the Chinese, the English and the aligned spans (``zh=en|zh=en``) of each line of a TSV file."""
    path = folder / name
    try:
        with _opened(path) as lines:
            return [row_of(line) for line in lines]
    except FileNotFoundError:
        raise SystemExit(f"{path} is missing: give its folder with --corpora or --eval") from None
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise SystemExit(f"{path} cannot be read ({error}): get the file again") from None


def _opened(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def row_of(line: str) -> Row:
    """Return the three columns of a line; missing ones are empty."""
    source, target, spans = [*line.rstrip("\n").split("\t"), "", ""][:3]
    return source, target, spans


def span_pairs(spans: str) -> list[tuple[str, str]]:
    """Return the Chinese and English of every aligned span."""
    pairs = (span.partition("=") for span in spans.split("|"))
    return [(chinese, english) for chinese, mark, english in pairs if mark and chinese]


def with_spans(source: str, spans: str, chance: random.Random, most: int) -> str:
    """Return the Chinese with the English of one to ``most`` of its aligned spans in place."""
    pairs = span_pairs(spans)
    chance.shuffle(pairs)
    chosen = pairs[: chance.randint(1, most)]
    for chinese, english in sorted(chosen, key=lambda pair: -len(pair[0])):
        source = source.replace(chinese, f" {english} ", 1)
    return re.sub(" +", " ", source).strip()


def newest_package(folder: Path = EMBEDDED) -> Path:
    """Return the package that comes with the program; it is only read."""
    found = sorted(folder.glob("translate-zh_en-*.argosmodel"))
    if not found:
        raise SystemExit(f"{folder} has no package to take the pieces from: give one with --package")
    return found[-1]


def package_members(package: Path) -> dict[str, bytes]:
    """Return the SentencePiece model and both vocabularies of an Argos package by the names of their files."""
    wanted = ("sentencepiece.model", "source_vocabulary.json", "target_vocabulary.json")
    try:
        with zipfile.ZipFile(package) as archive:
            members = {Path(name).name: name for name in archive.namelist()}
            return {name: archive.read(members[name]) for name in wanted}
    except (OSError, KeyError, zipfile.BadZipFile):
        raise SystemExit(f"{package} is not a whole Argos package: give another with --package") from None


class Encoder:
    """Text to the ids of the source and the target vocabulary."""

    def __init__(
        self, package: Path, vocabularies: tuple[Sequence[str], Sequence[str]] | None = None
    ) -> None:
        import sentencepiece

        members = package_members(package)
        self._pieces = sentencepiece.SentencePieceProcessor(model_proto=members["sentencepiece.model"])
        if vocabularies is None:
            names = ("source_vocabulary.json", "target_vocabulary.json")
            vocabularies = (json.loads(members[names[0]]), json.loads(members[names[1]]))
        self.vocabularies = vocabularies
        self._source, self._target = (
            {piece: at for at, piece in enumerate(pieces)} for pieces in vocabularies
        )

    def source(self, texts: Sequence[str]) -> Ids:
        """Return the ids of Chinese texts."""
        return self._ids(texts, self._source)

    def target(self, texts: Sequence[str]) -> Ids:
        """Return the ids of English texts."""
        return self._ids(texts, self._target)

    def _ids(self, texts: Sequence[str], vocabulary: Mapping[str, int]) -> Ids:
        encoded = self._pieces.encode(list(texts), out_type=str, num_threads=2)
        return [[vocabulary.get(piece, UNKNOWN) for piece in pieces] for pieces in encoded]


def chunks(
    encoder: Encoder, general: Sequence[Row], domain: Sequence[Row], copies: int, chance: random.Random
) -> Iterator[tuple[Ids, Ids]]:
    """Yield encoded pairs for ever: general ones once an epoch, those of the domain ``copies`` times.

    Aligned spans are put inline in 40 % of the general pairs and 60 % of the others.
    """
    while True:
        order = [(row, 0.4, 3) for row in general] + [(row, 0.6, 4) for row in domain] * copies
        chance.shuffle(order)
        for at in range(0, len(order), CHUNK):
            sources, targets = [], []
            for (source, target, spans), share, most in order[at : at + CHUNK]:
                inline = spans and chance.random() < share
                sources.append(with_spans(source, spans, chance, most) if inline else source)
                targets.append(target)
            pairs = zip(encoder.source(sources), encoder.target(targets), strict=True)
            kept = [(z, y) for z, y in pairs if 0 < len(z) <= MOST_PIECES and 0 < len(y) <= MOST_PIECES]
            yield [z for z, _ in kept], [y for _, y in kept]


def batches_of(sources: Ids, targets: Ids, tokens: int, chance: random.Random) -> list[list[int]]:
    """Return the indices of pairs of like lengths in shuffled batches of ``tokens`` padded tokens at most a side."""
    order = sorted(range(len(sources)), key=lambda i: (len(targets[i]) // 2, len(sources[i])))
    found: list[list[int]] = []
    longest = 0
    for index in order:
        longer = max(longest, len(targets[index]) + 1, len(sources[index]) + 1)
        if found and longer * (len(found[-1]) + 1) <= tokens:
            found[-1].append(index)
            longest = longer
        else:
            found.append([index])
            longest = max(len(targets[index]), len(sources[index])) + 1
    chance.shuffle(found)
    return found


def arrays(indices: Sequence[int], sources: Ids, targets: Ids) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the padded source, decoder input and labels of a batch."""
    source = np.full((len(indices), max(len(sources[i]) for i in indices) + 1), UNKNOWN, np.int64)
    entered = np.full((len(indices), max(len(targets[i]) for i in indices) + 1), UNKNOWN, np.int64)
    labels = np.full(entered.shape, IGNORE, np.int64)
    for row, index in enumerate(indices):
        z, y = sources[index], targets[index]
        source[row, : len(z) + 1] = [*z, EOS]
        entered[row, : len(y) + 1] = [BOS, *y]
        labels[row, : len(y) + 1] = [*y, EOS]
    return source, entered, labels
