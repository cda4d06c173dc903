"""The Argos engine: guards, parts, batches and repairs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.argos_packages import embedded_engine, private_home, use_private_home, write_package
from tests.unit.sample_documents import SEED
from translator.engines.argos import engine as engine_module
from translator.engines.argos.decoder import Decoder, Decoding
from translator.engines.argos.engine import (
    MAX_SOURCE_TOKENS,
    SMALL_MODEL,
    ArgosEngine,
    Loaded,
)
from translator.engines.argos.packages import Model, embedded_model
from translator.engines.guards import Fault, find_fault
from translator.engines.parts import CUT_UNPUNCTUATED
from translator.errors import EngineError
from translator.text.chunks import Limits, halved, join_parts, split_parts
from translator.text.sentences import segments_of

ROOT = Path(__file__).parents[2]


# --- guards --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "fault"),
    [
        ("金管局买入约521亿港元。", "It was purchased about about about 52 billion.", Fault.REPEATED),
        ("城市发展。", "The growth of the city, the growth of the city, the growth of it.", Fault.REPEATED),
        ("西宁、兰州、银川四市。", "Xi'an, Lanzhou, Urumqi, Urumqi, Urumqi and others.", Fault.REPEATED),
        ("他们很高兴。", "They hahahahahahahaha are happy.", Fault.REPEATED),
        (
            "事情的逆转，源于更完整的真相还原，涉事律师携带的斧头与被告人的凶器同款式、同型号，但未开刃。",
            "From the truth a lawyer with the head of the defendant, but not the same, but not the same, not "
            "the same, but not the same.",
            Fault.REPEATED,
        ),
        (
            "自然资源部开展宣传。",
            "The Ministry of Natural Resources of the Ministry of Natural Resources in the Ministry of Natural "
            "Resources.",
            Fault.REPEATED,
        ),
        (
            "推动国内供给体系提质增效，满足消费升级需要。",
            "It promotes the quality of the domestic supply system and the quality of the domestic supply system.",
            Fault.REPEATED,
        ),
        ("你好。", "Hello " + " ".join(f"word{n}" for n in range(30)), Fault.TOO_LONG),
        ("青岛发展。", "", Fault.EMPTY),
        ("青岛发展。", " . ", Fault.EMPTY),
        ("青岛发展。", "青岛发展。", Fault.CHINESE),
        ("青岛发展。", "Qingdao 发展.", Fault.CHINESE),
        ("青岛发展。", "Qingdao ⁇ grows.", Fault.UNKNOWN),
    ],
)
def test_a_fault_is_named(source: str, target: str, fault: Fault) -> None:
    assert find_fault(source, target) is fault


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("加油！加油！加油！", "Go! Go! Go!"),
        ("哈哈哈哈哈，真好笑。", "Ha ha ha ha ha, how funny."),
        ("一步一个脚印。", "Step by step, step by step."),
        ("非常非常好。", "Very, very good."),
        ("比分是3比3，3比3，3比3。", "The score was 3-3, 3-3, 3-3."),
        ("号码000000000。", "Number 0 0 0 0 0 0."),
        ("访问wwwwwwww网站。", "Visit the wwwwwwww site."),
        (
            "全国人大常委会、全国人大财经委、全国人大环资委、全国人大社建委出席。",
            "The Standing Committee of the National People's Congress, the Financial Committee, the Environment "
            "Committee and the Social Committee attended.",
        ),
        (
            "青岛市委、青岛市政府、青岛市政协负责人参加。",
            "The heads of the CPC Qingdao Municipal Committee, the Qingdao Municipal People's Government and the "
            "Qingdao Municipal Committee of the CPPCC took part.",
        ),
        (
            "委员会与 National Development and Reform Commission 和 National Development and Reform Commission 座谈。",
            "The committee met the National Development and Reform Commission and the National Development and Reform "
            "Commission.",
        ),
        ("。", ""),
        ("“⁇”是什么意思？", 'What does "⁇" mean?'),
    ],
)
def test_good_english_has_no_fault(source: str, target: str) -> None:
    assert find_fault(source, target) is None


# --- parts ---------------------------------------------------------------------------------------


def test_parts_end_at_the_strongest_mark() -> None:
    assert split_parts("今天开会，时间很长；明天开会，时间很短。", Limits(soft=12, hard=12)) == [
        "今天开会，时间很长；",
        "明天开会，时间很短。",
    ]


def test_a_title_and_brackets_stay_whole() -> None:
    parts = split_parts(
        "他读了《红楼，梦，与，人生》（第一版，精装）之后，决定写信。", Limits(soft=22, hard=22)
    )
    assert parts == ["他读了《红楼，梦，与，人生》", "（第一版，精装）之后，决定写信。"]


def test_numbers_and_words_are_not_cut() -> None:
    text = "字" * 30 + "GDP增长1,234.56亿元internationalization" + "字" * 30
    parts = split_parts(text, Limits(soft=20, hard=20))
    assert any("1,234.56" in part for part in parts)
    assert any("internationalization"[:20] in part for part in parts)


def test_text_that_does_not_fit_the_model_is_cut_further() -> None:
    parts = split_parts("字" * 40, Limits(soft=40, hard=40, fits=lambda text: len(text) <= 10))
    assert max(map(len, parts)) <= 10


def test_below_the_hard_limit_text_is_cut_at_marks_only() -> None:
    limits = Limits(soft=10, hard=30)
    assert split_parts("中国海洋大学和中国科学院海洋研究所", limits) == ["中国海洋大学和中国科学院海洋研究所"]
    assert split_parts("中国海洋大学，和中国科学院海洋研究所", limits) == [
        "中国海洋大学，",
        "和中国科学院海洋研究所",
    ]


def test_halves_are_cut_at_marks_only() -> None:
    assert halved("今天天气很好，明天开会。") == ["今天天气很好，", "明天开会。"]
    assert halved("今天天气很好而明天开会。") == ["今天天气很好而明天开会。"]


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(st.sampled_from("青岛市，。；：、！？…“”《》（） ab1,.\n"), max_size=120),
    limit=st.integers(1, 40),
)
def test_parts_make_up_the_text_and_keep_the_limit(text: str, limit: int) -> None:
    parts = split_parts(text, Limits(soft=limit, hard=limit))
    assert "".join(parts) == text
    assert all(len(part) <= limit or not part.strip() or len(part.strip()) <= limit for part in parts)


@pytest.mark.parametrize(
    ("parts", "targets", "joined"),
    [
        (["去年，", "他来了。"], ["Last year.", "He came."], "Last year, he came."),
        (["一；", "青岛二。"], ["One.", "Qingdao two."], "One; Qingdao two."),
        (["完了。", "走吧。"], ["Done.", "Let's go."], "Done. Let's go."),
        (["在U.S.，", "好。"], ["In the U.S.", "Good."], "In the U.S., Good."),
        (["甲，", "，", "乙。"], ["First.", "", "It ended."], "First, it ended."),
        (["只有一个。"], [" Only one. "], "Only one."),
        (
            ["城市发展，", "加快建设。"],
            ["The city grew.", "Accelerate the building."],
            "The city grew, accelerate the building.",
        ),
        (["城市发展，", "青岛来了。"], ["The city grew.", "Qingdao came."], "The city grew, Qingdao came."),
        (
            ["城市发展，", "联合研究中心来了。"],
            ["It grew.", "Joint Research Center came."],
            "It grew, Joint Research Center came.",
        ),
        (["城市发展，", "5月5日来了。"], ["It grew.", "May 5 came."], "It grew, May 5 came."),
        (
            ["城市发展，", "民生改善。"],
            ["It grew.", "People's lives improved."],
            "It grew, people's lives improved.",
        ),
        (
            ["城市发展，", "计划展出。"],
            ["It grew.", "Made in China 2025 is on show."],
            "It grew, Made in China 2025 is on show.",
        ),
        (
            ["城市发展，", "推进绿色发展。"],
            ["It grew.", "Promote the Party building."],
            "It grew, promote the Party building.",
        ),
        ([], [], ""),
    ],
)
def test_targets_are_joined_like_a_sentence(parts: list[str], targets: list[str], joined: str) -> None:
    assert join_parts(parts, targets)[0] == joined


# --- repairs, with a model that misbehaves on request --------------------------------------------


class CharTokenizer:
    def encode(self, sentence: str) -> list[str]:
        return list(sentence)

    def decode(self, tokens: list[str]) -> str:
        return "".join(tokens)


@dataclass
class Scripted:
    """Answer each source by a rule that also sees the decoding options; remember what was asked."""

    answer: Callable[[str, dict[str, Any]], str]
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def translate_batch(self, pieces: Sequence[list[str]], **options: Any) -> list[Any]:
        assert sum(map(len, pieces)) <= 4096
        return [self._future("".join(tokens), options) for tokens in pieces]

    def _future(self, source: str, options: dict[str, Any]) -> Any:
        self.asked.append((source, options))
        tokens = list(self.answer(source, options))[: options["max_decoding_length"]]
        result = SimpleNamespace(hypotheses=[tokens], scores=[-1.0], attention=[[[0.0]] * len(tokens)])
        return SimpleNamespace(done=lambda: True, result=lambda: result)


def scripted(
    answer: Callable[[str, dict[str, Any]], str], *, part_chars: int = 50, prefix: str = ""
) -> tuple[ArgosEngine, Scripted]:
    engine = ArgosEngine(Model(version="1.9", path=Path("unused")))
    translator = Scripted(answer)
    decoder = Decoder(translator=translator, workers=2, prefix=prefix)
    engine._opened = Loaded(decoder=decoder, tokenizer=CharTokenizer(), part_chars=part_chars)
    return engine, translator


def _careful(options: dict[str, Any]) -> bool:
    return options["no_repeat_ngram_size"] > 0


def test_a_good_answer_is_decoded_once() -> None:
    engine, translator = scripted(lambda source, options: "Fine.")
    assert engine.translate(["很好。"])[0].text == "Fine."
    assert [source for source, _ in translator.asked] == ["很好。"]


def test_the_score_is_the_mean_of_the_pieces_whatever_the_length_penalty() -> None:
    engine, _ = scripted(lambda source, options: "Fine.")
    engine._opened = replace(engine._opened, decoding=Decoding(length_penalty=2.0))
    assert engine.translate(["很好。"])[0].score == -6.0  # of five pieces and the end


def test_a_faulty_answer_is_decoded_again_with_the_same_beam_and_length_penalty() -> None:
    engine, translator = scripted(lambda source, options: "Fine." if _careful(options) else "")
    engine._opened = replace(engine._opened, decoding=SMALL_MODEL)
    assert engine.translate(["很好。"])[0].text == "Fine."
    assert {(how["beam_size"], how["length_penalty"]) for _, how in translator.asked} == {(5, 1.2)}
    assert len(translator.asked) == 2


def test_the_built_in_model_is_decoded_as_a_small_one() -> None:
    assert ArgosEngine(embedded_model())._loaded.decoding is SMALL_MODEL


def test_equal_sources_are_decoded_once_and_latin_ones_never() -> None:
    engine, translator = scripted(lambda source, options: "Fine.")
    results = engine.translate(["很好。", "GDP 5%", "很好。", "  ", ""])
    assert [result.text for result in results] == ["Fine.", "GDP 5%", "Fine.", "  ", ""]
    assert len(translator.asked) == 1


def test_an_answer_is_given_again_without_decoding() -> None:
    engine, translator = scripted(lambda source, options: f"Fine {len(source)}.")
    first = engine.translate(["很好，天气很好，大家都去公园散步了，非常高兴。"])
    again = engine.translate(["很好。", "很好，天气很好，大家都去公园散步了，非常高兴。"])
    assert again[1:] == first
    assert len(translator.asked) == 2


def test_the_oldest_answers_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "MOST_ANSWERS", 2)
    engine, translator = scripted(lambda source, options: "Fine.")
    for source in ("一好。", "二好。", "三好。", "三好。", "一好。"):
        engine.translate([source])
    assert [source for source, _ in translator.asked] == ["一好。", "二好。", "三好。", "一好。"]


@pytest.mark.parametrize("bad", ["no no no no", "", "很好。", "It is ⁇ good.", "word " * 400])
def test_a_faulty_answer_is_decoded_again(bad: str) -> None:
    engine, _ = scripted(lambda source, options: "Good." if _careful(options) else bad)
    (result,) = engine.translate(["很好，天气也好。"])
    assert (result.text, result.warnings) == ("Good.", ())


def test_an_answer_that_stays_faulty_is_translated_in_parts() -> None:
    engine, translator = scripted(
        lambda source, options: "no " * 9 if len(source) > 8 else f"Part {len(source)}."
    )
    (result,) = engine.translate(["今天天气很好，明天开会。"])
    assert result.text == "Part 7, Part 5."
    assert result.warnings == ()
    assert {source for source, _ in translator.asked} >= {"今天天气很好，", "明天开会。"}


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        ("no no no no no", Fault.REPEATED),
        ("", Fault.EMPTY),
        ("青岛", Fault.CHINESE),
        ("⁇ it", Fault.UNKNOWN),
    ],
)
def test_a_fault_that_cannot_be_repaired_is_a_warning(bad: str, fault: Fault) -> None:
    engine, translator = scripted(lambda source, options: bad)
    (result,) = engine.translate(["今天天气很好，明天上午开会。"])
    assert str(fault) in result.warnings
    assert len(translator.asked) < 40, "the repair gives up"


def test_output_that_reaches_the_limit_is_a_fault() -> None:
    endless = " ".join(f"w{n}" for n in range(200))
    engine, _ = scripted(lambda source, options: endless)
    (result,) = engine.translate(["好的，好。"])
    assert set(result.warnings) & {str(Fault.CUT_OFF), str(Fault.TOO_LONG)}


def test_long_sources_are_cut_and_joined() -> None:
    engine, translator = scripted(lambda source, options: f"Clause {len(source)}.", part_chars=12)
    (result,) = engine.translate(["今天天气非常的好，明天上午大家开会，后天休息一天。"])
    assert result.text == "Clause 9, Clause 9, Clause 7."
    assert result.warnings == ()
    assert max(len(source) for source, _ in translator.asked) <= 12


def test_sources_beyond_the_limit_of_the_model_are_cut() -> None:
    engine, translator = scripted(lambda source, options: "Fine.", part_chars=10_000)
    (result,) = engine.translate(["字" * 3000])
    assert max(len(source) for source, _ in translator.asked) <= MAX_SOURCE_TOKENS
    assert sum(len(source) for source, _ in translator.asked[:1]) > 0
    assert CUT_UNPUNCTUATED in result.warnings


@pytest.mark.parametrize(
    ("number", "english"),
    [
        ("三、", "3."), ("十二、", "12."), ("（一）", "(1)"), ("(8) ", "(8)"), ("2. ", "2."), ("2．", "2."),
        ("7、", "7."), ("１．", "1."), ("5) ", "5)"), ("①", "1)"), ("⑳ ", "20)"), ("第六条 ", "Article 6"),
        ("第一百零一条　", "Article 101"), ("第2章 ", "Chapter 2"), ("第一节 ", "Section 1"),
    ],
)  # fmt: skip
def test_a_list_number_is_written_by_rule_and_what_follows_is_translated_without_it(
    number: str, english: str
) -> None:
    engine, translator = scripted(lambda source, options: "Fine.")
    (result,) = engine.translate([f"{number}很好。"])
    assert (result.text, result.warnings) == (f"{english} Fine.", ())
    assert [source for source, _ in translator.asked] == ["很好。"]


@pytest.mark.parametrize(
    "text",
    [
        "1.5万人参加。",
        "三、四季度增长。",
        "1、2号线开通。",
        "一是加强领导。",
        "2023年完成。",
        "（一些人）参加。",
        "第三条规定很清楚。",
        "第一章很长。",
        "三人参加。",
    ],
)
def test_a_number_that_belongs_to_its_sentence_is_no_list_number(text: str) -> None:
    engine, translator = scripted(lambda source, options: "Fine.")
    assert engine.translate([text])[0].text == "Fine."
    assert [source for source, _ in translator.asked] == [text]


def test_a_sentence_is_translated_the_same_alone_and_among_others(embedded: ArgosEngine) -> None:
    lines = SEED.read_text("utf-8").splitlines()
    sentences = [text for line in lines if line.endswith("。") for text, _ in segments_of(line, 400)][:24]
    together, backwards, alone = (ArgosEngine(embedded._model) for _ in range(3))
    translations = together.translate(sentences)
    assert backwards.translate(sentences[::-3]) == translations[::-3]
    assert [alone.translate([sentence])[0] for sentence in sentences[:6]] == translations[:6]


def test_links_and_other_answers_come_after_the_list_number(embedded: ArgosEngine) -> None:
    plain, numbered = embedded.translate(["加强组织领导。", "（三）加强组织领导。"])
    assert numbered.text == f"(3) {plain.text}"
    assert [answer.text for answer in numbered.alternatives] == [f"(3) {a.text}" for a in plain.alternatives]
    assert [(link.start - 4, link.source_start - 3, link.weight) for link in numbered.links] == [
        (link.start, link.source_start, link.weight) for link in plain.links
    ]
    assert plain.links


def test_the_target_prefix_is_passed_and_removed() -> None:
    engine, translator = scripted(lambda source, options: "__en__ Hello.", prefix="__en__")
    assert engine.translate(["你好。"])[0].text == "Hello."
    assert translator.asked[0][1]["target_prefix"] == [["__en__"]]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (RuntimeError("No position encodings are defined"), "stopped with an error"),
        (RuntimeError("std::bad_alloc"), "not enough memory"),
        (MemoryError(), "not enough memory"),
    ],
)
def test_a_failing_model_is_an_engine_error(error: Exception, message: str) -> None:
    def fail(source: str, options: dict[str, Any]) -> str:
        raise error

    engine, _ = scripted(fail)
    with pytest.raises(EngineError, match=message) as caught:
        engine.translate(["你好。"])
    assert caught.value.hint


# --- the real model ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArgosEngine]:
    with embedded_engine(tmp_path_factory.mktemp("home")) as engine:
        yield engine


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a package that has all files and no working model."""
    use_private_home(tmp_path)
    from argostranslate import settings as argos_settings

    monkeypatch.setattr(argos_settings, "package_dirs", [tmp_path / "packages"])
    write_package(tmp_path / "packages" / "translate-zh_en-1_9")


