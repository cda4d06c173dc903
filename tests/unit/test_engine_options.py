"""Options of engines, where they come from, and connections that are forbidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.engines import RuleEngine
from translator.cli import main
from translator.engines import ENGINES, EngineEntry, Option, Options, load_engine
from translator.engines.network import check_allowed, is_local
from translator.errors import EngineError, UsageError

KEY = "sk-do-not-show-me"
OPTIONS = (Option("model", "The model."), Option("api_key", "The key.", secret=True))


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """Return the options that engines called *test* are made with."""
    made: list[Options] = []

    def load(options: Options) -> RuleEngine:
        made.append(options)
        return RuleEngine()

    monkeypatch.setitem(ENGINES, "test", EngineEntry(load, OPTIONS))
    return made


def test_an_option_that_is_given_wins_over_the_environment(
    given: list[Options], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATOR_TEST_MODEL", "small")
    monkeypatch.setenv("TRANSLATOR_TEST_API_KEY", KEY)
    load_engine("test")
    load_engine("test", {"model": "large"})
    assert given == [{"model": "small", "api_key": KEY}, {"model": "large", "api_key": KEY}]


def test_an_unknown_option_names_the_nearest(given: list[Options]) -> None:
    with pytest.raises(UsageError, match="'test' has no option 'api-kye'") as caught:
        load_engine("test", {"api-kye": KEY})
    assert caught.value.hint == "Did you mean 'api_key'? It takes: model, api_key."


def test_an_engine_without_options_takes_none() -> None:
    with pytest.raises(UsageError, match="'argos' has no option 'model'") as caught:
        load_engine("argos", {"model": "large"})
    assert caught.value.hint == "It takes no options."


def run(words: list[str]) -> int:
    with pytest.raises(SystemExit) as left:
        main(words)
    return int(left.value.code or 0)


@pytest.mark.parametrize("word", [KEY, f"={KEY}"])
def test_what_is_no_option_is_refused_without_showing_it(
    word: str, given: list[Options], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["run", str(tmp_path), "--engine", "test", "--engine-option", word]) == 2
    assert KEY not in "".join(capsys.readouterr())


def test_a_run_and_an_evaluation_take_options_and_write_no_secret(
    given: list[Options],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text("青岛市召开会议。", encoding="utf-8")
    Path("set.tsv").write_text("青岛市召开会议。\tQingdao holds a meeting.\n", encoding="utf-8")
    options = ["--engine", "test", "--engine-option", "model=a=b", "--engine-option", f"api_key={KEY}"]
    assert run(["run", "page.txt", *options, "--json"]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)[0]["status"] == "done"
    with pytest.raises(SystemExit):
        main(["eval", "set.tsv", *options])
    assert given == [{"model": "a=b", "api_key": KEY}] * 2
    assert KEY not in shown.out + shown.err + "".join(capsys.readouterr())
    assert not any(KEY.encode() in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


@pytest.mark.parametrize(
    "url", ["http://localhost:11434/v1", "http://127.0.0.1", "https://[::1]:8000/", "http://ollama.localhost"]
)
def test_this_machine_is_always_allowed(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSLATOR_OFFLINE", "1")
    assert is_local(url)
    check_allowed(url)


@pytest.mark.parametrize(
    "url",
    ["https://example.com", "http://192.168.1.5", "http://localhost.example.com", "http://0.0.0.0", "x"],
)
def test_other_machines_are_forbidden_where_the_user_says_so(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in ("", "0"):
        monkeypatch.setenv("TRANSLATOR_OFFLINE", value)
        check_allowed(url)
    monkeypatch.setenv("TRANSLATOR_OFFLINE", "1")
    with pytest.raises(EngineError, match="TRANSLATOR_OFFLINE is set") as caught:
        check_allowed(url)
    assert "TRANSLATOR_OFFLINE" in caught.value.hint


@pytest.mark.parametrize(
    ("engine", "option"), [(name, one) for name, e in ENGINES.items() for one in e.options]
)
def test_every_option_is_in_the_docs(engine: str, option: Option) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "operators.md").read_text("utf-8")
    assert f"`{option.name}`" in guide, f"{engine}: {option.name}"
    assert option.help.endswith(".")
