"""Every rule of house style explains itself by examples that are true, comes to rest, and is in the documentation."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from translator.style import BUILT_IN, RULES, House, english_guard, styled
from translator.style.houses import built_in

DOCS = (Path(__file__).parents[2] / "docs" / "house-style.md").read_text("utf-8")
NAMES = [rule.name for rule in RULES]
CASES = [(rule, example) for rule in RULES for example in rule.examples]
IDS = [f"{rule.name}-{example.value}" for rule, example in CASES]


def one_rule(name: str, value: str) -> House:
    return House(name="test", values=((name, value),))


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_a_rule_explains_itself_and_has_an_example_of_each_value(rule):
    assert re.match(r"(?:Write|Set|Spell|Begin|Open) .*\.", rule.explanation)
    assert {example.value for example in rule.examples} == set(rule.values)


@pytest.mark.parametrize(("rule", "example"), CASES, ids=IDS)
def test_an_example_is_true_and_styled_twice_is_styled_once(rule, example):
    house = one_rule(rule.name, example.value)
    done = styled(example.before, house, english_guard(), rule.role)
    assert (done.text, done.rules) == (example.after, (rule.name,))
    assert styled(done.text, house, english_guard(), rule.role).rules == ()


@pytest.mark.parametrize(("rule", "example"), CASES, ids=IDS)
def test_an_example_is_in_the_documentation(rule, example):
    assert f"| `{rule.name}` | `{example.value}` | {example.before} | {example.after} |" in DOCS


def test_no_two_rules_have_the_same_name():
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_house_is_a_file_of_known_rules_and_values(name):
    text = files("translator.style").joinpath(f"houses/{name}.toml").read_text("utf-8")
    assert dict(built_in(name).values) == tomllib.loads(text)
    assert f"`{name}`" in DOCS
