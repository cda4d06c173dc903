"""Quality of the starter glossaries: one style, no stray characters, no contradictions."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from translator.terms.csv_read import read_csv
from translator.terms.formats import load_glossaries
from translator.terms.matching import Matcher
from translator.terms.rows import COLUMNS
from translator.terms.termbase import match_form

FOLDER = Path(__file__).parents[2] / "glossaries"
FILES = sorted(FOLDER.glob("*.csv"))
SEED = FOLDER.parent / "seeds" / "qingdao-page-2023-05.txt"
NOT_ENGLISH = re.compile(r"[^A-Za-z0-9À-ÿ '\"&,.()/+-]")
HEADLINE_VERBS = re.compile(
    r"\b(launch|unveil|promot|accelerat|strengthen|boost|urge|hail|vow)(e?s|ed)\b", re.I
)
BRITISH = re.compile(
    r"\b(labour|centre|programme|organisation|modernis|defence|harbour|favour|licence)", re.I
)
SMALL_WORDS = {"of", "the", "and", "for", "in", "with", "on", "to", "by", "de"}


def terms():
    return [term for path in FILES for term in read_csv(path.read_bytes(), path.name).terms]


def faulty(is_faulty):
    return [f"{term.place} {term.source} = {term.target}" for term in terms() if is_faulty(term)]


def english(term):
    return (term.target, *term.variants, *term.forbidden, *filter(None, [term.abbreviation]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_read_without_a_warning(path):
    base = read_csv(path.read_bytes(), path.name)
    assert base.warnings == ()
    assert len(base.terms) > 100


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_plain_utf8_with_the_documented_columns(path):
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == [column for column in COLUMNS if column in rows[0]]
    assert [row for row in rows for value in row if value != value.strip() or "  " in value] == []


def test_no_source_is_in_two_files():
    counts = Counter(match_form(term.source) for term in terms())
    assert [source for source, count in counts.items() if count > 1] == []


def test_files_together_have_no_warning():
    base = load_glossaries((path.name, path.read_bytes()) for path in FILES)
    assert base.warnings == ()
    assert len(base.terms) == len(terms()) >= 1900


def test_every_term_says_its_domain_and_where_it_comes_from():
    assert faulty(lambda term: not term.domain or not term.reference) == []


def test_english_is_written_in_plain_english_characters():
    assert faulty(lambda term: any(NOT_ENGLISH.search(form) for form in english(term))) == []


def test_targets_have_no_article_in_front():
    found = faulty(lambda term: re.match(r"(the|a|an) (?!Hague)", term.target, re.I))
    assert found == []


def test_spelling_is_american():
    assert faulty(lambda term: BRITISH.search(term.target)) == []


def test_targets_are_terms_and_not_headlines():
    assert faulty(lambda term: HEADLINE_VERBS.search(term.target) or term.target.endswith((".", "!"))) == []


def test_names_of_places_and_bodies_have_capitals():
    names = {"place", "ministry", "agency", "Party and government"}
    common = {"council", "council chairperson", "council vice-chairperson", "secretary-general"}
    common |= {"district and county-level city", "area of the pilot free trade zone"}
    common |= {"municipal human resources and social security bureau"}
    common |= {"Shandong Peninsula city cluster", "Chengdu-Chongqing economic circle"}

    def small(term):
        words = re.findall(r"[A-Za-z][\w'-]*", term.target)
        return any(word[0].islower() and word not in SMALL_WORDS for word in words)

    assert faulty(lambda term: term.domain in names and term.target not in common and small(term)) == []


def test_sources_are_written_in_simplified_chinese():
    assert (
        faulty(lambda t: len(match_form(t.source)) != len(t.source) or re.search(r"[「」]", t.source)) == []
    )
    assert faulty(lambda t: not re.search(r"[\u4e00-\u9fff]", t.source)) == []


def test_every_term_is_found_alone():
    matcher = Matcher(terms())
    assert faulty(lambda t: [f.source for f in matcher.find(t.source)] != [t.source]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("隆重庆祝建党百年", []),
        ("上海南部、黄海南岸", ["上海", "黄海"]),
        ("优化山东营商环境", ["山东", "营商环境"]),
        ("黄河北岸的河北省", ["黄河", "河北省"]),
        ("浙江西部与江西", ["浙江", "江西"]),
        ("青岛市民走进青岛市场", ["青岛", "青岛"]),
        ("城市中区域划分", []),
        ("教育部门与教育部", ["教育部"]),
        ("推广复合肥", []),
        ("中山东路、京东海外购", []),
        ("青岛市南区与青岛市市南区", ["青岛市南区", "青岛市", "市南区"]),
        ("隆重慶祝，重慶市", ["重慶市"]),
        ("枢纽约占一半，纽约与首都柏林", ["纽约"]),
        ("优雅典雅的比亚迪拜访者参加沙龙", []),
        ("山东京剧院、松柏林、包罗万象、黄河内侧", ["山东", "黄河"]),
    ],
)
def test_short_names_are_not_found_in_other_words(text, expected):
    assert [text[f.start : f.end] for f in Matcher(terms()).find(text)] == expected


def test_the_terms_of_the_seed_page_are_known():
    text = SEED.read_text(encoding="utf-8")
    found = {f.source: f.target for f in Matcher(terms()).find(text)}
    assert found["青岛自贸片区"] == "Qingdao Area of the Shandong Pilot Free Trade Zone"
    assert found["自然资源部北海局"] == "North China Sea Bureau of the Ministry of Natural Resources"
    assert found["博士后科研流动站"] == "postdoctoral research station"
    assert {
        "一网通办",
        "一网统管",
        "“揭榜挂帅”项目",
        "长江路街道",
        "青岛西海岸新区",
        "即墨区",
    } <= found.keys()
    assert "长江" not in found
