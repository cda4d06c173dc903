"""Train the embedded Chinese-English Transformer on the CPU, resumable at any time.

    python -m training.train run      --corpora DIR --eval DIR     # goes on from HOME/state.pt
    python -m training.train finetune --corpora DIR --eval DIR --minutes 60
    python -m training.train average [--others STATE …]          # of HOME/finetuned.pt and the embedded package
    python -m training.train grow [--layers 2]                   # HOME/state.pt with more encoder layers
    python -m training.train status

``run`` trains at a constant rate for as long as it is left alone and keeps a moving average of the weights (EMA).
``finetune`` starts from that average, takes half policy and news pairs, half long general pairs (sentences of news are
long), and lets the rate fall to nothing: its result is published. A stop at any moment loses nothing, a crash ten
minutes at most.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import torch
from torch import Tensor

from training.data import (
    DEVELOPMENT,
    DOMAIN,
    GENERAL,
    IGNORE,
    TERMS,
    Encoder,
    Ids,
    arrays,
    batches_of,
    chunks,
    newest_package,
    rows,
)
from training.network import COMPUTE, LinearCrossEntropy, Network
from training.states import State, average, grow, load, write
from training.weights import Depth, depth

Batch = tuple[Tensor, Tensor, Tensor]

SHOWN_EVERY, SAVED_EVERY = 120, 600
"""Seconds of training."""

LONGEST_STEP = 5.0
"""Seconds that a step counts at most: a pause by SIGSTOP is not training."""

AVERAGED_EVERY = 8
"""Steps between two updates of the moving average."""


class Trainer:
    """A network with AdamW and a moving average; layers that compute in a lower type have float32 masters."""

    def __init__(self, state: State, *, ema: float, dropout: float, left_out: float) -> None:
        self.left_out = left_out
        self.pieces = state["pz"], state["pe"]
        layers = depth(state["net"]) if state.get("net") else Depth()
        self.net = Network(*self.pieces, layers, dropout)
        if state.get("net"):
            weights = state.get("raw") or state["net"]
            self.net.load_state_dict({name: weight.float() for name, weight in weights.items()})
        plain = ("es.weight", "et.weight", "ob")
        self.low = [(name, p) for name, p in self.net.named_parameters() if name not in plain]
        self.full = [self.net.es.weight, self.net.et.weight, self.net.ob]
        self.lowered = COMPUTE is not torch.float32
        self.masters = [p.detach().clone() if self.lowered else p for _, p in self.low]
        self.ema, self.steps, self.tokens = ema, 0, state.get("tokens", 0)
        start = state.get("net") or self.net.state_dict()
        self.average = {name: weight.detach().float().clone() for name, weight in start.items()}
        if self.lowered:
            for master, (_, p) in zip(self.masters, self.low, strict=True):
                p.data = p.data.to(COMPUTE, copy=True)
                master.grad = torch.zeros_like(master)
        # Muon reached the same loss per second.
        self.optimizer = torch.optim.AdamW(
            self.full + self.masters, betas=(0.9, 0.98), eps=1e-8, weight_decay=0.0, fused=True
        )
        if state.get("optimizer"):
            self.optimizer.load_state_dict(state["optimizer"])

    def weights(self) -> dict[str, Tensor]:
        """Return all weights in float32."""
        found = {name: weight.detach().float() for name, weight in self.net.state_dict().items()}
        return found | {
            name: master.detach() for (name, _), master in zip(self.low, self.masters, strict=True)
        }

    def loss(self, batch: Batch, smoothing: float, left_out: float = 0.0) -> tuple[Tensor, int]:
        """Return the mean loss of a batch, without the share of its sentences left out, and its target tokens."""
        source, entered, labels = batch
        h = self.net(source, entered)
        kept = labels != IGNORE
        flat, wanted = h.reshape(-1, h.size(-1))[kept.view(-1).nonzero()[:, 0]], labels[kept]
        weights = self.net.et.weight, self.net.ob
        loss = LinearCrossEntropy.apply(flat, *weights, wanted, smoothing, kept.sum(1), left_out)
        return loss, wanted.numel()

    def step(self, batch: Batch, rate: float) -> float:
        """Learn from one batch; return its loss."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        loss, count = self.loss(batch, 0.1, self.left_out)
        self.net.zero_grad(set_to_none=True)
        loss.backward()
        if self.lowered:
            torch._foreach_copy_([m.grad for m in self.masters], [p.grad for _, p in self.low])
        grads = [p.grad for p in self.full] + [m.grad for m in self.masters]
        norm = torch.linalg.vector_norm(torch.stack(torch._foreach_norm(grads)))
        torch._foreach_mul_(grads, float(min(1.0, 1.0 / (norm + 1e-6))))
        self.optimizer.step()
        if self.lowered:
            torch._foreach_copy_([p.data for _, p in self.low], self.masters)
        self.steps, self.tokens = self.steps + 1, self.tokens + count
        if self.steps % AVERAGED_EVERY == 0:
            now = self.weights()
            names = [name for name in now if name != "pos"]
            old, new = [self.average[n] for n in names], [now[n] for n in names]
            torch._foreach_lerp_(old, new, 1 - self.ema**AVERAGED_EVERY)
        return float(loss.detach())

    def perplexity(self, sources: Ids, targets: Ids) -> float:
        """Return the perplexity of pairs that are not trained on."""
        self.net.eval()
        total, count = 0.0, 0
        with torch.no_grad():
            for indices in batches_of(sources, targets, 2000, random.Random(0)):
                loss, tokens = self.loss(tensors(indices, sources, targets), 0.0)
                total, count = total + float(loss) * tokens, count + tokens
        self.net.train()
        return math.exp(total / max(1, count))

    def save(self, path: Path) -> None:
        """Write the state; the one before stays until that is done."""
        state = {
            "net": self._with_twins(self.average),
            "raw": self._with_twins(self.weights()),
            "optimizer": self.optimizer.state_dict(),
            "tokens": self.tokens,
            "pz": self.pieces[0],
            "pe": self.pieces[1],
        }
        write(state, path)

    def _with_twins(self, weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return weights in which English pieces of the source have their target embeddings written out."""
        shared = (self.net.shared >= 0).nonzero()[:, 0]
        source = weights["es.weight"].clone()
        source[shared] = weights["et.weight"][self.net.shared[shared]]
        return dict(weights) | {"es.weight": source}


def tensors(indices: list[int], sources: Ids, targets: Ids) -> Batch:
    """Return source, decoder input and labels of a batch."""
    source, entered, labels = map(torch.from_numpy, arrays(indices, sources, targets))
    return source, entered, labels


def origin(args: argparse.Namespace, home: Path) -> Path:
    """Return the file to go on from: the home's own state, else the given one, else the embedded package."""
    own = home / "state.pt"
    return own if own.exists() else args.state or newest_package()


def starting_state(args: argparse.Namespace, home: Path) -> State:
    """Return the state to go on from, or one without weights to start from nothing."""
    if not args.new or (home / "state.pt").exists():
        path = origin(args, home)
        state = load(path)
        print(f"going on from {path.name}, {state.get('tokens', 0) / 1e6:.1f} M tokens", flush=True)
        return state
    pieces = Encoder(args.package or newest_package()).vocabularies
    return {"net": None, "pz": pieces[0], "pe": pieces[1], "tokens": 0}


class Run:
    """One run of training: its pairs, its clock, and its output."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args, self.home, self.fine = args, Path(args.home), args.command == "finetune"
        try:
            self.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SystemExit(
                f"{self.home} cannot be made ({error.strerror}): give another with --home"
            ) from None
        state = starting_state(args, self.home)
        if self.fine:
            state = {name: state.get(name) for name in ("net", "pz", "pe", "tokens")}
        torch.manual_seed(1)
        self.chance = random.Random(time.time())
        package = args.package or newest_package()
        self.encoder = Encoder(package, (state["pz"], state["pe"]))
        self.pairs = self._pairs()
        dev = rows(args.eval, DEVELOPMENT)
        self.dev = self.encoder.source([row[0] for row in dev]), self.encoder.target([row[1] for row in dev])
        self.trainer = Trainer(
            state, ema=0.998 if self.fine else 0.9995, dropout=args.dropout, left_out=args.left_out
        )
        self.budget = args.minutes * 60 if args.minutes else math.inf
        self.used = self.saved = self.shown = 0.0
        self.stopped = False

    def _pairs(self) -> Iterator[tuple[Ids, Ids]]:
        domain, general = rows(self.args.corpora, DOMAIN), rows(self.args.corpora, GENERAL)
        general = [row for row in general if len(row[1].split()) >= self.args.shortest]
        general += rows(self.args.corpora, TERMS)
        return chunks(self.encoder, general, domain, self.args.copies, self.chance)

    def go(self) -> None:
        """Train until the time is over or the process is told to stop, then write the state."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        self.trainer.net.train()
        print(f"perplexity on policy and news: {self.trainer.perplexity(*self.dev):.2f}", flush=True)
        began, mean, before = self.trainer.tokens, 0.0, time.monotonic()
        for batch in self._batches():
            loss = self.trainer.step(batch, self._rate())
            mean = 0.995 * mean + 0.005 * loss if mean else loss
            now = time.monotonic()
            self.used, before = self.used + min(now - before, LONGEST_STEP), now
            self._tell(mean, began)
        out = self.home / ("finetuned.pt" if self.fine else "state.pt")
        self.trainer.save(out)
        print(f"{out.name}: {self.trainer.tokens / 1e6:.1f} M tokens", flush=True)

    def _stop(self, *_: object) -> None:
        self.stopped = True

    def _batches(self) -> Iterator[Batch]:
        for sources, targets in self.pairs:
            for indices in batches_of(sources, targets, self.args.tokens, self.chance):
                if self.stopped or self.used > self.budget:
                    return
                yield tensors(indices, sources, targets)

    def _rate(self) -> float:
        fall = max(0.02, 1 - self.used / self.budget) if self.fine else 1.0
        return self.args.rate * min(1.0, (self.trainer.steps + 1) / self.args.warm) * fall

    def _tell(self, loss: float, began: int) -> None:
        """Print the progress and save the state, each when it is due."""
        tokens = self.trainer.tokens
        if self.used - self.shown > SHOWN_EVERY:
            self.shown = self.used
            speed = (tokens - began) / self.used
            print(
                f"{self.used:6.0f} s  {tokens / 1e6:7.2f} M tokens  loss {loss:.3f}  {speed:.0f} tokens/s",
                flush=True,
            )
        if self.used - self.saved > SAVED_EVERY and not self.fine:
            self.saved = self.used
            self.trainer.save(self.home / "state.pt")
            entry = {
                "time": time.time(),
                "tokens": tokens,
                "loss": loss,
                "ppl": self.trainer.perplexity(*self.dev),
            }
            with (self.home / "log.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry) + "\n")
            print(f"saved; perplexity on policy and news {entry['ppl']:.2f}", flush=True)


def status(home: Path) -> None:
    """Print the last five saves."""
    log = home / "log.jsonl"
    if not log.exists():
        print("nothing has been saved yet")
        return
    for line in log.read_text(encoding="utf-8").splitlines()[-5:]:
        entry = json.loads(line)
        when = time.strftime("%m-%d %H:%M", time.localtime(entry["time"]))
        print(
            f"{when}  {entry['tokens'] / 1e6:7.1f} M tokens  loss {entry['loss']:.3f}  perplexity {entry['ppl']:.2f}"
        )


def _options() -> argparse.ArgumentParser:
    home = os.environ.get("TRAINING_HOME", str(Path.home() / ".cache" / "translator-training"))
    parser = argparse.ArgumentParser(prog="training.train", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("command", choices=("run", "finetune", "average", "grow", "status"))
    parser.add_argument("--home", default=home, help="folder of states and log (TRAINING_HOME)")
    for name, variable in (
        ("corpora", "TRAINING_CORPORA"),
        ("eval", "TRANSLATOR_EVAL"),
        ("state", "TRAINING_STATE"),
    ):
        default = os.environ.get(variable)
        parser.add_argument(f"--{name}", type=Path, default=Path(default) if default else None, help=variable)
    parser.add_argument(
        "--package", type=Path, help="package to take the pieces from; default: the embedded one"
    )
    parser.add_argument(
        "--others", type=Path, nargs="+", help="states or packages to average with; default: the embedded one"
    )
    parser.add_argument(
        "--layers", type=int, default=2, help="encoder layers that grow adds, at most as many as there are"
    )
    parser.add_argument("--new", action="store_true", help="start from nothing where there is no state")
    parser.add_argument("--minutes", type=float, default=0, help="stop after this long; 0: never")
    parser.add_argument("--rate", type=float, default=0.0)
    parser.add_argument(
        "--tokens", type=int, default=1600, help="padded tokens a batch; more learns no faster"
    )
    parser.add_argument("--warm", type=int, default=200, help="steps until the full rate")
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument(
        "--left-out",
        type=float,
        default=0.0,
        help="share of each batch's sentences that is not learnt from: those of the highest losses",
    )
    parser.add_argument(
        "--shortest", type=int, help="English words of the shortest general pair; default 0, for finetune 16"
    )
    parser.add_argument(
        "--copies", type=int, help="how often an epoch has the domain's pairs; default 5, for finetune 8"
    )
    return parser


def main() -> None:
    """Run the command."""
    parser = _options()
    args = parser.parse_args()
    if args.command == "status":
        status(Path(args.home))
        return
    if args.command == "average":
        average(Path(args.home), args.others or [newest_package()])
        return
    if args.command == "grow":
        home = Path(args.home)
        grow(origin(args, home), args.layers, home / "state.pt")
        return
    if not 0 <= args.left_out < 1:
        parser.error("--left-out is a share: give 0 or more, and less than 1")
    if not args.corpora or not args.eval:
        parser.error("give --corpora and --eval, or set TRAINING_CORPORA and TRANSLATOR_EVAL")
    fine = args.command == "finetune"
    args.rate = args.rate or (6e-4 if fine else 1e-3)
    args.minutes = args.minutes or (60 if fine else 0)
    args.shortest = (16 if fine else 0) if args.shortest is None else args.shortest
    args.copies = (8 if fine else 5) if args.copies is None else args.copies
    torch.set_num_threads(int(os.environ.get("TRAINING_THREADS", "2")))
    Run(args).go()


if __name__ == "__main__":
    sys.exit(main())
