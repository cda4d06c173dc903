"""The memory compared with its definition on random units: round trips, order, and the best match."""

from __future__ import annotations

import io
import tempfile
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from rapidfuzz.distance import Levenshtein

from translator.model import Origin, OriginKind, State
from translator.tm import MatchKind, TranslationUnit, differences, open_memory
from translator.tm.adapt import adapted
from translator.tm.tmx import read_tmx, write_tmx

TEXT = st.text(min_size=1, max_size=30).filter(lambda text: text.strip())
TIMES = st.sampled_from(["", "2021-01-01T00:00:00Z", "2023-05-16T08:00:00Z", "2023-05-17T08:00:00Z"])
ORIGINS = st.none() | st.builds(
    Origin.of,
    kind=st.sampled_from(OriginKind),
    name=st.text(max_size=8),
    score=st.none() | st.floats(0, 1),
)
ANY_UNIT = st.builds(
    TranslationUnit,
    source=TEXT,
    target=TEXT,
    previous=st.none() | st.text(max_size=10),
    following=st.none() | st.text(max_size=10),
    state=st.sampled_from(State),
    origin=ORIGINS,
    author=st.text(max_size=8),
    time=TIMES,
    job=st.text(max_size=8),
)
# Few texts, so that units often meet in one place.
HAN = st.text("青岛市新增站1235个，。", min_size=1, max_size=16)
MEETING = st.builds(
    TranslationUnit,
    source=st.sampled_from(["原文。", "另文。"]),
    target=st.sampled_from(["One.", "Two."]),
    previous=st.sampled_from([None, "", "前。"]),
    following=st.sampled_from([None, "", "后。"]),
    state=st.sampled_from(State),
    time=TIMES,
)


# Units as any program might write them, as XML.
PLAIN = st.text("会议 \n&<a", max_size=6).map(escape)
CODE = st.sampled_from(["bpt", "ept", "ph", "it", "ut", "hi", "sub", "mrk"])
PIECES = st.recursive(
    PLAIN | st.sampled_from(["<!-- c -->", "<?p i?>", "<![CDATA[<&]]>"]),
    lambda inner: st.builds("<{0}>{1}</{0}>".format, CODE, st.lists(inner, max_size=3).map("".join)),
    max_leaves=6,
)
PROP = st.builds(
    '<prop type="{}">{}</prop>'.format, st.sampled_from(["x-context-pre", "x-context-post", "other"]), PLAIN
)
TUV = st.builds(
    '<tuv xml:lang="{}">{}<seg>{}</seg></tuv>\n'.format,
    st.sampled_from(["zh", "zh-CN", "zh-TW", "en", "en-GB", "fr"]),
    st.lists(PROP, max_size=2).map("".join),
    st.lists(PIECES, max_size=4).map("".join),
)
TU = st.builds(
    "<tu>{}{}</tu>\n".format, st.lists(PROP, max_size=2).map("".join), st.lists(TUV, max_size=4).map("".join)
)


def by_tree(tu: etree._Element) -> tuple[str, str, str | None, str | None] | None:
    """Return source, target and neighbours of a unit, read the simple way; None for a skipped one."""

    def text(*languages: str) -> str:
        for names in languages:
            for variant in tu.iterfind("tuv"):
                parts = variant.xpath(f"seg//text()[not({OF_A_CODE})]")
                if variant.get(XML_LANG) in names.split() and parts:
                    return "".join(parts)
        return ""

    def prop(kind: str) -> str | None:
        found = tu.xpath("(prop | tuv/prop)[@type = $kind]", kind=kind)
        return (found[0].text or "") if found else None

    source, target = text("zh zh-CN", "zh-TW"), text("en en-GB")
    if not source.strip() or not target.strip():
        return None
    return source.strip(), target.strip(), prop("x-context-pre"), prop("x-context-post")


