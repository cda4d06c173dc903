"""Firefox Translations models: their files, downloading, installing, and the native engine with a stand-in model."""

from __future__ import annotations

import gzip
import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import ssl
import urllib.error
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.firefox_models import firefox_engine, write_model, zstandard
from tests.local_site import served
from translator.cli.models import app
from translator.commands import models as commands
from translator.engines import chosen, download, folders, load_engine
from translator.engines.firefox import engine as engine_module
from translator.engines.firefox import files, installing
from translator.engines.firefox.catalogue import latest
from translator.engines.firefox.engine import MAX_SOURCE_TOKENS
from translator.errors import EngineError, OutputError, TranslatorError, UsageError
from translator.model import Ability
from translator.text.chunks import split_parts

pytest.importorskip("fxtranslate")

MODEL, VOCABULARY = "model.zhen.intgemm.alphas.bin", "vocab.zhen.spm"


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which a test installs its model."""
    monkeypatch.setattr(files, "folder", lambda: tmp_path / "data" / "firefox" / "zh-en")
    monkeypatch.setattr(installing, "folder", files.folder)
    return tmp_path / "data"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("model"))


# --- which files make a model --------------------------------------------------------------------


def names(*given: str) -> dict[str, str]:
    return {role: path.name for role, path in files.parts(Path(name) for name in given).items()}


def test_the_parts_are_known_by_the_names_that_mozilla_gives_them() -> None:
    assert names(MODEL, VOCABULARY, "lex.50.50.zhen.s2t.bin", "metadata.json") == {
        "model": MODEL,
        "vocab": VOCABULARY,
    }
    split = ("model.zhen.intgemm8.bin.gz", "srcvocab.zhen.spm.zst", "trgvocab.zhen.spm")
    assert tuple(names(*split).values()) == split
    assert names(MODEL, f"{MODEL}.gz", VOCABULARY)["model"] == MODEL


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((MODEL,), "vocab.zhen.spm missing"),
        ((MODEL, "srcvocab.zhen.spm"), "trgvocab.zhen.spm missing"),
        ((VOCABULARY,), "model.zhen.….bin missing"),
        (("model.enzh.intgemm.bin", "vocab.enzh.spm"), "missing; there are files for enzh"),
    ],
)
def test_a_missing_part_is_named(given: tuple[str, ...], message: str) -> None:
    with pytest.raises(EngineError, match=message):
        names(*given)


# --- installing from a folder ----------------------------------------------------------------------


@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
def test_a_folder_is_installed_and_used(packed: str, model: Path, tmp_path: Path) -> None:
    source = tmp_path / "files"
    source.mkdir()
    for name in (MODEL, VOCABULARY):
        data = (model / name).read_bytes()
        written = {"": bytes, ".gz": gzip.compress, ".zst": zstandard}[packed](data)
        (source / (name + packed)).write_bytes(written)
    installed = installing.install_folder(source)
    assert chosen("") == "firefox"
    assert files.choose_model() == installed
    assert (installed.path / MODEL).read_bytes() == (model / MODEL).read_bytes()
    assert [path.name for path in (tmp_path / "data" / "firefox").iterdir()] == ["zh-en"], (
        "nothing else is left"
    )


def test_the_description_beside_the_files_gives_version_and_architecture(model: Path, tmp_path: Path) -> None:
    shutil.copytree(model, tmp_path / "files")
    (tmp_path / "files" / "metadata.json").write_text('{"version": "3.0", "architecture": "base"}', "utf-8")
    assert installing.install_folder(tmp_path / "files").label == "zh-en 3.0 base"
    assert load_engine("").signature == "firefox zh-en 3.0 base"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (MODEL, b"no model", "the model does not run"),
        (VOCABULARY, b"no vocabulary", "the vocabulary cannot be read"),
        (f"{MODEL}.gz", b"no gzip", "cannot be unpacked"),
        (f"{MODEL}.zst", b"no zstandard", "cannot be unpacked"),
        (VOCABULARY, None, "no whole Chinese to English model"),
    ],
)
def test_what_does_not_work_is_not_installed_and_the_model_before_stays(
    name: str, data: bytes | None, message: str, model: Path, tmp_path: Path
) -> None:
    before = installing.install_folder(model)
    broken = tmp_path / "broken"
    shutil.copytree(model, broken)
    (broken / name.removesuffix(".gz").removesuffix(".zst")).unlink()
    if data is not None:
        (broken / name).write_bytes(data)
    with pytest.raises(EngineError, match=message) as caught:
        installing.install_folder(broken)
    assert "models install" in caught.value.hint
    assert files.choose_model() == before
    assert [path.name for path in before.path.parent.iterdir()] == ["zh-en"]


def test_a_full_disk_and_a_folder_in_the_way_are_output_errors(
    model: Path, own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(folders.shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(9, 9, 0))
        with pytest.raises(OutputError, match="MB are free"):
            installing.install_folder(model)
    shutil.rmtree(own_data)
    own_data.write_text("in the way", "utf-8")
    with pytest.raises(OutputError, match="cannot be installed there"):
        installing.install_folder(model)


def test_a_damaged_installed_model_is_an_error_and_nothing_else_is_used_silently(model: Path) -> None:
    installed = installing.install_folder(model)
    (installed.path / VOCABULARY).unlink()
    with pytest.raises(EngineError, match=r"vocab\.zhen\.spm is missing") as caught:
        load_engine("")
    assert "models remove firefox" in caught.value.hint


# --- downloading -----------------------------------------------------------------------------------


class Mozilla:
    """A list of models as Mozilla publishes it, and their files, in a folder that is served."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = f"{url}/records.json"
        self.folder = folder
        self.records: list[dict[str, Any]] = []

    def publish(self, model: Path, version: str = "3.0", architecture: str = "base", **changes: Any) -> None:
        for name in (MODEL, VOCABULARY):
            data = (model / name).read_bytes()
            packed = zstandard(data)
            location = f"main-workspace/{version}-{architecture}-{name}.zst"
            (self.folder / location).parent.mkdir(exist_ok=True)
            (self.folder / location).write_bytes(packed)
            record = {
                "name": name,
                "version": version,
                "fileType": name.partition(".")[0],
                "architecture": architecture,
                "sourceLanguage": "zh-Hans",
                "targetLanguage": "en",
                "decompressedHash": hashlib.sha256(data).hexdigest(),
                "decompressedSize": len(data),
                "attachment": {
                    "hash": hashlib.sha256(packed).hexdigest(),
                    "size": len(packed),
                    "location": location,
                },
            }
            self.records.append(record | changes)
        self.write()

    def write(self) -> None:
        (self.folder / "records.json").write_text(json.dumps({"data": self.records}), "utf-8")


