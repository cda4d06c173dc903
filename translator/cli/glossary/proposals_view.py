"""Proposals on a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import typer

from translator.text.counting import counted

if TYPE_CHECKING:
    from translator.commands.glossary.proposals import Accepted, Decision, ReviewedJobs
    from translator.terms.proposals.evidence import Example
    from translator.terms.proposals.proposal import Proposal, Rendering

WIDTH = 100
INDENT = " " * len("p1234abcd  ")
"""Lines under a proposal begin under its kind."""
_EVIDENCE_SHOWN = 3
_DRAFT_SHOWN = 36


# --- proposals -------------------------------------------------------------------------------------------------


def print_proposal(proposal: Proposal) -> None:
    """Print a proposal with its evidence, the first edits of it in full."""
    if proposal.renderings:
        _print_disagreement(proposal)
        return
    typer.echo(f"{proposal.id}  {proposal.kind.value:<6}  {proposal.source} → {proposal.target}")
    typer.echo(f"{INDENT}{_weighed(proposal)}")
    for example in proposal.evidence[:_EVIDENCE_SHOWN]:
        for line in _evidence(proposal, example):
            typer.echo(f"{INDENT}{line}")
    more = len(proposal.evidence) - _EVIDENCE_SHOWN
    typer.echo(f"{INDENT}… and {more} more\n" if more > 0 else "")


def _print_disagreement(proposal: Proposal) -> None:
    typer.echo(f"{proposal.id}  {proposal.kind.value}  {proposal.source}")
    if proposal.approved:
        typer.echo(f"{INDENT}approved now: {proposal.approved}, kept in {counted(proposal.kept, 'sentence')}")
    for side in proposal.renderings:
        names = ", ".join(f"{name or 'unknown'} {count}" for name, count in side.reviewers.items())
        typer.echo(f"{INDENT}→ {side.target}: {counted(len(side.evidence), 'sentence')} ({names})")
        shown = replace(proposal, target=side.target)
        example = max(side.evidence, key=lambda one: one.edited)
        for line in _evidence(shown, example):
            typer.echo(f"{INDENT}  {line}")
    if proposal.against:
        typer.echo(f"{INDENT}other English in {counted(proposal.against, 'sentence')}")
    typer.echo("")


def _weighed(proposal: Proposal) -> str:
    if proposal.kind == "name":
        return f"made by rule, kept in {counted(proposal.kept, 'sentence')}"
    parts = [counted(len(proposal.evidence), "edit")]
    if proposal.by_rule:
        parts.append(f"by rule: {proposal.by_rule}, kept in {counted(proposal.kept, 'sentence')}")
    if proposal.approved:
        parts.append(f"approved now: {proposal.approved}, kept in {counted(proposal.kept, 'sentence')}")
    if proposal.against:
        parts.append(f"other English in {counted(proposal.against, 'sentence')}")
    return "; ".join(parts)


def _evidence(proposal: Proposal, example: Example) -> Iterator[str]:
    from translator.terms.proposals.context import around_source, passage

    by = f" by {example.reviewer}" if example.reviewer else ""
    yield f"{example.job} {example.segment_id}{by}"
    left, source, right = around_source(example, proposal.source)
    yield "  " + _fitted(left, source, source, right)
    edit = passage(example, proposal.target)
    if edit.before == edit.after:
        kept = _clipped(edit.after, WIDTH - 20)
        yield "  " + _fitted(edit.left, kept, typer.style(kept, fg=typer.colors.GREEN), edit.right)
        return
    old = f"[-{_clipped(edit.before, _DRAFT_SHOWN)}-]" if edit.before else ""
    new = f"{{+{_clipped(edit.after, WIDTH - _DRAFT_SHOWN - 20)}+}}"
    shown = typer.style(old, fg=typer.colors.RED) + typer.style(new, fg=typer.colors.GREEN)
    yield "  " + _fitted(edit.left, old + new, shown, edit.right)


def _fitted(left: str, middle: str, shown: str, right: str) -> str:
    """Return a line that fits the width, cut at both ends; ``middle`` is ``shown`` without colours."""
    from rich.cells import cell_len

    left, right = left.replace("\n", " "), right.replace("\n", " ")
    room = max(WIDTH - len(INDENT) - 3 - cell_len(middle), 0)
    before = _clipped(left, max(room // 2, room - cell_len(right)), at_start=True)
    after = _clipped(right, max(room - cell_len(before), 0))
    return before + shown + after


def _clipped(text: str, room: int, *, at_start: bool = False) -> str:
    """Cut a text to a number of columns, with an ellipsis where something went."""
    from rich.cells import cell_len

    if cell_len(text) <= room:
        return text
    kept = ""
    for character in reversed(text) if at_start else text:
        if cell_len(kept) + cell_len(character) > room - 1:
            break
        kept += character
    return f"…{kept[::-1]}" if at_start else f"{kept}…"


def print_totals(reviewed: ReviewedJobs, found: Sequence[Proposal]) -> None:
    """Print how much was looked at and what can be done next."""
    jobs, sentences = counted(len(reviewed.jobs.documents), "job"), len(reviewed.examples)
    typer.echo(f"{counted(len(found), 'proposal')} from {counted(sentences, 'reviewed sentence')} of {jobs}")
    if found:
        typer.echo("Next: translator glossary accept ID... (or --all), or translator glossary dismiss ID...")
    elif not sentences:
        typer.echo("Proposals come from reviews: apply one with 'translator review apply'.")


def proposal_as_json(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as plain values."""
    return {
        "id": proposal.id,
        "kind": proposal.kind.value,
        "source": proposal.source,
        "target": proposal.target,
        "approved": proposal.approved,
        "by_rule": proposal.by_rule,
        "edits": 0 if proposal.kind == "name" else sum(example.edited for example in proposal.evidence),
        "kept": proposal.kept,
        "against": proposal.against,
        "score": round(proposal.score, 4),
        "doubt": proposal.doubt,
        "evidence": [_example_as_json(example, proposal.target) for example in proposal.evidence],
        "renderings": [_rendering_as_json(side) for side in proposal.renderings],
    }


