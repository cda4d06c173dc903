"""The translation memory: storing, finding, and sharing a file."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from typer.testing import CliRunner

from translator import pipeline
from translator.cli import tm as tm_command
from translator.commands.jobs import MEMORY
from translator.errors import InputError, OutputError, TranslatorError
from translator.model import Candidate, Document, Line, Origin, OriginKind, Page, Segment, State
from translator.tm import (
    Added,
    MatchKind,
    Memory,
    Selection,
    TmError,
    TranslationUnit,
    differences,
    open_memory,
    recall,
    schema,
)
from translator.tm.adapt import adapted
from translator.tm.recall import ELSEWHERE
from translator.tm.tmx import write_tmx
from translator.tm.transfer import import_tmx
from translator.tm.units import utc
from translator.workspace import atomic_writer

NOW = datetime(2023, 5, 16, 8, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
TEXT = "青岛市推进一网通办改革。市民纷纷点赞。青岛市共设立博士后站235个，数量居全省第一。"
PAGE = Page(name="page.txt", lines=(Line(text="青岛推进一网通办"), Line(text=TEXT)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out" / "translator.tm.sqlite"


@pytest.fixture
def memory(path: Path) -> Iterator[Memory]:
    with open_memory(path) as memory:
        yield memory


def document() -> Document:
    return pipeline.build(PAGE, "page")


def work(document: Document, state: State = State.REVIEWED, who: str = "Li Hua") -> Document:
    """Return the document with a person's target for every segment."""
    return pipeline.map_segments(
        document,
        lambda s: replace(
            s, target=english(s), state=state, origin=Origin(kind=OriginKind.HUMAN, reviewer=who)
        ),
    )


def english(segment: Segment) -> str:
    return f"In English, {len(segment.source)} characters about {segment.source.count('市')} cities."


def unit(source: str, target: str, **more: object) -> TranslationUnit:
    return TranslationUnit(source=source, target=target, **more)  # type: ignore[arg-type]


def segments(document: Document) -> list[Segment]:
    return list(document.segments())


# --- storing and recalling a job -------------------------------------------------------------------------


def test_reviewed_work_fills_the_same_text_again(memory: Memory) -> None:
    done = work(document())
    assert memory.store(done, "page", NOW) == Added(new=len(segments(done)))
    again = recall(document(), memory)
    assert [s.target for s in again.segments()] == [s.target for s in done.segments()]
    assert {s.state for s in again.segments()} == {State.TRANSLATED}
    assert {s.origin for s in again.segments()} == {Origin(kind=OriginKind.TM, engine="tm", score=1.0)}


def test_storing_twice_changes_nothing(memory: Memory) -> None:
    done = work(document())
    memory.store(done, "page", NOW)
    before = list(memory.units())
    assert memory.store(done, "page", LATER) == Added(unchanged=len(before))
    assert list(memory.units()) == before


def test_a_later_edit_replaces_the_unit(memory: Memory) -> None:
    memory.store(work(document()), "page", NOW)
    first = segments(document())[0].id
    edited = pipeline.map_segments(work(document(), who="Wang"), lambda s: replace(s, target="Better."))
    assert memory.store(edited, "page", LATER, only={first}) == Added(changed=1)
    changed = [u for u in memory.units() if u.target == "Better."]
    assert [(u.author, u.time) for u in changed] == [("Wang", "2023-05-17T08:00:00Z")]


def between(previous: str, following: str, target: str) -> Document:
    """Return an article of three approved sentences, of which the one in the middle has this target."""
    page = Page(name="page.txt", lines=(Line(text=f"{previous}市民纷纷点赞。{following}"),))
    return pipeline.map_segments(
        work(pipeline.build(page, "page")),
        lambda s: replace(s, target=target) if s.source == "市民纷纷点赞。" else s,
    )


def targets_of(source: str, memory: Memory) -> set[tuple[str, str]]:
    return {(u.job, u.target) for u in memory.exact(source)}


def test_a_corrected_approval_is_gone_also_when_a_neighbour_was_corrected_before(memory: Memory) -> None:
    memory.store(between("会议在青到召开。", "改革继续推进。", "Wrong."), "page", NOW)
    memory.store(between("会议在青岛召开。", "改革继续推进。", "Right."), "page", LATER)
    assert targets_of("市民纷纷点赞。", memory) == {("page", "Right.")}


