"""The checks run over a job, and the choice of checks."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from translator.errors import UsageError, did_you_mean
from translator.model import ENGINE, Block, Document, Issue, Role, Segment, Severity
from translator.qa.checks import CHECKS
from translator.qa.model import NO_HOUSE, Check, Material, Pair, Remark
from translator.style import House
from translator.text.sentences import goes_on_after

AS_USUAL: Mapping[str, str] = {}
"""The choice of those checks that are on by themselves."""

Jobs = Sequence[tuple[str, Document]]
"""Jobs by name."""


OFF, ON = "off", "on"
VALUES = (OFF, ON, *map(str, Severity))
"""What may be said of a check: off, on, or on with a severity of its own."""


def chosen(wanted: Mapping[str, str]) -> tuple[Check, ...]:
    """Return the checks of `CHECKS` that are on, when each of these names has one of `VALUES`.

    Raises `UsageError` for an unknown name, with the nearest known one, and for another value.
    """
    for name, value in wanted.items():
        _check_known(name, value)
    return tuple(
        replace(check, severity=Severity(value)) if value in set(Severity) else check
        for check in CHECKS
        if (value := wanted.get(check.name, ON if check.on else OFF)) != OFF
    )


def _check_known(name: str, value: str) -> None:
    names = [check.name for check in CHECKS]
    if name not in names:
        raise UsageError(
            f"{name}: there is no such check",
            hint=f"{did_you_mean(name, names)}See the checks with: translator qa --list",
        )
    if value not in VALUES:
        raise UsageError(f"{name}={value}: this is not known", hint=f"Give {', '.join(VALUES[1:])} or {OFF}.")


def signature(wanted: Mapping[str, str]) -> str:
    """Return a hash that changes with the choice of checks and their severities; empty for the usual ones."""
    checks = chosen(wanted)
    if checks == chosen(AS_USUAL):
        return ""
    said = "\n".join(f"{check.name} {check.severity}" for check in checks)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def material_of(document: Document, published: Jobs = (), house: House = NO_HOUSE) -> Material:
    """Return what the checks look at in a job; of ``published`` jobs the approved segments count."""
    approved = (
        pair
        for name, other in published
        for pair in _pairs(other, name)
        if pair.segment.state.by_person and pair.target.strip()
    )
    return Material(
        pairs=tuple(_pairs(document)),
        published=tuple(approved),
        house=house,
    )


def _pairs(document: Document, job: str = "") -> Iterator[Pair]:
    for block in document.blocks():
        if block.translatable:
            source = target = ""
            for segment in block.segments:
                continues = goes_on_after(source, target)
                yield Pair(segment=segment, role=block.role, job=job, continues=continues)
                source, target = segment.source, segment.target


Findings = Mapping[str, Mapping[Issue, Sequence[Remark]]]
"""The issues of segments by their ids, each with what the checks say of it; only theirs have remarks."""


def findings(
    document: Document,
    wanted: Mapping[str, str] = AS_USUAL,
    published: Jobs = (),
    house: House = NO_HOUSE,
) -> Findings:
    """Return the issues that `run_checks` gives to the segments that have any, with the places that they are about.

    With ``published`` jobs, those that the job is to be consistent with, there may be more.
    """
    found: dict[str, dict[Issue, list[Remark]]] = defaultdict(dict)
    for segment in document.segments():
        for issue in segment.issues:
            if issue.foreign or issue.check == ENGINE:
                found[segment.id][issue] = []
    material = material_of(document, published, house)
    for check in chosen(wanted):
        for pair, said in check.find(material):
            remark = said if isinstance(said, Remark) else Remark(said)
            found[pair.segment.id].setdefault(check.issue(said), []).append(remark)
    return found


def run_checks(document: Document, wanted: Mapping[str, str] = AS_USUAL, house: House = NO_HOUSE) -> Document:
    """Return the document with the findings of the checks that are `chosen` as the issues of its segments.

    What the checks found before is replaced; the engine's own warnings about a draft and the issues of other tools
    stay. ``house`` is the style that the job is to be in.
    """
    found = findings(document, wanted, house=house)

    def checked(segment: Segment) -> Segment:
        issues = tuple(found.get(segment.id, ()))
        return segment if issues == segment.issues else replace(segment, issues=issues)

    def checked_block(block: Block) -> Block:
        segments = tuple(map(checked, block.segments))
        return block if segments == block.segments else replace(block, segments=segments)

    articles = (
        replace(article, blocks=tuple(map(checked_block, article.blocks))) for article in document.articles
    )
    return replace(document, articles=tuple(articles))


def issues_of_segment(segment: Segment, role: Role = Role.PARAGRAPH) -> tuple[Issue, ...]:
    """Return the findings of the checks that are on in one segment alone."""
    return _issues_of_segment(segment, role, (check for check in CHECKS if check.on))


def _issues_of_segment(segment: Segment, role: Role, checks: Iterable[Check]) -> tuple[Issue, ...]:
    material = Material(pairs=(Pair(segment=segment, role=role),))
    return tuple(check.issue(message) for check in checks for _, message in check.find(material))


SERIOUS = frozenset((
    "empty", "copied", "chinese", "dropped", "too-long", "breaks-off", "added-number", "negation", "loop",
    "doubled-word", "unreadable",
))  # fmt: skip
"""Checks of one segment after whose findings an engine is asked again; terms and figures have a ladder of their own."""


def serious_findings(segment: Segment, role: Role = Role.PARAGRAPH) -> tuple[Issue, ...]:
    """Return the findings of the checks `SERIOUS` in one segment."""
    return _issues_of_segment(segment, role, (check for check in CHECKS if check.name in SERIOUS))


def needs_work(segment: Segment) -> bool:
    """Return whether a draft has a finding that it should not be published with: an error, or one of `SERIOUS`."""
    if segment.state.by_person:
        return False
    own = (issue for issue in segment.issues if not issue.foreign and issue.severity is not Severity.INFO)
    return any(issue.severity is Severity.ERROR or issue.check in SERIOUS for issue in own)
