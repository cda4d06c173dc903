"""Every check of a translation explains itself by examples that are true."""

import re

import pytest

from translator.model import Article, Block, Document, Origin, OriginKind, Role, Segment
from translator.names import Gazetteer
from translator.pipeline import annotate, map_segments
from translator.qa import CHECKS, Category, material_of
from translator.style import House
from translator.terms import proof
from translator.terms.termbase import Term, Termbase

BLOCK = re.compile(r"^    (Terms|Passes|Fails):\n((?:^ {8}.*\n)+)", re.M)
NAMES = [check.name for check in CHECKS]
ROLES = {"# ": Role.HEADLINE, "@ ": Role.BYLINE}
HOUSE = House(values=(("headlines", "title"),))


def blocks(check):
    """Return the lines of the docstring's examples by what they are."""
    return {kind: [line.strip() for line in body.splitlines()] for kind, body in BLOCK.findall(check.help)}


def terms(lines):
    """Return the term base of lines such as ``中国 = China | PRC, not Sina``."""
    for line in lines:
        source, english = line.split(" = ")
        accepted, _, forbidden = english.partition(", not ")
        target, *variants = accepted.split(" | ")
        forms = (forbidden,) if forbidden else ()
        yield Term(source=source, target=target, variants=tuple(variants), forbidden=forms)


def parts(line):
    """Return role, Chinese and English of a line such as ``# 会议 = Meeting``."""
    role = ROLES.get(line[:2], Role.PARAGRAPH)
    source, english = (line if role is Role.PARAGRAPH else line[2:]).split(" =", 1)
    return role, source, english.strip()


def job(lines, termbase):
    """Return the job of lines, a block each, with its terms and names."""
    rows = [parts(line) for line in lines]
    blocks = tuple(
        Block(id=f"b{at}", role=role, text=source, segments=(Segment(id=f"s{at}", source=source),))
        for at, (role, source, _) in enumerate(rows)
    )
    article = Article(id="a", title="", blocks=blocks)
    marked = annotate(Document(name="page", articles=(article,)), termbase, Gazetteer())
    targets = iter([english for _, _, english in rows])
    by_engine = Origin(kind=OriginKind.MT)
    return map_segments(marked, lambda segment: proof.verify(segment.drafted(next(targets), by_engine)))


def found(check, lines, of_terms):
    termbase = Termbase(terms=tuple(terms(of_terms)))
    return list(check.find(material_of(job(lines, termbase), house=HOUSE)))


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_a_check_explains_itself_in_a_sentence_and_two_examples(check):
    assert re.match(r"Report .*\.", check.help)
    assert {"Passes", "Fails"} <= set(blocks(check))
    assert check.category in Category


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_the_passing_example_passes_every_check_that_is_on(check):
    examples = blocks(check)
    for one in CHECKS:
        if one.on or one is check:
            assert found(one, examples["Passes"], examples.get("Terms", [])) == [], one.name


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_the_failing_example_fails_and_the_message_is_one_sentence_without_a_full_stop(check):
    examples = blocks(check)
    messages = [message for _, message in found(check, examples["Fails"], examples.get("Terms", []))]
    assert messages
    assert all(message == message.strip() and not message.endswith(".") for message in messages)


WORDS = {
    "dropped": ("部署了农村改革任务，要求各部门加强监督检查", "", ""),
    "breaks-off": ("", "the.", ""),
    "number": ("90亿元", "90 billion yuan", "9 billion yuan"),
    "negation": ("不同意", "", ""),
    "direction": ("增长", "down", ""),
    "forbidden-term": ("中国式现代化", "Chinese-style modernization", "Chinese modernization"),
    "name-spelling": ("覃小明", "Tan Xiaoming", "Qin Xiaoming"),
    "article": ("", "A apple", "An apple"),
    "full-width": ("", "《》。", ""),
    "code": ("C919", "", "C919"),
    "house-style": ("", "", "Meeting Held in Beijing"),
}
"""Of the failing example: the Chinese and the English that the finding is about, and the wording to use."""


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_a_finding_says_which_words_it_is_about(check):
    examples = blocks(check)
    remarks = found(check, examples["Fails"], examples.get("Terms", []))
    for pair, remark in remarks:
        for text, side in ((pair.source, "source"), (pair.target, "target")):
            assert all(0 <= start < end <= len(text) for start, end in getattr(remark, side, ()))
    if check.name in WORDS:
        ((pair, remark),) = remarks
        source, target = (
            "".join(text[slice(*span)] for span in spans)
            for text, spans in ((pair.source, remark.source), (pair.target, remark.target))
        )
        assert (source, target, remark.use) == WORDS[check.name]


def test_no_two_checks_have_the_same_name():
    assert len(set(NAMES)) == len(NAMES)