def test_approvals_of_other_jobs_and_at_other_places_stay(memory: Memory) -> None:
    memory.store(between("会议在青到召开。", "改革继续推进。", "Theirs."), "other", NOW)
    memory.store(between("大厅搬到新址。", "新址交通便利。", "Of another day."), "page", NOW)
    memory.store(between("会议在青岛召开。", "改革继续推进。", "Right."), "page", LATER)
    assert targets_of("市民纷纷点赞。", memory) == {
        ("other", "Theirs."), ("page", "Of another day."), ("page", "Right."),
    }  # fmt: skip


def test_a_sentence_that_stands_twice_in_a_job_may_have_two_approved_targets(memory: Memory) -> None:
    page = Page(name="page.txt", lines=(Line(text="甲是。乙是。甲是。丙是。甲是。"),))
    made = iter(["A1.", "B1.", "A2.", "C1.", "A3."])
    twice = pipeline.map_segments(work(pipeline.build(page, "page")), lambda s: replace(s, target=next(made)))
    memory.store(twice, "page", NOW)
    memory.store(twice, "page", LATER, only={segments(twice)[0].id})
    assert {target for _, target in targets_of("甲是。", memory)} == {"A1.", "A2.", "A3."}


@pytest.mark.parametrize("moment", [NOW, NOW - timedelta(days=1)])
def test_the_last_of_two_decisions_counts_whatever_the_clock_says(memory: Memory, moment: datetime) -> None:
    memory.store(work(document()), "page", NOW)
    edited = pipeline.map_segments(work(document()), lambda s: replace(s, target="A better one."))
    assert memory.store(edited, "page", moment) == Added(changed=len(segments(edited)))
    assert {u.target for u in memory.units()} == {"A better one."}
    assert {u.time for u in memory.units()} == {utc(moment)}


def test_drafts_are_not_stored(memory: Memory) -> None:
    machine = work(document(), State.TRANSLATED)
    assert memory.store(machine, "page", NOW) == Added()
    assert memory.count() == 0


def test_a_unit_has_everything_about_its_segment(memory: Memory) -> None:
    memory.store(work(document(), State.FINAL), "page", NOW.astimezone(timezone(timedelta(hours=8))))
    sources = [s.source for s in document().segments()]
    for number, kept in enumerate(memory.units()):
        assert kept == unit(
            sources[number],
            english(segments(document())[number]),
            previous=["", *sources][number],
            following=[*sources, ""][number + 1],
            state=State.FINAL,
            origin=Origin(kind=OriginKind.HUMAN, reviewer="Li Hua"),
            author="Li Hua",
            time="2023-05-16T08:00:00Z",
            job="page",
        )


def test_only_initial_segments_are_filled(memory: Memory) -> None:
    memory.store(work(document()), "page", NOW)
    for state in (State.TRANSLATED, State.REVIEWED, State.FINAL):  # translated, though nobody knows by whom
        mine = pipeline.map_segments(
            document(), lambda s, state=state: replace(s, target="Mine.", state=state)
        )
        assert recall(mine, memory) == mine


def test_the_only_target_of_persons_is_taken_between_other_neighbours_too(memory: Memory) -> None:
    source = segments(document())[1].source
    memory.add([unit(source, "Reform.", previous="甲。", following="乙。", state=State.REVIEWED)])
    found = segments(recall(document(), memory))[1]
    assert (found.state, found.target) == (State.TRANSLATED, "Reform.")
    assert found.origin == Origin(kind=OriginKind.TM, engine=ELSEWHERE, score=1.0)


def test_two_targets_of_persons_without_context_are_candidates(memory: Memory) -> None:
    source = segments(document())[1].source
    for previous, target in (("甲。", "Reform."), ("丙。", "Reforms.")):
        memory.add([unit(source, target, previous=previous, following="乙。", state=State.REVIEWED)])
    found = segments(recall(document(), memory))[1]
    assert (found.state, found.target) == (State.INITIAL, "")
    assert {(c.target, c.score) for c in found.candidates} == {("Reform.", 1.0), ("Reforms.", 1.0)}


def test_a_machines_draft_is_replaced_by_what_a_person_approved(memory: Memory) -> None:
    memory.store(work(document()), "page", NOW)
    machine = Origin(kind=OriginKind.MT, engine="test")
    drafted = pipeline.map_segments(document(), lambda s: s.drafted("Draft.", machine))
    recalled = recall(drafted, memory)
    assert [s.target for s in recalled.segments()] == [
        s.target for s in recall(document(), memory).segments()
    ]
    assert recall(recalled, memory) == recalled


