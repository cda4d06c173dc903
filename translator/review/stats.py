"""Editing effort that the machine's drafts cost: TER and chrF2 between draft and reviewed English, by group.

Both measures are sacrebleu's, with the draft as hypothesis and the reviewed English as the only reference, over
all segments of a group at once: never the mean of the segments' scores.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from translator.model import Document, Draft, Progress, no_progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What the reviewed segments of a group cost; the figures are sacrebleu's for the whole group.

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
    """Effort by article (id and title), by engine, by origin and in all.

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
    """A reviewed segment with its draft; ``edits`` and ``words`` are TER's."""

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
    found = [(titles[article.id], segment) for article in document.articles for segment in article.segments()]
    pairs = []
    for done, (title, segment) in enumerate(found, start=1):
        progress("measure", done, len(found))
        if segment.draft is not None:
            pairs.append(measures.pair(title, segment.draft, segment.target))
    return Stats(
        total=measures.effort(pairs),
        articles={name: Effort() for name in titles.values()} | measures.by(pairs, lambda pair: pair.article),
        engines=measures.by(pairs, lambda pair: pair.engine),
        origins=measures.by(pairs, lambda pair: pair.origin),
        segments=len(found),
        unknown=sum(segment.state.by_person and segment.draft is None for _, segment in found),
        signatures=measures.signatures(),
    )


class _Measures:
    """Scores of pairs, with case and punctuation counted: a reviewer has to type these too."""

    def __init__(self) -> None:
        from sacrebleu.metrics.chrf import CHRF
        from sacrebleu.metrics.lib_ter import translation_edit_rate
        from sacrebleu.metrics.ter import TER

        self._ter = TER(normalized=True, case_sensitive=True)
        self._chrf = CHRF()
        self._edit_rate = translation_edit_rate
        self._known: dict[tuple[_Pair, ...], Effort] = {}

    def pair(self, article: str, draft: Draft, reviewed: str) -> _Pair:
        before, after = (self._ter.tokenizer(text.rstrip()).split() for text in (draft.target, reviewed))
        return _Pair(
            draft=draft.target,
            reviewed=reviewed,
            article=article,
            engine=draft.origin.name or "unknown",
            origin=draft.origin.kind.value,
            edits=0 if before == after else int(self._edit_rate(before, after)[0]),
            words=len(after),
        )

    def by(self, pairs: Sequence[_Pair], key: Callable[[_Pair], str]) -> dict[str, Effort]:
        """Return the effort by group, in the order of their first appearance."""
        groups: dict[str, list[_Pair]] = {}
        for pair in pairs:
            groups.setdefault(key(pair), []).append(pair)
        return {name: self.effort(group) for name, group in groups.items()}

    def effort(self, pairs: Sequence[_Pair]) -> Effort:
        """Return the effort of one group; the same group is scored once, since often all drafts have one engine."""
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
        """Return sacrebleu's signature of each measure; it names the number of references, known after a score."""
        measures = {"TER": self._ter, "chrF2": self._chrf}
        for measure in measures.values():
            measure.sentence_score("", [""])
        return {name: str(measure.get_signature()) for name, measure in measures.items()}
