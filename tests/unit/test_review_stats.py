"""What a review cost: TER and chrF2 as sacrebleu computes them, by article, engine and origin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from tests.unit.sample_documents import article
from translator.cli.review_view import stats_as_json
from translator.model import Candidate, Document, Origin, OriginKind, Role, Segment, State
from translator.pipeline import map_segments
from translator.review.stats import Effort, review_stats
from translator.xliff.read import read_xliff
from translator.xliff.write import write_xliff

ARGOS = Origin(kind=OriginKind.MT, engine="argos", score=-0.4)
LLM = Origin(kind=OriginKind.MT, engine="llm")
RULE = Origin(kind=OriginKind.RULE, rule="byline")
FILLED = Origin(kind=OriginKind.TM, engine="tm", score=1.0)

# Article, origin of the draft, draft, reviewed English.
WORK = (
    (1, ARGOS, "Qingdao City, make postdoctoral project flower result", "Helping postdoctoral projects bear fruit"),
    (1, ARGOS, "Residents have expressed their approval.", "Residents have expressed their approval."),
    (1, LLM, "On Tuesday the city held a meeting.", "The city held a meeting on Tuesday."),
    (1, RULE, "By reporter LI WEN", "By reporter Li Wen"),
    (2, ARGOS, "The plan was released, (see page 2).", ""),
    (2, FILLED, "The plan was released.", "The plan has been released, the mayor said."),
    (2, LLM, "青岛市 held", "Qingdao held a meeting, 青岛市"),
)  # fmt: skip


def job(rows: Sequence[tuple[int, Origin, str, str]] = WORK) -> Document:
    """Make a job in which these drafts were edited, or approved where both texts are the same."""
    articles = []
    for number in (1, 2, 3):
        pairs = [(f"第{at}句。", row[2]) for at, row in enumerate(rows) if row[0] == number]
        articles.append(article(number, [(Role.HEADLINE, [(f"标题{number}", "")]), (Role.PARAGRAPH, pairs)]))
    by_source = {f"第{at}句。": (row[1], row[3]) for at, row in enumerate(rows)}

    def review(segment: Segment) -> Segment:
        if segment.source not in by_source:
            return segment
        origin, text = by_source[segment.source]
        drafted = replace(segment, origin=origin)
        return drafted.approved("Li") if text == segment.target else drafted.edited(text, "Li")

    return map_segments(Document(name="job", articles=tuple(articles)), review)


def again(document: Document) -> Document:
    return read_xliff(write_xliff(document), "job")


def expected(rows: Sequence[tuple[int, Origin, str, str]]) -> tuple[float, float, int]:
    drafts, reviewed = [row[2] for row in rows], [row[3] for row in rows]
    ter = TER(normalized=True, case_sensitive=True).corpus_score(drafts, [reviewed])
    return ter.score, CHRF().corpus_score(drafts, [reviewed]).score, ter.num_edits


def figures(effort: Effort) -> tuple[float | None, float | None, int]:
    return effort.ter, effort.chrf, effort.edits


@pytest.mark.parametrize(
    ("group", "name", "belongs"),
    [
        ("articles", "a01 标题1", lambda row: row[0] == 1),
        ("articles", "a02 标题2", lambda row: row[0] == 2),
        ("engines", "argos", lambda row: row[1] is ARGOS),
        ("engines", "llm", lambda row: row[1] is LLM),
        ("engines", "tm", lambda row: row[1] is FILLED),
        ("origins", "mt", lambda row: row[1] in (ARGOS, LLM)),
        ("origins", "rule", lambda row: row[1] is RULE),
    ],
)
def test_a_group_s_figures_are_sacrebleu_s_for_the_corpus(
    group: str, name: str, belongs: Callable[[object], bool]
) -> None:
    rows = [row for row in WORK if belongs(row)]
    effort = getattr(review_stats(again(job())), group)[name]
    assert figures(effort) == pytest.approx(expected(rows))
    assert effort.reviewed == len(rows)
    assert effort.edited == sum(row[2] != row[3] for row in rows)


def test_the_total_is_sacrebleu_s_for_the_corpus() -> None:
    stats = review_stats(again(job()))
    assert figures(stats.total) == pytest.approx(expected(WORK))
    assert (stats.total.reviewed, stats.total.edited) == (7, 6)
    assert (stats.segments, stats.unknown) == (10, 0)
    assert list(stats.origins) == ["mt", "rule", "tm"]


def one(draft: str, reviewed: str) -> Effort:
    return review_stats(job([(1, ARGOS, draft, reviewed)])).total


def test_a_moved_phrase_is_one_edit_and_case_and_signs_count() -> None:
    assert one("on Tuesday the city met", "the city met on Tuesday").edits == 1
    assert one("The City met", "The city met").edits == 1
    assert one("The city met", "The city met.").edits == 1
    assert one("the city met twice", "the city met").ter == pytest.approx(100 / 3)


def test_what_nobody_touched_costs_nothing() -> None:
    effort = one("The city met.", "The city met.")
    assert (effort.ter, effort.chrf, effort.words, effort.edited) == (0, pytest.approx(100), 4, 0)


def test_a_deleted_segment_costs_its_words_and_has_none() -> None:
    effort = one("The city met.", "")
    assert (effort.edits, effort.words, effort.ter, effort.chrf) == (4, 0, 100, 0)
    rows = [(1, ARGOS, "The city met.", ""), (1, ARGOS, "It did.", "It did so well."), (1, LLM, "A.", "A.")]
    assert figures(review_stats(job(rows)).total) == pytest.approx(expected(rows))


def test_an_untranslated_segment_has_no_draft_that_could_cost_anything() -> None:
    stats = review_stats(again(job([(1, ARGOS, "", "The city met."), (1, ARGOS, "A.", "B.")])))
    assert (stats.total.reviewed, stats.unknown) == (1, 1)


def test_without_reviewed_segments_there_are_no_figures() -> None:
    stats = review_stats(job([]))
    assert stats.total == Effort()
    assert stats.articles == {f"a0{n} 标题{n}": Effort() for n in (1, 2, 3)}
    assert stats_as_json(stats)["total"]["ter"] is None


def test_the_signatures_say_how_the_figures_were_made() -> None:
    signatures = stats_as_json(review_stats(job()))["signatures"]
    assert signatures["TER"].startswith("nrefs:1|case:mixed|tok:tercom|norm:yes|punct:yes|asian:no|version:")
    assert signatures["chrF2"].startswith("nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:")


# --- the draft of a segment ------------------------------------------------------------------------------------


OFFER = Candidate(source="第一句。", target="From memory.", score=1.0, origin=FILLED)
EMPTY = Segment(id="a01.p001.s01", source="第一句。", candidates=(OFFER,))


def through_a_file(segment: Segment) -> Segment:
    whole = Document(name="job", articles=(article(1, [(Role.PARAGRAPH, [(segment.source, "")])]),))
    (found,) = again(map_segments(whole, lambda _: segment)).segments()
    return found


def test_an_exact_match_that_was_only_offered_is_no_draft() -> None:
    by_hand = through_a_file(EMPTY.edited("By hand.", "Li"))
    assert by_hand.candidates == (OFFER,)
    assert by_hand.draft is None
    assert through_a_file(by_hand.edited("By another hand.", "Wang")).draft is None


@pytest.mark.parametrize("text", ["From memory.", "By hand."])
def test_what_the_memory_filled_in_is_a_draft(text: str) -> None:
    filled = replace(EMPTY, target=OFFER.target, state=State.TRANSLATED, origin=FILLED)
    kept = filled.approved("Li") if text == OFFER.target else filled.edited(text, "Li")
    draft = through_a_file(kept).draft
    assert draft is not None
    assert (draft.target, draft.origin.kind) == ("From memory.", OriginKind.TM)
    second = through_a_file(kept).edited("Better.", "Wang").draft
    assert second == draft