@pytest.fixture
def mozilla(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mozilla]:
    folder = tmp_path / "site"
    folder.mkdir()
    with served(folder) as url:
        site = Mozilla(url, folder)
        monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", site.url)
        yield site


def test_a_model_is_downloaded_checked_and_counted(mozilla: Mozilla, model: Path) -> None:
    mozilla.publish(model)
    seen: list[tuple[str, int, int]] = []
    installed = installing.install_published(installing.published(), lambda *step: seen.append(step))
    total = sum(record["attachment"]["size"] for record in mozilla.records)
    assert seen[-1] == ("download", total, total)
    assert installed.label == "zh-en 3.0 base"
    assert sorted(path.name for path in installed.path.iterdir()) == [files.ABOUT, MODEL, VOCABULARY]


def test_the_newest_whole_released_model_is_taken_and_the_bigger_of_two(
    mozilla: Mozilla, model: Path
) -> None:
    mozilla.publish(model, "3.0")
    mozilla.publish(model, "3.1", "tiny", decompressedSize=1)
    mozilla.publish(model, "3.1", "base")
    mozilla.publish(model, "3.2a1")
    mozilla.publish(model, "3.3", filter_expression="env.channel == 'nightly'")
    mozilla.publish(model, "3.4", sourceLanguage="zh-Hant")
    mozilla.publish(model, "3.5")
    del mozilla.records[-1]
    mozilla.publish(model, "4.0")
    mozilla.write()
    found = latest(mozilla.url)
    assert (found.version, found.architecture) == ("3.1", "base")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html>Log in</html>", r"not a list of Firefox Translations models \(a web page\)"),
        ("{", "no JSON"),
        ("[]", "not a list of Firefox Translations models"),
        ('{"data": []}', r"no Chinese to English model of version 3 \(it has: none\)"),
        ('{"data": [{"sourceLanguage": "zh", "targetLanguage": "en", "attachment": {}}]}', "not a list"),
    ],
)
def test_what_is_no_list_is_an_error_with_the_next_step(mozilla: Mozilla, text: str, message: str) -> None:
    (mozilla.folder / "records.json").write_text(text, "utf-8")
    with pytest.raises(EngineError, match=message) as caught:
        latest(mozilla.url)
    assert "models install FOLDER" in caught.value.hint


