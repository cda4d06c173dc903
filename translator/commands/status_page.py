"""The status of jobs as one HTML page that loads nothing, for a screen on the wall or a print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from translator.commands.status import JobStatus
from translator.model import State
from translator.text.counting import counted
from translator.text.xml import escaped
from translator.webpages import work_page

_HEADS = (
    '<table><thead><tr><th>Job<th><th class="number">Reviewed<th class="number">Left<th class="number">字 left'
    '<th class="number">Issues<th>Reviewers<th>Changed</tr></thead><tbody>\n'
)
_ORDER = (State.FINAL, State.REVIEWED, State.TRANSLATED, State.INITIAL)


def status_page(found: Sequence[JobStatus], time: datetime) -> bytes:
    """Return the page as UTF-8; what waits for somebody stands first."""
    sound = [status for status in found if not status.error]
    body = "".join((*_summary(sound), *_waiting(found), _HEADS, *map(_row, sound), "</tbody></table>"))
    return work_page("Jobs", f'<p class="time">{time:%Y-%m-%d %H:%M}</p>{body}', "status")


def _summary(found: Sequence[JobStatus]) -> Iterator[str]:
    left, segments = sum(status.left for status in found), sum(status.segments for status in found)
    characters = sum(status.left_characters for status in found)
    jobs = counted(len(found), "job")
    yield (
        f"<p>{jobs}, {segments - left} of {segments} sentences reviewed; {left} are left, with "
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
