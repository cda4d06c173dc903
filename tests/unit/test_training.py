"""The parts of the training recipe that need no torch: pairs, English put inline, batches, the package's pieces."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tests.argos_packages import embedded_archive
from training import data, package, weights
from training.ordinary_words import ordinary


def test_a_line_may_lack_its_spans() -> None:
    assert data.row_of("青岛\tQingdao\n") == ("青岛", "Qingdao", "")


def test_a_missing_corpus_is_one_line_with_a_next_step(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"pairs\.tsv is missing: give its folder"):
        data.rows(tmp_path, "pairs.tsv")


def test_a_corpus_that_is_cut_short_is_one_line_with_a_next_step(tmp_path: Path) -> None:
    import lzma

    whole = lzma.compress("青岛\tQingdao\n".encode() * 1000)
    (tmp_path / "pairs.tsv.xz").write_bytes(whole[:-20])
    with pytest.raises(SystemExit, match="get the file again"):
        data.rows(tmp_path, "pairs.tsv.xz")


def test_spans_are_put_inline_with_single_spaces() -> None:
    text = data.with_spans("青岛市召开会议。", "青岛市=Qingdao", random.Random(1), 1)
    assert text == "Qingdao 召开会议。"


def test_an_exchanged_phrase_is_the_same_new_one_on_both_sides() -> None:
    rows = [
        ("青岛市召开会议。", "A meeting was held in Qingdao.", "青岛市=Qingdao"),
        ("长春完成5亿元。", "Changchun finished 500 million yuan.", "长春=Changchun|5亿元=500 million yuan"),
        ("投资增长。", "Investment grew.", "投资=Investment|增长=grew"),
    ]
    exchange = data.Exchange(rows[1:], random.Random(1))
    found = {exchange.exchanged(rows[0], 4) for _ in range(30)}
    assert found == {
        ("Changchun 召开会议。", "A meeting was held in Changchun."),
        ("Investment 召开会议。", "A meeting was held in Investment."),
    }


def test_a_phrase_that_is_not_once_in_the_target_is_not_exchanged() -> None:
    row = ("长春到长春", "From Changchun to Changchun", "长春=Changchun")
    exchange = data.Exchange([("青岛", "Qingdao", "青岛=Qingdao")], random.Random(1))
    assert exchange.exchanged(row, 1) == ("Changchun 到长春", "From Changchun to Changchun")


def test_batches_hold_every_pair_once_within_their_limit() -> None:
    chance = random.Random(1)
    sources = [[5] * chance.randint(1, 60) for _ in range(300)]
    targets = [[5] * chance.randint(1, 60) for _ in range(300)]
    batches = data.batches_of(sources, targets, 400, chance)
    assert sorted(index for batch in batches for index in batch) == list(range(300))
    for batch in batches:
        longest = data.padded(max(max(len(sources[i]), len(targets[i])) for i in batch))
        assert longest * len(batch) <= 400


def test_a_batch_is_padded_and_shifted() -> None:
    no = data.IGNORE
    source, entered, labels = data.arrays([0, 1], [[7], [8, 9]], [[4, 5], [6]])
    assert source.tolist() == [[7, 2, 0, 0], [8, 9, 2, 0]]
    assert entered.tolist() == [[1, 4, 5, 0], [1, 6, 0, 0]]
    assert labels.tolist() == [[4, 5, 2, no], [6, 2, no, no]]


def test_the_embedded_package_gives_the_pieces() -> None:
    assert data.newest_package() == embedded_archive()
    members = data.package_members(embedded_archive())
    vocabulary = json.loads(members["source_vocabulary.json"])
    assert vocabulary[: data.EOS + 1] == ["<unk>", "<s>", "</s>"]


def test_a_damaged_package_is_one_line_with_a_next_step(tmp_path: Path) -> None:
    broken = tmp_path / "broken.argosmodel"
    broken.write_bytes(embedded_archive().read_bytes()[:1000])
    with pytest.raises(SystemExit, match="not a whole Argos package"):
        data.package_members(broken)


class Weights(np.ndarray):
    """An array with the two methods of a tensor that packing uses."""

    def float(self) -> Weights:
        return self

    def numpy(self) -> np.ndarray:
        return np.asarray(self)


def test_a_package_read_as_a_state_packs_into_the_same_model(tmp_path: Path) -> None:
    state = weights.package_state(embedded_archive())
    net = {name: weight.view(Weights) for name, weight in state["net"].items()}
    package.specification(state | {"net": net}).save(str(tmp_path))
    with zipfile.ZipFile(embedded_archive()) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("model.bin"))
        assert (tmp_path / "model.bin").read_bytes() == archive.read(name)


def test_the_depth_of_a_network_is_read_from_the_names_of_its_weights() -> None:
    for layers in (weights.Depth(6, 2), weights.Depth(12, 1)):
        ours, theirs = zip(*weights.layer_paths(layers).items(), strict=True)
        assert weights.depth(f"{name}.weight" for name in ours) == layers
        assert weights.depth(f"{name}/weight" for name in theirs) == layers


def test_a_package_cut_short_is_no_state(tmp_path: Path) -> None:
    broken = tmp_path / "broken.argosmodel"
    with zipfile.ZipFile(embedded_archive()) as whole, zipfile.ZipFile(broken, "w") as cut:
        for name in whole.namelist():
            cut.writestr(name, whole.read(name)[:5000])
    with pytest.raises(SystemExit, match="damaged or no package of this program"):
        weights.package_state(broken)


def test_ordinary_words_have_no_capital_within_a_sentence_and_are_no_name() -> None:
    texts = [
        "Promote trade: we promote it, and Qingdao will promote it.",
        "We don't know what Qingdao did in May, and what it may do.",
        "They ran to Qingdao.",
    ]
    expected = "and did do in it know promote to trade what will"
    assert ordinary(texts, least=1) == expected.split()
