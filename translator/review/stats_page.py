"""Editing effort as one HTML page that loads nothing: bars by group, terms and sentences that cost most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from translator.model import Document, Segment, TermStatus
from translator.review.diff_page import Mark, stretches
from translator.review.stats import Effort, Stats
from translator.terms import proof
from translator.text.xml import escaped
from translator.webpages import work_page

_GROUP_HEAD = (
    '<table><tr><th>Group<th class="number">TER<th class="number">chrF2<th class="number">Reviewed<th></tr>'
)
_TERM_HEAD = (
    '<table><tr><th>中文<th>Approved English<th class="number">Taken out<th class="number">Put in</tr>'
)

_MOST = 15
"""Terms and sentences listed."""


def stats_page(title: str, document: Document, stats: Stats) -> bytes:
    """Return the page about the reviewed segments of a job as UTF-8."""
    total = stats.total
    body = "".join(
        (
            f"<p>{total.reviewed} of {stats.segments} sentences reviewed from a known draft, {total.edited} of them "
            f"edited: {total.edits} edits for {total.words} words.</p>",
            *_groups("By article", stats.articles),
            *_groups("By engine", stats.engines),
            *_groups("By origin of the draft", stats.origins),
            *_terms(document),
            *_sentences(document),
            "<p>TER: edits per 100 reviewed words, a moved phrase as one; 0 is an untouched draft. chrF2: 100 is the "
            f"same text. {escaped(' · '.join(stats.signatures.values()))}</p>",
        )
    )
    return work_page(title, body, "stats")


def _groups(heading: str, groups: Mapping[str, Effort]) -> Iterator[str]:
    known = {name: effort for name, effort in groups.items() if effort.ter is not None}
    if not known:
        return
    longest = max(100.0, *(effort.ter or 0 for effort in known.values()))
    yield f"<h2>{heading}</h2>{_GROUP_HEAD}"
    for name, effort in known.items():
        width = 100 * (effort.ter or 0) / longest
        chrf = "" if effort.chrf is None else f"{effort.chrf:.1f}"
        yield (
            f'<tr><td>{escaped(name)}<td class="number">{effort.ter:.1f}<td class="number">{chrf}'
            f'<td class="number">{effort.reviewed}<td class="bar"><div><i style="width:{width:.1f}%"></i></div></tr>'
        )
    yield "</table>"


def _terms(document: Document) -> Iterator[str]:
    """Yield the terms whose approved English reviewers took out or put in most often."""
    out, into = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for segment in document.segments():
        for before, after in _terms_before_and_after(segment):
            was, now = before is TermStatus.FOUND, after[1] is TermStatus.FOUND
            if was != now:
                (out if was else into)[after[0]] += 1
    changed = (out + into).most_common(_MOST)
    if changed:
        yield f"<h2>Terms that reviewers changed</h2>{_TERM_HEAD}"
        for term, _ in changed:
            yield (
                f'<tr><td lang="zh">{escaped(term[0])}<td>{escaped(term[1])}<td class="number">{out[term]}'
                f'<td class="number">{into[term]}</tr>'
            )
        yield "</table>"


def _terms_before_and_after(
    segment: Segment,
) -> Iterator[tuple[TermStatus, tuple[tuple[str, str], TermStatus]]]:
    if segment.draft is None:
        return
    before = proof.verify(replace(segment, target=segment.draft.target)).terms
    for was, now in zip(before, segment.terms, strict=True):
        yield was.status, ((now.source, now.target), now.status)


def _sentences(document: Document) -> Iterator[str]:
    """Yield the sentences of which least is left, the words that went and came marked."""
    edited = [s for s in document.segments() if s.draft is not None and s.draft.target != s.target]
    if not edited:
        return
    yield "<h2>Sentences that changed most</h2><table>"
    for segment in sorted(edited, key=_change, reverse=True)[:_MOST]:
        words = "".join(
            escaped(text) if mark is Mark.SAME else f"<{mark.value}>{escaped(text)}</{mark.value}>"
            for mark, text in stretches(segment.draft.target if segment.draft else "", segment.target)
        )
        yield f'<tr><td>{escaped(segment.id)}<td lang="zh">{escaped(segment.source)}<td>{words}</tr>'
    yield "</table>"


def _change(segment: Segment) -> int:
    before = segment.draft.target if segment.draft else ""
    return sum(len(text) for mark, text in stretches(before, segment.target) if mark is not Mark.SAME)
