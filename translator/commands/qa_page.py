"""The findings in a job as one HTML page that loads nothing: charts, both texts side by side, filters and keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from translator.commands.qa import RANKS, CheckedJob, Finding
from translator.model import Article, Document, Role, Segment, Severity
from translator.ooxml.writing import language_tags
from translator.qa import CHECKS
from translator.review.table import STATUS, article_title
from translator.text.counting import counted
from translator.text.spans import Span
from translator.text.xml import escaped
from translator.webpages import attribute, work_page

_SEVERITIES = sorted(RANKS, key=lambda severity: -RANKS[severity])

_Marked = tuple[Span, int]
"""A span of a text, and the place in its segment's list of the finding that is about it."""

_HELP = """<dialog aria-label="Keys"><h2>Keys</h2><table>
<tr><td><kbd>j</kbd> <kbd>↓</kbd><td>next sentence<tr><td><kbd>k</kbd> <kbd>↑</kbd><td>sentence before
<tr><td><kbd>/</kbd><td>search in №, both texts and findings; <kbd>Enter</kbd> goes to the first that is found
<tr><td><kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd><td>the severities, in their order: off and on
<tr><td><kbd>Esc</kbd><td>leave the search; then show everything
<tr><td><kbd>?</kbd><td>these keys</table>
<p>A click on a bar's name shows only that check or article. The address keeps what is chosen. What is shown is
printed.</p>
<form method="dialog"><button>Close</button></form></dialog>
"""


def qa_page(result: CheckedJob) -> bytes:
    """Return the page of a job that was read as UTF-8; the same findings give the same bytes."""
    document = result.document or Document(name=result.job.name, articles=())
    articles = _articles(document, result.findings)
    facts = f'<p class="facts">{" · ".join(_facts(result, document))}</p>\n'
    if not result.findings:
        return work_page(_title(result), facts + "<p>Nothing was found.</p>\n")
    body = (
        facts,
        f'<div class="charts">\n{_checks(result.findings)}{_by_article(articles)}</div>\n',
        _filters(result.findings, articles),
        "<main>\n",
        *(_section(article, language_tags(document)) for article in articles),
        "</main>\n",
        _HELP,
    )
    return work_page(_title(result), "".join(body), "qa")


def _title(result: CheckedJob) -> str:
    return f"Checks: {result.job.name}"


def _facts(result: CheckedJob, document: Document) -> Iterator[str]:
    counts = Counter(one.issue.severity for one in result.findings)
    for severity in _SEVERITIES:
        if counts[severity]:
            yield counted(counts[severity], severity)
    touched = len({one.segment.id for one in result.findings})
    yield f"{touched} of {result.segments} sentences have findings"
    states = Counter(segment.state for segment in document.segments())
    yield ", ".join(f"{count} {STATUS[state]}" for state, count in states.items())
    yield "the № is that of the review table"


# --- articles and charts -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Article:
    """An article with findings, by its number in the review table."""

    number: int
    article: Article
    findings: Sequence[Finding]

    @property
    def heading(self) -> str:
        return f"{self.number}  {article_title(self.article)}"


def _articles(document: Document, findings: Sequence[Finding]) -> list[_Article]:
    by_segment: dict[str, list[Finding]] = {}
    for one in findings:
        by_segment.setdefault(one.segment.id, []).append(one)
    with_rows = (article for article in document.articles if any(True for _ in article.segments()))
    found = (
        _Article(
            number=number,
            article=article,
            findings=[one for segment in article.segments() for one in by_segment.get(segment.id, ())],
        )
        for number, article in enumerate(with_rows, start=1)
    )
    return [article for article in found if article.findings]


def _checks(findings: Sequence[Finding]) -> str:
    purposes = {check.name: check.purpose for check in CHECKS}
    counts: dict[str, Counter[Severity]] = {}
    for one in findings:
        counts.setdefault(one.issue.check, Counter())[one.issue.severity] += 1
    most = max(count.total() for count in counts.values())
    lines = (
        _bar(
            "check",
            name,
            f'<button title="{attribute(purposes.get(name, ""))}">{escaped(name)}</button>',
            count,
            most,
        )
        for name, count in sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    )
    return f"<section><h2>By check</h2><div><table>\n{''.join(lines)}</table></div></section>\n"


def _by_article(articles: Sequence[_Article]) -> str:
    counts = [Counter(one.issue.severity for one in article.findings) for article in articles]
    most = max(count.total() for count in counts)
    lines = (
        _bar("article", one.article.id, f'<button lang="zh">{escaped(one.heading)}</button>', count, most)
        for one, count in zip(articles, counts, strict=True)
    )
    return f"<section><h2>By article</h2><div><table>\n{''.join(lines)}</table></div></section>\n"


