from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.engines import CorrectingEngine, RuleEngine
from translator import identity, pipeline
from translator.commands.reuse import reused
from translator.engines import OnResult, Question
from translator.errors import EngineError, InputError
from translator.model import (
    Ability,
    Document,
    Evidence,
    Issue,
    Note,
    OriginKind,
    Role,
    Segment,
    Severity,
    State,
    TermStatus,
    Translation,
)
from translator.names import Gazetteer
from translator.qa import run_checks
from translator.readers.table import read_page
from translator.review.notes_column import note_texts
from translator.style import House
from translator.terms.formats import load_glossaries
from translator.terms.splicing import capitalized
from translator.terms.termbase import Termbase

PAGE = """# 青岛推进一网通办

□ 本报记者 杨国胜

**本报青岛讯** 5月10日，青岛市推进一网通办改革。市民纷纷点赞。

据介绍，改革还将继续推进。市民纷纷点赞。
"""


def glossary(*rows: str) -> Termbase:
    data = "\n".join(["source,target,domain,note", *rows]).encode()
    return load_glossaries([("test.csv", data)])


TERMS = glossary("一网通办,one-stop online government services,policy,")


def built(text: str = PAGE) -> Document:
    return pipeline.build(read_page(text.encode(), "page.txt"), "page")


def translated(text: str = PAGE, engine: RuleEngine | None = None) -> Document:
    document = pipeline.annotate(built(text), TERMS)
    return pipeline.translate(document, engine or RuleEngine(), gazetteer=Gazetteer({"青岛": "Qingdao"}))


def reviewed(document: Document, source: str, target: str) -> Document:
    return pipeline.map_segments(
        document,
        lambda s: replace(s, target=target, state=State.REVIEWED) if s.source == source else s,
    )


def targets(document: Document) -> dict[str, str]:
    return {segment.source: segment.target for segment in document.segments()}


def test_every_block_is_its_segments_again() -> None:
    for block in built().blocks():
        if block.translatable:
            assert "".join(s.source + s.space_after for s in block.segments) == block.text


def test_segment_ids_are_unique_and_say_where_they_stand() -> None:
    ids = [segment.id for segment in built().segments()]
    assert len(ids) == len(set(ids))
    assert all(segment_id.startswith("a01.p") for segment_id in ids)


def test_a_text_without_chinese_is_refused() -> None:
    with pytest.raises(InputError, match="no Chinese"):
        built("The city council met on Monday.")


def test_every_segment_is_filled_and_says_where_from() -> None:
    document = translated()
    for segment in document.segments():
        assert segment.state is State.TRANSLATED
        assert segment.target
        assert segment.origin is not None
    by_role = {b.role: b.segments[0] for b in document.blocks() if b.segments}
    assert by_role[Role.BYLINE].origin.kind is OriginKind.RULE  # type: ignore[union-attr]
    assert "Yang Guosheng" in by_role[Role.BYLINE].target


def test_the_rest_of_a_sentence_begins_without_a_capital() -> None:
    first = "各级各部门要进一步提高政治站位，" + "强化责任担当，细化工作举措，" * 4 + "确保各项任务落到实处；"
    second = "继续推进各项改革，" + "持续优化服务，提升办事效率，" * 4 + "让群众有更多获得感。"
    drafts = {first: "Everyone must do more;", second: "Continue the reforms."}
    document = translated(
        f"标题\n\n{first}{second}\n", RuleEngine(lambda source: drafts.get(source, "Title"))
    )
    assert list(targets(document).values())[-2:] == ["Everyone must do more;", "continue the reforms."]