def test_a_list_of_models_that_are_too_new_says_so(mozilla: Mozilla, model: Path) -> None:
    mozilla.publish(model, "4.0")
    with pytest.raises(EngineError, match=r"it has: 4\.0"):
        latest(mozilla.url)


def test_a_name_that_leads_elsewhere_is_refused(mozilla: Mozilla, model: Path) -> None:
    mozilla.publish(model, name="../evil")
    with pytest.raises(EngineError, match="unsafe name"):
        latest(mozilla.url)


@pytest.mark.parametrize("fault", ["changed", "gone", "hash of the content"])
def test_a_download_that_is_not_right_leaves_the_model_before(
    fault: str, mozilla: Mozilla, model: Path
) -> None:
    before = installing.install_folder(model)
    mozilla.publish(model)
    file = mozilla.folder / mozilla.records[1]["attachment"]["location"]
    if fault == "changed":
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    elif fault == "gone":
        file.unlink()
    else:
        mozilla.records[1]["decompressedHash"] = "0" * 64
        mozilla.write()
    with pytest.raises(EngineError, match="404" if fault == "gone" else "the download is damaged"):
        installing.install_published(installing.published())
    assert files.choose_model() == before
    assert [path.name for path in before.path.parent.iterdir()] == ["zh-en"]


def test_nothing_is_asked_of_the_network_when_that_is_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSLATOR_OFFLINE", "1")
    monkeypatch.delenv("FXTRANSLATE_RECORDS_URL", raising=False)
    monkeypatch.setattr(download, "_opener", lambda _url: pytest.fail("a connection was opened"))
    with pytest.raises(EngineError, match="TRANSLATOR_OFFLINE is set"):
        installing.published()


def test_the_proxy_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://user:secret@127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    with pytest.raises(EngineError) as caught:
        latest("http://models.invalid/records.json")
    assert "through the proxy 127.0.0.1:9" in caught.value.message
    assert "secret" not in caught.value.message + caught.value.hint


def test_a_server_that_cannot_be_trusted_is_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = ssl.SSLCertVerificationError(1, "certificate verify failed")
    refused.verify_message = "certificate has expired"

    class Opener:
        def open(self, *_: object, **__: object) -> None:
            raise urllib.error.URLError(refused)

    monkeypatch.setattr(download, "_opener", lambda _url: Opener())
    with pytest.raises(EngineError, match=r"cannot be trusted \(certificate has expired\)") as caught:
        latest("https://models.invalid/records.json")
    assert "SSL_CERT_FILE" in caught.value.hint


# --- the engine ------------------------------------------------------------------------------------


def test_a_long_source_is_cut_before_the_engine_would_cut_it(model: Path) -> None:
    engine = firefox_engine(model)
    text = "，".join(["青岛市举行发布会介绍有关情况"] * 60) + "。"
    parts = split_parts(text, engine.limits)
    assert "".join(parts) == text
    assert len(parts) > 1
    assert max(map(engine._pieces, parts)) <= MAX_SOURCE_TOKENS


