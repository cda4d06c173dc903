"""The checks of ``translator doctor``: whether a run would work here, and what would make it better.

Each probe stands alone: what one needs is imported inside it, and what it raises becomes its finding. Nothing is
written but a temporary file, and no machine but this one is asked.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from translator.commands.defaults import OUT
from translator.config import Config
from translator.errors import TranslatorError, os_reason
from translator.text.counting import counted, first_of

SENTENCE = "青岛市召开会议。"
"""What engines translate to show that they work."""

PATIENCE = "5"
"""Seconds that a server on this machine has for it."""

LEAST_SPACE, LITTLE_SPACE = 50 * 2**20, 2**30
"""Bytes on the disk of the jobs: below the first a run would fail, below the second soon."""


MOST_ENTRIES = 5000
"""Entries of term bases up to which they are checked here; checking more takes too long."""


class Level(StrEnum):
    """How a finding is meant: as it should be, worth a look, or in the way of a run."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a probe found, and what to do about it."""

    about: str
    level: Level
    text: str
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """What a run would use here; ``fault`` is what is wrong in translator.toml."""

    out: Path = OUT
    inputs: tuple[Path, ...] = ()
    glossaries: tuple[Path, ...] = ()
    memory: Path | None = None
    engine: str = "argos"
    engine_options: Mapping[str, str] = field(default_factory=dict, repr=False)
    house: str = ""
    encoding: str = "utf-8"
    config: Config = field(default_factory=Config)
    fault: TranslatorError | None = None


Probe = Callable[[Workplace], Iterator[tuple[Level, str, str]]]
"""Yields level, text and advice of each finding."""


def examine(place: Workplace) -> Iterator[Finding]:
    """Yield what every probe finds, as soon as it is known."""
    for about, probe in PROBES.items():
        failed = Level.WRONG if about in NEEDED else Level.LOOK
        try:
            for level, text, advice in probe(place):
                yield Finding(about=about, level=level, text=text, advice=advice)
        except TranslatorError as error:
            yield Finding(about=about, level=failed, text=error.message, advice=error.hint)
        except Exception as error:
            text = f"could not be examined ({type(error).__name__}: {error})"
            yield Finding(about=about, level=failed, text=text, advice=_REINSTALL)


_REINSTALL = "If a package is missing or broken, install the program again: pip install --force-reinstall."


# --- the program -------------------------------------------------------------------------------------------------


def _python(_place: Workplace) -> Iterator[tuple[Level, str, str]]:
    yield Level.OK, f"{platform.python_version()} on {platform.platform(terse=True)}, {sys.executable}", ""


