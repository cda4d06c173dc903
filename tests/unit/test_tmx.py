"""TMX 1.4b: valid files, files of other programs, and bad files."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from translator.errors import InputError
from translator.model import Origin, OriginKind, State
from translator.tm import Added, TranslationUnit, open_memory
from translator.tm import tmx as tmx_module
from translator.tm.tmx import read_tmx, write_tmx
from translator.tm.transfer import import_tmx

SCHEMAS = Path(__file__).parents[1] / "schemas" / "tmx"
NOW = datetime(2023, 5, 16, 8, tzinfo=UTC)
UNITS = [
    TranslationUnit(source="青岛市召开会议。", target="A meeting."),
    TranslationUnit(
        source="占全省46%，<b>增长</b> & 提高“一倍”。\n第二行\t三\r四",
        target='46% <of> "all" & more.\u00a0\n2\t3\r4',
        previous="",
        following="后一句。",
        state=State.REVIEWED,
        origin=Origin(kind=OriginKind.HUMAN, reviewer='Li "H" & Hua', score=0.25),
        author='Li "H" & Hua',
        time="2023-05-16T08:00:00Z",
        job="青岛 <page>",
    ),
    TranslationUnit(
        source="a\x00b\ufffe 𠀀\\u0000", target="\x1f\\u0041", previous="前", following="", job="\x02"
    ),
]


def written(units: list[TranslationUnit]) -> bytes:
    stream = io.BytesIO()
    assert write_tmx(units, stream, "2023-05-16T08:00:00Z") == len(units)
    return stream.getvalue()


def read(data: bytes, **more: object) -> list[TranslationUnit]:
    return list(read_tmx(io.BytesIO(data), "file.tmx", **more))  # type: ignore[arg-type]


def tmx(body: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<tmx version="1.4"><header creationtool="x" creationtoolversion="1"'
        ' segtype="sentence" o-tmf="x" adminlang="en" srclang="zh" datatype="plaintext"/>'
        f"<body>{body}</body></tmx>"
    ).encode()


def tu(zh: str, en: str, *, zh_lang: str = "zh-CN", en_lang: str = "en-US", more: str = "") -> str:
    return (
        f'<tu>{more}<tuv xml:lang="{en_lang}"><seg>{en}</seg></tuv>'
        f'<tuv xml:lang="{zh_lang}"><seg>{zh}</seg></tuv></tu>'
    )


def test_written_units_are_read_back() -> None:
    assert read(written(UNITS)) == UNITS


def test_a_neighbour_that_looks_like_memoq_s_is_read_back() -> None:
    (one,) = read(written([replace(UNITS[0], previous="<seg>前</seg>")]))
    assert one.previous == "<seg>前</seg>"


def test_the_file_is_valid_by_schema_and_dtd() -> None:
    document = etree.fromstring(written(UNITS))
    etree.XMLSchema(file=str(SCHEMAS / "tmx14.xsd")).assertValid(document)
    dtd = etree.DTD(file=str(SCHEMAS / "tmx14.dtd"))
    assert dtd.validate(document), dtd.error_log
    header = document.find("header")
    assert header is not None
    assert (header.get("srclang"), header.get("segtype")) == ("zh-CN", "sentence")
    assert header.get("creationdate") == "20230516T080000Z"


def test_an_empty_memory_is_valid_too() -> None:
    etree.XMLSchema(file=str(SCHEMAS / "tmx14.xsd")).assertValid(etree.fromstring(written([])))


def test_another_program_reads_the_same(tmp_path: Path) -> None:
    other = pytest.importorskip("translate.storage.tmx", reason="translate-toolkit is not installed")
    plain = UNITS[:2]
    store = other.tmxfile.parsestring(written(plain))
    found = [(u.source, u.target) for u in store.units]
    # That program joins the white space of a segment, which TMX leaves open.
    assert [tuple(t.split() for t in pair) for pair in found] == [
        (u.source.split(), u.target.split()) for u in plain
    ]


def test_a_file_of_another_program_is_read() -> None:
    other = pytest.importorskip("translate.storage.tmx", reason="translate-toolkit is not installed")
    store = other.tmxfile(sourcelanguage="zh", targetlanguage="en")
    store.addtranslation("青岛市 <召开> 会议。", "zh", "A <meeting> & more.", "en")
    (found,) = read(bytes(store))
    assert (found.source, found.target) == ("青岛市 <召开> 会议。", "A <meeting> & more.")
    assert (found.state, found.previous) == (State.TRANSLATED, None)


# --- what other tools write ------------------------------------------------------------------------------


@pytest.mark.parametrize("zh", ["zh", "ZH-CN", "zh_Hans", "cmn", "zh-TW"])
@pytest.mark.parametrize("en", ["en", "EN-GB", "en_us", "eng"])
def test_languages_are_known_by_any_of_their_tags(zh: str, en: str) -> None:
    (found,) = read(tmx(tu("会议", "meeting", zh_lang=zh, en_lang=en)))
    assert (found.source, found.target) == ("会议", "meeting")


def test_simplified_is_preferred_to_traditional() -> None:
    variants = '<tuv xml:lang="zh-TW"><seg>會議</seg></tuv><tuv xml:lang="zh-CN"><seg>会议</seg></tuv>'
    (found,) = read(tmx(f'<tu>{variants}<tuv xml:lang="en"><seg>meeting</seg></tuv></tu>'))
    assert found.source == "会议"


def test_the_old_lang_attribute_and_a_doctype_are_read() -> None:
    old = '<tu><tuv lang="zh"><seg>会议</seg></tuv><tuv lang="en"><seg>meeting</seg></tuv></tu>'
    assert len(read(tmx(old, head='<!DOCTYPE tmx SYSTEM "tmx14.dtd">'))) == 1


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-16", "utf-16"),  # with a byte order mark
        ("utf-16", "utf-16-le"),
        ("UTF-16BE", "utf-16-be"),
        ("utf-8", "utf-16"),  # saved by an editor that left the declaration alone
        ("utf-16", "utf-8-sig"),
        ("UTF-8", "utf-8-sig"),
        ("GB2312", "gb18030"),
        ("gbk", "gbk"),
        ("Big5", "big5"),
        ("windows-1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("stretch", [97, 1 << 16])
def test_encodings_are_read(
    declared: str, encoding: str, stretch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Short stretches cut characters in two."""
    monkeypatch.setattr(tmx_module, "_STRETCH", stretch)
    sources = {"gb18030": "会议\u200b镕㑇", "gbk": "会议镕", "big5": "會議", "cp1252": "caf\u00e9 €"}
    source = sources.get(encoding, "会议𠀀")
    text = tmx(tu(source, "meeting") * 50, head='<!DOCTYPE tmx SYSTEM "tmx14.dtd">').decode()
    text = text.replace('version="1.0"', f'version="1.0" encoding="{declared}"', 1)
    found = read(text.encode(encoding))
    assert [unit.source for unit in found] == [source] * 50


