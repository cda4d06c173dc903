"""The contract of every engine: one translation for each source, in order, delivered once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.argos_packages import embedded_engine
from tests.engines import RuleEngine
from tests.firefox_models import firefox_engine
from tests.servers import Answer, libretranslate, model, serving
from translator.engines import ENGINES, ContextReader, Corrector, Engine, load_engine
from translator.errors import UsageError
from translator.model import Ability, Translation

PAGE = Path("seeds/qingdao-page-2023-05.txt")


def _sentences() -> list[str]:
    text = (Path(__file__).parents[2] / PAGE).read_text("utf-8")
    return [sentence + "。" for sentence in text.replace("\n", "").split("。") if 10 < len(sentence) < 60][
        :24
    ]


@contextmanager
def _served(name: str, answer: Answer, **options: str) -> Iterator[Engine]:
    with serving(answer) as server:
        yield load_engine(name, {"base_url": server.url, **options})


@pytest.fixture(scope="module", params=[*ENGINES, "test"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    makers: dict[str, Callable[[], AbstractContextManager[Engine]]] = {
        "argos": lambda: embedded_engine(tmp_path_factory.mktemp("home")),
        "llm": lambda: _served("llm", model, model="qwen2.5:7b", batch="4"),
        "libretranslate": lambda: _served("libretranslate", libretranslate),
        "firefox": lambda: nullcontext(firefox_engine(tmp_path_factory.mktemp("model"))),
        "test": lambda: nullcontext(RuleEngine()),
    }
    if request.param == "firefox":  # a stand-in of random weights: its English means nothing
        pytest.importorskip("fxtranslate")
    with makers[request.param]() as made:
        yield made


def test_every_source_gets_one_translation_in_order(engine: Engine) -> None:
    sources = _sentences()
    seen: dict[int, Translation] = {}

    def on_result(index: int, translation: Translation) -> None:
        assert index not in seen
        seen[index] = translation

    results = engine.translate(sources, on_result)
    assert [seen[index] for index in range(len(sources))] == results
    assert all(result.text.strip() for result in results)


def test_equal_sources_get_equal_translations(engine: Engine) -> None:
    first, second = _sentences()[:2]
    results = engine.translate([first, second, first])
    assert results[0] == results[2]
    assert results[0] != results[1]


def test_no_sources_have_no_translations(engine: Engine) -> None:
    assert engine.translate([]) == []


def test_a_keyboard_interrupt_passes_through(engine: Engine) -> None:
    ready: list[int] = []

    def stop_at_the_second(index: int, translation: Translation) -> None:
        ready.append(index)
        if len(ready) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.translate(_sentences(), stop_at_the_second)
    assert len(set(ready)) == 2
    assert len(engine.translate(_sentences()[:2])) == 2, "the engine is still usable"


def test_a_source_beyond_every_limit_is_translated(engine: Engine) -> None:
    (result,) = engine.translate(["发展经济" * 750])
    assert result.text.strip()


def test_signature_and_notice_are_one_line(engine: Engine) -> None:
    assert engine.signature.split()
    assert "\n" not in engine.signature + engine.notice


def test_what_an_engine_says_it_can_be_told_it_can_be_told(engine: Engine) -> None:
    assert (Ability.CORRECTION in engine.abilities) == isinstance(engine, Corrector)
    assert (Ability.CONTEXT in engine.abilities) == isinstance(engine, ContextReader)


def test_answers_have_what_the_abilities_say(engine: Engine) -> None:
    answers = engine.translate(_sentences())
    assert any(answer.alternatives for answer in answers) == (Ability.ALTERNATIVES in engine.abilities)
    assert any(answer.links for answer in answers) == (Ability.ALIGNMENT in engine.abilities)


@settings(max_examples=15, deadline=None)
@given(
    sources=st.lists(
        st.text(st.sampled_from("青岛发展了，。“”！GDP 12.5%\n\u3000𠮷ﷺ🙂é"), max_size=30), max_size=4
    )
)
def test_any_text_is_translated(engine: Engine, sources: list[str]) -> None:
    assert len(engine.translate(sources)) == len(sources)


def test_an_unknown_engine_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="unknown engine 'nosuch'") as caught:
        load_engine("nosuch")
    assert "argos" in caught.value.hint
