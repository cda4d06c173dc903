"""The command line as a whole: help, errors, and output in any encoding."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer.main
from rich.progress import MofNCompleteColumn

from tests.engines import RuleEngine
from translator.cli import app, main
from translator.cli.console import bars, print_json, print_trimmed, results_console
from translator.cli.glossary.lint import FINDINGS
from translator.cli.review import CONFLICTS
from translator.engines import ENGINES, EngineEntry
from translator.errors import TranslatorError

PAGE = "青岛市召开会议。\n"


def every_command(command: click.Command, *words: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield words, command
    for name, one in getattr(command, "commands", {}).items():
        yield from every_command(one, *words, name)


COMMANDS = dict(every_command(typer.main.get_command(app)))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_a_help_page(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([*words, "--help"])
    assert left.value.code == 0
    assert "Usage:" in capsys.readouterr().out
    assert COMMANDS[words].help


def test_a_bar_shows_a_name_with_brackets_whole(capsys: pytest.CaptureFixture[str]) -> None:
    with bars(MofNCompleteColumn()) as shown:
        shown.add_task("talk [final] [/x]", total=1)
    assert "talk [final] [/x]" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_run_in_an_encoding_without_chinese_ends_well(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "青岛.txt").write_text(PAGE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "translator", "run", "青岛.txt"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"done" in done.stdout
    assert b"translating" in done.stderr
    assert (tmp_path / "out" / "青岛" / "青岛.xlf").is_file()


def test_every_exit_code_is_documented() -> None:
    page = Path(__file__).parents[2] / "docs" / "operators.md"
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", page.read_text(encoding="utf-8"), re.M)}
    raised = {error.exit_code for error in (TranslatorError, *TranslatorError.__subclasses__())}
    assert documented == {0, *raised, FINDINGS, CONFLICTS, 130}


def stream_of(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)


def written(stream: io.TextIOWrapper) -> bytes:
    return stream.buffer.getvalue()  # type: ignore[attr-defined, no-any-return]


CALLS = [
    (["--help"], 0, b"Usage:"),
    (["run", "--help"], 0, b"Usage:"),
    (["review", "apply", "--help"], 0, b"Usage:"),
    (["glossary", "impact", "--help"], 0, b"Usage:"),
    (["glossary", "lint", "--list"], 0, b"Report a row"),
    (["segment", "青岛.txt"], 0, b"a01.p001"),
    (["segment", "青岛.txt", "--json"], 0, b'"a01.p001"'),
    (["run", "没有.txt", "--engine", "test"], 1, b"does not exist"),
    (["run", "--没有"], 2, b"No such option"),
    (["review", "stats", "没有"], 2, b"Error: "),
    (["run", "青岛.txt", "--engine", "test"], 0, b"done"),
    (["run", "青岛.txt", "--engine", "test", "--json"], 0, b'"status": "done"'),
]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize(("words", "code", "part"), CALLS, ids=[" ".join(words) for words, *_ in CALLS])
def test_no_output_fails_on_a_character(
    words: list[str], code: int, part: bytes, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(ENGINES, "test", EngineEntry(lambda _options: RuleEngine()))
    Path("青岛.txt").write_text(PAGE, encoding="utf-8")
    out, errors = stream_of(encoding), stream_of(encoding)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", errors)
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == code
    assert part in written(out) + written(errors)
    assert b"internal error" not in written(errors)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii", "gb18030"])
def test_json_has_the_right_values_in_any_encoding(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    value = {"name": "青岛 → Qingdao", "file": "\udcff.txt"}
    stream = stream_of(encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    print_json(value)
    assert json.loads(written(stream).decode(encoding)) == value


def test_json_is_readable_where_the_encoding_has_every_character(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "青岛"})
    assert "青岛" in capsys.readouterr().out


def test_results_are_printed_as_they_are_and_without_blanks_at_the_end(capsys):
    from rich.table import Table

    odd = "[b]1[/b] :cat:"
    table = Table(odd, title=odd, box=None)
    table.add_row(odd)
    table.add_row("")
    print_trimmed(table)
    results_console().print(odd)
    lines = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in lines] == [odd, odd, odd, "", odd]
    assert lines == [line.rstrip() for line in lines]
