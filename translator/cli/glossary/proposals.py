"""``translator glossary proposals | accept | dismiss``: entries that reviews teach."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import note, print_json
from translator.cli.glossary.group import app, report_damaged
from translator.cli.options import OUT, AsJson, Glossary, JobPaths, JobsOut
from translator.errors import UsageError

if TYPE_CHECKING:
    from translator.commands.glossary.proposals import Accepted, ReviewedJobs
    from translator.terms.proposals.proposal import Proposal

Least = Annotated[
    int,
    typer.Option("--min", metavar="N", min=2, help="Least number of different sentences that must agree."),
]
Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID...]", help="Proposals, by their id.", show_default=False),
]


@app.command("proposals")
def proposals_command(
    paths: JobPaths = None,
    out: JobsOut = OUT,
    glossary: Glossary = None,
    least: Least = 2,
    dismissed: Annotated[bool, typer.Option("--dismissed", help="Show what was dismissed instead.")] = False,
    as_json: AsJson = False,
) -> None:
    """Propose entries for the term base: terms that reviewers changed the same way in several sentences.

    "disagreement": reviewers render the term in two or more ways, each in several sentences. "new": the term base
    does not have the term. "change": the term base has another English. "variant": reviewers left the approved English
    as often as they changed it. "name": a rule made the name and reviewers kept it; a person's name needs two jobs.
    Each comes with its evidence: where, who, and the words that went [-…-] and came {+…+}. Nothing is written: use
    'translator glossary accept'. Works on jobs whose reviews were applied with 'translator review apply'.

    Example: translator glossary proposals --min 3
    """
    from translator.cli.glossary import proposals_view as view
    from translator.commands.glossary.proposals import Verdict, proposals

    reviewed = _reviewed(paths, out, glossary)
    found = () if dismissed else proposals(reviewed, least)
    decided = [d for d in reviewed.decisions.values() if dismissed and d.decision is Verdict.DISMISSED]
    if as_json:
        rows = [view.proposal_as_json(p) for p in found] + [asdict(d) for d in decided]
        print_json(rows)
        return
    for proposal in found:
        view.print_proposal(proposal)
    for decision in decided:
        view.print_decision(decision)
    if dismissed:
        typer.echo(f"{len(decided)} dismissed")
    else:
        view.print_totals(reviewed, found)


@app.command("accept")
def accept_command(
    ids: Ids = None,
    every: Annotated[bool, typer.Option("--all", help="All proposals that are beyond doubt.")] = False,
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="CSV",
            help="File for new entries. [default: learned.csv in the first folder of term bases in use]",
            show_default=False,
        ),
    ] = None,
    target: Annotated[str, typer.Option(help="Another English, for one proposal.", show_default=False)] = "",
    domain: Annotated[str, typer.Option(help="The domain of new entries.", show_default=False)] = "",
    as_variant: Annotated[
        bool,
        typer.Option(
            "--as-variant", help="Keep the approved English of a term and accept this one beside it."
        ),
    ] = False,
    out: JobsOut = OUT,
    glossary: Glossary = None,
    least: Least = 2,
) -> None:
    """Write proposals into the term base, and show which jobs then disagree.

    A new term becomes a row of --into, or, where a CSV file has it as deprecated, a further row of that file. A changed
    term gets its new English in its own file; the old English is no longer accepted, and is kept in the note. A
    variant is accepted beside the approved English. A file that existed is copied beside itself first. Of a
    disagreement --target says which rendering is taken. --all leaves out what a person has to look at: disagreements,
    other English than the term base or other sentences have, and new terms that fewer than three sentences support.

    Example: translator glossary accept p3f9a2 --target "open competition mechanism"
    """
    from translator.cli.glossary.impact_view import print_impact
    from translator.cli.glossary.proposals_view import print_accepted, print_doubtful
    from translator.commands.glossary.impact import impact
    from translator.commands.glossary.proposals import AcceptOptions, accept
    from translator.commands.termbases import read_termbase

    _check_ids(ids, every)
    if target and len(ids or ()) != 1:
        raise UsageError("--target is for one proposal", hint="Give one id with it.")
    reviewed = _reviewed(None, out, glossary)
    wanted = _wanted(reviewed, ids, least)
    if every:
        print_doubtful([proposal for proposal in wanted if proposal.doubt])
        wanted = tuple(proposal for proposal in wanted if not proposal.doubt)
    if not wanted:
        typer.echo("There is nothing to accept." if every else "Decided already; nothing was written.")
        return
    options = AcceptOptions(into=into, target=target, domain=domain, as_variant=as_variant)
    done = accept(reviewed, wanted, options)
    print_accepted(done)
    used = read_termbase(reviewed.glossaries)
    _warn_unused(done, used.names)
    print_impact(impact(reviewed.jobs, used, [entry.term.source for entry in done.entries]))


@app.command("dismiss")
def dismiss_command(
    ids: Ids = None,
    undo: Annotated[bool, typer.Option("--undo", help="Propose these again.")] = False,
    out: JobsOut = OUT,
    glossary: Glossary = None,
    least: Least = 2,
) -> None:
    """Do not propose these again; with --undo propose them again.

    What was dismissed is kept in translator.proposals.json in the out folder.

    Example: translator glossary dismiss p3f9a2 p81c04
    """
    from translator.cli.glossary.proposals_view import print_decision
    from translator.commands.glossary.proposals import dismiss, undo_dismissal

    _check_ids(ids, every=False)
    if undo:
        for decision in undo_dismissal(out, ids or []):
            print_decision(decision)
        typer.echo("These are proposed again.")
        return
    wanted = _wanted(_reviewed(None, out, glossary), ids, least)
    dismiss(out, wanted)
    typer.echo(f"{len(wanted)} dismissed" if wanted else "Decided already; nothing was written.")


# --- helpers ---------------------------------------------------------------------------------------------------


def _reviewed(paths: list[Path] | None, out: Path, glossary: list[Path] | None) -> ReviewedJobs:
    from translator.commands.glossary.proposals import reviewed_jobs

    reviewed = reviewed_jobs(paths or (), out, tuple(glossary or ()))
    report_damaged(reviewed.jobs)
    return reviewed


def _check_ids(ids: list[str] | None, every: bool) -> None:
    if ids and every:
        raise UsageError("ids and --all were both given", hint="Give ids of proposals or --all, not both.")
    if not (ids or every):
        raise UsageError(
            "no proposal is named", hint="Give ids; see them with: translator glossary proposals"
        )


def _wanted(reviewed: ReviewedJobs, ids: list[str] | None, least: int) -> tuple[Proposal, ...]:
    from translator.commands.glossary.proposals import proposals, proposals_with

    return proposals_with(reviewed, ids, least) if ids else proposals(reviewed, least)


def _warn_unused(done: Accepted, names: tuple[str, ...]) -> None:
    used = {Path(name).resolve() for name in names}
    for file in dict.fromkeys(entry.file for entry in done.entries):
        if file.resolve() not in used:
            note(f"{file} is not among the term bases in use; give it to 'translator run' with --glossary")