def test_a_draft_in_context_is_only_a_candidate(memory: Memory) -> None:
    a, b, c = segments(document())[:3]
    memory.add([unit(b.source, "Machine.", previous=a.source, following=c.source, state=State.TRANSLATED)])
    found = segments(recall(document(), memory))[1]
    assert (found.state, found.candidates[0].target) == (State.INITIAL, "Machine.")


def test_a_text_that_occurs_twice_between_the_same_neighbours_is_only_a_candidate(memory: Memory) -> None:
    page = Page(name="page.txt", lines=(Line(text="甲是。乙是。甲是。乙是。甲是。"),))
    made = iter(["A1.", "B1.", "A2.", "B2.", "A3."])
    fresh = pipeline.build(page, "page")
    memory.store(
        pipeline.map_segments(work(fresh), lambda segment: replace(segment, target=next(made))), "page", NOW
    )
    found = segments(recall(fresh, memory))
    assert [segment.target for segment in found] == ["A1.", "", "A2.", "", "A3."]
    assert found[1].candidates[0].target in ("B1.", "B2.")


def test_a_text_without_neighbours_is_never_in_context(memory: Memory) -> None:
    alone = Page(name="x.txt", lines=(Line(text="批准"),))
    memory.store(work(pipeline.build(alone, "x")), "x", NOW)
    (found,) = recall(pipeline.build(alone, "y"), memory).segments()
    assert found.origin == Origin(kind=OriginKind.TM, engine=ELSEWHERE, score=1.0)


@pytest.mark.parametrize("text", ["推进一网通办", "推进", '"', "推进\x00一"])
def test_the_concordance_finds_sources_that_hold_a_text(memory: Memory, text: str) -> None:
    sources = [f"甲{text}乙。", f"丙{text}。", "推一进网通办。", text]
    memory.add(unit(source, f"English {number}") for number, source in enumerate(sources))
    found = [match.unit.source for match in memory.concordance(text, 5)]
    assert found == [f"丙{text}。", f"甲{text}乙。"]
    assert len(memory.concordance("推", 1)) == 1


def test_a_change_of_the_memory_renews_its_revision_and_nothing_else_does(memory: Memory) -> None:
    first = memory.revision
    memory.store(work(document()), "page", NOW)
    second = memory.revision
    memory.store(work(document()), "page", NOW)
    memory.lookup("批准")
    assert first != second == memory.revision


def test_recall_replaces_candidates_of_the_memory_and_keeps_others(memory: Memory) -> None:
    old = Candidate(source="旧", target="Old.", score=0.8, origin=Origin(kind=OriginKind.TM))
    draft = Candidate(source="稿", target="Draft.", score=0.5, origin=Origin(kind=OriginKind.MT))
    given = pipeline.map_segments(document(), lambda s: replace(s, candidates=(old, draft)))
    assert all(s.candidates == (draft,) for s in recall(given, memory).segments())


def test_recall_offers_the_best_three_and_reports_progress(memory: Memory) -> None:
    source = segments(document())[1].source
    memory.add(unit(source, f"Target {n}.", time=f"2023-05-1{n}T00:00:00Z") for n in range(5))
    steps: list[tuple[str, int, int]] = []
    found = recall(document(), memory, progress=lambda *step: steps.append(step))
    assert [c.target for c in segments(found)[1].candidates] == ["Target 4.", "Target 3.", "Target 2."]
    total = len(segments(found))
    assert steps == [("recall", number, total) for number in range(1, total + 1)]


# --- looking up ------------------------------------------------------------------------------------------


def test_matches_are_ordered_by_kind(memory: Memory) -> None:
    memory.add(
        [
            unit("全市新增博士后站100个。", "The city added 100 stations."),
            unit(
                "全市新增博士后站50个。",
                "The city added exactly 50 stations.",
                previous="甲。",
                following="乙。",
            ),
            unit("全市新增博士后站50个。", "The city added 50 more stations."),
            unit("全省新增博士后站50个。", "The province added 50 stations."),
        ]
    )
    found = memory.lookup("全市新增博士后站50个。", "甲。", "乙。", limit=9)
    assert [m.kind for m in found] == [
        MatchKind.CONTEXT,
        MatchKind.EXACT,
        MatchKind.NUMBERS,
        MatchKind.FUZZY,
    ]
    assert [m.target for m in found][2:] == ["The city added 50 stations.", "The province added 50 stations."]
    assert found[3].score == pytest.approx(11 / 12)


