"""Whatever happens in a job's folder, nothing a person wrote is lost and no input gets another's job."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator import workspace
from translator.model import Article, Document
from translator.workspace import JobFolder
from translator.workspace.inputs import safe_name

EMPTY = Document(name="page", articles=(Article(id="a01", title="", blocks=()),))


def noon():
    return datetime(2023, 5, 12, 12, 0, 0)


@pytest.fixture(autouse=True, scope="module")
def quick_disk():
    """Skip waiting for the disk: these tests ask what is where, not whether it survives a power cut."""
    with mock.patch.object(os, "fsync"):
        yield


contents = st.sampled_from([b"one", b"two", b"three"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("save"), contents, st.booleans()),
        st.tuples(st.just("edit"), contents),
        st.tuples(st.just("delete")),
        st.tuples(st.just("stop"), contents, st.integers(min_value=0, max_value=5)),
    ),
    max_size=7,
)


def stop_after(calls: int):
    """Make the rename at the end of the write with this number fail as Ctrl-C does."""
    left = [calls]
    real = Path.replace

    def replace(self, target):
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return real(self, target)

    return mock.patch.object(Path, "replace", replace)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_what_a_person_wrote_is_never_lost(actions):
    with tempfile.TemporaryDirectory() as root:
        folder = JobFolder(out=Path(root), name="page")
        review = folder.file("review.docx")
        persons: set[bytes] = set()
        for number, (action, *values) in enumerate(actions):
            if action == "edit":
                review.parent.mkdir(exist_ok=True)
                if review.exists():
                    persons.discard(review.read_bytes())  # the person's own doing
                review.write_bytes(b"person %d: " % number + values[0])
                persons.add(review.read_bytes())
            elif action == "delete":
                with suppress(FileNotFoundError):
                    persons.discard(review.read_bytes())
                    review.unlink()
            else:
                job = workspace.load(folder)
                document = job.document if job else EMPTY
                force = action == "save" and values[1]
                calls = values[1] if action == "stop" else 1_000
                with stop_after(calls), suppress(KeyboardInterrupt):
                    saved = workspace.save(
                        folder, document, {"review.docx": values[0]}, now=noon, force=force
                    )
                    loaded = workspace.load(folder)
                    assert loaded is not None
                    assert loaded.document == saved.document
                    assert not folder.half_saved
            found = [path.read_bytes() for path in Path(root).rglob("*") if path.is_file()]
            assert persons <= set(found)
            assert {path.name for path in Path(root).rglob(".*")} <= {".page.saving"}


names = st.sampled_from(
    ["page.txt", "page.docx", "Page.md", "a b.txt", "NUL.txt", "page-txt.txt", "a-page-txt.md"]
)
trees = st.sets(st.tuples(st.sampled_from(["a", "b", "c/a", "page"]), names), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(trees, st.data())
def test_an_input_keeps_its_job_whatever_else_is_in_the_run(tree, data):
    with tempfile.TemporaryDirectory() as root:
        out = Path(root) / "out"
        paths = sorted(Path(root, "in", folder, name) for folder, name in tree)
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"x")
        known: dict[Path, str] = {}
        for _ in range(3):
            chosen = data.draw(st.lists(st.sampled_from(paths), unique=True, min_size=1))
            found = workspace.inputs(chosen, out)
            assert [file.path for file in found.files] == chosen
            for file in found.files:
                assert known.setdefault(file.path, file.job.name) == file.job.name
                workspace.save(file.job, EMPTY, {}, now=noon)
        folded = [name.casefold() for name in known.values()]
        assert len(folded) == len(set(folded))


@given(st.text(max_size=300))
def test_a_safe_name_stays_inside_its_folder_on_every_system(text):
    name = safe_name(text)
    assert name == safe_name(name)
    assert name not in ("", ".", "..")
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))
    assert len(name.encode()) <= 120
    assert Path("out", name).parent == Path("out")
