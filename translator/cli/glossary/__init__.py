"""``translator glossary``."""

from translator.cli.glossary import candidates, diff, impact, lint, lookup, proposals
from translator.cli.glossary.group import app

__all__ = ["app", "candidates", "diff", "impact", "lint", "lookup", "proposals"]