def test_the_score_is_levenshtein_s_and_the_threshold_applies(memory: Memory) -> None:
    memory.add([unit("一二三四五六七八九十", "Ten.")])
    assert memory.lookup("一二三四五六七东西南")[0].score == pytest.approx(0.7)
    assert memory.lookup("一二三四五六东西南北") == ()
    assert memory.lookup("一二三四五六东西南北", threshold=0.6)[0].score == pytest.approx(0.6)


def test_a_very_long_text_is_found_too(memory: Memory) -> None:
    text = "".join(f"第{n}条，青岛市设立博士后站{n * 7}个。" for n in range(150))
    memory.add([unit(text, "Long.")])
    assert memory.lookup(text.replace("站", "点"))[0].target == "Long."


def test_the_newest_of_sources_that_differ_in_numbers_are_adapted(memory: Memory) -> None:
    memory.add(unit(f"第{n}届会议", f"Session {n} of the meeting", job=str(n)) for n in range(2, 203))
    found = memory.lookup("第999届会议", limit=9, threshold=1)
    assert {m.target for m in found} == {"Session 999 of the meeting"}
    assert int(found[0].unit.job) > 150


def test_short_texts_are_found_exactly_only(memory: Memory) -> None:
    memory.add([unit("批准", "Approved"), unit("批示", "Instruction")])
    assert [m.target for m in memory.lookup("批准", threshold=0.1)] == ["Approved"]


def test_exact_means_the_same_characters(memory: Memory) -> None:
    memory.add([unit("增长５％。", "Up 5%."), unit("青島市召開會議。", "A meeting.")])
    assert memory.exact("增长5%。") == ()
    assert memory.exact("青岛市召开会议。") == ()
    assert len(memory.exact("青島市召開會議。")) == 1


def test_a_common_sentence_does_not_crowd_out_others(memory: Memory) -> None:
    memory.add(
        unit("本报记者青岛报道。", f"Reported {n}.", previous=f"{n}", following="x") for n in range(3000)
    )
    memory.add([unit("本报记者济南报道。", "From Jinan.")])
    assert "From Jinan." in [m.target for m in memory.lookup("本报记者青岛报导。", limit=3)] + [
        m.target for m in memory.lookup("本报记者济南报导。", limit=3)
    ]


@pytest.mark.parametrize(
    "text", ['"青岛"市""召开', "青岛 OR 市 AND (", "a\0b\0c青岛市", "\ud83d青岛市召开", "*:^-"]
)
def test_any_text_can_be_looked_up(memory: Memory, text: str) -> None:
    memory.add([unit(text, "Target."), unit("青岛市召开会议。", "A meeting.")])
    assert bool(memory.exact(text)) == ("\ud83d" not in text)
    assert memory.lookup(text, text, text) is not None


def test_differences_show_both_sides() -> None:
    steps = differences("青岛市新增100个", "青岛新增25个站")
    assert "".join(s.old for s in steps) == "青岛市新增100个"
    assert "".join(s.new for s in steps) == "青岛新增25个站"
    assert [(s.old, s.new) for s in steps if not s.equal] == [("市", ""), ("100", "25"), ("", "站")]


# --- numbers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "target", "expected"),
    [
        ("新增站100个。", "新增站25个。", "100 stations were added.", "25 stations were added."),
        ("占46%，居第2位", "占51.5%，居第2位", "46 percent, second", "51.5 percent, second"),
        ("培养6972人", "培养12500人", "6,972 people", "12,500 people"),
        ("培养900人", "培养1200人", "900 people", "1,200 people"),
        ("2022年", "2023年", "in 2022", "in 2023"),
        ("新增１００个", "新增25个", "100 added", "25 added"),
        ("5个，10人", "10个，5人", "5 units, 10 people", "10 units, 5 people"),
        ("1.5倍", "2.5倍", "1.5 times", "2.5 times"),
        (
            "投资60亿元，长350公里",
            "投资60亿元，长250公里",
            "6 billion yuan, 350 km",
            "6 billion yuan, 250 km",
        ),
        (
            "三成是新的，共12家",
            "三成是新的，共15家",
            "30 percent of the 12 are new",
            "30 percent of the 15 are new",
        ),
        ("5月10日（星期三）", "5月11日（星期三）", "Wednesday, May 10", "Wednesday, May 11"),
    ],
)
def test_numbers_are_adapted(old: str, new: str, target: str, expected: str) -> None:
    assert adapted(old, new, target) == expected


