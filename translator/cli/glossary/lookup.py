"""``translator glossary lookup``: a text in the term bases and in the jobs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import print_json, results_console
from translator.cli.glossary.group import app, report_damaged
from translator.cli.options import OUT, AsJson, Glossary, JobsOut
from translator.errors import quoted
from translator.text.counting import counted

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from translator.commands.glossary.lookup import Lookup
    from translator.terms.concordance import Place
    from translator.terms.lookup import Hit


@app.command("lookup")
def lookup_command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A Chinese or English text.")],
    out: JobsOut = OUT,
    glossary: Glossary = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="Show at most N entries of each kind.")
    ] = 10,
    examples: Annotated[
        int, typer.Option("--examples", metavar="N", min=0, help="Show at most N sentences of the jobs.")
    ] = 5,
    as_json: AsJson = False,
) -> None:
    """Look a text up: its entry, longer and similar ones, and how the jobs render it.

    Chinese is compared with the sources, in Simplified or Traditional characters, with or without quotation marks;
    English with the approved, the other accepted and the forbidden forms. The sentences of the jobs show the term and
    its English between brackets, those without the approved English first. The exit code is 0 when an entry has the
    text, and 1 when none has.

    Example: translator glossary lookup 揭榜挂帅
    """
    from translator.commands.glossary.lookup import lookup

    found = lookup(text, tuple(glossary or ()), out, limit)
    if as_json:
        print_json(_as_json(found, examples))
    else:
        _print(found, examples)
    report_damaged(found.jobs)
    if not found.exact:
        raise typer.Exit(1)


# --- on a terminal -----------------------------------------------------------------------------------------------

_WIDEST_CHINESE = 24
"""Columns of a terminal for the Chinese of an entry; a longer one is folded."""


def _print(found: Lookup, examples: int) -> None:
    console = results_console()
    _print_entries(found, console)
    if not found.exact:
        nearest = "; the nearest are above" if found.hits else ""
        typer.echo(f"{found.text}: none of {found.entries} entries has it{nearest}")
    _print_places(found, examples, console)
    if not found.exact:
        typer.echo(_next_step(found.text))


def _print_entries(found: Lookup, console: Console) -> None:
    """Print the entries below how they are like the text: the Chinese, and beside it all that the entry says."""
    from rich.cells import cell_len
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    widest = max((cell_len(hit.term.source) for hit in found.hits), default=0)
    for likeness, hits in groupby(found.hits, key=lambda hit: hit.likeness):
        console.print(Text(likeness, style="bold"))
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(width=min(widest, _WIDEST_CHINESE), overflow="fold")
        table.add_column(overflow="fold")
        for hit in hits:
            table.add_row(hit.term.source, _entry(hit, found.overridden.get(hit.term.place, "")))
        console.print(Padding(table, (0, 0, 0, 2)))


def _entry(hit: Hit, instead: str) -> Text:
    """Return the text beside the Chinese: the English, its other forms, and the place of the entry."""
    from rich.text import Text

    term = hit.term
    score = f"{hit.score:.0f} %" if hit.likeness == "similar" else ""
    via = "" if hit.column in ("source", "target") else hit.column.value
    why = ", ".join(filter(None, (score, via)))
    accepted = (*term.variants, term.abbreviation) if term.abbreviation else term.variants
    lines = [
        f"also: {'; '.join(accepted)}" if accepted else "",
        f"never: {'; '.join(term.forbidden)}" if term.forbidden else "",
        f"status: {term.status}" if term.status else "",
        "; ".join(filter(None, (term.domain, term.reference, term.note))),
        f"{term.place}, overridden by {instead}" if instead else term.place,
    ]
    shown = Text.assemble((term.target, "bold"), f"  ({why})" if why else "")
    return shown.append("".join(f"\n{line}" for line in lines if line))


def _print_places(found: Lookup, most: int, console: Console) -> None:
    from rich.padding import Padding

    from translator.terms.concordance import counts, examples

    jobs = counted(len(found.jobs.documents), "job")
    if not found.jobs.documents:
        return
    if not found.places:
        typer.echo(f"\nIn 0 of {jobs}")
        return
    in_jobs = len({place.job for place in found.places})
    said = ", ".join(f"{number} {rendering}" for rendering, number in counts(found.places).items())
    times = counted(len(found.places), "time")
    typer.echo(f"\nIn {in_jobs} of {jobs}, {times}{f': {said}' if said else ''}")
    for place in examples(found.places, most):
        state = f"{place.state}{f' by {place.reviewer}' if place.reviewer else ''}"
        typer.echo(f"  {place.job} {place.segment_id}, {state}")
        for text in _sentence(place):
            console.print(Padding(text, (0, 0, 0, 4)))


_BESIDE_CHINESE, _BESIDE_ENGLISH = 24, 60
"""Characters of a sentence that are shown on either side of what is marked."""


def _sentence(place: Place) -> tuple[Text, Text]:
    """Return the Chinese and the English of a place, with the term marked in both."""
    chinese = _marked(place.source, (place.start, place.end), _BESIDE_CHINESE)
    english = _marked(place.english, place.spot or (0, 0), _BESIDE_ENGLISH)
    if place.rendering not in ("approved", "no entry"):
        english = english.append(f" ({place.rendering})", style="red")
    return chinese, english


def _marked(text: str, span: tuple[int, int], beside: int) -> Text:
    """Return a text with one part between brackets and in bold, so that it shows without colours too."""
    from rich.text import Text

    start, end = span
    if start == end:
        return Text(text)
    left, right = text[max(start - beside, 0) : start], text[end : end + beside]
    left = f"…{left}" if start > beside else left
    right = f"{right}…" if len(text) - end > beside else right
    return Text.assemble(left, (f"[{text[start:end]}]", "bold green"), right)


def _next_step(text: str) -> str:
    from translator.text.scripts import has_han

    if has_han(text):
        return f"Next: translator glossary add {quoted(text)} ENGLISH"
    return f"Next: look the Chinese up, or add it: translator glossary add CHINESE {quoted(text)}"


# --- JSON --------------------------------------------------------------------------------------------------------


def _as_json(found: Lookup, most: int) -> dict[str, Any]:
    from translator.terms.concordance import counts, examples

    return {
        "text": found.text,
        "found": bool(found.exact),
        "entries": found.entries,
        "hits": [_hit_as_json(hit, found.overridden.get(hit.term.place)) for hit in found.hits],
        "jobs": len(found.jobs.documents),
        "renderings": {rendering.name.lower(): n for rendering, n in counts(found.places).items()},
        "examples": [_place_as_json(place) for place in examples(found.places, most)],
    }


def _hit_as_json(hit: Hit, instead: str | None) -> dict[str, Any]:
    term = hit.term
    return {
        "likeness": hit.likeness.name.lower(),
        "score": hit.score,
        "column": hit.column,
        "form": hit.form,
        "source": term.source,
        "target": term.target,
        "variants": list(term.variants),
        "abbreviation": term.abbreviation,
        "forbidden": list(term.forbidden),
        "domain": term.domain,
        "note": term.note,
        "reference": term.reference,
        "status": term.status or "preferred",
        "file": term.file,
        "line": term.line,
        "overridden_by": instead,
    }


def _place_as_json(place: Place) -> dict[str, Any]:
    return {
        "job": place.job,
        "segment": place.segment_id,
        "state": place.state,
        "reviewer": place.reviewer,
        "source": place.source,
        "source_span": [place.start, place.end] if place.end else None,
        "english": place.english,
        "english_span": list(place.spot) if place.spot else None,
        "rendering": place.rendering.name.lower(),
    }