@pytest.mark.parametrize(("mark", "reported"), [(";", False), (".", True)])
def test_a_small_letter_after_a_semicolon_is_a_fault_where_the_english_has_a_full_stop(
    mark: str, reported: bool
):
    first = "各级各部门要进一步提高政治站位，" + "强化责任担当，细化工作举措，" * 4 + "确保各项任务落到实处；"
    second = "继续推进各项改革，" + "持续优化服务，提升办事效率，" * 4 + "让群众有更多获得感。"
    drafts = {first: f"Everyone must do more{mark}", second: "continue the reforms."}
    engine = RuleEngine(lambda source: drafts.get(source, "Title"))
    *_, last = run_checks(translated(f"标题\n\n{first}{second}\n", engine)).segments()
    assert last.target == "continue the reforms."
    assert any(issue.check == "sentence-start" for issue in last.issues) is reported


@pytest.mark.parametrize("byline", ["□ 記者 林美玲 報導", "□ 本报记者 陶行知"])
def test_names_that_no_rule_could_spell_are_named_as_the_engine_s_work(byline: str) -> None:
    text = re.sub("□.*", byline, PAGE)
    document = translated(text)
    for again in (document, translated(text, RuleEngine(lambda s: "forestry"))):
        marked = {
            s.source: [i.message for i in s.issues if i.check == "byline"]
            for s in run_checks(again).segments()
        }
        assert len(marked.pop(byline)) == 1
        assert not any(marked.values())
    [segment] = [s for s in run_checks(document).segments() if s.source == byline]
    assert any("Check (byline): the engine wrote this line" in text for text in note_texts(segment, ()))
    assert not segment.edited("By Lin Mei-ling, reporter", "Li Wen").issues


def test_terms_are_given_to_the_engine_in_english() -> None:
    engine = RuleEngine()
    translated(engine=engine)
    assert any("one-stop online government services" in source for source in engine.asked)


def test_a_term_the_first_pass_missed_is_tried_once_more() -> None:
    engine = RuleEngine(lambda s: "one-stop online government services" if "一网通办" in s else "nothing")
    document = translated(engine=engine)
    statuses = {term.status for segment in document.segments() for term in segment.terms}
    assert statuses == {TermStatus.FOUND}


def test_an_engine_that_can_be_corrected_is_told_what_is_missing() -> None:
    engine = CorrectingEngine(lambda s: "Nothing")
    document = translated(engine=engine)
    terms = [term for segment in document.segments() for term in segment.terms]
    assert {term.status for term in terms} == {TermStatus.FOUND}
    assert {term.evidence for term in terms} == {Evidence.CORRECTED}
    assert engine.asked.count("青岛推进 one-stop online government services") == 1


def test_a_drafted_headline_begins_with_a_capital_and_other_drafts_stay() -> None:
    document = translated(engine=RuleEngine(lambda s: "“one step” for the people"))
    by_role = {b.role: [s.target for s in b.segments] for b in document.blocks() if b.translatable}
    (headline,) = by_role[Role.HEADLINE]
    assert headline[1:] == "One step” for the people"
    assert any(target[1:] == "one step” for the people" for target in by_role[Role.PARAGRAPH])


@pytest.mark.parametrize(
    ("draft", "shown"),
    [
        ("2. key task", "2. Key task"),
        ("(1) “one step” on", "(1) “One step” on"),
        ("iPhone sales", "iPhone sales"),
        ("2.5 times", "2.5 times"),
    ],
)
def test_a_capital_stands_behind_the_number_of_a_list(draft: str, shown: str) -> None:
    assert capitalized(draft) == shown


TITLES = House(name="titles", values=(("headlines", "title"),))


def test_headlines_of_a_machine_can_have_title_case_and_lose_it_again() -> None:
    document = reviewed(
        translated(engine=RuleEngine(lambda s: "a step for the people")), "市民纷纷点赞。", "good"
    )
    titled = pipeline.in_house_style(document, TITLES)
    by_role = {b.role: [s.target for s in b.segments] for b in titled.blocks() if b.translatable}
    assert by_role[Role.HEADLINE] == ["A Step for the People"]
    assert "a step for the people" in by_role[Role.PARAGRAPH]
    assert pipeline.in_house_style(titled, TITLES) == titled
    assert pipeline.in_house_style(titled, House()) == document