@pytest.mark.parametrize(
    ("old", "new", "target"),
    [
        ("新增站100个。", "新增岗25个。", "100 stations were added."),  # more than the number differs
        ("新增100个。", "新增100个。", "100 added."),  # nothing differs
        ("新增100个。", "新增25个。", "One hundred added."),  # not in the target
        ("新增100个。", "新增25个。", "100 added, 100 in all."),  # twice in the target
        ("3个，3人", "4个，3人", "3 units and three people"),  # which of the two?
        ("60亿元", "70亿元", "60 yuan"),  # 6 billion: English writes it another way
        ("5月举行，开了5天", "6月举行，开了5天", "In May, for 5 days"),  # a month's name
        ("第3届", "第4届", "the 3rd"),  # the ending changes too
        ("1个站", "2个站", "1 station"),  # the noun changes too
        ("100个", "25个", "2100 or 100.5"),  # part of other numbers
        ("会议8时开始。", "会议20时开始。", "The meeting starts at 8 a.m."),  # half of the day changes too
        ("上午9:00到", "上午12:00到", "Arrives at 9:00 in the morning"),
        ("三年来建成3个", "三年来建成4个", "In 3 years, three were built"),  # 3 stands for 三
        ("300多万元", "500多万元", "300"),  # 3 million
        ("5斤苹果", "6斤苹果", "2.5 kg (5 jin) of apples"),  # a converted amount changes too
        ("时速350公里", "时速160公里", "at 350 km/h (217 mph)"),
        ("8岁女孩", "9岁女孩", "An 8-year-old girl"),
        ("增长25%", "增长18%", "a 25% rise"),
        ("十四五时期提到时速350公里", "十四五时期提到时速250公里", "350 km/h (217 mph) in the 14th plan"),
        ("进一步提到时速350公里", "进一步提到时速160公里", "raised to 350 km/h (217 mph)"),
        ("5月出口8000元", "5月出口9000元", "8,000 yuan ($1,100) of exports in May"),
        ("投资60亿元，长350公里", "投资60亿元，长250公里", "6 billion yuan for 350 km (217 miles)"),
        ("5月10日开会。", "5月11日开会。", "It met on Wednesday, May 10."),  # another day of the week
        ("5月10日开会。", "5月11日开会。", "It met on May 10, 2023."),  # perhaps of another year
        ("票价90元", "票价80元", "a $90 ticket"),
    ],
)
def test_uncertain_numbers_are_not_adapted(old: str, new: str, target: str) -> None:
    assert adapted(old, new, target) is None


def test_numbers_are_adapted_below_the_threshold(memory: Memory) -> None:
    memory.add([unit("增长12.5%", "Up 12.5%")])
    (found,) = memory.lookup("增长3.7%")
    assert (found.kind, found.target) == (MatchKind.NUMBERS, "Up 3.7%")
    assert found.score < 0.7


# --- adding ----------------------------------------------------------------------------------------------


def in_place(target: str, **more: object) -> TranslationUnit:
    return unit("原文。", target, **{"previous": "前。", "following": "后。", **more})


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        (
            in_place("Old.", time="2023-01-01T00:00:00Z"),
            in_place("New.", time="2023-01-02T00:00:00Z"),
        ),
        (
            in_place("Machine.", time="2023-01-02T00:00:00Z"),
            in_place("Person.", state=State.REVIEWED, time="2023-01-01T00:00:00Z"),
        ),
        (in_place("Reviewed.", state=State.REVIEWED), in_place("Final.", state=State.FINAL)),
    ],
)
def test_the_stronger_unit_stays_in_either_order(
    tmp_path: Path, weaker: TranslationUnit, stronger: TranslationUnit
) -> None:
    for name, units in (
        ("a", [weaker, stronger]),
        ("b", [stronger, weaker]),
        ("c", [weaker, stronger, weaker]),
    ):
        with open_memory(tmp_path / f"{name}.sqlite") as memory:
            memory.add(units)
            assert list(memory.units()) == [stronger]


def test_without_neighbours_every_target_stays(memory: Memory) -> None:
    units = [unit("原文。", "One."), unit("原文。", "Two.")]
    assert memory.add([*units, *units]) == Added(new=2, unchanged=2)
    assert {m.target for m in memory.lookup("原文。")} == {"One.", "Two."}


def test_units_without_text_are_skipped(memory: Memory) -> None:
    assert memory.add([unit("", "a"), unit("  ", "a"), unit("原文", ""), unit("\ud800", "a")]) == Added()