def _bar(kind: str, name: str, label: str, counts: Mapping[Severity, int], most: int) -> str:
    parts = "".join(
        f'<i class="{severity}" title="{count} {severity}" style="width:{100 * count / most:.2f}%"></i>'
        for severity in _SEVERITIES
        if (count := counts[severity])
    )
    return (
        f'<tr data-{kind}="{attribute(name)}"><th scope="row">{label}<td class="number">{sum(counts.values())}'
        f'<td class="bar"><div>{parts}</div></tr>\n'
    )


def _filters(findings: Sequence[Finding], articles: Sequence[_Article]) -> str:
    used = {one.issue.severity for one in findings}
    toggles = "".join(
        f'<button type="button" data-toggle="{severity}" aria-pressed="true">{severity}</button>\n'
        for severity in _SEVERITIES
        if severity in used
    )
    checks = _options((name, name) for name in sorted({one.issue.check for one in findings}))
    places = _options((one.article.id, one.heading) for one in articles)
    return (
        f'<form class="filters" data-total="{len(findings)}" hidden>\n{toggles}'
        f'<select name="check" aria-label="Check"><option value="">all checks</option>{checks}</select>\n'
        f'<select name="article" aria-label="Article"><option value="">all articles</option>{places}</select>\n'
        '<input type="search" name="search" placeholder="Search (/)" aria-label="Search">\n'
        f'<output name="shown">{len(findings)} of {len(findings)}</output>\n'
        '<button type="button" name="everything">Show all</button>\n'
        '<button type="button" name="help" aria-label="Keys">?</button>\n</form>\n'
    )


def _options(choices: Iterator[tuple[str, str]]) -> str:
    return "".join(f'<option value="{attribute(value)}">{escaped(text)}</option>' for value, text in choices)


# --- sentences -----------------------------------------------------------------------------------


def _section(article: _Article, languages: tuple[str, str]) -> str:
    roles = {segment.id: block.role for block in article.article.blocks for segment in block.segments}
    rows = (
        _row(segment, roles[segment.id], list(findings), languages)
        for segment, findings in groupby(article.findings, key=lambda one: one.segment)
    )
    return (
        f'<section id="{attribute(article.article.id)}">\n<h2 lang="zh">{escaped(article.heading)}</h2>\n'
        f"{''.join(rows)}</section>\n"
    )


def _row(segment: Segment, role: Role, findings: Sequence[Finding], languages: tuple[str, str]) -> str:
    remarks = [(remark, at) for at, one in enumerate(findings) for remark in one.remarks]
    source = _text(segment.source, [(span, at) for remark, at in remarks for span in remark.source], findings)
    target = _text(segment.target, [(span, at) for remark, at in remarks for span in remark.target], findings)
    place = "" if role is Role.PARAGRAPH else f"<span>{role}</span>"
    number = attribute(segment.id)
    return (
        f'<article class="row" id="{number}" tabindex="-1">\n'
        f'<div class="place"><a href="#{number}">{escaped(segment.id)}</a>'
        f"<span>{STATUS[segment.state]}</span>{place}</div>\n"
        f'<p lang="{languages[0]}">{source}</p>\n'
        f'<p lang="{languages[1]}">{target or _NO_ENGLISH}</p>\n'
        f"<ul>\n{''.join(map(_issue, findings))}</ul>\n</article>\n"
    )


_NO_ENGLISH = '<span class="empty">no English</span>'


def _issue(finding: Finding) -> str:
    issue = finding.issue
    wordings = dict.fromkeys(remark.use for remark in finding.remarks if remark.use)
    use = f' → <span class="use">{escaped("; ".join(wordings))}</span>' if wordings else ""
    return (
        f'<li class="{issue.severity}" data-check="{attribute(issue.check)}" data-severity="{issue.severity}">'
        f"<b>{issue.severity}: {escaped(issue.check)}</b> {escaped(issue.message)}{use}</li>\n"
    )


def _text(text: str, marks: Sequence[_Marked], findings: Sequence[Finding]) -> str:
    """Return a text with its marks; a stretch where marks overlap names every finding that is about it."""
    borders = sorted(
        {0, len(text), *(border for span, _ in marks for border in span if 0 < border < len(text))}
    )
    parts = []
    for start, end in pairwise(borders):
        of = sorted({at for span, at in marks if span[0] <= start and end <= span[1]})
        parts.append(_stretch(text[start:end], of, findings))
    return "".join(parts)


def _stretch(text: str, of: Sequence[int], findings: Sequence[Finding]) -> str:
    if not of:
        return escaped(text)
    worst = max((findings[at].issue.severity for at in of), key=RANKS.__getitem__)
    names = attribute(", ".join(dict.fromkeys(findings[at].issue.check for at in of)))
    return f'<mark class="{worst}" data-of="{" ".join(map(str, of))}" title="{names}">{escaped(text)}</mark>'
