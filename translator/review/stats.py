"""Own what the machine's drafts cost in editing: TER and chrF2 between draft and reviewed English, by group.

Both measures are sacrebleu's, with the draft as hypothesis and the reviewed English as the only reference, over
all segments of a group at once: never the mean of the segments' scores.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from translator.model import Document, Progress, no_progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Hold what the reviewed segments of a group cost; the figures are sacrebleu's for the whole group.

    ``ter`` is the translation edit rate with shifts (Snover et al. 2006), in edits per 100 ``words`` of the reviewed
    English; 0 is an untouched draft, and it may be above 100. ``chrf`` is chrF2 (Popović 2015) from 0 to 100, where
    100 is the same text. Both are None when nothing was reviewed.

    A segment that the reviewer emptied costs one edit for each word of its draft and has no words of its own; TER is
    100 when a group has only such segments, and chrF2 passes over them. A segment that had no draft is in no group.
    """

    reviewed: int = 0
    edited: int = 0
    words: int = 0
    edits: int = 0
    ter: float | None = None
    chrf: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Hold the effort by article (id and title), by engine, by origin and in all.

    ``segments`` counts all of the document's. ``unknown`` counts reviewed ones without a known draft: a person
    translated them, here or elsewhere. ``signatures`` are sacrebleu's, by measure: who computes with the same
    settings gets the same figures.
    """

    total: Effort
    articles: dict[str, Effort]
    engines: dict[str, Effort]
    origins: dict[str, Effort]
    segments: int
    unknown: int
    signatures: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Hold one reviewed segment with its draft; ``edits`` and ``words`` are TER's."""

    draft: str
    reviewed: str
    article: str
    engine: str
    origin: str
    edits: int
    words: int


def review_stats(document: Document, progress: Progress = no_progress) -> Stats:
    """Measure what reviewers changed in the drafts of a job."""
    measures = _Measures()
    titles = {article.id: f"{article.id} {article.title}".strip() for article in document.articles}
    pairs = []
    done = unknown = 0
    total = sum(1 for _ in document.segments())
    for article in document.articles:
        for segment in article.segments():
            done += 1
            progress("measure", done, total)
            draft = segment.draft
            if draft is not None:
                origin = draft.origin
                engine = origin.name or "unknown"
                place = (titles[article.id], engine, origin.kind.value)
                pairs.append(measures.pair(draft.target, segment.target, place))
            unknown += segment.state.by_person and draft is None
    return Stats(
        total=measures.effort(pairs),
        articles={name: Effort() for name in titles.values()} | measures.by(pairs, lambda pair: pair.article),
        engines=measures.by(pairs, lambda pair: pair.engine),
        origins=measures.by(pairs, lambda pair: pair.origin),
        segments=total,
        unknown=unknown,
        signatures=measures.signatures(),
    )


class _Measures:
    """Score pairs, with case and punctuation counted: a reviewer has to type these too."""

    def __init__(self) -> None:
        from sacrebleu.metrics.chrf import CHRF
        from sacrebleu.metrics.lib_ter import translation_edit_rate
        from sacrebleu.metrics.ter import TER

        self._ter = TER(normalized=True, case_sensitive=True)
        self._chrf = CHRF()
        self._edit_rate = translation_edit_rate
        self._known: dict[tuple[_Pair, ...], Effort] = {}

    def pair(self, draft: str, reviewed: str, place: tuple[str, str, str]) -> _Pair:
        """Measure one segment; ``place`` is its article, and the engine and origin of its draft."""
        before, after = (self._ter.tokenizer(text.rstrip()).split() for text in (draft, reviewed))
        article, engine, origin = place
        return _Pair(
            draft=draft,
            reviewed=reviewed,
            article=article,
            engine=engine,
            origin=origin,
            edits=0 if before == after else int(self._edit_rate(before, after)[0]),
            words=len(after),
        )

    def by(self, pairs: Sequence[_Pair], key: Callable[[_Pair], str]) -> dict[str, Effort]:
        """Add up the pairs by group, in the order of their first appearance."""
        groups: dict[str, list[_Pair]] = {}
        for pair in pairs:
            groups.setdefault(key(pair), []).append(pair)
        return {name: self.effort(group) for name, group in groups.items()}

    def effort(self, pairs: Sequence[_Pair]) -> Effort:
        """Add up the pairs of one group; the same group is scored once, since often all drafts have one engine."""
        group = tuple(pairs)
        if group and group not in self._known:
            words, edits = sum(pair.words for pair in group), sum(pair.edits for pair in group)
            drafts, reviewed = [pair.draft for pair in group], [pair.reviewed for pair in group]
            self._known[group] = Effort(
                reviewed=len(group),
                edited=sum(pair.draft.strip() != pair.reviewed.strip() for pair in group),
                words=words,
                edits=edits,
                ter=100 * edits / words if words else 100.0 * bool(edits),
                chrf=float(self._chrf.corpus_score(drafts, [reviewed]).score),
            )
        return self._known[group] if group else Effort()

    def signatures(self) -> dict[str, str]:
        """Give sacrebleu's signature of each measure; it names the number of references, known after a score."""
        measures = {"TER": self._ter, "chrF2": self._chrf}
        for measure in measures.values():
            measure.sentence_score("", [""])
        return {name: str(measure.get_signature()) for name, measure in measures.items()}