@pytest.mark.parametrize(
    ("encoding", "body", "said"),
    [
        ("gbk", b"\x81\xff\xff", "near line 1"),
        ("klingon", b"", "unknown encoding klingon"),
        ("base64", b"", "unknown encoding base64"),
    ],
)
def test_unknown_encodings_and_invalid_bytes_are_errors(encoding: str, body: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(b'<?xml version="1.0" encoding="' + encoding.encode() + b'"?><tmx>' + body + b"</tmx>")


def test_entities_of_a_dtd_are_read_as_in_html() -> None:
    head = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    assert read(tmx(tu("会议", "a&nbsp;meeting"), head=head))[0].target == "a\u00a0meeting"
    with pytest.raises(InputError, match="line 1"):
        read(tmx(tu("会议", "a&nbsp;meeting")))


def test_comments_and_cdata_are_read() -> None:
    zh = "召<!-- <seg>no</seg> -->开<?x y?><![CDATA[<大>&]]>会"
    (found,) = read(tmx("<!-- <tu> -->" + tu(zh, "meeting\n&amp;&#x4e2d;")))
    assert (found.source, found.target) == ("召开<大>&会", "meeting\n&中")


def test_other_languages_are_ignored() -> None:
    others = "".join(
        f'<tuv xml:lang="{lang}"><prop type="x-context-pre">{lang}</prop><seg>{lang}</seg></tuv>'
        for lang in ("fr-FR", "de", "ja", "x-none", "en-GB", "zh-HK", "zh")
    )
    reasons: list[str] = []
    one, two = read(tmx(f"<tu>{others}</tu>" + tu("会议", "meeting")), skip=reasons.append)
    assert (one.source, one.target, one.previous) == ("zh", "en-GB", "fr-FR")
    assert (two.source, two.target, two.previous) == ("会议", "meeting", None)
    assert reasons == []


def test_a_variant_with_text_replaces_an_empty_one() -> None:
    empty = '<tuv xml:lang="en-US"><seg></seg></tuv><tuv xml:lang="en-GB"><seg>meeting</seg></tuv>'
    (found,) = read(tmx(f'<tu>{empty}<tuv xml:lang="zh"><seg>会议</seg></tuv></tu>'))
    assert found.target == "meeting"


def test_white_space_of_another_program_is_stripped() -> None:
    (found,) = read(tmx(tu("\n    会议 召开。\n  ", "A meeting. ")))
    assert (found.source, found.target) == ("会议 召开。", "A meeting.")


def test_codes_are_removed_and_the_text_around_them_stays() -> None:
    bold = '召<bpt i="1">&lt;b&gt;</bpt>开<ept i="1">&lt;/b&gt;</ept>'
    zh = bold + '<hi type="x">大<ph>%s<sub>no<ph>!</ph></sub>no</ph>型</hi>会<it pos="begin">x</it>议<ph/>'
    assert read(tmx(tu(zh, "<ph>x</ph> meeting")))[0].source == "召开大型会议"


@pytest.mark.parametrize(
    ("english", "text"),
    [
        ('Title one<ph>&lt;ph type="lb"/&gt;</ph>Title two', "Title one Title two"),
        ("In 2024<ph/><ph/>Qingdao", "In 2024 Qingdao"),
        ("The first.<ph>&lt;br/&gt;</ph>The second", "The first. The second"),
        ("Title one <ph/>Title two", "Title one Title two"),
        ("Call <ph>{0}</ph>, please", "Call , please"),
        ('H<bpt i="1">&lt;sub&gt;</bpt>2<ept i="1">&lt;/sub&gt;</ept>O', "H2O"),
    ],
)
def test_a_code_alone_between_two_words_leaves_a_space(english: str, text: str) -> None:
    assert read(tmx(tu("会议", english)))[0].target == text


def test_neighbours_of_memoq_and_omegat_are_read() -> None:
    memoq = '<prop type="x-context-pre">&lt;seg&gt;前&lt;/seg&gt;</prop><prop type="x-context-post"></prop>'
    omegat = '<prop type="prev">前</prop><prop type="next">后</prop>'
    one, two = read(tmx(tu("会议", "meeting", more=memoq) + tu("会议", "meeting", more=omegat)))
    assert (one.previous, one.following) == ("前", "")
    assert (two.previous, two.following) == ("前", "后")


def test_author_and_time_are_found_where_tools_put_them() -> None:
    body = (
        '<tu><tuv xml:lang="zh"><seg>会议</seg></tuv><tuv xml:lang="en" changeid="li"'
        ' creationdate="20200101T000000Z" changedate="20210203T040506Z"><seg>meeting</seg></tuv></tu>'
    )
    (found,) = read(tmx(body))
    assert (found.author, found.time) == ("li", "2021-02-03T04:05:06Z")


@pytest.mark.parametrize(
    ("stamp", "time"),
    [
        ("2021-02-03T04:05:06Z", "2021-02-03T04:05:06Z"),
        ("20210203T040506+0800", "2021-02-02T20:05:06Z"),
        ("20210203T040506", "2021-02-03T04:05:06Z"),
        ("2021-02-03", "2021-02-03T00:00:00Z"),
        ("00000000T000000Z", ""),
        ("20231399T999999Z", ""),
        ("0001-01-01T00:00:00+14:00", ""),
        ("yesterday", ""),
    ],
)
def test_other_forms_of_times_are_read(stamp: str, time: str) -> None:
    (found,) = read(tmx(tu("会议", "meeting").replace("<tu>", f'<tu changedate="{stamp}">')))
    assert found.time == time


def test_the_states_of_another_program_are_ignored() -> None:
    props = (
        '<prop type="x-state">final</prop><prop type="x-origin">human</prop><prop type="x-job">desk</prop>'
    )
    (found,) = read(tmx(tu("会议", "meeting", more=props)))
    assert (found.state, found.origin, found.job) == (State.TRANSLATED, None, "")


def test_backslashes_of_another_program_are_kept() -> None:
    assert read(tmx(tu("会议", r"\u0041")))[0].target == r"\u0041"


def test_unknown_values_are_ignored() -> None:
    props = '<prop type="x-state">done</prop><prop type="x-origin">alien</prop><prop type="x-score">x</prop>'
    (found,) = read(tmx(tu("会议", "meeting", more=props)))
    assert (found.state, found.origin, found.time) == (State.TRANSLATED, None, "")


def test_skipped_units_are_counted() -> None:
    reasons: list[str] = []
    body = tu("会议", "meeting") + tu("会议", "Sitzung", en_lang="de") + tu("会议", " ")
    assert len(read(tmx(body), skip=reasons.append)) == 1
    assert reasons == ["no Chinese and English pair", "no text"]


# --- bad files -------------------------------------------------------------------------------------------

BAD = {
    "empty": (b"", "empty"),
    "blank": (b"\n \n", "empty"),
    "a page of the web": (b"<!DOCTYPE html><html><body>x</body></html>", "not TMX"),
    "text": ("这不是XML".encode(), "not XML"),
    "zip": (b"PK\x03\x04" + bytes(100), "not XML"),
    "xliff": (b"<xliff version='1.2'><file/></xliff>", "not TMX"),
    "truncated": (written(UNITS)[:-40], "line"),
    "broken": (written(UNITS).replace(b"</tuv>", b"", 1), "line"),
    "other languages": (tmx(tu("Sitzung", "réunion", zh_lang="de", en_lang="fr")), "found: de, fr"),
    "no units": (tmx(""), "no units"),
    "entities": (
        tmx(
            tu("&b;", "meeting"),
            head='<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        ),
        "entities",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_named_with_the_next_step(name: str, tmp_path: Path) -> None:
    data, said = BAD[name]
    path = tmp_path / "bad.tmx"
    path.write_bytes(data)
    with open_memory(tmp_path / "tm.sqlite") as memory:
        with pytest.raises(InputError, match=said) as caught:
            import_tmx(memory, path)
        assert str(path) in caught.value.message
        assert caught.value.hint
        assert memory.count() == 0


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    head = f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(InputError, match="entities"):
        read(tmx(tu("会议", "&x;"), head=head))


READER = """
import resource, sys
from translator.tm.tmx import read_tmx
def count(path):
    with open(path, "rb") as stream:
        return sum(1 for _ in read_tmx(stream, path))
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 1024**2)
count(sys.argv[1])
before = peak()
print(count(sys.argv[2]), peak() - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts memory another way")
def test_a_huge_file_is_read_unit_by_unit(tmp_path: Path) -> None:
    small, huge = tmp_path / "small.tmx", tmp_path / "huge.tmx"
    for path, count in ((small, 100), (huge, 15_000)):
        with path.open("wb") as stream:
            units = (replace(UNITS[1], source=f"第{n}句，{'长' * 500}。") for n in range(count))
            assert write_tmx(units, stream, "") == count
    assert huge.stat().st_size > 25e6
    command = [sys.executable, "-c", READER, str(small), str(huge)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    count_read, mebibytes = map(int, done.stdout.split())
    assert count_read == 15_000
    assert mebibytes < 12


def test_import_reports_progress_and_counts(tmp_path: Path) -> None:
    path = tmp_path / "some.tmx"
    path.write_bytes(tmx(tu("会议", "meeting") + tu("会议", "Sitzung", en_lang="de")))
    steps: list[tuple[str, int, int]] = []
    with open_memory(tmp_path / "tm.sqlite") as memory:
        result = import_tmx(memory, path, lambda *step: steps.append(step))
    assert result.added == Added(new=1)
    assert result.skipped == {"no Chinese and English pair": 1}
    assert [step[0] for step in steps] == ["import"]
