"""The impact of entries on a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from translator.cli.glossary.diff import change_as_json
from translator.text.counting import counted, first_of

if TYPE_CHECKING:
    from translator.terms.diff import EntryChange
    from translator.terms.impact import Disagreement, EntryImpact, JobImpact, Place

_NAMES_SHOWN = 8
_EXAMPLES_SHOWN = 3
_MADE_AGAIN = ", which the next 'translator run' makes again"


# --- since the reviews -------------------------------------------------------------------------------------------


def print_impact(found: Sequence[JobImpact]) -> None:
    """Print the sentences that disagree by job and term, and which jobs agree."""
    for job in found:
        if job.disagreements:
            _print_job(job)
    touched = [job for job in found if job.drafts]
    for job in touched[:_NAMES_SHOWN]:
        drafts = counted(job.drafts, "draft")
        typer.echo(f"{job.job}: {drafts} touched, which the next 'translator run' makes again")
    if len(touched) > _NAMES_SHOWN:
        typer.echo(f"… and drafts of {counted(len(touched) - _NAMES_SHOWN, 'more job')}")
    agreeing = [job.job for job in found if not job.disagreements]
    names = f" ({first_of(agreeing, _NAMES_SHOWN)})" if agreeing else ""
    typer.echo(f"Jobs that agree: {len(agreeing)} of {len(found)}{names}")


def _print_job(job: JobImpact) -> None:
    agreeing = f", {job.agreeing} agree" if job.agreeing else ""
    typer.echo(f"{job.job}: {counted(len(job.disagreements), 'sentence')} to look at{agreeing}")
    by_term: dict[str, list[Disagreement]] = {}
    for one in job.disagreements:
        by_term.setdefault(one.term, []).append(one)
    for term, several in by_term.items():
        first = several[0]
        forms = " or ".join((first.approved, *first.variants))
        typer.echo(f"  {term} → {forms} ({f'was {first.earlier}' if first.earlier else 'new'})")
        for one in several:
            typer.echo(f"    {one.segment_id}  {one.source}")
            typer.echo(f"    {'':<{len(one.segment_id)}}  {one.english}")
    typer.echo("")


# --- between two term bases --------------------------------------------------------------------------------------


def print_entries(found: Sequence[EntryImpact], jobs: int) -> None:
    """Print what each entry touches with examples, and the totals over a number of jobs."""
    touching = [impact for impact in found if impact.touches]
    for impact in touching:
        _print_entry(impact)
    agreeing = sum(impact.agreeing for impact in found)
    if not touching:
        also = f"; {_sentences(agreeing)} with changed entries agree" if agreeing else ""
        typer.echo(f"Nothing is touched in {counted(jobs, 'job')}{also}")
        return
    reviewed = {place for impact in touching for place in impact.disagreements}
    drafts = {place for impact in touching for place in impact.drafts}
    lost = {place for impact in touching for place in impact.lost} - reviewed - drafts
    names = {place.job for place in reviewed | drafts | lost}
    entries = counted(len(touching), "entry touches", "entries touch")
    again, gone = counted(len(drafts), "draft"), counted(len(lost), "sentence")
    typer.echo(
        f"{entries} {len(names)} of {counted(jobs, 'job')}: {_sentences(len(reviewed))} to look at, "
        f"{again} to translate again" + (f", {gone} without a term" if lost else "")
    )


def _print_entry(impact: EntryImpact) -> None:
    typer.echo(_headline(impact.change))
    agreeing = f", {impact.agreeing} agree" if impact.agreeing else ""
    _print_places(f"{_sentences(len(impact.disagreements))} to look at{agreeing}", impact.disagreements)
    others = [place for place in impact.drafts if place not in impact.lost]
    _print_places(f"{counted(len(others), 'draft')}{_MADE_AGAIN}", others)
    drafts = len(impact.drafts) - len(others)
    among = f"; {counted(drafts, 'draft')} among them{_MADE_AGAIN}" if drafts else ""
    _print_places(f"no longer found in {counted(len(impact.lost), 'sentence')}{among}", impact.lost)
    typer.echo("")


def _headline(change: EntryChange) -> str:
    source, target = change.entry.source, change.entry.target
    if change.old and change.new and change.old.target != target:
        return f"{source}: {change.old.target} → {target}"
    columns = ", ".join(field.column for field in change.fields) or "unchanged; a longer term stands there"
    return f"{source} → {target} ({columns if change.kind.value == 'changed' else change.kind.value})"


def _print_places(title: str, places: Sequence[Place]) -> None:
    if not places:
        return
    typer.echo(f"  {title}")
    for place in places[:_EXAMPLES_SHOWN]:
        where = f"{place.job} {place.segment_id}"
        typer.echo(f"    {where}  {place.source}")
        typer.echo(f"    {'':<{len(where)}}  {place.english}")
    if len(places) > _EXAMPLES_SHOWN:
        typer.echo(f"    … and {len(places) - _EXAMPLES_SHOWN} more")


def _sentences(number: int) -> str:
    return counted(number, "reviewed sentence")


def entry_as_json(impact: EntryImpact) -> dict[str, Any]:
    """Return the impact of an entry as plain values."""
    return {
        **change_as_json(impact.change),
        "disagreements": [asdict(place) for place in impact.disagreements],
        "drafts": [asdict(place) for place in impact.drafts],
        "lost": [asdict(place) for place in impact.lost],
        "agreeing": impact.agreeing,
        "touches": impact.touches,
    }