def _packages(_place: Workplace) -> Iterator[tuple[Level, str, str]]:
    import re
    from importlib.metadata import PackageNotFoundError, requires, version

    from translator import __version__

    try:
        needed = requires("translator-zh-en") or []
    except PackageNotFoundError:
        yield Level.LOOK, f"translator {__version__} runs without being installed", "Run: pip install ."
        return
    names = [re.split(r"[\s<>=!~;\[]", one, maxsplit=1)[0] for one in needed if "extra ==" not in one]
    found, missing = [f"translator {__version__}"], []
    for name in (*names, "ctranslate2", "sentencepiece"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    yield Level.OK, ", ".join(found), ""
    if missing:
        names_missing = ", ".join(missing)
        yield Level.WRONG, f"missing: {names_missing}", f"Run: pip install {' '.join(missing)}"


def _settings(place: Workplace) -> Iterator[tuple[Level, str, str]]:
    from translator.commands.settings import SETTINGS

    if place.fault is not None:
        raise place.fault
    path = place.config.path
    if path is None:
        yield Level.OK, "no translator.toml here or above; options and defaults hold", ""
        return
    for setting in SETTINGS:
        place.config.value(setting)
    yield Level.OK, f"{path}" + ("" if path.parent == Path() else f", in {path.parent.resolve()}"), ""


def _house(place: Workplace) -> Iterator[tuple[Level, str, str]]:
    from translator.commands.houses import read_house

    read_house(place.house)
    yield Level.OK, place.house or "none", ""


# --- engines -----------------------------------------------------------------------------------------------------


def _engine(place: Workplace) -> Iterator[tuple[Level, str, str]]:
    """Yield whether the engine in use translates."""
    yield _tried(place.engine, place.engine_options)


def _other_engines(place: Workplace) -> Iterator[tuple[Level, str, str]]:
    """Yield what the other engines need; those that are set up show what they give."""
    from translator.engines import ENGINES, options_in_environment

    for name in ENGINES:
        if name == place.engine:
            continue
        set_up = place.config.table(f"engines.{name}")
        options = {key: str(value) for key, value in set_up.items()} | options_in_environment(name)
        try:
            level, text, advice = _tried(name, options)
        except TranslatorError as error:
            level, text, advice = Level.OK, f"{name}: not in use ({error.message})", error.hint
        yield level, text, advice


def _tried(name: str, options: Mapping[str, str]) -> tuple[Level, str, str]:
    """Return what an engine makes of a sentence; one beyond this machine is not asked."""
    from translator.engines import ENGINES, load_engine
    from translator.engines.network import is_local

    url = options.get("base_url", "")
    known = {option.name for option in ENGINES[name].options} if name in ENGINES else set()
    quick = {"timeout": PATIENCE} if "timeout" in known else {}
    engine = load_engine(name, {**options, **quick})
    if url and not is_local(url):
        advice = "A run will ask it; try one short page first."
        return Level.OK, f"{engine.signature}: not asked, because it is not on this machine", advice
    start = time.perf_counter()
    answer = engine.translate([SENTENCE])[0]
    seconds = time.perf_counter() - start
    return Level.OK, f"{engine.signature}: {SENTENCE} → {answer.text} ({seconds:.1f} s, with loading)", ""


def _models(_place: Workplace) -> Iterator[tuple[Level, str, str]]:
    from translator.commands.models import known_models

    for model in known_models():
        state = model.problem or ("in use" if model.used else "not used")
        advice = "Remove it with 'translator models remove', and install it again." if model.problem else ""
        yield (
            Level.LOOK if model.problem else Level.OK,
            f"{model.engine} {model.label}, {_bytes(model.bytes)}, licence: {model.licence}, {state}",
            advice,
        )


def _bytes(number: int) -> str:
    return f"{number / 2**30:.1f} GiB" if number >= 2**30 else f"{number / 2**20:.0f} MiB"


# --- the project -------------------------------------------------------------------------------------------------


def _inputs(place: Workplace) -> Iterator[tuple[Level, str, str]]:
    from translator import workspace

    if not place.inputs:
        yield Level.OK, "none are set; 'translator run' wants them named", ""
        return
    found = workspace.inputs(place.inputs, place.out)
    if found.files:
        yield Level.OK, f"{len(found.files)} in {', '.join(map(str, place.inputs))}", ""
    for _, error in found.errors:
        yield Level.LOOK, error.message, error.hint


def _glossaries(place: Workplace) -> Iterator[tuple[Level, str, str]]:
    from translator.commands.glossary.lint import quick_findings
    from translator.commands.termbases import read_termbase, term_base_files

    files = term_base_files(place.glossaries)
    base = read_termbase(place.glossaries)
    number = len(base.terms)
    yield Level.OK, f"{number} entries: {', '.join(name for name, _ in files)}", ""
    for warning in base.warnings:
        yield Level.LOOK, warning, "See: translator glossary lint"
    if number > MOST_ENTRIES:
        yield Level.OK, "too many to be checked here", "Check them with: translator glossary lint"
    elif findings := quick_findings(files):
        yield Level.LOOK, counted(len(findings), "finding"), "See them with: translator glossary lint"


def _memory(place: Workplace) -> Iterator[tuple[Level, str, str]]:
    from translator.commands.jobs import memory_path
    from translator.tm import open_memory

    path = place.memory or memory_path(place.out)
    if not path.exists():
        yield Level.OK, f"{path}: none yet; it is made when reviewed work comes in", ""
        return
    with open_memory(path, create=False) as memory:
        stats = memory.stats()
    yield Level.OK, f"{path}: {stats.units} units, {_bytes(stats.bytes)}", ""


def _out(place: Workplace) -> Iterator[tuple[Level, str, str]]:
    folder = _existing(place.out)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = f"{place.out}: cannot be written ({os_reason(error)})"
        yield Level.WRONG, reason, "Check that you may write there, or choose a folder with --out."
        return
    yield Level.OK, f"{place.out}" + ("" if place.out.exists() else ", which the first run makes"), ""


def _disk(place: Workplace) -> Iterator[tuple[Level, str, str]]:
    free = shutil.disk_usage(_existing(place.out)).free
    text = f"{_bytes(free)} free for {place.out}"
    if free < LITTLE_SPACE:
        yield Level.WRONG if free < LEAST_SPACE else Level.LOOK, text, "Free some disk space."
    else:
        yield Level.OK, text, ""


def _existing(path: Path) -> Path:
    """Return the nearest folder upwards that is there."""
    whole = path.absolute()
    return next(one for one in (whole, *whole.parents) if one.is_dir())


# --- the machine -------------------------------------------------------------------------------------------------


def _cores(_place: Workplace) -> Iterator[tuple[Level, str, str]]:
    from translator.engines.cores import usable_cores

    yield Level.OK, f"{usable_cores()} of {os.cpu_count()} usable", ""


def _console(place: Workplace) -> Iterator[tuple[Level, str, str]]:
    try:
        SENTENCE.encode(place.encoding)
    except (UnicodeEncodeError, LookupError):
        advice = "Chinese is printed as \\u…. Set PYTHONUTF8=1, on Windows also: chcp 65001"
        yield Level.LOOK, place.encoding, advice
    else:
        yield Level.OK, place.encoding, ""


FONT_FOLDERS = (
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
)
CHINESE_FONTS = (
    "simsun",
    "simhei",
    "msyh",
    "songti",
    "pingfang",
    "stheiti",
    "hiragino sans gb",
    "noto",
    "sourcehan",
)
"""How the names of files begin that hold Chinese fonts of Windows and macOS."""


def _fonts(_place: Workplace) -> Iterator[tuple[Level, str, str]]:
    families = _families()
    if families:
        yield Level.OK, first_of(families), ""
    else:
        advice = (
            "Install one, such as Noto Serif CJK (Linux: the package fonts-noto-cjk), or pages show boxes."
        )
        yield Level.LOOK, "no font with Chinese was found", advice


def _families() -> list[str]:
    import subprocess

    program = shutil.which("fc-list")
    if program and sys.platform == "linux":
        done = subprocess.run(
            [program, ":lang=zh", "family"],
            capture_output=True,
            timeout=5,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        names = done.stdout.decode("utf-8", "replace").splitlines()
        return sorted({name.split(",")[0].strip() for name in names if name.strip()})
    files = [file for folder in FONT_FOLDERS if folder.is_dir() for file in folder.iterdir()]
    return sorted(file.stem for file in files if file.name.lower().startswith(CHINESE_FONTS))


def _office(_place: Workplace) -> Iterator[tuple[Level, str, str]]:
    from translator.workspace.office import office_program

    program = office_program()
    if program:
        yield Level.OK, program, ""
    else:
        advice = "Install LibreOffice (free, libreoffice.org) to read .doc, .odt, .rtf and .wps."
        yield Level.LOOK, "not found", advice


PROBES: Mapping[str, Probe] = {
    "Python": _python,
    "Packages": _packages,
    "Settings": _settings,
    "Engine": _engine,
    "Other engines": _other_engines,
    "Models": _models,
    "House style": _house,
    "Inputs": _inputs,
    "Term bases": _glossaries,
    "Memory": _memory,
    "Out folder": _out,
    "Disk": _disk,
    "Cores": _cores,
    "Console": _console,
    "Fonts": _fonts,
    "LibreOffice": _office,
}
"""What is examined, in the order in which it is shown."""

NEEDED = frozenset({"Packages", "Settings", "Engine", "House style", "Term bases", "Memory", "Out folder"})
"""What a run fails without."""
