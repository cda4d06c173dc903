"""``translator doctor``: whether a run would work, also where half of it is broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.engines import RuleEngine
from translator.cli import main
from translator.commands import doctor
from translator.commands.doctor import Level
from translator.engines import ENGINES, Engine, EngineEntry, Option, Options
from translator.errors import EngineError

Findings = dict[str, list[dict[str, str]]]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the current folder, with a term base and an engine that answers at once."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossaries").mkdir()
    (tmp_path / "glossaries" / "terms.csv").write_text("source,target\n青岛,Qingdao\n", encoding="utf-8")
    known = dict(ENGINES)
    ENGINES.clear()
    use("argos", lambda _options: RuleEngine())
    yield tmp_path
    ENGINES.clear()
    ENGINES.update(known)  # in their order, which messages show


def use(name: str, load: Callable[[Options], Engine], *options: str) -> None:
    entry = EngineEntry(load, tuple(Option(one, one) for one in options))
    ENGINES[name] = entry


def fails(_options: Options) -> Engine:
    raise EngineError("the model is gone", hint="Fetch it.")


def examined(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Findings]:
    """Return the exit code and the findings by what they are about."""
    with pytest.raises(SystemExit) as left:
        main(["doctor", "--json", *words])
    said = json.loads(capsys.readouterr().out)
    found: Findings = {}
    for one in said["findings"]:
        found.setdefault(one["about"], []).append(one)
    assert set(found) | {"Other engines"} == set(doctor.PROBES)
    code = int(left.value.code or 0)
    assert said["ok"] == (code == 0)
    return code, found


def test_a_place_where_a_run_works(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    code, found = examined(capsys)
    assert code == 0
    assert "青岛市召开会议。 → " in found["Engine"][0]["text"]
    assert found["Term bases"][0]["text"] == f"1 entries: {Path('glossaries/terms.csv')}"
    assert not (here / "out").exists()


def test_each_line_says_how_it_is_meant_and_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("translator.workspace.office.office_program", lambda: None)
    with pytest.raises(SystemExit):
        main(["doctor"])
    said = capsys.readouterr().out
    assert "look   LibreOffice    not found\n                      → Install LibreOffice" in said
    assert "ok     Out folder     out, which the first run makes" in said
    assert said.endswith("Nothing here would stop a run.\n")


@pytest.mark.parametrize(
    ("settings", "about", "text", "advice"),
    [
        ("out = out", "Settings", "translator.toml, line 1: invalid value", "quotes"),
        ("outt = 'x'", "Settings", "there is no setting 'outt'", "Did you mean 'out'?"),
        ("glossaries = 'gone.csv'", "Settings", "'glossaries' names gone.csv", "--glossary"),
        ("glossaries = 'gone.csv'", "Term bases", "gone.csv: cannot be read", "Check the path"),
        ("glossaries = 'bad.csv'", "Term bases", "bad.csv, line 2", ""),
        ("house = 'none.toml'", "House style", "there is no such house style", "xinhua"),
        ("engine = 'babelfish'", "Engine", "unknown engine 'babelfish'", "argos"),
        ("engine = 'broken'", "Engine", "the model is gone", "Fetch it."),
    ],
)
def test_what_would_stop_a_run_is_wrong(
    settings: str,
    about: str,
    text: str,
    advice: str,
    here: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use("broken", fails)
    (here / "bad.csv").write_text("source,target\n青岛,\n", encoding="utf-8")
    (here / "translator.toml").write_text(settings)
    code, found = examined(capsys)
    assert code == 1
    (wrong,) = [one for one in found[about] if one["level"] == Level.WRONG]
    assert text in wrong["text"]
    assert advice in wrong["advice"]


def test_an_out_folder_that_cannot_be_written_is_wrong(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    code, found = examined(capsys)
    assert (code, found["Out folder"][0]["level"]) == (1, "wrong")


def test_a_damaged_memory_is_wrong(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "jobs").mkdir()
    (here / "jobs" / "translator.tm.sqlite").write_bytes(b"no database")
    code, found = examined(capsys, "--out", "jobs")
    assert (code, found["Memory"][0]["level"]) == (1, "wrong")
    assert found["Memory"][0]["advice"]


@pytest.mark.parametrize(
    ("free", "level"),
    [(10 * 2**20, "wrong"), (500 * 2**20, "look"), (50 * 2**30, "ok")],
)
def test_little_space_is_named(
    free: int, level: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(".")._replace(free=free)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _path: usage)
    code, found = examined(capsys)
    assert (found["Disk"][0]["level"], code) == (level, int(level == "wrong"))


def test_another_engine_that_is_not_set_up_stops_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    use("broken", fails)
    code, found = examined(capsys)
    assert code == 0
    assert found["Other engines"] == [
        {
            "about": "Other engines",
            "level": "ok",
            "text": "broken: not in use (the model is gone)",
            "advice": "Fetch it.",
        }
    ]


def test_no_other_machine_is_asked(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def load(options: Options) -> Engine:
        return RuleEngine(lambda source: asked.append(options["base_url"]) or source)

    use("far", load, "base_url")
    for url in ("https://example.com/v1", "http://localhost:1/v1"):
        (here / "translator.toml").write_text(f'engine = "far"\n[engines.far]\nbase_url = "{url}"')
        assert examined(capsys)[0] == 0
    assert asked == ["http://localhost:1/v1"]


@pytest.mark.parametrize("about", doctor.PROBES)
def test_a_probe_that_fails_leaves_the_others(
    about: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_place: object) -> Iterator[Any]:
        raise ImportError("no module of that name")

    monkeypatch.setattr(doctor, "PROBES", dict.fromkeys(doctor.PROBES, lambda _place: iter(())) | {
        "Cores": doctor.PROBES["Cores"], about: breaks,
    })  # fmt: skip
    found = {one.about: one for one in doctor.examine(doctor.Workplace())}
    assert set(found) == {"Cores", about}
    assert "no module of that name" in found[about].text
    assert found[about].level is (Level.WRONG if about in doctor.NEEDED else Level.LOOK)


def test_a_console_without_chinese_is_worth_a_look() -> None:
    place = doctor.Workplace(encoding="cp1252")
    ((level, text, advice),) = doctor.PROBES["Console"](place)
    assert (level, text) == (Level.LOOK, "cp1252")
    assert "PYTHONUTF8=1" in advice


def test_fonts_are_looked_for_in_the_folders_of_the_system(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda _name: None)
    monkeypatch.setattr(doctor, "FONT_FOLDERS", (here / "fonts", here / "none"))
    assert [level for level, *_ in doctor.PROBES["Fonts"](doctor.Workplace())] == [Level.LOOK]
    (here / "fonts").mkdir()
    (here / "fonts" / "Songti.ttc").touch()
    (here / "fonts" / "Arial.ttf").touch()
    assert [text for _, text, _ in doctor.PROBES["Fonts"](doctor.Workplace())] == ["Songti"]
