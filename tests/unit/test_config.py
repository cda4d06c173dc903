"""translator.toml: what may stand there, which value wins, and what is said about mistakes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import RuleEngine
from tests.unit.test_cli import COMMANDS
from translator import workspace
from translator.cli import main
from translator.commands.init import init
from translator.commands.settings import SETTINGS, tables
from translator.config import FILE_NAME, Config, Kind, Setting, find, read_config
from translator.engines import ENGINES, Engine, EngineEntry, Option, Options
from translator.errors import ConfigError, InputError, OutputError, UsageError
from translator.style.houses import BUILT_IN, house_of


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, a project without settings."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(text: str | bytes) -> Config:
    Path(FILE_NAME).write_bytes(text.encode() if isinstance(text, str) else text)
    return read_config(find(), tables())


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, dict[str, object]]:
    with pytest.raises(SystemExit) as left:
        main(["config", "--json", *words])
    assert not left.value.code
    return json.loads(capsys.readouterr().out)["settings"]  # type: ignore[no-any-return]


def parameters() -> Iterator[tuple[str, object]]:
    for words, command in COMMANDS.items():
        for parameter in command.params:
            if parameter.envvar:
                yield " ".join(words), parameter


# --- one table ---------------------------------------------------------------------------------------------------


def test_every_parameter_with_a_variable_has_its_setting() -> None:
    known = {setting.envvar: setting for setting in SETTINGS}
    for words, parameter in parameters():
        option = known[parameter.envvar].option  # type: ignore[attr-defined]
        assert option in [*parameter.opts, "INPUT"], f"{words} {option}"  # type: ignore[attr-defined]


def test_every_setting_feeds_a_command_and_is_shown() -> None:
    fed = {words: set() for words, _ in parameters()}
    for words, parameter in parameters():
        fed[words].add(parameter.envvar)  # type: ignore[attr-defined]
    wanted = {setting.envvar for setting in SETTINGS}
    assert fed.pop("config") == wanted
    assert set().union(*fed.values()) == wanted


@pytest.mark.parametrize("option", ["--out", "--glossary", "--engine"])
def test_an_option_that_many_commands_have_reads_its_setting_in_each(option: str) -> None:
    """A command with its own --out, say, would silently leave the project's folder."""
    (variable,) = {setting.envvar for setting in SETTINGS if setting.option == option}
    for words, command in COMMANDS.items():
        for parameter in command.params:
            assert option not in parameter.opts or parameter.envvar == variable, " ".join(words)


# --- which value wins --------------------------------------------------------------------------------------------


