"""``translator review``: take reviewed tables back, show what they change, settle conflicts, count the effort."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli import options
from translator.cli.console import print_json, progress_shown
from translator.cli.options import OUT, AsJson, JobsOut, check_page, command_group
from translator.cli.settings import checks_of
from translator.commands.conflicts import Take
from translator.errors import UsageError
from translator.text.counting import counted

if TYPE_CHECKING:
    from translator.commands.review import Returned
    from translator.review.results import Options, Review

CONFLICTS = 4
"""The exit code when something was not applied."""

app = command_group(
    "Take reviewed tables and CAT tools' files back into their jobs.",
    "translator review apply NAME.review.docx",
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
Part = Annotated[
    bool,
    typer.Option("--part", help="The file holds a part of the rows; the others are left as they are."),
]
Confirmed = Annotated[
    bool,
    typer.Option(
        "--confirmed",
        help="Take the state *translated* as an approval also where every draft of a file has it.",
    ),
]


@app.command("apply")
def apply_command(
    ctx: typer.Context,
    file: File,
    job: Job = None,
    out: JobsOut = OUT,
    changes: Changes = "accept",
    reviewer: Annotated[
        str,
        typer.Option(help="The reviewer's name. [default: who the file names]", show_default=False),
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Apply nothing if there is any conflict.")] = False,
    accept_source: AcceptSource = False,
    part: Part = False,
    propagate: Annotated[
        bool,
        typer.Option(
            "--propagate/--no-propagate", help="Let drafts of the same sentence follow what was approved."
        ),
    ] = True,
    confirmed: Confirmed = False,
    as_json: AsJson = False,
) -> None:
    """Apply a reviewed table, or a CAT tool's XLIFF, to its job and write the job's documents again.

    Rows whose English was changed, or that say OK, become reviewed; no later run touches them. In XLIFF (1.2, 2.0,
    2.1) a state that was raised is the OK: what a person confirms in a CAT tool. Comments and notes stay with their
    sentence. What is not certain is a conflict: it is listed and the job keeps its text (exit code 4). Applying the
    same file twice changes nothing.

    Example: translator review apply page.review.docx --reviewer "Li Wen"
    """
    from translator.cli.review_view import applied_as_json, print_applied
    from translator.commands.review import apply_everywhere
    from translator.review.results import Options

    options = Options(
        reviewer=reviewer,
        strict=strict,
        accept_source=accept_source,
        part=part,
        propagate=propagate,
        confirmed=confirmed,
        checks=checks_of(ctx),
    )
    results = []
    for done in apply_everywhere(_returned(file, out, job, changes), options):
        if not as_json:
            print_applied(done, strict=strict)
        results.append(done)
    if as_json:
        first, *others = map(applied_as_json, results)
        print_json({**first, "others": others})
    if any(done.review.conflicts for done in results):
        raise typer.Exit(CONFLICTS)


@app.command("conflicts")
def conflicts_command(
    path: Annotated[
        Path, typer.Argument(metavar="JOB|FILE", help="A job (.xlf or its folder), or a file that came back.")
    ],
    job: Job = None,
    out: JobsOut = OUT,
    changes: Changes = "accept",
    part: Part = False,
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
        found = preview_file(_returned(path, out, job, changes), Options(part=part)).review.conflicts
    else:
        found = open_conflicts(load_job(job_folder(path)).document)
    if as_json:
        print_json([conflict_as_json(c) for c in found])
    else:
        for conflict in found:
            print_conflict(conflict)
        typer.echo(counted(len(found), "conflict"))
    if found:
        raise typer.Exit(CONFLICTS)


@app.command("resolve")
def resolve_command(
    ctx: typer.Context,
    job: options.Job,
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
    reviewer: options.Reviewer = "reviewer",
) -> None:
    """Settle open conflicts of a job; the sentences become reviewed, except where only their row was missing.

    Example: translator review resolve out/page a01.p003.s02 --take file
    """
    from translator.commands.conflicts import Settlement, settle_conflicts
    from translator.commands.jobs import job_folder

    names = list(dict.fromkeys(segments or []))
    if every and names:
        raise UsageError(
            "sentence ids and --all exclude each other", hint="Give the № of sentences, or --all."
        )
    if not every and not names:
        raise UsageError("no sentence is named", hint="Give the № of sentences, or --all.")
    if (take is None) == (text is None) or (text is not None and len(names) != 1):
        raise UsageError(
            "give exactly one of --take and --text; --text is for one sentence",
            hint="Give --take job, file or both, or --text TEXT for one sentence.",
        )
    how = Settlement(take=take, text=text, reviewer=reviewer, checks=checks_of(ctx))
    typer.echo(f"{settle_conflicts(job_folder(job), names, how)} settled")


@app.command("diff")
def diff_command(
    path: Annotated[
        Path, typer.Argument(metavar="FILE|JOB", help="A file that came back, or a job (.xlf or its folder).")
    ],
    job: Job = None,
    out: JobsOut = OUT,
    changes: Changes = "accept",
    accept_source: AcceptSource = False,
    part: Part = False,
    confirmed: Confirmed = False,
    html: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write a page (HTML).", show_default=False)
    ] = None,
) -> None:
    """Show word by word what a returned file would change, or what reviewers changed in a job's drafts.

    What would be a conflict is shown as well.

    Example: translator review diff page.review.docx --html changes.html
    """
    from translator.cli.review_view import print_review
    from translator.review.diff_page import diff_page
    from translator.review.results import Options
    from translator.workspace import write_atomically

    check_page(html)
    options = Options(accept_source=accept_source, part=part, confirmed=confirmed)
    review = _review_of(path, _returned(path, out, job, changes), options)
    if html is None:
        print_review(review)
        return
    write_atomically(html, diff_page(f"Changes: {path.name}", review))
    typer.echo(f"→ {html}")


@app.command("stats")
def stats_command(
    job: options.Job,
    html: Annotated[
        Path | None,
        typer.Option(metavar="OUT", help="Write a page with charts (HTML).", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show how far the reviewed English is from the drafts: by article, engine and origin.

    TER counts edits per 100 reviewed words, a moved phrase as one (lower is nearer); chrF2 is 100 for drafts that were
    right. Rewritten sentences take longest to measure.

    Example: translator review stats out/page
    """
    from translator.cli.review_view import print_stats, stats_as_json
    from translator.commands.jobs import job_folder, load_job
    from translator.review.stats import review_stats

    folder = job_folder(job)
    document = load_job(folder).document
    check_page(html)
    with progress_shown(as_json) as progress_for:
        stats = review_stats(document, progress_for(folder.name))
    if html is not None:
        from translator.review.stats_page import stats_page
        from translator.workspace import write_atomically

        write_atomically(html, stats_page(f"Review of {folder.name}", document, stats))
    if as_json:
        print_json(stats_as_json(stats))
    elif html is None:
        print_stats(stats)
    else:
        typer.echo(f"→ {html}")


# --- helpers ---------------------------------------------------------------------------------------------------


def _returned(file: Path, out: Path, job: Path | None, changes: str) -> Returned:
    from translator.commands.review import Returned, choice_of

    return Returned(file=file, out=out, job=job, choice=choice_of(changes))


def _review_of(path: Path, returned: Returned, options: Options) -> Review:
    """Return what a returned file would change, or what reviewers changed in a job."""
    from translator.commands.jobs import job_folder, load_job
    from translator.commands.review import is_returned, preview_file
    from translator.review.results import Review, past_edits

    if is_returned(path, returned.job):
        return preview_file(returned, options).review
    document = load_job(job_folder(path)).document
    return Review(document=document, edits=past_edits(document))
