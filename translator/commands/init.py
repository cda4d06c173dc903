"""A new project folder: translator.toml with comments, and the folders that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from translator.commands.settings import FILE_NAME, SETTINGS, tables
from translator.commands.termbases import starter_glossaries
from translator.config import Setting
from translator.errors import UsageError
from translator.workspace import make_folder, read_input, unwritable, write_atomically


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file or folder of a project; ``new`` says whether it was made, or was there and was left as it is."""

    path: Path
    what: str
    new: bool


def init(folder: Path) -> list[Made]:
    """Make what a project folder lacks, and return everything it consists of; what is there is left as it is.

    Raises `UsageError` when a file has the name of a folder, and `OutputError` when something cannot be written.
    """
    pages, glossaries, out = folder / pages_name(folder), folder / "glossaries", folder / "out"
    for path in (folder, pages, glossaries, out):
        if path.exists() and not path.is_dir():
            raise UsageError(
                f"{path}: is a file, not a folder", hint="Name another folder, or move that file."
            )
    starter = {file.name: read_input(file) for file in sorted(starter_glossaries().glob("*.csv"))}
    settings = _settings_file(pages.name).encode()
    return [
        _file(folder / FILE_NAME, settings, "the settings of the project"),
        _folder(pages, "your pages"),
        _filled(glossaries, starter, "your term bases; a copy of the starter glossaries to begin with"),
        _folder(out, "the jobs, one folder each"),
        _file(folder / ".gitignore", _IGNORED.encode(), "what Git leaves out"),
    ]


def pages_name(folder: Path) -> str:
    """Return the name of a project's folder of pages."""
    return "seeds" if (folder / "seeds").is_dir() else "pages"


def _file(path: Path, content: bytes, what: str) -> Made:
    new = not path.exists()
    if new:
        write_atomically(path, content)
    return Made(path=path, what=what, new=new)


def _filled(path: Path, files: Mapping[str, bytes], what: str) -> Made:
    """Make a folder with files in it, whole or not at all, unless it is there."""
    new = not path.exists()
    if new:
        try:
            with TemporaryDirectory(prefix=".", dir=path.parent, ignore_cleanup_errors=True) as beside:
                whole = Path(beside, path.name)
                make_folder(whole)
                for name, content in files.items():
                    write_atomically(whole / name, content)
                whole.rename(path)
        except OSError as error:
            raise unwritable(path, error) from None
    return Made(path=path, what=what, new=new)


def _folder(path: Path, what: str) -> Made:
    new = not path.exists()
    make_folder(path)
    return Made(path=path, what=what, new=new)


_IGNORED = """\
# The jobs and the translation memory; delete this line to keep reviewed work in Git.
/out/

# What Word and LibreOffice put beside a document that is open.
~$*
.~lock.*#
"""

_HEAD = """\
# The settings of this project, for every command that is run in this folder or below it.
# Paths start from this folder. An option of a command, and an environment variable, win over this file.
# 'translator config' shows what is in use; a key with # before it is not set.
"""


def _settings_file(pages: str) -> str:
    return "\n".join([_HEAD, *_lines(SETTINGS, pages), *_table_lines()])


def _lines(settings: Sequence[Setting], pages: str) -> Iterator[str]:
    live = {
        "inputs": f'inputs = ["{pages}"]',
        "out": 'out = "out"',
        "glossaries": 'glossaries = ["glossaries"]',
    }
    for setting in settings:
        yield f"# {setting.help}{_choices(setting)}\n{live.get(setting.key, f'# {setting.line}')}\n"


def _choices(setting: Setting) -> str:
    return f" One of: {setting.what}." if setting.choices else ""


def _table_lines() -> Iterator[str]:
    for table, settings in tables().items():
        if table and settings:
            yield f"# [{table}]"
            for setting in settings:
                place = f" Better in the environment, as {setting.envvar}." if setting.secret else ""
                yield f"# {setting.line}  # {setting.help}{_choices(setting)}{place}"
            yield ""
