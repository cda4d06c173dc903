"""``translator glossary``."""

from translator.cli.glossary import diff, impact, lint, lookup, proposals
from translator.cli.glossary.group import app

__all__ = ["app", "diff", "impact", "lint", "lookup", "proposals"]
