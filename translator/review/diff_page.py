"""Own the page that shows what a review changed: one HTML file, nothing loaded from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from translator.text.xml import escaped

Stretch = tuple[str, str]
"""Text before and after; equal where nothing changed."""

_STYLE = """
body { font: 15px/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; margin: 2rem auto; max-width: 60rem;
  padding: 0 1rem; color: #222; background: #fff; }
h1 { font-size: 1.4rem; } article { border-top: 1px solid #ccc; padding: .7rem 0; }
.facts { color: #666; font-size: .85rem; } .source { color: #555; }
del { background: #fde2e0; color: #8c1d18; } ins { background: #dcf1df; color: #14532d; text-decoration: none; }
.conflict { border-left: 4px solid #b45309; padding-left: .8rem; } .problem { color: #8c1d18; font-size: .85rem; }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #1b1b1b; } .source, .facts { color: #aaa; }
  del { background: #4a1f1c; color: #f5b5b0; } ins { background: #1d3b24; color: #b6e3c0; } }
"""


def diff_page(title: str, entries: Iterable[str]) -> bytes:
    """Give the page as UTF-8; ``entries`` come from `diff_entry`."""
    name = escaped(title)
    body = "".join(entries) or "<p>No changes.</p>"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><h1>{name}</h1>{body}</body></html>\n"
    ).encode()


def diff_entry(
    heading: str,
    source: str,
    changes: Sequence[Stretch],
    remarks: Sequence[str] = (),
    *,
    conflict: bool = False,
) -> str:
    """Give one segment as HTML: its Chinese, and its English with what went and what came marked."""
    kind = ' class="conflict"' if conflict else ""
    problems = "".join(f'<div class="problem">{_text(remark)}</div>' for remark in remarks)
    return (
        f'<article{kind}><div class="facts">{_text(heading)}</div><div class="source" lang="zh">{_text(source)}</div>'
        f"<div>{''.join(_stretch(*change) for change in changes)}</div>{problems}</article>\n"
    )


def _stretch(before: str, after: str) -> str:
    if before == after:
        return _text(before)
    gone = f"<del>{_text(before)}</del>" if before else ""
    came = f"<ins>{_text(after)}</ins>" if after else ""
    return gone + came


def _text(text: str) -> str:
    return escaped(text).replace("\n", "<br>")
