"""``translator glossary``."""

from translator.cli.glossary import candidates, diff, edit, impact, lint, lookup, proposals, transfer
from translator.cli.glossary.group import app

__all__ = ["app", "candidates", "diff", "edit", "impact", "lint", "lookup", "proposals", "transfer"]
