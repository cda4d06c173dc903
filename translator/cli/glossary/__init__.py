"""``translator glossary``."""

from translator.cli.glossary import impact, proposals
from translator.cli.glossary.group import app

__all__ = ["app", "impact", "proposals"]
