"""``translator glossary``."""

from translator.cli.glossary import (
    candidates,
    coverage,
    diff,
    edit,
    impact,
    lint,
    lookup,
    proposals,
    transfer,
)
from translator.cli.glossary.group import app

__all__ = [
    "app",
    "candidates",
    "coverage",
    "diff",
    "edit",
    "impact",
    "lint",
    "lookup",
    "proposals",
    "transfer",
]
