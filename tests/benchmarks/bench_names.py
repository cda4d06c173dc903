"""Names found by rule: how many of them are names, and how many of the names are found.

    python -m tests.benchmarks.bench_names CORPUS.tsv [--part held-out] [--show 60] [--seed 1]

Each line is ``source TAB reference TAB zh=en|zh=en|…``, the last part the aligned spans. A line is a document of its
own, so that no name is helped by another sentence. A name that is found counts as right when the reference has its
English (case, spacing, hyphens and apostrophes aside); a derived name also by its specific part alone, since a
reference may go on with ``the county``. The names to find are the spans whose English is the pinyin of the Chinese in
two words (people), or pinyin with a generic part (places and organizations), unless the starter glossary of places has
them. The rules were written with four fifths of a corpus; the held-out fifth is told by a hash of the line. ``--show``
prints what counts as wrong and what is missed, for a reader to judge.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from translator.commands.termbases import read_gazetteer
from translator.model import Article, Block, Document, Role, Segment, TermKind, TermMatch
from translator.names import Gazetteer, annotate
from translator.names.places import GENERICS
from translator.terms.matching import Matcher
from translator.terms.termbase import Term
from translator.text.pinyin import COMPOUND_SURNAMES


class Row(NamedTuple):
    source: str
    reference: str
    spans: tuple[tuple[str, str], ...]


@dataclass
class Count:
    """Figures of one kind of name, with what was wrong and what was missed."""

    found: int = 0
    right: int = 0
    handed_over: int = 0
    handed_over_right: int = 0
    nearly: int = 0
    wanted: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        recall = 1 - len(self.missed) / max(self.wanted, 1)
        yield f"  found {self.found}, right {self.right} ({self.right / max(self.found, 1):.1%})"
        yield f"  right, or right in the specific part: {self.nearly} ({self.nearly / max(self.found, 1):.1%})"
        share = self.handed_over_right / max(self.handed_over, 1)
        yield f"  of them not advisory {self.handed_over}, right {self.handed_over_right} ({share:.1%})"
        yield f"  wanted {self.wanted}, found of them {recall:.1%}"


# --- the corpus ------------------------------------------------------------------------------------


def rows(path: Path, part: str) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        source, reference, spans = (*line.split("\t"), "", "")[:3]
        held_out = int(sha256(line.encode()).hexdigest(), 16) % 5 == 0
        if part in ("all", "held-out" if held_out else "tuning"):
            pairs = (tuple(span.split("=", 1)) for span in spans.split("|") if "=" in span)
            yield Row(source, reference, tuple((zh, en) for zh, en in pairs))


@cache
def readings(char: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
    return frozenset(reading.replace("ü", u) for reading in found for u in ("u", "v", "yu"))


def spells(chinese: str, english: str) -> bool:
    """Return whether the English is the pinyin of the Chinese, in any reading of its characters."""
    ends = {0}
    letters = plain(english)
    for char in chinese:
        ends = {end + len(r) for end in ends for r in readings(char) if letters.startswith(r, end)}
    return len(letters) in ends


def plain(english: str) -> str:
    return re.sub("[^a-z]", "", english.lower().replace("ü", "yu"))


def is_person(chinese: str, english: str) -> bool:
    words = english.split()
    compound = chinese[:2] in COMPOUND_SURNAMES
    if not re.fullmatch("[\u4e00-\u9fff]{2,4}", chinese) or len(words) != 2 or not english.istitle():
        return False
    return (len(chinese) < 4 or compound) and any(
        spells(chinese[:length], words[0]) and spells(chinese[length:], words[1]) for length in (1, 2)
    )


def is_derivable(chinese: str, english: str) -> bool:
    generic = next((g for g in sorted(GENERICS, key=len, reverse=True) if chinese.endswith(g)), "")
    words = english.removeprefix("the ").removeprefix("The ")
    return any(
        words.lower().endswith(f" {form}".lower().rstrip())
        and spells(chinese.removesuffix(generic), words[: len(words) - len(form)])
        for form in GENERICS.get(generic, ())
    )


# --- the measurement -------------------------------------------------------------------------------


def annotated(row: Row, matcher: Matcher, gazetteer: Gazetteer) -> tuple[TermMatch, ...]:
    """Return the terms and names of a line that is a document of its own."""
    segment = Segment(id="s1", source=row.source, terms=matcher.find(row.source))
    block = Block(id="b1", role=Role.PARAGRAPH, text=row.source, segments=(segment,))
    page = Document(name="line", articles=(Article(id="a1", title="", blocks=(block,)),))
    (marked,) = annotate(page, gazetteer).segments()
    return marked.terms


def count(row: Row, terms: tuple[TermMatch, ...], people: Count, places: Count) -> None:
    covered = [(term.start, term.end) for term in terms if term.kind is TermKind.TERM]
    found = {term.source for term in terms}
    for term in terms:
        if term.kind is not TermKind.TERM:
            score(row, term, people if term.kind is TermKind.PERSON else places)
    for chinese, english in row.spans:
        at = row.source.find(chinese)
        if any(start < at + len(chinese) and at < end for start, end in covered):
            continue
        kind = people if is_person(chinese, english) else places if is_derivable(chinese, english) else None
        if kind:
            kind.wanted += 1
            kind.missed += [] if chinese in found else [shown(row, at, at + len(chinese))]


def score(row: Row, term: TermMatch, kind: Count) -> None:
    reference = plain(row.reference)
    forms = [term.target, *term.variants]
    right = any(plain(form) in reference for form in forms)
    specific = term.kind is TermKind.DERIVED and any(plain(form.split(" ")[0]) in reference for form in forms)
    kind.right += right
    kind.nearly += right or specific
    kind.handed_over += not term.advisory
    kind.handed_over_right += not term.advisory and (right or specific)
    if not (right or specific):
        kind.wrong.append(shown(row, term.start, term.end))
    kind.found += 1


def shown(row: Row, start: int, end: int) -> str:
    text = row.source
    return f"{text[max(0, start - 8) : start]}[{text[start:end]}]{text[end : end + 6]}"


def main() -> None:
    """Print the figures of both kinds of names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", choices=("held-out", "tuning", "all"), default="held-out")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    gazetteer = read_gazetteer()
    matcher = Matcher(Term(source=zh, target=en) for zh, en in gazetteer.names.items())
    people, places, spent, lines = Count(), Count(), 0.0, 0
    for row in rows(arguments.corpus, arguments.part):
        began = time.process_time()
        terms = annotated(row, matcher, gazetteer)
        spent += time.process_time() - began
        lines += 1
        count(row, terms, people, places)
    print(f"{arguments.part}: {lines} lines, {1000 * spent / max(lines, 1):.2f} ms a line")
    chance = random.Random(arguments.seed)
    for name, kind in (("people", people), ("places and organizations", places)):
        print(name, *kind.lines(), sep="\n")
        for label, examples in (("wrong", kind.wrong), ("missed", kind.missed)):
            for example in chance.sample(examples, min(arguments.show, len(examples))):
                print(f"    {label}: {example}")


if __name__ == "__main__":
    main()
