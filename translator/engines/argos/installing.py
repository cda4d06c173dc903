"""Installing of Argos packages in the user's Argos folder, and finding of installed ones.

argostranslate's own functions are not used: they trust the member names of the archive, leave half a package behind
when they are stopped, and import AGPL code.
"""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath

from translator.engines.argos.archive import extract, members
from translator.engines.argos.packages import (
    CODE,
    Model,
    embedded_model,
    installed_models,
    is_our_pair,
    missing_files,
    open_package,
    open_translator,
    package_folders,
)
from translator.engines.folders import check_room, put, staging
from translator.errors import EngineError, UsageError

ELSEWHERE = "set ARGOS_PACKAGES_DIR to another folder"
_FOLDER_NAME = re.compile(r"[\w][\w.+-]*", re.ASCII)


def install_file(archive: Path) -> Model:
    """Install the package file ``archive`` into the user's Argos folder and return the installed model.

    The package is checked, unpacked beside its place, loaded and asked for one translation first, so that a broken
    package never replaces a working one of the same name. Raises `EngineError` for a file that is not a usable
    Chinese → English package and `OutputError` when the folder cannot be written to.
    """
    found = members(archive).values()
    name = PurePosixPath(next(iter(found)).filename).parts[0]  # by which Argos itself would install it
    if not _FOLDER_NAME.fullmatch(name):
        raise _unusable(archive, f"unsafe folder name '{name}'")
    place = package_folders()[0]
    with staging(place, ELSEWHERE) as folder:
        check_room(sum(info.file_size for info in found), place, ELSEWHERE)
        fresh = extract(archive, folder / name)
        version = _checked_version(fresh, archive)
        put(fresh, place / name, folder / "old")
    return Model(version=version, path=place / name)


def _checked_version(path: Path, archive: Path) -> str:
    try:
        metadata = json.loads((path / "metadata.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        raise _unusable(archive, "metadata.json is missing or broken") from None
    if not is_our_pair(metadata):
        pair = (
            f"{metadata.get('from_code')} to {metadata.get('to_code')}" if isinstance(metadata, dict) else "?"
        )
        raise _unusable(archive, f"it is for {pair}, not zh to en")
    if problem := missing_files(path):
        raise _unusable(archive, problem)
    try:
        tokenizer, prefix = open_package(path)
        translator = open_translator(path, workers=1)
        pieces = tokenizer.encode("你好。")
        translator.translate_batch([pieces], target_prefix=[[prefix]] if prefix else None)
    except (EngineError, RuntimeError, ValueError) as error:
        raise _unusable(archive, f"its model does not run: {str(error).splitlines()[0]}") from None
    return str(metadata.get("package_version") or "?")


def _unusable(archive: Path, reason: str) -> EngineError:
    return EngineError(
        f"{archive}: this package cannot be used ({reason})",
        hint="Get an Argos package for Chinese to English, e.g. translate-zh_en-1_9.argosmodel.",
    )


def find_installed(wanted: str | None) -> Model:
    """Return the installed package meant by ``wanted``: a version, ``zh-en``, a folder's name, or None.

    Raises `UsageError` when there is none or more than one, and `EngineError` for the embedded model.
    """
    models = installed_models()
    matching = [model for model in models if wanted is None or _is_meant(model, wanted)]
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise UsageError(
            f"several packages are installed: {', '.join(model.label for model in matching)}",
            hint=f"Say which one, e.g. 'translator models remove {matching[0].version}'.",
        )
    embedded = embedded_model()
    if embedded is not None and (wanted is None or wanted == "built-in" or _is_meant(embedded, wanted)):
        raise EngineError(
            f"the built-in model {embedded.label} cannot be removed: it is part of the program",
            hint="Nothing else is installed. A model that you install is used in its place.",
        )
    raise UsageError(
        f"no installed package matches '{wanted}'", hint="Run 'translator models list' to see what is there."
    )


def _is_meant(model: Model, wanted: str) -> bool:
    name = wanted.lower().replace("-", "_")
    names = {model.version, CODE, f"{CODE} {model.version}", f"{CODE}/{model.version}", model.path.name}
    return wanted == model.label or name in {one.lower().replace("-", "_") for one in names}