def test_title_case_leaves_a_term_its_own_case() -> None:
    terms = load_glossaries([("test.csv", "source,target,case\n微信,weChat pay,as-is\n".encode())])
    document = pipeline.annotate(built("# 微信发布公告\n\n微信今天发布公告。\n"), terms)
    drafted = pipeline.translate(document, RuleEngine(lambda s: "an announcement by weChat pay"))
    headline = next(
        block for block in pipeline.in_house_style(drafted, TITLES).blocks() if block.role is Role.HEADLINE
    )
    assert headline.segments[0].target == "An Announcement by weChat pay"


def test_nothing_is_asked_twice_for_a_finished_document() -> None:
    engine = RuleEngine()
    document = translated()
    assert pipeline.translate(document, engine) == document
    assert engine.asked == []


def test_a_reviewed_segment_is_never_touched() -> None:
    document = reviewed(built(), "市民纷纷点赞。", "Residents are delighted.")
    assert targets(pipeline.translate(document, RuleEngine()))["市民纷纷点赞。"] == "Residents are delighted."
    forgotten = pipeline.forget_machine_work(document, keep=lambda origin: False)
    assert targets(forgotten)["市民纷纷点赞。"] == "Residents are delighted."


def test_ctrl_c_keeps_what_was_ready_and_the_next_run_goes_on() -> None:
    with pytest.raises(pipeline.Interrupted) as stopped:
        translated(engine=RuleEngine(stop_after=2))
    partial = stopped.value.document
    open_before = pipeline.untranslated(partial)
    assert 0 < open_before < sum(1 for _ in partial.segments())
    engine = RuleEngine()
    assert pipeline.untranslated(pipeline.translate(partial, engine)) == 0
    assert len(engine.asked) >= open_before


def test_terms_are_asked_for_again_after_a_stop_in_the_second_pass() -> None:
    answer = "one-stop online government services"
    first = RuleEngine(lambda s: "nothing", stop_after=len(asked_in_one_pass()))
    with pytest.raises(pipeline.Interrupted) as stopped:
        translated(engine=first)
    document = pipeline.translate(stopped.value.document, RuleEngine(lambda s: answer))
    statuses = {term.status for segment in document.segments() for term in segment.terms}
    assert statuses == {TermStatus.FOUND}
    again = RuleEngine(lambda s: answer)
    assert pipeline.translate(document, again) == document
    assert again.asked == []


def test_what_the_second_pass_answered_before_a_stop_is_kept() -> None:
    page = "# 推进一网通办\n\n我们推进一网通办改革。\n"
    answer = "one-stop online government services"
    engine = RuleEngine(lambda s: answer if len(engine.asked) > 2 else "nothing", stop_after=3)
    with pytest.raises(pipeline.Interrupted) as stopped:
        translated(page, engine)
    statuses = [term.status for segment in stopped.value.document.segments() for term in segment.terms]
    assert sorted(statuses) == [TermStatus.FOUND, TermStatus.MISSING]


def asked_in_one_pass() -> list[str]:
    engine = RuleEngine(lambda s: "one-stop online government services")
    translated(engine=engine)
    return engine.asked


def test_a_changed_term_redoes_only_what_it_touches() -> None:
    document = translated()
    changed = pipeline.annotate(document, glossary("一网通办,one-stop services,policy,"))
    waiting = [s.source for s in changed.segments() if s.state is State.INITIAL]
    assert waiting
    assert all("一网通办" in source for source in waiting)


def test_a_draft_is_redone_when_its_term_gets_another_priority() -> None:
    rows = "source,target,domain,note,priority\n一网通办,one-stop online government services,policy,,{}\n"
    advised, repaired = (load_glossaries([("t.csv", rows.format(p).encode())]) for p in ("advise", "repair"))
    document = pipeline.translate(pipeline.annotate(built(), advised), RuleEngine(lambda s: "nothing"))
    assert pipeline.annotate(document, advised) == document
    waiting = [s for s in pipeline.annotate(document, repaired).segments() if s.state is State.INITIAL]
    assert waiting
    assert all("一网通办" in segment.source for segment in waiting)