def test_a_failing_import_changes_nothing(memory: Memory) -> None:
    def units() -> Iterator[TranslationUnit]:
        yield from (unit(f"第{n}句原文。", "Target.") for n in range(12_000))
        raise InputError("broken", hint="none")

    with pytest.raises(InputError):
        memory.add(units())
    assert memory.count() == 0
    assert memory.lookup("第5句原文。") == ()
    assert memory.add([unit("第5句原文。", "Target.")]) == Added(new=1)


def write_units(units: Iterable[TranslationUnit], path: Path) -> None:
    with atomic_writer(path) as stream:
        write_tmx(units, stream, utc(NOW))


def big_tmx(folder: Path, count: int = 10_000) -> Path:
    path = folder / "big.tmx"
    write_units((unit(f"青岛市第{n}次会议召开。", f"Meeting {n}.") for n in range(count)), path)
    return path


def check_whole(path: Path) -> None:
    """Check the tables, and the trigram index against them."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.execute("INSERT INTO grams (grams, rank) VALUES ('integrity-check', 1)")
    connection.close()


def test_another_reader_sees_the_old_memory_during_an_import(memory: Memory, tmp_path: Path) -> None:
    memory.add([unit("青岛市召开会议。", "A meeting.")])
    seen: list[tuple[int, str]] = []

    def look(*_step: object) -> None:
        with open_memory(memory.path) as other:
            seen.append((other.count(), other.lookup("青岛市召开大会。", threshold=0.6)[0].target))

    assert import_tmx(memory, big_tmx(tmp_path), look).added == Added(new=10_000)
    assert len(seen) > 1
    assert set(seen) == {(1, "A meeting.")}
    assert memory.count() == 10_001
    assert memory.lookup("青岛市第9999次会议召开！")[0].target == "Meeting 9999."
    check_whole(memory.path)


def test_an_interrupted_import_changes_nothing(memory: Memory, tmp_path: Path) -> None:
    def stop(_stage: str, done: int, total: int) -> None:
        if done > total // 2:
            raise KeyboardInterrupt

    path = big_tmx(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        import_tmx(memory, path, stop)
    assert memory.stats().sources == 0
    assert memory.lookup("青岛市第7次会议召开！") == ()
    assert import_tmx(memory, path).added == Added(new=10_000)
    assert import_tmx(memory, path).added == Added(unchanged=10_000)
    check_whole(memory.path)


DYING = """
import os, signal, sys
from pathlib import Path
from typing import BinaryIO
from translator.tm import open_memory
from translator.tm.transfer import import_tmx
def die(stage, done, total):
    if done > total // 2:
        os.kill(os.getpid(), signal.SIGKILL)
with open_memory(Path(sys.argv[1])) as memory:
    import_tmx(memory, Path(sys.argv[2]), die)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_process_that_dies_in_an_import_leaves_the_old_memory(path: Path, tmp_path: Path) -> None:
    with open_memory(path) as memory:
        memory.add([unit("青岛市召开会议。", "A meeting.")])
    command = [sys.executable, "-c", DYING, str(path), str(big_tmx(tmp_path))]
    assert subprocess.run(command, check=False).returncode == -9
    check_whole(path)
    with open_memory(path) as memory:
        assert [u.target for u in memory.units()] == ["A meeting."]
        assert memory.add([unit("青岛市召开大会。", "Another.")]) == Added(new=1)
    check_whole(path)


# --- pruning ---------------------------------------------------------------------------------------------


def test_prune_removes_the_chosen_units_and_keeps_a_copy(memory: Memory, tmp_path: Path) -> None:
    old = unit("青岛市召开旧会议。", "Old.", time="2021-01-01T00:00:00Z", job="a")
    new = unit("青岛市召开新会议。", "New.", time="2023-01-01T00:00:00Z", job="a")
    unknown = unit("青岛市召开某会议。", "Some.", job="b")
    memory.add([old, new, unknown])
    copy = tmp_path / "copy.tmx"
    selection = Selection(before="2022-01-01T00:00:00Z")
    assert memory.prune(selection, lambda units: write_units(units, copy)) == 1
    assert [u.target for u in memory.units()] == ["New.", "Some."]
    assert "Old." not in [m.target for m in memory.lookup("青岛市召开旧会议。")]
    assert import_tmx(memory, copy).added == Added(new=1)
    assert memory.lookup("青岛市召开旧会议。")[0].target == "Old."
    assert memory.prune(Selection(job="a", state=State.TRANSLATED)) == 2
    assert [u.target for u in memory.units()] == ["Some."]


