"""``translator tm``: look into, fill, export and prune the translation memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import print_json, progress_shown, say
from translator.cli.options import OUT, AsJson, JobsOut, Memory, Quiet, command_group
from translator.model import State
from translator.text.counting import counted

if TYPE_CHECKING:
    from translator.tm import Difference, Match

app = command_group("Look into the translation memory, fill it, export it, prune it.", "translator tm stats")

Job = Annotated[str | None, typer.Option("--job", metavar="NAME", help="Only the units of this job.")]
OfState = Annotated[
    State | None, typer.Option("--state", help="Only units in this state.", case_sensitive=False)
]


def memory_file(tm: Path | None, out: Path) -> Path:
    """Return the memory that is named, else that of the project."""
    from translator.commands.jobs import memory_path

    return tm or memory_path(out)


@app.command("stats")
def stats_command(tm: Memory = None, out: JobsOut = OUT, as_json: AsJson = False) -> None:
    """Show how much the memory holds: units by state, origin and job, and their times.

    A unit is one source with one target at one place; the same sentence between other neighbours is another
    unit. Times are UTC.

    Example: translator tm stats --tm out/translator.tm.sqlite
    """
    from translator.tm import open_memory

    tm = memory_file(tm, out)
    with open_memory(tm, create=False) as memory:
        found = memory.stats()
    if as_json:
        print_json({"file": str(tm), **asdict(found)})
        return
    typer.echo(f"{tm}: {found.units} units of {found.sources} sources, {found.bytes / 2**20:.1f} MiB")
    typer.echo(f"schema {found.schema}, from {found.oldest or 'unknown'} to {found.newest or 'unknown'}")
    for title, counts in (("state", found.states), ("origin", found.origins), ("job", found.jobs)):
        for line in _counts(title, counts):
            typer.echo(line)


def _counts(title: str, counts: Mapping[str, int], most: int = 20) -> Iterator[str]:
    for name, count in list(counts.items())[:most]:
        yield f"  {title:<7} {name or '(none)':<24} {count}"
    if len(counts) > most:
        yield f"  {title:<7} … and {len(counts) - most} more"


@app.command("lookup")
def lookup_command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A Chinese sentence, or a part of one.")],
    tm: Memory = None,
    out: JobsOut = OUT,
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", min=1, max=100, help="Show at most N units.")
    ] = 5,
    min_score: Annotated[
        float, typer.Option("--min-score", min=0.0, max=1.0, help="Least similarity of a fuzzy match.")
    ] = 0.7,
    as_json: AsJson = False,
) -> None:
    """Show what the memory has for a sentence: exact, with numbers adapted, similar, and with it inside.

    The score is 1 - Levenshtein distance / length of the longer source. In the sources, [-…-] stands only in the
    memory and {+…+} only in your text. Sentences of fewer than three characters are found exactly only.

    Example: translator tm lookup '青岛市共设立博士后站235个。'
    """
    from translator.tm import open_memory

    text = text.strip()
    with open_memory(memory_file(tm, out), create=False) as memory:
        matches = memory.lookup(text, limit=limit, threshold=min_score)
        known = {match.unit for match in matches}
        parts = [match for match in memory.concordance(text, limit) if match.unit not in known]
        matches = (*matches, *parts)
    if as_json:
        print_json([_as_json(match, text) for match in matches])
        return
    for match in matches:
        _print_match(match, text)
    if not matches:
        typer.echo("Nothing in the memory is like this text or contains it.")


def _as_json(match: Match, text: str) -> dict[str, Any]:
    from translator.tm import differences

    steps = differences(match.unit.source, text)
    return {
        "kind": match.kind.value,
        "score": round(match.score, 4),
        "target": match.target,
        "differences": [{"old": step.old, "new": step.new} for step in steps if not step.equal],
        "unit": asdict(match.unit),
    }


def _print_match(match: Match, text: str) -> None:
    from translator.tm import MatchKind, differences

    source = match.unit.source
    shown = source if match.kind is MatchKind.PART else "".join(map(_marked, differences(source, text)))
    # Rounded down: only equal sources are 100 %.
    typer.echo(f"{int(match.score * 100):>3}% {match.kind.value}: {match.target}")
    typer.echo(f"     {shown}")
    unit = match.unit
    about = (unit.state.value, unit.author and f"by {unit.author}", unit.job and f"job {unit.job}", unit.time)
    typer.echo(f"     {', '.join(filter(None, about))}")


def _marked(step: Difference) -> str:
    if step.equal:
        return step.old
    return (f"[-{step.old}-]" if step.old else "") + (f"{{+{step.new}+}}" if step.new else "")


@app.command("import")
def import_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE.tmx...", help="TMX 1.4 files.")],
    tm: Memory = None,
    out: JobsOut = OUT,
    quiet: Quiet = False,
) -> None:
    """Add the Chinese → English units of TMX files; the memory is made when there is none.

    A file goes in whole or not at all. Existing units stay; of two with the same source and neighbours, a person's
    unit wins over a machine's, then the newer unit. Importing a file twice changes nothing. Units from other programs
    count as translated, not as reviewed: they are offered, and never fill a target.

    Example: translator tm import old-project.tmx
    """
    from translator.tm import open_memory
    from translator.tm.transfer import check_tmx, import_tmx

    for file in files:
        check_tmx(file)
    with open_memory(memory_file(tm, out)) as memory, progress_shown(quiet) as progress_for:
        for file in files:
            result = import_tmx(memory, file, progress_for(file.name))
            added = result.added
            typer.echo(f"{file}: {added.new} new, {added.changed} changed, {added.unchanged} there already")
            for reason, count in result.skipped.items():
                say(f"{file}: {counted(count, 'unit')} skipped, {reason}")


@app.command("export")
def export_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.tmx", help="The TMX file to write.")],
    tm: Memory = None,
    out: JobsOut = OUT,
    job: Job = None,
    state: OfState = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if there is one.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write the memory, or a part of it, as TMX 1.4b, for other programs or as a backup.

    Everything is in the file, also state, author, time, job and neighbours, so that importing it gives the same
    memory again.

    Example: translator tm export desk.tmx --state reviewed
    """
    from translator.commands.tm import export_memory
    from translator.tm import Selection

    selection = Selection(job=job, state=state)
    with progress_shown(quiet) as progress_for:
        count = export_memory(memory_file(tm, out), file, selection, progress_for(file.name), force=force)
    typer.echo(f"{file}: {counted(count, 'unit')} written")


