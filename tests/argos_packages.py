"""Packages, a private Argos home and the embedded model for tests, away from the folders of the user."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from translator.engines.argos import archive
from translator.engines.argos.engine import ArgosEngine
from translator.engines.argos.packages import embedded_model

FILES = ("model/model.bin", "model/config.json", "sentencepiece.model")


def private_home(folder: Path) -> dict[str, str]:
    """Return the environment in which Argos and this program keep everything below ``folder``."""
    return {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }


def use_private_home(folder: Path) -> None:
    """Import Argos' settings, which are read once a process, with a home below ``folder``."""
    before = dict(os.environ)
    os.environ.update(private_home(folder))
    try:
        from argostranslate import settings  # noqa: F401
    finally:
        os.environ.clear()
        os.environ.update(before)


def embedded_archive() -> Path:
    model = embedded_model()
    assert model is not None
    return model.path


@contextmanager
def embedded_engine(folder: Path) -> Iterator[ArgosEngine]:
    """Yield the engine with the embedded model, which is unpacked below ``folder``."""
    use_private_home(folder)
    model = embedded_model()
    assert model is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "cache_folder", lambda: folder)
        yield ArgosEngine(model)


def metadata(**changes: object) -> dict[str, object]:
    return {"package_version": "1.9", "from_code": "zh", "to_code": "en"} | changes


def write_package(folder: Path, **changes: object) -> Path:
    """Make a package folder that has all files and no working model."""
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    (folder / "metadata.json").write_text(json.dumps(metadata(**changes)), "utf-8")
    return folder


def repacked(target: Path, *, drop: str = "", extra: dict[str, str] | None = None, **changes: object) -> Path:
    """Write the embedded package to ``target`` with its metadata, members or content changed."""
    new = json.dumps(metadata(**changes))
    with zipfile.ZipFile(embedded_archive()) as old, zipfile.ZipFile(target, "w") as zipped:
        for info in old.infolist():
            if info.is_dir() or (drop and info.filename.endswith(drop)):
                continue
            name = info.filename.replace("0_6", "1_9")
            zipped.writestr(name, new if name.endswith("metadata.json") else old.read(info))
        for name, text in (extra or {}).items():
            zipped.writestr(name, text)
    return target
