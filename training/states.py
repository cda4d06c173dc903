"""States of the training on disk: read, written whole or not at all, averaged, and grown by layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.network import Network
from training.weights import depth, package_state

State = dict[str, Any]
"""The weights (``net``), the pieces of both vocabularies (``pz``, ``pe``) and the number of ``tokens`` learnt from."""

_KEPT = "tokens", "pz", "pe"


def write(state: State, path: Path) -> None:
    """Write a state whole or not at all; raise `SystemExit` with one line when that fails."""
    part = path.with_suffix(".tmp")
    try:
        torch.save(state, part)
        part.replace(path)
    except (OSError, RuntimeError) as error:  # torch reports a full disk as a RuntimeError
        part.unlink(missing_ok=True)
        reason = str(error).splitlines()[0]
        raise SystemExit(
            f"{path} could not be written ({reason}): free 400 MB there; what was saved before is unchanged"
        ) from None


def load(path: Path) -> State:
    """Read a state, or a package as a state; raise `SystemExit` when the file is truncated or of another shape."""
    if not path.exists():
        raise SystemExit(f"{path} is not there: give a state with --state, or --new to start from nothing")
    state = _package(path) if path.suffix == ".argosmodel" else _state(path)
    if not isinstance(state, dict) or not {"net", "pz", "pe"} <= state.keys():
        raise SystemExit(f"{path} is no state of this program: remove it or give another with --state")
    shapes = {name: tuple(weight.shape) for name, weight in state["net"].items()}
    network = Network(state["pz"], state["pe"], depth(shapes))
    wanted = {name: tuple(weight.shape) for name, weight in network.state_dict().items()}
    if shapes != wanted:
        raise SystemExit(f"{path} is a state of another shape: remove it or give another with --state")
    return state


def _state(path: Path) -> Any:  # noqa: ANN401  # a damaged file may hold anything
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch raises half a dozen kinds for a damaged file
        reason = type(error).__name__
        raise SystemExit(
            f"{path} is cut short or no state ({reason}): remove it or give another with --state"
        ) from None


def _package(path: Path) -> State:
    state = package_state(path)
    return state | {"net": {name: torch.tensor(weight) for name, weight in state["net"].items()}}


def average(home: Path, others: Sequence[Path]) -> None:
    """Write the mean of the fine-tuned state and others of the same origin as the state to go on from."""
    tuned = load(home / "finetuned.pt")
    nets, layers = [tuned["net"]], depth(tuned["net"]).encoder
    for path in others:
        state = load(path)
        fewer = layers - depth(state["net"]).encoder
        if (state["pz"], state["pe"]) != (tuned["pz"], tuned["pe"]) or fewer < 0:
            raise SystemExit(
                f"{path} has other pieces or more layers: give a state or package that both runs come from"
            )
        nets.append(grown(state["net"], fewer))
    mean = {name: sum(net[name].float() for net in nets) / len(nets) for name in tuned["net"]}
    write({name: tuned.get(name) for name in _KEPT} | {"net": mean}, home / "state.pt")
    print(f"state.pt: the mean of finetuned.pt and {', '.join(path.name for path in others)}", flush=True)


def grow(path: Path, layers: int, out: Path) -> None:
    """Write the state at ``path`` with more encoder layers, which leave its answers as they are, to ``out``."""
    state = load(path)
    there = depth(state["net"]).encoder
    if not 0 < layers <= there:
        raise SystemExit(f"{path.name} has {there} encoder layers: give --layers from 1 to {there}")
    write({name: state.get(name) for name in _KEPT} | {"net": grown(state["net"], layers)}, out)
    print(f"{out.name}: {path.name} with {layers} more encoder layers", flush=True)


def grown(net: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """Return weights with more encoder layers after the last: copies of the last ones, whose outputs are zero.

    The copies are of different layers: two of the same would learn the same.
    """
    found, there = dict(net), depth(net).encoder
    for at in range(there, there + layers):
        copied, new = f"E.{at - layers}.", f"E.{at}."
        found |= {new + name.removeprefix(copied): net[name] for name in net if name.startswith(copied)}
        for output in ("sa.o", "ff.b"):
            for kind in ("weight", "bias"):
                found[f"{new}{output}.{kind}"] = torch.zeros_like(found[f"{new}{output}.{kind}"])
    return found
