"""Every check of term bases explains itself by examples that are true; the starter glossaries pass them all."""

import re
from pathlib import Path

import pytest

from translator.terms.lint import CHECKS, Review, TermTables, read_table, run_checks

GLOSSARIES = sorted((Path(__file__).parents[2] / "glossaries").glob("*.csv"))
BLOCK = re.compile(r"^    (Passes|Fails|Reviewed):\n((?:^ {8}.*\n)+)", re.M)
NAMES = [check.name for check in CHECKS]


def examples(check):
    """Return the term bases of a docstring, each under Passes or Fails with the sentences reviewed below it."""
    found = []
    for kind, body in BLOCK.findall(check.explanation):
        lines = [line.strip() for line in body.splitlines()]
        if kind == "Reviewed":
            pairs = (line.split(" = ") for line in lines)
            found[-1][2].extend(Review(source=source, english=english) for source, english in pairs)
        else:
            found.append((kind, "\n".join(lines) + "\n", []))
    return found


def findings(check, text, reviews=()):
    table = read_table(text.encode(), "example.csv")
    return run_checks(TermTables(tables=(table,), reviews=tuple(reviews)), [check])


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_a_check_explains_itself_in_one_sentence_and_two_examples(check):
    assert re.match(r"Report .*\.", check.explanation)
    assert [kind for kind, _, _ in examples(check)] == ["Passes", "Fails"]


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_the_passing_example_passes_every_check(check):
    text, reviews = next((text, reviews) for kind, text, reviews in examples(check) if kind == "Passes")
    columns = text.split("\n")[0].split(",")
    skipped = {name for name in ("domain", "reference") if name not in columns}
    table = read_table(text.encode(), "example.csv")
    every = [one for one in CHECKS if one.name not in skipped]
    assert run_checks(TermTables(tables=(table,), reviews=tuple(reviews)), every) == ()


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_the_failing_example_fails_with_a_place_and_advice(check):
    text, reviews = next((text, reviews) for kind, text, reviews in examples(check) if kind == "Fails")
    found = findings(check, text, reviews)
    assert found
    assert all(one.check == check.name and one.line >= 1 and one.problem and one.advice for one in found)


def test_no_two_checks_have_the_same_name():
    assert len(set(NAMES)) == len(NAMES)


def test_the_starter_glossaries_are_clean():
    tables = TermTables(tables=tuple(read_table(path.read_bytes(), path.name) for path in GLOSSARIES))
    found = run_checks(tables, CHECKS)
    assert [f"{one.file}:{one.line} {one.check}: {one.source} {one.problem}" for one in found] == []