def test_english_inside_the_source_keeps_its_spacing(embedded: ArgosEngine) -> None:
    (result,) = embedded.translate(["会议决定建设 Free Trade Zone 项目。"])
    assert "  " not in result.text
    assert result.text == result.text.strip()


def test_the_notice_says_that_the_embedded_model_is_for_drafts(embedded: ArgosEngine) -> None:
    assert "rough drafts only" in embedded.notice
    assert embedded.signature == "argos zh_en 0.6 (built-in)"


@pytest.mark.usefixtures("installed")
def test_an_installed_package_is_used_first() -> None:
    engine = ArgosEngine()
    assert engine.signature == "argos zh_en 1.9"
    assert "installed Argos model zh_en 1.9" in engine.notice


@pytest.mark.usefixtures("installed")
def test_a_package_that_ctranslate2_cannot_load_is_an_engine_error() -> None:
    with pytest.raises(EngineError, match="cannot be loaded") as caught:
        ArgosEngine().translate(["你好。"])
    assert "models" in caught.value.hint


def _python(code: str, home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=os.environ | private_home(home),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_translating_imports_nothing_under_the_agpl_and_nothing_huge(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from translator.engines import load_engine\n"
        "print(load_engine('argos').translate(['你好，世界。'])[0].text)\n"
        "print([name for name in ('minisbd', 'stanza', 'torch', 'spacy', 'onnxruntime') if name in sys.modules])"
    )
    process = _python(code, tmp_path)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    text, names = out.splitlines()
    assert text
    assert names == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT cannot be sent to one process there")
def test_ctrl_c_gets_out_quickly_with_ten_thousand_sentences_queued(tmp_path: Path) -> None:
    code = (
        "from translator.engines import load_engine\n"
        "sources = [f'青岛市今年第{n}次召开会议，研究部署经济工作。' for n in range(10_000)]\n"
        "load_engine('argos').translate(sources, lambda index, _: print(index, flush=True))"
    )
    process = _python(code, tmp_path)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)  # translating all of them takes longer
    assert "KeyboardInterrupt" in err