def test_prune_removes_nothing_when_the_copy_fails(memory: Memory, tmp_path: Path) -> None:
    memory.add([unit("原文。", "Target.")])
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        memory.prune(Selection(), lambda units: write_units(units, tmp_path / "file" / "x.tmx"))
    assert memory.count() == 1


def test_the_trigram_index_is_complete_after_every_change(memory: Memory) -> None:
    memory.store(work(document()), "page", NOW)
    memory.add([unit("青岛市召开会议。", "A.", job="x"), unit("青岛市召开大会。", "B.", job="x")])
    memory.prune(Selection(job="x"))
    memory.add([unit("青岛市召开会议。", "C.")])
    check_whole(memory.path)


# --- the file --------------------------------------------------------------------------------------------


def test_a_missing_memory_is_named(path: Path) -> None:
    with pytest.raises(TmError, match="no translation memory"):
        open_memory(path, create=False)
    assert not path.exists()


def test_other_files_are_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "text.sqlite"
    text.write_text("This is no database, but it is long enough to be looked at. " * 40)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    newer = tmp_path / "newer.sqlite"
    open_memory(newer).close()
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    for path, said in (
        (text, "not a translation memory"),
        (other, "not a translation"),
        (newer, "schema 99"),
    ):
        before = path.read_bytes()
        with pytest.raises(TmError, match=said) as caught:
            open_memory(path)
        assert caught.value.hint
        assert path.read_bytes() == before


def test_a_damaged_memory_is_an_error_with_a_hint(memory: Memory, path: Path) -> None:
    memory.add(unit(f"青岛市第{n}次会议召开。", "Target " * 50) for n in range(3000))
    memory.close()
    data = bytearray(path.read_bytes())
    data[4096:-4096] = b"\x5a" * (len(data) - 8192)
    path.write_bytes(bytes(data))
    with pytest.raises(TmError, match="damaged") as caught, open_memory(path) as broken:
        list(broken.units())
    assert "tm import" in caught.value.hint


def test_a_memory_of_the_first_schema_is_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        open_memory(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO sources VALUES (1, x'00', NULL, '青岛市召开会议。')")
        connection.execute(
            "INSERT INTO units VALUES (1, 1, 0, 'A meeting.', NULL, NULL, 1, '', '', NULL, '', '', '')"
        )
    connection.close()
    with open_memory(path) as memory:
        assert memory.stats().schema == len(schema.MIGRATIONS)
        assert [m.target for m in memory.lookup("青岛市召开大会。", threshold=0.6)] == ["A meeting."]


WRITER = """
import sys
from pathlib import Path
from typing import Any, BinaryIO
from translator.tm import TranslationUnit, open_memory
name = sys.argv[2]
with open_memory(Path(sys.argv[1])) as memory:
    for n in range(20):
        memory.add(TranslationUnit(source=f"青岛市第{n}次会议第{k}项。", target=name) for k in range(20))
        assert memory.lookup(f"青岛市第{n}次会议第3项！")
"""


def test_two_processes_share_one_file(path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], stderr=subprocess.PIPE)
        for name in ("one", "two")
    ]
    said = [writer.communicate(timeout=60)[1].decode() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], said
    with open_memory(path) as memory:
        assert memory.stats().units == 800
        assert memory.stats().sources == 400
        assert len(memory.exact("青岛市第7次会议第3项。")) == 2