def test_an_edited_page_keeps_the_work_on_sentences_that_stayed() -> None:
    old = reviewed(translated(), "据介绍，改革还将继续推进。", "The reform will go on.")
    new = built(PAGE.replace("5月10日", "5月11日"))
    merged, lost = reused(new, old)
    assert targets(merged)["据介绍，改革还将继续推进。"] == "The reform will go on."
    assert [s.source for s in merged.segments() if s.state is State.INITIAL] == [
        s.source for s in new.segments() if "5月11日" in s.source
    ]
    assert lost == ()


def test_a_reviewed_sentence_that_is_gone_is_named() -> None:
    old = reviewed(translated(), "据介绍，改革还将继续推进。", "The reform will go on.")
    _, lost = reused(built(PAGE.replace("据介绍，改革还将继续推进。", "")), old)
    assert [item.target for item in lost] == ["The reform will go on."]


@pytest.mark.parametrize(
    "work",
    [
        {
            "issues": (
                Issue(check="register", message="Too casual.", foreign=' locQualityIssueType="register"'),
            )
        },
        {"notes": (Note(text="Ask the bureau.", author="Li Wen"),)},
    ],
)
def test_a_draft_that_is_gone_with_a_person_s_note_or_waiting_text_is_named(work: dict[str, Any]) -> None:
    old = pipeline.map_segments(
        translated(), lambda s: replace(s, **work) if s.source == "据介绍，改革还将继续推进。" else s
    )
    assert reused(built(), old)[1] == ()
    _, lost = reused(built(PAGE.replace("据介绍，改革还将继续推进。", "")), old)
    assert [item.source for item in lost] == ["据介绍，改革还将继续推进。"]


def test_a_repeated_sentence_keeps_its_own_targets() -> None:
    first, second = [s.id for s in built().segments() if s.source == "市民纷纷点赞。"]
    old = pipeline.map_segments(
        translated(),
        lambda s: replace(s, target=f"for {s.id}", state=State.REVIEWED) if s.id in (first, second) else s,
    )
    merged, _ = reused(built(), old)
    found = {s.id: s.target for s in merged.segments()}
    assert found[first] == f"for {first}"
    assert found[second] == f"for {second}"


class ShortEngine(RuleEngine):
    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        return super().translate(sources[:-1], on_result)


def test_an_engine_that_loses_a_sentence_is_an_error() -> None:
    with pytest.raises(EngineError, match="translations for"):
        pipeline.translate(built(), ShortEngine())


class FailingEngine(RuleEngine):
    """An engine that fails once it has answered this often."""

    def __init__(self, answers: int) -> None:
        super().__init__(stop_after=answers)

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        try:
            return super().translate(sources, on_result)
        except KeyboardInterrupt:
            raise EngineError("the server is gone", hint="Start it again.") from None


def test_an_engine_that_fails_in_the_middle_leaves_what_it_gave() -> None:
    with pytest.raises(pipeline.Interrupted) as stopped:
        pipeline.translate(built(), FailingEngine(2))
    assert stopped.value.error is not None
    assert stopped.value.error.message == "the server is gone"
    assert stopped.value.document.meta.stopped
    drafted = [s for s in stopped.value.document.segments() if s.origin and s.origin.kind is OriginKind.MT]
    assert len(drafted) == 2


def test_an_engine_that_fails_at_once_is_an_error() -> None:
    with pytest.raises(EngineError, match="the server is gone"):
        pipeline.translate(built(), FailingEngine(0))


class ReadingEngine(RuleEngine):
    """An engine that reads the article, and records what it was told."""

    abilities = frozenset({Ability.CONTEXT})

    def translate_in_context(
        self, questions: Sequence[Question], on_result: OnResult | None = None
    ) -> list[Translation]:
        self.questions = list(questions)
        return self.translate([question.source for question in questions], on_result)


