"""Terms that would cut through words of their text, with the starter glossaries and no `except`.

``cut_words.csv`` has invented phrases in which the characters of a term belong to other words.
"""

import csv
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from translator.terms.formats import load_glossaries
from translator.terms.matching import Matcher
from translator.terms.termbase import Term

HERE = Path(__file__).parent
CUT = [
    (row["term"], row["text"])
    for row in csv.DictReader((HERE / "cut_words.csv").read_text(encoding="utf-8").splitlines())
]


@cache
def starter() -> Matcher:
    files = sorted((HERE.parents[1] / "glossaries").glob("*.csv"))
    terms = load_glossaries((path.name, path.read_bytes()) for path in files).terms
    return Matcher(replace(term, exceptions=()) for term in terms)


def found(text, *sources):
    return [text[f.start : f.end] for f in Matcher(Term(source=s, target="x") for s in sources).find(text)]


def test_a_term_is_not_found_in_the_words_of_the_starter_glossaries_cut_list():
    cut = [
        (term, text)
        for term, text in CUT
        if any(match.source == term for match in starter().find(f"近日，{text}。"))
    ]
    assert cut == []
    assert len(CUT) > 100


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("其中医疗卫生支出", "中医"),
        ("北京东方公司", "京东方"),
        ("提供服务业务", "服务业"),
        ("丹东海关", "东海"),
        ("黄浦江苏州河口", "江苏"),
        ("减少二氧化碳排放", "碳排放"),
        ("環保稅的徵收", "保税"),
    ],
)
def test_a_term_does_not_cut_through_a_word(text, term):
    assert found(text, term) == []


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("市人力资源社会保障局", "社会保障"),
        ("省政府工作报告提出", "政府工作报告"),
        ("超长期特别国债资金", "超长期特别国债"),
        ("国家数据局局长", "国家数据局"),
        ("各级全国人大代表", "全国人大"),
        ("机关企事业单位", "事业单位"),
        ("京东方科技集团", "京东方"),
        ("唐山港京唐港区", "唐山"),
    ],
)
def test_a_word_that_divides_at_the_border_does_not_hide_a_term(text, term):
    assert found(text, term) == [term]


def test_a_term_that_the_dictionary_does_not_know_needs_more_against_it():
    assert found("粤港澳大湾区内地城市", "粤港澳大湾区") == ["粤港澳大湾区"]
    assert found("交通运输部将会同各地", "交通运输部") == ["交通运输部"]
    assert found("交通运输部门提醒", "交通运输部") == []


def test_a_shorter_term_stands_instead_of_one_that_cuts():
    assert found("山东大学生创业", "山东", "山东大学") == ["山东"]
    assert found("青岛啤酒节开幕", "青岛", "青岛啤酒") == ["青岛"]
    assert found("青岛啤酒节开幕", "青岛啤酒") == ["青岛啤酒"]


def test_the_dictionary_is_loaded_only_when_a_term_is_found_beside_other_words():
    code = (
        "import sys; from translator.terms.matching import Matcher; from translator.terms.termbase import Term\n"
        "matcher = Matcher([Term(source='青岛', target='Qingdao')]); matcher.find('青岛，2024'); "
        "matcher.find('没有词'); print('rjieba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