def test_a_file_that_another_process_is_creating_can_be_opened(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = schema._version

    def interrupted(connection: sqlite3.Connection) -> int:
        """Read the number while another process makes the tables: before, after, but never in the middle."""
        monkeypatch.setattr(schema, "_version", version)
        other = sqlite3.connect(path, timeout=0, isolation_level=None)
        with contextlib.closing(other), contextlib.suppress(sqlite3.OperationalError):
            other.execute("BEGIN IMMEDIATE")
            schema.create_units(other)
            other.execute("PRAGMA user_version = 1")
            other.execute("COMMIT")
        return version(connection)

    path.parent.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(schema, "_version", interrupted)
    with open_memory(path) as memory:
        assert memory.stats().schema == len(schema.MIGRATIONS)


def test_a_writer_that_never_ends_is_an_error(
    memory: Memory, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.1)
    memory.add([unit("原文。", "Target.")])
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with open_memory(path) as other:
        assert other.exact("原文。")  # readers never wait
        with pytest.raises(TmError, match="in use by another run"):
            other.add([unit("原文二。", "Target.")])
    holder.close()


# --- the commands ----------------------------------------------------------------------------------------


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with open_memory(Path("out") / MEMORY) as memory:
        memory.store(work(document()), "page", NOW)
    return tmp_path


def tm(*words: str, answer: str = "") -> str:
    done = CliRunner().invoke(tm_command.app, list(words), input=answer)
    if isinstance(done.exception, TranslatorError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return str(done.stdout)


def test_stats_show_the_counts(filled: Path) -> None:
    said = tm("stats")
    assert f"{len(segments(document()))} units" in said
    assert "reviewed" in said
    assert json.loads(tm("stats", "--json"))["jobs"] == {"page": len(segments(document()))}


def test_lookup_marks_differences(filled: Path) -> None:
    said = tm("lookup", "市民纷纷称赞。")
    assert "市民纷纷[-点-]{+称+}赞。" in said
    assert " 85% fuzzy: In English" in said
    assert "reviewed, by Li Hua, job page" in said
    assert json.loads(tm("lookup", "市民纷纷称赞。", "--json"))[0]["kind"] == "fuzzy"
    assert "Nothing" in tm("lookup", "没有")
    part = tm("lookup", "纷纷点")
    assert "contains it: In English" in part
    assert "市民纷纷点赞。" in part


def test_export_and_import_give_the_same_memory(filled: Path) -> None:
    tm("export", "all.tmx", "--quiet")
    tm("import", "all.tmx", "--tm", "other.sqlite", "--quiet")
    with open_memory(Path("out") / MEMORY) as one, open_memory(Path("other.sqlite")) as two:
        assert list(one.units()) == list(two.units())
    assert "0 new, 0 changed" in tm("import", "all.tmx", "--quiet")
    with pytest.raises(TranslatorError, match="exists already"):
        tm("export", "all.tmx")
    assert "0 units" in tm("export", "all.tmx", "--force", "--state", "final", "--quiet")


@pytest.mark.parametrize("text", [None, "no TMX"])
def test_a_file_that_cannot_be_imported_leaves_no_memory(filled: Path, text: str | None) -> None:
    if text:
        Path("typo.tmx").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        tm("import", "typo.tmx", "--tm", "new.sqlite", "--quiet")
    assert not Path("new.sqlite").exists()


def test_prune_asks_and_keeps_a_backup(filled: Path) -> None:
    count = len(segments(document()))
    assert "Nothing was removed" in tm("prune", "--job", "page", answer="n\n")
    assert "Nothing was removed" not in tm("prune", "--job", "page", answer="y\n")
    (backup,) = Path("out").glob("*.pruned-*.tmx")
    assert f"{count} new" in tm("import", str(backup), "--quiet")
    assert "Removed" in tm("prune", "--older-than", "2023-06-01", "--yes")
    assert "No unit matches" in tm("prune", "--older-than", "365")


def test_an_interrupted_prune_changes_nothing(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextlib.contextmanager
    def stopped(path: Path) -> Iterator[BinaryIO]:
        with atomic_writer(path) as stream:
            yield stream
        raise KeyboardInterrupt

    before = tm("stats")
    monkeypatch.setattr("translator.workspace.atomic_writer", stopped)
    assert CliRunner().invoke(tm_command.app, ["prune", "--job", "page", "--yes"]).exit_code == 130
    assert tm("stats") == before
    assert not list(Path("out").glob("*.tmx"))


def test_a_prune_interrupted_when_the_units_are_gone_keeps_the_backup(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prune = Memory.prune

    def stopped(self: Memory, *arguments: Any) -> int:
        prune(self, *arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(Memory, "prune", stopped)
    assert CliRunner().invoke(tm_command.app, ["prune", "--job", "page", "--yes"]).exit_code == 130
    (backup,) = Path("out").glob("*.pruned-*.tmx")
    assert f"{len(segments(document()))} new" in tm("import", str(backup), "--quiet")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["prune"], "which units"),
        (["prune", "--older-than", "soon"], "'soon'"),
        (["prune", "--older-than", "999999999999"], "neither a date"),
        (["stats", "--tm", "missing.sqlite"], "no translation memory"),
        (["import", "missing.tmx"], "cannot be read"),
        (["export", "out"], "exists already"),
        (["export", "out/../out/translator.tm.sqlite", "--force"], "the memory itself"),
    ],
)
def test_usage_errors_name_the_next_step(filled: Path, words: list[str], said: str) -> None:
    with pytest.raises(TranslatorError, match=said) as caught:
        tm(*words)
    assert caught.value.hint


def test_an_export_that_cannot_be_written_is_an_error(filled: Path) -> None:
    Path("file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        tm("export", "file/x.tmx")