def test_an_engine_that_reads_context_gets_the_article_and_what_is_settled() -> None:
    engine = ReadingEngine(lambda source: "It promotes one-stop services.")
    document = pipeline.annotate(built(), glossary("一网通办,one-stop services,policy,"))
    known = reviewed(document, "市民纷纷点赞。", "Residents approve.")
    done = pipeline.translate(known, engine)
    told = next(question for question in engine.questions if "一网通办" in question.source)
    assert told.source == told.article[told.place][0]
    assert ("一网通办", "one-stop services") in told.known
    assert ("市民纷纷点赞。", "Residents approve.") in told.article
    found = [term for s in done.segments() for term in s.terms if s.origin and s.origin.kind is OriginKind.MT]
    assert {term.evidence for term in found} == {Evidence.INLINE}


def test_an_engine_that_can_be_told_nothing_gets_the_chinese_alone() -> None:
    engine = RuleEngine(lambda source: "Nothing of it.")
    engine.abilities = frozenset()
    document = pipeline.annotate(built(), glossary("一网通办,one-stop services,policy,"))
    done = pipeline.translate(document, engine)
    drafted = [s.source for s in done.segments() if s.origin and s.origin.kind is OriginKind.MT]
    assert {source.replace("\n", "") for source in engine.asked} == set(drafted)


LONG = "市民在体育场看了开幕式，运动员即将开始比赛，比赛结束后举行联欢会。"


def rescued(answers: Mapping[str, str]) -> tuple[RuleEngine, Segment]:
    """Return the only segment after an engine has answered it, by what it has been asked."""
    engine = RuleEngine(lambda source: next(text for part, text in answers.items() if part in source))
    (segment,) = pipeline.translate(built(LONG), engine).segments()
    return engine, segment


GOOD = (
    "Citizens saw the opening in the stadium, the athletes are about to start, and a party follows the games."
)
LOOP = "Citizens saw it and saw it and saw it and saw it and saw it."


def test_a_draft_with_a_serious_fault_is_asked_for_again_in_shorter_parts() -> None:
    engine, segment = rescued({"\n": GOOD, "": LOOP})
    assert segment.target == GOOD
    assert engine.asked[0] == LONG
    assert all(asked.replace("\n", "") == LONG for asked in engine.asked)
    (record,) = segment.issues
    assert record.severity is Severity.INFO
    assert record.message == "translated again, because the first draft failed: dropped, loop"


def test_a_fault_that_stays_in_every_draft_keeps_the_first_one() -> None:
    engine, segment = rescued({"": LOOP})
    assert segment.target == LOOP
    assert len(engine.asked) == 2  # the plain source is what was asked first
    assert not segment.issues


def test_a_good_draft_is_not_asked_for_again() -> None:
    engine, segment = rescued({"": GOOD})
    assert engine.asked == [LONG]
    assert segment.target == GOOD


def test_a_word_that_stands_twice_is_left_out_once() -> None:
    doubled = GOOD.replace("the opening", "the the opening")
    _, segment = rescued({"": doubled})
    assert segment.target == GOOD


def test_what_was_rescued_is_no_warning_of_a_later_pass() -> None:
    _, segment = rescued({"\n": GOOD, "": LOOP})
    document = pipeline.translate(built(LONG), RuleEngine(lambda _source: GOOD))
    stopped = replace(
        pipeline.map_segments(document, lambda _s: segment), meta=replace(document.meta, stopped=True)
    )
    (again,) = pipeline.translate(stopped, RuleEngine(lambda _source: LOOP)).segments()
    assert again == segment


def test_the_content_hash_changes_with_a_target() -> None:
    document = translated()
    assert identity.content_hash(document) == identity.content_hash(translated())
    changed = reviewed(document, "市民纷纷点赞。", "Fine.")
    assert identity.content_hash(changed) != identity.content_hash(document)
