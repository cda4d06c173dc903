"""Results of an evaluation as JSON and as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translator import __version__
from translator.cli.console import results_console
from translator.model import Evidence, TermStatus

if TYPE_CHECKING:
    from rich.table import Table

    from translator.commands.evaluate import Evaluation, Scores, Share

_SHARES = ("terms", "amounts", "names", "figures")
_WITHOUT_EVIDENCE = {
    TermStatus.OPEN: "no draft",
    TermStatus.FOUND: "found, unknown how",
    TermStatus.MISSING: "missing",
    TermStatus.FORBIDDEN: "a forbidden form instead",
}

# --- JSON ------------------------------------------------------------------------------------------


def as_object(result: Evaluation) -> dict[str, Any]:
    """Return a result as an object for JSON; shares are from 0 to 1, or None where there is nothing to hold."""
    alone = result.engine_alone
    return {
        "set": result.name,
        "sentences": result.pipeline.sentences,
        **_scores_as_json(result.pipeline),
        "evidence": {key.name.lower(): count for key, count in result.terms.items()},
        "engine_alone": _scores_as_json(alone) if alone else None,
        "cost": _rounded(result.cost, 3),
        "unused_spans": result.unused_spans,
        "signatures": dict(result.pipeline.signatures),
        "engine": result.engine,
        "glossary": result.glossary,
        "program": __version__,
    }


def _scores_as_json(scores: Scores) -> dict[str, Any]:
    shares = _shares(scores)
    return {
        "bleu": _rounded(scores.bleu, 2),
        "chrf": _rounded(scores.chrf, 2),
        **{name: _rounded(share.value, 4) for name, share in shares.items()},
        "counts": {name: {"held": share.held, "of": share.of} for name, share in shares.items()},
        "sentences_per_second": _rounded(scores.sentences_per_second, 2),
        "engine_warnings": scores.warnings,
    }


def _shares(scores: Scores) -> dict[str, Share]:
    return {**{kind.value: share for kind, share in scores.spans.items()}, "figures": scores.figures}


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


# --- tables ----------------------------------------------------------------------------------------


def print_tables(results: Sequence[Evaluation]) -> None:
    """Print the figures of every set, how its terms came into the drafts, and what measured them."""
    console = results_console()
    console.print(_table_of_scores(results))
    if any(any(result.terms.values()) for result in results):
        console.print()
        console.print(_table_of_terms(results))
    console.print()
    lines = [line for result in results for line in _details(result)]
    lines += [line for result in results for line in _signatures(result)]
    for line in dict.fromkeys(lines):
        console.print(line, soft_wrap=True)


def _new_table(first: str, *others: str) -> Table:
    from rich.table import Table

    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column(first, overflow="fold", min_width=12)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _table_of_scores(results: Sequence[Evaluation]) -> Table:
    table = _new_table("Set", "BLEU", "chrF", *(name.capitalize() for name in _SHARES), "Sentences/s")
    for result in results:
        table.add_row(Path(result.name).name, *_row(result.pipeline))
        if result.engine_alone:
            table.add_row("  engine alone", *_row(result.engine_alone))
    return table


def _row(scores: Scores) -> list[str]:
    shares = _shares(scores)
    return [
        *("–" if score is None else f"{score:.1f}" for score in (scores.bleu, scores.chrf)),
        *(_percent(shares[name].value) for name in _SHARES),
        f"{scores.sentences_per_second:.1f}",
    ]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}".replace("%", " %")


def _table_of_terms(results: Sequence[Evaluation]) -> Table:
    """Return what each step adds: the term occurrences of each set by how they came into the draft."""
    table = _new_table("Terms and names")
    for result in results:
        table.add_column(Path(result.name).name, justify="right", overflow="fold", min_width=14)
    for key in (*Evidence, *TermStatus):
        counts = [result.terms[key] for result in results]
        if any(counts):
            cells = (_of_all(result.terms[key], sum(result.terms.values())) for result in results)
            table.add_row(_WITHOUT_EVIDENCE[key] if isinstance(key, TermStatus) else key.value, *cells)
    table.add_row("all", *(_of_all(*[sum(result.terms.values())] * 2) for result in results))
    return table


def _of_all(count: int, every: int) -> str:
    return f"{count}  {_percent(count / every if every else None):>7}"


def _details(result: Evaluation) -> Iterator[str]:
    """Yield what the shares are of, and what the pipeline costs."""
    shares = _shares(result.pipeline)
    of = ", ".join(f"{name} {shares[name].of}" for name in _SHARES)
    yield f"{Path(result.name).name}: sentences {result.pipeline.sentences}; {of}"
    if result.pipeline.warnings:
        yield f"  drafts that the engine warned of: {result.pipeline.warnings}"
    if result.cost is not None:
        yield f"  cost: {result.cost:.1f} × one plain pass of the engine"


def _signatures(result: Evaluation) -> Iterator[str]:
    yield f"Engine: {result.engine}"
    for name, signature in result.pipeline.signatures.items():
        yield f"{'BLEU' if name == 'bleu' else 'chrF'} by sacrebleu, {signature}"
