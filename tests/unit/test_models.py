"""Models: which is used, unpacking of the embedded one, installing, downloading, removing."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.argos_packages import embedded_archive, private_home, repacked, use_private_home, write_package
from tests.local_site import served
from translator.cli.models import app
from translator.commands import models as commands
from translator.engines import folders as model_folders
from translator.engines.argos import archive, catalogue, installing, packages
from translator.engines.argos.catalogue import Offer
from translator.engines.argos.packages import choose_model, embedded_model, installed_models
from translator.engines.firefox import files as firefox
from translator.engines.offers import EMBEDDED_BLEU
from translator.errors import EngineError, OutputError, TranslatorError, UsageError

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> None:
    use_private_home(tmp_path_factory.mktemp("home"))


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the Argos package folder of one test."""
    from argostranslate import settings

    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.setattr(settings, "package_dirs", [folder, tmp_path / "missing"])
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the cache folder of one test."""
    monkeypatch.setattr(archive, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repacked(tmp_path_factory.mktemp("package") / "translate-zh_en-1_9.argosmodel")


# --- which model is used -------------------------------------------------------------------------


def test_the_highest_installed_version_is_used(folders: Path) -> None:
    for version in ("1.9", "1.10", "1.2"):
        write_package(folders / f"translate-zh_en-{version}", package_version=version)
    assert choose_model().version == "1.10"


def test_other_pairs_and_stray_folders_are_skipped(folders: Path) -> None:
    write_package(folders / "translate-en_zh", from_code="en", to_code="zh")
    write_package(folders / "sbd", type="sbd")
    (folders / "stray").mkdir()
    assert installed_models() == []
    assert choose_model().embedded


def test_a_broken_installed_package_is_an_error_and_not_replaced_silently(folders: Path) -> None:
    folder = write_package(folders / "translate-zh_en-1_9")
    (folder / "model" / "model.bin").unlink()
    with pytest.raises(EngineError, match=r"model/model\.bin is missing") as caught:
        choose_model()
    assert "models remove translate-zh_en-1_9" in caught.value.hint


def test_a_broken_package_does_not_hide_a_good_one(folders: Path) -> None:
    write_package(folders / "translate-zh_en-1_8", package_version="1.8")
    (write_package(folders / "translate-zh_en-1_9") / "metadata.json").write_text("{", "utf-8")
    assert choose_model().version == "1.8"


def test_no_model_at_all_is_an_error_with_the_next_step(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "EMBEDDED_FOLDER", folders)
    with pytest.raises(EngineError, match="no Chinese to English model") as caught:
        choose_model()
    assert "models install" in caught.value.hint


def test_broken_argos_settings_are_an_engine_error(tmp_path: Path) -> None:
    code = (
        "from translator.errors import EngineError\n"
        "from translator.engines.argos.packages import package_folders\n"
        "try:\n    package_folders()\n"
        "except EngineError as error:\n    print(error.message)"
    )
    environment = os.environ | private_home(tmp_path) | {"ARGOS_BATCH_SIZE": "many"}
    out = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert "settings of Argos Translate cannot be read" in out.stdout


def test_a_home_that_cannot_be_written_to_still_has_the_embedded_model(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    home = private_home(tmp_path / "file")  # below a file no folder can be made, not even by root
    code = "from translator.engines import load_engine\nprint(load_engine('argos').translate(['你好。'])[0].text)"
    result = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | home, capture_output=True, text=True, check=False
    )
    assert result.stdout.strip(), result.stderr


# --- unpacking -----------------------------------------------------------------------------------


def test_the_archive_is_unpacked_once(cache: Path) -> None:
    first = archive.unpacked(embedded_archive())
    before = (first / "model" / "model.bin").stat().st_mtime_ns
    second = archive.unpacked(embedded_archive())
    assert first == second
    assert (second / "model" / "model.bin").stat().st_mtime_ns == before
    assert [path.name for path in (cache / "models").iterdir()] == [first.name]


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("damage", ["cut", "changed", "deleted"])
def test_a_damaged_copy_is_unpacked_again(damage: str) -> None:
    folder = archive.unpacked(embedded_archive())
    file = folder / "sentencepiece.model"
    data = file.read_bytes()
    if damage == "deleted":
        file.unlink()
    else:
        file.write_bytes(data[:-9] if damage == "cut" else data[:-1] + bytes([data[-1] ^ 1]))
    assert archive.unpacked(embedded_archive()) == folder
    assert file.read_bytes() == data


def test_a_cache_that_cannot_be_written_to_is_not_needed(cache: Path) -> None:
    cache.write_text("in the way", "utf-8")
    folder = archive.unpacked(embedded_archive())
    assert archive.is_complete(embedded_archive(), folder)


def test_two_processes_may_unpack_at_once(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom translator.engines.argos.archive import unpacked, is_complete\n"
        "archive = Path(sys.argv[1])\nfolder = unpacked(archive)\n"
        "print(folder, is_complete(archive, folder))"
    )
    command = [sys.executable, "-c", code, str(embedded_archive())]
    environment = os.environ | private_home(tmp_path)
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    outputs = {process.communicate(timeout=60)[0] for process in running}
    assert len(outputs) == 1
    assert outputs.pop().strip().endswith("True")
    assert len(list((tmp_path / "cache" / "translator-zh-en" / "models").iterdir())) == 1


def test_a_missing_or_cut_archive_is_an_engine_error(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(EngineError, match="cannot be read"):
        archive.unpacked(tmp_path / "missing.argosmodel")
    cut = tmp_path / "cut.argosmodel"
    cut.write_bytes(embedded_archive().read_bytes()[:100_000])
    with pytest.raises(EngineError, match="cut short"):
        archive.unpacked(cut)
    assert not list((cache / "models").glob("*"))


@pytest.mark.usefixtures("cache")
def test_an_archive_with_changed_content_is_an_engine_error(tmp_path: Path) -> None:
    data = bytearray(embedded_archive().read_bytes())
    data[5_000_000] ^= 0xFF
    changed = tmp_path / "changed.argosmodel"
    changed.write_bytes(data)
    with pytest.raises(EngineError, match="not a usable Argos package"):
        archive.unpacked(changed)


# --- installing ----------------------------------------------------------------------------------


def test_a_package_file_is_installed_where_argos_finds_it(package: Path, folders: Path) -> None:
    folders.rmdir()
    model = installing.install_file(package)
    assert model.path == folders / "translate-zh_en-1_9"
    assert choose_model() == model
    assert [path.name for path in folders.parent.iterdir()] == ["packages"], "nothing is left beside it"


def test_an_installed_package_is_replaced(package: Path, folders: Path) -> None:
    old = write_package(folders / "translate-zh_en-1_9") / "old.txt"
    old.write_text("old", "utf-8")
    installing.install_file(package)
    assert not old.exists()


@pytest.mark.parametrize("name", ["../evil", "/evil", "top/../../evil", "top\\..\\evil", "C:evil"])
def test_a_member_outside_of_the_folder_is_refused(tmp_path: Path, folders: Path, name: str) -> None:
    archive = repacked(tmp_path / "evil.argosmodel", extra={name: "x"})
    with pytest.raises(EngineError, match="not a usable Argos package"):
        installing.install_file(archive)
    assert not list(tmp_path.rglob("evil"))
    assert not list(folders.glob("*"))


@pytest.mark.usefixtures("folders")
@pytest.mark.parametrize(
    ("names", "message"), [((".",), "unsafe name"), (("top/a/b", "top/a/b/c"), "the name of a folder")]
)
def test_names_that_no_folder_can_hold_are_refused(
    tmp_path: Path, names: tuple[str, ...], message: str
) -> None:
    archive = tmp_path / "names.argosmodel"
    with zipfile.ZipFile(archive, "w") as zipped:
        for name in names:
            zipped.writestr(name, "{}")
    with pytest.raises(EngineError, match=message):
        installing.install_file(archive)


@pytest.mark.usefixtures("folders")
def test_a_link_in_the_archive_is_refused(tmp_path: Path) -> None:
    archive = repacked(tmp_path / "link.argosmodel")
    with zipfile.ZipFile(archive, "a") as zipped:
        info = zipfile.ZipInfo("translate-zh_en-1_9/link")
        info.external_attr = 0o120777 << 16
        zipped.writestr(info, "/etc/passwd")
    with pytest.raises(EngineError, match="unsafe name"):
        installing.install_file(archive)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"from_code": "fr"}, "it is for fr to en"),
        ({"drop": "metadata.json"}, r"metadata\.json is missing"),
        ({"drop": "model.bin"}, r"model\.bin is missing"),
        ({"drop": "sentencepiece.model"}, r"sentencepiece\.model is missing"),
        ({"drop": "source_vocabulary.json"}, "its model does not run"),
        ({"extra": {"second/file": "x"}}, "one top folder"),
    ],
)
def test_a_package_that_cannot_work_is_refused(
    tmp_path: Path, folders: Path, changes: dict[str, object], reason: str
) -> None:
    archive = repacked(tmp_path / "bad.argosmodel", **changes)
    with pytest.raises(EngineError, match=reason):
        installing.install_file(archive)
    assert not list(folders.glob("*"))


def test_a_folder_that_cannot_be_written_to_is_an_output_error(package: Path, folders: Path) -> None:
    folders.rmdir()
    folders.write_text("in the way", "utf-8")
    with pytest.raises(OutputError, match="cannot be installed there"):
        installing.install_file(package)


# --- removing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", [None, "1.9", "zh-en", "zh_en 1.9", "zh_en/1.9", "translate-zh_en-1_9"])
def test_an_installed_package_is_found_by_its_names(folders: Path, wanted: str | None) -> None:
    write_package(folders / "translate-zh_en-1_9")
    model_folders.remove(installing.find_installed(wanted).path)
    assert installed_models() == []


def test_one_of_several_must_be_named(folders: Path) -> None:
    for version in ("1.8", "1.9"):
        write_package(folders / version, package_version=version)
    with pytest.raises(UsageError, match="several packages"):
        installing.find_installed(None)
    assert installing.find_installed("1.8").version == "1.8"


@pytest.mark.parametrize("wanted", [None, "built-in", "0.6", "zh-en"])
@pytest.mark.usefixtures("folders")
def test_the_embedded_model_cannot_be_removed(wanted: str | None) -> None:
    with pytest.raises(EngineError, match="cannot be removed"):
        installing.find_installed(wanted)


@pytest.mark.usefixtures("folders")
def test_an_unknown_package_cannot_be_removed() -> None:
    with pytest.raises(UsageError, match=r"no installed package matches '7\.7'"):
        installing.find_installed("7.7")


@pytest.fixture
def fox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an installed Firefox model of version 1.2."""
    folder = tmp_path / "firefox" / "zh-en"
    folder.mkdir(parents=True)
    about = {"version": "1.2", "architecture": "tiny", "bytes": {}}
    (folder / "about.json").write_text(json.dumps(about), "utf-8")
    monkeypatch.setattr(firefox, "folder", lambda: folder)
    return folder


