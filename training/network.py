"""The Transformer, and an output layer that makes its gradients in the forward pass.

6 encoder and 2 decoder layers at first (pre-norm, ReLU), 256 wide, sinusoidal positions. English pieces of the source
share the embeddings of the target, so that English put inline into the Chinese is easy to copy. The names of the
parameters are those in the states, and `package` reads them.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from training.data import EOS, UNKNOWN
from training.weights import HEADS, INNER, WIDTH, Depth

MOST_POSITIONS = 512
ROWS = 192
"""Places whose scores are made together."""

LOW = -1e4
"""A score that softmax turns into nothing, also in bfloat16."""


def compute_type(cpu_info: Path = Path("/proc/cpuinfo")) -> torch.dtype:
    """Return bfloat16 where the processor multiplies it by itself and faster than float32, else float32.

    Both are tried: bfloat16 is twice as fast on some processors with AVX-512 and half as fast on others, and emulated
    it is many times slower (a processor with AVX2 alone: 300 tokens a second).
    """
    try:
        flags = cpu_info.read_text(encoding="utf-8")
    except OSError:
        return torch.float32
    if "avx512_bf16" not in flags and "amx_bf16" not in flags:
        return torch.float32
    return min((torch.float32, torch.bfloat16), key=_seconds)


def _seconds(kind: torch.dtype) -> float:
    """Return how long a layer's product takes in this type, the best of twenty tries."""
    rows, weights = torch.ones(1600, 256, dtype=kind), torch.ones(256, 1024, dtype=kind)
    taken = []
    for _ in range(20):
        began = time.perf_counter()
        torch.mm(rows, weights)
        taken.append(time.perf_counter() - began)
    return min(taken)


COMPUTE = compute_type()
"""The type in which the layers compute; the weights are kept in float32."""


