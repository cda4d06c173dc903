"""The command group ``translator glossary``, to which each module here adds its commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.cli.console import say_error
from translator.cli.options import command_group

if TYPE_CHECKING:
    from translator.commands.glossary.jobs import Jobs

app = command_group(
    "Learn entries for the term base from reviews; see what a change of entries touches.",
    "translator glossary proposals",
)


def report_damaged(jobs: Jobs) -> None:
    """Print the errors of jobs that cannot be read."""
    for error in jobs.errors:
        say_error(error)