@pytest.mark.parametrize("wanted", ["", "firefox", "1.2", "zh-en"])
@pytest.mark.usefixtures("folders")
def test_an_installed_firefox_model_is_found_by_its_names(fox: Path, wanted: str) -> None:
    assert commands.find(wanted).path == fox


@pytest.mark.parametrize("wanted", ["argos", "1.9", "zh_en", "translate-zh_en-1_9"])
@pytest.mark.usefixtures("fox")
def test_a_package_beside_a_firefox_model_is_found_by_its_names(folders: Path, wanted: str) -> None:
    package = write_package(folders / "translate-zh_en-1_9")
    assert commands.find(wanted).path == package


@pytest.mark.parametrize("wanted", ["", "1.2", "zh-en"])
@pytest.mark.usefixtures("fox")
def test_a_name_of_models_of_two_engines_is_not_enough(folders: Path, wanted: str) -> None:
    write_package(folders / "translate-zh_en-1_2", package_version="1.2")
    with pytest.raises(UsageError, match=r"several models are installed: firefox 1\.2, argos 1\.2") as caught:
        commands.find(wanted)
    assert "models remove firefox" in caught.value.hint


# --- downloading ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Site:
    url: str
    folder: Path

    def publish(self, package: Path, **entry: object) -> str:
        """Put a package and an index with one entry for it on the site; give the index's address."""
        name = str(entry.pop("name", package.name))
        (self.folder / name).write_bytes(package.read_bytes())
        entries = [{"from_code": "en", "to_code": "zh"}, _entry(links=[f"{self.url}/{name}"]) | entry]
        (self.folder / "index.json").write_text(json.dumps(entries), "utf-8")
        return f"{self.url}/index.json"


