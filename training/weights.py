"""Weights of a published package, so that training can go on where only the package was kept. Needs no torch."""

from __future__ import annotations

import json
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

WIDTH, INNER, HEADS = 256, 1024, 4
"""Of every layer: its width, that within a feed-forward layer, and the heads of an attention."""

_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
"""The types of numbers by their code in ``model.bin``."""

_LAYER = re.compile(r"(E|Dd|encoder|decoder)[./](?:layer_)?(\d+)[./]")
"""The side and the number of a layer in the name of a weight, ours or CTranslate2's."""

_ATTENTION = {"q": "linear_0", "kv": "linear_1", "o": "linear_2"}
_OWN_PARTS = {
    "n1": "self_attention/layer_norm",
    "sa.qkv": "self_attention/linear_0",
    "sa.o": "self_attention/linear_1",
    "ff.a": "ffn/linear_0",
    "ff.b": "ffn/linear_1",
}
_ENCODER_PARTS = {**_OWN_PARTS, "n2": "ffn/layer_norm"}
_DECODER_PARTS = {
    **_OWN_PARTS,
    "n2": "attention/layer_norm",
    "n3": "ffn/layer_norm",
    **{f"ca.{ours}": f"attention/{theirs}" for ours, theirs in _ATTENTION.items()},
}


class Depth(NamedTuple):
    """The numbers of layers of a network."""

    encoder: int = 6
    decoder: int = 2


def depth(names: Iterable[str]) -> Depth:
    """Return the numbers of layers of a network whose weights have these names: those of a state or of a package."""
    found = [match.groups() for name in names if (match := _LAYER.match(name))]
    encoder, decoder = ({at for side, at in found if side[0].lower() == kind} for kind in "ed")
    return Depth(len(encoder), len(decoder))


def layer_paths(layers: Depth) -> dict[str, str]:
    """Return CTranslate2's paths of all linear layers and norms by the names of ours."""
    paths = {"ne": "encoder/layer_norm", "nd": "decoder/layer_norm"}
    for i in range(layers.encoder):
        paths |= {f"E.{i}.{ours}": f"encoder/layer_{i}/{theirs}" for ours, theirs in _ENCODER_PARTS.items()}
    for i in range(layers.decoder):
        paths |= {f"Dd.{i}.{ours}": f"decoder/layer_{i}/{theirs}" for ours, theirs in _DECODER_PARTS.items()}
    return paths


def package_state(package: Path) -> dict[str, Any]:
    """Return a package as a state of the training, its weights as float32 arrays; int8 has rounded them.

    Raises `SystemExit` when the package is damaged or its model is of another kind.
    """
    try:
        with zipfile.ZipFile(package) as archive:
            members = {Path(name).name: archive.read(name) for name in archive.namelist()}
        variables = dict(_variables(members["model.bin"]))
        pieces = (json.loads(members[f"{side}_vocabulary.json"]) for side in ("source", "target"))
        tokens = json.loads(members["metadata.json"]).get("trained_tokens", 0)
        return {"net": _net(variables), "tokens": tokens, **dict(zip(("pz", "pe"), pieces, strict=True))}
    except (OSError, KeyError, IndexError, ValueError, struct.error, zipfile.BadZipFile) as error:
        reason = type(error).__name__
        raise SystemExit(
            f"{package} is damaged or no package of this program ({reason}): give another with --state"
        ) from None


def _net(variables: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    net = {
        "es.weight": variables["encoder/embeddings_0/weight"],
        "et.weight": variables["decoder/embeddings/weight"],
        "ob": variables["decoder/projection/bias"],
        "pos": variables["decoder/position_encodings/encodings"],
    }
    for ours, path in layer_paths(depth(variables)).items():
        names = ("gamma", "beta") if path.endswith("layer_norm") else ("weight", "bias")
        net |= {
            f"{ours}.{kind}": variables[f"{path}/{name}"]
            for kind, name in zip(("weight", "bias"), names, strict=True)
        }
    return net


def _variables(data: bytes) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the variables of a ``model.bin`` (version 6 of CTranslate2's format), int8 turned back by its scales."""
    reader = _Reader(data)
    version = reader.number("I")
    if version != 6:
        raise ValueError(f"version {version}")
    reader.text()
    reader.number("I")
    read = dict(reader.variable() for _ in range(reader.number("I")))
    for name, values in read.items():
        scales = read.get(f"{name}_scale")
        yield name, values if scales is None else values.astype(np.float32) / scales[:, None]


class _Reader:
    """A cursor over little-endian numbers, texts and arrays."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def number(self, code: str) -> int:
        (value,) = struct.unpack_from(f"<{code}", self._data, self._at)
        self._at += struct.calcsize(f"<{code}")
        return int(value)

    def text(self) -> str:
        return self._bytes(self.number("H")).rstrip(b"\0").decode()

    def variable(self) -> tuple[str, np.ndarray]:
        name = self.text()
        shape = [self.number("I") for _ in range(self.number("B"))]
        kind = _TYPES[self.number("B")]
        return name, np.frombuffer(self._bytes(self.number("I")), kind).reshape(shape)

    def _bytes(self, size: int) -> bytes:
        found = self._data[self._at : self._at + size]
        if len(found) != size:
            raise ValueError("cut short")
        self._at += size
        return found