def positions(length: int, width: int) -> Tensor:
    """Return the sinusoidal position encodings that CTranslate2 expects."""
    step = torch.exp(torch.arange(width // 2).float() * -(math.log(10000) / (width // 2 - 1)))
    angles = torch.arange(1, length + 1).float()[:, None] * step[None]
    return torch.cat([angles.sin(), angles.cos()], 1)


class Attention(nn.Module):
    """Attention by plain matrix products: at these sizes they beat the fused kernel."""

    def __init__(self, width: int, heads: int, *, cross: bool = False) -> None:
        super().__init__()
        self.heads, self.cross = heads, cross
        if cross:
            self.q, self.kv = nn.Linear(width, width), nn.Linear(width, 2 * width)
        else:
            self.qkv = nn.Linear(width, 3 * width)
        self.o = nn.Linear(width, width)

    def forward(
        self, x: Tensor, memory: Tensor | None = None, mask: Tensor | None = None, *, causal: bool = False
    ) -> Tensor:
        """Return the result of attention for each position."""
        batch, length, width = x.shape
        size = width // self.heads
        parts = (self.q(x), *self.kv(memory).chunk(2, -1)) if self.cross else self.qkv(x).chunk(3, -1)
        q, k, v = (part.view(batch, -1, self.heads, size).transpose(1, 2) for part in parts)
        scores = torch.matmul(q * size**-0.5, k.transpose(-1, -2))
        if mask is not None:
            scores = scores.masked_fill(~mask, LOW)
        if causal:
            scores = scores + torch.full((length, length), LOW, dtype=scores.dtype).triu_(1)
        mixed = torch.matmul(scores.softmax(-1), v)
        return self.o(mixed.transpose(1, 2).reshape(batch, length, width))


class FeedForward(nn.Module):
    """Two layers with a ReLU between."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.a, self.b = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x: Tensor) -> Tensor:
        """Return ``x`` after both layers."""
        return self.b(torch.relu(self.a(x)))


class EncoderLayer(nn.Module):
    """Self-attention and a feed-forward layer, each after its norm."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.n1, self.n2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.sa, self.ff = Attention(width, heads), FeedForward(width, inner)

    def forward(self, x: Tensor, mask: Tensor, drop: nn.Module) -> Tensor:
        """Return ``x`` after the layer."""
        x = x + drop(self.sa(self.n1(x), mask=mask))
        return x + drop(self.ff(self.n2(x)))


class DecoderLayer(nn.Module):
    """Causal self-attention, attention to the encoder, and a feed-forward layer, each after its norm."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.n1, self.n2, self.n3 = (nn.LayerNorm(width) for _ in range(3))
        self.sa, self.ca = Attention(width, heads), Attention(width, heads, cross=True)
        self.ff = FeedForward(width, inner)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor, drop: nn.Module) -> Tensor:
        """Return ``x`` after the layer."""
        x = x + drop(self.sa(self.n1(x), causal=True))
        x = x + drop(self.ca(self.n2(x), memory, mask))
        return x + drop(self.ff(self.n3(x)))


class Network(nn.Module):
    """The whole but for the output layer, whose weights are the target embeddings and the bias ``ob``."""

    def __init__(
        self, source: Sequence[str], target: Sequence[str], layers: Depth, dropout: float = 0.0
    ) -> None:
        super().__init__()
        self.es, self.et = nn.Embedding(len(source), WIDTH), nn.Embedding(len(target), WIDTH)
        for embedding in (self.es, self.et):
            nn.init.normal_(embedding.weight, std=WIDTH**-0.5)
        self.E = nn.ModuleList(EncoderLayer(WIDTH, HEADS, INNER) for _ in range(layers.encoder))
        self.Dd = nn.ModuleList(DecoderLayer(WIDTH, HEADS, INNER) for _ in range(layers.decoder))
        self.ne, self.nd = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.ob = nn.Parameter(torch.zeros(len(target)))
        self.register_buffer("pos", positions(MOST_POSITIONS, WIDTH))
        self.drop = nn.Dropout(dropout) if dropout else nn.Identity()
        self.scale = WIDTH**0.5
        places = {piece: at for at, piece in enumerate(target)}
        twins = [places.get(piece, -1) if at > EOS else -1 for at, piece in enumerate(source)]
        self.shared = torch.tensor(twins)

    def forward(self, source: Tensor, entered: Tensor) -> Tensor:
        """Return the input of the output layer, which scores the target pieces."""
        mask = (source != UNKNOWN)[:, None, None, :]
        twin = self.shared[source]
        h = torch.where((twin >= 0)[..., None], self.et(twin.clamp(0)), self.es(source))
        h = self.drop((h * self.scale + self.pos[: source.size(1)]).to(COMPUTE))
        for layer in self.E:
            h = layer(h, mask, self.drop)
        memory = self.ne(h)
        h = self.drop((self.et(entered) * self.scale + self.pos[: entered.size(1)]).to(COMPUTE))
        for layer in self.Dd:
            h = layer(h, memory, mask, self.drop)
        return self.nd(h)


class LinearCrossEntropy(torch.autograd.Function):
    """Mean label-smoothed cross entropy of ``h @ W.T + b``, which makes its gradients in the forward pass.

    The probabilities are made a few rows at a time, so that the scores stay in the caches. Smoothing adds the same to
    all scores of a row, and the right piece is one of a row: both parts of the gradients are added afterwards.

    With a share to leave out, the sentences with the highest mean losses are not learnt from (loss truncation: Kang and
    Hashimoto, ACL 2020): most of them are no translations of each other.
    """

    @staticmethod
    def forward(ctx: Any, *given: Any) -> Tensor:  # noqa: ANN401  # torch has no type for either
        """Return the loss of ``h, weight, bias, labels, smoothing, lengths, left_out``, and keep the gradients.

        ``lengths`` are the numbers of rows of the sentences, ``left_out`` is the share of them that is not learnt from.
        """
        h, weight, bias = (part.detach() for part in given[:3])
        labels, smoothing, lengths, left_out = given[3:]
        low = weight.to(COMPUTE)
        # Few numbers of rows: few products to compile.
        filled = nn.functional.pad(h, (0, 0, 0, -h.size(0) % 64))
        chances, whole, right = _probabilities(filled, low, bias, labels)
        learnt = _learnt(whole - right, lengths, left_out)
        not_learnt = (learnt == 0).nonzero()[:, 0]
        chances[not_learnt], filled[not_learnt] = 0, 0
        h, count = filled[: h.size(0)].float(), int(learnt.sum())
        everywhere, here = smoothing / weight.size(0), 1 - smoothing
        of_all, sum_of_h = weight.sum(0), h.sum(0)
        total = float((whole - here * right) @ learnt)
        total -= everywhere * float(sum_of_h @ of_all + count * bias.sum())
        of_h = torch.mm(chances, low)[: h.size(0)].float()
        of_h.sub_(of_all * everywhere).sub_(weight[labels], alpha=here)
        of_h[not_learnt] = 0
        of_weight = torch.mm(chances.t(), filled).float()
        of_weight.sub_(sum_of_h * everywhere).index_add_(0, labels, h, alpha=-here)
        # A product with ones is ten times as fast as a sum over rows.
        of_bias = torch.mm(torch.ones(8, filled.size(0), dtype=COMPUTE), chances)[0].float()
        of_bias.sub_(everywhere * count).index_add_(0, labels, learnt, alpha=-here)
        ctx.save_for_backward(of_h.to(COMPUTE), of_weight, of_bias)
        ctx.count = count
        return torch.tensor(total / count)

    @staticmethod
    def backward(ctx: Any, *slopes: Any) -> tuple[Tensor | None, ...]:  # noqa: ANN401
        """Return the gradients that were kept."""
        factor = float(slopes[0]) / ctx.count
        return (*(kept.mul_(factor) for kept in ctx.saved_tensors), *[None] * 4)


def _learnt(losses: Tensor, lengths: Tensor, left_out: float) -> Tensor:
    """Return 1 for each row of a sentence that is learnt from, and 0 for those with the highest mean losses."""
    mean = torch.segment_reduce(losses, "mean", lengths=lengths)
    learnt = torch.ones_like(mean)
    learnt[mean.topk(round(left_out * len(mean))).indices] = 0
    return learnt.repeat_interleave(lengths)


def _probabilities(h: Tensor, low: Tensor, bias: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return the probability of every target piece in every row, the log of the sum of its scores, and its right score.

    Rows without a label have none.
    """
    whole, right = torch.empty(2, len(labels))
    chances = _kept("chances", h.size(0), low.size(0))
    scores = _kept("scores", ROWS, low.size(0))
    low_bias = bias.to(COMPUTE)
    for at in range(0, len(labels), ROWS):
        part, wanted, made = h[at : at + ROWS], labels[at : at + ROWS, None], chances[at : at + ROWS]
        given = torch.addmm(low_bias, part, low.t(), out=scores[: part.size(0)])
        torch.softmax(given, 1, out=made)
        rows = slice(at, at + len(wanted))
        right[rows] = given[: len(wanted)].gather(1, wanted)[:, 0]
        whole[rows] = right[rows] - made[: len(wanted)].gather(1, wanted)[:, 0].float().clamp_min(1e-30).log()
    chances[len(labels) :].zero_()
    return chances, whole, right


_memory: dict[str, Tensor] = {}


def _kept(name: str, rows: int, size: int) -> Tensor:
    """Return room for ``rows`` rows that every step uses again: new memory costs more than the work in it."""
    room = _memory.get(name)
    if room is None or room.size(0) < rows or room.size(1) != size:
        room = _memory[name] = torch.empty(rows, size, dtype=COMPUTE)
    return room[:rows]