def _entry(**changes: object) -> dict[str, object]:
    return {"from_code": "zh", "to_code": "en", "package_version": "1.9", "links": []} | changes


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    folder = tmp_path / "site"
    folder.mkdir()
    with served(folder) as url:
        yield Site(url, folder)


def test_the_newest_package_of_the_index_is_downloaded_and_counted(
    site: Site, package: Path, tmp_path: Path
) -> None:
    offer = catalogue.latest_offer(
        site.publish(package, sha256=hashlib.sha256(package.read_bytes()).hexdigest().upper())
    )
    seen: list[tuple[str, int, int]] = []
    catalogue.download(offer, tmp_path / "new", lambda *step: seen.append(step))
    size = package.stat().st_size
    assert (tmp_path / "new").read_bytes() == package.read_bytes()
    assert seen[-1] == ("download", size, size)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"name": "cut.argosmodel"}, "bytes arrived"),
        ({"sha256": "0" * 64}, "checksum"),
    ],
)
def test_a_damaged_download_is_deleted(
    site: Site, package: Path, tmp_path: Path, entry: dict[str, object], reason: str
) -> None:
    offer = catalogue.latest_offer(site.publish(package, **entry))
    with pytest.raises(EngineError, match=reason) as caught:
        catalogue.download(offer, tmp_path / "new")
    assert "models install FILE.argosmodel" in caught.value.hint
    assert not (tmp_path / "new").exists()


