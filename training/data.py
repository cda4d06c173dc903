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

ROUNDED = 4
"""Rows of batches are filled up to a multiple of this number of pieces."""

MOST_PIECES = 127
"""Longer pairs are left out."""

EXCHANGED = 1 / 3
"""Share of the domain's pairs with English inline in which one phrase is exchanged."""

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
    return _inline(source, _some(span_pairs(spans), chance, most))


def _some(pairs: list[tuple[str, str]], chance: random.Random, most: int) -> list[tuple[str, str]]:
    return chance.sample(pairs, min(len(pairs), chance.randint(1, most)))


def _inline(source: str, pairs: Sequence[tuple[str, str]]) -> str:
    for chinese, english in sorted(pairs, key=lambda pair: -len(pair[0])):
        source = source.replace(chinese, f" {english} ", 1)
    return re.sub(" +", " ", source).strip()


class Exchange:
    """Pairs in which one inline phrase is another on both sides.

    A phrase that the Chinese does not lead to has to be copied: this teaches to copy, and not to guess. A phrase is
    exchanged for one of its kind: with figures, with a capital, or neither.
    """

    def __init__(self, pairs: Sequence[Row], chance: random.Random) -> None:
        self._chance = chance
        self._phrases: dict[str, list[str]] = {}
        for _, _, spans in pairs:
            for _, english in span_pairs(spans):
                self._phrases.setdefault(_kind(english), []).append(english)

    def exchanged(self, row: Row, most: int) -> tuple[str, str]:
        """Return both sides of a pair with one to ``most`` spans inline; one span is exchanged where possible."""
        source, target, spans = row
        chosen = _some(span_pairs(spans), self._chance, most)
        for at, (chinese, english) in enumerate(chosen):
            if target.count(english) == 1 and chinese in source:
                other = self._chance.choice(self._phrases[_kind(english)])
                chosen[at] = (chinese, other)
                target = target.replace(english, other)
                break
        return _inline(source, chosen), target


def _kind(phrase: str) -> str:
    if any(letter.isdigit() for letter in phrase):
        return "figures"
    return "capital" if phrase[:1].isupper() else "small"


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
    """Yield encoded pairs for ever: general pairs once an epoch, pairs of the domain ``copies`` times.

    Aligned spans are put inline in 40 % of the general pairs and 60 % of the domain's; in a third of the latter one
    span is exchanged (`Exchange`).
    """
    exchange = Exchange(domain, chance)
    while True:
        order = [(row, False) for row in general] + [(row, True) for row in domain] * copies
        chance.shuffle(order)
        for at in range(0, len(order), CHUNK):
            texts = [_text(row, exchange if own else None, chance) for row, own in order[at : at + CHUNK]]
            sources, targets = [z for z, _ in texts], [y for _, y in texts]
            pairs = zip(encoder.source(sources), encoder.target(targets), strict=True)
            kept = [(z, y) for z, y in pairs if 0 < len(z) <= MOST_PIECES and 0 < len(y) <= MOST_PIECES]
            yield [z for z, _ in kept], [y for _, y in kept]


def _text(row: Row, exchange: Exchange | None, chance: random.Random) -> tuple[str, str]:
    """Return both sides of a pair as they are learnt this time; ``exchange`` is for pairs of the domain."""
    source, target, spans = row
    share, most = (0.6, 4) if exchange else (0.4, 3)
    if not spans or chance.random() >= share:
        return source, target
    if exchange and chance.random() < EXCHANGED:
        return exchange.exchanged(row, most)
    return with_spans(source, spans, chance, most), target


def padded(pieces: int) -> int:
    """Return the length to which a sentence of this number of pieces, with its end, is filled up."""
    return -(-(pieces + 1) // ROUNDED) * ROUNDED


def batches_of(sources: Ids, targets: Ids, tokens: int, chance: random.Random) -> list[list[int]]:
    """Return the indices of pairs in shuffled batches of ``tokens`` padded tokens at most a side.

    Most batches have one of a few hundred shapes: each new shape makes the products of matrices compile again.
    """
    shapes: dict[tuple[int, int], list[int]] = {}
    for index, (source, target) in enumerate(zip(sources, targets, strict=True)):
        shapes.setdefault((padded(len(target)), padded(len(source))), []).append(index)
    found: list[list[int]] = []
    rest: list[int] = []
    for shape in sorted(shapes):
        members, size = shapes[shape], max(1, tokens // max(shape))
        chance.shuffle(members)
        whole = len(members) // size * size
        found += [members[at : at + size] for at in range(0, whole, size)]
        rest += members[whole:]
    found += _filled(
        [(index, padded(max(len(sources[index]), len(targets[index])))) for index in rest], tokens
    )
    chance.shuffle(found)
    return found


def _filled(lengths: Sequence[tuple[int, int]], tokens: int) -> list[list[int]]:
    """Return indices in batches, in the order given, from each with its padded length."""
    found: list[list[int]] = []
    longest = 0
    for index, length in lengths:
        longest = max(longest, length)
        if found and longest * (len(found[-1]) + 1) <= tokens:
            found[-1].append(index)
        else:
            found.append([index])
            longest = length
    return found


def arrays(indices: Sequence[int], sources: Ids, targets: Ids) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the padded source, decoder input and labels of a batch."""
    source = np.full((len(indices), padded(max(len(sources[i]) for i in indices))), UNKNOWN, np.int64)
    entered = np.full((len(indices), padded(max(len(targets[i]) for i in indices))), UNKNOWN, np.int64)
    labels = np.full(entered.shape, IGNORE, np.int64)
    for row, index in enumerate(indices):
        z, y = sources[index], targets[index]
        source[row, : len(z) + 1] = [*z, EOS]
        entered[row, : len(y) + 1] = [BOS, *y]
        labels[row, : len(y) + 1] = [*y, EOS]
    return source, entered, labels