def test_an_option_beats_the_environment_that_the_file_and_that_the_default(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown(capsys)["out"] == {"value": "out", "source": "default", "place": None}
    settings('\nout = "of-file"\n')
    assert shown(capsys)["out"] == {
        "value": "of-file",
        "source": "file",
        "place": "translator.toml, line 2",
    }
    monkeypatch.setenv("TRANSLATOR_OUT", "of-environment")
    assert shown(capsys)["out"] == {
        "value": "of-environment",
        "source": "environment",
        "place": "TRANSLATOR_OUT",
    }
    assert shown(capsys, "--out", "of-option")["out"] == {
        "value": "of-option",
        "source": "option",
        "place": "--out",
    }


@pytest.mark.parametrize(
    "words",
    [("glossary", "coverage"), ("glossary", "impact"), ("tm", "stats"), ("glossary", "proposals")],
    ids=" ".join,
)
def test_every_command_uses_the_out_folder_of_the_project(
    words: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings('out = "elsewhere"')
    with pytest.raises(SystemExit):
        main([*words])
    assert "elsewhere" in capsys.readouterr().err


def test_paths_start_from_the_folder_of_the_file(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "pages").mkdir()
    (project / "deep" / "er").mkdir(parents=True)
    absolute = json.dumps(str(project))
    settings(f'inputs = ["pages"]\nout = "jobs"\nglossaries = {absolute}')
    monkeypatch.chdir(project / "deep" / "er")
    found = shown(capsys)
    assert found["inputs"]["value"] == [str(Path("../../pages"))]
    assert found["out"]["value"] == str(Path("../../jobs"))
    assert found["glossaries"]["value"] == [str(project)]


def test_the_houses_are_those_of_the_program() -> None:
    assert next(one for one in SETTINGS if one.key == "house").choices == BUILT_IN


def test_a_house_is_a_name_or_a_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "deep").mkdir()
    monkeypatch.chdir(project / "deep")
    for house, read in (("xinhua", "xinhua"), ("style/ours.toml", Path("../style/ours.toml"))):
        (project / FILE_NAME).write_text(f'house = "{house}"')
        assert read_config(find(), tables()).table("") == {"house": read}


@pytest.mark.parametrize("value", ["[" * 3000 + "]" * 3000, "9" * 5000])
def test_a_value_that_cannot_be_read_is_a_fault(project: Path, value: str) -> None:
    (project / FILE_NAME).write_text(f"out = {value}")
    with pytest.raises(ConfigError, match="too long or a list too deep"):
        read_config(find(), tables())
    with pytest.raises(InputError, match="not a house style"):
        house_of(f"percent = {value}", "house.toml")


def test_the_home_of_an_unknown_user_is_a_fault(project: Path) -> None:
    (project / FILE_NAME).write_text('out = "~no-such-user/out"')
    with pytest.raises(ConfigError, match="has no home folder"):
        read_config(find(), tables())


def test_the_nearest_file_is_used_and_no_other(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings('out = "of-home"')
    inner = project / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert find() == project / FILE_NAME
    (project / "a" / FILE_NAME).write_text("")
    assert find() == project / "a" / FILE_NAME
    (inner / FILE_NAME).mkdir()  # no file
    assert find() == project / "a" / FILE_NAME


def test_a_run_without_input_takes_those_of_the_file(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "pages").mkdir()
    settings('inputs = "pages"\nout = "jobs"')
    with pytest.raises(SystemExit) as left:
        main(["run"])
    assert left.value.code == 1
    errors = capsys.readouterr().err
    assert "Settings: translator.toml" in errors
    assert "pages: contains no file that can be read" in errors


# --- mistakes ----------------------------------------------------------------------------------------------------

FAULTY = {
    'out = "out"\nglosaries = "x"': ("line 2: there is no setting 'glosaries'", "'glossaries'"),
    "wholly-other = 1": ("line 1: there is no setting 'wholly-other'", "--keys"),
    "out = 3": ("line 1: 'out' must be a file or folder, as in out = \"out\"", "--keys"),
    "\n\nglossaries = [1]": ("line 3: 'glossaries' must be files or folders", "--keys"),
    'out = "a\\u0000b"': ("line 1: 'out' must be", "--keys"),
    "inputs = []": ("line 1: 'inputs' must be files or folders", "--keys"),
    'out = ""': ("line 1: 'out' must be", "--keys"),
    'layout = "sideways"': ("line 1: 'layout' 'sideways' is not one of interleaved, side-by-side", "--keys"),
    "out = out": ("line 1: invalid value", "quotes"),
    'out = "a"\n\nout = "b"': ("line 3: cannot overwrite a value", "each key once"),
    'out = "C:\\Users\\me"': ("line 1: ", "Windows"),
    "glossaries = [": ("line 1: ", "lists in [ ]"),
    b'out = "\xe9\x9d'.decode("latin-1"): ("line 1: ", "quotes"),
    "[out]\nfolder = 1": ("line 1: 'out' must be", "--keys"),
    "[qaa]\nx = 1": ("line 1: there is no setting 'qaa'", "--keys"),
}


@pytest.mark.parametrize("text", FAULTY)
def test_a_mistake_is_named_with_its_line_and_the_next_step(text: str, project: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        settings(text)
    message, hint = FAULTY[text]
    assert f"{FILE_NAME}, {message}" in raised.value.message
    assert hint in raised.value.hint


def test_a_mark_of_windows_editors_is_no_mistake(project: Path) -> None:
    assert settings(b'\xef\xbb\xbfout = "\xe9\x9d\x92"').table("") == {"out": Path("青")}


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_another_encoding_than_utf_8_is_named(encoding: str, project: Path) -> None:
    with pytest.raises(ConfigError, match=r"line \d: is not in UTF-8"):
        settings('out = "x"\nglossaries = "术语"'.encode(encoding))


def test_a_file_that_cannot_be_read_is_named(project: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.toml: cannot be read"):
        read_config(project / "gone.toml", tables())


@pytest.mark.parametrize("words", [("run",), ("glossary", "coverage"), ("config",)], ids=" ".join)
def test_a_term_base_that_is_missing_is_named_with_the_line(
    words: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings('\nglossaries = ["gone.csv"]')
    with pytest.raises(SystemExit) as left:
        main([*words])
    assert left.value.code == 2
    assert (
        "translator.toml, line 2: 'glossaries' names gone.csv, which does not exist"
        in capsys.readouterr().err
    )


def test_what_needs_no_setting_works_with_a_faulty_file(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(FILE_NAME).write_text("out = out")
    for words in (["models", "list", "--json"], ["run", "--help"], ["config", "--keys"], ["init", "new"]):
        with pytest.raises(SystemExit) as left:
            main(words)
        assert not left.value.code, words
    printed = capsys.readouterr()
    assert "Error" not in printed.out + printed.err


def test_an_option_does_without_a_path_that_is_missing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings('glossaries = ["gone.csv"]')
    (project / "terms.csv").write_text("source,target\n青岛,Qingdao\n", encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["glossary", "lookup", "青岛", "--glossary", "terms.csv"])
    assert not left.value.code


# --- a table that a package owns ---------------------------------------------------------------------------------

OWN = {
    "": (Setting(key="out", kind=Kind.NEW_PATH, help="Out."),),
    "qa": (
        Setting(key="numbers", kind=Kind.SWITCH, help="Whether."),
        Setting(key="length", kind=Kind.NUMBER, help="How long."),
        Setting(key="skip", kind=Kind.TEXTS, help="What not."),
        Setting(key="severity", kind=Kind.TEXT, help="How bad.", choices=("error", "warning")),
    ),
    "engines.far": (Setting(key="retries", kind=Kind.VALUE, help="How often."),),
}


def test_a_table_has_keys_of_its_own(project: Path) -> None:
    Path(FILE_NAME).write_text(
        'out = "o"\n[qa]\nnumbers = false\nlength = 2.5\nskip = "a"\nseverity = "error"\n'
        "[engines.far]\nretries = 3\n"
    )
    config = read_config(find(), OWN)
    assert config.table("qa") == {"numbers": False, "length": 2.5, "skip": ["a"], "severity": "error"}
    assert config.table("engines.far") == {"retries": "3"}
    assert config.line("severity", "qa") == 6
    assert config.table("none") == {}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[qa]\nnumber = true", "line 2: there is no setting 'qa.number'", "'qa.numbers'"),
        ("severity = 1", "line 1: there is no setting 'severity'", "'qa.severity'"),
        ("qa = 1", "line 1: there is no setting 'qa'", ""),
        ("[qa]\nnumbers = 1", "line 2: 'qa.numbers' must be true or false, as in numbers = true", ""),
        ("[qa]\nlength = true", "line 2: 'qa.length' must be a number", ""),
        ("[engine.far]\nretries = 1", "there is no setting 'engine'", "the table [engines.far]"),
        ("[engines.fare]\nretries = 1", "there is no setting 'engines.fare'", "the table [engines.far]"),
        ("[qa.inner]\nx = 1", "there is no setting 'qa.inner'", ""),
    ],
)
def test_a_mistake_in_a_table_is_named(text: str, message: str, hint: str, project: Path) -> None:
    Path(FILE_NAME).write_text(text)
    with pytest.raises(ConfigError) as raised:
        read_config(find(), OWN)
    assert message in raised.value.message
    assert hint in raised.value.hint


# --- a new project -----------------------------------------------------------------------------------------------


def test_a_new_project_sets_the_defaults_of_its_folders_and_shows_every_key(project: Path) -> None:
    init(project)
    config = read_config(find(), tables())
    assert config.table("") == {
        "inputs": [Path("pages")],
        "out": Path("out"),
        "glossaries": [Path("glossaries")],
    }
    text = Path(FILE_NAME).read_text(encoding="utf-8")
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    for table, settings in tables().items():
        assert not table or f"[{table}]" in lines
        assert all(any(line.startswith(f"{one.key} = ") for line in lines) for one in settings)
    assert len(list(Path("glossaries").glob("*.csv"))) >= 4


def test_what_a_new_project_shows_can_be_set(project: Path) -> None:
    """Each commented line is a valid one."""
    init(project)
    (project / "pages").rmdir()
    text = Path(FILE_NAME).read_text(encoding="utf-8")
    lines = [re.sub(r"^# (?=\w+ = |\[)", "", line) for line in text.splitlines()]
    config = settings("\n".join(lines))
    assert set(config.table("")) == {one.key for one in SETTINGS}
    assert set(config.tables) == set(tables())


def test_nothing_that_is_there_is_changed(project: Path) -> None:
    Path(FILE_NAME).write_text("# mine\n")
    Path("glossaries").mkdir()
    Path("seeds").mkdir()
    made = {one.path.name: one.new for one in init(project)}
    assert made == {
        FILE_NAME: False,
        "seeds": False,
        "glossaries": False,
        "out": True,
        ".gitignore": True,
    }
    assert Path(FILE_NAME).read_text() == "# mine\n"
    assert not list(Path("glossaries").iterdir())
    assert not any(one.new for one in init(project))


@pytest.mark.parametrize("fault", [OutputError("no space left", hint="Free some."), KeyboardInterrupt()])
def test_an_interrupted_start_leaves_no_part_of_the_glossaries(
    fault: BaseException, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, data: bytes) -> None:
        if path.suffix == ".csv":
            written.append(path)
            if len(written) == 2:
                raise fault
        write(path, data)

    written: list[Path] = []
    write = workspace.write_atomically
    monkeypatch.setattr("translator.commands.init.write_atomically", fail)
    with pytest.raises(type(fault)):
        init(project)
    assert sorted(path.name for path in project.iterdir()) == ["pages", FILE_NAME]
    monkeypatch.setattr("translator.commands.init.write_atomically", write)
    init(project)
    assert len(list(Path("glossaries").glob("*.csv"))) >= 4
    assert Path("glossaries").stat().st_mode == Path("pages").stat().st_mode


@pytest.mark.parametrize("name", ["", "pages", "glossaries", "out"])
def test_a_file_in_the_place_of_a_folder_makes_nothing(name: str, project: Path) -> None:
    folder = project / "desk"
    if name:
        folder.mkdir()
    (folder / name).write_text("")
    with pytest.raises(UsageError, match="is a file, not a folder"):
        init(folder)
    assert not (folder / FILE_NAME).exists()


# --- options of engines ------------------------------------------------------------------------------------------


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """Return the options with which the engine *far* is loaded."""
    loaded: list[Options] = []

    def load(options: Options) -> Engine:
        loaded.append(options)
        return RuleEngine()

    options = (Option(name="url", help="Where."), Option(name="api_key", help="Who.", secret=True))
    monkeypatch.setitem(ENGINES, "far", EngineEntry(load, options))
    monkeypatch.setitem(ENGINES, "near", EngineEntry(load, (Option(name="depth", help="How deep."),)))
    return loaded


FAR = """[engines.far]
url = "of-file"
api_key = "geheim"
[engines.near]
depth = 3
"""


def test_each_option_of_an_engine_has_the_value_nearest_to_the_command(
    project: Path, far: list[Options], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(FILE_NAME).write_text(FAR)
    (project / "page.txt").write_text("青岛市召开会议。", encoding="utf-8")
    run = ["run", "page.txt", "--quiet", "--force", "--engine", "far"]
    for more in ([], ["--engine-option", "url=of-option"]):
        with pytest.raises(SystemExit):
            main([*run, *more])
        monkeypatch.setenv("TRANSLATOR_FAR_API_KEY", "of-environment")
    assert far == [
        {"url": "of-file", "api_key": "geheim"},
        {"url": "of-option", "api_key": "of-environment"},
    ]


def test_options_of_engines_are_shown_and_secrets_are_not(
    project: Path, far: list[Options], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(FILE_NAME).write_text(FAR)
    monkeypatch.setenv("TRANSLATOR_FAR_URL", "of-environment")
    found = shown(capsys, "--engine", "far", "--engine-option", "api_key=streng-geheim")
    assert found["engines.far.url"]["value"] == "of-environment"
    assert found["engines.far.api_key"] == {
        "value": "(not shown)",
        "source": "option",
        "place": "--engine-option api_key=…",
    }
    assert found["engines.near.depth"] == {
        "value": "3",
        "source": "file",
        "place": "translator.toml, line 5",
    }
    assert "engines.far.url" in shown(capsys)
    assert not far


def test_an_unknown_option_of_an_engine_is_named_with_its_line(project: Path, far: list[Options]) -> None:
    with pytest.raises(ConfigError, match=r"line 2: there is no setting 'engines.far.ulr'") as raised:
        settings('[engines.far]\nulr = "x"')
    assert "Did you mean 'engines.far.url'?" in raised.value.hint


@pytest.mark.parametrize("value", ['["geheim"]', "geheim", '"geheim'])
def test_a_secret_is_in_no_message(value: str, project: Path, far: list[Options]) -> None:
    with pytest.raises(ConfigError) as raised:
        settings(f"[engines.far]\napi_key = {value}")
    assert "geheim" not in f"{raised.value.message} {raised.value.hint}"
    assert "line 2" in raised.value.message


@pytest.mark.parametrize(
    "text",
    [
        "[engines.far]\napi-key = geheim",
        "[engines.far]\nAPI_KEY = geheim",
        '[engines.far]\napikey = "geheim',
        '[engines.far]\n"key" = "geheim',
        '[ engines . "far" ]\nurl = "https://user:geheim@host',
        "[[engines.far]]\nkey = geheim",
        '[engines.far] key = "geheim"',
        "[engines.far]\nkey: geheim",
        '[engines.far]\nkey = [\n"geheim"\n"geheim"]',
        "engines.far.key = geheim",
        'engines = {far = {key = "geheim',
        "[engine.far]\nkey = geheim",
        "[far]\nAPI-Key = geheim",
    ],
)
def test_a_faulty_line_of_an_engine_shows_at_most_the_key(
    text: str, project: Path, far: list[Options]
) -> None:
    with pytest.raises(ConfigError) as raised:
        settings(text)
    assert "geheim" not in f"{raised.value.message} {raised.value.hint}"
    assert ", line " in raised.value.message


def test_other_faulty_lines_are_shown_whole(project: Path, far: list[Options]) -> None:
    with pytest.raises(ConfigError, match=r"\n  out = here$"):
        settings('[engines.far]\nurl = "x"\n[qa]\nout = here')
    with pytest.raises(ConfigError, match=r"\n  url = …$"):
        settings("[engines.far]\nurl = here")


def test_a_password_in_an_address_is_not_shown(
    project: Path, far: list[Options], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(FILE_NAME).write_text('[engines.far]\nurl = "https://user:geh@im@host/v1"\n')
    assert shown(capsys)["engines.far.url"]["value"] == "https://…@host/v1"
    with pytest.raises(SystemExit):
        main(["config", "--engine", "far", "--engine-option", "url=http://user:geh/im@host"])
    printed = capsys.readouterr().out
    assert "http://…@host " in printed
    assert "geh" not in printed


# --- the docs ----------------------------------------------------------------------------------------------------

OPERATORS = Path(__file__).parents[2] / "docs" / "operators.md"


def test_the_docs_have_the_table_of_settings() -> None:
    """What they lack, or have too much, is the difference."""
    text = (
        OPERATORS.read_text(encoding="utf-8").partition("## Settings of a project")[2].partition("\n## ")[0]
    )
    rows = [line for line in text.splitlines() if line.startswith("| `") and "TRANSLATOR_" in line]
    assert rows == [
        f"| `{one.key}` | {one.what} | `{one.option}` | `{one.envvar}` | {one.help} |" for one in SETTINGS
    ]
