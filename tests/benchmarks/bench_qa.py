"""How precise the checks are on human translations, and how many faults made on purpose they find.

    python -m tests.benchmarks.bench_qa SET.tsv… [--count 1000] [--show CHECK]

or with a folder of sets in TRANSLATOR_EVAL; a line is ``source TAB reference``. The pairs are one job, each a paragraph
of its own, with the terms and places of the starter glossaries and the names by rule. The first table says on how many
of the references a check alarms: all count as false, though some are the translator's slips. For the second one each
reference is damaged in one way where that is possible; a damage is found when there is a finding that the reference
itself does not have, by any check or by one of those that are meant for it.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.bench_numbers import DAMAGES as OF_NUMBERS
from translator.commands.termbases import read_gazetteer, read_termbase
from translator.model import Article, Block, Document, Origin, OriginKind, Role, Segment, TermKind, TermStatus
from translator.names import annotation as names
from translator.numbers import chinese_quantities
from translator.pipeline import map_segments
from translator.qa import CHECKS, material_of
from translator.terms import annotation, proof

Row = tuple[str, str]
Findings = dict[str, set[tuple[str, str]]]
ON = [check for check in CHECKS if check.on]


@dataclass(frozen=True)
class Damage:
    """A way to damage a target, and the checks that are meant to see it; None where it is not possible."""

    name: str
    spoil: Callable[[Segment, random.Random, list[Row]], str | None]
    meant: tuple[str, ...]


# --- damages ---------------------------------------------------------------------------------------------------


def of_number(damage: str) -> Callable[[Segment, random.Random, list[Row]], str | None]:
    pattern, change = OF_NUMBERS[damage]

    def spoil(segment: Segment, chance: random.Random, _: list[Row]) -> str | None:
        places = list(pattern.finditer(segment.target)) if chinese_quantities(segment.source) else []
        if not places:
            return None
        at = chance.choice(places)
        return segment.target[: at.start()] + change(at[0], chance) + segment.target[at.end() :]

    return spoil


def replaced(pattern: str, by: str | Callable[[re.Match[str]], str], flags: int = 0):
    """Return a damage that replaces one place of a pattern in the target."""
    compiled = re.compile(pattern, flags)

    def spoil(segment: Segment, chance: random.Random, _: list[Row]) -> str | None:
        places = list(compiled.finditer(segment.target))
        if not places:
            return None
        at = chance.choice(places)
        return (
            segment.target[: at.start()] + at.expand(by) + segment.target[at.end() :]
            if isinstance(by, str)
            else segment.target[: at.start()] + by(at) + segment.target[at.end() :]
        )

    return spoil


def clause_dropped(segment: Segment, chance: random.Random, _: list[Row]) -> str | None:
    parts = re.split(r"(?<=[,;.])\s+", segment.target)
    long = [at for at, part in enumerate(parts) if len(part.split()) >= 5]
    if len(parts) < 2 or not long:
        return None
    at = chance.choice(long)
    return " ".join((*parts[:at], *parts[at + 1 :]))


def sentence_dropped(segment: Segment, chance: random.Random, _: list[Row]) -> str | None:
    parts = re.split(r"(?<=[a-z\"”][.!?]) (?=[A-Z\"“])", segment.target)
    if len(parts) < 2:
        return None
    at = chance.randrange(len(parts))
    return " ".join((*parts[:at], *parts[at + 1 :]))


def half_cut(segment: Segment, _: random.Random, __: list[Row]) -> str | None:
    words = segment.target.split()
    return " ".join(words[: len(words) // 2]) if len(words) >= 8 else None


def sentence_added(segment: Segment, chance: random.Random, rows: list[Row]) -> str | None:
    other = chance.choice(rows)[1]
    return f"{segment.target} {other}" if len(other) * 2 > len(segment.target) else None


def other_row(segment: Segment, chance: random.Random, rows: list[Row]) -> str | None:
    other = chance.choice(rows)[1]
    return other if other != segment.target and len(segment.source) > 10 else None


def looped(segment: Segment, chance: random.Random, _: list[Row]) -> str | None:
    words = segment.target.split()
    if len(words) < 8:
        return None
    at, size = chance.randrange(3, len(words) - 3), chance.randint(1, 4)
    phrase = words[at - size : at] if at >= size else words[:at]
    return " ".join([*words[:at], *phrase * 4, *words[at:]])


def chinese_left(segment: Segment, chance: random.Random, _: list[Row]) -> str | None:
    words, runs = segment.target.split(), re.findall("[\u4e00-\u9fff]{2,4}", segment.source)
    if not runs or len(words) < 3:
        return None
    at = chance.randrange(1, len(words))
    return " ".join([*words[:at], chance.choice(runs), *words[at + 1 :]])


NEGATION = re.compile(
    r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should|ca|wo)n['’]t\b|\b(do|does|did) not\b"
    r"|\bcannot\b|\bnot (?!only|just|merely)|\bnever\b",
    re.IGNORECASE,
)


def negation_lost(segment: Segment, _: random.Random, __: list[Row]) -> str | None:
    found = list(NEGATION.finditer(segment.target))
    if len(found) != 1 or not re.search("[不未没别勿无]", segment.source):
        return None
    at = found[0]
    verb = at[1] or at[2] or ("can" if at[0].lower() == "cannot" else "")
    verb = {"ca": "can", "wo": "will"}.get(verb.lower(), verb)
    return re.sub(" {2,}", " ", segment.target[: at.start()] + verb + segment.target[at.end() :])


WAYS = (
    ("rose", "fell"),
    ("grew", "shrank"),
    ("increased", "decreased"),
    ("climbed", "dropped"),
    ("up", "down"),
)
TURNED = {one: other for pair in WAYS for one, other in (pair, pair[::-1])}
TURN = (
    r"\b(?:rose|fell|grew|shrank|(?:in|de)creased|climbed|dropped)\b(?=(?: [a-z]+){0,2} \$?\d)"
    r"|\b(?:up|down)\b(?= (?:by )?\d)"
)


def term_swapped(segment: Segment, chance: random.Random, _: list[Row]) -> str | None:
    spans = proof.proofs(segment.terms, segment.target)
    known = [
        span
        for span, term in zip(spans, segment.terms, strict=True)
        if span and term.kind is TermKind.TERM and not term.advisory
    ]
    if not known:
        return None
    start, end = chance.choice(known)
    return segment.target[:start] + "general arrangement" + segment.target[end:]


def name_turned(segment: Segment, _: random.Random, __: list[Row]) -> str | None:
    for term in segment.terms:
        surname, _space, given = term.target.partition(" ")
        found = term.kind is TermKind.PERSON and term.status is TermStatus.FOUND
        if found and given and term.target in segment.target:
            return segment.target.replace(term.target, f"{given} {surname}")
    return None


def small_start(segment: Segment, _: random.Random, __: list[Row]) -> str | None:
    target = segment.target
    ends = segment.source.rstrip().endswith(("。", "！", "？", "；", "”"))
    return target[0].lower() + target[1:] if ends and re.match("[A-Z][a-z]+ ", target) else None


def end_lost(segment: Segment, _: random.Random, __: list[Row]) -> str | None:
    ends = segment.source.rstrip().endswith("。")
    return segment.target[:-1] if ends and re.search(r"[a-z]\.$", segment.target) else None


def article_swapped(segment: Segment, chance: random.Random, _: list[Row]) -> str | None:
    swap = {"a": "an", "an": "a"}
    return replaced(r"(?<= )an?(?= [a-z]{2})", lambda found: swap[found[0]])(segment, chance, _)


DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def next_day(found: re.Match[str]) -> str:
    return DAYS[(DAYS.index(found[0]) + 2) % 7]


def weekday_changed(segment: Segment, chance: random.Random, _: list[Row]) -> str | None:
    named = re.search("周[一二三四五六日]|星期", segment.source)
    return replaced("|".join(DAYS), next_day)(segment, chance, _) if named else None


FIGURES = ("number", "percent", "date", "added-number")
DAMAGED = (
    Damage("no English", lambda *_: "", ("empty",)),
    Damage("the Chinese copied", lambda segment, *_: segment.source, ("copied",)),
    Damage("a Chinese word left", chinese_left, ("chinese",)),
    Damage("cut in the middle", half_cut, ("dropped", "breaks-off", "end-mark")),
    Damage("a sentence dropped", sentence_dropped, ("dropped",)),
    Damage("a clause dropped", clause_dropped, ("dropped",)),
    Damage("another sentence added", sentence_added, ("too-long",)),
    Damage("the English of another sentence", other_row, ("dropped", "too-long")),
    Damage("one digit changed", of_number("one digit changed"), FIGURES),
    Damage("figure × 10", of_number("figure × 10"), FIGURES),
    Damage("figure dropped", of_number("figure dropped"), FIGURES),
    Damage("million for billion", of_number("another scale word"), FIGURES),
    Damage("another weekday", weekday_changed, ("date",)),
    Damage("a negation lost", negation_lost, ("negation",)),
    Damage("a rise for a fall", replaced(TURN, lambda at: TURNED[at[0]]), ("direction",)),
    Damage("a term swapped", term_swapped, ("term",)),
    Damage("given name before surname", name_turned, ("name-order",)),
    Damage("a loop", looped, ("loop", "doubled-word")),
    Damage("a word doubled", replaced(r"\b(?:the|of|in|a|and|to|with)\b", r"\g<0> \g<0>"), ("doubled-word",)),
    Damage("an unknown token", replaced(r"(?<= )[A-Za-z]{4,}\b", "⁇"), ("unreadable",)),
    Damage("small first letter", small_start, ("sentence-start",)),
    Damage("a for an", article_swapped, ("article",)),
    Damage("no end mark", end_lost, ("end-mark",)),
    Damage("no question mark", replaced(r"\?(?=[\"”’]?$)", "."), ("question",)),
    Damage("a quotation mark lost", replaced("[\"“”]", ""), ("quotes",)),
    Damage("a bracket lost", replaced(r"[()]", ""), ("brackets",)),
    Damage("a full-width comma", replaced(", ", "，"), ("full-width",)),
    Damage("a space before a comma", replaced(r"(?<=[a-z]), ", " , "), ("spacing",)),
    Damage("two full stops", replaced(r"(?<=[a-z])\.$", ".."), ("doubled-mark",)),
)  # fmt: skip


# --- measuring -------------------------------------------------------------------------------------------------


def job(rows: Sequence[Row]) -> Document:
    """Return the pairs as a job with terms and names marked."""
    by_engine = Origin(kind=OriginKind.MT)
    articles = []
    for at, (source, _) in enumerate(rows):
        segment = Segment(id=f"s{at}", source=source)
        block = Block(id=f"b{at}", role=Role.PARAGRAPH, text=source, segments=(segment,))
        articles.append(Article(id=f"a{at}", title="", blocks=(block,)))
    document = annotation.annotate(Document(name="set", articles=tuple(articles)), read_termbase(()))
    document = names.annotate(document, read_gazetteer())
    targets = iter([target for _, target in rows])
    return map_segments(document, lambda s: proof.verify(s.drafted(next(targets), by_engine)))


def findings(document: Document) -> Findings:
    """Return what every check finds, as pairs of segment and message."""
    material = material_of(document)
    return {
        check.name: {(pair.segment.id, message) for pair, message in check.find(material)} for check in ON
    }


def with_damage(document: Document, damage: Damage, rows: list[Row]) -> tuple[Document, set[str]]:
    """Return the job with every target damaged where that is possible, and the ids of those segments."""
    chance, ids = random.Random(damage.name), set[str]()
    by_engine = Origin(kind=OriginKind.MT)

    def spoilt(segment: Segment) -> Segment:
        target = damage.spoil(segment, chance, rows)
        if target is None or target == segment.target:
            return segment
        ids.add(segment.id)
        return proof.verify(segment.drafted(target, by_engine))

    return map_segments(document, spoilt), ids


def main() -> None:
    """Print both tables for every set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    default = os.environ.get("TRANSLATOR_EVAL")
    parser.add_argument("files", nargs="*", type=Path, default=[Path(default)] if default else [])
    parser.add_argument("--count", type=int, default=None)
    parser.add_argument("--show", default="")
    arguments = parser.parse_args()
    if not arguments.files:
        parser.error("give files of sentence pairs or a folder of them, or set TRANSLATOR_EVAL")
    for path in arguments.files:
        for file in sorted(path.glob("*.tsv")) if path.is_dir() else [path]:
            lines = [line.split("\t") for line in file.read_text("utf-8").splitlines()]
            rows = [(line[0], line[1]) for line in lines if len(line) > 1][: arguments.count]
            report(file.name, rows, arguments.show)


def report(name: str, rows: list[Row], show: str) -> None:
    """Print the alarms of every check on the references, and how many damages are found."""
    document = job(rows)
    start = time.process_time()
    own = findings(document)
    spent = time.process_time() - start
    print(f"\n{name}: {len(rows):,} pairs, {spent / len(rows) * 1000:.2f} ms a pair")
    for check in ON:
        alarms = len({segment for segment, _ in own[check.name]})
        print(f"  {check.name:<16} {alarms:>5} = {alarms / len(rows):.2%}")
    for segment, message in sorted(own.get(show, ())):
        print(f"\n  {message}\n  {rows[int(segment[1:])]}")
    for damage in DAMAGED:
        damaged, ids = with_damage(document, damage, rows)
        new = {check: found - own[check] for check, found in findings(damaged).items()}
        seen = {segment for found in new.values() for segment, _ in found} & ids
        meant = {segment for check in damage.meant for segment, _ in new[check]} & ids
        share = [len(one) / max(len(ids), 1) for one in (meant, seen)]
        by = ", ".join(damage.meant)
        print(f"  {damage.name:<32} {len(ids):>5}  {share[0]:>6.1%} by {by}; {share[1]:.1%} by any")


if __name__ == "__main__":
    main()