def test_a_process_that_is_killed_is_an_error_and_the_next_call_starts_another(model: Path) -> None:
    engine = firefox_engine(model)
    others = set(multiprocessing.active_children())
    first = engine.translate(["青岛市召开会议。"])
    for process in set(multiprocessing.active_children()) - others:
        os.kill(process.pid or 0, signal.SIGTERM)
        process.join()

    def ask_until_it_is_noticed() -> None:
        for _ in range(3):
            engine.translate(["今天天气很好。"])

    with pytest.raises(EngineError, match="process of the translation model ended"):
        ask_until_it_is_noticed()
    assert engine.translate(["青岛市召开会议。"]) == first


def test_a_model_with_two_vocabularies_is_used(tmp_path: Path) -> None:
    write_model(tmp_path, split=True)
    engine = load_engine("firefox", {"model": str(tmp_path)})
    assert engine.translate(["青岛市召开会议。"])[0].text.strip()


def test_inline_terms_are_given_only_where_the_user_says_so(model: Path) -> None:
    assert load_engine("firefox", {"model": str(model)}).abilities == frozenset()
    told = load_engine("firefox", {"model": str(model), "inline": "yes"})
    assert told.abilities == {Ability.INLINE}
    assert told.signature.endswith(", inline")
    with pytest.raises(UsageError, match="inline=maybe"):
        load_engine("firefox", {"inline": "maybe"})


def test_without_a_model_or_without_the_library_the_next_step_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert chosen("") == "argos"
    with pytest.raises(EngineError, match="no Firefox Translations model") as caught:
        load_engine("firefox")
    assert "models install firefox" in caught.value.hint
    monkeypatch.setattr(engine_module, "NEEDED", "no_such_library")
    with pytest.raises(EngineError, match="package fxtranslate") as caught:
        load_engine("firefox")
    assert "pip install fxtranslate" in caught.value.hint


# --- the commands ----------------------------------------------------------------------------------


def run(*arguments: str, stdin: str = "") -> Result:
    result = CliRunner().invoke(app, arguments, input=stdin)
    if isinstance(result.exception, TranslatorError):
        raise result.exception
    return result


def test_what_there_is_is_shown_and_the_best_is_installed(mozilla: Mozilla, model: Path) -> None:
    mozilla.publish(model)
    with pytest.raises(UsageError, match="no model is named") as caught:
        run("install")
    assert "models install firefox" in caught.value.hint
    shown = run("install", "--yes").output
    assert "29.0 BLEU" in shown
    assert "Installed firefox zh-en 3.0 base" in shown
    assert "is installed" in run("install").output


def test_list_and_remove_know_the_models_of_every_engine(model: Path) -> None:
    run("install", str(model))
    rows = json.loads(run("list", "--json").output)
    assert [(row["engine"], row["used"], row["licence"]) for row in rows] == [
        ("firefox", True, "MPL-2.0"),
        ("argos", False, "CC BY 4.0"),
    ]
    assert rows[0]["bytes"] > 100_000
    assert "in use" in run("list").output
    assert "Removed firefox" in run("remove", "--yes").output
    assert files.installed_model() is None


def test_a_model_that_the_environment_names_is_used_and_never_removed(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATOR_FIREFOX_MODEL", str(model))
    assert chosen("") == "firefox"
    assert [row.used for row in commands.known_models()] == [True, False]
    with pytest.raises(TranslatorError):
        run("remove", "firefox", "--yes")
    assert (model / MODEL).exists()


def test_better_english_is_advised_once_and_only_to_whom_it_helps(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands.archive, "cache_folder", lambda: tmp_path / "cache")
    with monkeypatch.context() as patch:
        patch.setenv("TRANSLATOR_OFFLINE", "1")
        assert commands.advice("") == ""
    assert "models install" in commands.advice("")
    assert commands.advice("") == ""
    shutil.rmtree(tmp_path / "cache")
    installing.install_folder(model)
    assert commands.advice("") == ""
