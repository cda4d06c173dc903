"""The checks run over term bases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from translator.errors import UsageError, did_you_mean
from translator.terms.lint.checks import CHECKS
from translator.terms.lint.model import Check, Finding, TermTables


def chosen(only: Collection[str] = (), skip: Collection[str] = ()) -> tuple[Check, ...]:
    """Return the checks of `CHECKS` with these names, all without ``only``; raise `UsageError` for an unknown name."""
    known = [check.name for check in CHECKS]
    unknown = [name for name in (*only, *skip) if name not in known]
    if unknown:
        raise UsageError(
            f"{', '.join(unknown)}: there is no such check",
            hint=f"{did_you_mean(unknown[0], known)}See the names with: translator glossary lint --list",
        )
    return tuple(check for check in CHECKS if (not only or check.name in only) and check.name not in skip)


def run_checks(tables: TermTables, checks: Iterable[Check] = CHECKS) -> tuple[Finding, ...]:
    """Return what the checks find, by file (in the order of the tables) and line."""
    order = {table.name: number for number, table in enumerate(tables.tables)}
    found = [finding for check in checks for finding in _findings(check, tables)]
    return tuple(sorted(found, key=lambda finding: (order[finding.file], finding.line, finding.check)))


def _findings(check: Check, tables: TermTables) -> Iterator[Finding]:
    for problem in check.find(tables):
        yield Finding(
            file=problem.row.file,
            line=problem.row.line,
            check=check.name,
            source=problem.row.source,
            problem=problem.what,
            advice=problem.advice,
            mendable=problem.mendable and problem.row.editable,
        )