def test_the_next_link_is_tried_when_one_is_gone(site: Site, package: Path, tmp_path: Path) -> None:
    site.publish(package)
    offer = Offer(version="1.9", links=(f"{site.url}/gone", f"{site.url}/{package.name}"))
    catalogue.download(offer, tmp_path / "new")
    assert (tmp_path / "new").stat().st_size == package.stat().st_size


def test_a_missing_link_is_an_error_with_the_answer_of_the_server(site: Site, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="404"):
        catalogue.download(Offer(version="1.9", links=(f"{site.url}/gone",)), tmp_path / "new")


def test_a_bad_index_is_an_error(site: Site) -> None:
    index = site.folder / "index.json"
    for text, reason in (
        ("{", "not an index"),
        ("5", "not an index"),
        ("[]", "no Chinese to English package"),
        ("<html>Log in</html>", "a web page"),
        (json.dumps([_entry(links=["file:///etc/passwd"])]), "no Chinese to English package"),
    ):
        index.write_text(text, "utf-8")
        with pytest.raises(EngineError, match=reason):
            catalogue.latest_offer(f"{site.url}/index.json")


def test_the_highest_version_of_the_index_wins(site: Site) -> None:
    entries = [_entry(package_version=version, links=["http://x/y"]) for version in ("1.9", "1.10", "1.1")]
    (site.folder / "index.json").write_text(json.dumps(entries), "utf-8")
    assert catalogue.latest_offer(f"{site.url}/index.json").version == "1.10"


def test_an_offline_error_has_the_next_step() -> None:
    with pytest.raises(EngineError, match=r"cannot reach http://127\.0\.0\.1:9/") as caught:
        catalogue.latest_offer("http://127.0.0.1:9/index.json")
    assert "download the .argosmodel file elsewhere" in caught.value.hint


# --- the commands --------------------------------------------------------------------------------


def run(*arguments: str, stdin: str = "") -> Result:
    result = CliRunner().invoke(app, arguments, input=stdin)
    if isinstance(result.exception, TranslatorError):
        raise result.exception
    return result


def test_list_shows_which_model_is_used(folders: Path) -> None:
    assert "in use" in run("list").output
    write_package(folders / "translate-zh_en-1_9")
    rows = json.loads(run("list", "--json").output)
    assert [(row["version"], row["used"], row["embedded"]) for row in rows] == [
        ("1.9", True, False),
        ("0.6", False, True),
    ]


def test_list_shows_a_broken_package(folders: Path) -> None:
    (write_package(folders / "translate-zh_en-1_9") / "sentencepiece.model").unlink()
    assert "broken: sentencepiece.model is missing" in run("list").output


def test_list_shows_a_folder_with_brackets_whole(folders: Path) -> None:
    write_package(folders / "zh_en [old]")
    assert "[old]" in run("list").output


def test_install_from_a_file_and_remove_again(folders: Path, package: Path) -> None:
    assert "Installed argos zh_en 1.9" in run("install", str(package)).output
    assert "Nothing was removed" in run("remove", stdin="n\n").output
    assert installed_models()
    assert "Removed argos zh_en 1.9" in run("remove", "1.9", "--yes").output
    assert not installed_models()


def test_install_downloads_from_the_index(
    folders: Path, site: Site, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argostranslate import settings

    monkeypatch.setattr(settings, "remote_package_index", site.publish(package))
    assert "Installed argos zh_en 1.9" in run("install", "zh-en").output
    assert choose_model().version == "1.9"


def test_install_of_something_else_is_a_usage_error(folders: Path) -> None:
    with pytest.raises(UsageError, match="neither a model nor a file or folder"):
        run("install", "fr-en")


@pytest.mark.parametrize("command", ["list", "install", "remove"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    help_text = run(command, "--help").output
    assert f"translator models {command}" in help_text


def test_the_embedded_model_is_in_the_package() -> None:
    model = embedded_model()
    assert model is not None
    assert model.version == "0.6"
    assert model.label == "zh_en 0.6 (built-in)"


def test_the_figures_of_the_embedded_model_are_those_of_its_readme_and_of_the_docs(folders: Path) -> None:
    rows = (packages.EMBEDDED_FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    table = {cells[0]: cells[1] for row in rows if len(cells := row.strip("| ").split(" | ")) > 1}
    measured = (table["FLORES-200 devtest"], table["newstest2019"])
    assert tuple(map(str, EMBEDDED_BLEU)) == measured
    assert f"| {', '.join(measured)} (measured) |" in (ROOT / "docs/translators.md").read_text(
        encoding="utf-8"
    )
    shown = CliRunner().invoke(app, ["install"]).output
    assert f"the built-in model has {' and '.join(measured)}, measured here" in " ".join(shown.split())