def _rendering_as_json(side: Rendering) -> dict[str, Any]:
    return {
        "target": side.target,
        "sentences": len(side.evidence),
        "reviewers": side.reviewers,
        "evidence": [_example_as_json(example, side.target) for example in side.evidence],
    }


def _example_as_json(example: Example, target: str) -> dict[str, Any]:
    from translator.terms.proposals.context import passage

    edit = passage(example, target)
    return {
        "job": example.job,
        "segment": example.segment_id,
        "reviewer": example.reviewer,
        "source": example.source,
        "draft": example.before,
        "reviewed": example.after,
        "before": edit.before,
        "after": edit.after,
    }


def print_decision(decision: Decision) -> None:
    """Print what was decided of a proposal."""
    typer.echo(
        f"{decision.id}  {decision.source} → {decision.target}  ({decision.decision} {decision.time[:10]})"
    )


# --- accepting --------------------------------------------------------------------------------------


def print_doubtful(left: Sequence[Proposal]) -> None:
    """Print what --all does not accept, and why."""
    for proposal in left:
        typer.echo(f"{proposal.id}  {proposal.source} → {proposal.target} is left to you: {proposal.doubt}")


def print_accepted(done: Accepted) -> None:
    """Print what was written where."""
    for entry in done.entries:
        source, written = entry.term.source, entry.written
        if entry.before:
            line = f"{source} → {written}, no longer {entry.before}"
        elif entry.term.target != written:
            line = f"{source} → {entry.term.target}, and {written} is accepted too"
        else:
            line = f"{source} → {written}, new"
        typer.echo(f"{entry.file}: {line}")
    for path, copy in done.backups:
        typer.echo(f"{path} as it was is kept as {copy}")
