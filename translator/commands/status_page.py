"""The status of jobs as one HTML page that loads nothing, for a screen on the wall or a print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from translator.commands.status import JobStatus
from translator.model import State
from translator.text.xml import escaped

_STYLE = """
body { font: 15px/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; margin: 2rem auto; max-width: 72rem;
  padding: 0 1rem; color: #222; background: #fff; }
h1 { font-size: 1.4rem; margin-bottom: 0; } h2 { font-size: 1.1rem; margin-top: 2rem; } .time { color: #666; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 600; }
td, th { padding: .3rem .8rem .3rem 0; vertical-align: top; border-bottom: 1px solid #ddd; }
td:first-child { overflow-wrap: anywhere; } .number { text-align: right; white-space: nowrap; }
td.bar { width: 22%; } .bar div { display: flex; height: .8rem; margin-top: .4rem; border-radius: 2px; overflow: hidden;
  background: #e3e3e3; } .legend i, .bar i { display: block; height: 100%; }
.legend i { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; margin: 0 .3rem 0 1rem; }
.final { background: #1d5f3f; } .reviewed { background: #3f9d6d; } .translated { background: #e0b04a; }
.initial { background: #c9c9c9; } li { margin: .3rem 0; } .wrong { color: #a3161f; }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #1b1b1b; } td, th { border-color: #444; }
  .time { color: #999; } .initial { background: #666; } .wrong { color: #ff9a9f; } }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } tr { break-inside: avoid; }
  thead { display: table-header-group; } i, .bar div { print-color-adjust: exact; } }
"""

_HEADS = (
    '<table><thead><tr><th>Job<th><th class="number">Reviewed<th class="number">Left<th class="number">字 left'
    '<th class="number">Issues<th>Reviewers<th>Changed</tr></thead><tbody>\n'
)
_ORDER = (State.FINAL, State.REVIEWED, State.TRANSLATED, State.INITIAL)


def status_page(found: Sequence[JobStatus], time: datetime) -> bytes:
    """Return the page as UTF-8; what waits for somebody stands first."""
    sound = [status for status in found if not status.error]
    body = "".join((*_summary(sound), *_waiting(found), _HEADS, *map(_row, sound), "</tbody></table>"))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Jobs</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f'<body><h1>Jobs</h1><p class="time">{time:%Y-%m-%d %H:%M}</p>{body}</body></html>\n'
    ).encode()


def _summary(found: Sequence[JobStatus]) -> Iterator[str]:
    left, segments = sum(status.left for status in found), sum(status.segments for status in found)
    characters = sum(status.left_characters for status in found)
    yield (
        f"<p>{len(found)} jobs, {segments - left} of {segments} sentences reviewed; {left} are left, with "
        f'{characters} Chinese characters.</p><p class="legend">'
    )
    yield from (f'<i class="{state.value}"></i>{state.value}' for state in _ORDER)
    yield "</p>"


def _waiting(found: Sequence[JobStatus]) -> Iterator[str]:
    lines = [
        f'<li><b class="wrong">{escaped(status.error)}</b>. {escaped(status.hint)}'
        for status in found
        if status.error
    ]
    lines += [f"<li><b>{escaped(s.name)}</b>: {escaped(words)}" for s in found for words in s.waits_for]
    if lines:
        yield f"<h2>To do</h2><ul>{''.join(lines)}</ul><h2>All jobs</h2>"


def _row(status: JobStatus) -> str:
    parts = "".join(
        f'<i class="{state.value}" style="width:{100 * count / status.segments:.1f}%"></i>'
        for state in _ORDER
        if (count := status.states.get(state.value, 0))
    )
    numbers = (
        f"{status.segments - status.left}/{status.segments}",
        status.left,
        status.left_characters,
        status.issues,
    )
    return (
        f'<tr><td>{escaped(status.name)}<td class="bar"><div>{parts}</div>'
        + "".join(f'<td class="number">{number}' for number in numbers)
        + f"<td>{escaped(_reviewers(status))}<td>{escaped(status.changed[:16].replace('T', ' '))}</tr>\n"
    )


def _reviewers(status: JobStatus) -> str:
    return ", ".join(f"{name} ({count})" for name, count in status.reviewers.items())
