"""The command group ``translator glossary``, to which each module here adds its commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.cli.console import say_error
from translator.cli.options import command_group

if TYPE_CHECKING:
    from translator.commands.glossary.jobs import Jobs

app = command_group(
    "Look up, add, check and learn entries of the term base; see what a change of entries touches.",
    "translator glossary proposals",
)


DIFFERENT = 3
"""Exit code when two term bases differ, or when their difference touches jobs."""


def report_damaged(jobs: Jobs) -> None:
    """Print the errors of jobs that cannot be read."""
    for error in jobs.errors:
        say_error(error)