@app.command("prune")
def prune_command(
    tm: Memory = None,
    out: JobsOut = OUT,
    older_than: Annotated[
        str | None,
        typer.Option(
            "--older-than",
            metavar="DATE|DAYS",
            help="Only units from before 2023-05-16, or older than 365 days.",
        ),
    ] = None,
    job: Job = None,
    state: OfState = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove units that fit all the conditions given; at least one is needed.

    What is removed is first written as TMX beside the memory, and can be brought back with 'translator tm
    import'. Units without a time are never older than anything.

    Example: translator tm prune --older-than 730 --state translated

    Example: translator tm prune --job qingdao-page-2023-05 --yes
    """
    from translator.commands.tm import prune_memory, time_before
    from translator.tm import Selection

    path = memory_file(tm, out)

    def confirmed(fitting: int, every: int) -> bool:
        return yes or typer.confirm(f"Remove {fitting} of {every} units from {path}?")

    before = None if older_than is None else time_before(older_than)
    selection = Selection(before=before, job=job, state=state)
    done = prune_memory(path, selection, confirmed)
    if done.backup:
        typer.echo(f"Removed {done.fitting} units; they are kept in {done.backup}")
    else:
        typer.echo("Nothing was removed." if done.fitting else "No unit matches; nothing was removed.")