OF_A_CODE = " or ".join(f"ancestor::{code}" for code in ("bpt", "ept", "ph", "it", "ut"))
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@settings(max_examples=150, deadline=None)
@given(st.lists(TU, max_size=4))
def test_any_units_are_read_as_a_tree_parser_reads_them(tus: list[str]) -> None:
    always = '<tu><tuv xml:lang="zh"><seg>尾</seg></tuv><tuv xml:lang="en"><seg>end</seg></tuv></tu>'
    data = f"<tmx version='1.4'><header/><body>{''.join(tus)}{always}</body></tmx>".encode()
    found = [(u.source, u.target, u.previous, u.following) for u in read_tmx(io.BytesIO(data), "x.tmx")]
    expected = [by_tree(tu) for tu in etree.fromstring(data).iter("tu")]
    assert found == [unit for unit in expected if unit]


def kept(units: list[TranslationUnit]) -> set[TranslationUnit]:
    with tempfile.TemporaryDirectory() as folder, open_memory(Path(folder) / "tm.sqlite") as memory:
        memory.add(units)
        return set(memory.units())


@settings(max_examples=100, deadline=None)
@given(st.lists(ANY_UNIT, min_size=1, max_size=5))
def test_written_tmx_is_read_back(units: list[TranslationUnit]) -> None:
    stream = io.BytesIO()
    write_tmx(units, stream, "2023-05-16T08:00:00Z")
    assert list(read_tmx(io.BytesIO(stream.getvalue()), "x.tmx")) == units


@settings(max_examples=20, deadline=None)
@given(st.lists(ANY_UNIT, min_size=1, max_size=4, unique_by=lambda u: (u.source, u.previous, u.following)))
def test_added_units_are_read_back(units: list[TranslationUnit]) -> None:
    assert kept(units) == set(units)


@settings(max_examples=25, deadline=None)
@given(st.lists(MEETING, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_matter(units: list[TranslationUnit], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = [*units, *units]
    random.shuffle(shuffled)
    assert kept(shuffled) == kept(units)


@settings(max_examples=25, deadline=None)
@given(st.lists(HAN, min_size=1, max_size=12, unique=True), HAN)
def test_lookup_finds_what_comparing_with_everything_finds(sources: list[str], text: str) -> None:
    """Trigrams miss only what shares none, and only exact and adapted matches come below the threshold."""
    with tempfile.TemporaryDirectory() as folder, open_memory(Path(folder) / "tm.sqlite") as memory:
        memory.add(TranslationUnit(source=s, target=f"Target of {s!r}") for s in sources)
        found = {m.unit.source: m for m in memory.lookup(text, limit=99)}
    grams = {text[at : at + 3] for at in range(len(text) - 2)}
    for source in sources:
        longer = max(len(source), len(text))
        similarity = (longer - Levenshtein.distance(source, text)) / longer
        shares = any(gram in source for gram in grams)
        assert (source in found) >= (source == text or (similarity >= 0.7 and shares))
        if source in found:
            match = found[source]
            assert match.score == similarity
            assert match.kind in (MatchKind.EXACT, MatchKind.NUMBERS) or similarity >= 0.7


@settings(max_examples=100, deadline=None)
@given(HAN, HAN)
def test_differences_join_to_both_texts(old: str, new: str) -> None:
    steps = differences(old, new)
    assert "".join(step.old for step in steps) == old
    assert "".join(step.new for step in steps) == new
    assert all(a.equal != b.equal for a, b in pairwise(steps))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(2, 99999), min_size=1, max_size=4),
    st.lists(st.integers(2, 99999), min_size=4, max_size=4),
)
def test_adapted_numbers_are_the_new_ones(old: list[int], new: list[int]) -> None:
    """Each place says which number it wants, so that a wrong one would show."""
    new = new[: len(old)]

    def source(numbers: list[int]) -> str:
        return "，".join(f"新增{n}个" for n in numbers)

    def target(numbers: list[int]) -> str:
        return ", ".join(f"place {chr(65 + at)} has {n:,} units" for at, n in enumerate(numbers))

    result = adapted(source(old), source(new), target(old))
    if result is not None:
        assert result.replace(",", "") == target(new).replace(",", "")
    elif old != new:
        changed = [a for a, b in zip(old, new, strict=True) if a != b]
        assert any(old.count(number) > 1 for number in changed)
