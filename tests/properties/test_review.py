"""What must hold for any review table that comes back, whatever was done to it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from itertools import cycle

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.review_tables import TableFile, q
from tests.unit.sample_documents import article, full_document
from translator.identity import comparable
from translator.model import Document, Role, State
from translator.pipeline import map_segments
from translator.review.apply import apply_returned
from translator.review.read_docx import read_review_table
from translator.review.results import Options, Review
from translator.review.table import review_docx
from translator.text.word_diff import merge, tokens, word_diff
from translator.xliff.read import read_xliff
from translator.xliff.write import write_xliff

SMALL = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FULL = full_document()
REPEATED = Document(
    name="repeated",
    articles=(
        article(
            1,
            [
                (Role.HEADLINE, [("青岛召开会议", "Qingdao holds a meeting")]),
                (
                    Role.PARAGRAPH,
                    [("会议指出。", "It said."), ("（完）", "(End)"), ("会议强调。", "It stressed.")],
                ),
                (Role.PARAGRAPH, [("（完）", "(End)"), ("会议指出。", "It noted.")]),
            ],
        ),
    ),
)
DOCUMENTS = st.sampled_from([FULL, REPEATED])
_ANY = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t ."),
    max_size=30,
)
TEXTS = st.builds(lambda before, after: f"{before}word{after}", _ANY, _ANY)
"""Texts with a word in them, so that none is only a remark about its row."""


def returned(document: Document, data: bytes, options: Options | None = None) -> Review:
    return apply_returned(document, read_review_table(data, "file"), options or Options(reviewer="Li Wen"))


def targets(document: Document) -> dict[str, str]:
    return {s.id: comparable(s.target) for s in document.segments()}


@given(DOCUMENTS)
@SMALL
def test_no_edits_mean_no_changes(document: Document) -> None:
    review = returned(document, review_docx(document))
    assert review.document is document
    assert not review.conflicts
    assert not review.edits
    assert review.unchanged == len(targets(document))


@given(st.data())
@SMALL
def test_any_edit_of_the_english_comes_back_exactly_and_only_once(data: st.DataObject) -> None:
    document = data.draw(DOCUMENTS)
    ids = list(targets(document))
    edits = data.draw(st.dictionaries(st.sampled_from(ids), TEXTS, max_size=6))
    file = TableFile(review_docx(document))
    for name, text in edits.items():
        pieces = "".join(f"<w:r>{_run(piece)}</w:r>" for piece in text)
        file.put(name, "English", f"<w:p>{pieces}</w:p>")
    sheet = file.save()
    review = returned(document, sheet)
    assert not review.conflicts
    expected = {**targets(document), **{name: comparable(text) for name, text in edits.items()}}
    assert targets(review.document) == expected
    changed = {name for name, text in edits.items() if comparable(text) != targets(document)[name]}
    assert {e.segment_id for e in review.edits} == changed
    assert all(s.state is State.REVIEWED for s in review.document.segments() if s.id in changed)
    saved = read_xliff(write_xliff(review.document), "job")
    again = returned(saved, sheet)
    assert again.document is saved
    assert not again.conflicts


def _run(character: str) -> str:
    known = {"\n": "<w:br/>", "\t": "<w:tab/>", "&": "&amp;", "<": "&lt;", ">": "&gt;"}
    found = known.get(character, character)
    return found if found.startswith("<w:") else f'<w:t xml:space="preserve">{found}</w:t>'


@given(st.data())
@SMALL
def test_any_order_of_the_rows_comes_back_exactly(data: st.DataObject) -> None:
    document = data.draw(DOCUMENTS)
    file = TableFile(review_docx(document))
    for name in file.rows:
        file.write(name, "English", f"Edited {name}")
    order = data.draw(st.permutations(list(file.rows.values())))
    parents = [row.getparent() for row in file.rows.values()]
    for row in file.rows.values():
        row.getparent().remove(row)
    for row, parent in zip(order, parents, strict=True):
        parent.append(row)
    review = returned(document, file.save())
    assert not review.conflicts
    assert targets(review.document) == {name: f"Edited {name}" for name in file.rows}


DAMAGE = st.sampled_from(
    ["number", "other number", "bookmark", "both", "remove", "double", "swap numbers", "merge"]
)


@given(st.data())
@settings(SMALL, max_examples=60)
def test_any_damage_to_ids_is_a_conflict_or_right_but_never_wrong(data: st.DataObject) -> None:
    document = data.draw(DOCUMENTS)
    file = TableFile(review_docx(document))
    names = list(file.rows)
    for name in names:
        file.write(name, "English", f"Edited {name}")
    for name in data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=5, unique=True)):
        _damage(file, data.draw(DAMAGE), name, data.draw(st.sampled_from(names)))
    review = returned(document, file.save())
    before, doubtful = targets(document), {c.segment_id for c in review.conflicts}
    for name, text in targets(review.document).items():
        assert text == (before[name] if name in doubtful else f"Edited {name}")


def _damage(file: TableFile, kind: str, name: str, other: str) -> None:
    row = file.rows[name]
    there = row.getparent() is not None
    if kind == "remove" and there:
        file.remove(name)
    elif kind == "double" and there:
        copy = file.double(name)
        copy.findall(q("tc"))[2].find(f".//{q('t')}").text = "Another text"
    elif kind in ("bookmark", "both"):
        file.strip_bookmarks(row)
    numbers = {
        "number": {name: "?"},
        "both": {name: "?"},
        "other number": {name: other},
        "swap numbers": {name: other, other: name},
        "merge": {name: f"{name}"},
    }
    for damaged, number in numbers.get(kind, {}).items():
        _number(file.rows[damaged], number)
    if kind == "merge":
        file.rows[name].find(q("tc")).extend(deepcopy(file.rows[other].find(q("tc")).findall(q("p"))))


def _number(row, text: str) -> None:
    found = next(row.find(q("tc")).iter(q("t")), None)
    if found is not None:
        found.text = text


@given(st.data())
@SMALL
def test_two_reviewers_clash_only_where_both_edited(data: st.DataObject) -> None:
    document = data.draw(DOCUMENTS)
    sheet = review_docx(document)
    ids = st.sets(st.sampled_from(list(targets(document))), max_size=8)
    one, two = data.draw(ids), data.draw(ids)
    first = returned(document, _edited(sheet, one, "One")).document
    review = returned(first, _edited(sheet, two, "Two"), Options(reviewer="Zhao Min"))
    assert {c.segment_id for c in review.conflicts} == one & two
    for name, text in targets(review.document).items():
        expected = f"One {name}" if name in one else f"Two {name}" if name in two else targets(document)[name]
        assert text == expected


def _edited(sheet: bytes, names: set[str], word: str) -> bytes:
    file = TableFile(sheet)
    for name in names:
        file.write(name, "English", f"{word} {name}")
    return file.save()


@given(st.data())
@SMALL
def test_a_sheet_older_than_the_job_never_undoes_the_job(data: st.DataObject) -> None:
    document = data.draw(DOCUMENTS)
    sheet = review_docx(document)
    words = cycle(["New"])
    changed = data.draw(st.sets(st.sampled_from(list(targets(document)))))
    newer = map_segments(
        document, lambda s: replace(s, target=f"{next(words)} {s.id}") if s.id in changed else s
    )
    review = returned(newer, sheet)
    assert review.document is newer
    assert not review.conflicts


WORDS = st.lists(
    st.sampled_from(["the", "city", "plan", " ", "2,023", "it's", "青", "岛", "—", "\n"]), max_size=14
)


@given(WORDS, WORDS)
def test_a_word_diff_tells_both_texts(one: list[str], two: list[str]) -> None:
    before, after = "".join(one), "".join(two)
    changes = word_diff(before, after)
    assert "".join(c.before for c in changes) == before
    assert "".join(c.after for c in changes) == after
    assert "".join(tokens(before)) == before


@given(st.text(max_size=40))
def test_tokens_lose_nothing(text: str) -> None:
    assert "".join(tokens(text)) == text


@given(WORDS, WORDS)
def test_merging_with_an_untouched_text_gives_the_edit(one: list[str], two: list[str]) -> None:
    base, edit = "".join(one), "".join(two)
    assert merge(base, base, edit) == edit
    assert merge(base, edit, base) == edit
