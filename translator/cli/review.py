"""Own ``translator review``: take reviewed tables back, show what they change, settle conflicts, count the effort."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import print_json, progress_shown, say
from translator.cli.options import AsJson, JobsOut
from translator.errors import UsageError

if TYPE_CHECKING:
    from translator.commands.review import Applied, Returned
    from translator.model import Document

CONFLICTS = 4
"""The exit code when something was not applied."""

app = typer.Typer(
    help="Take reviewed tables and CAT tools' files back into their jobs.",
    epilog="Start with: translator review apply NAME.review.docx",
    no_args_is_help=True,
    rich_markup_mode=None,
)

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="The file as it came back: .docx, or .xlf from a CAT tool.")
]
Job = Annotated[
    Path | None,
    typer.Option(
        "--job",
        metavar="XLF",
        help="The job it belongs to. [default: found by the id in the file, beside it or in --out]",
        show_default=False,
    ),
]
Changes = Annotated[
    str,
    typer.Option(
        metavar="accept|reject|author=NAME", help="Which tracked changes count; the others are rejected."
    ),
]
AcceptSource = Annotated[
    bool, typer.Option("--accept-source", help="Take edited Chinese as a correction of the source.")
]


@app.command("apply")
def apply_command(
    file: File,
    job: Job = None,
    out: JobsOut = Path("out"),
    changes: Changes = "accept",
    reviewer: Annotated[
        str,
        typer.Option(help="The reviewer's name. [default: who the file names]", show_default=False),
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Apply nothing if there is any conflict.")] = False,
    accept_source: AcceptSource = False,
    as_json: AsJson = False,
) -> None:
    """Apply a reviewed table, or a CAT tool's XLIFF, to its job and make the job's documents anew.

    Rows whose English was changed, or that say OK, become reviewed; no later run touches them. In XLIFF (1.2, 2.0,
    2.1) the state "reviewed" or "signed-off" is the OK, and "final" stays final. Comments and notes
    stay with their sentence. What is not certain is a conflict: it is listed and the job keeps its text (exit code
    4). Applying the same file twice changes nothing.

    Example: translator review apply page.review.docx --reviewer "Li Wen"
    """
    from translator.cli.review_view import applied_as_json
    from translator.commands.review import apply_file
    from translator.review.results import Options

    options = Options(reviewer=reviewer, strict=strict, accept_source=accept_source)
    done = apply_file(_returned(file, out, job, changes), options)
    if as_json:
        print_json(applied_as_json(done))
    else:
        _print_applied(done, strict=strict)
    if done.review.conflicts:
        raise typer.Exit(CONFLICTS)


@app.command("conflicts")
def conflicts_command(
    path: Annotated[
        Path, typer.Argument(metavar="JOB|FILE", help="A job (.xlf or its folder), or a file that came back.")
    ],
    job: Job = None,
    out: JobsOut = Path("out"),
    changes: Changes = "accept",
    as_json: AsJson = False,
) -> None:
    """List the open conflicts of a job, or those that a returned file would make, with both texts.

    The exit code is 4 when there are any.

    Example: translator review conflicts out/page
    """
    from translator.cli.review_view import conflict_as_json, print_conflict
    from translator.commands.jobs import job_folder, load_job
    from translator.commands.review import is_returned, preview_file
    from translator.review.conflicts import open_conflicts
    from translator.review.results import Options

    if is_returned(path, job):
        found = preview_file(_returned(path, out, job, changes), Options()).review.conflicts
    else:
        found = open_conflicts(load_job(job_folder(path)).document)
    if as_json:
        print_json([conflict_as_json(c) for c in found])
    else:
        for conflict in found:
            print_conflict(conflict)
        typer.echo(f"{len(found)} conflict{'' if len(found) == 1 else 's'}")
    if found:
        raise typer.Exit(CONFLICTS)


class Take(StrEnum):
    """Which text settles a conflict."""

    JOB = "job"
    FILE = "file"
    BOTH = "both"


@app.command("resolve")
def resolve_command(
    job: Annotated[Path, typer.Argument(metavar="JOB", help="The job (.xlf or its folder).")],
    segments: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID...]", help="The sentences, by their №.", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All open conflicts of the job.")] = False,
    take: Annotated[
        Take | None,
        typer.Option(
            help="Keep the job's text, take the file's, or the two put together.", show_default=False
        ),
    ] = None,
    text: Annotated[str | None, typer.Option(help="Another text, for one sentence.")] = None,
    reviewer: Annotated[str, typer.Option(help="Who decides.")] = "reviewer",
) -> None:
    """Settle open conflicts of a job; the sentences become reviewed.

    Example: translator review resolve out/page a01.p003.s02 --take file
    """
    from translator.commands.jobs import job_folder
    from translator.commands.review import change_job
    from translator.review.conflicts import open_conflicts

    names = list(dict.fromkeys(segments or []))
    if every == bool(names):
        said = "sentences are named, and all are wanted" if names else "nothing says which sentences"
        raise UsageError(said, hint="Give the № of sentences, or --all.")
    if (take is None) == (text is None) or (text is not None and len(names) != 1):
        raise UsageError(
            "nothing says which text to take",
            hint="Give --take job, file or both, or --text TEXT for one sentence.",
        )

    def settle(document: Document) -> Document:
        if every:
            names.extend(dict.fromkeys(conflict.segment_id for conflict in open_conflicts(document)))
        return _resolved(document, names, take, text, reviewer)

    change_job(job_folder(job), settle)
    typer.echo(f"{len(names)} settled")


@app.command("diff")
def diff_command(
    path: Annotated[
        Path, typer.Argument(metavar="FILE|JOB", help="A file that came back, or a job (.xlf or its folder).")
    ],
    job: Job = None,
    out: JobsOut = Path("out"),
    changes: Changes = "accept",
    accept_source: AcceptSource = False,
    html: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write a page (HTML).", show_default=False)
    ] = None,
) -> None:
    """Show word by word what a returned file would change, or what reviewers changed in a job's drafts.

    What would be a conflict is shown as well.

    Example: translator review diff page.review.docx --html changes.html
    """
    from translator.cli.review_view import (
        print_conflict,
        print_counts,
        print_edit,
    )
    from translator.commands.jobs import job_folder, load_job
    from translator.commands.review import is_returned, preview_file
    from translator.review.diff_page import diff_page
    from translator.review.results import Options, Review, past_edits
    from translator.workspace import write_atomically

    if html is not None and html.is_file() and html.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"{html}: is there already, and no page", hint="Choose a name that ends in .html.")
    if is_returned(path, job):
        review = preview_file(_returned(path, out, job, changes), Options(accept_source=accept_source)).review
    else:
        document = load_job(job_folder(path)).document
        review = Review(document=document, edits=past_edits(document))
    if html is not None:
        write_atomically(html, diff_page(f"Changes: {path.name}", review))
        typer.echo(f"→ {html}")
        return
    for edit in review.edits:
        print_edit(edit)
    if review.conflicts:
        typer.echo("")
    for conflict in review.conflicts:
        print_conflict(conflict)
    print_counts(review)
    for warning in review.warnings:
        say(f"Note: {warning}")


@app.command("stats")
def stats_command(
    job: Annotated[Path, typer.Argument(metavar="JOB", help="The job (.xlf or its folder).")],
    as_json: AsJson = False,
) -> None:
    """Show how far the reviewed English is from the drafts: by article, engine and origin.

    TER counts edits per 100 reviewed words, a moved phrase as one (lower is nearer); chrF2 is 100 for drafts that were
    right. Sentences that were written anew take longest to measure.

    Example: translator review stats out/page
    """
    from translator.cli.review_view import print_stats, stats_as_json
    from translator.commands.jobs import job_folder, load_job
    from translator.review.stats import review_stats

    folder = job_folder(job)
    with progress_shown(as_json) as progress_for:
        stats = review_stats(load_job(folder).document, progress_for(folder.name))
    if as_json:
        print_json(stats_as_json(stats))
    else:
        print_stats(stats)


# --- helpers ---------------------------------------------------------------------------------------------------


def _returned(file: Path, out: Path, job: Path | None, changes: str) -> Returned:
    from translator.commands.review import Returned, choice_of

    return Returned(file=file, out=out, job=job, choice=choice_of(changes))


def _resolved(
    document: Document, segments: list[str], take: Take | None, text: str | None, reviewer: str
) -> Document:
    from translator.review.conflicts import resolve, texts_to_take

    choices: dict[str, str | None] = dict.fromkeys(segments, text)
    if take in (Take.FILE, Take.BOTH):
        texts = texts_to_take(document, merged=take is Take.BOTH)
        known = {segment.id for segment in document.segments()}
        without = [name for name in segments if name in known and name not in texts]
        if without:
            raise UsageError(
                f"{', '.join(without[:3])}{' …' if len(without) > 3 else ''}: there is no such text, or more than one",
                hint="Keep the job's with --take job, or give the text with --text.",
            )
        choices |= {name: texts[name] for name in segments if name in known}
    return resolve(document, choices, reviewer)


def _print_applied(done: Applied, *, strict: bool) -> None:
    from translator.cli.review_view import print_conflict, print_counts
    from translator.review.results import Action

    review = done.review
    print_counts(review)
    for edit in review.edits:
        for problem in edit.problems:
            say(f"Note: {edit.segment_id}: {problem}")
    for warning in review.warnings:
        say(f"Note: {warning}")
    for conflict in review.conflicts:
        print_conflict(conflict)
    if review.conflicts and strict:
        say("Nothing was applied, because there are conflicts and --strict was given.")
    for path, copy in done.saved.backups if done.saved else ():
        say(f"Note: {path} had been edited; it is kept as {copy}")
    if any(edit.action is Action.SOURCE for edit in review.edits) and done.saved:
        say("Note: Chinese was corrected; run 'translator run' again to translate those sentences anew")
    typer.echo(f"→ {done.folder.path}" if done.saved else "Nothing was written.")
